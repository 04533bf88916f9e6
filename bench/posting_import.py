"""A million postings through the command line, everything included: python bench/posting_import.py"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench, Row

from trinvis.demo.levels import accounts

TRINVIS = Path(sys.executable).with_name("trinvis")
ROWS, SEED, RUNS = 1_000_000, 2026, 5
SECONDS, MEGABYTES, QUESTION = 15.0, 2_000, 0.5


def write(file: Path) -> None:
    """A year's ledger as a finance system writes it: semicolons, comma, Danish days, a child on two rows of three."""
    chance = np.random.default_rng(SEED)
    month = np.sort(chance.integers(1, 13, ROWS))
    day = chance.integers(1, 29, ROWS)
    oere = chance.integers(-500_000, 9_000_000, ROWS)
    strings = pl.Series(sorted(accounts().values()))
    child = chance.integers(0, 12_000, ROWS)
    frame = pl.DataFrame({"m": month, "d": day, "o": oere, "a": chance.integers(0, len(strings), ROWS), "c": child})
    two = [pl.col(name).cast(pl.String).str.zfill(2) for name in ("d", "m")]
    number = pl.format(
        "{}{}{}-{}",
        (61 + pl.col("c") % 28),
        (1 + pl.col("c") % 12).cast(pl.String).str.zfill(2),
        10 + pl.col("c") % 15,
        4000 + pl.col("c") // 4,
    )
    rest = (pl.col("o").abs() % 100).cast(pl.String).str.zfill(2)
    frame.select(
        pl.format("{}-{}-2026", *two).alias("Bogføringsdato"),
        pl.format("2026-{}", two[1]).alias("Regnskabsperiode"),
        pl.lit(strings).gather("a").alias("Konto"),
        pl.format(
            "{}{},{}", pl.when(pl.col("o") < 0).then(pl.lit("-")).otherwise(pl.lit("")), pl.col("o").abs() // 100, rest
        ).alias("Beløb"),
        pl.when(pl.col("c") % 3 > 0).then(number).alias("Cpr-nr."),
        pl.format("Leverandør {}", pl.col("c") % 900).alias("Leverandør"),
        pl.format("B-{}", pl.int_range(pl.len()) + 1).alias("Bilag"),
        pl.format("Faktura {}", pl.col("c")).alias("Tekst"),
    ).write_csv(file, separator=";", null_value="")


def trinvis(*words: str, environment: dict[str, str]) -> None:
    ran = subprocess.run([TRINVIS, *words], capture_output=True, text=True, env=environment, check=False)
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stderr)


def account_by_month(workspace: Path) -> pl.DataFrame:
    """The question that follows: what was booked on each account, month by month."""
    (file,) = (workspace / "deliveries").glob("*/postings.parquet")
    postings = pl.scan_parquet(file)
    return postings.group_by("account_key", "period").agg(pl.col("amount_oere").sum()).collect()


def main() -> int:
    bench = Bench("A million postings")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "TRINVIS_KEY_FILE": str(folder / "key"), "TRINVIS_USER": "bench"}
        write(folder / "ledger.csv")
        seconds = []
        workspace = folder / "kommune"
        for _ in range(RUNS):
            shutil.rmtree(workspace, ignore_errors=True)
            (folder / "key").unlink(missing_ok=True)
            trinvis("init", str(workspace), "--municipality", "151", environment=environment)
            begin = time.perf_counter()
            trinvis(
                "import",
                str(workspace),
                str(folder / "ledger.csv"),
                "--source",
                "finance",
                "--yes",
                environment=environment,
            )
            seconds.append(time.perf_counter() - begin)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        bench.rows.append(Row("trinvis import of 1 million postings", min(seconds), SECONDS, f"at most {peak:,.0f} MB"))
        bench.measure("then account × month", lambda: account_by_month(workspace), bar=QUESTION)
    status = bench.report()
    if peak > MEGABYTES:
        print(f"memory: {peak:,.0f} MB is more than {MEGABYTES:,} MB")
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
