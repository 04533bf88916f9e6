from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects


@pytest.mark.parametrize(
    ("heading", "odd"),
    [
        ("2007;2009;2008;2010", None),
        ("2007;2018;2009;2010", {"2018"}),
        ("2007;2108;2009;2010", {"2108"}),
    ],
)
def test_years_out_of_order(heading: str, odd: set[str] | None) -> None:
    said = found(f";{heading}\nRække;1;2;3;4")
    assert codes(said) == ["period-order"]
    assert odd is None or suspects(said) == odd


@pytest.mark.parametrize(
    "heading", ["2007;2008;2009;2010", "2011;2010;2009;2008", "2000;2005;2010;2015", "1990;2000;2010;2011"]
)
def test_years_in_order(heading: str) -> None:
    assert not found(f";{heading}\nRække;1;2;3;4")


def test_growth_over_years_that_are_not_there() -> None:
    """Tables 4-47 and 5-22 (lines 5526 and 9678-9680)."""
    text = ";2009;2010;2011;Udvikling 2007-2011\nRegion;24 %;26 %;16 %;-8 pct.point"
    said = found(text, growth=[{"line": "Udvikling", "start": "2009", "end": "2011"}])
    assert codes(said) == ["period-growth"]
    assert "går fra 2009 til 2011" in said[0].message


def test_a_period_that_ends_before_it_begins() -> None:
    """Table 1-3 (line 910)."""
    said = found(";Hele landet\nUdvikling i pladser 2020-12 (pct.);16 %")
    assert (codes(said), suspects(said)) == (["period-turned"], {"Udvikling i pladser 2020-12 (pct.)"})


def test_a_title_over_other_years() -> None:
    """Table 4-15 (lines 3515-3517)."""
    text = ";2007;2008;2009;2010;2011\nRække;1;2;3;4;5"
    assert codes(found(text, title="Antal pladser, 2009-2011")) == ["period-title"]
    assert not found(text, title="Antal pladser, 2007-11")
    assert not found(text, title="Antal pladser i 2011-priser")
    budget = ";Regnskab 2022;Regnskab 2023;Budget 2024;Budget 2025\nRække;1;2;3;4"
    assert not found(budget, title="Budget 2024-2025")
