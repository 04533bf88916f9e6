"""Years and periods in headings and titles: ``2007``, ``2007-2011``, ``2007-11``, ``fra 2010 til 2012``."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<![0-9.,])((?:1[89]|2[01])[0-9]{2})(?![0-9])")
_PERIOD = re.compile(
    r"(?<![0-9.,])((?:1[89]|2[01])[0-9]{2}) ?(?:-|–|−|/|til|og|to) ?((?:1[89]|2[01])[0-9]{2}|[0-9]{2})(?![0-9])"
)


def years(text: str) -> list[int]:
    """Every year in a text, in order; also 1819 and 2112, which are slips."""
    return [int(one) for one in _YEAR.findall(text)]


def year_of(heading: str) -> int | None:
    """The year of a heading that names exactly one."""
    named = years(heading)
    return named[0] if len(named) == 1 and not periods(heading) else None


def periods(text: str) -> list[tuple[int, int]]:
    """Every period in a text with first and last year; ``2007-11`` ends in 2011."""
    read = []
    for first, last in _PERIOD.findall(text):
        end = int(last) if len(last) == 4 else int(first[:2] + last)
        read.append((int(first), end))
    return read


def without_year(heading: str) -> str:
    """A heading without its years: what the years are years of (``2007 Antal`` and ``2008 Antal`` are both ``antal``)."""
    return " ".join(re.sub(r"[*():,]", " ", _YEAR.sub(" ", heading)).lower().split())
