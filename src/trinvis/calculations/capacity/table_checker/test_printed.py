from __future__ import annotations

from fractions import Fraction

import pytest

from trinvis.calculations.capacity.table_checker.printed import agree, read_cell, rounded_together


@pytest.mark.parametrize(
    ("text", "value", "step", "unit"),
    [
        ("1.462", 1462, 1, ""),
        ("3,8", "19/5", "1/10", ""),
        ("3,8 mia. kr.", 3_800_000_000, 100_000_000, "kr."),
        ("0,4 mio.", 400_000, 100_000, ""),
        ("237 mio. Kr.", 237_000_000, 1_000_000, "kr."),
        ("-26 %", -26, 1, "%"),
        ("−26 %", -26, 1, "%"),
        ("1,8 pct.", "9/5", "1/10", "%"),
        ("+ 9 pct. point", 9, 1, "pct.point"),
        ("-1 pct.point*", -1, 1, "pct.point"),
        ("7.6002", 7600, 1, ""),  # line 94: 7.600 and footnote 2
        ("4.800 årsværk1", 4800, 1, "årsværk"),
        ("96*", 96, 1, ""),
        ("*14 %", 14, 1, "%"),
        ("45 dage", 45, 1, "dage"),
        ("1679", 1679, 1, ""),
        ("12 345", 12345, 1, ""),
        ("0.125", "1/8", "1/1000", ""),
        ("4.1", "41/10", "1/10", ""),
        ("372 mio. kr. (dækker også hjemløse)", 372_000_000, 1_000_000, "kr."),
        ("1.950 (52 %)", 1950, 1, ""),
    ],
)
def test_a_number_as_it_is_printed(text: str, value: int | str, step: int | str, unit: str) -> None:
    number = read_cell(text).number
    assert number is not None
    assert (number.value, number.step, number.unit) == (Fraction(value), Fraction(step), unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("22-54 %", 22, 54),
        ("(9-17 %)", 9, 17),
        ("13.060-25.317", 13060, 25317),
        ("20-78 dage", 20, 78),
        ("-5 til 12", -5, 12),
        ("3,5–4,5", "7/2", "9/2"),
    ],
)
def test_an_interval(text: str, low: int | str, high: int | str) -> None:
    held = read_cell(text).interval
    assert held is not None
    assert [end.value for end in held] == [Fraction(low), Fraction(high)]


def test_a_number_with_its_interval() -> None:
    reading = read_cell("16 (11-21)")
    assert reading.number is not None
    assert reading.interval is not None
    assert [reading.number.value, *(end.value for end in reading.interval)] == [16, 11, 21]


@pytest.mark.parametrize("text", ["", "-", "–", "..", "…", " - "])
def test_nothing(text: str) -> None:
    assert read_cell(text).missing


@pytest.mark.parametrize("text", ["21-480-35.348", "3.907/460", "§ 97 + 99", "Økonomi", "1.5812.3"])
def test_words_and_misprints(text: str) -> None:
    reading = read_cell(text)
    assert (reading.number, reading.interval, reading.missing) == (None, None, False)


def test_what_a_printed_number_stands_for() -> None:
    number = read_cell("3,8").number
    assert number is not None
    assert (number.span.low, number.span.high) == (Fraction(375, 100), Fraction(385, 100))


def test_whole_hundreds_together_are_rounded_to_hundreds() -> None:
    numbers = [one for text in ("18.600", "10.000", "4.200") if (one := read_cell(text).number)]
    assert [span.half for span in rounded_together(numbers)] == [50, 50, 50]
    numbers = [one for text in ("18.600", "10.000", "4.207") if (one := read_cell(text).number)]
    assert [span.half for span in rounded_together(numbers)] == [Fraction(1, 2)] * 3


@pytest.mark.parametrize(
    ("one", "other", "same"), [("11,1", "11,2", False), ("11,14", "11,1", True), ("11,16", "11,1", False)]
)
def test_the_same_figure_printed_twice(one: str, other: str, same: bool) -> None:
    first, second = read_cell(one).number, read_cell(other).number
    assert first is not None
    assert second is not None
    assert agree(first, second) is same
