"""The potential of a lower placement frequency without what was only chance: frequencies drawn in by their reliability.

A few children more one year put a small municipality over the mean; the report's formula keeps that and never the year it was
under. Here the lasting frequency is read from several years, as spending is (``reliability``), and what lies over the mean is its
expected part. Amounts are kroner a year as floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trinvis.calculations.capacity.caveats import LASTING_IS_NOT_CAUSE, NOISE_COUNTED
from trinvis.calculations.capacity.corrected import DRAWS, SEED, series_of
from trinvis.calculations.capacity.expenditure_model import ExpenditureModel
from trinvis.calculations.capacity.potential import Interval, Potential
from trinvis.calculations.capacity.potentials import Base, lower_frequency, parts_of, slope
from trinvis.calculations.capacity.refused import danish


def corrected_frequency(
    model: ExpenditureModel,
    key: str,
    years: Sequence[int],
    base: Base,
    not_held: Sequence[str] = (),
    *,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Potential:
    """``lower_frequency`` down to the mean, of lasting frequencies over ``years``; the coefficient is drawn too (HC3, normal).

    Raises ``CapacityRefused`` as ``lower_frequency`` does, and when the years cannot be told from the lasting.
    """
    import numpy as np

    reported = lower_frequency(model, key, base, not_held=not_held)
    frequency = next(one for one in model.variables if one.key == key)
    seen = series_of(model, frequency, (), years, base)
    coefficient, error = slope(model, key, not_held)
    chance = np.random.default_rng(seed)
    above = np.maximum(seen.posterior.draws(draws, chance).lasting, 0)
    totals = np.einsum("du,u->d", above, seen.who.weight) * chance.normal(coefficient, error, draws)
    low, high = np.quantile(totals, [(1 - level) / 2, (1 + level) / 2])
    amounts = coefficient * seen.posterior.expected_over() * seen.who.weight
    said = f"Kun den frekvens, der varer ved i {min(years)}-{max(years)}, tæller."
    return replace(
        reported,
        label=f"{reported.label}, korrigeret for tilfældigheder",
        amount=float(amounts.sum()),
        said=(said, *reported.said),
        caveats=(LASTING_IS_NOT_CAUSE, *(one for one in reported.caveats if one is not NOISE_COUNTED)),
        corrected=True,
        interval=Interval(float(low), float(high), level, f"det varige potentiale, {danish(draws)} trækninger"),
        parts=parts_of(seen.who, amounts),
    )
