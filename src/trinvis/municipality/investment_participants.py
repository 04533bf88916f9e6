"""Who takes part in a running case, and from when: picked by a filter, typed in as a list, or marked by a field of their grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.investment.half_year import HalfYear
from trinvis.municipality.gathered import grants_in_force
from trinvis.municipality.investment_own_rows import own_rows
from trinvis.municipality.investment_picked import Picked, WrongPick
from trinvis.municipality.staircase_activity import collected
from trinvis.municipality.staircase_overview import STANDING_STATUSES

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

MARKS = (
    "intervention_type", "placement_type", "paragraph", "provider_no", "provider_kind", "team", "district", "account_key", "area", "source_key",
    "case_key",
)  # fmt: skip
"""Columns of a grant that may mark the children who take part."""


@dataclass(frozen=True)
class Participants:
    """Exactly one of three. ``picked``: the children of a filter, from their first day in it (its own days are not asked). ``children``:
    child number → the day that it came, None for the start of the case. ``marked``: a column of ``MARKS`` and what it is: children with such a
    grant, main or not, from its first day."""

    picked: Picked | None = None
    children: Mapping[int, date | None] = field(default_factory=dict)
    marked: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        given = [self.picked is not None, bool(self.children), self.marked is not None]
        if sum(given) != 1:
            raise WrongPick(
                "Deltagerne vælges på én måde: med et filter, en liste af børn eller et felt på indsatserne."
            )
        if self.marked is not None and self.marked[0] not in MARKS:
            raise WrongPick(f"Deltagere kan ikke mærkes med '{self.marked[0]}'; vælg en af {', '.join(MARKS)}.")


def participants(house: House, basis: Basis, who: Participants, started: date) -> dict[int, date]:
    """Child → the day that it came, never before ``started``, of those who came by the day of ``basis``; in order of child."""
    if who.picked is not None:
        found = _picked(house, basis, replace(who.picked, since=started, until=basis.day))
    elif who.marked is not None:
        found = _marked(house, basis, *who.marked, started)
    else:
        found = {child: day or started for child, day in who.children.items()}
    return {child: max(day, started) for child, day in sorted(found.items()) if day <= basis.day}


def _picked(house: House, basis: Basis, picked: Picked) -> dict[int, date]:
    days = collected(own_rows(house, basis, picked).own.segments.select("child_no", "from_day"))
    first = days.group_by("child_no").agg(pl.col("from_day").min().cast(pl.Int32).cast(pl.Date))
    return dict(first.iter_rows())


def _marked(house: House, basis: Basis, column: str, text: str, started: date) -> dict[int, date]:
    grants = grants_in_force(house, basis, basis.day.year).filter(
        pl.col("status").is_in(STANDING_STATUSES),
        pl.col("child_no").is_not_null(),
        pl.col(column).cast(pl.String) == text,
        pl.col("stop").is_null() | (pl.col("stop") >= started),
    )
    return dict(grants.group_by("child_no").agg(pl.col("start").min()).iter_rows())


def of_half(came: Mapping[int, date], half: HalfYear) -> Picked | None:
    """The participants' days in a half-year as a filter; None where nobody had come by its end."""
    here = {child: day for child, day in sorted(came.items()) if day <= half.last}
    if not here:
        return None
    later = tuple((child, day) for child, day in here.items() if day > half.first)
    return Picked(half.first, half.last, children=tuple(here), came=later)


def on_average(came: Mapping[int, date], half: HalfYear) -> float:
    """How many participants there were on average over the half-year's days."""
    one = timedelta(days=1)
    days = sum((half.last - max(day, half.first) + one).days for day in came.values() if day <= half.last)
    return days / half.days
