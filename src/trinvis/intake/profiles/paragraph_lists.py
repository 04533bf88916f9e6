"""Several legal references in one field → one spelling each: *§§ 103 og 104* is ``SEL-103; SEL-104``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_LAWS = (
    ("BL", r"barnets\s*lov(?:en)?|\bbl\b"),
    ("ABL", r"almenbolig(?:loven|lov)?|\babl\b"),
    ("SUL", r"sundhedslov(?:en)?|\bsul\b"),
    ("FSL", r"folkeskolelov(?:en)?|\bfsl\b"),
    ("SEL", r"servicelov(?:en)?|lov om social service|\bsel\b"),
)
_TOKEN = re.compile(
    "|".join([rf"(?P<{law}>{words})" for law, words in _LAWS])
    + r"|(?P<parts>(?:stk|nr)\.?\s*[0-9]+)|(?P<paragraph>[0-9]{1,3}(?:\s?[a-z]\b)?)(?P<pieces>(?:\.[0-9]+|-[0-9](?![0-9]))*)",
    re.IGNORECASE,
)
_PART = re.compile(r"[0-9]+")


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The references of a text, each once and in order: law, paragraph, subsection, number (``SEL-66.1.6``).

    A law holds for the references that follow it up to the next semicolon, else Serviceloven (seed 002's law throughout).
    """
    found: list[str] = []
    for part in text.split(";"):
        law, open_to_parts = "SEL", False
        for token in _TOKEN.finditer(part):
            named = next((name for name, _ in _LAWS if token[name]), None)
            if named:
                law = named
            elif token["parts"] and open_to_parts:
                found[-1] += f".{_PART.findall(token['parts'])[0]}"
            elif token["paragraph"]:
                number = token["paragraph"].replace(" ", "").lower()
                found.append(f"{law}-{number}{token['pieces'].replace('-', '.')}")
                open_to_parts = True
    return tuple(dict.fromkeys(found))


def read_paragraph_lists(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The references with ``; `` between them (null where there are none), and which texts name none."""
    import polars as pl

    distinct = texts.unique().drop_nulls()
    read = {text: "; ".join(paragraphs_of(text)) or None for text in distinct}
    lists = texts.replace_strict(read, default=None, return_dtype=pl.String)
    return lists, texts.is_not_null() & lists.is_null()
