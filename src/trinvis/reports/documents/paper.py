"""What a document says: made once from the figures, whatever it is written as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

NARROWEST, WIDEST = 6, 34
"""Letters that a column is given at least and at most, of a page that is shared out by them."""


@dataclass(frozen=True)
class Grid:
    """A table of ready texts. ``figures`` are the columns that stand to the right; the last row is the total when ``total``."""

    caption: str
    headings: tuple[str, ...]
    figures: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()
    """Row numbers that are subtotals or totals."""

    @property
    def widths(self) -> tuple[int, ...]:
        """How many letters each column needs: of its longest cell, or of the longest word above it."""
        return tuple(
            min(WIDEST, max(NARROWEST, *(len(row[n]) for row in self.rows), *(len(word) for word in heading.split())))
            for n, heading in enumerate(self.headings)
        )


@dataclass(frozen=True)
class Picture:
    """A picture with its title below and what a reader who cannot see it is told; ``png`` draws it when it is wanted."""

    title: str
    words: str
    svg: Callable[[], str]
    png: Callable[[], bytes]


@dataclass(frozen=True)
class Section:
    """A heading, its paragraphs, its points, its pictures and its table; what is empty is left out. ``under``: a part of the one before."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grid: Grid | None = None
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()
    """What must be known to read the table, below it."""
    under: bool = False


@dataclass(frozen=True)
class Paper:
    """A document. ``answer`` is the first thing read; ``foot`` says what it rests on, at the bottom of each page."""

    title: str
    municipality: str
    as_of: date
    answer: str
    second: str
    sections: tuple[Section, ...]
    foot: str
    warning: str = ""

    def plain(self) -> Mapping[str, Any]:
        """The document as plain values, as templates take them."""
        return {
            "title": self.title,
            "municipality": self.municipality,
            "answer": self.answer,
            "second": self.second,
            "foot": self.foot,
            "warning": self.warning,
            "sections": [
                {
                    "heading": section.heading,
                    "under": section.under,
                    "notes": list(section.notes),
                    "pictures": [{"title": one.title, "words": one.words} for one in section.pictures],
                    "paragraphs": list(section.paragraphs),
                    "points": list(section.points),
                    "grid": None
                    if section.grid is None
                    else {
                        "caption": section.grid.caption,
                        "headings": list(section.grid.headings),
                        "figures": list(section.grid.figures),
                        "widths": list(section.grid.widths),
                        "rows": [
                            {"cells": list(row), "strong": number in section.grid.strong}
                            for number, row in enumerate(section.grid.rows)
                        ],
                    },
                }
                for section in self.sections
            ],
        }
