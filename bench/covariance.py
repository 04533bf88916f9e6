"""What the exact mean and covariance of an open population cost in time: python bench/covariance.py"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.calculations.statistics.open_markov import propagate, totals

DAYS, STATES, SEED = 730, 21, 2026


def main() -> int:
    chance = np.random.default_rng(SEED)
    moves = chance.random((STATES, STATES)) ** 4 / 1000
    matrix = moves + np.diag(0.998 - moves.sum(axis=0))
    start, entries = chance.poisson(30, STATES).astype(float), chance.random(STATES) / 20
    bench = Bench("Covariance")
    bench.measure(
        f"exact mean and covariance over {DAYS} days × {STATES} states",
        lambda: propagate(start, [(matrix, DAYS)], entries),
        bar=0.015,
    )
    months = [(matrix * factor, 30) for factor in np.linspace(0.9, 1, 24)]
    bench.measure("the same with a matrix of its own each month", lambda: propagate(start, months, entries), bar=0.015)
    course = propagate(start, [(matrix, DAYS)], entries)
    prices = chance.gamma(2, 1000, (4, STATES))
    bench.measure("four weighted sums of every day", lambda: totals(course, prices))
    return bench.report()


if __name__ == "__main__":
    sys.exit(main())
