"""The published hip-replacement model gives its published means through the general engine, by cohort and person by person."""

from __future__ import annotations

import numpy as np
import pytest
from tests.investment.hip import COEFFICIENTS, COVARIANCES, hip_case

from trinvis.calculations.investment.engine import Model, individual, model, simulate
from trinvis.calculations.investment.run import standard_error

COST, QALY = [512, 612], [14.63, 14.67]
"""Standard and new, as published: rounded to the pound and to a hundredth."""


@pytest.fixture(scope="module")
def hip() -> Model:
    return model(hip_case())


@pytest.mark.parametrize("method", ["random", "sobol"])
def test_the_published_means(hip: Model, method: str) -> None:
    made = simulate(hip, "ny", 32_768, 1, method)
    for values, published, rounding in ((made.cost, COST, 0.5), (made.effect.sum(axis=1), QALY, 0.005)):
        error = 3 * standard_error(values) + rounding
        assert (np.abs(values.mean(axis=1) - published) < error).all()


def test_person_by_person_the_same_means(hip: Model) -> None:
    made = individual(hip, persons=500, draws=200, seed=4)
    cost = made.discounted.sum(axis=(1, 2))
    quality = made.effect_discounted.sum(axis=(1, 2))
    for values, published, rounding in ((cost, COST, 0.5), (quality, QALY, 0.005)):
        assert (np.abs(values.mean(axis=1) - published) < 3 * standard_error(values) + rounding).all()


def test_the_coefficients_have_the_covariance_given(hip: Model) -> None:
    draws = 100_000
    made = simulate(hip, "ny", draws, 2)
    rows = {name: made.inputs[made.names.index(name)] for name in COEFFICIENTS}
    for name, (mean, sd) in COEFFICIENTS.items():
        assert abs(rows[name].mean() - mean) < 4 * sd / draws**0.5
        assert rows[name].std() == pytest.approx(sd, rel=0.01)
    for (first, second), covariance in COVARIANCES.items():
        spread = COEFFICIENTS[first][1] * COEFFICIENTS[second][1]
        assert abs(np.cov(rows[first], rows[second])[0, 1] - covariance) < 4 * spread / draws**0.5


def test_everyone_is_somewhere_and_the_dead_stay_dead(hip: Model) -> None:
    persons = hip.run().persons[:, :, :, 0]
    np.testing.assert_allclose(persons.sum(axis=1), 1, rtol=1e-12)
    assert (np.diff(persons[:, 4]) >= 0).all()
