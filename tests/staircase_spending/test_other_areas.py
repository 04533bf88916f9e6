"""Accounts of other areas, imported beside the children's, change no figure of the children's area."""

from __future__ import annotations

import polars as pl
from tests.staircase_spending.cells import cells, spending

CHILDREN = cells((101, 2018, "5.28.21", 1, 100), source_table="REGK31")
GROWN_UPS = cells((101, 2018, "5.38.50.999", 1, 700), (101, 2019, "5.38.50.999", 1, 710), source_table="REGKC")


def test_a_finer_table_that_has_none_of_the_area_takes_no_place() -> None:
    """REGKC is preferred to REGK31, but here it has grown-ups alone."""
    found = spending(pl.concat([CHILDREN, GROWN_UPS])).years

    assert found[101, 2018] == spending(CHILDREN).years[101, 2018]
    assert found[101, 2018].area == 10_000


def test_a_year_with_other_areas_alone_is_missing_and_not_0() -> None:
    assert (101, 2019) not in spending(GROWN_UPS).years
    assert spending(GROWN_UPS).years == {}


def test_in_the_same_table_they_are_told_apart_and_counted_in_the_total() -> None:
    one_table = pl.concat([cells((101, 2018, "5.28.21.003", 1, 100)), GROWN_UPS])
    found = spending(one_table).years[101, 2018]

    assert found.area == 10_000
    assert found.left_out == {("elsewhere", None): 70_000}
    assert found.total == 80_000
