"""What it is worth to know more before deciding: in all, and of each uncertain input, so that the right thing is measured.

The expected value of perfect information is what the decision would gain on average, if what is uncertain were known before
it is made. It is in kroner for the whole of the case: its target group over its horizon, in its own discounting.

Sources: Strong, Oakley & Brennan (2014), *Medical Decision Making* 34, 311-326 (partial information by regression), with
the spline regression of ``statistics/spline_regression.py``; Heath, Manolopoulou & Baio (2018), *Medical Decision Making* 38,
163-173 (information from a sample by its moments).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.statistics.spline_regression import regressed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trinvis.calculations.investment.run import Simulated

    Floats = npt.NDArray[np.float64]

MOST_DRAWS = 20_000
"""Draws beyond these add nothing that can be seen to a regression on one input, and are left out of it."""


@dataclass(frozen=True)
class Worth:
    """What knowing ``inputs`` is worth on average, in kroner, with its standard error from the draws."""

    inputs: tuple[str, ...]
    value: float
    standard_error: float

    @property
    def told_apart(self) -> bool:
        """Whether it is above 0 by more than two standard errors."""
        return self.value > 2 * self.standard_error


@dataclass(frozen=True)
class Measured:
    """One row of what to measure: its worth, and that as a share (0-1) of the worth of knowing everything (None when that is 0)."""

    worth: Worth
    share: float | None


@dataclass(frozen=True)
class WhatToMeasure:
    """``total`` is the worth of knowing everything; ``rows`` that of each input and chosen set, the most valuable first."""

    total: Worth
    rows: tuple[Measured, ...]
    draws: int


def net_benefit(simulated: Simulated, effect: str = "", threshold: float = 0.0) -> Floats:
    """What each alternative is worth in each draw, [alternative, draw] in kroner: less its discounted cost in the perspective,
    plus its discounted ``effect`` at ``threshold`` kroner a unit, where one is named."""
    if not effect:
        return -simulated.cost
    return simulated.effect[:, simulated.effects.index(effect)] * threshold - simulated.cost


def perfect_information(benefit: npt.ArrayLike) -> Worth:
    """The expected value of perfect information of choosing between alternatives with net ``benefit`` [alternative, draw]."""
    import numpy as np

    worth = np.asarray(benefit, float)
    chosen = int(worth.mean(axis=1).argmax())
    gained = worth.max(axis=0) - worth[chosen]
    return Worth((), float(gained.mean()), float(gained.std() / gained.size**0.5))


def partial_information(benefit: npt.ArrayLike, inputs: npt.ArrayLike, names: Sequence[str]) -> Worth:
    """The expected value of knowing ``inputs`` [input, draw] together, and nothing else, before the choice.

    The net benefit against the first alternative is regressed on them; what is best by the curve is chosen in each draw.
    Inputs that go together with others tell of those too. Never above the value of perfect information, nor below 0.
    Raises ``TooFewCases`` below 100 draws.
    """
    return _known_to(benefit, inputs, names, 1.0)


def sample_information(
    benefit: npt.ArrayLike, inputs: npt.ArrayLike, names: Sequence[str], *, observations: float, known: float
) -> Worth:
    """The expected value of ``observations`` further observations of ``inputs``, when what is known of them now is worth ``known``.

    A rate known as a beta distribution is worth alpha + beta observations; a mean, the variance between observations over
    its own. The curve of ``partial_information`` is drawn in to the variance that is expected after the sample: exact where
    gain and knowledge are normal, else near. Raises ``ValueError`` when the observations are below 0 or nothing is known.
    """
    if observations < 0 or not known > 0:
        raise ValueError("Antallet af observationer skal være 0 eller større, og den nuværende viden større end 0.")
    return _known_to(benefit, inputs, names, observations / (observations + known))


def _known_to(benefit: npt.ArrayLike, inputs: npt.ArrayLike, names: Sequence[str], part: float) -> Worth:
    """The value of knowing that ``part`` of the variance of the expected net benefits that ``inputs`` explain."""
    import numpy as np

    worth = np.asarray(benefit, float)
    found = regressed(worth[1:] - worth[0], inputs)
    middle = found.steady.mean(axis=1, keepdims=True)
    curves = np.vstack([np.zeros(worth.shape[1]), middle + part**0.5 * (found.steady - middle)])
    best, chosen = curves.argmax(axis=0), int(curves.mean(axis=1).argmax())
    gained = curves.max(axis=0) - curves[chosen]
    weights = np.array([(best == at).astype(float) - (chosen == at) for at in range(1, len(worth))])
    variance = gained.var() / gained.size + found.variance_of(weights)
    most = perfect_information(worth).value
    return Worth(tuple(names), min(float(gained.mean()), most), float(variance**0.5))


def what_to_measure(
    benefit: npt.ArrayLike,
    inputs: Mapping[str, npt.ArrayLike],
    sets: Sequence[Sequence[str]] = (),
    *,
    most_draws: int = MOST_DRAWS,
) -> WhatToMeasure:
    """Every uncertain input, and every one of ``sets`` taken together, by what knowing it is worth; ties by name.

    ``benefit`` is [alternative, draw]; ``inputs`` has the drawn values [draw] by name. The first ``most_draws`` draws are used.
    Raises ``ValueError`` when a set names an input that is not among them.
    """
    import numpy as np

    worth = np.asarray(benefit, float)[:, :most_draws]
    known = {name: np.asarray(values, float)[:most_draws] for name, values in inputs.items()}
    unknown = {name for names in sets for name in names} - known.keys()
    if unknown:
        raise ValueError(f"Der er intet usikkert input, der hedder {', '.join(sorted(unknown))}.")
    total = perfect_information(worth)
    asked = [(name,) for name in known] + [tuple(names) for names in sets]
    found = [partial_information(worth, np.array([known[name] for name in names]), names) for names in asked]
    found.sort(key=lambda one: (-one.value, one.inputs))
    rows = tuple(Measured(one, one.value / total.value if total.value else None) for one in found)
    return WhatToMeasure(total, rows, worth.shape[1])
