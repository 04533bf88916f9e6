"""The rows behind what is learnt of a house and planned in it: who came, who left, who is to come or leave, and the months it was tried on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.capacity.houses import Stay, month_days
from trinvis.calculations.capacity.own_places_held import HORIZONS
from trinvis.calculations.commitments.calendar import OPEN_DAY
from trinvis.municipality.capacity_houses_known import DECIDED
from trinvis.municipality.capacity_houses_rows import Line, grant_line

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses_one import OwnHouse

ORIGIN = "proevet_maaned"


def _arrivals(one: OwnHouse) -> list[Line]:
    """The stays that began in the whole months that the need is learnt of."""
    spans = [month_days(month.month) for month in _needed(one)]
    begun = [stay for stay in one.stays if any(first <= stay.start_day <= last for first, last in spans)]
    return [line for stay in begun for line in _first_row(one, stay)]


def _needed(one: OwnHouse) -> list[Any]:
    """The months of the need: not those that were full with an unknown queue."""
    before, found = None, []
    for month in one.whole:
        queue = before is not None and before.waiting is not None and month.waiting is not None
        if month.free > 0 or queue:
            found.append(month)
        before = month
    return found


def _exits(one: OwnHouse) -> list[Line]:
    """The stays that ended while they were watched."""
    ended = [stay for stay in one.stays if stay.stop_day is not None and one.since <= stay.stop_day <= one.end]
    return [line for stay in ended for line in _last_row(one, stay)]


def _planned(one: OwnHouse) -> list[Line]:
    """Who is to move in or stay on, one row each with the chance."""
    found = []
    for grant, plan in one.plans.arrivals:
        rows = one.living.filter(pl.col("grant_id") == grant).sort("start_day").head(1)
        said = f"{'Flytter ind' if plan.new else 'Bliver boende'} fra {_day(plan.start_day)} med {round(plan.chance * 100)} % sandsynlighed"
        found += [grant_line(row, 1, calculation=said) for row in rows.iter_rows(named=True)]
    return found


def _stops(one: OwnHouse) -> list[Line]:
    """Who lives there with a stop ahead that is decided, or expected."""
    there = [
        stay for stay in one.plans.stays if stay.start_day <= one.end and stay.stop_day is not None and stay.stop_day > one.end
    ]  # fmt: skip
    found = []
    for stay in there:
        said = "" if stay.stop_chance == 1 else f" med {round(stay.stop_chance * 100)} % sandsynlighed"
        found += [
            {**line, "calculation": f"Flytter ud {_day(stay.stop_day or 0)}{said}"} for line in _last_row(one, stay)
        ]
    return found


def _first_row(one: OwnHouse, stay: Stay) -> list[Line]:
    rows = _decided(one, stay).filter(pl.col("start_day") == stay.start_day).head(1)
    return [grant_line(row, 1) for row in rows.iter_rows(named=True)]


def _last_row(one: OwnHouse, stay: Stay) -> list[Line]:
    rows = _decided(one, stay).filter(pl.col("start_day") >= stay.start_day)
    if stay.stop_day is not None:
        rows = rows.filter(pl.col("start_day") <= stay.stop_day)
    return [grant_line(row, 1) for row in rows.tail(1).iter_rows(named=True)]


def _decided(one: OwnHouse, stay: Stay) -> pl.DataFrame:
    rows = one.living.filter(pl.col("status").is_in(DECIDED), pl.col("child_no") == stay.person)
    return rows.sort("start_day", pl.col("stop_day").fill_null(OPEN_DAY), "row_no")


def _origins(one: OwnHouse, months: int, *, inside: bool) -> list[Line]:
    """The months that were tried from, so many months ahead: what came against the interval."""
    tried = [found for found in one.tries if found.months == months and (found.inside or not inside)]
    return [
        {
            "component": ORIGIN, "month": found.origin, "provider_no": one.provider_no, "counted": 1,
            "calculation": f"{found.occupied} boede der; intervallet var {found.low}-{found.high}"
            + (", med det, der var kendt dengang" if found.as_known else ", med det, der er kendt nu"),
        }
        for found in tried
    ]  # fmt: skip


def _day(day: int) -> str:
    return f"{date(1970, 1, 1) + timedelta(days=day):%d.%m.%Y}"


OF_HOUSE = {"arrivals": _arrivals, "exits": _exits, "planned": _planned, "stops": _stops} | {
    f"{name}_{months}": lambda one, months=months, inside=inside: _origins(one, months, inside=inside)
    for months in HORIZONS
    for name, inside in (("tried", False), ("inside", True))
}
