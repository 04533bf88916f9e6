"""Money that no grant explains: monthly sums with a level and, where the months show one, a trend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.horizon import Horizon
    from trinvis.calculations.forecast.known import Known

    Floats = NDArray[np.float64]

NEWEST = 24
"""Months that the level rests on, at most."""
FEW = 6
"""Fewer months than this give a level with a stated caveat and a wide interval."""
_PRIOR_SHARE = 0.25
"""Standard deviation of a month over its level where there are too few months to see it."""


@dataclass(frozen=True)
class MonthlyLevel:
    """The sum of the open months: mean and standard deviation with ``freedom`` degrees (Student's t), and how it was found."""

    mean: float
    deviation: float
    freedom: float
    months: int
    trend: bool

    def drawn(self, draws: int, rng: np.random.Generator) -> Floats:
        """Draws of the sum, øre."""
        if self.deviation == 0:
            import numpy as np

            return np.full(draws, self.mean)
        return self.mean + self.deviation * rng.standard_t(self.freedom, draws)


def without_grants(known: Known, horizon: Horizon) -> dict[str, Floats]:
    """Area → øre by closed month, from the first with a posting in any area: all that is spent, or in areas by grant what no
    grant explains. The refund is left out.
    """
    import numpy as np
    import polars as pl

    closed = known.spent.filter(pl.col("month") <= known.as_of)
    first = min((horizon.place(int(month)) for month in closed["month"]), default=1)
    found: dict[str, Floats] = {}
    if first > 0:
        return found
    for area in sorted({*known.spent["area"].unique(), *known.unmatched["area"].unique()} - {None, known.refund_area}):
        source = known.unmatched if area in known.by_grant else known.spent
        amounts = np.zeros(1 - first)
        for month, amount in source.filter(pl.col("area") == area).select("month", "amount_oere").iter_rows():
            if first <= (place := horizon.place(int(month))) <= 0:
                amounts[place - first] += amount
        found[area] = amounts
    return found


def monthly_level(amounts: Floats, ahead: int) -> MonthlyLevel:
    """What the next ``ahead`` months add up to, from the monthly amounts so far (øre, oldest first).

    Ordinary least squares on the newest 24 months: constant, or a straight line where Akaike's criterion (corrected for few
    months) prefers it by more than 2; the deviation holds both the months' own noise and the parameters'. No months: 0 with
    no deviation, which the caller must say.
    """
    import numpy as np

    newest = np.asarray(amounts, dtype=np.float64)[-NEWEST:]
    count = len(newest)
    if count == 0 or ahead == 0:
        return MonthlyLevel(0.0, 0.0, 1.0, count, False)
    if count < FEW:
        level = float(newest.mean())
        noise = _PRIOR_SHARE * abs(level)
        return MonthlyLevel(ahead * level, noise * np.sqrt(ahead + ahead**2 / count), 3.0, count, False)
    month = np.arange(count, dtype=np.float64)
    straight = np.column_stack([np.ones(count), month])
    designs = [straight[:, :1], straight]
    fits = [_fit(design, newest) for design in designs]
    use_trend = count >= 12 and fits[1][3] < fits[0][3] - 2
    coefficients, residual, inverse, _ = fits[int(use_trend)]
    design_ahead = np.column_stack([np.ones(ahead), count + np.arange(ahead)])[:, : 2 if use_trend else 1]
    weights = design_ahead.sum(axis=0)
    freedom = count - len(coefficients)
    variance = residual / freedom * (ahead + weights @ inverse @ weights)
    return MonthlyLevel(float(weights @ coefficients), float(np.sqrt(max(variance, 0.0))), freedom, count, use_trend)


def _fit(design: Floats, values: Floats) -> tuple[Floats, float, Floats, float]:
    """Coefficients, residual sum of squares, (X'X)⁻¹ and Akaike's corrected criterion."""
    import numpy as np

    inverse: Floats = np.linalg.inv(design.T @ design).astype(np.float64)
    coefficients = inverse @ design.T @ values
    residual = float(((values - design @ coefficients) ** 2).sum())
    count, number = design.shape
    k = number + 1
    criterion = count * np.log(max(residual, 1e-9) / count) + 2 * k + 2 * k * (k + 1) / max(count - k - 1, 1)
    return coefficients, residual, inverse, float(criterion)
