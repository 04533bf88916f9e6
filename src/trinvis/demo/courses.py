"""Draws the true courses: which child had what, from when to when. Nothing here is about what anybody knew."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from trinvis.demo.levels import Kind, Levels

EPOCH = date(1970, 1, 1)
MONTH_DAYS = 365.25 / 12
YEAR_DAYS = 365.25


def day(year: int, month: int, dom: int) -> int:
    """Day number since 1970-01-01."""
    return (date(year, month, dom) - EPOCH).days


FIRST_DAY = day(2023, 1, 1)
"""Courses that stopped before this day are not kept."""
LAST_DAY = day(2026, 12, 31)
"""Courses that start after this day are not drawn."""


@dataclass
class Child:
    """A child of the example: birth day, household number, district and whether it is in the disability team."""

    birth: int
    household: int
    district: int
    disability: bool


@dataclass
class Course:
    """One true course of a child; ``stop`` is its last day."""

    kind: Kind
    child: int
    start: int
    stop: int
    main: bool = True
    moved: bool = False
    reason: str = "as_planned"


@dataclass
class World:
    """All children and courses that were drawn."""

    children: list[Child] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)


# How often a new course is that of a child known from an earlier one.
_KNOWN = {"placement": 0.55, "family_treatment": 0.35, "early_prevention": 0.10}
_SECONDARY = {"practical_support", "relief", "contact_person"}


def _arrivals(
    rng: np.random.Generator, kind: Kind, population: int, until: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Start days, lengths and ages at the start (days) of one kind, so that the level is kept on average.

    Ages cap lengths at the 18th birthday; the arrival rate is the level over the mean length after that cap.
    """
    low, high, mode = kind.ages
    burn = int(min(16 * YEAR_DAYS, 6 * kind.months * MONTH_DAYS))
    trial_age = rng.triangular(low, mode + 0.5, high + 0.99, 4000) * YEAR_DAYS
    trial = rng.gamma(kind.shape, kind.months * MONTH_DAYS / kind.shape, 4000)
    mean = float(np.minimum(trial, 18 * YEAR_DAYS - trial_age).mean())
    rate = kind.per_1000 * population / 1000 / mean
    count = int(rate * (until - FIRST_DAY + burn))
    starts = FIRST_DAY - burn + (np.arange(count) + rng.random(count)) / rate
    lengths = np.maximum(rng.gamma(kind.shape, kind.months * MONTH_DAYS / kind.shape, count), 14)
    ages = rng.triangular(low, mode + 0.5, high + 0.99, count) * YEAR_DAYS
    return starts.astype(np.int64), lengths.astype(np.int64), ages.astype(np.int64)


def draw(rng: np.random.Generator, levels: Levels, until: int = LAST_DAY) -> World:
    """Children and courses from 2023 to the day ``until``; the same generator state gives the same world.

    A child known before begins its next course the day after the last one when that is near, so the last two months before
    ``until`` lack those that would be drawn after it: who looks at them draws further.
    """
    drawn = [_arrivals(rng, kind, levels.population_0_17, until) for kind in levels.kinds]
    kinds = np.concatenate([np.full(len(starts), number) for number, (starts, _, _) in enumerate(drawn)])
    starts, lengths, ages = (np.concatenate([part[i] for part in drawn]) for i in range(3))
    order = np.argsort(starts, kind="stable")
    chance = rng.random((len(order), 4))
    world = World()
    busy: list[tuple[int, int, bool]] = []  # (last day, child, was placed)
    free: list[tuple[int, int, bool]] = []
    treated: list[Course] = []
    for row, at in enumerate(order):
        kind = levels.kinds[int(kinds[at])]
        start, length = int(starts[at]), int(lengths[at])
        reuse, pick, family, where = (float(x) for x in chance[row])
        while busy and busy[0][0] < start:
            free.append(heapq.heappop(busy))
        course: Course | None = None
        if kind.type in _SECONDARY and treated and reuse < 0.3:
            beside = treated[-1 - int(pick * min(len(treated), 60))]
            if beside.start < start < beside.stop - 30:
                course = Course(kind, beside.child, start, start + length, main=False)
        elif free and reuse < _KNOWN.get(kind.type, 0.15):
            course = _known(world, free, kind, start, length, pick)
        if course is None:
            course = Course(kind, _new_child(world, start - int(ages[at]), family, where), start, start + length)
        birthday = _birthday18(world.children[course.child].birth)
        course.stop = min(course.stop, birthday - 1)
        if course.stop < course.start + 7:
            continue
        if course.stop == birthday - 1:
            course.reason = "turned_18"
        world.courses.append(course)
        if course.main:
            heapq.heappush(busy, (course.stop, course.child, kind.placed))
        if kind.type == "family_treatment":
            treated.append(course)
    return _kept(rng, world)


def _known(
    world: World, free: list[tuple[int, int, bool]], kind: Kind, start: int, length: int, pick: float
) -> Course | None:
    """A course for a child that had one before: the day after the last one when that is near, else as drawn."""
    for attempt in range(6):
        place = len(free) - 1 - int((pick * 97 + attempt * 0.37) % 1 * min(len(free), 80))
        ended, child, placed = free[place]
        age = (start - world.children[child].birth) / YEAR_DAYS
        if start - ended > 500 or not kind.ages[0] <= age <= min(kind.ages[1] + 0.9, 17.6):
            continue
        del free[place]
        near = start - ended < 75
        first = ended + 1 if near else start
        return Course(kind, child, first, first + length, moved=near and placed and kind.placed)
    return None


def _new_child(world: World, birth: int, family: float, where: float) -> int:
    """A new child; one in five has a brother or sister among those who came last."""
    number = len(world.children)
    if number > 10 and family < 0.2:
        sibling = world.children[number - 1 - int(family * 5 * min(number, 40))]
        world.children.append(Child(birth, sibling.household, sibling.district, sibling.disability))
    else:
        world.children.append(Child(birth, number, int(where * 3), where * 7 % 1 < 0.14))
    return number


def _birthday18(birth: int) -> int:
    born = date.fromordinal(EPOCH.toordinal() + birth)
    last = 28 if (born.month, born.day) == (2, 29) else born.day
    return day(born.year + 18, born.month, last)


def _kept(rng: np.random.Generator, world: World) -> World:
    """Only what touches the years shown, children renumbered, and with the reason why each course stopped."""
    courses = sorted((c for c in world.courses if c.stop >= FIRST_DAY), key=lambda c: (c.start, c.child, c.kind.id))
    numbers: dict[int, int] = {}
    children: list[Child] = []
    for course in courses:
        if course.child not in numbers:
            numbers[course.child] = len(children)
            children.append(world.children[course.child])
        course.child = numbers[course.child]
    begins = {(c.child, c.start) for c in courses if c.moved}
    chance = rng.random(len(courses))
    for course, luck in zip(courses, chance, strict=True):
        if course.reason == "turned_18":
            continue
        if (course.child, course.stop + 1) in begins and course.kind.placed:
            course.reason = "breakdown" if luck < 0.3 else "moved"
        elif course.kind.placed:
            course.reason = "home" if luck < 0.6 else "breakdown" if luck < 0.72 else "as_planned"
        else:
            course.reason = "as_planned" if luck < 0.8 else "other"
    return World(children, courses)
