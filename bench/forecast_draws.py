"""What ten thousand draws of a large municipality's year-end cost in time and memory: python bench/forecast_draws.py

5,000 children with a grant each, some 90 new ones a month, seen in 27 monthly snapshots; nine months left, with refund.
"""

from __future__ import annotations

import resource
import sys
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench, machine_text

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.forecast.known import (
    Known,
    child_months_types,
    runoff_types,
    seen_types,
    spent_types,
    to_come_types,
)
from trinvis.calculations.forecast.year_drawn import year_drawn
from trinvis.demo.processes.calendar import last_day
from trinvis.demo.processes.world import sums
from trinvis.parameters import Parameters
from trinvis.parameters.refund import refund_bands

SEED, CHILDREN, DRAWS = 2026, 5_000, 10_000
AS_OF, FIRST = 202603, 202401
KINDS = {  # kind: share of those who begin, mean days, kroner a day, days granted at a time (0: until further notice)
    "foster": (0.35, 3400, 1_700, 0),
    "institution": (0.15, 1500, 4_000, 0),
    "residence": (0.15, 1600, 2_500, 0),
    "family_treatment": (0.15, 700, 300, 182),
    "contact_person": (0.10, 700, 120, 182),
    "relief": (0.10, 1500, 200, 365),
}
STARTS_A_MONTH, OLDEST = 93, 23 * 365
LATE = {0: 0.85, 1: 0.12, 2: 0.03}
"""Share of a month's costs that is posted so many months later."""
MONTHS = [month for month in range(FIRST, AS_OF + 1) if 1 <= month % 100 <= 12]
OPEN = list(range(AS_OF + 1, 202613))
OF_YEAR = pl.col("month") // 100 == AS_OF // 100


def grants(chance: np.random.Generator) -> pl.DataFrame:
    """A population in balance: begun at an even pace for 23 years; of those running too many at the as-of day, some go."""
    now = last_day(AS_OF)
    size = STARTS_A_MONTH * 12 * 23
    kind = chance.choice(len(KINDS), size, p=[share for share, *_ in KINDS.values()])
    mean, kroner, granted = (np.array([values[i] for values in KINDS.values()])[kind] for i in (1, 2, 3))
    start = now - chance.integers(0, OLDEST, size)
    birth = start - chance.integers(0, 17 * 365, size)
    stop = np.minimum(start + chance.exponential(mean).astype(np.int64), birth + OLDEST)
    running = np.flatnonzero(stop > now)
    assert len(running) >= CHILDREN, len(running)
    kept = np.ones(size, dtype=bool)
    kept[chance.permutation(running)[CHILDREN:]] = False
    return pl.DataFrame(
        {
            "grant_id": np.arange(size),
            "child_no": np.arange(size),
            "birth_day": birth,
            "kind": np.array(list(KINDS))[kind],
            "start_day": start,
            "stop_day": stop,
            "granted_days": granted,
            "day_oere": (kroner * 100 * chance.uniform(0.7, 1.3, size)).astype(np.int64),
        }
    ).filter(pl.Series(kept))


