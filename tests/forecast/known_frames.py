"""Frames of what was known, written as short courses: what each snapshot showed of a grant, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from trinvis.calculations.commitments.calendar import day_number, months
from trinvis.calculations.forecast.known import (
    Known,
    child_months_types,
    runoff_types,
    seen_types,
    spent_types,
    to_come_types,
)
from trinvis.parameters.refund import RefundBand

AREA = "pleje"
BANDS = (
    RefundBand(91_000_000, 2500, 12, "refund_limits/1", False),
    RefundBand(182_000_000, 5000, 12, "refund_limits/2", False),
    RefundBand(227_000_000, 7500, 12, "refund_limits/3", False),
)


def day(text: str) -> int:
    """Day number of an ISO date."""
    return day_number(date.fromisoformat(text))


@dataclass(frozen=True)
class Course:
    """What the snapshots showed of a grant, from ``first`` to ``last`` (yyyymm; None: the whole history).

    ``stops``: the stop shown from each snapshot on (None: unknown); ``granted``: the first snapshot that does not show it as
    expected (None: always granted, 0: never).
    """

    grant: int
    start: str
    stops: Mapping[int, str | None] = field(default_factory=dict)
    kind: str = "foster"
    area: str = AREA
    step: int | None = 5
    child: int | None = None
    birth: str | None = "2016-01-01"
    kr: float = 100
    first: int | None = None
    last: int | None = None
    granted: int | None = None
    probability: int = 5000
    prices: Mapping[int, float] = field(default_factory=dict)

    def row(self, snapshot: int) -> dict[str, Any]:
        """The grant as a snapshot shows it."""
        stop = _newest(self.stops, snapshot, None)
        expected = self.granted is not None and (self.granted == 0 or snapshot < self.granted)
        return {
            "snapshot": snapshot,
            "grant_id": self.grant,
            "child_no": self.grant if self.child is None else self.child,
            "birth_day": None if self.birth is None else day(self.birth),
            "area": self.area,
            "kind": self.kind,
            "step": self.step,
            "start_day": day(self.start),
            "stop_day": None if stop is None else day(stop),
            "expected": expected,
            "probability": self.probability if expected else 10_000,
            "day_oere": round(100 * _newest(self.prices, snapshot, self.kr)),
        }


def _newest(told: Mapping[int, Any], snapshot: int, other: Any) -> Any:
    known = [month for month in told if month <= snapshot]
    return told[max(known)] if known else other


def snapshots(first: int, last: int) -> list[int]:
    """The months from ``first`` to ``last`` (yyyymm), both included."""
    return [month for month in range(first, last + 1) if 1 <= month % 100 <= 12]


def seen(courses: Sequence[Course], shown: Sequence[int]) -> pl.DataFrame:
    """What the snapshots showed of the courses."""
    rows = [
        course.row(snapshot)
        for snapshot in shown
        for course in courses
        if (course.first or 0) <= snapshot <= (course.last or 999_912)
    ]
    return pl.DataFrame(rows, schema=seen_types(), orient="row")


def to_come(newest: pl.DataFrame, year: int, as_of: int) -> pl.DataFrame:
    """Day price × days to the stop known, in the open months of the year."""
    rows = []
    for month in months(year, year).filter(pl.col("month") > as_of).to_dicts():
        for grant in newest.to_dicts():
            until = month["last_day"] if grant["stop_day"] is None else min(grant["stop_day"], month["last_day"])
            days = until - max(grant["start_day"], month["first_day"]) + 1
            if days > 0 and grant["day_oere"]:
                rows.append((grant["grant_id"], grant["area"], month["month"], days * grant["day_oere"]))
    return pl.DataFrame(rows, schema=to_come_types(), orient="row")


def rows(types: dict[str, pl.DataType], given: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    """A frame of these types, amounts in kroner in the last column."""
    return pl.DataFrame([(*row[:-1], round(100 * row[-1])) for row in given], schema=types, orient="row")


def told(rows: Sequence[tuple[str, int, int]], as_of: int, **rest: Any) -> Known:
    """What was known at the end of ``as_of`` of spending alone: ``rows`` are area, month, øre; the rest as it is given."""
    return Known(
        **{
            "year": as_of // 100 + (as_of % 100 == 12),
            "as_of": as_of,
            "seen": pl.DataFrame(schema=seen_types()),
            "to_come": pl.DataFrame(schema=to_come_types()),
            "spent": pl.DataFrame(rows, schema=spent_types(), orient="row"),
            "unmatched": pl.DataFrame(schema=spent_types()),
            "child_months": pl.DataFrame(schema=child_months_types()),
            "runoff": pl.DataFrame(schema=runoff_types()),
            "frames": {},
            "by_grant": (),
            **rest,
        }
    )


def known(
    courses: Sequence[Course] = (),
    *,
    as_of: int = 202606,
    first: int = 202401,
    year: int | None = None,
    spent: Sequence[tuple[Any, ...]] = (),
    unmatched: Sequence[tuple[Any, ...]] = (),
    missing: Sequence[tuple[Any, ...]] = (),
    child_months: Sequence[tuple[Any, ...]] = (),
    runoff: Sequence[tuple[Any, ...]] = (),
    **rest: Any,
) -> Known:
    """What was known at the end of ``as_of``, with snapshots from ``first`` on; amounts in the rows are kroner.

    ``to_come`` follows from the newest snapshot; ``missing`` adds rows to it (grant, area, month, kr).
    """
    of_year = year or as_of // 100 + (as_of % 100 == 12)
    shown = seen(courses, snapshots(first, as_of))
    coming = to_come(shown.filter(pl.col("snapshot") == as_of), of_year, as_of)
    return Known(
        year=of_year,
        as_of=as_of,
        seen=shown,
        to_come=pl.concat([coming, rows(to_come_types(), missing)]),
        spent=rows(spent_types(), spent),
        unmatched=rows(spent_types(), unmatched),
        child_months=rows(child_months_types(), child_months),
        runoff=rows(runoff_types(), runoff),
        **{"frames": {AREA: 100_000_000}, "by_grant": (AREA,), **rest},
    )
