"""Which cell is called wrong, where one number stands in several ties."""

from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import found, suspects

SAID = {"sums": [{"total": "I alt"}], "growth": [{"line": "Udvikling", "start": "2010", "end": "2011"}]}


def test_the_cell_that_mends_both_its_sum_and_its_growth() -> None:
    said = found(";2010;2011;Udvikling\nEt;400;440;10 %\nTo;250;210;-20 %\nI alt;650;640;-2 %", **SAID)
    assert suspects(said) == {"To, 2011"}
    assert {one.kind for one in said} == {"sum", "growth"}


def test_the_change_itself_when_all_else_holds() -> None:
    said = found(";2010;2011;Udvikling\nEt;400;440;10 %\nTo;250;200;-47 %\nI alt;650;640;-2 %", **SAID)
    assert suspects(said) == {"To, Udvikling"}


def test_the_total_that_both_ways_call_wrong() -> None:
    said = found(";2010;2011;Udvikling\nEt;400;440;10 %\nTo;250;200;-20 %\nI alt;650;690;-2 %", **SAID)
    assert suspects(said) == {"I alt, 2011"}


def test_the_number_out_of_line_with_its_years() -> None:
    text = ";2008;2009;2010;2011\nEt;400;410;405;412\nTo;250;255;310;262\nTre;120;118;121;119\nI alt;770;783;786;793"
    assert suspects(found(text, sums=[{"total": "I alt"}])) == {"To, 2010"}


def test_two_numbers_swapped() -> None:
    said = found(";2010;2011;Udvikling\nEt;400;200;10 %\nTo;250;440;-20 %\nI alt;650;640;-2 %", **SAID)
    assert suspects(said) == {"Et, 2011", "To, 2011"}
    assert "er nok byttet om" in said[0].message


def test_where_nothing_points_at_one_none_is_named() -> None:
    said = found(";A;B;C;I alt\nEt;311;562;174;1.263", sums=[{"total": "I alt", "by": "columns"}])
    assert {place.column_name for place in said[0].cells} == {"A", "B", "C", "I alt"}
    assert suspects(said) <= {"Et, I alt"}
