"""``late``: a municipality that learns late what has happened and hopes for more than comes, with months that come in gusts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from trinvis.demo.courses import MONTH_DAYS, day
from trinvis.demo.grants import NEVER
from trinvis.demo.processes.calendar import DRAWN_FROM, DRAWN_TO, Ints
from trinvis.demo.processes.courses import Courses, begun, kept, rates, shared, until_18, with_aftercare
from trinvis.demo.processes.drawing import Drawn
from trinvis.demo.processes.kinds import PLACED, Kind
from trinvis.demo.processes.ledger import Habits
from trinvis.demo.processes.prices import Market, periods
from trinvis.demo.processes.registry import register

KINDS = (
    Kind("foster", 70, 60, (0, 16, 6), 1300, 0.15),
    Kind("kin_foster", 10, 44, (1, 16, 8), 400, 0.10),
    Kind("residence", 18, 22, (9, 17, 14), 2400, 0.15),
    Kind("institution", 9, 17, (8, 17, 13), 3900, 0.20),
    Kind("secure", 1, 4, (14, 17, 16), 4200, 0.05),
    Kind("own_room", 5, 13, (16, 17, 16), 900, 0.10),
    Kind("boarding_school", 3, 10, (14, 17, 15), 900, 0.10),
    Kind("aftercare", 0, 20, (17, 17, 17), 750, 0.30),
    Kind("family_treatment", 105, 16, (0, 16, 8), 280, 0.35, plan_months=12),
    Kind("practical_support", 30, 11, (0, 16, 8), 180, 0.30, plan_months=6),
    Kind("relief", 32, 19, (2, 16, 9), 95, 0.20, plan_months=12),
    Kind("contact_person", 45, 11, (10, 17, 14), 200, 0.25, plan_months=6),
    Kind("early_prevention", 80, 8, (0, 16, 7), 65, 0.30),
)
SHAPE = 1.4
"""Shape of the gamma distribution of lengths."""
SHOCK = 6.0
"""Shape of the gamma factor that all arrivals of a month share: its variance is one sixth."""
SEASON = 0.15
"""Most begin in October, fewest in April, so much above and below the mean."""

ENTERED_LATE, STOP_LATE = 0.45, 0.35
ANNOUNCED = 0.6
"""Share of the placements entered in time that are announced as expected first."""
PROBABILITIES = (50, 60, 75, 90, 95)
TRUE_OF_STATED = 0.6
"""So large a part of the stated probability an announced placement truly has of coming."""

MARKET = Market(suppliers=16, index=3.0, unlike=1.2, late=0.5)
HABITS = Habits(invoices=(0.40, 0.30, 0.20, 0.10), running_oere=68_000_000, trend=3.0, unexplained=0.02)


def _lengths(rng: np.random.Generator, kind: Kind, count: int) -> npt.NDArray[np.float64]:
    return rng.gamma(SHAPE, kind.months * MONTH_DAYS / SHAPE, count)


def _starts(rng: np.random.Generator, rate: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """Negative binomial numbers a month: Poisson about a mean that season and a shock common to all kinds have moved."""
    first = np.arange(DRAWN_FROM, DRAWN_TO, MONTH_DAYS)
    of_year = (first / (12 * MONTH_DAYS)) % 1
    season = 1 + SEASON * np.cos(2 * np.pi * (of_year - 9.5 / 12))
    shock = rng.gamma(SHOCK, 1 / SHOCK, len(first))
    counts = rng.poisson(rate[:, None] * MONTH_DAYS * season * shock)
    return [np.repeat(first, count) + rng.random(count.sum()) * MONTH_DAYS for count in counts]


def _hoped_for(rng: np.random.Generator, courses: Courses, announced: Ints, stated: Ints) -> tuple[Courses, Ints]:
    """Announced placements that never come, so many that of those stated at p so large a part as ``TRUE_OF_STATED`` × p comes."""
    coming = TRUE_OF_STATED * stated / 100
    rows = np.repeat(np.arange(len(announced)), rng.poisson((1 - coming) / coming))
    like = courses.take(announced[rows])
    moved = rng.integers(-45, 46, len(rows))
    child = courses.child.max() + 1 + np.arange(len(rows))
    hoped = Courses(like.kind, like.start + moved, like.stop + moved, like.birth + moved, child)
    late_enough = hoped.start > day(2022, 1, 1)
    return hoped.take(late_enough), stated[rows][late_enough]


def drawn(rng: np.random.Generator) -> Drawn:
    """Gusts of arrivals, gamma lengths; entered and stopped late, announced too hopefully."""
    starts = _starts(rng, rates(rng, KINDS, _lengths))
    courses = shared(rng, KINDS, until_18(begun(rng, KINDS, starts, _lengths)), 0.3)
    courses = kept(with_aftercare(rng, KINDS, until_18(courses)))
    count = len(courses.start)
    late = rng.random(count) < ENTERED_LATE
    entered = courses.start + np.where(late, rng.integers(30, 184, count), -rng.integers(0, 30, count))
    stop_late = rng.random(count) < STOP_LATE
    stop_known = courses.stop + np.where(stop_late, rng.integers(1, 123, count), -rng.integers(0, 45, count))
    placed = courses.are(KINDS, PLACED)
    announced = np.flatnonzero(placed & ~late & (rng.random(count) < ANNOUNCED))
    stated = rng.choice(PROBABILITIES, len(announced))
    hoped, hoped_at = _hoped_for(rng, courses, announced, stated)
    both = courses.beside(hoped)
    probability = np.concatenate([np.full(count, 100), hoped_at])
    probability[announced] = stated
    waits = np.concatenate([announced, count + np.arange(len(hoped.start))])
    expected_from = np.full(len(both.start), NEVER)
    expected_from[waits] = both.start[waits] - rng.integers(30, 100, len(waits))
    registered = np.concatenate([entered, hoped.start])
    decided = registered.copy()
    decided[announced] = courses.start[announced] - rng.integers(0, 15, len(announced))
    registered[waits] = expected_from[waits]
    phantom = np.arange(len(both.start)) >= count
    gone = np.where(phantom, both.start + rng.integers(0, 40, len(both.start)), NEVER)
    grants = register(KINDS, both).with_columns(
        pl.Series("registered", registered),
        pl.Series("decided", decided),
        pl.Series("expected_from", expected_from),
        pl.Series("probability", probability * 100),
        pl.Series("stop_known", np.maximum(np.concatenate([stop_known, hoped.stop]), registered)),
        pl.Series("gone", gone),
        pl.Series("phantom", phantom),
    )
    return Drawn(grants, periods(rng, KINDS, both, MARKET), HABITS)
