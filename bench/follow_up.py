"""A large municipality from Parquet to its follow-up: python bench/follow_up.py

10,000 children with 40,000 grants, 100,000 postings and a budget, received once; then the follow-up is asked for with
nothing remembered. The example municipality beside it, as built by the demo, with the questions that users ask every month.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.demo import MUNICIPALITY, build
from trinvis.demo.levels import accounts
from trinvis.intake import ReadOptions
from trinvis.municipality import Municipality
from trinvis.parameters import Profile

SEED, CHILDREN, GRANTS, POSTINGS = 2026, 10_000, 40_000, 100_000
DAY, BEFORE = date(2026, 9, 30), date(2026, 8, 31)
KEY = b"b" * 32

KINDS = [  # type, place, unit, lowest and highest rate in kr., purpose of the account
    ("Anbringelse", "Plejefamilie", "Måned", 30_000, 60_000, "foster_pay"),
    ("Anbringelse", "Socialpædagogisk opholdssted", "Døgn", 2_000, 4_000, "residence"),
    ("Anbringelse", "Døgninstitution", "Døgn", 3_000, 6_000, "institution"),
    ("Familiebehandling", None, "Måned", 4_000, 20_000, "family_treatment_external"),
    ("Fast kontaktperson", None, "Timer pr. uge", 300, 500, "contact_person_private"),
    ("Aflastning/støtteophold", None, "14 dage", 1_000, 3_000, "relief"),
]


def clock() -> datetime:
    return datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def grants(chance: np.random.Generator) -> pl.DataFrame:
    kind = chance.integers(0, len(KINDS), GRANTS)
    low, high = (np.array([k[i] for k in KINDS])[kind] for i in (3, 4))
    start = chance.integers(-900, 330, GRANTS)
    stop = start + chance.integers(30, 1_500, GRANTS)
    day = [
        (pl.lit(date(2026, 1, 1)) + pl.duration(days=pl.lit(pl.Series(days)))).dt.strftime("%d.%m.%Y")
        for days in (start, stop)
    ]
    strings = accounts()
    known = pl.Series(chance.random(GRANTS) < 0.6)
    return pl.select(
        pl.format("G-{}", pl.int_range(GRANTS)).alias("Indsats-id"),
        pl.format("Barn {}", pl.lit(pl.Series(np.arange(GRANTS) * CHILDREN // GRANTS))).alias("Cpr-nr."),
        *(
            pl.lit(pl.Series([k[i] for k in KINDS])).gather(pl.lit(pl.Series(kind))).alias(label)
            for i, label in ((0, "Indsatstype"), (1, "Anbringelsessted"), (2, "Enhed"))
        ),
        pl.format("Leverandør {}", pl.lit(pl.Series(chance.integers(0, 400, GRANTS)))).alias("Leverandør"),
        pl.format("{},00", pl.lit(pl.Series(chance.integers(low, high)))).alias("Takst"),
        day[0].alias("Startdato"),
        pl.when(pl.lit(known)).then(day[1]).otherwise(pl.lit("01.01.9999")).alias("Stopdato"),
        pl.lit(pl.Series([strings[k[5]] for k in KINDS])).gather(pl.lit(pl.Series(kind))).alias("Konto"),
        pl.lit("Bevilget").alias("Status"),
    )


def postings(chance: np.random.Generator, granted: pl.DataFrame) -> pl.DataFrame:
    paid = granted[chance.integers(0, GRANTS, POSTINGS).astype(np.uint32)]
    month = pl.Series(chance.integers(1, 10, POSTINGS)).cast(pl.String).str.zfill(2)
    return paid.select("Cpr-nr.", "Leverandør", "Konto", "Indsats-id").with_columns(
        pl.format("15-{}-2026", pl.lit(month)).alias("Bogføringsdato"),
        pl.format("{},50", pl.lit(pl.Series(chance.integers(800, 90_000, POSTINGS)))).alias("Beløb"),
    )


def budget() -> pl.DataFrame:
    labels = [area.label for area in Profile.shipped("standard").areas]
    return pl.DataFrame({"År": 2026, "Budgetversion": "Oprindeligt budget", "Område": labels, "Beløb": "10.000.000,00"})


def large(folder: Path) -> Municipality:
    chance = np.random.default_rng(SEED)
    made = Municipality.create(folder / "stor", municipality=MUNICIPALITY, key=KEY, clock=clock, by="bench")
    granted = grants(chance)
    for name, source, frame in (
        ("indsatser.csv", "grants", granted),
        ("posteringer.csv", "finance", postings(chance, granted)),
        ("budget.csv", "budget", budget()),
    ):
        frame.write_csv(folder / name, separator=";")
        options = ReadOptions(extract_day=DAY) if source == "grants" else None
        (receipt,) = made.receive([folder / name], source=source, known_from=DAY, options=options)
        assert receipt.counts.rejected * 20 <= receipt.counts.rows, receipt.findings
    return made


def main() -> int:
    bench = Bench("Follow-up")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with large(folder) as big:
            bench.measure(
                "10,000 children, 40,000 grants, 100,000 postings: from Parquet to follow-up",
                lambda: big.afresh().follow_up(2026, DAY),
                bar=1.0,
                note="polars",
            )
        with build(folder / "eksempel", clock, KEY, raw=folder / "filer") as example:
            bench.measure(
                "the example municipality, 36 months: follow-up",
                lambda: example.afresh().follow_up(2026, DAY),
                note="polars",
            )
            bench.measure(
                "the same: changes since last month", lambda: example.afresh().changes(2026, BEFORE, DAY), note="polars"
            )
    return bench.report()


if __name__ == "__main__":
    sys.exit(main())
