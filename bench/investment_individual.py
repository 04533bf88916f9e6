"""The hip-replacement model person by person, through the general engine: python bench/investment_individual.py

Each person draws a path of its own: 1,000 persons × 1,000 draws × 2 alternatives × 60 cycles. hesim takes 3.4-7.5 s.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parent.parent))
from measure import Bench
from tests.investment.hip import hip_case

from trinvis.calculations.investment.engine import individual, model
from trinvis.calculations.investment.run import standard_error

PERSONS, DRAWS, SEED = 1_000, 1_000, 1
COST, QALY = (512, 612), (14.63, 14.67)


def main() -> int:
    bench = Bench("The hip-replacement model person by person")
    made = model(hip_case())
    bench.measure(
        f"{PERSONS:,} persons × {DRAWS:,} draws, 2 × 60 cycles",
        lambda: individual(made, persons=PERSONS, draws=DRAWS, seed=SEED),
        bar=3,
        note="hesim 3.4-7.5 s",
    )
    bench.measure(
        "the same on one thread", lambda: individual(made, persons=PERSONS, draws=DRAWS, seed=SEED, threads=1)
    )
    status = bench.report()
    run = individual(made, persons=PERSONS, draws=DRAWS, seed=SEED)
    cost, quality = run.discounted.sum(axis=(1, 2)), run.effect_discounted.sum(axis=(1, 2))
    print(f"\nMeans: cost {cost.mean(axis=1).round(1).tolist()}, QALY {quality.mean(axis=1).round(3).tolist()}.")
    held = (np.abs(cost.mean(axis=1) - COST) < 3 * standard_error(cost) + 0.5).all()
    held &= (np.abs(quality.mean(axis=1) - QALY) < 3 * standard_error(quality) + 0.005).all()
    return status or int(not held)


if __name__ == "__main__":
    sys.exit(main())