def seen(all_grants: pl.DataFrame) -> pl.DataFrame:
    """What every snapshot shows: grants from two weeks before they begin until a year after they end; the true stop is known
    a month ahead, before it the end of what is granted."""
    snapshots = []
    for month in MONTHS:
        now = last_day(month)
        ends = (
            pl.col("start_day")
            + ((now + 30 - pl.col("start_day")) // pl.col("granted_days") + 1) * pl.col("granted_days")
            - 1
        )
        planned = pl.when(pl.col("granted_days") > 0).then(ends)
        shown = all_grants.filter(pl.col("start_day") <= now + 14, pl.col("stop_day") > now - 365)
        snapshots.append(
            shown.with_columns(
                snapshot=pl.lit(month),
                area="kind",
                step=pl.lit(5),
                expected=pl.lit(False),
                probability=pl.lit(10_000),
                stop_day=pl.when(pl.col("stop_day") <= now + 30).then("stop_day").otherwise(planned),
            )
        )
    return pl.concat(snapshots).select(pl.col(name).cast(kind) for name, kind in seen_types().items())


def costs(shown: pl.DataFrame, months: list[int]) -> pl.DataFrame:
    """What the grants cost in the months, to the stop that is known."""
    parts = []
    for month in months:
        first = day_number(date(month // 100, month % 100, 1))
        last = pl.min_horizontal(pl.col("stop_day").fill_null(last_day(month)), last_day(month))
        days = last - pl.max_horizontal("start_day", first) + 1
        parts.append(
            shown.filter(days > 0).select(
                "grant_id", "child_no", "area", month=pl.lit(month, pl.Int32), amount_oere=days * pl.col("day_oere")
            )
        )
    return pl.concat(parts)


def posted(charged: pl.DataFrame) -> pl.DataFrame:
    """What was charged as it reached the ledger by the as-of day, with ``period`` the month that it was posted in."""
    number = pl.col("month") // 100 * 12 + pl.col("month") % 100 - 1
    parts = [
        charged.with_columns(
            period=((number + late) // 12 * 100 + (number + late) % 12 + 1).cast(pl.Int32),
            amount_oere=(pl.col("amount_oere") * share).cast(pl.Int64),
        )
        for late, share in LATE.items()
    ]
    return pl.concat(parts).filter(pl.col("period") <= AS_OF)


def to_come(shown: pl.DataFrame, charged: pl.DataFrame, booked: pl.DataFrame) -> pl.DataFrame:
    """The invoices still missing in the closed months of the year, and what the open months cost as registered."""
    already = booked.group_by("grant_id", "month").agg(posted=pl.col("amount_oere").sum())
    missing = charged.join(already, on=["grant_id", "month"], how="left").with_columns(
        amount_oere=pl.col("amount_oere") - pl.col("posted").fill_null(0)
    )
    latest = costs(shown.filter(pl.col("snapshot") == AS_OF), OPEN)
    found = pl.concat([_typed(missing.filter(OF_YEAR), to_come_types()), _typed(latest, to_come_types())])
    return found.filter(pl.col("amount_oere") != 0)


def large() -> Known:
    every = grants(np.random.default_rng(SEED))
    shown, charged = seen(every), costs(every.with_columns(area="kind"), MONTHS)
    booked = posted(charged)
    running_costs = pl.DataFrame(
        [("running_costs", month, 5_000_000_00) for month in MONTHS], schema=spent_types(), orient="row"
    )
    quarter = charged.filter(OF_YEAR).group_by("area").agg(pl.col("amount_oere").sum() * 4)
    return Known(
        year=AS_OF // 100,
        as_of=AS_OF,
        seen=shown,
        to_come=to_come(shown, charged, booked),
        spent=pl.concat([sums(booked.with_columns(month="period"), spent_types()), running_costs]),
        unmatched=pl.DataFrame(schema=spent_types()),
        child_months=sums(booked.filter(OF_YEAR), child_months_types()),
        runoff=sums(booked, runoff_types()),
        frames=dict(quarter.iter_rows()) | {"running_costs": 60_000_000_00, "refund": 0},
        by_grant=list(KINDS),
        bands=refund_bands(Parameters.shipped(), date(2022, 7, 1)),
        refund_area="refund",
    )


def _typed(rows: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in types.items())


def main() -> int:
    at = large()
    now = at.seen.filter(pl.col("snapshot") == AS_OF)
    running = now.filter(
        pl.col("stop_day").fill_null(last_day(AS_OF) + 1) > last_day(AS_OF), pl.col("start_day") <= last_day(AS_OF)
    )
    begun = now.filter(pl.col("start_day").is_between(last_day(202503) + 1, last_day(AS_OF))).height / 12
    bench = Bench("Draws of a year-end")
    bench.measure(
        f"{running['child_no'].n_unique():,} children × {DRAWS:,} draws to year-end",
        lambda: year_drawn(at, seed=SEED, draws=DRAWS),
        bar=3.0,
        note=f"2 threads; {begun:.0f} new grants a month, refund {'with' if at.bands else 'without'} limits",
    )
    missed = bench.report()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    held = peak < 10**9
    print(
        f"| memory of the whole process at its highest | < 1.00 GB | {peak / 10**9:.2f} GB | {'yes' if held else '**NO**'} | | {machine_text()} |"
    )
    return missed or int(not held)


if __name__ == "__main__":
    sys.exit(main())
