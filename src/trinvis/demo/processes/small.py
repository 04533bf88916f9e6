"""``small``: 6,000 inhabitants of 0-22 years. Few cases, some very dear and some very long; what happens is known at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from trinvis.demo.courses import MONTH_DAYS
from trinvis.demo.processes.calendar import DRAWN_FROM, DRAWN_TO
from trinvis.demo.processes.courses import begun, kept, rates, shared, until_18, with_aftercare
from trinvis.demo.processes.drawing import Drawn
from trinvis.demo.processes.kinds import Kind
from trinvis.demo.processes.ledger import Habits
from trinvis.demo.processes.prices import Market, periods
from trinvis.demo.processes.registry import register

KINDS = (
    Kind("foster", 28, 60, (0, 16, 6), 1450, 0.25),
    Kind("kin_foster", 5, 44, (1, 16, 8), 420, 0.20),
    Kind("residence", 6, 22, (9, 17, 14), 2500, 0.40),
    Kind("institution", 4, 18, (8, 17, 13), 4300, 0.55),
    Kind("own_room", 3, 13, (16, 17, 16), 950, 0.30),
    Kind("aftercare", 0, 18, (17, 17, 17), 800, 0.45),
    Kind("family_treatment", 52, 15, (0, 16, 8), 290, 0.60),
    Kind("practical_support", 10, 11, (0, 16, 8), 190, 0.45),
    Kind("relief", 16, 19, (2, 16, 9), 110, 0.40),
    Kind("contact_person", 22, 11, (10, 17, 14), 210, 0.35),
)
MARKET = Market(suppliers=9, index=2.5, unlike=0.8, late=0.2)
HABITS = Habits(invoices=(0.74, 0.21, 0.04, 0.01), running_oere=27_000_000, trend=2.5, unexplained=0.012)
TAIL = 1.0
"""Standard deviation of the logarithm of a length: the mean is 1.6 times the median."""


def _lengths(rng: np.random.Generator, kind: Kind, count: int) -> npt.NDArray[np.float64]:
    return rng.lognormal(np.log(kind.months * MONTH_DAYS) - TAIL**2 / 2, TAIL, count)


def drawn(rng: np.random.Generator) -> Drawn:
    """Poisson arrivals, lognormal lengths and prices; entered within a fortnight of the day."""
    span = DRAWN_TO - DRAWN_FROM
    counts = rng.poisson(rates(rng, KINDS, _lengths) * span)
    starts = [DRAWN_FROM + rng.random(count) * span for count in counts]
    courses = shared(rng, KINDS, until_18(begun(rng, KINDS, starts, _lengths)), 0.25)
    courses = kept(with_aftercare(rng, KINDS, until_18(courses)))
    count = len(courses.start)
    entered = courses.start + np.where(
        rng.random(count) < 0.85, -rng.integers(1, 25, count), rng.integers(1, 16, count)
    )
    stop_known = courses.stop + rng.integers(-25, 10, count)
    grants = register(KINDS, courses).with_columns(
        pl.Series("registered", entered),
        pl.Series("decided", entered),
        pl.Series("stop_known", np.maximum(stop_known, entered)),
    )
    return Drawn(grants, periods(rng, KINDS, courses, MARKET), HABITS)
