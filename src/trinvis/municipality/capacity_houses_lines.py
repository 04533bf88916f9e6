"""The rows behind a house's figures: grants with their days, and the rows of places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.capacity.houses import Stay, month_days
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.commitments.calendar import OPEN_DAY
from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.horizon import month_index, month_of
from trinvis.municipality.capacity_houses_known import DECIDED
from trinvis.municipality.capacity_houses_learnt import OF_HOUSE
from trinvis.municipality.capacity_houses_rows import HOUSE_DAYS, OF_GRANT, Line, grant_line, told_line
from trinvis.tables.lines import line_types

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_one import OwnHouse

OUTSIDE = "pris_ude"
_HUNDREDTHS = 100

_TYPES: dict[str, pl.DataType] = {
    **{name: kind for name, kind in line_types().items() if name not in ("amount_oere",)},
    "start": pl.Date(),
    "stop": pl.Date(),
    "counted": pl.Int64(),
    "calculation": pl.String(),
}


def lines_of(houses: Houses, provider_no: int, month: int | None, figure: str) -> pl.DataFrame:
    """The lines that a figure of a house adds up from, each with ``delivery_id``, ``row_no`` and what it counts as ``counted``; of money
    with ``signed_oere`` instead. What is counted is whole but for half places.

    ``month`` (yyyymm) is that of a past month's figure, of ``places`` also one ahead; those of all months take None. Raises
    ``CapacityRefused`` for a figure or month that has no lines.
    """
    one = houses.house(provider_no).one
    if figure in _OF_MONTH:
        if month not in {seen.month for seen in one.seen} | (_ahead(one) if figure == "places" else set()):
            raise CapacityRefused(f"{one.name} har ingen tal for den måned.")
        assert month is not None
        return _framed(_OF_MONTH[figure](one, month))
    if figure in OF_HOUSE:
        return _framed(OF_HOUSE[figure](one))
    if figure in ("outside_amount_oere", "outside_days"):
        return _outside(one, figure)
    if figure in ("fixed_oere", "marginal_oere"):
        return _framed(_money(one, figure), signed_oere=pl.Int64()).drop("counted")
    known = ", ".join((*_OF_MONTH, *OF_HOUSE, "outside_amount_oere", "outside_days", "fixed_oere", "marginal_oere"))
    raise CapacityRefused(f"Tallet '{figure}' har ingen rækker; vælg et af {known}.")


def _ahead(one: OwnHouse) -> set[int]:
    """The months to come, of which places are told or carried on."""
    now = month_index(one.known.as_of)
    return {month_of(now + at) for at in range(1, one.months + 1)}


def _framed(lines: Iterable[Line], **more: pl.DataType) -> pl.DataFrame:
    rows = list(lines)
    types = {**_TYPES, **more}
    if any(isinstance(row["counted"], float) for row in rows):
        types["counted"] = pl.Float64()  # half places
    return pl.DataFrame([{name: row.get(name) for name in types} for row in rows], schema=types, orient="row")


def _whole(hundredths: int) -> float:
    """A number of places: whole where it is."""
    return hundredths // _HUNDREDTHS if hundredths % _HUNDREDTHS == 0 else hundredths / _HUNDREDTHS


def _outside(one: OwnHouse, figure: str) -> pl.DataFrame:
    lines = one.outside.lines.with_columns(
        component=pl.lit(OUTSIDE), month=pl.lit(None, dtype=pl.Int32), rules=pl.lit(None, dtype=pl.String),
        flag=pl.lit(None, dtype=pl.String), counted=pl.col("days"),
    )  # fmt: skip
    kept = [
        *(name for name in OF_GRANT if name in lines.columns),
        "component",
        "month",
        "rules",
        "flag",
        "start",
        "stop",
        "days",
    ]
    return lines.select([*kept, "signed_oere" if figure == "outside_amount_oere" else "counted"])


def _money(one: OwnHouse, figure: str) -> list[Line]:
    """Fixed cost a year, or each row's part of the cost of a day more: by its places where the house has several offers."""
    rows, places = one.cost_rows, sum(row["places"] for row in one.cost_rows)
    if figure == "fixed_oere":
        return [{**told_line(row, 0), "signed_oere": row["fixed_oere"] or 0} for row in rows]
    if not places:
        return [{**told_line(row, 0), "signed_oere": row["variable_oere"] or 0} for row in rows[:1]]
    parts = [(row, rounded_quotient((row["variable_oere"] or 0) * row["places"], places)) for row in rows]
    return [{**told_line(row, 0), "signed_oere": part} for row, part in parts]


