"""How much of what differs between municipalities lasts, and how much is the year's chance: a series of years taken apart.

Spending of municipality i in year t is the year's level + what its conditions lead one to expect + a lasting difference u (spread τ) +
the year's chance (spread σ, larger where there are fewer inhabitants: σ² · (mean inhabitants / inhabitants)^k). k and the years'
levels are estimated first; given k, the answer for everything else is exact: the expected level, σ, τ and all u together, by a grid
over τ/σ. Nothing is assumed of the expected level, and u is read by its own posterior, so that what is uncertain is carried along.
The likelihood is that of REML (Patterson & Thompson (1971), *Biometrika* 58, 545-554), so variables that are fitted cost what they
cost. Beforehand τ has the density √τ: between flat in τ (Gelman (2006), *Bayesian Analysis* 1, 515-534), which draws a sum of positive
parts down where little lasts, and flat in τ² (Morris & Tang (2011), *Statistical Science* 26, 271-287), which draws it up; between
them the sum is nearest to what it should be on average, as the tests of the synthetic country show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

COARSE, FINE = 57, 81
LEAST, MOST = -6.0, 8.0
"""Logarithms of τ over the spread of a municipality's mean of the years: 0,25 % to 3.000 times as large."""
BEFOREHAND = 1.5
"""Power of τ in its density on the logarithmic scale: that of √τ, and one for the scale."""
NEGLIGIBLE = 25.0
"""A ratio so many times less likely on the logarithmic scale is left out."""
BEYOND, UNLIKELY = 2.0, 1e-4


@dataclass(frozen=True)
class Posterior:
    """Everything that is known of the lasting differences: one line for each ratio τ²/σ² on the grid, weighted.

    ``means`` [unit] are the years' means and ``noise`` [unit] their variance in σ². ``ratio`` [line] is τ²/σ², ``weight`` [line] how
    likely it is, ``square`` [line] the sum of squares that σ² is drawn from by ``degrees``; ``residual`` [line, unit] the means from
    the expected level, ``kept`` [line, unit] the share of it that lasts, ``pull`` [line, unit, coefficient] how an uncertain
    expected level moves it.
    """

    means: Floats
    noise: Floats
    ratio: Floats
    weight: Floats
    square: Floats
    degrees: int
    residual: Floats
    kept: Floats
    pull: Floats

    @property
    def variance(self) -> Floats:
        """The mean of σ² on each line."""
        return self.square / (self.degrees - 2)

    def lasting_mean(self) -> Floats:
        """[unit] the lasting difference, drawn in towards the expected level by its reliability."""
        return self._over_lines(self.kept * self.residual)

    def reliability(self) -> Floats:
        """[unit] the share of the difference of the years' mean that lasts."""
        return self._over_lines(self.kept)

    def spreads(self) -> tuple[float, float]:
        """τ and σ: the spread of the lasting differences, and of a year's chance where there are as many inhabitants as the mean."""
        import numpy as np

        sigma = np.sqrt(self.variance)
        return float(self.weight @ (np.sqrt(self.ratio) * sigma)), float(self.weight @ sigma)

    def expected_over(self) -> Floats:
        """[unit] the expected positive part of the lasting difference: what lasts over the expected level, in the unit of the means."""
        import numpy as np

        left = self.ratio[:, None] * self.noise * self._share_of_total()
        swayed = (self.kept[:, :, None] * self.pull) ** 2
        spread = np.sqrt(self.variance[:, None] * (left + swayed.sum(axis=2)))
        return self._over_lines(positive_part(self.kept * self.residual, spread))

    def draws(self, count: int, chance: np.random.Generator) -> Drawn:
        """Lasting differences, expected levels and σ, drawn together."""
        import numpy as np

        lines = chance.choice(self.weight.size, size=count, p=self.weight)
        sigma = np.sqrt(self.square[lines] / chance.chisquare(self.degrees, count))
        swayed = np.einsum("dup,dp->du", self.pull[lines], chance.standard_normal((count, self.pull.shape[2])))
        residual = self.residual[lines] - sigma[:, None] * swayed
        left = np.sqrt(self.ratio[:, None] * self.noise * self._share_of_total())[lines]
        lasting = self.kept[lines] * residual + sigma[:, None] * left * chance.standard_normal(residual.shape)
        return Drawn(lasting, self.means - residual, sigma)

    def _share_of_total(self) -> Floats:
        shares: Floats = 1 / (self.ratio[:, None] + self.noise)
        return shares

    def _over_lines(self, values: Floats) -> Floats:
        import numpy as np

        found: Floats = np.einsum("l,lu->u", self.weight, values)
        return found


@dataclass(frozen=True)
class Drawn:
    """[draw, unit] the lasting difference and the expected level, and [draw] σ."""

    lasting: Floats
    expected: Floats
    sigma: Floats


def positive_part(middle: Floats, spread: Floats) -> Floats:
    """The mean of max(0, x) for a normal x."""
    import numpy as np
    from scipy.special import ndtr

    away = middle / spread
    part: Floats = middle * ndtr(away) + spread * np.exp(-away * away / 2) / np.sqrt(2 * np.pi)
    return part


