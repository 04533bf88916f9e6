"""Values as users type them and as they read them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.parameters import Parameters
from trinvis.parameters.errors import ParameterError
from trinvis.parameters.value import Kind, from_file, from_typed, shown_text


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("oere", "860.000", 86_000_000),
        ("oere", "1.234,56", 123_456),
        ("oere", "1234,5", 123_450),
        ("oere", "-10", -1_000),
        ("oere", "−10", -1_000),
        ("hundredths", "95,4", 9_540),
        ("integer", "12", 12),
        ("text", " pl ", "pl"),
        ("flag", "Ja", 1),
        ("oere", "", None),
    ],
)
def test_what_is_typed(kind: Kind, typed: str, kept: int | str | None) -> None:
    assert from_typed(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("oere", "12.34"),
        ("oere", "1,234"),
        ("oere", "abc"),
        ("integer", "1,5"),
        ("flag", "måske"),
        ("oere", "1.23.456"),
    ],
)
def test_what_cannot_be_read_says_the_wanted_form(kind: Kind, typed: str) -> None:
    with pytest.raises(ParameterError, match="skriv"):
        from_typed(kind, typed)


@settings(deadline=None)
@given(st.integers(-(10**14), 10**14))
def test_shown_amounts_are_read_back(oere: int) -> None:
    assert from_typed("oere", shown_text("oere", oere)) == oere


def test_files_use_a_decimal_point_and_nothing_is_rounded() -> None:
    assert from_file("oere", "145.1") == 14_510
    with pytest.raises(ValueError, match=r"145\.123"):
        from_file("oere", "145.123")


def test_a_value_is_read_with_its_unit() -> None:
    value = Parameters.shipped().value("statutory_rates", date(2024, 5, 1), "lost_earnings_most")
    assert value.text() == "35.247 kr. pr. måned"
    assert value.mark() == ""


def test_text_is_no_number() -> None:
    with pytest.raises(ParameterError, match="ikke et tal"):
        Parameters.shipped().value("dranst", date(2024, 5, 1), "1").number()
