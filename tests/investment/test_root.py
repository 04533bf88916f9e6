"""Where a function passes 0, to the last digits, also at the ends and at a grid point."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trinvis.calculations.investment.root import root


@pytest.mark.parametrize(
    ("function", "low", "high", "answer"),
    [
        (lambda x: x * x - 2, 0.0, 2.0, math.sqrt(2)),
        (lambda x: 2 - x * x, 0.0, 2.0, math.sqrt(2)),
        (lambda x: x - 0.5, 0.0, 1.0, 0.5),  # a point that is asked about
        (lambda x: x, 0.0, 1.0, 0.0),
        (lambda x: x - 1, 0.0, 1.0, 1.0),
        (lambda x: np.exp(x) - 1e9, 0.0, 1000.0, math.log(1e9)),
    ],
)
def test_the_passing_is_found(function, low, high, answer) -> None:  # type: ignore[no-untyped-def]
    with np.errstate(over="ignore"):
        assert root(function, low, high) == pytest.approx(answer, rel=1e-15, abs=1e-15)


def test_of_several_passings_the_first_is_given() -> None:
    assert root(lambda x: np.cos(x), 0.0, 7.85) == pytest.approx(math.pi / 2, rel=1e-15)
