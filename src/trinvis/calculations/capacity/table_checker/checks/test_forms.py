from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

HEAD = ";2007;2008;2009;2010;2011\n"


def test_an_interval_that_cannot_be_read() -> None:
    """Table 4-38 (line 5018)."""
    said = found(f"{HEAD}Interval;21.079-34.365;21-480-35.348;21.756-35.949;24.969-43.669;26.278-46.292")
    assert (codes(said), suspects(said)) == (["form-unreadable"], {"Interval, 2008"})


def test_one_per_cent_sign_too_many() -> None:
    """Table 4-34 (line 4805)."""
    said = found(f"{HEAD}Rate;9;10;10;10;10\nInterval;7-11;7-13;8-12;8-12;8-12 %\nAntal;1-3;1-3;1-3;1-3;1-3")
    assert [(one.code, one.sure) for one in said] == [("unit-odd", "look")]


def test_a_column_of_counts_beside_columns_of_shares_is_no_odd_cell() -> None:
    """Table 4-7 (lines 2847-2853)."""
    assert not found(";A;B;C;D;Antal\nPædagoger;51 %;29 %;46 %;47 %;4.462\nLærere;4 %;5 %;4 %;4 %;363")


def test_a_decimal_point_among_commas() -> None:
    assert codes(found(f"{HEAD}Udgift;3,6;3,8;4.1;4,1;3,8")) == ["form-point"]


def test_a_column_whose_heading_says_per_cent_may_have_the_sign() -> None:
    assert not found(";Pladser;Sparet;Tabt;Af budgettet (%)\nOmlægning;6,0;610;700;0,95 %")
