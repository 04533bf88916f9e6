"""The year's money on the staircase, posted and forecast: in the own view what follows the case stands where the child stands.

The nationally comparable view is beside it and never in it: postings alone, on the steps of their accounts, without accounts of
several steps, refunds and accounts of disability alone (seed 001 line 3305). Both hold every krone of the follow-up, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.staircase.cells import CATEGORIES
from trinvis.calculations.staircase.spans import span_text
from trinvis.municipality.address import Address
from trinvis.municipality.follow_up import follow_up
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_activity import far_back
from trinvis.municipality.staircase_lines import national_lines, own_lines
from trinvis.municipality.staircase_standing import labels_of, stands
from trinvis.municipality.staircase_view import View

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

POSTED, FORECAST, THROUGH = "posted_oere", "forecast_oere", "through_oere"
FIGURES: dict[str, str] = {POSTED: "Bogført", FORECAST: "Forventet regnskab", THROUGH: "Udgift til og med måneden"}
"""Figure → what users read."""

NATIONAL_SENTENCE = (
    "National opgørelse: kun bogførte beløb, på kontoens trin. Konti, der kan vedrøre flere trin, statsrefusion og konti kun ved "
    "funktionsnedsættelse er holdt ude som i udgiftsmodellen. Netto, løbende priser."
)
OWN_SENTENCE = (
    "Kommunens eget syn: det, der kan stå på flere trin, følger barnets hovedydelse den dag; det, der intet har at følge, er "
    "ikke placeret. Netto, løbende priser."
)


@dataclass(frozen=True)
class PlaceMoney:
    """A step (``place`` "5"), steps that the accounts cannot tell apart ("2-3"), or why money stands on none (``CATEGORIES``)."""

    place: str
    label: str
    posted_oere: int
    forecast_oere: int

    @property
    def on_staircase(self) -> bool:
        """Whether it is a step, or several."""
        return self.place[:1].isdigit()


@dataclass(frozen=True)
class StaircaseMoney:
    """The money of ``year`` by place. ``lines`` are those of the follow-up with ``place``; their sums are its totals, to the øre.

    In the national view the lines are the postings alone, so there is nothing forecast.
    """

    year: int
    basis: Basis
    view: View
    places: tuple[PlaceMoney, ...]
    lines: pl.DataFrame

    @property
    def sentence(self) -> str:
        """How it was placed, in Danish."""
        return OWN_SENTENCE if self.view.scheme == "own" else NATIONAL_SENTENCE

    def total(self, figure: str) -> int:
        """All places together: the follow-up's own figure."""
        return sum(getattr(one, figure) for one in self.places)

    def of(self, step: int) -> PlaceMoney:
        """A step's money; nothing where it has none."""
        return next((one for one in self.places if one.place == str(step)), PlaceMoney(str(step), "", 0, 0))

    def address(self, figure: str, place: str | None = None, **where: str) -> str:
        """The address of a figure of a place, or of the total."""
        said = {**self.view.where, **({} if place is None else {"place": place}), **where}
        return str(Address("step-money", self.year, self.basis.name, figure, said))

    def size(self) -> int:
        """Estimated bytes in memory."""
        return int(self.lines.estimated_size())


def staircase_money(house: House, basis: Basis, year: int, view: View | None = None) -> StaircaseMoney:
    """The money; kept in the cache under everything that it depends on."""
    view = view or View()
    key = f"step-money/{house.figures_digest(basis)}/{house.engine.name}/{year}/{sorted(view.where.items())}"
    made = house.cache.get(key, lambda: _made(house, basis, year, view), StaircaseMoney.size)
    return replace(made, basis=basis)


def _made(house: House, basis: Basis, year: int, view: View) -> StaircaseMoney:
    decided = rules(house, basis.rules)
    followed = follow_up(house, basis, year)
    if view.scheme == "national":
        lines = national_lines(followed.without_memo, decided, year, house.workspace.municipality)
        labels: Mapping[int, str] = labels_of(decided, date(year, 12, 31), view)
    else:
        ways = stands(house, basis, year, view, far_back(basis.day))
        lines = own_lines(house, basis, followed, decided, ways, year)
        labels = ways.labels
    return StaircaseMoney(year, basis, view, places_of(lines, labels), lines)


def through(lines: pl.DataFrame, month: int) -> pl.DataFrame:
    """The lines of the months up to ``month`` (yyyymm): posted, and committed where the invoice is missing."""
    return lines.filter(pl.col("month") <= month)


def places_of(lines: pl.DataFrame, labels: Mapping[int, str]) -> tuple[PlaceMoney, ...]:
    """The places with their sums: steps first, then what stands on none. Every step is there, also one without money."""
    posted = pl.col("amount_oere").filter(pl.col("component") == "spent").sum()
    sums = {
        row[0]: row[1:]
        for row in lines.group_by("place").agg(posted, pl.col("amount_oere").sum().alias("all")).iter_rows()
    }
    known = [str(step) for step in sorted(labels)]
    spans = sorted({place for place in sums if place[:1].isdigit()} - set(known))
    rest = [category for category in CATEGORIES if category in sums]
    return tuple(
        PlaceMoney(place, place_label(place, labels), *(int(sum_) for sum_ in sums.get(place, (0, 0))))
        for place in (*sorted([*known, *spans], key=lambda place: (place.partition("-")[0], len(place))), *rest)
    )


def place_label(place: str, labels: Mapping[int, str]) -> str:
    """``5 Anbringelse i plejefamilie``, ``Trin 2-3 (kan ikke skilles ad)``, ``Statsrefusion``."""
    if place.isdigit():
        return f"{place} {labels.get(int(place), f'Trin {place}')}"
    low, between, high = place.partition("-")
    if between and low.isdigit():
        said = span_text((int(low), int(high)))
        return f"{said[0].upper()}{said[1:]}, som kontoen ikke skiller ad"
    return CATEGORIES.get(place, place)
