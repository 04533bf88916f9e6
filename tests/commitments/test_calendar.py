"""Months as day numbers, checked against Python's own calendar."""

from __future__ import annotations

import calendar as python_calendar
from datetime import date

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from trinvis.calculations.commitments.calendar import LAST_CIVIL_DAY, OPEN_DAY, CivilDay, day_number, months
from trinvis.engine import Engine


def test_a_month_has_its_days_and_its_years_days() -> None:
    february = months(2023, 2025).filter(pl.col("month") % 100 == 2)

    assert february.select("month", "year", "days", "year_days").rows() == [
        (202302, 2023, 28, 365),
        (202402, 2024, 29, 366),
        (202502, 2025, 28, 365),
    ]


def test_months_follow_each_other_without_gap_or_overlap() -> None:
    calendar = months(2021, 2028)

    assert calendar.height == 96
    assert calendar["first_day"][0] == day_number(date(2021, 1, 1))
    assert calendar["last_day"][-1] == day_number(date(2028, 12, 31))
    assert (calendar["first_day"][1:] - calendar["last_day"][:-1]).unique().to_list() == [1]
    assert (calendar["last_day"] - calendar["first_day"] + 1).equals(calendar["days"])


def test_years_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="byt om på årene"):
        months(2026, 2025)


def test_the_open_day_is_the_last_that_a_date_can_hold() -> None:
    assert day_number(date.max) == OPEN_DAY
    assert day_number(date(2100, 1, 31)) == LAST_CIVIL_DAY


def test_first_and_last_day_of_the_month_of_any_day(engine: Engine) -> None:
    numbers = [*range(day_number(date(1995, 1, 1)), day_number(date(2041, 1, 1)), 3), -25_000, 0, LAST_CIVIL_DAY]
    expected = []
    for number in numbers:
        day = date.fromordinal(number + date(1970, 1, 1).toordinal())
        length = python_calendar.monthrange(day.year, day.month)[1]
        expected.append((number, day_number(day.replace(day=1)), day_number(day.replace(day=length))))

    civil = CivilDay.of(nw.col("day"))
    found = engine.frame(pl.DataFrame({"day": numbers})).select(
        "day", first=civil.month_start(), last=civil.month_end()
    )

    assert sorted(engine.collect(found).rows()) == sorted(expected)
