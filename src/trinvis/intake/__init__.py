"""Files in: a profile per source, checks per row; out come facts, findings and what was rejected with its reason.

Nothing here knows where the facts go: identifiers become numbers through a function that the caller gives.
"""

from __future__ import annotations

from trinvis.intake.opening import detect
from trinvis.intake.profiles import SOURCES
from trinvis.intake.reading import read
from trinvis.intake.result import (
    Counts,
    Earlier,
    Meaning,
    Numbers,
    Read,
    ReadOptions,
    Unreadable,
)

__all__ = [
    "SOURCES",
    "Counts",
    "Earlier",
    "Meaning",
    "Numbers",
    "Read",
    "ReadOptions",
    "Unreadable",
    "detect",
    "read",
]
