"""How the municipality's spending has lain on the national staircase, year by year: shares of what stands on steps.

From Statistikbanken's accounts where they have been received (gross), else from the municipality's own postings (net): one source
in a series, which is named. Breaks in the accounts are data, and are given with the years that they fall in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.staircase.breaks import Break, breaks_of, drawn
from trinvis.calculations.staircase.cells import place_cells, step_sums, yearly_rules
from trinvis.calculations.staircase.expenditure import spending_of
from trinvis.calculations.staircase.measures import SpendingPerChild
from trinvis.calculations.staircase.spans import WHOLE, Span
from trinvis.municipality.address import Address
from trinvis.municipality.gathered import facts
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_activity import collected
from trinvis.municipality.staircase_money import POSTED, staircase_money
from trinvis.municipality.staircase_view import View
from trinvis.tables import NATIONAL_ACCOUNTS, POSTINGS

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

OWN_POSTINGS = "Kommunens egne posteringer, netto, løbende priser"
STATBANK = "Statistikbankens regnskaber, brutto, løbende priser"
NATIONAL = View("national")
ACCOUNTS = "accounts_oere"
"""Figure of an address: what Statistikbanken's accounts have on exactly these steps."""


@dataclass(frozen=True)
class YearOnSteps:
    """A year's øre by span of steps, with the address that opens each."""

    year: int
    steps: dict[Span, int]
    addresses: dict[Span, str]

    @property
    def step_specific(self) -> int:
        """All that stands on steps."""
        return sum(self.steps.values())

    def share(self, span: Span) -> Fraction:
        """A span's part of what stands on steps, 0-1."""
        return Fraction(self.steps.get(span, 0), self.step_specific)


@dataclass(frozen=True)
class StaircaseYears:
    """The whole years up to the asked one, oldest first, their source, the breaks among them, and step → label."""

    source: str
    years: tuple[YearOnSteps, ...]
    breaks: tuple[Break, ...]
    labels: dict[int, str]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span that some year has, from the bottom."""
        return tuple(sorted({span for year in self.years for span in year.steps}))


def staircase_years(house: House, basis: Basis, year: int) -> StaircaseYears:
    """The years that are over and whole in the data, at most fifteen; the asked year is not among them until it is."""
    parameters = rules(house, basis.rules).parameters
    received = _received(house, basis, year)
    found = received or _posted(house, basis, year)
    numbers = [one.year for one in found]
    breaks = drawn(breaks_of(parameters.table("series_breaks", date(year, 12, 31))), SpendingPerChild(WHOLE), numbers)
    steps = parameters.table("steps", date(year, 12, 31)).filter(pl.col("scheme") == "national")
    labels = dict(steps.select("step", "label").iter_rows())
    return StaircaseYears(STATBANK if received else OWN_POSTINGS, found, breaks, labels)


_MOST = 15


def accounts_on_steps(house: House, basis: Basis, year: int) -> pl.DataFrame:
    """The municipality's own cells of Statistikbanken's accounts up to ``year``, each on its steps by the rules of its own year."""
    cells = facts(house, basis, NATIONAL_ACCOUNTS).filter(
        nw.col("municipality") == house.workspace.municipality, nw.col("year") <= year, nw.col("year") > year - _MOST
    )
    rows = house.engine.collect(cells)
    table = rules(house, basis.rules).parameters.table("account_step", None).filter(pl.col("scheme") == "national")
    frames = [nw.from_native(frame.lazy()) for frame in (rows, yearly_rules(table, rows["year"].unique().to_list()))]
    return collected(place_cells(*frames))


def source_of(placed: pl.DataFrame, year: int) -> str | None:
    """The source table that counts in a year; None without accounts of it."""
    spending = spending_of(collected(step_sums(nw.from_native(placed.lazy()))))
    return next((found.source for (_, one), found in spending.years.items() if one == year), None)


def _received(house: House, basis: Basis, year: int) -> tuple[YearOnSteps, ...]:
    """From Statistikbanken's accounts of the municipality; none where fewer than two years are there."""
    placed = accounts_on_steps(house, basis, year)
    if placed["year"].n_unique() < 2:
        return ()
    spending = spending_of(collected(step_sums(nw.from_native(placed.lazy()))))
    return tuple(
        YearOnSteps(
            one,
            {span: amount for span, amount in found.steps.items() if amount},
            {span: _in_accounts(basis, one, span) for span in found.steps},
        )
        for (_, one), found in sorted(spending.years.items())
        if found.step_specific > 0
    )


def _in_accounts(basis: Basis, year: int, span: Span) -> str:
    low, high = span
    where = {"steps": str(low) if low == high else f"{low}-{high}"}
    return str(Address("step-money", year, basis.name, ACCOUNTS, where))


def _posted(house: House, basis: Basis, year: int) -> tuple[YearOnSteps, ...]:
    """From the follow-ups' postings of the years that have some in all twelve months."""
    periods = house.engine.collect(facts(house, basis, POSTINGS).select("period").unique())["period"].drop_nulls()
    months = {
        one: {period % 100 for period in periods if period // 100 == one} & set(range(1, 13))
        for one in range(year - _MOST + 1, year + 1)
    }
    made = []
    for one in sorted(one for one, found in months.items() if len(found) == 12):
        money = staircase_money(house, basis, one, NATIONAL)
        standing = {_span(place.place): place for place in money.places if place.on_staircase and place.posted_oere}
        made.append(
            YearOnSteps(
                one,
                {span: place.posted_oere for span, place in standing.items()},
                {span: money.address(POSTED, place.place) for span, place in standing.items()},
            )
        )
    return tuple(one for one in made if one.step_specific > 0)


def _span(place: str) -> Span:
    low, _, high = place.partition("-")
    return int(low), int(high or low)
