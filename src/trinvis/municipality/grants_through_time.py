"""The grants behind a picture of several years: those of the newest extract, and what older ones alone still knew.

An extract often holds only what has run since some day, of a grant that still runs perhaps only the newest price. The days before
are taken from the extract that was in force shortly after that day. What an older extract had running, and a newer one no longer
mentions, was taken back and stays away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.calendar import day_number
from trinvis.municipality.gathered import grants_in_force

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

LATE = timedelta(days=31)
"""How long after a day its stops are taken to have been registered."""


@dataclass(frozen=True)
class GrantsThroughTime:
    """``grants`` placed by the rules of one year; ``bases`` are what they were read of, the newest first.

    ``seen_from`` is the first day from which grants that have stopped are known: before it the picture lacks those that had.
    """

    grants: pl.DataFrame
    bases: tuple[Basis, ...]
    seen_from: date | None

    def digest(self, house: House) -> str:
        """What everything that is made of them depends on."""
        return "+".join(house.figures_digest(basis) for basis in self.bases)


def grants_through_time(house: House, basis: Basis, year: int, first_day: date) -> GrantsThroughTime:
    """The grants as known on ``basis``, with older extracts' earlier days as far back as ``first_day`` needs; the rules are those of ``basis``."""
    grants = grants_in_force(house, basis, year)
    seen, bases, every = seen_from(grants, basis.day), [basis], grants
    while seen is not None and seen > first_day:
        older = replace(house.basis(min(seen + LATE, bases[-1].day)), rules=basis.rules)
        if not older.selection.pieces("grants"):
            break
        known = grants_in_force(house, older, year)
        further = seen_from(known, older.day)
        if further is None or further >= seen:
            break
        bases.append(older)
        every = pl.concat([every, only_before(known, every, seen)], how="vertical_relaxed")
        seen = further
    return GrantsThroughTime(every, tuple(bases), seen)


def seen_from(grants: pl.DataFrame, day: date) -> date | None:
    """The first day on which a decided grant stopped for good; ``day`` itself where all still run, None without a grant."""
    decided = grants.filter(pl.col("status").is_in(["granted", "ended"]))
    last = decided.group_by("grant_id").agg(pl.col("stop").fill_null(date.max).max())["stop"].min()
    return min(last, day) if isinstance(last, date) else None


def only_before(older: pl.DataFrame, newer: pl.DataFrame, seen: date) -> pl.DataFrame:
    """The rows of ``older`` as far as they tell of days that ``newer`` lacks: each grant's before its first row there, and what
    had stopped before ``seen`` of the grants that are not there.
    """
    begins = newer.group_by("grant_id").agg(pl.col("start_day").min().alias("_begins"))
    rows = older.join(begins, on="grant_id", how="left", maintain_order="left")
    gone = pl.col("_begins").is_null() & (pl.col("stop_day") < day_number(seen)).fill_null(False)
    goes_on = (pl.col("start_day") < pl.col("_begins")).fill_null(False)
    last = pl.min_horizontal(pl.col("stop_day"), pl.col("_begins") - 1)
    return (
        rows.filter(gone | goes_on)
        .with_columns(stop_day=last.cast(older.schema["stop_day"]))
        .with_columns(stop=pl.col("stop_day").cast(pl.Date))
        .select(older.columns)
    )
