"""Formulas of a case as formulas of a spreadsheet: what is written, and what it comes to."""

from __future__ import annotations

from math import e, log, sqrt

import pytest

from trinvis.cases.formula import parsed
from trinvis.reports.investment_book.defined_names import defined_names
from trinvis.reports.investment_book.expression_term import expression_term
from trinvis.reports.investment_book.term import (
    ONE,
    ZERO,
    Term,
    area,
    number,
    place,
    sum_of_products,
    summed,
    written,
)

NAMES = {"a": Term("a_", 3.0), "b": Term("b", 2.0), "pris": Term("pris", 709_502.0)}


@pytest.mark.parametrize(
    ("formula", "text", "value"),
    [
        ("a + b * pris", "a_+b*pris", 3 + 2 * 709_502),
        ("(a + b) * pris", "(a_+b)*pris", 5 * 709_502),
        ("a - (b - 1)", "a_-(b-1)", 2),
        ("a / (b * 2)", "a_/(b*2)", 0.75),
        ("a / b / 2", "a_/b/2", 0.75),
        # a spreadsheet takes -3^2 for 9, and 2^3^2 for 64
        ("-a^2", "-(a_^2)", -9),
        ("(-a)^2", "(-a_)^2", 9),
        ("b^a^2", "b^(a_^2)", 512),
        ("1 - -a", "1-(-a_)", 4),
        ("a^-b", "a_^(-b)", 1 / 9),
        ("max(a, b, 6 %)", "MAX(a_,b,0.06)", 3),
        ("min(a, -b)", "MIN(a_,-b)", -2),
        ("exp(1) + ln(a) * sqrt(b) - abs(-a)", "EXP(1)+LN(a_)*SQRT(b)-ABS(-a_)", e + log(3) * sqrt(2) - 3),
        ("0.000001 * a", "1E-06*a_", 3e-6),
        ("125/155", "125/155", 125 / 155),
    ],
)
def test_a_formula_of_the_case_is_one_of_the_sheet(formula: str, text: str, value: float) -> None:
    made = expression_term(parsed(formula), NAMES.__getitem__)
    assert (made.text, made.value) == (text, pytest.approx(value, rel=1e-15))


def test_what_is_nothing_is_not_written() -> None:
    cell = place("Forløb", 4, 3, 7.0)
    assert summed([ZERO, cell, ZERO]) == cell
    assert cell * ONE == cell
    assert cell * ZERO is ZERO
    assert cell - ZERO == cell
    assert (ZERO - cell).value == -7


def test_a_cell_of_the_own_sheet_needs_no_sheet() -> None:
    cells = area("Hvem betaler", (0, 0), (1, 0), [2.0, 3.0])
    there = area("Penge", (0, 1), (1, 1), [10.0, 100.0])
    made = sum_of_products(cells, there)
    assert made.value == 320
    assert written(made.text, "Penge") == "SUMPRODUCT('Hvem betaler'!A1:A2,B1:B2)"
    assert written(made.text, "Hvem betaler") == "SUMPRODUCT(A1:A2,Penge!B1:B2)"


def test_a_number_keeps_its_digits() -> None:
    assert number(1 / 3).text == "0.3333333333333333"
    assert number(709_502.0).text == "709502"
    assert (number(-2.5) * number(2)).text == "(-2.5)*2"


def test_names_that_a_spreadsheet_reads_as_cells_get_an_underscore() -> None:
    assert defined_names(["a1", "a1_", "c", "r1c1", "abcd1", "målgruppe", "rate", "sand", "xfd99"]) == {
        "a1": "a1__",
        "a1_": "a1_",
        "c": "c_",
        "r1c1": "r1c1_",
        "abcd1": "abcd1",
        "målgruppe": "målgruppe",
        "rate": "rate",
        "sand": "sand_",
        "xfd99": "xfd99_",
    }
