"""True courses of a process as arrays, and what all processes have in common: birthdays, aftercare, several grants a child."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from trinvis.demo.courses import YEAR_DAYS
from trinvis.demo.processes.calendar import KEPT_FROM, Ints, birthday
from trinvis.demo.processes.kinds import AFTERCARE, PLACED, SUPPORT, Kind

Lengths = Callable[[np.random.Generator, Kind, int], npt.NDArray[np.float64]]
"""Draws so many lengths in days of a kind."""

SHORTEST = 14
AFTERCARE_SHARE = 0.15


@dataclass(frozen=True)
class Courses:
    """One element per course: number of its kind, first and last day, child and the child's birth day."""

    kind: Ints
    start: Ints
    stop: Ints
    birth: Ints
    child: Ints

    def take(self, chosen: npt.NDArray[np.bool_] | Ints) -> Courses:
        """The courses chosen, by mask or number."""
        return Courses(self.kind[chosen], self.start[chosen], self.stop[chosen], self.birth[chosen], self.child[chosen])

    def are(self, kinds: Sequence[Kind], ids: Collection[str]) -> npt.NDArray[np.bool_]:
        """Which courses are of one of the kinds ``ids``."""
        return np.isin(self.kind, [number for number, kind in enumerate(kinds) if kind.id in ids])

    def beside(self, other: Courses) -> Courses:
        """These and the others; child numbers are of one series."""
        pairs = [(getattr(self, name), getattr(other, name)) for name in ("kind", "start", "stop", "birth", "child")]
        return Courses(*(np.concatenate(pair) for pair in pairs))


def ages(rng: np.random.Generator, kind: Kind, count: int) -> npt.NDArray[np.float64]:
    """Ages in days at the start."""
    low, high, mode = kind.ages
    return rng.triangular(low, mode + 0.5, min(high + 0.99, 17.9), count) * YEAR_DAYS


def rates(rng: np.random.Generator, kinds: Sequence[Kind], lengths: Lengths) -> npt.NDArray[np.float64]:
    """Arrivals a day of each kind that keep its level: the number running over the mean length, cut at 18 years."""
    return np.array(
        [
            kind.running / np.minimum(lengths(rng, kind, 4000), 18 * YEAR_DAYS - ages(rng, kind, 4000)).mean()
            for kind in kinds
        ]
    )


def begun(
    rng: np.random.Generator, kinds: Sequence[Kind], starts: Sequence[npt.NDArray[np.float64]], lengths: Lengths
) -> Courses:
    """Courses of new children from the start days of each kind; the 18th birthday is not yet looked at."""
    counts = [len(part) for part in starts]
    start = np.concatenate(starts).astype(np.int64)
    length = np.concatenate([lengths(rng, kind, count) for kind, count in zip(kinds, counts, strict=True)])
    age = np.concatenate([ages(rng, kind, count) for kind, count in zip(kinds, counts, strict=True)])
    stop = start + np.maximum(length, SHORTEST).astype(np.int64)
    kind = np.repeat(np.arange(len(kinds)), counts)
    return Courses(kind, start, stop, start - age.astype(np.int64), np.arange(len(start)))


def shared(rng: np.random.Generator, kinds: Sequence[Kind], courses: Courses, share: float) -> Courses:
    """So large a share of the supporting courses is given to a child who has something else at the time."""
    support = courses.are(kinds, SUPPORT)
    others = np.flatnonzero(~support)
    others = others[np.argsort(courses.start[others], kind="stable")]
    rows = np.flatnonzero(support & (rng.random(len(support)) < share))
    place = np.searchsorted(courses.start[others], courses.start[rows]) - 1 - rng.integers(0, 60, len(rows))
    rows, beside = rows[place >= 0], others[place[place >= 0]]
    during = courses.stop[beside] > courses.start[rows] + 30
    rows, beside = rows[during], beside[during]
    birth, child = courses.birth.copy(), courses.child.copy()
    birth[rows], child[rows] = courses.birth[beside], courses.child[beside]
    return replace(courses, birth=birth, child=child)


def until_18(courses: Courses) -> Courses:
    """Stops no later than the day before the 18th birthday; courses that would be over in a fortnight are not begun."""
    stop = np.minimum(courses.stop, birthday(courses.birth, 18) - 1)
    return replace(courses, stop=stop).take(stop - courses.start >= SHORTEST)


def with_aftercare(
    rng: np.random.Generator, kinds: Sequence[Kind], courses: Courses, share: float = AFTERCARE_SHARE
) -> Courses:
    """So large a share of the placed who turn 18 go on the day after with a grant of its own, to 22 at the latest."""
    number = [kind.id for kind in kinds].index(AFTERCARE)
    placed = courses.are(kinds, PLACED)
    on = placed & (courses.stop == birthday(courses.birth, 18) - 1) & (rng.random(len(placed)) < share)
    before = courses.take(on)
    length = rng.uniform(0.4, 1.6, len(before.start)) * kinds[number].months * YEAR_DAYS / 12
    stop = np.minimum(before.stop + length.astype(np.int64), birthday(before.birth, 22) - 1)
    after = replace(before, kind=np.full(len(stop), number), start=before.stop + 1, stop=stop)
    return courses.beside(after)


def kept(courses: Courses) -> Courses:
    """What some snapshot can show, in order of start."""
    seen = courses.take(courses.stop >= KEPT_FROM)
    return seen.take(np.argsort(seen.start, kind="stable"))
