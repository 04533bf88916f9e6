"""Keys of measures whose names are texts in the files, and paragraphs as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "§": "", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
_LAWS = {"SEL": "", "BL": "barnets lov ", "ABL": "almenboligloven ", "FSL": "folkeskoleloven ", "SUL": "sundhedsloven "}


def key_of(text: str) -> str:
    """``§ 85, Sindslidende`` → ``85_sindslidende``: small letters, digits and ``_``, as a key in an address."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower().translate(_LETTERS)).strip("_")


def keys_of(texts: Iterable[str]) -> dict[str, str]:
    """Each text's key; texts that would share one have a number after it, in the order in which they are given."""
    times: dict[str, int] = {}
    found: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        key = key_of(text)
        times[key] = times.get(key, 0) + 1
        found[text] = key if times[key] == 1 else f"{key}_{times[key]}"
    return found


def paragraph_words(paragraph: str) -> str:
    """``SEL-107`` → ``§ 107`` (serviceloven goes without saying), ``BL-43.1`` → ``barnets lov § 43, stk. 1``."""
    law, _, rest = paragraph.partition("-")
    number, *parts = rest.split(".")
    named = [f"{word} {part}" for word, part in zip(("stk.", "nr."), parts, strict=False)]
    return ", ".join([f"{_LAWS.get(law, law + ' ')}§ {number}", *named])


def of_paragraph(paragraph: str, wanted: str) -> bool:
    """Whether a reference is to a paragraph or a subsection of it: ``SEL-66.1.6`` is of ``SEL-66``."""
    return paragraph == wanted or paragraph.startswith(f"{wanted}.")
