"""Synthetic control: by hand, against a search over the simplex, and a synthetic country with a known difference."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from trinvis.calculations.investment.synthetic_control import mixture, synthetic_control


def test_a_unit_that_is_half_one_and_half_another_by_hand() -> None:
    """It lies 10 above the mean of A and B in all four periods before; afterwards 10 − 3 above it: −3. C and D go other ways."""
    a, b = [10.0, 14.0, 8.0, 12.0, 20.0, 22.0], [20.0, 18.0, 22.0, 30.0, 10.0, 14.0]
    half = [(one + other) / 2 for one, other in zip(a, b, strict=True)]
    ours = [one + 10 - 3 * (place >= 4) for place, one in enumerate(half)]
    panel = {"X": ours, "A": a, "B": b, "C": [1.0, 9.0, 1.0, 9.0, 1.0, 9.0], "D": [50.0, 40.0, 30.0, 20.0, 10.0, 0.0]}
    made = synthetic_control(panel, "X", 4, unit="børn")
    assert made.comparison.difference == pytest.approx(-3)
    assert made.weights == {"A": pytest.approx(0.5), "B": pytest.approx(0.5)}
    assert made.misfit == pytest.approx(0, abs=1e-9)
    assert made.mixed == pytest.approx([one + 10 for one in half])
    assert made.comparison.interval is not None
    assert made.comparison.interval.level == 0.8
    assert made.comparison.interval.words == "placebo: 4 andre områder sammenlignet på samme måde"
    sizes = max(abs(one) for _, one, _ in made.placebos)
    assert made.comparison.interval.high == pytest.approx(-3 + sizes)
    assert made.comparison.checks[0] == "Sammensætningen er A 50 %, B 50 %."


def test_the_weights_are_the_best_on_the_simplex() -> None:
    """40 drawings against a general optimiser with the same constraints."""
    random = np.random.default_rng(6)
    for _ in range(40):
        others, target = random.normal(0, 1, (7, 9)), random.normal(0, 1, 9)
        share = mixture(target, others)
        assert share.min() >= 0
        assert share.sum() == pytest.approx(1)
        found = minimize(
            lambda w, target=target, others=others: float(((target - w @ others) ** 2).sum()),
            np.full(7, 1 / 7), bounds=[(0, 1)] * 7, constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, method="SLSQP",
            options={"maxiter": 500, "ftol": 1e-12},
        )  # fmt: skip
        assert ((target - share @ others) ** 2).sum() <= found.fun + 1e-8


def test_too_little_to_mix_is_refused() -> None:
    panel = {name: [1.0, 2.0, 3.0, 4.0, 5.0] for name in "XABC"}
    made = synthetic_control(panel, "X", 4, unit="børn").comparison
    assert (made.difference, made.interval) == (None, None)
    assert made.sentence == (
        "Der er 4 perioder før ændringen og 3 andre områder; en vægtet sammensætning kræver mindst 4 perioder før og 4 andre områder."
    )


@pytest.mark.parametrize(
    ("panel", "changed", "after", "words"),
    [
        ({"a": [1.0, 2.0], "b": [1.0]}, "a", 1, "ikke lige mange perioder"),
        ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, "x", 1, "x er ikke blandt områderne"),
        ({"a": [1.0, 2.0], "b": [1.0, float("nan")]}, "a", 1, "b mangler tal"),
        ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, "a", 0, "mindst én periode før"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    panel: dict[str, list[float]], changed: str, after: int, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        synthetic_control(panel, changed, after, unit="børn")


def country(seed: int, units: int, periods: int, after_from: int, true: float) -> dict[str, list[float]]:
    """Two common movements that reach units differently, levels and errors of their own; the first gets ``true``."""
    random = np.random.default_rng(seed)
    common = 0.3 * random.normal(0, 1, (2, periods)).cumsum(axis=1)
    points = random.normal(50, 8, units)[:, None] + 2 * random.normal(0, 1, (units, 2)) @ common
    error = np.empty((units, periods))
    error[:, 0] = random.normal(0, 1, units)
    for period in range(1, periods):
        error[:, period] = 0.4 * error[:, period - 1] + 0.92 * random.normal(0, 1, units)
    points = points + error * np.exp(random.normal(0, 0.3, units))[:, None]
    points[0, after_from:] += true
    return {f"u{number:02}": of.tolist() for number, of in enumerate(points)}


def coverage(units: int, before: int, draws: int, seed: int) -> tuple[float, float]:
    inside, level = 0, 0.0
    for draw in range(draws):
        made = synthetic_control(
            country(seed + draw, units, before + 4, before, -3), "u00", before, unit="børn"
        ).comparison
        assert made.interval is not None
        level = made.interval.level
        inside += made.interval.low <= -3 <= made.interval.high
    return inside / draws, level


def test_the_interval_holds_in_a_country_with_a_known_difference() -> None:
    share, level = coverage(20, 8, 120, seed=1)
    assert level == 0.95
    assert 0.89 <= share <= 0.995


@pytest.mark.soak
@pytest.mark.parametrize(
    ("units", "before", "level"), [(6, 8, 0.8), (11, 6, 0.9), (20, 8, 0.95), (40, 12, 0.95), (31, 20, 0.95)]
)
def test_the_interval_holds_long(units: int, before: int, level: float) -> None:
    share, said = coverage(units, before, 600, seed=10_000)
    assert said == level
    assert level - 0.025 <= share <= level + 0.06
