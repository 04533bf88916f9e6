"""What a calculated case gives: money and effects by alternative, line, payer and year, for one draw or many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Run:
    """A case calculated for D draws (D = 1: the base values). Money is kroner, costs above 0 and gains below.

    ``cost`` and ``discounted`` have the axes (alternative, money line, year, draw); ``payer_cost`` and ``payer_discounted``
    (alternative, payer, year, draw); ``effect`` and ``effect_discounted`` (alternative, effect, year, draw); ``persons``
    (alternative, state, period, draw), counted as the case counts, and ``moves`` (alternative, transition, period, draw).
    ``inputs`` are the values used, of inputs that are one number each: (draw,). ``paid`` is ``cost`` split by who pays it,
    (alternative, money line, payer, year, draw); only where D is 1, None for many draws.
    """

    alternatives: tuple[str, ...]
    lines: tuple[str, ...]
    payers: tuple[str, ...]
    effects: tuple[str, ...]
    states: tuple[str, ...]
    years: int
    start_year: int
    perspective: tuple[str, ...]
    cost: Array
    discounted: Array
    payer_cost: Array
    payer_discounted: Array
    effect: Array
    effect_discounted: Array
    persons: Array
    moves: Array
    inputs: Mapping[str, Array]
    paid: Array | None = None

    def net(self, alternative: str, *, discounted: bool = True, payer: str | None = None) -> Array:
        """Net gain by year and draw against the first alternative: its cost less this one's; of a payer, or of the perspective."""
        money = self.payer_discounted if discounted else self.payer_cost
        chosen = [self.payers.index(one) for one in ((payer,) if payer is not None else self.perspective)]
        made: Array = (money[0, chosen] - money[self.alternatives.index(alternative), chosen]).sum(axis=0)
        return made


@dataclass(frozen=True)
class Simulated:
    """Many draws of a case, only what answers need. ``inputs`` are the drawn values of uncertain inputs (input, draw), in the order of
    ``names``; ``cost`` is discounted cost over the horizon (alternative, draw) in the perspective, ``payer_cost`` the
    same (alternative, payer, draw); ``effect`` discounted (alternative, effect, draw); ``net`` the net gain (year, draw)
    of ``alternative`` against the first, discounted, and ``net_undiscounted`` the same in the year's own kroner.
    """

    alternatives: tuple[str, ...]
    alternative: str
    payers: tuple[str, ...]
    effects: tuple[str, ...]
    names: tuple[str, ...]
    draws: int
    seed: int
    method: str
    inputs: Array
    cost: Array
    payer_cost: Array
    effect: Array
    net: Array
    net_undiscounted: Array


def standard_error(values: Array) -> Array:
    """The standard error of the mean over draws (the last axis); raises ``ValueError`` for fewer than two draws."""
    draws = values.shape[-1]
    if draws < 2:
        raise ValueError("a standard error takes at least two draws")
    made: Array = values.std(axis=-1, ddof=1) / draws**0.5
    return made
