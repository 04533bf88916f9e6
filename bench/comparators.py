"""What comparator sets and the rest of the comparison cost in time and memory: python bench/comparators.py"""

from __future__ import annotations

import resource
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.calculations.benchmark.background import Unit, Variable
from trinvis.calculations.benchmark.comparators import Choice, ComparatorSets, comparator_sets
from trinvis.calculations.benchmark.league import Count, league
from trinvis.calculations.benchmark.need_model import need_model
from trinvis.calculations.benchmark.suppression import suppressed

SEED, SIZE = 2026, 30
MUNICIPALITIES, MANY = 98, 8_000
MOST_MEMORY = 500_000_000


def world(size: int) -> tuple[list[Unit], list[Variable]]:
    """Units in five regions with five variables of different spread and weight."""
    chance = np.random.default_rng(SEED)
    population = (chance.lognormal(10.6, 0.7, size)).astype(int)
    units = [Unit(i, f"Kommune {i}", f"Region {i % 5}", f"Gruppe {i % 4}", int(population[i])) for i in range(size)]
    drawn = [population * 100, *(chance.integers(200, 3000, size) for _ in range(4))]
    variables = [
        Variable(f"v{number}", f"Variabel {number}", dict(enumerate(values.tolist())), Fraction(number + 1, 2))
        for number, values in enumerate(drawn)
    ]
    return units, variables


def every_reason(sets: ComparatorSets) -> int:
    return sum(len(member.reason) for unit in sets.units for member in sets.of(unit.code).members)


def main() -> int:
    bench = Bench("Comparators")
    few, many = world(MUNICIPALITIES), world(MANY)
    mixed = Choice(SIZE, "range", population=(Fraction(1, 3), Fraction(3)), same_region_first=True)
    bench.measure(
        f"all sets of {SIZE} among {MUNICIPALITIES} municipalities, 5 variables",
        lambda: comparator_sets(*few, Choice(SIZE)),
        bar=0.01,
    )
    bench.measure("the same by size, own region first", lambda: comparator_sets(*few, mixed), bar=0.01)
    bench.measure(
        "the same with every distance and reason in words", lambda: every_reason(comparator_sets(*few, Choice(SIZE)))
    )
    units, variables = few
    chance = np.random.default_rng(SEED)
    counts = {unit.code: Count(int(chance.binomial(unit.population, 0.01)), unit.population) for unit in units}
    bench.measure(f"rates, places and funnel of {MUNICIPALITIES} municipalities", lambda: league(counts))
    spending = {unit.code: int(chance.integers(700_000, 1_300_000)) for unit in units}
    bench.measure("expected need, a model of 5 variables", lambda: need_model(units, spending, variables))
    small = chance.poisson(chance.gamma(1, 12, (MUNICIPALITIES, 6))).tolist()
    bench.measure(f"small counts hidden in {MUNICIPALITIES} × 6", lambda: suppressed(small, 5))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bench.measure(f"all sets of {SIZE} among {MANY:,} units", lambda: comparator_sets(*many, Choice(SIZE)), bar=2)
    bench.measure("the same by size, own region first", lambda: comparator_sets(*many, mixed), bar=2)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    for choice in (Choice(SIZE), mixed):
        sets = comparator_sets(*many, choice)
        rows = [[place for place in row if place >= 0] for row in sets.members.tolist()]
        assert all(len(set(row)) == len(row) and own not in row for own, row in enumerate(rows))
    status = bench.report()
    print(
        f"\nMemory grew by {grown / 1e6:.0f} MB (bar: {MOST_MEMORY / 1e6:.0f} MB); no duplicates, nobody with itself."
    )
    return status or int(grown > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
