"""How prices of running grants changed in earlier years, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.forecast.known_frames import Course, seen, snapshots

from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.price_changes import PriceChange, price_change

JUNE = Horizon(202606, 202612)


def found(*courses: Course, first: int = 202506, horizon: Horizon = JUNE) -> PriceChange:
    return price_change(seen(courses, snapshots(first, horizon.as_of)), horizon)


def ten(prices: dict[int, float], *, number: int = 10, start: int = 1, **how: object) -> list[Course]:
    return [Course(start + n, "2024-01-01", prices=prices, **how) for n in range(number)]  # type: ignore[arg-type]


def test_dearer_by_two_per_cent_in_the_months_that_followed() -> None:
    got = found(*ten({202401: 100, 202507: 102}))
    assert got.years == ((2025, pytest.approx(0.02)),)
    assert got.mean == pytest.approx(0.01)  # half of it: no change weighs as a year
    assert got.deviation > 0


def test_a_change_in_october_counts_for_the_months_it_holds() -> None:
    """102 in October, November and December of the six months: 1 per cent on the whole."""
    assert found(*ten({202401: 100, 202510: 102})).years == ((2025, pytest.approx(0.01)),)


def test_prices_weigh_by_what_they_cost() -> None:
    """Ten at 100 become 110, ten at 300 stay: 100 of 4,000."""
    got = found(*ten({202401: 100, 202507: 110}), *ten({202401: 300}, start=11))
    assert got.years == ((2025, pytest.approx(0.025)),)


def test_each_earlier_year_counts_once() -> None:
    prices = {202301: 100, 202307: 101, 202407: 103.02, 202507: 100}
    years = found(*ten(prices), first=202306).years
    assert [year for year, _ in years] == [2025, 2024, 2023]
    assert [change for _, change in years] == pytest.approx([100 / 103.02 - 1, 0.02, 0.01])


def test_the_months_are_those_of_the_horizon() -> None:
    """From December a whole year follows: dearer in July is half of it. From October, July has passed."""
    prices = {202401: 100, 202507: 104}
    assert found(*ten(prices), first=202412, horizon=Horizon(202512, 202612)).years == ((2024, pytest.approx(0.02)),)
    october = found(*ten(prices), first=202510, horizon=Horizon(202610, 202612))
    assert october.years == ((2025, pytest.approx(0)),)


def test_the_order_of_rows_changes_no_bit() -> None:
    """Sums of floats depend on their order; sixty changes that are no whole øre, in twenty orders."""
    courses = [
        Course(n, "2024-01-01", prices={202401: 91.37 * n, 202507 + n % 6: 93.11 * n + 0.07}) for n in range(1, 61)
    ]
    rows = seen(courses, snapshots(202506, 202606))
    orders = [rows.sample(fraction=1, shuffle=True, seed=seed) for seed in range(20)]
    assert len({price_change(one, JUNE).mean for one in orders}) == 1


@pytest.mark.parametrize(
    "courses",
    [
        [],
        ten({202401: 100, 202507: 102}, number=9),  # too few to tell
        ten({202401: 100, 202507: 102}, granted=0),  # announced: no price yet
        ten({202401: 100, 202507: 102}, stops={202401: "2027-01-31"}),  # planned: not what is looked at
        ten({202401: 0, 202507: 0}),  # paid once
    ],
)
def test_nothing_to_learn_from_is_no_change_with_a_width(courses: list[Course]) -> None:
    got = found(*courses)
    assert got.years == ()
    assert got.mean == 0
    assert got.deviation > 0
    drawn = got.drawn(20_000, np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(1, abs=0.001)
    assert 0.001 < drawn.std() < 0.05


def test_a_history_with_a_hole_tells_of_no_year() -> None:
    shown = [month for month in snapshots(202506, 202606) if month != 202509]
    assert price_change(seen(ten({202401: 100, 202507: 102}), shown), JUNE).years == ()


def test_nothing_ahead_nothing_seen() -> None:
    for horizon in (Horizon(202612, 202612), JUNE):
        got = price_change(seen([], []), horizon)
        assert (got.years, got.mean) == ((), 0)


def indexed(index: float, prices: dict[int, float], first: int = 202506) -> PriceChange:
    return price_change(seen(ten(prices), snapshots(first, 202606)), JUNE, index)


def test_the_index_weighs_as_a_year() -> None:
    """Two per cent seen in one year, four said by the index: three. Spread: (0.01² + 2 · 0.006²) / 3 · (1 + 1/2)."""
    got = indexed(0.04, {202401: 100, 202507: 102})
    assert got.mean == pytest.approx(0.03)
    assert got.deviation == pytest.approx(((0.0001 + 0.000072) / 3 * 1.5) ** 0.5)
    assert got.freedom == 5


def test_the_index_weighs_less_the_more_years_are_seen() -> None:
    """Seen 1, 2 and 3 per cent, the index says 10: (6 + 10) / 4."""
    prices = {202301: 10_000, 202307: 10_100, 202407: 10_302, 202507: 10_611.06}
    assert indexed(0.10, prices, first=202306).mean == pytest.approx(0.04)


def test_with_nothing_seen_the_index_is_what_is_said() -> None:
    """Spread: 2 · 0.006² / 2 · (1 + 1)."""
    got = price_change(seen([], []), JUNE, 0.025)
    assert (got.years, got.mean) == ((), pytest.approx(0.025))
    assert got.deviation == pytest.approx(0.006 * 2**0.5)
    assert got.drawn(100_000, np.random.default_rng(3)).mean() == pytest.approx(1.025, abs=0.001)


def test_years_that_agree_make_surer_than_years_that_do_not() -> None:
    same = found(*ten({202301: 100, 202307: 102, 202407: 104.04, 202507: 106.12}), first=202306)
    wild = found(*ten({202301: 100, 202307: 110, 202407: 99, 202507: 104}), first=202306)
    assert same.deviation < wild.deviation
    drawn = wild.drawn(200_000, np.random.default_rng(2))
    assert drawn.mean() == pytest.approx(1 + wild.mean, abs=0.001)
