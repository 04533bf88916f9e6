"""What is over another region's level of bed days for patients who are done in hospital and wait for the municipality.

The days themselves, their patients and what they cost are in ``bed_days``; here they are held up against each other as rates per
inhabitant (seed 002 lines 10153-10175) and the difference is priced at the day rate, 1.834 kr. in 2011 (lines 3912-3920, 10107).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from trinvis.calculations.capacity.caveats import FIXED_DAY_RATE, MODEL_AND_DATA
from trinvis.calculations.capacity.potential import Part, Potential
from trinvis.calculations.capacity.rates import Rate, pooled
from trinvis.calculations.capacity.refused import CapacityRefused, danish


def over_benchmark(
    rates: Mapping[str, Rate | None], day_rate: float, area: str, benchmark: str | None = None
) -> Potential:
    """Regions with more bed days per inhabitant than ``benchmark`` (None: the one with fewest) come down to it.

    ``rates`` are what ``BedDays.per_inhabitant`` gives, None where days or inhabitants are missing: left out with the reason. Raises
    ``CapacityRefused`` when none is known, the benchmark has none, or age band or year differs.
    """
    known = {name: rate for name, rate in rates.items() if rate is not None}
    if not known:
        raise CapacityRefused("Ingen region har både sengedage og indbyggertal; hent dem ind.")
    year = pooled(list(known.values())).population.year
    to = min(known, key=lambda name: known[name].per()) if benchmark is None else benchmark
    if to not in known:
        raise CapacityRefused(f"{to} har ingen sengedage pr. indbygger; vælg en anden region at sammenligne med.")
    level = known[to].per(1)
    days = {
        name: rate.numerator - level * rate.population.persons
        for name, rate in sorted(known.items())
        if rate.per(1) > level
    }
    return Potential(
        kind="finished_treated",
        label="Færdigbehandlede patienter",
        amount=fsum(count * day_rate for count in days.values()),
        area=frozenset({area}),
        cases=len(known),
        said=(
            f"Regioner med flere sengedage pr. indbygger end {to} ({danish(1000 * level, 1)} pr. 1.000) kommer ned på det: "
            f"{danish(fsum(days.values()))} sengedage færre à {danish(day_rate)} kr.",
        ),
        caveats=(FIXED_DAY_RATE, MODEL_AND_DATA),
        year=year,
        left_out=tuple(
            f"{name} tæller ikke med: sengedage eller indbyggertal mangler." for name in rates if name not in known
        ),
        parts=tuple(Part(name, count * day_rate) for name, count in days.items()),
    )
