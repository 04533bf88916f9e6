"""Children and their grants, written as short rows or drawn, and what a loop over every day says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import polars as pl
import pytest

from trinvis.engine import Engine

OUTSIDE, AWAY, OPEN_DAY = -1, -2, 2_932_896

TYPES: dict[str, Any] = {
    "grant_id": pl.Int64,
    "child_no": pl.Int64,
    "from_day": pl.Int64,
    "to_day": pl.Int64,
    "step": pl.Int64,
    "main": pl.Boolean,
    "follows_case": pl.Boolean,
    "step_low": pl.Int64,
    "step_high": pl.Int64,
    "intervention_type": pl.String,
    "placement_type": pl.String,
    "district": pl.String,
    "birth_day": pl.Int64,
    "placed": pl.Boolean,
    "disability_only": pl.Boolean,
    "unaccompanied": pl.Boolean,
}


def periods(*rows: dict[str, Any]) -> pl.DataFrame:
    """Charged periods out of short rows: ``child``, ``days`` (first, last or None), ``step`` and any other column."""
    full = []
    for number, row in enumerate(rows, start=1):
        first, last = row["days"]
        full.append(
            {
                "grant_id": number,
                "child_no": row.get("child", 1),
                "from_day": first,
                "to_day": last,
                **{name: value for name, value in row.items() if name in TYPES},
            }
        )
    return pl.DataFrame({name: pl.Series(name, [row.get(name) for row in full], TYPES[name]) for name in TYPES})


def drawn(random: Random, children: int, days: int) -> pl.DataFrame:
    """Grants of so many children, begun before and in the days 0 … ``days`` − 1: overlaps, gaps, moves from one day to the next,
    same-day moves, prices that change, supplementary grants with and without a main one, unknown stops, unknown steps."""
    rows: list[dict[str, Any]] = []
    grant = 0
    for child in range(1, children + 1):
        traits = {
            "child_no": child,
            "district": random.choice(["Nord", "Syd", None]),
            "birth_day": random.choice([None, -random.randint(0, 19 * 365)]),
            "disability_only": random.choice([None, False, False, True]),
            "unaccompanied": random.choice([None, False, False, True]),
        }
        day = random.randint(-60, days)
        for _ in range(random.randint(1, 6)):
            grant += 1
            length = random.choice([1, 1, 2, random.randint(3, 40), random.randint(20, 200)])
            last = day + length - 1
            main = random.choice([True, True, None, False])
            row = {
                **traits,
                "grant_id": grant,
                "step": random.choice([2, 3, 3, 4, 5, 6, None]),
                "main": main,
                "follows_case": random.choice([True, False, None]),
                "step_low": random.choice([2, 4, None]),
                "intervention_type": random.choice(["placement", "relief", "family_treatment"]),
            }
            row["step_high"] = 6 if row["step_low"] else None
            if length > 3 and random.random() < 0.3:
                cut = day + random.randint(1, length - 2)
                rows.append({**row, "from_day": day, "to_day": cut})
                rows.append({**row, "from_day": cut + 1, "to_day": None if random.random() < 0.2 else last})
            else:
                rows.append({**row, "from_day": day, "to_day": None if random.random() < 0.1 else last})
            # next: overlapping, on the same day, from one day to the next, after a gap, or beside
            day = random.choice([day + length // 2, last, last + 1, last + 1, last + random.randint(2, 30), day])
    random.shuffle(rows)
    return pl.DataFrame({name: pl.Series(name, [row.get(name) for row in rows], TYPES[name]) for name in TYPES})


@dataclass(frozen=True)
class DayByDay:
    """What a loop over children and days says: ``(child, day)`` → step; a child that is away that day is not in it."""

    grants: pl.DataFrame
    first: int
    last: int
    choice: str = "highest"
    at: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_child: dict[int, list[dict[str, Any]]] = {}
        begun: dict[int, int] = {}
        for row in self.grants.to_dicts():
            if row["main"] is not False:
                by_child.setdefault(row["child_no"], []).append(row)
                begun[row["grant_id"]] = min(row["from_day"], begun.get(row["grant_id"], OPEN_DAY))
        for child, rows in by_child.items():
            for day in range(self.first, self.last + 1):
                running = [
                    row for row in rows if row["from_day"] <= day and (row["to_day"] is None or row["to_day"] >= day)
                ]
                if not running:
                    continue
                stepped = [row for row in running if row["step"] is not None]
                if self.choice == "highest":
                    best = min(
                        stepped or running,
                        key=lambda row: (-(row["step"] or 0), begun[row["grant_id"]], row["grant_id"]),
                    )
                else:
                    best = min(
                        stepped or running,
                        key=lambda row: (begun[row["grant_id"]], -(row["step"] or 0), row["grant_id"]),
                    )
                step = OUTSIDE if best["step"] is None else best["step"]
                self.at[child, day] = (step, best["grant_id"])

    def step(self, child: int, day: int) -> int:
        return self.at.get((child, day), (AWAY, 0))[0]

    @property
    def children(self) -> list[int]:
        return sorted(set(self.grants["child_no"]))

    @property
    def days(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Cases:
    """How cases are written and drawn."""

    periods: Callable[..., pl.DataFrame] = periods
    drawn: Callable[..., pl.DataFrame] = drawn
    day_by_day: Callable[..., DayByDay] = DayByDay


@pytest.fixture(scope="session")
def cases() -> Cases:
    return Cases()


@pytest.fixture(scope="session")
def polars() -> Iterator[Engine]:
    with Engine.open("polars") as opened:
        yield opened
