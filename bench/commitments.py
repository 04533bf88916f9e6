"""What the amounts of grants cost in time: python bench/commitments.py"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.persons import person_sums
from trinvis.engine import Engine
from trinvis.tables import GRANTS

YEAR, OURS, SEED = 2026, 101, 2026


@dataclass(frozen=True)
class Delivered:
    path: Path
    months: tuple[int, ...] | None = None


def random_grants(size: int, *, children: int, rare: bool) -> pl.DataFrame:
    """Facts of grants active in or near the year; ``rare`` adds changes, whole months and other payers to every fifth."""
    chance = np.random.default_rng(SEED)
    first = int(months(YEAR, YEAR)["first_day"][0])
    start = first + chance.integers(-700, 330, size)
    number = np.arange(size)
    fifth = (number % 5 == 0) & rare
    frame = pl.DataFrame(
        {
            "delivery_id": pl.Series(["d1"]).new_from_index(0, size),
            "row_no": number + 1,
            "grant_id": number + 1,
            "child_no": number * children // size,
            "intervention_type": chance.choice(["placement", "family_treatment", "relief"], size),
            "placement_type": chance.choice(["foster", "institution", "residence"], size),
            "provider_no": chance.integers(1, 400, size),
            "provider_kind": chance.choice(["own", "private", "region"], size),
            "unit": chance.choice(["day", "month", "week", "hour_week", "session", "year"], size),
            "rate_oere": chance.integers(10_000, 9_000_000, size),
            "quantity": chance.choice([100, 100, 250], size),
            "vat_factor": chance.choice([10_000, 10_000, 9540], size),
            "start": start,
            "stop": start + chance.integers(1, 1200, size),
            "status": chance.choice(["granted", "granted", "ended", "expected", "draft"], size),
            "probability": chance.choice([10_000, 10_000, 6000], size),
            "team": chance.choice(["Nord", "Syd", "Vest"], size),
            "_known": chance.random(size) < 0.7,
            "_fifth": fifth,
        }
    )
    day = pl.Date
    return GRANTS.conform(
        frame.with_columns(
            source_key="G" + pl.col("grant_id").cast(pl.String),
            modifies=pl.when(pl.col("_fifth")).then("G" + (pl.col("grant_id") + 1).cast(pl.String)),
            counting=pl.when(pl.col("_fifth")).then(pl.lit("whole_months")),
            paying_municipality=pl.when(pl.col("_fifth")).then(pl.lit(151)),
            start=pl.col("start").cast(pl.Int32).cast(day),
            stop=pl.when("_known").then(pl.col("stop")).cast(pl.Int32).cast(day),
        )
    )


def lines(engine: Engine, grants: Any) -> Any:
    return grant_months(grants, engine.frame(months(YEAR, YEAR)), municipality=OURS)


def totals(engine: Engine, grants: Any) -> pl.DataFrame:
    amounts = lines(engine, grants).group_by("month", "intervention_type", "team")
    return engine.collect(amounts.agg(nw.col("amount_oere").sum().cast(nw.Int64)))


def main() -> int:
    bench = Bench("Commitments")
    with Engine.open("polars") as plain, Engine.open("duckdb") as duck, tempfile.TemporaryDirectory() as folder:
        few, mixed = random_grants(600, children=300, rare=False), random_grants(600, children=300, rare=True)
        bench.measure(
            "600 grants × 12 months, every line",
            lambda: plain.collect(lines(plain, plain.frame(few))),
            bar=0.02,
            note="polars",
        )
        bench.measure(
            "the same with changes, whole months and other payers",
            lambda: plain.collect(lines(plain, plain.frame(mixed))),
            note="polars",
        )

        def one_rate_changed() -> pl.DataFrame:
            dearer = few.with_columns(
                rate_oere=pl.when(pl.col("row_no") == 300).then(pl.col("rate_oere") + 100).otherwise("rate_oere")
            )
            found = lines(plain, plain.frame(dearer))
            plain.collect(person_sums(found, ["intervention_type"]))
            return plain.collect(found)

        bench.measure(
            "a rate changed, lines and full-year persons of all 600", one_rate_changed, bar=0.1, note="polars"
        )

        area, large = Path(folder) / "area.parquet", Path(folder) / "large.parquet"
        random_grants(40_000, children=10_000, rare=True).write_parquet(area)
        random_grants(1_000_000, children=250_000, rare=False).write_parquet(large)
        for engine in (plain, duck):
            bench.measure(
                "10,000 children, 40,000 grants from Parquet, every line",
                lambda engine=engine: engine.collect(lines(engine, engine.scan([Delivered(area)], GRANTS))),
                note=f"{engine.name}; a part of the second to the follow-up",
            )
        million = [
            bench.measure(
                "1 million grants × 12 months from Parquet, by month, type and team",
                lambda engine=engine: totals(engine, engine.scan([Delivered(large)], GRANTS)),
                note=engine.name,
            )
            for engine in (plain, duck)
        ]
        bench.bar("1 million grants × 12 months on the faster engine", 3.0, *million)
    return bench.report()


if __name__ == "__main__":
    sys.exit(main())
