from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, table
from trinvis.calculations.capacity.table_checker.number_form import english


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1,041.8", "312.5"], True),
        (["1,041", "312", "2,040"], True),
        (["1,041", "12.5"], True),
        (["1.041,8", "312,5"], False),
        (["1.041", "312"], False),
        (["1,041", "2,112"], False),  # three decimals, or thousands: Danish
        (["1,041", "0,312"], False),
        (["12.5", "7.25"], False),
    ],
)
def test_the_decimal_mark_is_told_from_all_the_cells(cells: list[str], said: bool) -> None:
    assert english([cells]) == said


def test_an_english_table_is_added_up_as_it_is_meant() -> None:
    text = ";2020;2021\nA;1,041.5;312.5\nB;958.5;1,187.5\nI alt;2,000.0;{}"
    sums = {"sums": [{"total": "I alt"}]}
    assert not found(text.format("1,500.0"), **sums)
    assert codes(found(text.format("1,600.0"), **sums)) == ["sum"]


def test_the_description_may_say_it() -> None:
    text = ";2020\nA;1,041\nB;2,112\nI alt;3,153"
    assert table(text)
    said = found(text.replace("3,153", "3,253"), decimal="point", sums=[{"total": "I alt"}])
    assert "1.041 + 2.112 = 3.153, tabellen siger 3.253" in said[0].message
