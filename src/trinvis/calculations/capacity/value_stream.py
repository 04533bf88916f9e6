"""A citizen's course step by step (*værdistrøm*): who works, who is waited for, and where responsibility shifts.

Seed 002 lines 5467-5489, 10288-10348: the analyst writes a course down with those who know it, and looks for the longest waits, the
same talk with the citizen held twice, and steps that only wait for another authority.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from trinvis.calculations.capacity.refused import CapacityRefused

HOURS_PER_DAY = 7.4
"""A working day in hours, by which time worked is held up against days waited."""


@dataclass(frozen=True)
class StreamStep:
    """``worked`` hours by ``actor``, after ``waited`` calendar days on ``waits_for`` (empty: nobody in particular).

    ``responsible`` is the authority that has the case. ``contact`` names a talk or assessment with the citizen, the same words each time it
    is about the same; empty where the citizen is not asked. Time that nobody has told is None and not 0. Raises ``CapacityRefused`` for
    negative time.
    """

    activity: str
    actor: str
    responsible: str
    worked: float | None
    waited: float | None
    waits_for: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        if not all(time is None or time >= 0 for time in (self.worked, self.waited)):
            raise CapacityRefused(f"»{self.activity}« har tid under 0; ret timer eller dage.")


@dataclass(frozen=True)
class Shift:
    """The case goes from one authority to another before ``step`` (from 0), after a wait in days (None: not told)."""

    step: int
    given_by: str
    taken_by: str
    waited: float | None


@dataclass(frozen=True)
class DoubleContact:
    """The citizen goes through the same with several authorities; ``steps`` are their places (from 0)."""

    contact: str
    steps: tuple[int, ...]
    responsible: tuple[str, ...]


@dataclass(frozen=True)
class ValueStream:
    """A course's steps in order. Hours are worked, days are of the calendar; a sum with a part that nobody has told is None."""

    steps: tuple[StreamStep, ...]
    hours_per_day: float = HOURS_PER_DAY

    @property
    def worked(self) -> float | None:
        """Hours of all actors."""
        return _sum(step.worked for step in self.steps)

    @property
    def waited(self) -> float | None:
        """Days in which nothing happens."""
        return _sum(step.waited for step in self.steps)

    @property
    def days(self) -> float | None:
        """From beginning to end: days waited, and hours worked as days."""
        worked = None if self.worked is None else self.worked / self.hours_per_day
        return _sum((self.waited, worked))

    @property
    def share_of_waiting(self) -> float | None:
        """Of all days those waited, 0-1; None of a course that takes no time, or whose time is not told."""
        return self.waited / self.days if self.days and self.waited is not None else None

    @property
    def untold(self) -> tuple[int, ...]:
        """The places (from 0) of the steps whose hours or days nobody has told."""
        return tuple(at for at, step in enumerate(self.steps) if step.worked is None or step.waited is None)

    @property
    def worked_by(self) -> dict[str, float | None]:
        """Actor → hours, most first; None, last, where some of the actor's are not told."""
        return _summed((step.actor, step.worked) for step in self.steps)

    @property
    def waited_for(self) -> dict[str, float | None]:
        """Who is waited for → days, most first; empty where nobody in particular is. None, last, where some are not told."""
        return _summed((step.waits_for, step.waited) for step in self.steps if step.waited != 0)

    def longest_waits(self, most: int = 3) -> tuple[int, ...]:
        """The places (from 0) of the steps with the longest waits before them, longest first; steps without a wait are none, nor are those
        whose wait is not told."""
        waits = [(-step.waited, at) for at, step in enumerate(self.steps) if step.waited]
        return tuple(at for _, at in sorted(waits)[:most])

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Where responsibility goes to another authority, and what is waited there."""
        return tuple(
            Shift(at, one.responsible, other.responsible, other.waited)
            for at, (one, other) in enumerate(pairwise(self.steps), start=1)
            if one.responsible != other.responsible
        )

    @property
    def double_contacts(self) -> tuple[DoubleContact, ...]:
        """What the citizen goes through with more than one authority, in the order in which it first comes."""
        found = []
        for contact in dict.fromkeys(step.contact for step in self.steps if step.contact):
            places = [at for at, step in enumerate(self.steps) if step.contact == contact]
            authorities = tuple(dict.fromkeys(self.steps[at].responsible for at in places))
            if len(authorities) > 1:
                found.append(DoubleContact(contact, tuple(places), authorities))
        return tuple(found)


def value_stream(steps: Sequence[StreamStep], *, hours_per_day: float = HOURS_PER_DAY) -> ValueStream:
    """Raises ``CapacityRefused`` without steps, or when a working day has no hours."""
    if not steps or not hours_per_day > 0:
        raise CapacityRefused("Et forløb skal have mindst ét trin, og en arbejdsdag mindst en brøkdel af en time.")
    return ValueStream(tuple(steps), hours_per_day)


def _summed(pairs: Iterable[tuple[str, float | None]]) -> dict[str, float | None]:
    parts: dict[str, list[float | None]] = {}
    for name, time in pairs:
        parts.setdefault(name, []).append(time)
    totals = {name: _sum(times) for name, times in parts.items()}
    return dict(sorted(totals.items(), key=lambda one: (one[1] is None, -(one[1] or 0), one[0])))


def _sum(times: Iterable[float | None]) -> float | None:
    """None when a part is."""
    parts = list(times)
    known = [time for time in parts if time is not None]
    return fsum(known) if len(known) == len(parts) else None
