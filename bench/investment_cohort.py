"""The published hip-replacement model through the general engine of business cases: python bench/investment_cohort.py

Two alternatives, 60 cycles, 10,000 draws of eleven uncertain inputs, five of which go together; draws included. hesim takes 9.8 s.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parent.parent))
from measure import Bench
from tests.investment.hip import hip_case

from trinvis.calculations.investment.engine import model, simulate
from trinvis.calculations.investment.run import standard_error

DRAWS, SEED = 10_000, 1
COST, QALY = (512, 612), (14.63, 14.67)


def main() -> int:
    bench = Bench("The hip-replacement model by cohorts")
    made = model(hip_case())
    bench.measure("the case made ready to run", lambda: model(hip_case()))
    bench.measure("2 alternatives × 60 cycles at base values", made.run)
    bench.measure(f"2 × 60 × {DRAWS:,} draws", lambda: simulate(made, "ny", DRAWS, SEED), bar=0.5, note="hesim 9.8 s")
    bench.measure("the same on one thread", lambda: simulate(made, "ny", DRAWS, SEED, threads=1))
    bench.measure("the same with Sobol draws", lambda: simulate(made, "ny", DRAWS, SEED, "sobol"))
    status = bench.report()
    drawn = simulate(made, "ny", DRAWS, SEED)
    quality = drawn.effect.sum(axis=1)
    cost, qaly = drawn.cost.mean(axis=1), quality.mean(axis=1)
    print(
        f"\nMeans: cost {cost.round(1).tolist()} (published {COST}), QALY {qaly.round(3).tolist()} (published {QALY})."
    )
    held = (np.abs(cost - COST) < 3 * standard_error(drawn.cost) + 0.5).all()
    held &= (np.abs(qaly - QALY) < 3 * standard_error(quality) + 0.005).all()
    return status or int(not held)


if __name__ == "__main__":
    sys.exit(main())
