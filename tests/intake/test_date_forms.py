"""Dates: how each text is read, and how a column decides."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.intake.date_forms import read_dates
from trinvis.intake.number_forms import TwoReadings


def _read(*texts: str | None, remembered: str | None = None, asked: str | None = None):  # type: ignore[no-untyped-def]
    return read_dates(pl.Series(texts, dtype=pl.String), remembered=remembered, asked=asked)


@pytest.mark.parametrize(
    "text",
    ["01-03-2026", "01.03.2026", "1/3-2026", "01.03.26", "2026-03-01", "20260301", "46082", "1. marts 2026", "01-mar-26",
     "2026-03-01 00:00:00", "01-03-2026 12:30", "2026-03-01T00:00:00Z", "01032026"],
)  # fmt: skip
def test_the_first_of_march(text: str) -> None:
    assert _read(text).values.to_list() == [date(2026, 3, 1)]


@pytest.mark.parametrize("text", ["31.02.2026", "01.13.2026", "i morgen", "2026", "1.3.", "01.03.1826", "123456"])
def test_no_date(text: str) -> None:
    column = _read(text)
    assert column.values.to_list() == [None]
    assert column.unreadable.to_list() == [True]


@pytest.mark.parametrize(
    "text", ["01.01.9999", "31-12-9999", "9999-12-31", "2958101", "2958465", "9999-01-01 00:00:00"]
)
def test_the_unknown_day(text: str) -> None:
    """Seed 003 line 4850: 01.01.9999 is no known stop date."""
    column = _read(text)
    assert column.values.to_list() == [None]
    assert column.unreadable.to_list() == [False]


def test_slashes_allow_two_readings_until_a_value_tells() -> None:
    with pytest.raises(TwoReadings):
        _read("03/04/2026", "05/06/2026")
    assert _read("03/04/2026", asked="dmy").values[0] == date(2026, 4, 3)
    assert _read("03/04/2026", asked="mdy").values[0] == date(2026, 3, 4)
    assert _read("03/04/2026", remembered="mdy").values[0] == date(2026, 3, 4)
    assert _read("03/04/2026", "31/12/2026").values[0] == date(2026, 4, 3)
    assert _read("03/04/2026", "12/31/2026").values[0] == date(2026, 3, 4)


def test_the_same_day_either_way_is_no_question() -> None:
    assert _read("03/03/2026").values[0] == date(2026, 3, 3)


@given(st.dates(date(1955, 1, 1), date(2099, 12, 31)))
def test_every_day_in_every_form(day: date) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    texts = [day.isoformat(), f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", str(serial), "31-12-2026"]
    assert set(_read(*texts).values[:-1]) == {day}
