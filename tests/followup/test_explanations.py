"""Which lines lack an afvigelsesforklaring."""

from __future__ import annotations

import polars as pl
import pytest

from trinvis.calculations.followup.explanations import Thresholds, unexplained

KR = 100


@pytest.mark.parametrize(
    ("deviation", "pct", "either", "both"),
    [
        (-600_000, -100, True, False),  # over 500.000 kr., only 1 %
        (600_000, 100, True, False),  # underspend as strictly
        (-1_000, -900, True, False),
        (-600_000, -900, True, True),
        (500_000, 500, False, False),  # at the threshold is not over it
        (1, None, True, False),  # no budget: over any per cent
        (600_000, None, True, True),
        (0, None, False, False),
    ],
)
def test_over_the_threshold(deviation, pct, either, both):
    assert bool(Thresholds(500_000 * KR, 500).passed(deviation * KR, pct)) is either
    assert bool(Thresholds(500_000 * KR, 500, both=True).passed(deviation * KR, pct)) is both


def test_a_threshold_can_be_left_out():
    assert Thresholds(None, 500, both=True).passed(1, 501) == ("over 5 %",)
    assert Thresholds(None, None).passed(10**9, 10_000) == ()


def test_only_area_rows_without_explanation_are_listed():
    rows = pl.DataFrame(
        {
            "kind": ["area", "area", "area", "policy_area", "total"],
            "area": ["a", "b", "c", "Familie", "i_alt"],
            "deviation_oere": [-200, 200, 200, 200, 200],
            "deviation_pct": [-1000, 1000, 1000, 1000, 1000],
        }
    )
    got = unexplained(rows, Thresholds(100, 500), {"c"})
    assert got.select("area", "passed").rows() == [("a", "over 1 kr. og over 5 %"), ("b", "over 1 kr. og over 5 %")]
    assert unexplained(rows, Thresholds(300, None), ()).is_empty()
