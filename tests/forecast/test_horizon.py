"""Where months and days lie, counted from the as-of day."""

from __future__ import annotations

import numpy as np
import pytest
from tests.forecast.known_frames import day

from trinvis.calculations.forecast.horizon import Horizon, month_index, month_of


def test_months_have_numbers_and_back() -> None:
    assert month_index(202601) - month_index(202512) == 1
    assert month_index(202601) - month_index(202501) == 12
    assert [month_of(month_index(month)) for month in (199912, 202401, 202612)] == [199912, 202401, 202612]


@pytest.mark.parametrize(
    ("as_of", "last", "months", "closed"),
    [
        (202606, 202612, 6, 6),
        (202601, 202612, 11, 1),
        (202611, 202612, 1, 11),
        (202612, 202612, 0, 12),
        (202512, 202612, 12, 0),  # a December looks ahead to a whole year
        (202511, 202612, 13, 0),
    ],
)
def test_how_much_of_the_year_is_open(as_of: int, last: int, months: int, closed: int) -> None:
    horizon = Horizon(as_of, last)
    assert (horizon.months, horizon.closed) == (months, closed)
    assert horizon.place(last) == months
    assert horizon.month(months) == last


@pytest.mark.parametrize(("as_of", "text"), [(202606, "2026-06-30"), (202402, "2024-02-29"), (202512, "2025-12-31")])
def test_the_as_of_day(as_of: int, text: str) -> None:
    assert Horizon(as_of, 202612).day == day(text)


def test_places_run_over_new_year() -> None:
    horizon = Horizon(202512, 202612)
    assert [horizon.place(month) for month in (202510, 202512, 202601, 202612)] == [-2, 0, 1, 12]
    assert [horizon.month(place) for place in (-12, -2, 0, 1, 12)] == [202412, 202510, 202512, 202601, 202612]


def test_days_of_months_in_a_leap_year_and_another() -> None:
    assert Horizon(202312, 202412).days(0, 3).tolist() == [31, 31, 29, 31]
    assert Horizon(202512, 202612).days(1, 12).tolist() == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert Horizon(202512, 202612).days(1, 12).sum() == 365
    assert Horizon(202312, 202412).days(1, 12).sum() == 366
    assert Horizon(202403, 202412).days(-4, -1).tolist() == [30, 31, 31, 29]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2026-06-30", 0),  # the as-of day itself
        ("2026-06-15", -0.5),  # half of June is over
        ("2026-05-31", -1),
        ("2026-07-01", 1 / 31),
        ("2026-07-31", 1),
        ("2026-09-15", 2.5),
        ("2026-12-31", 6),
        ("2027-02-14", 7.5),
        ("2028-02-29", 20),
        ("2028-02-28", 19 + 28 / 29),
        ("1969-12-31", -678),  # before day 0: 56 years and 6 months
    ],
)
def test_where_a_day_ends(text: str, place: float) -> None:
    assert Horizon(202606, 202612).end_of(np.array([float(day(text))])) == pytest.approx([place])


def test_an_unknown_day_stays_unknown() -> None:
    found = Horizon(202606, 202612).end_of(np.array([np.nan, np.inf, -np.inf, float(day("2026-07-31"))]))
    assert np.isnan(found[0])
    assert found[1:].tolist() == [np.inf, -np.inf, 1]


def test_what_is_given_is_not_changed() -> None:
    given = np.array([float(day("2026-07-31"))])
    Horizon(202606, 202612).end_of(given)
    assert given.tolist() == [float(day("2026-07-31"))]
