"""Rows of points to compare: an outcome by half-year and district from the own data, or by year and municipality from the accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import polars as pl

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.investment.half_year import HalfYear, whole_halves
from trinvis.calculations.investment.realised import PLACED
from trinvis.calculations.investment.wording import several
from trinvis.calculations.staircase.expenditure import Basis as Counted
from trinvis.calculations.staircase.measures import SpendingPerChild
from trinvis.municipality.address import Address
from trinvis.municipality.investment_follow_up import CannotFollow
from trinvis.municipality.investment_own_rows import OwnRows, own_rows
from trinvis.municipality.investment_picked import Picked
from trinvis.municipality.national import national
from trinvis.municipality.staircase_activity import collected
from trinvis.municipality.staircase_standing import stands

if TYPE_CHECKING:
    from trinvis.calculations.staircase.expenditure import Counting
    from trinvis.calculations.staircase.spans import Span
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

Outcome = Literal["placed", "institution", "children", "spending"]

OUTCOMES: dict[Outcome, tuple[str, str, int]] = {
    "placed": ("Anbragte børn (trin 4-6) i gennemsnit", "børn", 1),
    "institution": ("Børn på institution (trin 6) i gennemsnit", "børn", 1),
    "children": ("Børn på trappen i gennemsnit", "børn", 1),
    "spending": ("Udgift efter takst i halvåret", "kr.", 0),
}
"""Outcome → what users read, its unit and decimals."""
_STEPS: dict[Outcome, tuple[int, ...]] = {"placed": PLACED, "institution": (6,), "children": (), "spending": ()}
LONGEST = 12
"""Years that are looked back."""


@dataclass(frozen=True)
class Panel:
    """``values``: name → its points, one of each of ``periods``; ``addresses`` the same of what opens them (none for accounts).

    ``halves`` are the periods where they are half-years, ``names`` code → name where they are municipalities'. ``notes``: what is left out.
    """

    label: str
    unit: str
    periods: tuple[str, ...]
    values: Mapping[str, tuple[float, ...]]
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    halves: tuple[HalfYear, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def districts_known(house: House, basis: Basis) -> tuple[str, ...]:
    """The districts that children on the staircase have, by name."""
    ways = stands(house, basis, basis.day.year, Picked(basis.day, basis.day).view, _far(basis.day))
    found = collected(ways.standing.segments.select("district").unique())["district"].drop_nulls()
    return tuple(sorted(found))


def district_panel(
    house: House,
    basis: Basis,
    outcome: Outcome,
    rows: Mapping[str, tuple[str, ...]],
    picked: Picked | None = None,
    first: date | None = None,
) -> Panel:
    """Name → districts (none: all of the municipality), in every whole half-year that the data hold, ``first`` being the first day to count.

    Raises ``CannotFollow`` where there is no such half-year.
    """
    like = picked or Picked(basis.day, basis.day)
    seen = stands(house, basis, basis.day.year, like.view, _far(basis.day)).seen_from
    begin = max(day for day in (first, seen) if day is not None) if first or seen else None
    halves = () if begin is None else whole_halves(begin, basis.day)
    if not halves:
        raise CannotFollow("Data holder ikke et helt halvår; hent flere udtræk ind, før der sammenlignes.")
    values, addresses = {}, {}
    for name, districts in rows.items():
        of = replace(
            like, since=halves[0].first, until=halves[-1].last, steps=_STEPS[outcome] or like.steps, districts=districts or like.districts
        )  # fmt: skip
        found = own_rows(house, basis, of)
        values[name] = _spending(found, halves) if outcome == "spending" else _persons(found, halves)
        figure = "cost" if outcome == "spending" else "days"
        addresses[name] = tuple(_address(basis, of, half, figure) for half in halves)
    label, unit, _ = OUTCOMES[outcome]
    notes = ("Hvert halvårs beløb er i dets egne priser.",) if outcome == "spending" else ()
    return Panel(label, unit, tuple(half.words for half in halves), values, addresses, halves, notes=notes)


def _far(day: date) -> date:
    return date(day.year - LONGEST, 1, 1)


def _address(basis: Basis, picked: Picked, half: HalfYear, figure: str) -> str:
    there = replace(picked, since=half.first, until=half.last)
    return str(Address("investment-own", half.year, basis.name, figure, there.where))


def _persons(rows: OwnRows, halves: tuple[HalfYear, ...]) -> tuple[float, ...]:
    """Days of the group in each half-year over its own days: persons on average."""
    segments = collected(rows.own.segments.select("from_day", "to_day"))
    out = []
    for half in halves:
        first, last = day_number(half.first), day_number(half.last)
        days = pl.min_horizontal("to_day", pl.lit(last)) - pl.max_horizontal("from_day", pl.lit(first)) + 1
        out.append(int(segments.select(days.clip(0).sum()).item()) / half.days)
    return tuple(out)


def _spending(rows: OwnRows, halves: tuple[HalfYear, ...]) -> tuple[float, ...]:
    """Kroner of the group's days in each half-year's months."""
    by_month = dict(rows.costs.group_by("month").agg(pl.col("amount_oere").sum()).iter_rows())
    return tuple(
        sum(int(oere) for month, oere in by_month.items() if _month(half.first) <= month <= _month(half.last)) / 100
        for half in halves
    )


def _month(day: date) -> int:
    return day.year * 100 + day.month


def municipality_panel(
    house: House, basis: Basis, codes: Collection[int], needed: Collection[int], group: Span, counting: Counting, since: int | None
) -> Panel:  # fmt: skip
    """Spending on a group of steps per 0-22-year-old by municipality and year, of the years that all of ``needed`` have.

    Municipalities that lack one of those years are left out and said. Raises ``CannotFollow`` where nothing is left.
    """
    known = national(house, basis)
    spending = known.spending(Counted(counting=counting))
    measure = SpendingPerChild(group)
    found: dict[int, dict[int, float]] = {}
    for code in dict.fromkeys(codes):
        per_child = {year: measure.of(spending, code, year) for year in known.years_of(code, "accounts")}
        # nothing at all on placements is an account that no rule places that year, not a municipality without placements
        found[code] = {
            year: float(one.value) / 100 for year, one in per_child.items() if one is not None and one.value > 0
        }
    of_needed = [set(found.get(code, {})) for code in needed]
    years = sorted(year for year in set.intersection(*of_needed) if since is None or year >= since) if of_needed else []
    gaps = [year for year in years[1:] if year - 1 not in years]
    if gaps:
        years = [year for year in years if year >= gaps[-1]]
    if not years:
        raise CannotFollow(
            "Regnskaber og folketal for kommunen er ikke indlæst; hent dem fra Statistikbanken, før der sammenlignes."
        )
    whole = [code for code in found if set(years) <= found[code].keys()]
    names = {code: known.names.get(code, f"Kommune {code}") for code in whole}
    lacking = [known.names.get(code, str(code)) for code in found if code not in whole]
    notes = [f"Uden tal for alle årene og udeladt: {several(lacking)}."] if lacking else []
    broken = sorted({one.year for one in known.breaks if one.leaves and years[0] < one.year <= years[-1]})
    if broken:
        notes.append(
            f"Kontoplanen skiftede i {several([str(year) for year in broken])}; det rammer alle kommuner, men ikke nødvendigvis lige meget."
        )
    values = {names[code]: tuple(found[code][year] for year in years) for code in whole}
    periods = tuple(str(year) for year in years)
    return Panel(
        f"{measure.label}, hvert års egne priser", "kr. pr. 0-22-årig", periods, values, names=names, notes=tuple(notes)
    )