def posterior(means: Floats, noise: Floats, within: float, degrees: int, design: Floats) -> Posterior:
    """``means`` [unit] over the years and their ``noise`` in σ²; ``within`` the sum of squares of the years around them in σ², with
    its ``degrees``; ``design`` [unit, coefficient] with the constant.

    Raises ``CapacityRefused`` when there are too few municipalities, or the years do not differ at all.
    """
    import numpy as np

    units, coefficients = design.shape
    if units < coefficients + 3:
        raise CapacityRefused(
            f"{units} kommuner er for få til {coefficients - 1} variabler og en varig forskel; der skal være mindst {coefficients + 3}."
        )
    if within <= 0 or degrees < 1:
        raise CapacityRefused(
            "Udgifterne er ens i alle år, eller der er kun ét; de varige forskelle kan ikke skilles fra de tilfældige."
        )
    unit_noise = 1 / np.mean(1 / noise)
    steps = np.linspace(LEAST, MOST, COARSE)
    likely = (
        Lines.of(means, noise, design, np.exp(2 * steps) * unit_noise).log_likely(within, degrees) + BEFOREHAND * steps
    )
    near = steps[likely > likely.max() - NEGLIGIBLE]
    width = (MOST - LEAST) / (COARSE - 1)
    steps = np.linspace(near[0] - width, near[-1] + width, FINE)
    lines = Lines.of(means, noise, design, np.exp(2 * steps) * unit_noise)
    likely = lines.log_likely(within, degrees) + BEFOREHAND * steps
    weight = np.exp(likely - likely.max())
    return Posterior(
        means=means,
        noise=noise,
        ratio=lines.ratio,
        weight=weight / weight.sum(),
        square=lines.square + within,
        degrees=units - coefficients + degrees,
        residual=lines.residual,
        kept=lines.ratio[:, None] / (lines.ratio[:, None] + noise),
        pull=lines.pull,
    )


@dataclass(frozen=True)
class Lines:
    """Weighted least squares of the means for each ratio τ²/σ²: ``square`` [line] its sum of squares, in units of the variances."""

    ratio: Floats
    residual: Floats
    square: Floats
    pull: Floats
    logarithm: Floats

    @classmethod
    def of(cls, means: Floats, noise: Floats, design: Floats, ratio: Floats) -> Lines:
        import numpy as np

        total = ratio[:, None] + noise
        scale = np.sqrt(total)
        q, r = np.linalg.qr(design / scale[:, :, None])
        scaled = means / scale
        left = scaled - np.einsum("lup,lp->lu", q, np.einsum("lup,lu->lp", q, scaled))
        diagonal = np.abs(np.diagonal(r, axis1=1, axis2=2))
        logarithm = -np.log(total).sum(axis=1) / 2 - np.log(diagonal).sum(axis=1)
        return cls(ratio, left * scale, np.einsum("lu,lu->l", left, left), q * scale[:, :, None], logarithm)

    def log_likely(self, within: float, degrees: int) -> Floats:
        """[line] the logarithm of how likely the ratio is, every σ alike beforehand on the logarithmic scale."""
        import numpy as np

        units, coefficients = self.pull.shape[1:]
        likely: Floats = self.logarithm - (units - coefficients + degrees) / 2 * np.log(self.square + within)
        return likely


def totals_over(like: Posterior, design: Floats, means: Floats, within: Floats, weight: Floats) -> Floats:
    """[draw] the total of ``expected_over`` × ``weight`` [unit] for many series at once: ``means`` [draw, unit], ``within`` [draw].

    They have the noise and degrees of ``like``, whose ratios also say where theirs are looked for.
    """
    import numpy as np

    logs, noise = np.log(like.ratio), like.noise
    ratios = np.exp(np.linspace(logs[0] - BEYOND, logs[-1] + BEYOND, FINE))
    lines = Lines.of(like.means, noise, design, ratios)
    likely, seen = np.empty((FINE, len(means))), []
    for line, ratio in enumerate(ratios):
        to_coefficients = lines.pull[line] / (ratio + noise)[:, None]
        fitted = np.einsum("up,dp->du", lines.pull[line], np.einsum("up,du->dp", to_coefficients, means))
        residual = means - fitted
        square = np.einsum("du,du,u->d", residual, residual, 1 / (ratio + noise)) + within
        likely[line] = lines.logarithm[line] - like.degrees / 2 * np.log(square) + BEFOREHAND * np.log(ratio) / 2
        seen.append((residual, square))
    share = np.exp(likely - likely.max(axis=0))
    share /= share.sum(axis=0)
    totals = np.zeros(len(means))
    for line, (residual, square) in enumerate(seen):
        there = share[line] > UNLIKELY
        kept = ratios[line] / (ratios[line] + noise)
        unsure = np.sqrt(kept * noise + ((kept[:, None] * lines.pull[line]) ** 2).sum(axis=1))
        sigma = np.sqrt(square[there] / (like.degrees - 2))
        above = positive_part(kept * residual[there], sigma[:, None] * unsure)
        totals[there] += share[line][there] * np.einsum("du,u->d", above, weight)
    return totals
