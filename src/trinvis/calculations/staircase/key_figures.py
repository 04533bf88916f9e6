"""What a key figure (nøgletal) is: numerator and denominator, the day or window, who counted, whose formula, who is left out.

Five of the twelve have their formula from VIVE (seed 001 lines 2857-3119); the other seven are ours until Socialstyrelsen's are
entered, and say so. The definitions are the parameter table ``key_figures``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.staircase.standing import ALL_CHILDREN, Exclusions
from trinvis.tables.national import COUNTED_BY

if TYPE_CHECKING:
    import polars as pl

CountedBy = Literal["validated", "self_reported", "statistics", "typed"]

OURS = "Trinvis"
"""``whose`` of a formula that is our own."""

BESIDE: dict[str, str] = {
    "measures": "indsatser",
    "unknown_age": "børn uden kendt alder, talt som 0-17-årige",
    "completed": "afsluttede ophold",
    "running": "ophold, der stadig løber",
    "median_days": "median i dage efter levetidstabel",
    "on_step": "heraf stadig på et trin",
    "lower": "heraf til et lavere trin",
    "off": "heraf ud af trappen",
    "preventive_oere": "heraf trin 2-3",
    "placements_oere": "heraf trin 4-6",
    "assumed_placed": "børn, hvor det kun ses af indsatstypen, at de er anbragt",
    "before": "antal året før",
    "not_counted": "opfølgninger uden både samtale og plan",
    "days": "dage",
}
"""Numbers that may stand beside a key figure → what they are."""


@dataclass(frozen=True)
class Definition:
    """One row of the table ``key_figures``.

    ``counted``: type patterns (``placement/institution``). ``counting`` says how, ``steps`` of which steps. The figure is
    numerator / denominator × ``per``; ``window_days`` is 0 for a figure of a day. ``national`` is whether a national average exists.
    """

    figure: str
    name: str
    counted: tuple[str, ...]
    counting: str
    steps: tuple[int, ...]
    denominator: str
    per: int
    unit: str
    window_days: int
    formula: str
    whose: str
    counted_by: CountedBy
    national: bool
    source: str
    rule_id: str

    @property
    def ours(self) -> bool:
        """Whether the formula is our own, and must be labelled so."""
        return self.whose == OURS

    @property
    def label(self) -> str:
        """The name with whose formula it is."""
        number = f"Nøgletal {self.figure}: " if self.figure.isdigit() else ""
        mark = " (Trinvis' egen formel, ikke Socialstyrelsens)" if self.ours else ""
        return f"{number}{self.name}{mark}"


def definitions(table: pl.DataFrame) -> dict[str, Definition]:
    """The parameter table ``key_figures`` as it holds on a day, by figure, in the order of the catalogue."""
    found = {}
    for row in table.iter_rows(named=True):
        found[row["figure"]] = Definition(
            figure=row["figure"],
            name=row["name"],
            counted=tuple((row["counted"] or "").split()),
            counting=row["counting"],
            steps=tuple(int(step) for step in (row["steps"] or "").split()),
            denominator=row["denominator"],
            per=row["per"],
            unit=row["unit"],
            window_days=row["window_days"] or 0,
            formula=row["formula"],
            whose=row["whose"],
            counted_by=row["counted_by"],
            national=bool(row["national"]),
            source=row["source"],
            rule_id=row["rule_id"],
        )
    return dict(sorted(found.items(), key=lambda item: (not item[0].isdigit(), len(item[0]), item[0])))


@dataclass(frozen=True)
class KeyFigure:
    """A key figure on ``day`` (the status day, or the last of its window, which then begins on ``first_day``).

    ``numerator`` / ``denominator`` are what was counted (money in øre); ``beside`` holds numbers to show with it, by ``BESIDE``;
    ``choice_sentence`` says how a child with several main grants was counted, where that matters.
    """

    definition: Definition
    day: date
    numerator: int | Fraction
    denominator: int | None
    counted_by: CountedBy
    exclusions: Exclusions = ALL_CHILDREN
    choice_sentence: str = ""
    beside: Mapping[str, int | Fraction | None] = field(default_factory=dict)
    first_day: date | None = None

    @property
    def rate(self) -> Fraction | None:
        """Numerator / denominator × ``per``, exact; None where the denominator is not known or 0: missing stays missing."""
        return Fraction(self.numerator) * self.definition.per / self.denominator if self.denominator else None

    @property
    def caption(self) -> str:
        """When, who counted, who is left out, how, and whose formula: what must stand with the figure."""
        when = f"{self.day:%d.%m.%Y}"
        if self.first_day is not None:
            when = f"{self.first_day:%d.%m.%Y}-{when}"
        parts = (
            f"{when}.",
            f"{dict(COUNTED_BY)[self.counted_by]}.",
            self.exclusions.sentence,
            self.choice_sentence,
            f"Formel: {self.definition.whose}."
            if not self.definition.ours
            else "Trinvis' egen formel, til Socialstyrelsens er indtastet.",
        )
        return " ".join(part for part in parts if part)


def persons_of(rate_change: Fraction, inhabitants: int, per: int = 1000) -> Fraction:
    """A rate (or its change) per 1.000 as persons in a municipality of so many inhabitants (seed 001 lines 912-915)."""
    return rate_change * inhabitants / per
