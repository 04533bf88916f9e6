from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

ROWS = {"sums": [{"total": "I alt"}]}


def test_a_total_with_two_digits_swapped() -> None:
    """1.462 + 307 - 240 = 1.529 is seed 002's own arithmetic (lines 3185-3212); here as a plain sum."""
    said = found(";2011\nEt;1.462\nTo;307\nTre;240\nI alt;2.090", **ROWS)
    assert [one.message for one in said] == [
        "I alt, 2011: 1.462 + 307 + 240 = 2.009, tabellen siger 2.090 (afrunding kan give 2.007,5 til 2.010,5). "
        "I alt, 2011 er nok 2.009: to cifre er byttet om."
    ]
    assert said[0].sure == "certain"


def test_rounding_of_three_parts_and_their_total_may_make_two() -> None:
    """Four numbers rounded to a whole each: half a unit each, two in all."""
    assert not found(";2011\nEt;10\nTo;10\nTre;10\nI alt;32", **ROWS)
    assert codes(found(";2011\nEt;10\nTo;10\nTre;10\nI alt;33", **ROWS)) == ["sum"]


def test_decimals_say_how_much_is_rounded() -> None:
    """Table 4-1, 2007 (lines 2326-2334): 3,6 + 5,5 + 3,4 + 0,3 = 12,8 beside 12,7."""
    text = ";2007\nForebyggende;3,6\nPlejefamilier;5,5\nInstitutioner;3,4\nSikrede;0,3\nI alt;{}"
    assert not found(text.format("12,7"), **ROWS)
    assert codes(found(text.format("12,4"), **ROWS)) == ["sum"]


def test_numbers_in_hundreds_are_rounded_to_hundreds() -> None:
    assert not found(";2011\nEt;18.600\nTo;10.000\nTre;4.200\nI alt;32.900", **ROWS)


def test_a_part_that_was_left_out_is_named() -> None:
    """Table 5-22, 2011 (lines 9684-9708)."""
    said = found(";2011\nKun ét;2.000\nKun to;7.627\nBegge;2.504\nUklart;5.264\nI alt;14.891", **ROWS)
    assert "Forskellen er netop 2.504 (Begge), som ikke er talt med." in said[0].message
    assert suspects(said) == {"I alt, 2011"}


def test_where_row_and_column_cross_is_the_wrong_cell() -> None:
    text = ";Dag;Døgn;I alt\nKommunal;144;272;416\nRegional;13;53;48\nPrivat;66;110;176\nI alt;223;417;640"
    said = found(text, sums=[{"total": "I alt", "by": "rows"}, {"total": "I alt", "by": "columns"}])
    assert suspects(said) == {"Regional, Døgn"}
    assert "35" in said[0].message


def test_parts_of_which_not_all_are_known_cannot_be_more_than_the_whole() -> None:
    said = {"sums": [{"total": "I alt", "parts": ["Et", "To"], "at_most": "true"}]}
    assert not found(";2011\nEt;10\nTo;5\nI alt;40", **said)
    assert codes(found(";2011\nEt;30\nTo;15\nI alt;40", **said)) == ["sum-exceeded"]
    assert codes(found(";2011\nEt;30\nTo;-\nTre;15\nI alt;40", **ROWS)) == ["sum-exceeded"]


def test_growth_and_per_cent_are_no_parts() -> None:
    text = ";2010;2011;Udvikling\nEt;10;20;100 %\nTo;30;30;0 %\nI alt;40;50;25 %"
    assert not found(text, **ROWS, growth=[{"line": "Udvikling", "start": "2010", "end": "2011"}])


def test_growth_and_shares_beside_the_counts_are_no_sums() -> None:
    text = ";2019;2020;Ændring;I beskæftigelse;Gennemsnitspris\nA;100;110;10 %;40 %;7\nB;50;45;-10 %;25 %;9\nI alt;150;{};3 %;35 %;8"
    assert not found(text.format("155"), sums=[{"total": "I alt"}])
    assert codes(found(text.format("165"), sums=[{"total": "I alt"}])) == ["sum"]
