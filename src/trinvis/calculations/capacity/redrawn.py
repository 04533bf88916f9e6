"""What the figures would have been had the years' chance fallen otherwise: every figure made again, models and all, many times over.

Each draw is a country as likely as the one seen, given its series: expected levels, lasting differences and noise from the posterior
of ``reliability``, with new chance in every year. The model is fitted to it anew, the report's formula and the corrected figure are
calculated as if nothing else were known, and since the draw's lasting differences are known, so is what the figure should have
been: that is by how much the report's formula overstates. How strongly noise depends on size is kept as it was estimated.
Amounts are kroner a year as floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.corrected import Series, series_of
from trinvis.calculations.capacity.expenditure_model import ExpenditureModel
from trinvis.calculations.capacity.potential import Interval
from trinvis.calculations.capacity.potentials import Base, frequencies
from trinvis.calculations.capacity.reference import Reference, over
from trinvis.calculations.capacity.refused import danish
from trinvis.calculations.capacity.reliability import Drawn, totals_over
from trinvis.calculations.capacity.yearly import Yearly, window
from trinvis.calculations.capacity.years_apart import level_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

DRAWS, SEED = 1_000, 2_013


@dataclass(frozen=True)
class Redrawn:
    """``deviation``, ``corrected`` and (with a key) ``frequency`` are the intervals of the figures when chance is drawn again.

    ``truth`` is the mean of what lasts above the expected level in the draws; ``overstated`` how much more the report's formula gives
    on average, ``corrected_bias`` the same of the corrected figure. ``totals`` [draw] are the figures behind, by name.
    """

    draws: int
    deviation: Interval
    corrected: Interval
    frequency: Interval | None
    truth: float
    overstated: float
    corrected_bias: float
    totals: dict[str, Floats]

    @property
    def overstated_per_cent(self) -> float:
        """In per cent of the truth; infinite where nothing lasts."""
        return 100 * self.overstated / self.truth if self.truth > 0 else float("inf")

    @property
    def sentence(self) -> str:
        """How much of the report's figure is chance, in Danish."""
        if self.truth <= 0:
            return "Der er ingen varige forskelle i trækningerne; alt i rapportens tal er tilfældigheder."
        return (
            f"Trukket om {danish(self.draws)} gange giver rapportens formel i gennemsnit {_off(self.overstated, self.truth)} "
            f"({danish(abs(self.overstated) / 1e6, 1)} mio. kr.), det korrigerede tal {_off(self.corrected_bias, self.truth)}."
        )


def _off(by: float, truth: float) -> str:
    return f"{danish(100 * abs(by) / truth, 1)} % for {'meget' if by >= 0 else 'lidt'}"


def redrawn(
    model: ExpenditureModel,
    spending: Yearly,
    years: Sequence[int],
    base: Base,
    key: str | None = None,
    reference: Reference = "mean",
    *,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Redrawn:
    """Draws the deviation from ``model`` again, and the lower placement frequency (``key``, down to ``reference``) with its coefficient.

    ``years`` are those that the corrected figure rests on and hold the model's own. Raises ``CapacityRefused`` as
    ``corrected_deviation`` does.
    """
    import numpy as np

    period = window(years)
    seen = series_of(model, spending, model.variables, period, base)
    chance = np.random.default_rng(seed)
    drawn = seen.posterior.draws(draws, chance)
    noise = _noise(seen, drawn, chance)
    weight = seen.who.weight
    reported = drawn.expected + drawn.lasting + _mean_noise(noise, seen, [period.index(year) for year in model.years])
    residual, coefficients = _refitted(model, reported)
    totals = {
        "deviation": np.einsum("du,u->d", np.maximum(residual, 0), weight),
        "truth": np.einsum("du,u->d", np.maximum(drawn.lasting, 0), weight),
        "corrected": _corrected(seen, drawn, noise, weight),
    }
    if key is not None:
        above = over(frequencies(model, key)[list(seen.who.places)], seen.who.population, reference)
        place = [one.key for one in model.variables].index(key) + 1
        totals["frequency"] = coefficients[:, place] * float((above * weight).sum())
    ends = {name: _interval(values, level) for name, values in totals.items()}
    truth = float(totals["truth"].mean())
    return Redrawn(
        draws=draws,
        deviation=ends["deviation"],
        corrected=ends["corrected"],
        frequency=ends.get("frequency"),
        truth=truth,
        overstated=float(totals["deviation"].mean()) - truth,
        corrected_bias=float(totals["corrected"].mean()) - truth,
        totals=totals,
    )


def _noise(seen: Series, drawn: Drawn, chance: np.random.Generator) -> Floats:
    """[draw, unit, year] the years' chance, 0 where the year is missing."""
    import numpy as np

    known = seen.apart.known
    spread = drawn.sigma[:, None] * np.sqrt(seen.apart.relative)
    found: Floats = spread[:, :, None] * chance.standard_normal((drawn.sigma.size, *known.shape)) * known
    return found


def _mean_noise(noise: Floats, seen: Series, places: list[int]) -> Floats:
    """[draw, unit] in the mean of the model's years."""
    import numpy as np

    counts = np.maximum(seen.apart.known[:, places].sum(axis=1), 1)
    found: Floats = noise[:, :, places].sum(axis=2) / counts
    return found


def _refitted(model: ExpenditureModel, outcome: Floats) -> tuple[Floats, Floats]:
    """[draw, unit] residuals and [draw, coefficient] of least squares on the model's variables."""
    import numpy as np

    variables, root = model.design, np.sqrt(model.fit.weight)
    centre = variables.mean(axis=0)
    q, r = np.linalg.qr(root[:, None] * np.column_stack([np.ones(len(variables)), variables - centre]))
    inner = np.einsum("up,du->dp", q, outcome * root)
    residual = outcome - np.einsum("up,dp->du", q, inner) / root
    return residual, np.einsum("pq,dq->dp", np.linalg.inv(r), inner)


def _corrected(seen: Series, drawn: Drawn, noise: Floats, weight: Floats) -> Floats:
    """[draw] the corrected figure of each draw, from its own years alone."""
    import numpy as np

    there, weights = seen.apart.known.astype(float), 1 / seen.apart.relative
    counts = there.sum(axis=1)
    apart = (noise - (noise.sum(axis=2) / counts)[:, :, None]) * there
    left = noise - level_of(apart, there, weights)[:, None, :] * there
    swing = left.sum(axis=2) / counts
    apart = (left - swing[:, :, None]) * there
    within = np.einsum("u,duy,duy->d", weights, apart, apart)
    means = drawn.expected + drawn.lasting + swing
    return totals_over(seen.posterior, seen.design, means, within, weight)


def _interval(totals: Floats, level: float) -> Interval:
    import numpy as np

    low, high = np.quantile(totals, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), level, f"årenes tilfældigheder trukket om {danish(totals.size)} gange")