# who lived there


def _person_days(one: OwnHouse, first: int, last: int) -> Iterator[tuple[Line, Stay, int]]:
    """Each decided row with the days of the period that it alone tells of: a day that several rows of a person tell counts in the first."""
    rows = one.living.filter(pl.col("status").is_in(DECIDED)).sort(
        "child_no", "start_day", "stop_day", "row_no", nulls_last=True
    )
    covered: dict[int, int] = {}
    for row in rows.iter_rows(named=True):
        person, stop = row["child_no"], OPEN_DAY if row["stop_day"] is None else row["stop_day"]
        begins = max(row["start_day"], covered.get(person, first - 1) + 1, first)
        ends = min(stop, last)
        if row["start_day"] > stop or begins > ends:
            continue
        covered[person] = ends
        yield row, _stay_of(one, person, begins), ends - begins + 1


def _stay_of(one: OwnHouse, person: int, day: int) -> Stay:
    return next(
        stay for stay in one.stays
        if stay.person == person and stay.start_day <= day and (stay.stop_day is None or stay.stop_day >= day)
    )  # fmt: skip


def _others(one: OwnHouse, month: int, counted: int) -> list[Line]:
    """What the house told beyond its grants, at the row that told it, or at the last one before where it is carried on."""
    if not counted:
        return []
    told = next(of.rows for at, of in reversed(one.others.items()) if at <= month and of.rows)
    return [told_line(told[0], counted, HOUSE_DAYS, "Oplyst af huset ud over det, indsatserne fortæller")]


def _occupied(one: OwnHouse, month: int) -> list[Line]:
    found = [grant_line(row, days, days) for row, _, days in _person_days(one, *month_days(month))]
    return found + _others(one, month, one.others[month].days)


def _sold(one: OwnHouse, month: int) -> list[Line]:
    found = [grant_line(row, days, days) for row, stay, days in _person_days(one, *month_days(month)) if stay.sold]
    return found + _others(one, month, one.others[month].sold)


def _at_end(one: OwnHouse, month: int) -> list[Line]:
    last = month_days(month)[1]
    found = [grant_line(row, 1) for row, _, _ in _person_days(one, last, last)]
    return found + _others(one, month, one.others[month].persons)


def _places(one: OwnHouse, month: int) -> list[Line]:
    return [told_line(row, _whole(row["places"])) for row in one.told.rows_on(month_days(month)[1])]


def _normed(one: OwnHouse, month: int) -> list[Line]:
    """Each row's places times the days of the month that they were the house's."""
    first, last = month_days(month)
    days: dict[tuple[str, int], tuple[Any, int]] = {}
    for day in range(first, last + 1):
        for row in one.told.rows_on(day):
            key = (row["delivery_id"], row["row_no"])
            days[key] = (row, days.get(key, (row, 0))[1] + 1)
    return [
        told_line(row, _whole(row["places"] * number), calculation=f"{row['offer']}: pladser gange {number} dage")
        for row, number in days.values()
    ]


def _waiting(one: OwnHouse, month: int) -> list[Line]:
    return [told_line(row, row["waiting"]) for row in one.told.waiting_rows(month)]


_OF_MONTH = {
    "occupied": _occupied, "sold": _sold, "at_end": _at_end, "places": _places, "normed": _normed, "waiting": _waiting,
}  # fmt: skip
