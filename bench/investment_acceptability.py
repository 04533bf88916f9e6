"""What the acceptability curve and the value of perfect information cost in time: python bench/investment_acceptability.py"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.calculations.investment.acceptability import acceptability

SEED, DRAWS, THRESHOLDS = 2026, 10_000, 101


def main() -> int:
    chance = np.random.default_rng(SEED)
    costs = chance.normal([[500_000], [550_000], [600_000], [580_000]], 120_000, (4, DRAWS))
    effects = chance.normal([[14.6], [14.7], [14.8], [14.75]], 0.8, (4, DRAWS))
    worth = np.linspace(0, 1_000_000, THRESHOLDS)
    bench = Bench("Acceptability")
    for alternatives, bar in ((2, 0.05), (4, None)):
        bench.measure(
            f"acceptability curve, expected loss and EVPI, {alternatives} alternatives × {DRAWS:,} draws × {THRESHOLDS} thresholds",
            lambda count=alternatives: acceptability(costs[:count], effects[:count], worth),
            bar=bar,
        )
    return bench.report()


if __name__ == "__main__":
    sys.exit(main())
