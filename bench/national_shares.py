"""A national file from cells to shares per step: python bench/national_shares.py

98 municipalities × 15 years × all accounts, 5 million cells as a table of the house; from Parquet to the share of steps 2-3 in
every year, on each engine, with the same øre on all. The memory bar is of a process of its own that does nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.calculations.staircase.cells import place_cells, step_sums, yearly_rules
from trinvis.calculations.staircase.expenditure import spending_of
from trinvis.calculations.staircase.measures import StepShare, average
from trinvis.engine import Engine
from trinvis.parameters import Parameters
from trinvis.tables import TABLES

SEED, YEARS, CELLS_PER_YEAR = 2026, range(2010, 2025), 3_402
TABLE = TABLES["national_accounts"]
PARAMETERS = Parameters.shipped()
RULES = yearly_rules(PARAMETERS.table("account_step", None).filter(pl.col("scheme") == "national"), YEARS)
CODES = PARAMETERS.table("municipalities", None)["municipality"].to_list()
MEMORY_GB = 1.0


@dataclass(frozen=True)
class Delivered:
    path: Path
    months: tuple[int, ...] | None = None


def accounts() -> pl.DataFrame:
    """Function, dranst, grouping and art of so many cells per municipality and year; the area's own accounts among them."""
    own = [
        ("52821", "002"), ("52821", "003"), ("52821", "014"), ("52821", "017"), ("52820", "003"), ("52820", "004"),
        ("52822", "002"), ("52822", "005"), ("52823", "001"), ("52823", "002"), ("52824", "999"), ("52825", "999"),
    ]  # fmt: skip
    others = [(f"{function}", f"{grouping:03}") for function in range(10_000, 10_350) for grouping in range(1, 5)]
    pairs = [(*pair, dranst, art) for pair in [*own, *others] for dranst in (1, 2, 3) for art in ("UE", "I")]
    return pl.DataFrame(
        pairs[:CELLS_PER_YEAR], schema=["function", "grouping", "dranst", "art"], orient="row"
    ).with_columns(pl.col("dranst").cast(pl.Int64))


def write(path: Path) -> int:
    """The cells of all years in one Parquet file; gives their number."""
    chance = np.random.default_rng(SEED)
    whole = (
        pl.DataFrame({"municipality": CODES})
        .join(pl.DataFrame({"year": list(YEARS)}), how="cross")
        .join(accounts(), how="cross")
    )
    rows = whole.with_columns(
        kind=pl.lit("accounts"),
        source_table=pl.lit("REGKC"),
        amount=pl.Series(chance.integers(0, 900_000, whole.height) * 100_000),
        delivery_id=pl.lit("d1"),
        row_no=pl.int_range(1, pl.len() + 1),
    )
    TABLE.conform(rows).write_parquet(path)
    return whole.height


def shares(engine: Engine, path: Path) -> list[str]:
    """The share of steps 2-3 per year over all municipalities, exact."""
    cells = engine.scan([Delivered(path)], TABLE)
    found = spending_of(engine.collect(step_sums(place_cells(cells, engine.frame(RULES)))))
    return [str(average(found, StepShare(), CODES, year).weighted) for year in YEARS]


def most_memory() -> int:
    """Kilobytes that this process has held at most; what its parent held before it began is not in it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def alone(path: Path) -> float:
    """Gigabytes that a process of its own takes at most for the shares on Polars, everything imported counted."""
    ran = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, text=True, check=True)
    return int(ran.stdout) / 1024**2


def main() -> int:
    bench = Bench("National shares")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "national.parquet"
        count = write(path)
        name = f"{count / 1e6:.1f} million cells from Parquet to shares per year"
        answers = {}
        for which, bar in (("polars", 3.0), ("duckdb", None), ("spark", None)):
            with Engine.open(which) as engine:
                run = partial(shares, engine, path)
                bench.measure(name, run, bar=bar, note=which if which != "spark" else "spark (Sail)", repeat=3)
                answers[which] = run()
        memory = alone(path)
    status = bench.report()
    same = len({tuple(one) for one in answers.values()}) == 1
    print(
        f"\nThe same shares on every engine: {'yes' if same else 'NO'}. Memory on Polars: {memory:.2f} GB (< {MEMORY_GB})."
    )
    return status if same and memory < MEMORY_GB else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with Engine.open("polars") as opened:
            shares(opened, Path(sys.argv[1]))
        print(most_memory())
    else:
        sys.exit(main())
