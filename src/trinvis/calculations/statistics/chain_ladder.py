"""What has happened but is not reported yet: run-off triangles of amounts.

Source: Mack (1993), Distribution-free calculation of the standard error of chain ladder reserve estimates, *ASTIN
Bulletin* 23, 213-225.

A triangle has one row per period of origin, one column per delay, and may have more rows than columns. What is not
reached yet is NaN, always the end of a row. Nothing is expected after the last column (tail factor 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ChainLadder:
    """Ultimates and what is missing of them, in the unit of the triangle; one entry per row unless said.

    ``factors`` and ``variances`` (Mack's σ²) have one entry per step from column to column. ``standard_errors`` are
    those of the prediction, process and parameter together; ``total_standard_error`` counts that all rows share the
    factors. ``silent`` is True for open rows where nothing is reported yet: the method says 0 of them, for certain,
    which only tells that it cannot see them.
    """

    factors: Floats
    variances: Floats
    latest: Floats
    ultimates: Floats
    reserves: Floats
    standard_errors: Floats
    total_reserve: float
    total_standard_error: float
    silent: Bools


def chain_ladder(cumulative: npt.ArrayLike) -> ChainLadder:
    """Mack's chain ladder on cumulative amounts (rows × delays, NaN where not reached).

    Amounts may fall from one column to the next. A row at 0 counts in the factors but not in their variance. Where only
    one row tells of a step, its variance is extrapolated by Mack's rule from the two steps before it (it is that of the
    only one, when there is no more).

    Raises ``ValueError`` when the triangle has holes, negative or infinite amounts, a column that no row has reached, a
    column of zeros to be developed from, or no step with two rows to measure variance by.
    """
    import numpy as np

    amounts = _triangle(cumulative)
    rows, columns = amounts.shape
    last = np.isfinite(amounts).sum(axis=1) - 1
    latest = amounts[np.arange(rows), last]
    factors, variances, weights = _steps(amounts)
    full = amounts.copy()
    for step in range(columns - 1):
        open_rows = last <= step
        full[open_rows, step + 1] = full[open_rows, step] * factors[step]
    after = np.append(np.cumprod(factors[::-1])[::-1], 1.0)[1:]
    unit = variances * after**2
    still = np.where(last[:, None] <= np.arange(columns - 1), full[:, :-1], 0.0)
    squared = (unit * (still + still**2 / weights)).sum(axis=1)
    together = still.sum(axis=0)
    total = float((unit * (together + together**2 / weights)).sum())
    reserves = full[:, -1] - latest
    return ChainLadder(
        factors,
        variances,
        latest,
        full[:, -1],
        reserves,
        np.sqrt(squared),
        float(reserves.sum()),
        total**0.5,
        (latest == 0) & (last < columns - 1),
    )


def _triangle(given: npt.ArrayLike) -> Floats:
    import numpy as np

    triangle: Floats = np.array(given, float)
    if triangle.ndim != 2 or not triangle.size:
        raise ValueError("En trekant skal have mindst én række og én kolonne.")
    reached = ~np.isnan(triangle)
    holes = reached[:, 1:] & ~reached[:, :-1]
    if holes.any() or not reached[:, 0].all():
        row = int(np.argmax(holes.any(axis=1) | ~reached[:, 0])) + 1
        raise ValueError(
            f"Række {row} har huller; skriv 0, hvor intet er kommet, og lad kun rækkens slutning være tom."
        )
    wrong = reached & ~((triangle >= 0) & (triangle < np.inf))
    if wrong.any():
        row, column = (int(at) + 1 for at in np.argwhere(wrong)[0])
        raise ValueError(
            f"Det akkumulerede beløb i række {row}, kolonne {column} skal være 0 eller større; læg kolonner sammen eller "
            "udelad rækken."
        )
    if not reached.any(axis=0).all():
        column = int(np.argmin(reached.any(axis=0))) + 1
        raise ValueError(f"Ingen række er nået til kolonne {column}; udelad kolonnen eller tag ældre rækker med.")
    return triangle


def _steps(amounts: Floats) -> tuple[Floats, Floats, Floats]:
    """Factor, variance σ² and summed weight of each step from a column to the next."""
    import numpy as np

    both = np.isfinite(amounts[:, 1:])
    early, late = np.where(both, amounts[:, :-1], 0.0), np.where(both, amounts[:, 1:], 0.0)
    weights = early.sum(axis=0)
    if (weights == 0).any():
        column = int(np.argmax(weights == 0)) + 1
        raise ValueError(f"Kolonne {column} er 0 i alle rækker, der er nået videre; læg den sammen med den næste.")
    factors: Floats = late.sum(axis=0) / weights
    off = np.divide((late - factors * early) ** 2, early, out=np.zeros_like(early), where=early > 0).sum(axis=0)
    free = (early > 0).sum(axis=0) - 1
    variances: Floats = np.divide(off, free, out=np.zeros_like(off), where=free > 0)
    for step in np.flatnonzero(free == 0).tolist():
        variances[step] = _extrapolated(variances[:step])
    return factors, variances, weights


def _extrapolated(before: Floats) -> float:
    """Mack's σ² of a step that one row alone tells of: falling on as it fell, and never above the two before it."""
    if not before.size:
        raise ValueError(
            "Kun én række fortæller om første skridt, så spredningen kan ikke måles; tag flere rækker med."
        )
    newest = float(before[-1])
    if before.size == 1:
        return newest
    older = float(before[-2])
    return min(newest**2 / older, newest, older) if older > 0 else 0.0
