"""Invoices still to come for closed months that no missing invoice counts any longer: the chain ladder of posted øre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.horizon import Horizon, month_index

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DELAYS = 8
"""Months from service to posting that are told apart."""
NEWEST_ROWS = 24
WINDOW = 2
"""The newest closed months, whose missing invoices are counted grant by grant."""


@dataclass(frozen=True)
class LatePostings:
    """Øre still to be posted on months of the year before the newest ``WINDOW``: mean and standard error; the triangle's rows."""

    mean: float
    deviation: float
    triangle: Floats
    months: tuple[int, ...]

    def drawn(self, draws: int, rng: np.random.Generator) -> Floats:
        """Draws of the sum, øre (normal)."""
        return self.mean + self.deviation * rng.standard_normal(draws)


def triangle(runoff: pl.DataFrame, horizon: Horizon) -> tuple[Floats, tuple[int, ...]]:
    """Cumulative øre posted by month of service (the newest ``NEWEST_ROWS``) and delay; NaN where it lies ahead."""
    import numpy as np

    first = max(1 - NEWEST_ROWS, min((horizon.place(int(m)) for m in runoff["month"]), default=1))
    places = range(first, 1)
    increments = np.zeros((len(places), DELAYS))
    for month, period, amount in runoff.select("month", "period", "amount_oere").iter_rows():
        row = horizon.place(int(month)) - first
        delay = min(max(month_index(int(period)) - month_index(int(month)), 0), DELAYS - 1)
        if 0 <= row < len(places):
            increments[row, delay] += amount
    out = np.cumsum(increments, axis=1)
    for row, place in enumerate(places):
        out[row, -place + 1 :] = np.nan
    return out, tuple(horizon.month(place) for place in places)


def late_postings(runoff: pl.DataFrame, horizon: Horizon) -> LatePostings:
    """The reserve of the year's closed months older than ``WINDOW`` months, with Mack's standard error.

    Fewer than 6 months of history, a column without money, or months that are below 0 (credited before they were posted)
    give 0 with no deviation.
    """
    import numpy as np

    from trinvis.calculations.statistics.chain_ladder import chain_ladder

    cumulative, months = triangle(runoff, horizon)
    if len(months) < 6 or np.nansum(np.abs(cumulative[:, 0])) == 0:
        return LatePostings(0.0, 0.0, cumulative, months)
    try:
        found = chain_ladder(cumulative[:, : min(DELAYS, len(months))])
    except ValueError:
        return LatePostings(0.0, 0.0, cumulative, months)
    old = [
        row
        for row, month in enumerate(months)
        if month // 100 == horizon.last // 100 and horizon.place(month) <= -WINDOW
    ]
    if not old:
        return LatePostings(0.0, 0.0, cumulative, months)
    mean = float(found.reserves[old].sum())
    deviation = float(np.sqrt((found.standard_errors[old] ** 2).sum()))
    return LatePostings(mean, deviation, cumulative, months)
