"""Patients who are done in hospital and wait for the municipality: bed days at the day rate, and what is over another region's level.

The day rate was 1.834 kr. in 2011 (seed 002 lines 3912-3920, 10107). Bed days per 1.000 inhabitants by region: lines 10153-10175.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from trinvis.calculations.capacity.caveats import FIXED_DAY_RATE, MODEL_AND_DATA
from trinvis.calculations.capacity.potential import Part, Potential
from trinvis.calculations.capacity.refused import CapacityRefused, danish


def bed_days(per_thousand: float, population: float) -> float:
    """Days of a region from its rate per 1.000 inhabitants."""
    return per_thousand * population / 1000


def over_benchmark(
    per_thousand: Mapping[str, float | None],
    population: Mapping[str, float | None],
    day_rate: float,
    area: str,
    year: int,
    benchmark: str | None = None,
) -> Potential:
    """Regions with more bed days per inhabitant than ``benchmark`` (None: the one with fewest) come down to it.

    A region without a rate or a population is left out with the reason. Raises ``CapacityRefused`` when the benchmark has no rate.
    """
    known = {
        name: (rate, people)
        for name, rate in per_thousand.items()
        if rate is not None and (people := population.get(name)) is not None
    }
    if not known:
        raise CapacityRefused("Ingen region har både sengedage og indbyggertal; hent dem ind.")
    to = min(known, key=lambda name: known[name][0]) if benchmark is None else benchmark
    if to not in known:
        raise CapacityRefused(f"{to} har ingen sengedage pr. indbygger; vælg en anden region at sammenligne med.")
    level = known[to][0]
    days = {name: bed_days(rate - level, people) for name, (rate, people) in known.items() if rate > level}
    return Potential(
        kind="finished_treated",
        label="Færdigbehandlede patienter",
        amount=fsum(count * day_rate for count in days.values()),
        area=frozenset({area}),
        cases=len(known),
        said=(
            f"Regioner med flere sengedage pr. indbygger end {to} ({danish(level, 1)} pr. 1.000) kommer ned på det: "
            f"{danish(fsum(days.values()))} sengedage færre à {danish(day_rate)} kr.",
        ),
        caveats=(FIXED_DAY_RATE, MODEL_AND_DATA),
        year=year,
        left_out=tuple(
            f"{name} tæller ikke med: sengedage eller indbyggertal mangler."
            for name in per_thousand
            if name not in known
        ),
        parts=tuple(Part(name, count * day_rate) for name, count in sorted(days.items())),
    )
