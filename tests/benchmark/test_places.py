"""Places by kroner, and the places of other years."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.benchmark.places import places

YEARS = {
    2023: {1: 900, 2: 700, 3: 800, 4: None},
    2024: {1: 900, 2: 950, 3: 900},
    2025: {1: 900, 2: 700, 3: 900, 4: None, 5: Fraction(1801, 2)},
}


def test_equal_values_share_the_best_place_and_the_years_give_the_range():
    """2025: municipality 5 has 900,50, then 1 and 3 alike, then 2, which was first in 2024 and third in 2023."""
    found = places(YEARS, 2025)
    assert [(row.code, row.place, row.of, row.low, row.high) for row in found.rows] == [
        (5, 1, 4, 1, 1),
        (1, 2, 4, 1, 2),
        (3, 2, 4, 2, 2),
        (2, 4, 4, 1, 4),
    ]
    assert (found.left_out, found.rows[0].years, found.rows[1].years) == ((4,), (2025,), (2023, 2024, 2025))
    assert [row.code for row in places(YEARS, 2025, largest_first=False).rows] == [2, 1, 3, 5]


@given(st.dictionaries(st.integers(1, 60), st.one_of(st.none(), st.integers(-5, 5)), max_size=30), st.booleans())
def test_a_place_is_one_more_than_those_before(values, largest_first):
    known = [value for value in values.values() if value is not None]
    if len(known) < 2:
        with pytest.raises(CannotCompare, match="Færre end to"):
            places({2025: values}, 2025, largest_first=largest_first)
        return
    found = places({2025: values}, 2025, largest_first=largest_first)
    assert len(found.rows) + len(found.left_out) == len(values)
    for row in found.rows:
        before = [value for value in known if (value > row.value if largest_first else value < row.value)]
        assert row.place == row.low == row.high == 1 + len(before)
