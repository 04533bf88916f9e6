"""``demo``: the courses, prices and registration of the example municipality (``trinvis.demo``), with aftercare added."""

from __future__ import annotations

from random import Random

import numpy as np
import polars as pl

from trinvis.demo.courses import MONTH_DAYS, YEAR_DAYS, day, draw
from trinvis.demo.grants import NEVER, Grants, Traits, from_courses
from trinvis.demo.levels import levels
from trinvis.demo.postings import LATE
from trinvis.demo.processes.calendar import MONTHS, birthday, month_of
from trinvis.demo.processes.courses import AFTERCARE_SHARE
from trinvis.demo.processes.drawing import Drawn
from trinvis.demo.processes.kinds import AFTERCARE, AREA, STEP
from trinvis.demo.processes.ledger import Habits
from trinvis.demo.processes.prices import PRICES

HABITS = Habits(invoices=LATE, running_oere=80_000_000, trend=3.0, unexplained=0.015)

_DAYS = {"day": 1.0, "week": 7.0, "hour_week": 7.0, "fortnight": 14.0, "year": YEAR_DAYS}
_AFTERCARE_OERE = 75_000
_UNTIL = day(2027, 6, 30)
"""Drawn so far that the last months of 2026 have all their starts."""


def drawn(rng: np.random.Generator) -> Drawn:
    """Grants, prices and single payments; each unit is spread evenly over its days, so that a calendar day has a price."""
    world = draw(rng, levels(), _UNTIL)
    made = from_courses(Random(int(rng.integers(2**62))), world, levels(), Traits(late=True))
    births = pl.Series([child.birth for child in world.children])
    grants = _grants(made, births)
    aftercare, aftercare_prices = _aftercare(rng, grants)
    repeated = pl.col("unit") != "once"
    return Drawn(
        pl.concat([grants.filter(repeated).select(aftercare.columns), aftercare]),
        pl.concat([_prices(made), aftercare_prices]),
        HABITS,
        _once(made),
    )


def _grants(made: Grants, births: pl.Series) -> pl.DataFrame:
    kind = pl.coalesce("place", "type")
    return made.grants.with_columns(kind.alias("kind")).select(
        pl.col("grant").alias("grant_id"),
        pl.col("child").alias("child_no"),
        pl.lit(births).gather("child").alias("birth_day"),
        pl.col("kind").replace_strict(AREA).alias("area"),
        "kind",
        pl.col("kind").replace_strict(STEP, return_dtype=pl.Int64).alias("step"),
        pl.col("place").is_not_null().alias("placed"),
        *("start", "stop", "registered", "decided", "expected_from"),
        pl.col("probability") * 100,
        *("stop_known", "plan_days"),
        pl.when("phantom").then(pl.col("start") + 20).otherwise(NEVER).alias("gone"),
        *("phantom", "unit", "reason", "main"),
    )


def _per_day() -> pl.Expr:
    """Days of the unit; what is given so many times in all is spread over the mean length of its kind."""
    spread = {kind.id: kind.months * MONTH_DAYS for kind in levels().kinds}
    whole = pl.when(pl.col("unit") == "session").then(pl.col("kind").replace_strict(spread)).otherwise(MONTH_DAYS)
    return pl.col("unit").replace_strict(_DAYS, default=None, return_dtype=pl.Float64).fill_null(whole)


def _prices(made: Grants) -> pl.DataFrame:
    price = pl.col("rate") * pl.col("quantity") / 100 * pl.col("vat_factor") / 10_000 / _per_day()
    return (
        made.prices.join(made.grants.select("grant", "unit", "kind", "vat_factor"), on="grant")
        .filter(pl.col("unit") != "once")
        .select(pl.col("grant").alias("grant_id"), "from", "known", price.round().cast(pl.Int64).alias("day_oere"))
        .cast(PRICES)  # type: ignore[arg-type]
        .sort("grant_id", "from")
    )


def _once(made: Grants) -> pl.DataFrame:
    """What is paid once at the start is posted in its month without a grant."""
    number = {int(month): at for at, month in enumerate(MONTHS)}
    paid = made.grants.filter(pl.col("unit") == "once").join(made.prices, on="grant")
    month = pl.Series("month", month_of(paid["start"].to_numpy()))
    return (
        paid.with_columns(month)
        .filter(pl.col("month").is_in(list(number)))
        .select(
            pl.col("place").replace_strict(AREA).alias("area"),
            pl.col("month").replace_strict(number).alias("at"),
            (pl.col("rate") * pl.col("quantity") // 100).alias("amount_oere"),
        )
    )


def _aftercare(rng: np.random.Generator, grants: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Some of the placed who turn 18 go on the day after for six to forty-eight months, to 22 at the latest."""
    turned = grants.filter("placed", "main", ~pl.col("phantom"), pl.col("reason") == "turned_18")
    turned = turned.filter(pl.Series(rng.random(turned.height) < AFTERCARE_SHARE))
    count = turned.height
    number = int(grants["grant_id"].max()) + 1 + np.arange(count)  # type: ignore[arg-type]
    start = turned["stop"].to_numpy() + 1
    length = (rng.uniform(6, 48, count) * MONTH_DAYS).astype(np.int64)
    stop = np.minimum(start + length, birthday(turned["birth_day"].to_numpy(), 22) - 1)
    registered = start + rng.integers(-30, 40, count)
    went_on = turned.with_columns(
        pl.Series("grant_id", number),
        pl.lit(AREA[AFTERCARE]).alias("area"),
        pl.lit(AFTERCARE).alias("kind"),
        pl.lit(STEP[AFTERCARE], dtype=pl.Int64).alias("step"),
        pl.lit(False).alias("placed"),
        pl.Series("start", start),
        pl.Series("stop", stop),
        pl.Series("registered", registered),
        pl.Series("decided", registered),
        pl.lit(NEVER, dtype=pl.Int64).alias("expected_from"),
        pl.Series("stop_known", np.maximum(stop + rng.integers(-45, 20, count), registered)),
        pl.lit(int(12 * MONTH_DAYS), dtype=pl.Int64).alias("plan_days"),
    ).drop("unit", "reason", "main")
    price = np.rint(_AFTERCARE_OERE * rng.uniform(0.6, 1.5, count)).astype(np.int64)
    known = np.full(count, -NEVER)
    return went_on, pl.DataFrame({"grant_id": number, "from": start, "known": known, "day_oere": price}, schema=PRICES)
