"""Whether two figures of municipalities go together: one line through them, how much it explains, and how sure its slope is.

The report finds that co-financing and spending do not (seed 002 lines 2671-2677), nor new target placements and spending (3468-3472), and
that all placements and spending do, with 63 % explained (6766-6829). A line shows no cause, and none says that there is no relation:
only that these municipalities do not show one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trinvis.calculations.capacity.expenditure_model import SIGNIFICANT, fitted, table_of
from trinvis.calculations.capacity.refused import danish
from trinvis.calculations.capacity.yearly import LeftOut, Unit, Yearly, whole, window
from trinvis.calculations.statistics.regression_fit import Fit


@dataclass(frozen=True)
class Point:
    """One unit's two figures, means over the years."""

    unit: Unit
    across: float
    up: float


@dataclass(frozen=True)
class Relation:
    """``points`` in order of code. ``slope``: how much more of ``up`` goes with one more of ``across``, ``low`` to ``high`` its robust
    (HC3) interval at ``level``, ``chance`` its robust two-sided p. ``r2`` is what the line explains, 0-1.
    """

    across: Yearly
    up: Yearly
    years: tuple[int, ...]
    points: tuple[Point, ...]
    intercept: float
    slope: float
    low: float
    high: float
    chance: float
    r2: float
    level: float
    left_out: tuple[LeftOut, ...]
    fit: Fit

    @property
    def sure(self) -> bool:
        """Whether the slope can be told from none, at 95 %."""
        return self.chance < SIGNIFICANT

    @property
    def correlation(self) -> float:
        """−1 to 1."""
        size: float = self.r2**0.5
        return -size if self.slope < 0 else size

    def level_at(self, across: Sequence[float]) -> tuple[tuple[float, float, float], ...]:
        """(across, low, high) of the line itself at each place, at ``level``; not where a municipality would lie."""
        import numpy as np

        line = self.fit.expect(np.array(across, float)[:, None], self.level)
        return tuple(
            (float(x), float(low), float(high)) for x, low, high in zip(across, line.low, line.high, strict=True)
        )

    @property
    def sentence(self) -> str:
        """What the line says and does not say, in Danish."""
        years = f"{self.years[0]}-{self.years[-1]}" if len(self.years) > 1 else str(self.years[0])
        of = f"{len(self.points)} enheder, {years}: linjen forklarer {danish(100 * self.r2)} % af forskellene"
        if self.sure:
            way = "højere" if self.slope > 0 else "lavere"
            return f"{self.across.label} og {self.up.label} følges ad: højere det ene, {way} det andet ({of}). Det viser ingen årsag."
        return f"Der kan ikke vises en sammenhæng mellem {self.across.label} og {self.up.label} ({of}); det er ikke vist, at der ingen er."


def relation(units: Sequence[Unit], across: Yearly, up: Yearly, years: Sequence[int], level: float = 0.95) -> Relation:
    """The line of ``up`` on ``across``, each unit counting 1, means over the years.

    A unit that lacks one of them is left out with the reason. Raises ``CapacityRefused`` with fewer than four units, or where one of the
    two does not vary.
    """
    period = window(years)
    kept, left_out = whole(units, [across, up], period)
    table = table_of(kept, [across, up], period)
    fit = fitted(kept, table[:, 1], [across], period)
    low, high = fit.robust_interval(level)
    return Relation(
        across,
        up,
        period,
        tuple(Point(unit, float(x), float(y)) for unit, (x, y) in zip(kept, table, strict=True)),
        intercept=float(fit.coefficient[0]),
        slope=float(fit.coefficient[1]),
        low=float(low[1]),
        high=float(high[1]),
        chance=float(fit.robust_chances()[1]),
        r2=fit.r2,
        level=level,
        left_out=left_out,
        fit=fit,
    )
