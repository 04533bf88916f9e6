"""How long citizens wait: step by step from inquiry to help, and what lies before and after a decision.

Seed 002: in PPR 49 + 66 + 32 + 42 = 189 days from inquiry to support, 49 + 66 + 39 + 127 = 281 to assessment in child
psychiatry (lines 5406-5461); for adults opening → decision → start (10053-10095). Means of those that came through: who still waits
is in none of them, and is counted beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import fsum

from trinvis.calculations.capacity.answers import Answer, Answers
from trinvis.calculations.capacity.estimate import Estimate
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import mean_of_answers


@dataclass(frozen=True)
class Step:
    """The days from one event to the next, as an estimate of the mean."""

    start: str
    end: str
    days: Estimate


@dataclass(frozen=True)
class Chain:
    """Steps that follow each other. ``low`` to ``high`` hold at least the steps' level however the steps go together; None where a
    step has no interval."""

    steps: tuple[Step, ...]

    @property
    def days(self) -> float:
        """From the first event to the last."""
        return fsum(step.days.value for step in self.steps)

    @property
    def low(self) -> float | None:
        return _summed([step.days.low for step in self.steps])

    @property
    def high(self) -> float | None:
        return _summed([step.days.high for step in self.steps])

    @property
    def longest(self) -> Step:
        """The step that takes the most days; the first of them where several do."""
        return max(self.steps, key=lambda step: step.days.value)


def _summed(ends: Sequence[float | None]) -> float | None:
    known = [end for end in ends if end is not None]
    return fsum(known) if len(known) == len(ends) else None


def chain(steps: Sequence[Step]) -> Chain:
    """Raises ``CapacityRefused`` when there is no step, or one does not begin where the one before it ends."""
    if not steps:
        raise CapacityRefused("Et forløb skal have mindst ét trin.")
    for one, other in pairwise(steps):
        if one.end != other.start:
            raise CapacityRefused(
                f"»{other.start}« følger ikke efter »{one.end}«; dagene kan kun lægges sammen, når trinnene følger hinanden."
            )
    return Chain(tuple(steps))


def whole_way(steps: Mapping[str, Answers], *, level: float = 0.95) -> Estimate:
    """The mean of the units' own sums over all steps: of those that answered every step, which is what a sum of means is not.

    Raises ``CapacityRefused`` when no unit did, or a number of days is negative.
    """
    values = [answers.values for answers in steps.values()]
    late = sorted({unit for each in values for unit, days in each.items() if days < 0})
    if late:
        raise CapacityRefused(f"Ventetiden fra {', '.join(late)} er under 0 dage; ret svaret.")
    units = sorted(set.intersection(*(set(each) for each in values))) if values else []
    if not units:
        raise CapacityRefused("Ingen har svaret på alle trin; det samlede forløb kan ikke opgøres.")
    return mean_of_answers(
        Answers(tuple(Answer(unit, fsum(each[unit] for each in values)) for unit in units)), level=level
    )


@dataclass(frozen=True)
class Course:
    """One citizen's case: opened, decided, begun; None is not yet, or not known. Raises ``CapacityRefused`` for days backwards."""

    opened: date
    decided: date | None = None
    begun: date | None = None

    def __post_init__(self) -> None:
        days = [day for day in (self.opened, self.decided, self.begun) if day is not None]
        if days != sorted(days):
            raise CapacityRefused(f"Sagen åbnet {self.opened:%d.%m.%Y} er afgjort eller begyndt før tid; ret datoerne.")


@dataclass(frozen=True)
class Waited:
    """Mean days of those that came through a phase; ``waiting`` had not on the day, and had waited ``so_far`` days on average."""

    days: float | None
    through: int
    waiting: int
    so_far: float | None


def until_decision(courses: Iterable[Course], on: date) -> Waited:
    """From opening to decision, as known on a day; courses opened later are left out."""
    return _waited([(one.opened, one.decided) for one in courses if one.opened <= on], on)


def until_start(courses: Iterable[Course], on: date) -> Waited:
    """From decision to start, as known on a day, of those decided by then."""
    return _waited([(one.decided, one.begun) for one in courses if one.decided is not None and one.decided <= on], on)


def _waited(phases: Sequence[tuple[date, date | None]], on: date) -> Waited:
    done = [(end - start).days for start, end in phases if end is not None and end <= on]
    still = [(on - start).days for start, end in phases if end is None or end > on]
    mean, so_far = (fsum(days) / len(days) if days else None for days in (done, still))
    return Waited(mean, len(done), len(still), so_far)
