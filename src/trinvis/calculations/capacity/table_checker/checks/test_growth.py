from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found

SAID = {"growth": [{"line": "Udvikling", "start": "2007", "end": "2011"}]}


def test_divided_by_the_last_year() -> None:
    """Table 4-8, SOSU (line 2918): (172 - 272) / 272 = -36,8 %; (172 - 272) / 172 = -58,1 %."""
    said = found(";2007;2011;Udvikling\nSOSU;272;172;-58 %", **SAID)
    assert codes(said) == ["growth-base"]
    assert "(172 / 272 − 1) × 100 = −36,8 %, tabellen siger −58 %" in said[0].message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("43,9;45,0;-3 %", "growth-sign"),  # table 5-3 (line 7922)
        ("55 %;58 %;5 pct.point", "growth-unit"),  # table 4-3 (line 2402)
        ("100;125;125 %", "growth-level"),
        ("100;125;61 %", "growth"),
    ],
)
def test_what_stands_there_instead(row: str, code: str) -> None:
    assert codes(found(f";2007;2011;Udvikling\nRække;{row}", **SAID)) == [code]


def test_growth_over_other_years() -> None:
    """Table 4-10, placed (line 3082): -2 % is to 2011, +0,4 % to 2010."""
    text = ";2007;2010;2011;Udvikling\nAnbragte;12.629;12.681;12.360;-2 %"
    said = found(text, growth=[{"line": "Udvikling", "start": "2007", "end": "2010"}])
    assert codes(said) == ["growth-period"]
    assert "2007 til 2011" in said[0].message


@pytest.mark.parametrize("row", ["0,3;0,4;35 %", "24;45;89 %", "0,5;0,4;-13 %", "2,8;2,8;2 %", "45 %;45 %;0 pct.point"])
def test_what_rounding_can_explain(row: str) -> None:
    """Tables 4-1, 5-10, 5-2, 5-3 and 4-29."""
    assert not found(f";2007;2011;Udvikling\nRække;{row}", **SAID)


def test_from_nothing_there_is_no_growth() -> None:
    assert not found(";2007;2011;Udvikling\nRække;0;5;50 %\nAnden;-;5;50 %", **SAID)


def test_growth_down_the_rows() -> None:
    said = {"growth": [{"line": "Udvikling", "start": "2007", "end": "2011"}]}
    assert codes(found(";Udgift\n2007;100\n2011;120\nUdvikling;30 %", **said)) == ["growth"]


def test_a_year_of_nothing_explains_no_growth() -> None:
    said = found(";2009;2010;2011;Vækst\nA;0;10;12;50 %", growth=[{"line": "Vækst", "start": "2010", "end": "2011"}])
    assert [one.code for one in said] == ["growth"]
