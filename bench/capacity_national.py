"""The national capacity analysis of 98 municipalities × 5 years with 1.000 draws: python bench/capacity_national.py

Both models with influence and every variable that was tried, both readings of the report's potential, all its reference levels, rates,
the corrected figures with their intervals, and everything fitted and calculated again in each draw.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parent.parent))
from measure import Bench
from tests.capacity.synthetic_country import Country, Mix, country

from trinvis.calculations.capacity.base_share import flat_share
from trinvis.calculations.capacity.corrected import corrected_deviation
from trinvis.calculations.capacity.corrected_frequency import corrected_frequency
from trinvis.calculations.capacity.overlap import overlaps
from trinvis.calculations.capacity.potentials import deviation, lower_frequency
from trinvis.calculations.capacity.rate_harmonisation import Rate, rate_harmonisation
from trinvis.calculations.capacity.readings import readings
from trinvis.calculations.capacity.redrawn import redrawn
from trinvis.calculations.capacity.reference import REFERENCE_WORDS
from trinvis.calculations.capacity.tried_variables import tried_variables

SEED, DRAWS, YEARS, BAR = 2012, 1_000, 5, 10.0
SHARE = 0.47
MIX = Mix(lasting=1500, yearly=1500, years=YEARS, background=6, influenceable=6, placed_swing=1.0)


def rates() -> list[Rate]:
    """300 offers in five regions."""
    chance = np.random.default_rng(SEED)
    kroner, days = chance.normal(3_500, 600, 300).clip(1_000), chance.integers(400, 9_000, 300)
    return [Rate(f"Tilbud {n}", f"Region {n % 5}", float(kroner[n]), float(days[n])) for n in range(300)]


def analysis(seen: Country) -> list[float]:
    """Every figure of the national analysis, kroner a year."""
    base, key = seen.base(flat_share(SHARE)), "placed"
    background, full = seen.model(), seen.full_model()
    log = tried_variables(background, seen.units, seen.spending, seen.influenceable)
    both = readings(background, full, key, base)
    offers = rates()
    harmonised = [
        rate_harmonisation(offers, "opholdssteder", base.area, base.year, mean=mean, per=per)
        for mean in ("simple", "weighted")
        for per in ("region", "offer")
    ]
    levels = [lower_frequency(full, key, base, reference) for reference in REFERENCE_WORDS]
    levels += [deviation(full, base, "full", reference) for reference in REFERENCE_WORDS]
    corrected = [
        corrected_deviation(model, seen.spending, seen.years, base, reading, draws=DRAWS).potential
        for model, reading in ((background, "background"), (full, "full"))
    ]
    corrected.append(corrected_frequency(full, key, seen.years, base, draws=DRAWS))
    again = [
        redrawn(model, seen.spending, seen.years, base, draws=DRAWS, key=name)
        for model, name in ((background, None), (full, key))
    ]
    figures = [both.total, both.background, *harmonised, *levels, *corrected]
    assert overlaps(figures)
    ends = [end for one in corrected if one.interval for end in (one.interval.low, one.interval.high)]
    ends += [
        end
        for one in again
        for end in (one.deviation.low, one.deviation.high, one.corrected.low, one.corrected.high, one.overstated)
    ]
    return [*(one.amount for one in figures), *ends, *(one.spread or 0.0 for one in log.tried)]


def on_threads(count: int) -> list[str]:
    """The figures to the last digit, by another process with so many threads."""
    text = "import json, bench.capacity_national as b; print(json.dumps([one.hex() for one in b.analysis(b.country(b.MIX, b.SEED))]))"
    environment = os.environ | {"OPENBLAS_NUM_THREADS": str(count), "OMP_NUM_THREADS": str(count)}
    root = Path(__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, "-c", text], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(ran.stdout)
    return found


def main() -> int:
    bench = Bench("The national capacity analysis")
    seen = country(MIX, SEED)
    base, full = seen.base(flat_share(SHARE)), seen.full_model()
    bench.measure("a model of 12 variables with influence and intervals", seen.full_model)
    bench.measure("both readings of the report's potential", lambda: readings(seen.model(), full, "placed", base))
    bench.measure(
        f"the corrected figure with its interval, {DRAWS:,} draws",
        lambda: corrected_deviation(full, seen.spending, seen.years, base, "full", draws=DRAWS),
    )
    bench.measure(
        f"98 municipalities × {YEARS} years, models refitted, potentials and corrected figures in {DRAWS:,} draws",
        lambda: analysis(seen),
        bar=BAR,
    )
    status = bench.report()
    one, two = on_threads(1), on_threads(2)
    print(
        f"\n{len(one)} figures, {'the same' if one == two else 'NOT the same'} to the last digit on one thread and on two."
    )
    return status or int(one != two)


if __name__ == "__main__":
    sys.exit(main())
