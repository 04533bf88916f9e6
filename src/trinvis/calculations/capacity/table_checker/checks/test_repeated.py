from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found

HEAD = ";2007;2008;2009;2010;2011\n"


def test_a_row_copied_over_another() -> None:
    said = found(f"{HEAD}Pædagoger;4.353;4.527;4.707;4.838;4.462\nLærere;4.353;4.527;4.707;4.838;4.462")
    assert codes(said) == ["repeated-rows"]
    assert {place.row_name for place in said[0].suspect} == {"Pædagoger", "Lærere"}


def test_small_numbers_are_alike_by_chance() -> None:
    """Table 5-32 (lines 10197-10203)."""
    assert not found(f"{HEAD}Sjælland;0,2;0,2;0,2;0,2;0,1\nSyddanmark;0,2;0,2;0,2;0,2;0,1")


def test_a_year_copied_from_the_one_before() -> None:
    text = ";2010;2011\nEt;1.462;1.462\nTo;307;307\nTre;2.634;2.634\nFire;12.360;12.360"
    assert codes(found(text)) == ["repeated-columns"]
