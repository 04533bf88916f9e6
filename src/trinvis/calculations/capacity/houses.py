"""The municipality's own houses: who lives in them, out of grants by provider, and how full they were month by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum
from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.commitments.calendar import OPEN_DAY, day_number

Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Stay:
    """One person's time in a house: day numbers, both with; ``stop_day`` None is unknown. ``sold``: another municipality pays.

    ``stop_chance`` (0-1): how sure a stop that lies ahead is; where it fails, the person stays as others do.
    """

    person: int
    start_day: int
    stop_day: int | None
    sold: bool = False
    stop_chance: float = 1.0


@dataclass(frozen=True)
class Places:
    """Normed places from a day until the next such day; 0 is a closed house."""

    from_day: int
    places: float


@dataclass(frozen=True)
class HouseMonth:
    """A month (yyyymm) of a house in place-days: ``normed``, ``occupied`` and, of these, ``sold``. ``at_end`` live there the last day.

    ``places`` are those of the last day, ``waiting`` who waited then: None where nobody has told.
    """

    month: int
    normed: float
    occupied: int
    sold: int
    at_end: int
    places: float
    waiting: int | None = None

    @property
    def free(self) -> float:
        """Places without anybody on the last day; below 0 when there are more residents than normed places."""
        return self.places - self.at_end

    @property
    def occupancy(self) -> float | None:
        """Occupied place-days of normed ones, 0-1 or above; None for a closed house."""
        return self.occupied / self.normed if self.normed else None


def house_rows(grants: Frame, providers: Sequence[int], own_municipality: int) -> Frame:
    """The grants that fill places in the houses: ``provider_no``, ``person``, ``start_day``, ``stop_day`` (9999 = unknown), ``sold``.

    Granted and ended ones by day, each once; a grant that is paid by another municipality is sold.
    """
    paid = nw.col("paying_municipality")
    return (
        grants.filter(
            nw.col("provider_no").is_in(list(providers)),
            nw.col("status").is_in(["granted", "ended"]),
            ~nw.col("child_no").is_null(),
            ~nw.col("start_day").is_null(),
        )
        .select(
            "provider_no",
            person=nw.col("child_no"),
            start_day=nw.col("start_day").cast(nw.Int64),
            stop_day=nw.coalesce(nw.col("stop_day").cast(nw.Int64), nw.lit(OPEN_DAY).cast(nw.Int64)),
            sold=(~paid.is_null() & (paid != own_municipality)).fill_null(False),
        )
        .unique()
    )


def joined_stays(rows: Iterable[tuple[int, int, int, bool]]) -> tuple[Stay, ...]:
    """Stays out of (person, start, stop, sold): price periods that meet or overlap are one stay, so that nobody has two places.

    The stay is sold where its last row is. Rows that end before they begin are left out.
    """
    out: list[Stay] = []
    for person, start, stop, sold in sorted(rows):
        if stop < start:
            continue
        last = out[-1] if out else None
        if (
            last is not None
            and last.person == person
            and start <= (OPEN_DAY if last.stop_day is None else last.stop_day) + 1
        ):
            until = max(OPEN_DAY if last.stop_day is None else last.stop_day, stop)
            out[-1] = Stay(person, last.start_day, None if until >= OPEN_DAY else until, sold)
        else:
            out.append(Stay(person, start, None if stop >= OPEN_DAY else stop, sold))
    return tuple(out)


def house_months(
    stays: Sequence[Stay], places: Sequence[Places], first: int, last: int, waiting: dict[int, int] | None = None
) -> tuple[HouseMonth, ...]:
    """Every month from ``first`` to ``last`` (yyyymm, both with). Raises ``CapacityRefused`` when no places are told for a month's
    first day, or the months go backwards.
    """
    if last < first:
        raise CapacityRefused("Månederne går baglæns; byt om på første og sidste.")
    known = sorted(places, key=lambda one: one.from_day)
    out = []
    for month in _months(first, last):
        begins, ends = month_days(month)
        if not known or known[0].from_day > begins:
            raise CapacityRefused(f"Husets pladser er ikke oplyst for {month % 100:02d}-{month // 100}; hent dem ind.")
        inside = [(one, _days(one, begins, ends)) for one in stays]
        out.append(
            HouseMonth(
                month,
                fsum(_places_on(known, day) for day in range(begins, ends + 1)),
                sum(days for _, days in inside),
                sum(days for one, days in inside if one.sold),
                sum(_days(one, ends, ends) for one in stays),
                _places_on(known, ends),
                (waiting or {}).get(month),
            )
        )
    return tuple(out)


def month_days(month: int) -> tuple[int, int]:
    """First and last day number of a month (yyyymm)."""
    first = date(month // 100, month % 100, 1)
    after = date(month // 100 + month % 100 // 12, month % 100 % 12 + 1, 1)
    return day_number(first), day_number(after - timedelta(days=1))


def _months(first: int, last: int) -> list[int]:
    span = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [index // 12 * 100 + index % 12 + 1 for index in span]


def _days(stay: Stay, begins: int, ends: int) -> int:
    stop = ends if stay.stop_day is None else min(stay.stop_day, ends)
    return max(0, stop - max(stay.start_day, begins) + 1)


def _places_on(known: Sequence[Places], day: int) -> float:
    return [one.places for one in known if one.from_day <= day][-1]
