from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import codes, found

TEXT = ";2010;2011\nPladser;2.453;2.336\nFolketal;1.218.400;1.208.300\nPr. 1.000;2,01;{}"
SAID = {"rates": [{"line": "Pr. 1.000", "count": "Pladser", "population": "Folketal", "per": "1.000", "by": "rows"}]}


def test_places_per_1000() -> None:
    """Tables 4-17 and 4-18 (lines 3655 and 3747): 2.336 of 1.208.300 is 1,93."""
    assert not found(TEXT.format("1,93"), **SAID)
    said = found(TEXT.format("2,09"), **SAID)
    assert codes(said) == ["rate"]
    assert "2.336 / 1.208.300 × 1.000 = 1,9333" in said[0].message


def test_per_another_number_is_said() -> None:
    assert "Tallet passer pr. 10.000, ikke pr. 1.000." in found(TEXT.format("19,33"), **SAID)[0].message


def test_a_population_that_is_not_in_the_table() -> None:
    one = {"line": "Pr. 1.000", "count": "Pladser", "population": "3.490.000", "by": "columns"}
    assert not found(";Pladser;Pr. 1.000\n§ 108;2.644;0,76", rates=[one])
    assert codes(found(";Pladser;Pr. 1.000\n§ 108;2.644;0,97", rates=[one])) == ["rate"]
