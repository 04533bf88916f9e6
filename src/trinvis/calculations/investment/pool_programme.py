"""The integer programme behind a portfolio: one yes or no per case, in kroner, solved exactly.

The solver is sure of what is neither very large nor very small, so it gets money in thousandths of the largest amount. It
takes a yes to be anything within a millionth of 1, which of a large investment is a hundred kroner: so each answer is rounded
and added up again; one that does not hold is ruled out and the rest is solved anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.investment.integer_solver import Row, lowest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trinvis.calculations.investment.portfolio import Bounds

    Floats = npt.NDArray[np.float64]

HALF_A_KRONE = 0.5
HALF_AN_OERE = 0.005
LARGEST = 1000.0
"""The largest amount as the solver sees it."""

Chosen = tuple[bool, ...]


@dataclass(frozen=True)
class Programme:
    """``investments`` are [case][year] and ``gains`` [case], in kroner; ``rules`` are the bounds that are not money.

    The variables of its rows are the cases and, last, the size of the pool.
    """

    investments: tuple[tuple[float, ...], ...]
    gains: tuple[float, ...]
    must: tuple[bool, ...]
    rules: tuple[Row, ...]

    @classmethod
    def of(
        cls, names: Sequence[str], investments: Sequence[Sequence[float]], gains: Sequence[float], bounds: Bounds
    ) -> Programme:
        """The programme of cases in the order of ``names``."""
        place = {name: at for at, name in enumerate(names)}
        rules = [_row(len(names), {place[name]: 1 for name in group}, 1) for group in bounds.exclusive]
        rules += [_row(len(names), {place[one]: 1, place[other]: -1}, 0) for one, other in bounds.requires]
        if bounds.at_most is not None:
            rules.append(_row(len(names), dict.fromkeys(place.values(), 1), bounds.at_most))
        must = tuple(name in bounds.must for name in names)
        return cls(tuple(map(tuple, investments)), tuple(gains), must, tuple(rules))

    @property
    def _unit(self) -> float:
        """Kroner of the pool in one unit of the solver's."""
        return max((money for case in self.investments for money in case), default=0.0) / LARGEST or 1.0

    @property
    def _gain_unit(self) -> float:
        return max(map(abs, self.gains), default=0.0) / LARGEST or 1.0

    @property
    def _gains(self) -> Floats:
        """What each case gains, and the pool's size nothing, in the solver's units."""
        import numpy as np

        return np.append(np.array(self.gains) / self._gain_unit, 0.0)

    def gain(self, chosen: Chosen) -> float:
        """What a choice gains, in kroner."""
        return math.fsum(gain for gain, yes in zip(self.gains, chosen, strict=True) if yes)

    def spent(self, chosen: Chosen) -> tuple[float, ...]:
        """What a choice takes of the pool, in kroner by year."""
        years = zip(*self.investments, strict=True)
        return tuple(math.fsum(money for money, yes in zip(year, chosen, strict=True) if yes) for year in years)

    def best(self, pool: Sequence[float]) -> Chosen | None:
        """The choice within ``pool`` (kroner by year) that gains the most and then asks for the least; None when none holds."""
        import numpy as np

        def affordable(chosen: Chosen) -> bool:
            return all(used <= most + HALF_AN_OERE for used, most in zip(self.spent(chosen), pool, strict=True))

        money = self._money(pool)
        first = self._solved(-self._gains, money, affordable)
        if first is None:
            return None
        most = self.gain(first)
        asked = np.append(np.sum(self.investments, axis=1) / self._unit, 0.0)
        enough = (self._gains, (most - HALF_A_KRONE) / self._gain_unit, np.inf)
        second = self._solved(
            asked, [*money, enough], lambda one: affordable(one) and self.gain(one) >= most - HALF_A_KRONE
        )
        return second or first

    def least_in_year(self, year: int, pool: Sequence[float]) -> float | None:
        """The least that any choice takes in ``year`` (from 0) when that year's pool has no bound; None when none holds."""
        import numpy as np

        freed = [math.inf if at == year else money for at, money in enumerate(pool)]
        asked = np.append([case[year] / self._unit for case in self.investments], 0.0)
        found = self._solved(
            asked,
            self._money(freed),
            lambda one: all(used <= most + HALF_AN_OERE for used, most in zip(self.spent(one), freed, strict=True)),
        )
        return None if found is None else self.spent(found)[year]

    def smallest_pool(self, profile: Sequence[float], least: float | None) -> float | None:
        """The smallest sum of a pool, shared by year as ``profile`` (adding up to 1), that has a choice gaining ``least`` kroner
        or more (None: any choice); None when no pool has."""
        import numpy as np

        rows: list[Row] = []
        for at, share in enumerate(profile):
            rows.append((np.append([case[at] / self._unit for case in self.investments], -share), -np.inf, 0.0))
        if least is not None:
            rows.append((self._gains, least / self._gain_unit, np.inf))
        goal = np.append(np.zeros(len(self.gains)), 1.0)

        def holds(chosen: Chosen) -> bool:
            shut = (used for used, share in zip(self.spent(chosen), profile, strict=True) if not share)
            return not any(shut) and (least is None or self.gain(chosen) >= least - HALF_AN_OERE)

        found = self._solved(goal, rows, holds)
        if found is None:
            return None
        spent = zip(self.spent(found), profile, strict=True)
        return max((used / share for used, share in spent if share), default=0.0)

    def _money(self, pool: Sequence[float]) -> list[Row]:
        import numpy as np

        years = zip(*self.investments, strict=True)
        return [
            (np.append(np.array(year) / self._unit, 0.0), -np.inf, most / self._unit)
            for year, most in zip(years, pool, strict=True)
        ]

    def _solved(self, goal: Floats, rows: Sequence[Row], holds: Callable[[Chosen], bool]) -> Chosen | None:
        """The choice with the lowest ``goal``; the pool's size, the last variable, is 0 or more and not whole."""
        import numpy as np

        whole = np.append(np.ones(len(self.gains)), 0)
        least, most = np.append(self.must, 0.0), np.append(np.ones(len(self.gains)), np.inf)
        rows = [*self.rules, *rows]
        while True:
            found = lowest(goal, whole, least, most, rows)
            if found is None:
                return None
            chosen = tuple(bool(value > 0.5) for value in found[:-1])
            if self._kept(chosen) and holds(chosen):
                return chosen
            rows.append(_all_but(chosen))

    def _kept(self, chosen: Chosen) -> bool:
        """Whether a choice keeps the bounds that are not money."""
        must = all(yes or not asked for yes, asked in zip(chosen, self.must, strict=True))
        return must and all(float(row[:-1] @ chosen) <= most for row, _, most in self.rules)


def _row(cases: int, coefficients: dict[int, int], most: float) -> Row:
    import numpy as np

    row = np.zeros(cases + 1)
    row[list(coefficients)] = list(coefficients.values())
    return row, -np.inf, most


def _all_but(chosen: Chosen) -> Row:
    """Rules out one choice: at least one yes or no must be another."""
    import numpy as np

    row = np.append(np.where(chosen, -1.0, 1.0), 0.0)
    return row, 1.0 - sum(chosen), np.inf
