"""Headings as people write them → one spelling that can be compared."""

from __future__ import annotations

import functools
import re

_FOLD = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})
_CPR = re.compile(r"\d{6}[- ]?\d{4}")


def compact(text: str) -> str:
    """``text`` in small letters without blanks, punctuation and line breaks: *Cpr-\\nnr.* and *CPR nr* are ``cprnr``."""
    folded = text.casefold().translate(_FOLD)
    return "".join(letter for letter in folded if letter.isalnum() or letter in "§%")


@functools.lru_cache(maxsize=4_096)
def spellings(text: str) -> tuple[str, ...]:
    """The spellings under which a heading is looked up: whole, then without a bracket or a unit (*Beløb (kr.)*, *Beløb i kr.*)."""
    whole = compact(text)
    bare = compact(re.sub(r"\(.*?\)|\[.*?\]|\bi (kr|dkk)\b\.?|\b(kr|dkk)\b\.?", " ", text, flags=re.IGNORECASE))
    return (whole, bare) if bare and bare != whole else (whole,)


def shown(text: str, position: int) -> str:
    """A heading as it may be shown and kept in clear: one line, cut short, and masked when it looks like a person's number."""
    line = " ".join(text.split())
    return f"kolonne {position + 1}" if _CPR.search(line) else line[:60]
