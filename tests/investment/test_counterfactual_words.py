"""A comparison prints what it rests on, and never says what a difference comes of."""

from __future__ import annotations

import re

import numpy as np
import pytest

from trinvis.calculations.investment.before_after import before_after
from trinvis.calculations.investment.comparison import NOT_A_CAUSE, Comparison
from trinvis.calculations.investment.difference_in_differences import difference_in_differences
from trinvis.calculations.investment.synthetic_control import synthetic_control

CAUSES = re.compile(
    r"effekt|virkning|skyldes|medfør|forårsag|fordi|på grund af|resultat af|takket være|gevinst af", re.IGNORECASE
)


def every() -> list[Comparison]:
    random = np.random.default_rng(3)
    panel = {f"u{unit}": random.normal(20, 2, 12).tolist() for unit in range(25)}
    few = {name: of[:2] for name, of in list(panel.items())[:3]}
    series = panel["u0"]
    return [
        before_after(series, 8, unit="børn").comparison,
        before_after(series[:4], 2, unit="børn").comparison,
        before_after(series, 0, unit="børn").comparison,
        difference_in_differences(panel, {"u0", "u1", "u2"}, 8, unit="børn").comparison,
        difference_in_differences(panel, {"u0"}, 8, unit="børn", scale="per_cent").comparison,
        difference_in_differences(few, {"u0"}, 1, unit="børn").comparison,
        synthetic_control(panel, "u0", 8, unit="børn").comparison,
        synthetic_control(few, "u0", 1, unit="børn").comparison,
    ]


@pytest.mark.parametrize("made", every(), ids=lambda made: made.kind)
def test_the_words(made: Comparison) -> None:
    said = [made.title, made.sentence, *made.assumptions, *made.checks, *(one.words for one in made.others)]
    assert not [one for one in said if CAUSES.search(one)]
    assert made.assumptions[-1] == NOT_A_CAUSE
    assert len(made.assumptions) >= 4
    assert (made.interval is None) == bool(made.refused)
    assert made.sentence.endswith(".")
    assert ".." not in made.sentence
    if made.interval is not None:
        assert "%-interval" in made.sentence
        assert made.interval.words in made.sentence
