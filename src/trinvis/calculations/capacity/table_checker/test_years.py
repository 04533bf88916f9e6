from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.years import periods, without_year, year_of


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Udvikling 2007-2011", [(2007, 2011)]),
        ("2007-11 (pct.)", [(2007, 2011)]),
        ("Udvikling fra 2010 til 2012", [(2010, 2012)]),
        ("pladser 2020-12", [(2020, 2012)]),
        ("20-65-årige", []),
        ("2.007-2.011", []),
        ("2011", []),
    ],
)
def test_periods(text: str, read: list[tuple[int, int]]) -> None:
    assert periods(text) == read


@pytest.mark.parametrize(
    ("heading", "year"),
    [("2007", 2007), ("2011 Antal*", 2011), ("2007-2011", None), ("2112", 2112), ("Antal", None), ("5.38.50", None)],
)
def test_the_year_of_a_heading(heading: str, year: int | None) -> None:
    assert year_of(heading) == year


def test_what_the_years_are_years_of() -> None:
    assert without_year("2007 Antal*") == without_year("2011 Antal") == "antal"
