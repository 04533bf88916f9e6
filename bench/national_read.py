"""A national file, five million cells, from CSV and BULK to national_accounts: python bench/national_read.py"""

from __future__ import annotations

import gc
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench, Row

from trinvis.intake import ReadOptions, read
from trinvis.parameters import Parameters

SEED, RUNS = 2026, 5
SECONDS, MEGABYTES = 4.0, 1_500
FUNCTIONS = ("52820", "52821", "52822", "52823", "52824", "52825", "52826")
GROUPINGS = ("001", "002", "003", "004", "005", "006", "007", "008", "009", "010",
             "011", "013", "014", "015", "016", "017", "018", "019", "092", "999")  # fmt: skip


def write(file: Path) -> int:
    """98 municipalities × 7 functions × dranst 1-3 × 4 owners × 20 groupings × UE and I × 15 years, as REGK100 is streamed."""
    towns = [f"{code:03d}" for code in Parameters.shipped().table("municipalities", None)["municipality"]]
    parts: dict[str, tuple[str, ...]] = {
        "FUNKTION": FUNCTIONS,
        "DRANST": ("1", "2", "3"),
        "EJER": ("0", "1", "2", "3"),
        "GRUPPERING": GROUPINGS,
        "ART": ("UE", "I"),
        "PRISENHED": ("LOBM",),
        "TID": tuple(str(year) for year in range(2009, 2024)),
    }
    of_one = pl.DataFrame(list(itertools.product(*parts.values())), schema=list(parts), orient="row")
    chance = np.random.default_rng(SEED)
    with file.open("wb") as out:
        out.write(b"\xef\xbb\xbf" + ";".join(["OMRÅDE", *parts, "INDHOLD"]).encode() + b"\r\n")
        for town in towns:
            rows = of_one.select(pl.lit(town).alias("OMRÅDE"), pl.all()).with_columns(
                INDHOLD=pl.Series(chance.integers(0, 90_000, of_one.height))
            )
            out.write(rows.write_csv(separator=";", include_header=False, line_terminator="\r\n").encode())
    return len(towns) * of_one.height


def once(file: Path) -> tuple[float, int, int]:
    """Seconds, cells and øre of one reading, the file's bytes already in memory."""
    content = file.read_bytes()
    parameters = Parameters.shipped()
    parameters.table("municipalities", None)
    gc.collect()
    begin = time.perf_counter()
    made = read(
        content, file.name, "statbank", numbers=_nobody, parameters=parameters, options=ReadOptions(table="REGK100")
    )
    seconds = time.perf_counter() - begin
    facts = made.facts["national_accounts"]
    return seconds, facts.height, int(facts["amount"].sum())


def _nobody(*_: Any) -> Any:
    raise AssertionError("a national file holds no persons")


def main() -> int:
    """Reads in a process of its own each time, so that none is warmed up or holds another's memory."""
    if len(sys.argv) > 1:
        seconds, cells, oere = once(Path(sys.argv[1]))
        print(seconds, cells, oere, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
        return 0
    bench = Bench("A national file of five million cells")
    runs = []
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "REGK100.csv"
        written = write(file)
        for _ in range(RUNS):
            ran = subprocess.run([sys.executable, __file__, str(file)], capture_output=True, text=True, check=True)
            runs.append([float(word) for word in ran.stdout.split()])
    assert all(run[1] == written for run in runs), "every cell is read"
    peak = max(run[3] for run in runs)
    note = f"{written:,} cells, at most {peak:,.0f} MB"
    bench.rows.append(Row("CSV → national_accounts", min(run[0] for run in runs), SECONDS, note))
    status = bench.report()
    if peak > MEGABYTES:
        print(f"memory: {peak:,.0f} MB is more than {MEGABYTES:,} MB")
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
