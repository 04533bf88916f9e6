"""The futures of a house, drawn side by side: who leaves, who moves in, who waits and who is bought a place outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.houses import Stay
from trinvis.calculations.capacity.stay_lengths import BANDS
from trinvis.calculations.forecast.horizon import MONTH_DAYS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

Overflow = Literal["wait", "buy"]
"""Who finds no place waits for one, or is bought one outside and stays there."""

_AGES = BANDS[-1] + 1
"""Months in a stay that are told apart; the last has all longer ones."""


@dataclass(frozen=True)
class Planned:
    """Somebody who is to move in: day numbers, ``stop_day`` None is unknown, ``chance`` (0-1) that it comes to be.

    ``new``: a person that the house is needed for, not one who lives there and stays on.
    """

    start_day: int
    stop_day: int | None = None
    chance: float = 1.0
    new: bool = True


@dataclass
class Run:
    """The state of all draws: ``inside`` and ``outside`` [draws, months in stay], ``leaving`` [draws, month] with a decided stop.

    ``coming`` is the planned by month; ``level`` [draws] persons a month, ``hazard`` [draws, months in stay]; ``queue`` who waits.
    """

    inside: Whole
    outside: Whole
    leaving: Whole
    coming: list[list[tuple[Planned, int]]]
    queue: Whole
    level: Floats
    hazard: Floats
    rng: np.random.Generator

    @staticmethod
    def begun(
        stays: Sequence[Stay], planned: Sequence[Planned], hazards: Floats, level: Floats, end: int, months: int, waiting: int,
        rng: np.random.Generator,
    ) -> Run:  # fmt: skip
        """Who lives there on day ``end``, and who is planned in the ``months`` after; planned starts that have passed come at once."""
        import numpy as np

        draws = len(level)
        inside, leaving = np.zeros((draws, _AGES), np.int64), np.zeros((draws, months + 1), np.int64)
        for one in stays:
            if one.start_day > end or (one.stop_day is not None and one.stop_day <= end):
                continue
            age = min(int((end - one.start_day + 1) / MONTH_DAYS), _AGES - 1)
            if one.stop_day is None:
                inside[:, age] += 1
                continue
            kept = rng.random(draws) < one.stop_chance if one.stop_chance < 1 else np.ones(draws, np.bool_)
            leaving[:, _gone(one.stop_day, end, months)] += kept
            inside[:, age] += ~kept
        coming: list[list[tuple[Planned, int]]] = [[] for _ in range(months)]
        for plan in sorted(planned, key=lambda one: one.start_day):
            at = max(_month_index(plan.start_day) - _month_index(end) - 1, 0)
            gone = months if plan.stop_day is None else _gone(plan.stop_day, end, months)
            if at < months and gone >= at:
                coming[at].append((plan, gone))
        band = np.searchsorted(np.array(BANDS), np.arange(_AGES), side="right") - 1
        queue = np.full(draws, waiting, np.int64)
        return Run(inside, np.zeros_like(inside), leaving, coming, queue, level, hazards[:, band], rng)

    def inside_now(self, at: int) -> Whole:
        """[draws] who live there when month ``at`` begins."""
        found: Whole = self.inside.sum(axis=1) + self.leaving[:, at:].sum(axis=1)
        return found

    def bought_now(self) -> Whole:
        """[draws] who have a place outside."""
        found: Whole = self.outside.sum(axis=1)
        return found

    def month(self, at: int, room: int, overflow: Overflow) -> None:
        """Lets those who leave leave, those who are planned, wait or arrive move in."""
        import numpy as np

        self.inside = self._older(self.inside)
        if overflow == "buy":
            self.outside = self._older(self.outside)
        free = np.maximum(room - self.inside_now(at + 1), 0)
        asking, free = self._planned(at, free)
        mean = sum(one.chance for one, _ in self.coming[at] if one.new)
        asking = asking + self.queue + self.rng.poisson(np.maximum(self.level - mean, 0.0))
        admitted = np.minimum(asking, free)
        self.inside[:, 0] += self._still_there(admitted)
        left_over = asking - admitted
        if overflow == "buy":
            self.outside[:, 0] += self._still_there(left_over)
            left_over = np.zeros_like(left_over)
        self.queue = left_over

    def _planned(self, at: int, free: Whole) -> tuple[Whole, Whole]:
        """Those of the month's planned who found no place, and what is free after the others."""
        import numpy as np

        without, end = np.zeros_like(free), self.leaving.shape[1] - 1
        for plan, gone in self.coming[at]:
            comes = self.rng.random(len(free)) < plan.chance
            fits = comes & (free > 0)
            if plan.stop_day is None:
                self.inside[:, 0] += self._still_there(fits.astype(np.int64))
            else:
                self.leaving[:, min(gone, end)] += fits
            free = free - (fits & ((gone > at) | (plan.stop_day is None)))
            without = without + (comes & ~fits)
        return without, free

    def _older(self, living: Whole) -> Whole:
        """Those who are still there a month later, each a month older."""
        import numpy as np

        some = np.flatnonzero(living.any(axis=0))
        left, out = np.zeros_like(living), np.zeros_like(living)
        left[:, some] = self.rng.binomial(living[:, some], np.exp(-self.hazard[:, some]))
        out[:, 1:] = left[:, :-1]
        out[:, -1] += left[:, -1]
        return out

    def _still_there(self, admitted: Whole) -> Whole:
        """Of those who moved in on any day of the month, those who are there at its end: ∫ exp(−ht) over the month."""
        import numpy as np

        hazard = np.maximum(self.hazard[:, 0], 1e-9)
        return self.rng.binomial(admitted, np.clip(-np.expm1(-hazard) / hazard, 0.0, 1.0))


def _gone(stop_day: int, end: int, months: int) -> int:
    """The month at whose end a stay that stops on a day is over, counted from the one after ``end``; ``months`` for later."""
    return min(_month_index(stop_day + 1) - _month_index(end) - 1, months)


def _month_index(day: int) -> int:
    """Months since January of year 0, of a day number."""
    on = date(1970, 1, 1) + timedelta(days=day)
    return on.year * 12 + on.month - 1
