"""Numbers: how each text is read, and how a column decides."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.intake.number_forms import LARGEST, TwoReadings, read_integers, read_numbers


def _read(
    *texts: str | None,
    spreadsheet: bool = False,
    remembered: str | None = None,
    asked: str | None = None,
    per_cent: bool = False,
):  # type: ignore[no-untyped-def]
    series = pl.Series(texts, dtype=pl.String)
    return read_numbers(
        series, scale=100, spreadsheet=spreadsheet, remembered=remembered, asked=asked, per_cent=per_cent
    )


@pytest.mark.parametrize(
    ("text", "oere"),
    [
        ("1.234,56", 123_456),
        ("1234,5", 123_450),
        ("12.345.678,90", 1_234_567_890),
        ("1.234,56-", -123_456),
        ("-1.234,56", -123_456),
        ("−1.234,56", -123_456),
        ("(1.234,56)", -123_456),
        ("kr. 1.234,56", 123_456),
        ("1.234,56 kr.", 123_456),
        ("DKK 1.234,56", 123_456),
        ("-kr. 5,00", -500),
        ("1.234,-", 123_400),
        ("1 234,56", 123_456),
        ("1\u00a0234,56", 123_456),
        ("0,005", 1),
        ("-0,005", -1),
        ("1.234", 123_400),
        ("7", 700),
    ],
)
def test_danish(text: str, oere: int) -> None:
    assert _read(text, "9,99").values[0] == oere


@pytest.mark.parametrize(
    ("text", "oere"), [("1,234.56", 123_456), ("1,234", 123_400), ("12.5", 1_250), ("(3.10)", -310)]
)
def test_english(text: str, oere: int) -> None:
    assert _read(text, "9.99").values[0] == oere


@pytest.mark.parametrize("text", ["x", "1.2.3", "--5", "1,2,3,4", "12 34", "1.23,4.5", "#REF!", "01-01-2026", "5 stk"])
def test_no_number(text: str) -> None:
    column = _read(text, "9,99")
    assert column.values[0] is None
    assert column.unreadable[0]


@pytest.mark.parametrize("text", ["-", "–", "..", None])
def test_blank(text: str | None) -> None:
    column = _read(text, "9,99")
    assert column.values[0] is None
    assert not column.unreadable[0]


def test_every_value_allows_two_readings() -> None:
    with pytest.raises(TwoReadings):
        _read("1.234", "5.000", "12")
    assert _read("1.234", "5.000", asked="da").values.to_list() == [123_400, 500_000]
    assert _read("1.234", "5.000", asked="en").values.to_list() == [123, 500]
    assert _read("1.234", "5.000", remembered="da").form == "da"


def test_one_telling_value_decides_the_column() -> None:
    assert _read("1.234", "1.200.000").values.to_list() == [123_400, 120_000_000]
    assert _read("1.234", "0.5").values.to_list() == [123, 50]


def test_the_values_overrule_what_was_remembered_or_asked() -> None:
    assert _read("1.234", "7,50", remembered="en", asked="en").values.to_list() == [123_400, 750]


def test_what_does_not_follow_the_column_is_unreadable_not_guessed() -> None:
    column = _read("1.234,50", "2.345,60", "12.50")
    assert column.values.to_list() == [123_450, 234_560, None]
    assert column.unreadable.to_list() == [False, False, True]


def test_whole_numbers_are_read_without_a_form() -> None:
    assert _read("100", "2500").form == ""


def test_numbers_of_a_sheet_stand_beside_danish_texts() -> None:
    """41500.5 was a number in the sheet; *1.234* was a text; 1.2340 is how the number 1,234 is marked."""
    column = _read("41500.5", "1.234", "1.234,50", "1.2340", "1e+06", spreadsheet=True)
    assert column.values.to_list() == [4_150_050, 123_400, 123_450, 123, 100_000_000]


def test_per_cents_may_be_shares() -> None:
    assert _read("0,4", "1", per_cent=True).values.to_list() == [4_000, 10_000]
    assert _read("40 %", "100 %", per_cent=True).values.to_list() == [4_000, 10_000]
    assert _read("0,4", "95,4", per_cent=True).values.to_list() == [40, 9_540]


def test_too_large_is_unreadable() -> None:
    column = _read("99999999999999999999", "1,00")
    assert column.too_large.to_list() == [True, False]
    assert column.values.to_list() == [None, 100]


@given(st.integers(-LARGEST, LARGEST))
def test_danish_round_trip_to_the_oere(oere: int) -> None:
    kroner, rest = divmod(abs(oere), 100)
    text = ("-" if oere < 0 else "") + f"{kroner:,}".replace(",", ".") + f",{rest:02d}"
    assert _read(text, "0,01").values[0] == oere


def test_integers() -> None:
    column = read_integers(pl.Series(["1.234", "12", "12.0", "-3", "1,5", "x", None]))
    assert column.values.to_list() == [1_234, 12, 12, -3, None, None, None]
    assert column.unreadable.to_list() == [False, False, False, False, True, True, False]


def test_three_zeros_after_a_mark_are_thousands_where_numbers_are_whole() -> None:
    texts = ["1.000", "12.000", "1,00", "7,0", "0,000", "1.234", "1.234.000", "2026"]
    read = read_integers(pl.Series(texts))
    assert read.values.to_list() == [1_000, 12_000, 1, 7, 0, 1_234, 1_234_000, 2_026]
