"""How long stays last: by hand, on every engine, against Kaplan-Meier, and whether the intervals hold for courses of a known length."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from tests.investment.own_ways import segments, ways

from trinvis.calculations.investment.own_data import Group, in_group
from trinvis.calculations.investment.own_stays import mean_stay, stays_of_group
from trinvis.engine import Engine


def test_one_hazard_by_hand() -> None:
    """Two stays of 50 days ended, one of 80 days runs: 2 exits over 180 days, all within the first 91 days.

    Hazard 1/90 a day, taken to go on: within a year 90 × (1 − exp(−365/90)) = 88,44 days.
    """
    made = mean_stay(5, [(0, 50, False), (0, 50, False), (0, 80, True)], 1)
    assert made is not None
    assert made.mean * 365 == pytest.approx(90 * (1 - exp(-365 / 90)))
    assert (made.ended, made.running, made.risk_days, made.seen_days) == (2, 1, 180, 80)
    # d(mean)/dh = −(1 − e^(−hT))/h² + T·e^(−hT)/h, variance of h (2 + ½)/180²
    slope = -(1 - exp(-365 / 90)) * 90**2 + 365 * 90 * exp(-365 / 90)
    assert made.error is not None
    assert made.error * 365 == pytest.approx(abs(slope) * 2.5**0.5 / 180)
    assert made.says


def test_two_hazards_by_hand() -> None:
    """Four stays end on day 91 after 91 days each, and four of 364 days run: exits 4 over 8 × 91 days, then none in 4 × 273 days.

    The later bands expect exits (4/1.820 a day × 1.092 days = 2,4), so they have a hazard of their own, 0: who has stayed 91 days stays.
    """
    made = mean_stay(5, [(0, 91, False)] * 4 + [(0, 364, True)] * 4, 2)
    hazard = 4 / (8 * 91)
    left = exp(-91 * hazard)
    assert made is not None
    assert made.mean * 365 == pytest.approx((1 - left) / hazard + left * (730 - 91))


def test_stays_at_risk_from_when_they_are_seen_and_none_that_ended_before() -> None:
    """A stay of 400 days seen from day 380 is at risk for 20 days, one whose entry is its last day for none."""
    made = mean_stay(5, [(380, 400, False), (400, 400, False)], 10)
    assert made is not None
    assert (made.ended, made.risk_days) == (1, 20)
    assert made.mean * 365 == pytest.approx(20)
    assert made.error == pytest.approx(1.5**0.5 * 20 / 365)
    assert not made.says
    assert mean_stay(5, [(400, 400, False)], 10) is None


def test_without_an_ended_stay_the_mean_is_the_horizon_and_says_nothing() -> None:
    made = mean_stay(5, [(0, 400, True)], 10)
    assert made is not None
    assert (made.mean, made.error, made.says) == (10, None, False)


def test_the_stays_of_a_group(engine: Engine) -> None:
    """The group is district Nord on days 100-200, seen on day 200. Child 1 came to Nord on day 150, 150 days into its stay; child 2's stay
    ended before the group's days; child 3's began within them and runs; child 4 never stood in Nord; child 5 stands on another step
    after 49 days on step 5."""
    rows = segments(
        {"child": 1, "days": (0, 149), "step": 5, "district": "Syd"},
        {"child": 1, "days": (150, 180), "step": 5, "district": "Nord"},
        {"child": 2, "days": (0, 99), "step": 5, "district": "Nord"},
        {"child": 3, "days": (120, 400), "step": 5, "district": "Nord"},
        {"child": 4, "days": (0, 400), "step": 5, "district": "Syd"},
        {"child": 5, "days": (51, 99), "step": 5, "district": "Nord"},
        {"child": 5, "days": (100, 160), "step": 6, "district": "Nord"},
    )
    standing = ways(engine, rows)
    own = in_group(standing, Group(100, 200, districts=("Nord",)))
    found = engine.collect(stays_of_group(standing, own, 200)).sort("child_no")
    assert found.select("child_no", "step", "entry", "days", "running").rows() == [
        (1, 5, 150, 181, False),
        (3, 5, 0, 81, True),
        (5, 6, 0, 61, False),
    ]
    late = engine.collect(stays_of_group(standing, own, 200, observed_from=170)).sort("child_no")
    assert late["entry"].to_list() == [170, 50, 70]


def test_near_the_product_limit_of_single_days() -> None:
    """600 courses without truncation: within 3 % of the area under lifelines' Kaplan-Meier, and the error within a fifth of its."""
    random = np.random.default_rng(8)
    length = np.ceil(700 * random.weibull(0.8, 600)).astype(int)
    seen = random.integers(300, 2500, 600)
    days, running = np.minimum(length, seen), length > seen
    made = mean_stay(5, [(0, int(d), bool(r)) for d, r in zip(days, running, strict=True)], 3)
    fitted = KaplanMeierFitter().fit(days, ~running)
    area, variance = restricted_mean_survival_time(fitted, 3 * 365, return_variance=True)
    assert made is not None
    assert made.error is not None
    assert made.mean * 365 == pytest.approx(area, rel=0.03)
    assert made.error * 365 == pytest.approx((variance / 600) ** 0.5, rel=0.2)


def coverage(draws: int, a_year: int, horizon: float, seed: int) -> float:
    """How often mean ± 1,96 errors holds the truth: stays come at random over 15 years, and are seen in the last three."""
    random = np.random.default_rng(seed)
    true = np.minimum(np.exp(random.normal(6, 1.1, 400_000)), horizon * 365).mean() / 365
    inside = said = 0
    for _ in range(draws):
        begin = random.uniform(-12 * 365, 3 * 365, random.poisson(a_year * 15)).astype(int)
        length = np.ceil(np.exp(random.normal(6, 1.1, begin.size))).astype(int)
        rows = [
            (max(0, -first), min(long, 1095 - first), first + long > 1095)
            for first, long in zip(begin.tolist(), length.tolist(), strict=True)
            if first + long > 0
        ]
        made = mean_stay(5, rows, horizon)
        if made is not None and made.says and made.error is not None:
            said += 1
            inside += abs(made.mean - true) <= 1.96 * made.error
    assert said > 0.95 * draws
    return inside / said


def test_the_interval_covers_a_known_length() -> None:
    """Lognormal stays, 20 a year; 200 municipalities: 95 % within what 200 drawings may give."""
    assert 0.90 <= coverage(200, 20, 10, seed=3) <= 0.985


@pytest.mark.soak
@pytest.mark.parametrize(("a_year", "horizon", "low"), [(5, 10, 0.89), (5, 3, 0.93), (20, 10, 0.92), (60, 10, 0.93), (60, 3, 0.925)])  # fmt: skip
def test_the_interval_covers_few_and_many(a_year: int, horizon: float, low: float) -> None:
    assert low <= coverage(1500, a_year, horizon, seed=5) <= 0.98
