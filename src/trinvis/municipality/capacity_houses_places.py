"""The normed places of a house day by day, out of what was told of it by year and by month, and what it has told of days and queues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING, Any

from trinvis.calculations.capacity.houses import Places, month_days
from trinvis.calculations.commitments.calendar import OPEN_DAY
from trinvis.municipality.national import newest
from trinvis.tables import PLACES

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

KEY = ["municipality", "provider_no", "offer", "start_day", "stop_day"]
"""What a newer delivery replaces: a period of a house's offer. A year and its first month begin on one day and are two periods."""

_WHOLE = 1_000_000
"""Hundredths of a per cent times hundredths of places, in one place in full use."""

_MONTH_DAYS = 31

Row = Mapping[str, Any]


def told_places(house: House, basis: Basis) -> pl.DataFrame:
    """The rows of ``places``, of those that share ``KEY`` the one received last; an occupancy without days is told as days."""
    import polars as pl

    from trinvis.municipality.gathered import facts

    rows = house.engine.collect(newest(house, basis, facts(house, basis, PLACES), KEY))
    normed = pl.col("places") * (pl.col("stop_day") - pl.col("start_day") + 1)
    rows = rows.with_columns(
        occupied_days=pl.coalesce("occupied_days", (pl.col("occupancy") * normed / _WHOLE).round().cast(pl.Int64))
    )
    return rows.sort("provider_no", "offer", "start_day", "stop_day", "delivery_id", "row_no", nulls_last=True)


@dataclass(frozen=True, eq=False)
class Told:
    """What was told of one house. Where a year and a month tell of the same day, the month counts."""

    rows: Sequence[Row]

    @cached_property
    def offers(self) -> tuple[str, ...]:
        """The house's offers, in order."""
        return tuple(sorted({row["offer"] for row in self.rows}))

    def on(self, offer: str, day: int, field: str) -> Row | None:
        """The row that tells ``field`` of an offer on a day; None where none does.

        The one begun last; of several a month before what is longer, then the one received last.
        """
        found = [
            row
            for row in self.rows
            if row["offer"] == offer and row[field] is not None and row["start_day"] <= day <= _stop(row)
        ]
        return max(found, key=_rank, default=None)

    def last_on(self, offer: str, day: int, field: str) -> Row | None:
        """The same, or where none tells of the day, the row that told of the latest day before it."""
        found = self.on(offer, day, field)
        if found is not None:
            return found
        ended = [
            _stop(row) for row in self.rows if row["offer"] == offer and row[field] is not None and _stop(row) < day
        ]
        return self.on(offer, max(ended), field) if ended else None

    def rows_on(self, day: int) -> tuple[Row, ...]:
        """The rows whose places add up to the house's on a day."""
        found = [self.last_on(offer, day, "places") for offer in self.offers]
        return tuple(row for row in found if row is not None)

    def known_on(self, day: int) -> bool:
        """Whether the places of a day are told, and not only carried on from the last that were."""
        begun = [offer for offer in self.offers if self.last_on(offer, day, "places") is not None]
        return bool(begun) and all(self.on(offer, day, "places") is not None for offer in begun)

    @cached_property
    def places(self) -> tuple[Places, ...]:
        """The house's places from each day that changes them; of a period that nobody tells, the last that were told."""
        days = {row["start_day"] for row in self.rows if row["places"] is not None}
        days |= {_stop(row) + 1 for row in self.rows if row["places"] is not None and _stop(row) < OPEN_DAY}
        return tuple(
            Places(day, sum(row["places"] for row in found) / 100)
            for day in sorted(days)
            if (found := self.rows_on(day))
        )

    @cached_property
    def through(self) -> int | None:
        """The last day of which places are told; None where the end is open, or nothing is told."""
        stops = [_stop(row) for row in self.rows if row["places"] is not None]
        return None if not stops or max(stops) >= OPEN_DAY else max(stops)

    @cached_property
    def waiting(self) -> dict[int, int]:
        """Month (yyyymm) → who waited on its last day; of the months that nobody tells, nothing."""
        return {
            month: sum(row["waiting"] for row in rows)
            for month in {
                _month(_stop(row)) for row in self.rows if row["waiting"] is not None and _stop(row) < OPEN_DAY
            }
            if (rows := self.waiting_rows(month))
        }

    def waiting_rows(self, month: int) -> tuple[Row, ...]:
        """The rows that tell who waited on the last day of a month."""
        last = month_days(month)[1]
        found = [self.on(offer, last, "waiting") for offer in self.offers]
        return tuple(row for row in found if row is not None and _stop(row) == last)

    def days(self, month: int, field: str) -> tuple[int | None, tuple[Row, ...]]:
        """``occupied_days`` or ``sold_days`` of a month as the house has told them, and the rows; those of a longer period by the day."""
        first, last = month_days(month)
        found = [self.on(offer, last, field) for offer in self.offers]
        rows = tuple(row for row in found if row is not None and _stop(row) < OPEN_DAY)
        if not rows:
            return None, ()
        share = [
            row[field] * (last - max(first, row["start_day"]) + 1) / (_stop(row) - row["start_day"] + 1) for row in rows
        ]
        return round(fsum(share)), rows


def _rank(row: Row) -> tuple[int, bool, str, int]:
    return row["start_day"], _stop(row) - row["start_day"] < _MONTH_DAYS, row["delivery_id"], -_stop(row)


def _stop(row: Row) -> int:
    return OPEN_DAY if row["stop_day"] is None else int(row["stop_day"])


def _month(day: int) -> int:
    on = date(1970, 1, 1) + timedelta(days=day)
    return on.year * 100 + on.month
