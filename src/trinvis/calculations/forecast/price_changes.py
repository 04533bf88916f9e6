"""How prices of running grants used to change from the as-of day to the end of the year, from the municipality's own history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.horizon import Horizon, month_index, month_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PRIOR_DEVIATION = 0.006
"""Standard deviation of the change in a year of which nothing is known, as a share."""
_PRIOR_YEARS = 2.0


@dataclass(frozen=True)
class PriceChange:
    """``changes`` are past years' mean changes (share) with the year they are from; ``mean`` and ``deviation`` what is drawn."""

    years: tuple[tuple[int, float], ...]
    mean: float
    deviation: float
    freedom: float

    def drawn(self, sets: int, rng: np.random.Generator) -> Floats:
        """Draws of the factor on what running grants cost in the open months."""
        return 1 + self.mean + self.deviation * rng.standard_t(self.freedom, sets)


def price_change(seen: pl.DataFrame, horizon: Horizon, index: float = 0.0) -> PriceChange:
    """The change per year: grants that ran at the same time of an earlier year, their mean price in the months that followed
    against the price known then, weighted by that price. Years are weighed with ``index``, what the index table says (0 within
    a year).
    """
    import numpy as np
    import polars as pl

    at = month_index(horizon.as_of)
    snapshots = set(seen["snapshot"].unique().to_list())
    found = []
    for back in range(1, 6):
        then = at - 12 * back
        later = [month_of(then + step) for step in range(1, horizon.months + 1)]
        if month_of(then) not in snapshots or not set(later) <= snapshots:
            continue
        base = seen.filter(
            pl.col("snapshot") == month_of(then),
            ~pl.col("expected"),
            pl.col("stop_day").is_null(),
            pl.col("day_oere") > 0,
        ).select("grant_id", before="day_oere")
        # what a month's price turned out to be stands in the last snapshot of the horizon; those between show the way
        after = (
            seen.filter(pl.col("snapshot").is_in(later), pl.col("day_oere") > 0)
            .group_by("grant_id")
            .agg(after=pl.col("day_oere").mean())
        )
        both = base.join(after, on="grant_id").sort("grant_id")  # sums of floats depend on the order
        if len(both) >= 10 and (total := int(both["before"].sum())):
            found.append((then // 12, float((both["after"] - both["before"]).sum()) / total))
    values = np.array([value for _, value in found])
    count = len(values)
    mean = float((values.sum() + index * _PRIOR_YEARS / 2) / (count + _PRIOR_YEARS / 2))
    squares = float(((values - mean) ** 2).sum()) if count else 0.0
    freedom = count + _PRIOR_YEARS
    deviation = np.sqrt((squares + _PRIOR_YEARS * PRIOR_DEVIATION**2) / freedom * (1 + 1 / (count + 1)))
    return PriceChange(tuple(found), mean, float(deviation), freedom + 2)
