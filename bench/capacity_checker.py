"""A published table of 1,000 rows × 10 columns, and one of 98 × 30, gone over by the checker: python bench/capacity_checker.py

Each once as it should be and once with a fault in ten places, with a description and by the table's words alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parent.parent))
from measure import Bench
from tests.capacity.drafts import Draft, printed, series

from trinvis.calculations.capacity.table_checker import Description, check_table

SEED, FAULTS, BAR = 2012, 10, 2.0
SIZES = ((1_000, 10), (98, 30))


def table(rows: int, columns: int, faults: int) -> Draft:
    """Counts of so many rows with a total, over years with the growth from first to last; ``faults`` cells are other numbers."""
    rng = np.random.default_rng(SEED)
    years = list(range(1990, 1990 + columns - 1))
    true = np.round([series(rng, float(np.exp(rng.normal(7, 1))), len(years)) for _ in range(rows - 1)])
    full = np.vstack([true, true.sum(axis=0)])
    cells = [[*(printed(v, 0) for v in row), printed((row[-1] / row[0] - 1) * 100, 0, unit=" %")] for row in full]
    for _ in range(faults):
        cells[int(rng.integers(rows))][int(rng.integers(columns - 1))] = printed(float(rng.integers(100, 9_000)), 0)
    headings = [*map(str, years), f"Udvikling {years[0]}-{years[-1]}"]
    about = {
        "title": "Antal pladser",
        "sums": [{"total": "I alt"}],
        "growth": [{"line": headings[-1], "start": headings[0], "end": headings[-2]}],
    }
    return Draft(headings, [*(f"Tilbud {n}" for n in range(1, rows)), "I alt"], cells, about)


def main() -> int:
    bench = Bench("The table checker")
    for rows, columns in SIZES:
        for faults, what in ((0, "as it should be"), (FAULTS, f"with {FAULTS} faults")):
            draft = table(rows, columns, faults)
            held, about = draft.table, draft.description
            bench.measure(f"{rows:,} × {columns} {what}", lambda t=held, a=about: check_table(t, a), bar=BAR)  # type: ignore[misc]
            bench.measure(
                f"{rows:,} × {columns} {what}, by its words alone",
                lambda t=held: check_table(t, Description()),  # type: ignore[misc]
                bar=BAR,
            )
    return bench.report()


if __name__ == "__main__":
    sys.exit(main())
