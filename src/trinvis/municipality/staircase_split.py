"""Why a year costs more or less than another on each step: more children, longer courses or dearer ones; exact, to the øre.

A year that is not over is compared through its last whole month, with the same months of the other: children who have not come
yet are no fewer children. In the own view alone, with all children: money is nobody's to leave out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.staircase.activity import full_year_persons, step_days
from trinvis.calculations.staircase.splitting import Activity, ThreeWay, split_by_step
from trinvis.calculations.staircase.standing import OUTSIDE
from trinvis.municipality.staircase_activity import collected, far_back
from trinvis.municipality.staircase_money import THROUGH, StaircaseMoney, staircase_money, through
from trinvis.municipality.staircase_standing import Stands, stands
from trinvis.municipality.staircase_view import View

if TYPE_CHECKING:
    from trinvis.calculations.staircase.standing import Choice
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House


@dataclass(frozen=True)
class StaircaseSplit:
    """The difference in cost between the months through ``month`` of ``year_before`` and of ``year``.

    ``steps`` is step → its split; their parts add up to the difference of all that stands on steps, and ``beside_oere`` is that of
    what stands on none. ``complete``: the data know all who were there in the year before.
    """

    year: int
    year_before: int
    month: int
    now: StaircaseMoney
    then: StaircaseMoney
    steps: Mapping[int, ThreeWay]
    labels: Mapping[int, str]
    complete: bool

    @property
    def beside_oere(self) -> int:
        """Money on no step, this year less the other."""
        return self.total_oere - sum(one.total_oere for one in self.steps.values())

    def everything(self, money: StaircaseMoney) -> int:
        """All that a year cost through the month, on and off the staircase, øre."""
        return _cost(money, self.month)[None]

    def part(self, name: str) -> int:
        """One of ``splitting.PARTS`` over all steps, øre."""
        return sum(int(getattr(one, f"{name}_oere")) for one in self.steps.values())

    @property
    def total_oere(self) -> int:
        """The difference between all that the two years cost through the month, on and off the staircase."""
        return self.everything(self.now) - self.everything(self.then)

    def addresses(self, step: int | None = None) -> tuple[str, str]:
        """(before, now): the addresses of what a step cost through the month; without one, of everything."""
        place = None if step is None else str(step)
        before, now = (
            money.address(THROUGH, place, through=str(money.year * 100 + self.month)) for money in (self.then, self.now)
        )
        return before, now


def staircase_split(
    house: House, basis: Basis, year: int, year_before: int | None = None, choice: Choice = "highest"
) -> StaircaseSplit | None:
    """The split, as known on ``basis`` for both years; ``year_before`` is the year before unless another is asked for.

    None where no month of the year is over.
    """
    month = last_whole_month(basis.day, year)
    if month is None:
        return None
    other = year - 1 if year_before is None else year_before
    view = View(choice=choice)
    now, then = (staircase_money(house, basis, one, view) for one in (year, other))
    ways = stands(house, basis, year, view, far_back(basis.day))
    before, after = (_activity(ways, money, month) for money in (then, now))
    complete = ways.seen_from is not None and ways.seen_from <= date(other, 1, 1)
    return StaircaseSplit(year, other, month, now, then, split_by_step(before, after), ways.labels, complete)


def last_whole_month(day: date, year: int) -> int | None:
    """The last month of the year that is over on the evening of ``day``; None where none is."""
    if day.year != year:
        return 12 if day.year > year else None
    return day.month if (day + timedelta(days=1)).day == 1 else day.month - 1 or None


def _cost(money: StaircaseMoney, month: int) -> dict[int | None, int]:
    """Step → øre through the month; None is everything."""
    lines = through(money.lines, money.year * 100 + month)
    found = {place: int(oere) for place, oere in lines.group_by("place").agg(pl.col("amount_oere").sum()).iter_rows()}
    return {int(place): oere for place, oere in found.items() if place.isdigit()} | {None: sum(found.values())}


def _activity(ways: Stands, money: StaircaseMoney, month: int) -> dict[int, Activity]:
    """Step → what it cost for how many children in how many full-year persons, through the month."""
    year = money.year
    first, last = day_number(date(year, 1, 1)), day_number(date(year + month // 12, month % 12 + 1, 1)) - 1
    rows = collected(step_days(ways.standing, first, last)).filter(pl.col("step") > OUTSIDE)
    counted = {step: (days, children) for step, days, children in rows.select("step", "days", "children").iter_rows()}
    amounts = {step: oere for step, oere in _cost(money, month).items() if step is not None}
    return {
        step: Activity(
            amounts.get(step, 0),
            counted.get(step, (0, 0))[1],
            full_year_persons(counted.get(step, (0, 0))[0], year=year),
        )
        for step in {*counted, *amounts}
    }
