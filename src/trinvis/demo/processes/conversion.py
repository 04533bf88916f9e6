"""``conversion``: a municipality two years into an omlægning, from institutions to foster families and help at home."""

from __future__ import annotations

from dataclasses import replace
from math import gamma

import numpy as np
import numpy.typing as npt
import polars as pl

from trinvis.demo.courses import MONTH_DAYS, day
from trinvis.demo.processes.calendar import DRAWN_FROM, DRAWN_TO, Ints, birthday
from trinvis.demo.processes.courses import SHORTEST, Courses, begun, kept, rates, shared, until_18, with_aftercare
from trinvis.demo.processes.drawing import Drawn
from trinvis.demo.processes.kinds import Kind
from trinvis.demo.processes.ledger import Habits
from trinvis.demo.processes.prices import Market, periods
from trinvis.demo.processes.registry import register

KINDS = (
    Kind("foster", 72, 58, (0, 16, 6), 1300, 0.15),
    Kind("kin_foster", 11, 44, (1, 16, 8), 400, 0.10),
    Kind("residence", 22, 24, (8, 17, 14), 2450, 0.15),
    Kind("institution", 13, 20, (7, 17, 13), 4000, 0.20),
    Kind("own_room", 5, 13, (16, 17, 16), 900, 0.10),
    Kind("aftercare", 0, 20, (17, 17, 17), 750, 0.30),
    Kind("family_treatment", 110, 16, (0, 16, 8), 270, 0.35, plan_months=6),
    Kind("practical_support", 32, 11, (0, 16, 8), 180, 0.30, plan_months=6),
    Kind("relief", 30, 19, (2, 16, 9), 95, 0.20, plan_months=12),
    Kind("contact_person", 45, 11, (10, 17, 14), 200, 0.25, plan_months=6),
    Kind("early_prevention", 70, 8, (0, 16, 7), 65, 0.30),
)
INSTITUTIONS = ("residence", "institution")
FAMILIES = ("foster", "kin_foster")
KEPT_AS_IT_WAS = "own_room"
SHAPE = {"foster": 0.9, "kin_foster": 0.9, "residence": 1.2, "institution": 1.2}
"""Shape of the Weibull distribution of lengths; 1.5 for the rest."""

TURNED, DONE = day(2025, 1, 1), day(2026, 12, 31)
NEW_INSTITUTION, NEW_FAMILY, NEW_AT_HOME = 0.55, 1.40, 1.50
"""What the intensity of new courses has become by the end, as a factor; it changes evenly over the two years."""
SHORTER = 0.75
"""By the end an institution placement passes through its time in so large a part of it."""
MOVED = 0.35
"""Share of the institution placements that go on in a foster family instead, once it has turned, if the child is under 16."""

MARKET = Market(suppliers=14, index=2.8, unlike=1.0, late=0.35)
HABITS = Habits(invoices=(0.58, 0.30, 0.09, 0.03), running_oere=78_000_000, trend=3.5, unexplained=0.015)


def _lengths(rng: np.random.Generator, kind: Kind, count: int) -> npt.NDArray[np.float64]:
    shape = SHAPE.get(kind.id, 1.5)
    return rng.weibull(shape, count) * kind.months * MONTH_DAYS / gamma(1 + 1 / shape)


def _intensity(kind: str, at: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Arrivals on a day against what they were before it turned."""
    if kind == KEPT_AS_IT_WAS:
        return np.ones(len(at))
    end = NEW_INSTITUTION if kind in INSTITUTIONS else NEW_FAMILY if kind in FAMILIES else NEW_AT_HOME
    return 1 + (end - 1) * np.clip((at - TURNED) / (DONE - TURNED), 0, 1)


def _starts(rng: np.random.Generator, kind: Kind, rate: float) -> npt.NDArray[np.float64]:
    """A Poisson process whose intensity changes, by thinning one as busy as ``NEW_AT_HOME``, the most of all."""
    span, most = DRAWN_TO - DRAWN_FROM, NEW_AT_HOME
    days = DRAWN_FROM + rng.random(rng.poisson(rate * most * span)) * span
    return days[rng.random(len(days)) * most < _intensity(kind.id, days)]


def _shortened(courses: Courses) -> Ints:
    """Stops when the time in an institution runs faster and faster from ``TURNED``, at last 1/``SHORTER`` as fast.

    Solves x + x²·c / (2·span) = days left, the clock's reading x days after the turn, and goes on at full speed after.
    """
    from_day = np.maximum(courses.start, TURNED)
    left = np.maximum(courses.stop - from_day, 0).astype(np.float64)
    more, span = 1 / SHORTER - 1, float(DONE - TURNED)
    begun_at = (from_day - TURNED) / span
    speed = 1 + more * np.clip(begun_at, 0, 1)
    slope = more / span
    curved = (np.sqrt(speed**2 + 2 * slope * left) - speed) / slope
    until_done = np.maximum(DONE - from_day, 0)
    read = speed * until_done + slope * until_done**2 / 2
    passed = np.where(left <= read, curved, until_done + (left - read) * SHORTER)
    touched = courses.are(KINDS, INSTITUTIONS) & (courses.stop > TURNED)
    return np.where(touched, from_day + passed.astype(np.int64), courses.stop)


def _moves(rng: np.random.Generator, courses: Courses) -> Courses:
    """Cuts some institution placements short; the child begins in a foster family the day after."""
    free = np.maximum(courses.start, TURNED) + SHORTEST
    left = courses.stop - free
    last = free + (rng.random(len(left)) * left).astype(np.int64)
    young = last < birthday(courses.birth, 16)
    rows = np.flatnonzero(
        courses.are(KINDS, INSTITUTIONS) & young & (left > SHORTEST) & (rng.random(len(left)) < MOVED)
    )
    stop = courses.stop.copy()
    stop[rows] = last[rows]
    before = courses.take(rows)
    foster = [kind.id for kind in KINDS].index("foster")
    length = np.maximum(_lengths(rng, KINDS[foster], len(rows)), SHORTEST).astype(np.int64)
    after = replace(before, kind=np.full(len(rows), foster), start=stop[rows] + 1, stop=stop[rows] + 1 + length)
    return replace(courses, stop=stop).beside(after)


def drawn(rng: np.random.Generator) -> Drawn:
    """Poisson arrivals that change over two years, Weibull lengths, moves; entered somewhat late, plans are prolonged."""
    starts = [_starts(rng, kind, rate) for kind, rate in zip(KINDS, rates(rng, KINDS, _lengths), strict=True)]
    courses = begun(rng, KINDS, starts, _lengths)
    courses = until_18(replace(courses, stop=_shortened(courses)))
    courses = shared(rng, KINDS, until_18(_moves(rng, courses)), 0.25)
    courses = kept(with_aftercare(rng, KINDS, until_18(courses)))
    count = len(courses.start)
    entered = courses.start + np.where(
        rng.random(count) < 0.75, -rng.integers(1, 30, count), rng.integers(1, 50, count)
    )
    stop_known = courses.stop + np.where(
        rng.random(count) < 0.7, -rng.integers(0, 45, count), rng.integers(1, 35, count)
    )
    grants = register(KINDS, courses).with_columns(
        pl.Series("registered", entered),
        pl.Series("decided", entered),
        pl.Series("stop_known", np.maximum(stop_known, entered)),
    )
    return Drawn(grants, periods(rng, KINDS, courses, MARKET), HABITS)
