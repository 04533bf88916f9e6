from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import Other, codes, found_beside

OTHER = (
    ";Hovedstaden;Sjælland;Syddanmark;Midtjylland;Nordjylland\nAnbragte;1,05;1,30;1,20;1,16;1,64",
    {"unit": "pr. 1.000"},
)
SAID = {"same": [{"line": "2011", "table": "1-2", "there": "Anbragte", "by": "columns"}]}


def test_names_in_another_order_than_in_another_table() -> None:
    """Tables 1-2 and 4-14, 2011 (lines 711-731 and 3386-3394)."""
    text = ";2011\nHovedstaden;1,05\nSjælland;1,16\nSyddanmark;1,64\nMidtjylland;1,30\nNordjylland;1,20"
    said = found_beside(text, {"1-2": OTHER}, **SAID)
    assert [(one.code, one.sure) for one in said] == [("labels-order", "certain")]
    assert "alfabetisk" in said[0].message


def test_one_figure_that_differs() -> None:
    text = ";2011\nHovedstaden;1,05\nSjælland;1,30\nSyddanmark;1,20\nMidtjylland;1,61\nNordjylland;1,64"
    said = found_beside(text, {"1-2": OTHER}, **SAID)
    assert codes(said) == ["same-differs"]
    assert "1,61, men Anbragte i tabel 1-2 siger 1,16" in said[0].message


def test_a_factor_of_ten_is_a_matter_of_units() -> None:
    text = ";2011\nHovedstaden;10,50\nSjælland;1,30\nSyddanmark;1,20\nMidtjylland;1,16\nNordjylland;1,64"
    said = found_beside(text, {"1-2": OTHER}, **SAID)
    assert [(one.kind, one.code) for one in said] == [("unit", "unit-factor")]
    assert "10 gange for stort" in said[0].message


def test_the_same_figures_under_two_units() -> None:
    text = ";2011\nHovedstaden;1,05\nSjælland;1,30\nSyddanmark;1,20\nMidtjylland;1,16\nNordjylland;1,64"
    assert codes(found_beside(text, {"1-2": OTHER}, unit="pr. indbygger", **SAID)) == ["unit-differs"]
    assert not found_beside(text, {"1-2": OTHER}, unit="pr. 1.000", **SAID)


def test_fewer_decimals_are_no_difference() -> None:
    text = ";2011\nHovedstaden;1,1\nSjælland;1,3\nSyddanmark;1,2\nMidtjylland;1,2\nNordjylland;1,6"
    assert not found_beside(text, {"1-2": OTHER}, **SAID)


MONEY: Other = (";Udgift 2021 (mio. kr.)\nPleje;210,5\nOphold;84,2\nNetværk;12,0", {})
ACROSS = {"same": [{"line": "#1", "table": "9", "there": "Udgift 2021", "by": "columns"}]}


def test_units_that_stand_above_the_figures() -> None:
    assert not found_beside(
        ";Udgift 2021 (t.kr.)\nPleje;210.500\nOphold;84.200\nNetværk;12.000", {"9": MONEY}, **ACROSS
    )
    same_figures = ";Udgift 2021 (t.kr.)\nPleje;210,5\nOphold;84,2\nNetværk;12,0"
    assert codes(found_beside(same_figures, {"9": MONEY}, **ACROSS)) == ["unit-differs"]


def test_the_same_figures_under_two_years() -> None:
    text = ";Udgift 2020 (mio. kr.)\nPleje;210,5\nOphold;84,2\nNetværk;12,0"
    said = found_beside(text, {"9": MONEY}, **ACROSS)
    assert codes(said) == ["period-differs"]
    assert "under 2020 her og under 2021 i tabel 9" in said[0].message
