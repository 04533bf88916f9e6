"""CPR numbers: recognised in the forms they come in, and read for the birth date with its century."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.intake.cpr import read_cpr


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("010115-9999", date(2015, 1, 1)),  # 9 and year 15: 2000–36
        ("010140-9999", date(1940, 1, 1)),  # 9 and year 40: 1937–99
        ("010115-4999", date(2015, 1, 1)),
        ("010115-0999", date(1915, 1, 1)),
        ("010190-3999", date(1990, 1, 1)),
        ("010157-5999", date(2057, 1, 1)),
        ("010158-8999", date(1858, 1, 1)),
        ("610115-9999", date(2015, 1, 1)),  # replacement number: 60 added to the day
        ("290216-9999", date(2016, 2, 29)),
    ],
)
def test_birth_date(text: str, birth: date) -> None:
    read = read_cpr(pl.Series([text]))
    assert read.birth.to_list() == [birth]
    assert read.is_cpr.to_list() == [True]


def test_one_child_in_every_spelling() -> None:
    spellings = ["010115-9999", "0101159999", "010115 9999", " 010115-9999 ", "101159999", "101159999.0"]
    assert set(read_cpr(pl.Series(spellings)).identifier) == {"010115-9999"}


@pytest.mark.parametrize("text", ["Cpr. 1", "290215-9999", "001315-9999", "Barn 7", "1234567890123"])
def test_an_identifier_need_not_be_a_cpr_number(text: str) -> None:
    read = read_cpr(pl.Series([text]))
    assert (read.identifier[0], read.birth[0], read.is_cpr[0]) == (text, None, False)


def test_modulus_11_is_a_hint_for_old_numbers_only() -> None:
    """070761-4285 is CPR-kontoret's own example of a number that passes; 010115-9999 fails but is from after 2007."""
    read = read_cpr(pl.Series(["070761-4285", "070761-4286", "010115-9999"]))
    assert read.hint.to_list() == [False, True, False]
