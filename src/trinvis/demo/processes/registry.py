"""The register of grants with both clocks: every version of what was known about each grant, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from trinvis.demo.courses import MONTH_DAYS
from trinvis.demo.grants import NEVER
from trinvis.demo.processes.calendar import KEPT_FROM
from trinvis.demo.processes.courses import Courses
from trinvis.demo.processes.kinds import AREA, PLACED, STEP, Kind

VERSION_COLUMNS = (
    *("grant_id", "child_no", "birth_day", "area", "kind", "step", "start_day", "stop_day", "expected", "probability"),
    *("day_oere", "known_from", "known_to"),
)


def register(kinds: Sequence[Kind], courses: Courses) -> pl.DataFrame:
    """One row per course, known in full the day it starts and stops: a process then says what was known otherwise.

    ``registered``, ``decided``, ``stop_known``: days on which it was entered, granted and its true stop known;
    ``expected_from`` the day from which it was expected (``NEVER``: not); ``probability`` hundredths of a per cent while it
    is; ``plan_days`` so long it is given for at a time (0 without end); ``gone`` the last day that a ``phantom``, which never
    comes, is seen.
    """
    names = [kind.id for kind in kinds]
    kind = pl.Series(names).gather(courses.kind)
    plan = np.array([int(kind.plan_months * MONTH_DAYS) for kind in kinds])[courses.kind]
    return pl.DataFrame(
        {
            "grant_id": np.arange(len(courses.start)),
            "child_no": courses.child,
            "birth_day": courses.birth,
            "area": kind.replace_strict(AREA),
            "kind": kind,
            "step": kind.replace_strict(STEP, return_dtype=pl.Int64),
            "placed": kind.is_in(list(PLACED)),
            "start": courses.start,
            "stop": courses.stop,
            "registered": courses.start,
            "decided": courses.start,
            "expected_from": np.full(len(plan), NEVER),
            "probability": np.full(len(plan), 10_000),
            "stop_known": courses.stop,
            "plan_days": plan,
            "gone": np.full(len(plan), NEVER),
            "phantom": np.zeros(len(plan), dtype=bool),
        }
    )


def versions(grants: pl.DataFrame, prices: pl.DataFrame) -> pl.DataFrame:
    """What the register said of each grant from ``known_from`` to ``known_to``, both included, as of those days only.

    A grant given for a time shows the end of the time given so far, prolonged three weeks before (``demo.snapshots``).
    """
    seen_from = pl.min_horizontal("registered", "expected_from")
    on = pl.col("known_from")
    told = _days(grants, prices).join(grants.with_columns(seen_from.alias("first")), on="grant_id")
    told = (
        told.filter(on >= pl.col("first"), on <= pl.col("gone"))
        .sort("grant_id", "known_from")
        .with_columns(
            pl.when(pl.col("grant_id").shift(-1) == pl.col("grant_id"))
            .then(on.shift(-1) - 1)
            .otherwise("gone")
            .alias("known_to")
        )
    )
    given = pl.max_horizontal(((on + 20 - pl.col("start")) / pl.col("plan_days").clip(1)).ceil(), 1).cast(pl.Int64)
    planned = pl.when(pl.col("plan_days") > 0).then(pl.col("start") + pl.col("plan_days") * given - 1)
    expected = (pl.col("decided") > on) | pl.col("phantom")
    return (
        told.filter(pl.col("known_to") >= KEPT_FROM)
        .with_columns(
            pl.col("start").alias("start_day"),
            pl.when(pl.col("stop_known") <= on).then("stop").otherwise(planned).alias("stop_day"),
            expected.alias("expected"),
            pl.when(expected).then("probability").otherwise(10_000).cast(pl.Int64).alias("probability"),
        )
        .join(_newest(told, prices), on=["grant_id", "known_from"])
        .select(VERSION_COLUMNS)
        .sort("grant_id", "known_from")
    )


def _days(grants: pl.DataFrame, prices: pl.DataFrame) -> pl.DataFrame:
    """The days on which anything about a grant may change in the register."""
    moved = pl.int_ranges(1, (pl.col("stop_known") - pl.col("start")) // pl.col("plan_days") + 2)
    prolonged = (
        grants.filter(pl.col("plan_days") > 0)
        .select("grant_id", "start", "plan_days", moved.alias("times"))
        .explode("times")
        .select("grant_id", (pl.col("start") + pl.col("plan_days") * pl.col("times") - 19).alias("known_from"))
    )
    facts = [
        grants.select("grant_id", pl.col(name).alias("known_from"))
        for name in ("registered", "expected_from", "decided", "stop_known")
    ]
    learnt = prices.select("grant_id", pl.col("known").alias("known_from"))
    return pl.concat([*facts, prolonged, learnt]).unique()


def _newest(told: pl.DataFrame, prices: pl.DataFrame) -> pl.DataFrame:
    """The newest price known on the day of each version: that of the latest first day."""
    later = pl.col("known").cum_min(reverse=True).shift(-1).over("grant_id")
    told = told.select("grant_id", "known_from").sort("known_from")
    return told.join_asof(
        prices.filter(later.is_null() | (pl.col("known") < later))
        .select("grant_id", "known", "day_oere")
        .sort("known"),
        left_on="known_from",
        right_on="known",
        by="grant_id",
        check_sortedness=False,
    ).select("grant_id", "known_from", "day_oere")
