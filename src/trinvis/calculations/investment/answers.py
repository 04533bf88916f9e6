"""What a calculated case answers: net gain by year, what it adds up to, when it is back, how sure that is.

A net gain is the cost of the first alternative less that of the one asked for, in kroner: above 0 is saved. Figures are
not rounded here; they are rounded once, when they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.investment.break_even import (
    BreakEven,
    InternalRate,
    break_even,
    internal_rate,
    payback,
    reached,
)
from trinvis.calculations.statistics.hit_rate import Share

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trinvis.calculations.investment.run import Run, Simulated

    Floats = npt.NDArray[np.float64]

PERCENTILES = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class Series:
    """Net gain in kroner in each year (year 1 first), the running sum of it, and the year that the sum is back at 0."""

    yearly: tuple[float, ...]
    accumulated: tuple[float, ...]
    break_even: BreakEven

    @property
    def total(self) -> float:
        """The sum over the horizon: of discounted net gains the net present value."""
        return self.accumulated[-1]


@dataclass(frozen=True)
class Answers:
    """One alternative against the first, of one payer or of the case's perspective (``payer`` empty).

    ``payback`` is in years, out of undiscounted net gains; None when it is not within the horizon.
    """

    alternative: str
    payer: str
    start_year: int
    discounted: Series
    undiscounted: Series
    payback: float | None
    internal_rate: InternalRate

    @property
    def net_present_value(self) -> float:
        """The discounted net gain over the horizon, in kroner."""
        return self.discounted.total


@dataclass(frozen=True)
class DrawnSeries:
    """Net gains over draws. The percentiles are [``PERCENTILES``, year] and ``mean`` and ``accumulated_mean`` [year], in kroner."""

    percentiles: Floats
    mean: Floats
    accumulated_percentiles: Floats
    accumulated_mean: Floats


@dataclass(frozen=True)
class DrawnAnswers:
    """How sure the answers are, with the draws, seed and method that they are made of.

    ``profit`` is how many of the draws have a net present value over 0 at the horizon; ``back`` for each year in how many
    the accumulated discounted net gain has been back at 0 by then, whatever came after.
    """

    alternative: str
    draws: int
    seed: int
    method: str
    discounted: DrawnSeries
    undiscounted: DrawnSeries
    profit: Share
    back: tuple[Share, ...]


def answers(run: Run, alternative: str, *, payer: str | None = None, draw: int = 0) -> Answers:
    """The answers of one draw of a calculated case (its only one, when it has the base values).

    Raises ``ValueError`` when ``alternative`` or ``payer`` is not in the case.
    """
    if alternative not in run.alternatives:
        raise ValueError(f"Casen har intet alternativ, der hedder »{alternative}«.")
    if payer is not None and payer not in run.payers:
        raise ValueError(f"Casen har ingen betaler, der hedder »{payer}«.")
    net = run.net(alternative, discounted=False, payer=payer)[:, draw]
    return Answers(
        alternative,
        payer or "",
        run.start_year,
        discounted=_series(run.net(alternative, payer=payer)[:, draw]),
        undiscounted=_series(net),
        payback=payback(net),
        internal_rate=internal_rate(net),
    )


def net_present_value(run: Run, alternative: str, *, year: int | None = None, payer: str | None = None) -> Floats:
    """Accumulated discounted net gain at the end of ``year`` (None: the horizon) for each draw, in kroner."""
    summed: Floats = run.net(alternative, payer=payer)[:year].sum(axis=0)
    return summed


def drawn_answers(simulated: Simulated) -> DrawnAnswers:
    """The answers of a simulated case, of the alternative that it was simulated for."""
    import numpy as np

    accumulated = np.cumsum(simulated.net, axis=0)
    back = np.logical_or.accumulate(reached(accumulated), axis=0).sum(axis=1)
    draws = simulated.net.shape[1]
    return DrawnAnswers(
        simulated.alternative,
        draws,
        simulated.seed,
        simulated.method,
        discounted=_drawn(simulated.net, accumulated),
        undiscounted=_drawn(simulated.net_undiscounted, np.cumsum(simulated.net_undiscounted, axis=0)),
        profit=Share(int((accumulated[-1] > 0).sum()), draws),
        back=tuple(Share(int(hits), draws) for hits in back),
    )


def _series(net: Floats) -> Series:
    import numpy as np

    return Series(tuple(net.tolist()), tuple(np.cumsum(net).tolist()), break_even(net))


def _drawn(net: Floats, accumulated: Floats) -> DrawnSeries:
    import numpy as np

    wanted = [share / 100 for share in PERCENTILES]
    return DrawnSeries(
        np.quantile(net, wanted, axis=1),
        net.mean(axis=1),
        np.quantile(accumulated, wanted, axis=1),
        accumulated.mean(axis=1),
    )
