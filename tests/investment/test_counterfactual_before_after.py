"""Before and after with the trend drawn on: by hand, against statsmodels, and whether the interval holds for series that hang together."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from trinvis.calculations.investment.before_after import FEWEST_BEFORE, before_after

BEFORE = [40.0, 42.0, 41.0, 43.0, 45.0, 44.0]


def test_a_trend_is_drawn_on_by_hand() -> None:
    """The six points lie around 40,286 + 0,886t (15,5/17,5); drawn on to t = 7 in the middle: 46,486. Seen after: mean 41. −5,49."""
    made = before_after([*BEFORE, 41, 40, 42], 6, unit="børn", decimals=2)
    trend = np.polyfit(range(6), BEFORE, 1)
    expected = np.polyval(trend, [6, 7, 8]).mean()
    assert trend == pytest.approx([15.5 / 17.5, 42.5 - 2.5 * 15.5 / 17.5])
    assert made.comparison.difference == pytest.approx(41 - expected) == pytest.approx(41 - 46.485714)
    assert made.segments is not None
    assert (made.segments.trend, made.segments.level) == (pytest.approx(trend[0]), pytest.approx(trend[1]))
    assert made.segments.expected[6:] == pytest.approx(np.polyval(trend, [6, 7, 8]))
    assert made.comparison.interval is not None
    assert made.comparison.interval.low < made.comparison.difference < made.comparison.interval.high
    assert made.comparison.sentence.startswith("Forskellen er −5,49 børn (95 %-interval ")
    assert "Kun 6 tal før og 3 efter" in made.comparison.checks[-1]


def test_newey_west_is_statsmodels() -> None:
    random = np.random.default_rng(1)
    points = 50 + 0.5 * np.arange(30) + random.normal(0, 2, 30)
    made = before_after(points.tolist(), 20, unit="børn")
    time = np.arange(30.0)
    after = (time >= 20).astype(float)
    design = np.column_stack([np.ones(30), time, after, after * (time - 20)])
    fit = sm.OLS(points, design).fit(cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True})
    found = fit.t_test(np.array([0, 0, 1, 4.5]))
    assert made.segments is not None
    assert made.segments.lags == 3
    assert made.comparison.difference == pytest.approx(float(found.effect[0]))
    assert made.segments.newey_west == pytest.approx(float(found.sd.item()))
    assert (made.segments.jump, made.segments.bend) == (pytest.approx(fit.params[2]), pytest.approx(fit.params[3]))


def test_without_anything_that_hangs_together_the_interval_is_near_the_plain_one() -> None:
    """100 independent points: within a tenth of ordinary least squares' own interval, a little wider."""
    random = np.random.default_rng(12)
    points = random.normal(0, 1, 100)
    made = before_after(points.tolist(), 60, unit="børn").comparison
    time = np.arange(100.0)
    after = (time >= 60).astype(float)
    design = np.column_stack([np.ones(100), time, after, after * (time - 60)])
    plain = sm.OLS(points, design).fit().t_test(np.array([0, 0, 1, 19.5])).conf_int()[0]
    assert made.interval is not None
    assert 0.98 <= (made.interval.high - made.interval.low) / (plain[1] - plain[0]) <= 1.25


def test_too_few_points_have_a_difference_of_means_and_no_interval() -> None:
    """Herning's accounts of 2013 and 2015, one on each side ([004:539-555]): the difference alone, −6.744.000 kr."""
    made = before_after([24_291_000, 17_547_000], 1, unit="kr.", decimals=0).comparison
    assert (made.difference, made.interval) == (-6_744_000, None)
    assert made.sentence == (
        "Forskellen er −6.744.000 kr. Der er kun 1 tal før og 1 efter; der skal være mindst 6 før og 2 efter, før udviklingen kan trækkes "
        "frem. Forskellen er mellem de to gennemsnit, uden udviklingen trukket fra, og har intet interval."
    )
    kinds = {"Hjemmebaserede": (719_000, 1_710_000, 991_000), "Familiepleje": (13_366_000, 13_358_000, -8_000), "Institution": (10_206_000, 2_479_000, -7_727_000)}  # fmt: skip
    differences = [before_after(of[:2], 1, unit="kr.").comparison.difference for of in kinds.values()]
    assert differences == [of[2] for of in kinds.values()]
    assert sum(one for one in differences if one is not None) == made.difference


def test_nothing_before_is_refused() -> None:
    made = before_after([1.0, 2.0], 0, unit="børn").comparison
    assert (made.difference, made.interval) == (None, None)
    assert made.sentence == "Der er ingen tal før eller efter ændringen, så intet kan sammenlignes."


def test_points_on_a_line_have_no_interval() -> None:
    made = before_after([float(one) for one in range(10)], 6, unit="børn").comparison
    assert made.difference == pytest.approx(0)
    assert made.interval is None
    assert "ingen spredning" in made.refused


def test_a_point_that_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="Et af tallene mangler"):
        before_after([1.0, float("nan"), *BEFORE], 6, unit="børn")


def drawn(random: np.random.Generator, points: int, correlation: float) -> np.ndarray:
    out = np.empty(points)
    out[0] = random.normal() / np.sqrt(1 - correlation**2)
    for place in range(1, points):
        out[place] = correlation * out[place - 1] + random.normal()
    return out


def coverage(points: int, before: int, correlation: float, draws: int, seed: int) -> tuple[float, float]:
    """How often the interval and Newey and West's hold a true difference of 3 on a trend of 0,4."""
    random = np.random.default_rng(seed)
    ours = theirs = 0
    for _ in range(draws):
        series = 30 + 0.4 * np.arange(points) + drawn(random, points, correlation)
        series[before:] += 3
        made = before_after(series.tolist(), before, unit="børn").comparison
        assert made.interval is not None
        ours += made.interval.low <= 3 <= made.interval.high
        theirs += made.others[0].low <= 3 <= made.others[0].high
    return ours / draws, theirs / draws


def test_the_interval_holds_where_newey_wests_does_not() -> None:
    ours, theirs = coverage(16, 10, 0.4, 150, seed=2)
    assert 0.92 <= ours <= 1
    assert theirs < 0.88
    assert FEWEST_BEFORE == 6


@pytest.mark.soak
@pytest.mark.parametrize(("points", "before"), [(8, 6), (12, 8), (16, 10), (24, 16), (40, 30)])
@pytest.mark.parametrize(("correlation", "low"), [(0.0, 0.955), (0.3, 0.945), (0.5, 0.935), (0.7, 0.89)])
def test_the_interval_holds_in_short_series(points: int, before: int, correlation: float, low: float) -> None:
    assert low <= coverage(points, before, correlation, 1000, seed=3)[0] < 1
