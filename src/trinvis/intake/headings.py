"""Headings as people write them → one spelling that can be compared."""

from __future__ import annotations

import functools
import re
import unicodedata

_UNIT = re.compile(
    r"\(.*?\)|\[.*?\]|\bi (?:(?:1\.?000|tusinde?|t\.?|mio\.?|mill?\.?)\s*)?(?:kr|dkk)\b\.?"
    r"|\b(?:1\.?000 |t\.?|mio\.? )?(?:kr|dkk)\b\.?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\b1[. ]?000\s*kr\b|\bt\.?\s?kr\b|\btusinde?\s+kr", re.IGNORECASE)
_MILLIONS = re.compile(r"\b(?:mio|mill)\.?\s*kr\b|\bmillioner\s+kr", re.IGNORECASE)
_STATED_UNIT = re.compile(
    r"(?:\bi\s+|\(\s*|\bi:\s*)(?:1[. ]?000|t\.?|tusinde?|mio\.?|mill\.?|millioner)\s*kr", re.IGNORECASE
)
_FOLD = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})
_NOT_COMPACT = re.compile(r"[^a-z0-9%]+")
_CPR = re.compile(r"\d{6}[- ]?\d{4}")


def compact(text: str) -> str:
    """``text`` in small letters without blanks, punctuation and line breaks: *Cpr-\\nnr.* and *CPR nr* are ``cprnr``."""
    if text.isascii():
        return _NOT_COMPACT.sub("", text.lower())
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    return "".join(letter for letter in folded if letter.isalnum() or letter in "§%")


@functools.lru_cache(maxsize=4_096)
def spellings(text: str) -> tuple[str, ...]:
    """The spellings under which a heading is looked up: whole, then without a bracket or a unit (*Beløb (kr.)*, *Beløb i kr.*)."""
    whole = compact(text)
    bare = compact(_UNIT.sub(" ", text))
    return (whole, bare) if bare and bare != whole else (whole,)


def shown(text: str, position: int) -> str:
    """A heading as it may be shown and kept in clear: one line, cut short, and masked when it looks like a person's number."""
    line = " ".join(text.split())
    return f"kolonne {position + 1}" if _CPR.search(line) else line[:60]


def kroner_per_unit(text: str, *, title: bool = False) -> int:
    """How many kroner the number 1 is where a heading says so: 1.000 for *i 1.000 kr.* and *t.kr.*, else 1.

    A title must say *i* or put it in brackets: *Posteringer over 1.000 kr.* is no unit.
    """
    if title and not _STATED_UNIT.search(text):
        return 1
    if _THOUSANDS.search(text):
        return 1_000
    return 1_000_000 if _MILLIONS.search(text) else 1
