"""Months as columns, as headings and as stated in a posting's text."""

from __future__ import annotations

import polars as pl
import pytest

from trinvis.intake.months import MonthHeading, month_heading, read_months, stated_months


@pytest.mark.parametrize(
    ("text", "month", "year"),
    [("jan", 1, None), ("Januar", 1, None), ("Marts 2026", 3, 2026), ("maj-26", 5, 2026), ("2026-12-01", 12, 2026),
     ("03-2026", 3, 2026), ("Okt.", 10, None)],
)  # fmt: skip
def test_headings(text: str, month: int, year: int | None) -> None:
    assert month_heading(text) == MonthHeading(month, year)


@pytest.mark.parametrize("text", ["mdr.…", "I alt", "Marianne", "2026", "Junior", "1"])
def test_no_month_heading(text: str) -> None:
    assert month_heading(text) is None


@pytest.mark.parametrize(
    "text", ["2026-03", "202603", "03-2026", "3/2026", "marts 2026", "mar-26", "2026M03", "003.2026", "2026-03-01", "3"]
)
def test_month_columns(text: str) -> None:
    values, unreadable = read_months(pl.Series([text]), 2026)
    assert (values.to_list(), unreadable.to_list()) == ([202603], [False])


@pytest.mark.parametrize("text", ["13", "2026-13", "foråret"])
def test_no_month(text: str) -> None:
    values, unreadable = read_months(pl.Series([text]), 2026)
    assert (values.to_list(), unreadable.to_list()) == ([None], [True])


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Døgntakst februar 2026", 202602),
        ("Plejevederlag dec. 2025", 202512),
        ("vedr. marts", 202603),
        ("Samlefaktura for december", 202512),
        ("periode 2026-01", 202601),
        ("takst 02/2026", 202602),
        ("feb 26", 202602),
        ("August Hansen", None),
        ("faktura 12-02-2026", None),
        ("Maj 2010", None),
        ("uge 12", None),
        (None, None),
    ],
)
def test_the_month_of_service_that_a_text_states(text: str | None, month: int | None) -> None:
    """Posted in March 2026: a name without a year is the latest such month; a person's name is none."""
    stated = stated_months(pl.Series([text], dtype=pl.String), pl.Series([202603]))
    assert stated.to_list() == [month]
