"""The checker, run on the printed tables of seed 002, finds the faults that the domain notes name, and nothing that is none."""

from __future__ import annotations

from functools import cache

import pytest
from tests.capacity.named_faults import FURTHER, NAMED, Named
from tests.capacity.printed_tables import tables

from trinvis.calculations.capacity.table_checker import Finding, Table, check_table, description_of


@cache
def findings(number: str) -> tuple[Finding, ...]:
    table, about = tables()[number]
    return check_table(table, about, tables())


def shown(fault: Named) -> bool:
    return any(one.code == fault.code and fault.says in one.message for one in findings(fault.table))


@pytest.mark.parametrize("fault", NAMED, ids=lambda fault: fault.name)
def test_a_named_fault_is_found(fault: Named) -> None:
    assert shown(fault), [one.message for one in findings(fault.table)]


def test_at_least_nine_in_ten_of_those_that_a_table_can_show() -> None:
    assert sum(map(shown, NAMED)) >= 0.9 * len(NAMED)


def test_nothing_else_is_said_than_what_is_so() -> None:
    known = {(fault.table, fault.code) for fault in NAMED} | FURTHER.keys()
    said = {(number, one.code) for number in tables() for one in findings(number)}
    assert said <= known


def test_every_message_has_its_arithmetic() -> None:
    for number in tables():
        for one in findings(number):
            assert any(letter.isdigit() for letter in one.message)
            assert one.message.endswith(".")


def test_sums_off_by_one_or_two_are_rounding() -> None:
    """E30: tables 4-7, 4-8, 4-27 and 4-28 miss their totals by 1 or 2 (lines 2873, 2934, 4450, 4485)."""
    assert not [one for number in ("4-7", "4-8", "4-27", "4-28") for one in findings(number) if one.kind == "sum"]


def test_a_mean_above_the_third_quartile() -> None:
    """E6: quartiles 7,8 and 10,9 mio. (line 2622), and 13,3 mia. over 1.208.300 children is 11,01 mio. per 1.000."""
    table = Table.of(["1. kvartil", "3. kvartil", "Gennemsnit"], {"Udgift pr. 1.000": ["7,8", "10,9", "11,01"]})
    said = {
        "q1": "1. kvartil",
        "q3": "3. kvartil",
        "mean": "Gennemsnit",
        "n": "98",
        "weighted": "true",
        "by": "columns",
    }
    found = check_table(table, description_of({"quartiles": [said]}))
    assert [(one.code, one.sure) for one in found] == [("quartiles-mean", "look")]
    assert "10,9" in found[0].message
