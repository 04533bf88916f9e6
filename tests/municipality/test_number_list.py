"""Many numbers as a short text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.number_list import packed, unpacked


@given(st.lists(st.integers(min_value=-(2**60), max_value=2**60)))
def test_what_is_packed_comes_back(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == sorted(set(numbers))


def test_thousands_of_children_stay_short_and_unquoted_in_an_address() -> None:
    numbers = Random(1).sample(range(1, 100_000), 5_000)  # as Trinvis gives them: in no order
    text = packed(numbers)
    assert len(text) < 7_000
    assert text in str(Address("commitments", 2026, "2026-09-30", "amount_oere", {"child_no": text}))


@pytest.mark.parametrize("wrong", ["~", "~AAAA", packed(range(50))[:-4], "~æ"])
def test_what_is_cut_or_changed_is_refused(wrong: str) -> None:
    with pytest.raises(BadAddress, match="liste af numre"):
        unpacked(wrong)
