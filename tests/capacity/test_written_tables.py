"""Sixty tables of other forms than the generated ones pass, and every fault planted in them is named at its place.

Municipalities as rows, several totals, sub-sums, income less expense, years that are not neighbours, years as rows, rates per 100 to
100.000, 0 to 2 decimals, thousands parted by point, space and comma, four kinds of minus, notes in cells, bounds in columns.
"""

from __future__ import annotations

import pytest
from tests.capacity.written_tables import correct, names, planted

from trinvis.calculations.capacity.table_checker import Description, check_table


@pytest.mark.parametrize("name", names())
def test_a_table_as_it_should_be_has_no_finding_and_each_fault_in_it_is_named(name: str) -> None:
    held = correct(name)
    assert not [str(one) for one in check_table(held.table, held.about, held.beside)]
    assert not [str(one) for one in check_table(held.table, Description(title=held.about.title))]
    for fault in planted(name):
        found = check_table(fault.held.table, fault.held.about, fault.held.beside)
        assert any(fault.named(one) for one in found), (fault.kinds, fault.where, [str(one) for one in found])


def test_there_are_sixty_with_four_faults_each() -> None:
    assert len(names()) == 60
    assert sum(1 for name in names() for _ in planted(name)) >= 4 * 60
