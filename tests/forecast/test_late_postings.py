"""Invoices still to come for months long closed: the run-off of posted øre, by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from tests.forecast.known_frames import rows

from trinvis.calculations.forecast.horizon import Horizon, month_index, month_of
from trinvis.calculations.forecast.known import runoff_types
from trinvis.calculations.forecast.late_postings import DELAYS, LatePostings, late_postings, triangle

JUNE = Horizon(202606, 202612)
REPORTS = {
    202601: [70, 15, 10, 5, 0, 0],
    202602: [70, 15, 10, 9, 0],
    202603: [140, 30, 20, 10],
    202604: [70, 15, 10],
    202605: [70, 15],
    202606: [70],
}
"""Month of service → kroner posted in it and in the months after it."""


def posted(reports: Mapping[int, Sequence[float]]) -> list[tuple[int, int, float]]:
    return [
        (month, month_of(month_index(month) + delay), kr)
        for month, by_delay in reports.items()
        for delay, kr in enumerate(by_delay)
    ]


def found(reports: Mapping[int, Sequence[float]], horizon: Horizon = JUNE) -> LatePostings:
    return late_postings(rows(runoff_types(), posted(reports)), horizon)


def test_the_triangle() -> None:
    got, months = triangle(rows(runoff_types(), posted(REPORTS)), JUNE)
    assert months == (202601, 202602, 202603, 202604, 202605, 202606)
    told = [[kr for kr in row if not np.isnan(kr)] for row in (got / 100).tolist()]
    assert [row[:6] for row in told] == [
        [70, 85, 95, 100, 100, 100],
        [70, 85, 95, 104, 104],
        [140, 170, 190, 200],
        [70, 85, 95],
        [70, 85],
        [70],
    ]
    assert got.shape == (6, DELAYS)


def test_the_reserve_of_older_months_by_hand() -> None:
    """From the third to the fourth month (100 + 104 + 200) / (95 + 95 + 190) = 404 / 380, and no more after it.

    April lies before the two newest months: 95 · 404 / 380 − 95 = 6. Mack: σ² = 0.12632 / 2, and
    95² · σ² · (1 / 95 + 1 / 380) = 7.5.
    """
    got = found(REPORTS)
    assert got.mean == pytest.approx(600)
    assert got.deviation == pytest.approx(100 * 7.5**0.5)
    drawn = got.drawn(200_000, np.random.default_rng(1))
    assert (drawn.mean(), drawn.std()) == (pytest.approx(600, abs=3), pytest.approx(got.deviation, rel=0.01))


def test_all_in_within_two_months_leaves_nothing() -> None:
    months = [month_of(month_index(202606) - back) for back in range(12)]
    reports = {month: [80, 20][: back + 1] for back, month in enumerate(months)}
    got = found(reports)
    assert (got.mean, got.deviation) == (pytest.approx(0), pytest.approx(0))


def test_months_of_the_year_before_are_no_longer_waited_for() -> None:
    """The same months, as of January: December and older belong to the year that has closed."""
    months = [month_of(month_index(202601) - back) for back in range(12)]
    reports = {month: [70, 15, 10, 5][: back + 1] for back, month in enumerate(months)}
    assert found(reports, Horizon(202601, 202612)).mean == 0
    assert found(reports, Horizon(202601, 202601)).mean == 0
    december = {month_of(month_index(month) - 1): kr for month, kr in reports.items()}
    ahead = found(december, Horizon(202512, 202612))
    assert (ahead.mean, ahead.deviation) == (0, 0)


def test_what_is_posted_before_its_month_counts_in_it() -> None:
    early = rows(runoff_types(), [*posted(REPORTS), (202606, 202605, 30.0)])
    got, _ = triangle(early, JUNE)
    assert got[-1, 0] == 10_000


@pytest.mark.parametrize("reports", [{}, {202605: [70, 15], 202606: [70]}, {month: [0] for month in REPORTS}])
def test_too_little_to_tell_is_nothing(reports: Mapping[int, Sequence[float]]) -> None:
    got = found(reports)
    assert (got.mean, got.deviation) == (0, 0)
    assert got.drawn(3, np.random.default_rng(2)).tolist() == [0, 0, 0]


AT_ONCE_NEVER = {202601: [0, 85], 202602: [0, 85], 202603: [0, 85], 202604: [0, 85], 202605: [0, 85], 202606: [70]}
CREDITED = {**REPORTS, 202603: [-140, 300, 20, 10]}
INCOME = {month: [-kr for kr in by_delay] for month, by_delay in REPORTS.items()}


@pytest.mark.parametrize("reports", [AT_ONCE_NEVER, CREDITED, INCOME], ids=["nothing at once", "credited", "income"])
def test_a_triangle_that_chain_ladder_cannot_take_is_no_stop_for_the_forecast(
    reports: Mapping[int, Sequence[float]],
) -> None:
    """A column of zeros, a credit note before its invoice, an area of income: some finite answer, and no exception."""
    got = found(reports)
    assert np.isfinite([got.mean, got.deviation]).all()
