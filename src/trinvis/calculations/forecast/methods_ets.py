"""Exponential smoothing of an area's monthly spending, simulated to the end of the year.

State space models with additive error (Hyndman, Koehler, Ord & Snyder: Forecasting with Exponential Smoothing, 2008),
fitted by statsmodels. With additive parts alone a series of income is a series like any other.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.horizon import month_index, month_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from trinvis.calculations.forecast.methods_series import Ledger

FEWEST_MONTHS = 8
"""Months that a smoothing is fitted to, at the least."""

FEWEST_FOR_LEVEL = 3
"""Months whose mean and spread are used when there are too few for a smoothing, at the least."""

SEASONAL_MONTHS = 24
"""Months that a season is fitted to, at the least."""

_MOST_STEPS = 200


@dataclass(frozen=True)
class Smoothed:
    """``draws`` are simulated year-ends in øre (float64), ``year_end_oere`` the expectation; both None: cannot say."""

    year_end_oere: int | None
    draws: np.ndarray | None
    caveat: str | None


def smoothed(ledger: Ledger, areas: Sequence[str], *, name: str, seed: int, draws: int) -> Smoothed:
    """The year-end of the series that ``areas`` have together, by exponential smoothing of its months.

    The series is the known months in a row that end with the last closed one, from the first with a posting. Error is
    additive; trend (none or additive damped) and, from ``SEASONAL_MONTHS`` on, season (none or additive of 12 months)
    are those with the lowest AICc (see ``_best``). A year-end is what is spent + the open months of a simulated path, whose errors are
    normal with the fit's spread; parameters are taken as known. The same ``name`` and ``seed`` give the same draws,
    whatever else is asked for.

    Series that are too short, without variation or that no model fits have a constant level with the months' own
    standard deviation, and say so; below ``FEWEST_FOR_LEVEL`` months nothing is said.
    """
    import numpy as np

    spent = sum(ledger.spent(area) for area in areas)
    months = len(ledger.closing.open_months)
    series = _series(ledger, areas)
    if not months:
        return Smoothed(spent, np.full(draws, float(spent)), None)
    if len(series) < FEWEST_FOR_LEVEL:
        return Smoothed(None, None, "Der er for få kendte måneder at udglatte.")
    rng = np.random.default_rng([seed, crc32(name.encode())])
    caveat = None
    if len(series) < FEWEST_MONTHS:
        caveat = f"Færre end {FEWEST_MONTHS} kendte måneder: deres gennemsnit og spredning er brugt."
    elif min(series) == max(series):
        caveat = "Månederne er ens, så der er ingen spredning at regne med."
    else:
        paths = _paths(np.array(series, dtype=np.float64), rng.standard_normal((months, draws)))
        if paths is not None:
            return Smoothed(spent + round(paths[0]), spent + paths[1], None)
        caveat = "Ingen model passer til månederne: deres gennemsnit og spredning er brugt."
    level, spread = np.mean(series), np.std(series, ddof=1)
    return Smoothed(
        spent + rounded_quotient(sum(series) * months, len(series)),
        spent + level * months + spread * rng.standard_normal((months, draws)).sum(axis=0),
        caveat,
    )


def _series(ledger: Ledger, areas: Sequence[str]) -> list[int]:
    """The months in a row that end with the last closed one, in øre; months before the first posting are left out."""
    posted = [ledger.posted.get(area, {}) for area in areas]
    known = ledger.closing.known_months
    series: list[int] = []
    month = ledger.closing.closed_through
    while month in known:
        series.append(sum(area.get(month, 0) for area in posted))
        month = month_of(month_index(month) - 1)
    first = min((month for area in posted for month, amount in area.items() if amount), default=0)
    last = ledger.closing.closed_through
    length = month_index(last) - month_index(first) + 1 if first else len(series)
    return series[:length][::-1]


def _paths(series: np.ndarray, noise: np.ndarray) -> tuple[float, np.ndarray] | None:
    """Expected sum and simulated sums (øre) of the months that ``noise`` has rows for; None when nothing fits.

    The models are fitted to the series less its mean, over its standard deviation, so that no amount is too large or
    too even for the optimiser: additive models say the same of it.
    """
    import numpy as np

    mean, spread = series.mean(), series.std()
    months, draws = noise.shape
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        fit = _best((series - mean) / spread)
        if fit is None:
            return None
        simulated = fit.simulate(
            months, anchor="end", repetitions=draws, random_errors=noise * np.sqrt(fit.scale)
        ).reshape(months, draws)
        expected = float(fit.forecast(months).sum() * spread + mean * months)
        sums: np.ndarray = simulated.sum(axis=0) * spread + mean * months
    return (expected, sums) if np.isfinite(expected) and np.isfinite(sums).all() else None


def _best(series: np.ndarray) -> Any:
    """The fitted model with the lowest AICc; None when none can be fitted.

    A trend beside the season, the dearest to fit, is tried when the season alone beats every model without one.
    """
    plain = _lowest([_fitted(series, trend, None) for trend in (None, "add")])
    if len(series) < SEASONAL_MONTHS:
        return plain
    season = _fitted(series, None, "add")
    best = _lowest([plain, season])
    return _lowest([season, _fitted(series, "add", "add")]) if best is season else best


def _fitted(series: np.ndarray, trend: str | None, season: str | None) -> Any:
    """One fitted model, None when it cannot be fitted."""
    import numpy as np
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    periods = 12 if season else None
    model = ETSModel(
        series, error="add", trend=trend, damped_trend=trend is not None, seasonal=season, seasonal_periods=periods
    )
    try:
        fit = model.fit(disp=False, maxiter=_MOST_STEPS)
    except np.linalg.LinAlgError:
        return None
    return fit if np.isfinite(fit.aicc) else None


def _lowest(fits: Sequence[Any]) -> Any:
    """The fit with the lowest AICc, the first of equals."""
    return min((fit for fit in fits if fit is not None), key=lambda fit: fit.aicc, default=None)
