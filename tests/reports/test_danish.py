"""Danish figures and days, input beside answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.reports import danish


@pytest.mark.parametrize(
    ("oere", "text"),
    [(0, "0"), (123_456_700, "1.234.567"), (-100, "−1"), (150, "2"), (-150, "−2"), (149, "1"), (-49, "0")],
)
def test_whole_kroner(oere: int, text: str) -> None:
    """A half is rounded away from zero; nothing is ever minus nothing."""
    assert danish.kroner(oere) == text


@pytest.mark.parametrize(("oere", "text"), [(5, "0,05"), (-5, "−0,05"), (123_456_789, "1.234.567,89")])
def test_kroner_and_oere(oere: int, text: str) -> None:
    assert danish.kroner(oere, 2) == text


@pytest.mark.parametrize(
    ("oere", "text"), [(11_900_000_000, "119,0"), (12_144_999_999, "121,4"), (-240_000_000, "−2,4"), (5_000_000, "0,1")]
)
def test_millions(oere: int, text: str) -> None:
    assert danish.millions(oere) == text


@pytest.mark.parametrize(("hundredths", "text"), [(240, "2,4 %"), (-1_234, "−12,3 %"), (10_000, "100,0 %")])
def test_per_cent(hundredths: int, text: str) -> None:
    assert danish.per_cent(hundredths) == text


def test_days_and_months() -> None:
    assert danish.day(date(2026, 9, 3)) == "03.09.2026"
    assert danish.long_day(date(2026, 9, 3)) == "3. september 2026"
    assert danish.month(202603) == "marts 2026"
    assert danish.short_month(202605) == "maj"


def test_one_and_many() -> None:
    assert danish.count(1, "række", "rækker") == "1 række"
    assert danish.count(2_345, "række", "rækker") == "2.345 rækker"


@given(st.integers(-(10**15), 10**15))
def test_two_decimals_lose_nothing(oere: int) -> None:
    text = danish.kroner(oere, 2).replace(".", "").replace(",", "").replace(danish.MINUS, "-")
    assert int(text) == oere


def test_a_day_is_read_as_people_type_it() -> None:
    day = date(2026, 9, 30)
    assert [danish.day_from(text) for text in ("2026-09-30", "30.09.2026", "30-9-2026", " 30/09/2026 ")] == [day] * 4
    assert [danish.day_from(text) for text in ("31.09.2026", "i går", "", "30.09.26", "٣٠.٠٩.٢٠٢٦")] == [None] * 5
