from __future__ import annotations

from trinvis.calculations.capacity.table_checker.checks.case import Other, codes, found_beside, suspects

OTHER: Other = (
    ";2018;2019;2020\nHillerød;113;124;131\nHelsingør;548;531;520\nGribskov;190;187;176\nAllerød;179;164;171",
    {},
)
TEXT = ";2018;2019;2020\nHillerød;229;{};230\nHelsingør;1.010;{};998\nGribskov;312;{};355\nAllerød;272;{};239"


def test_a_column_of_the_table_beside() -> None:
    said = found_beside(TEXT.format("124", "531", "187", "164"), {"7": OTHER})
    assert (codes(said), suspects(said)) == (["repeated-beside"], {"2019"})
    assert "kolonnen 2019 i tabel 7" in said[0].message


def test_another_years_column_of_the_table_beside() -> None:
    said = found_beside(TEXT.format("131", "520", "176", "171"), {"7": OTHER})
    assert "kolonnen 2020 i tabel 7" in said[0].message


def test_own_figures_and_tables_that_are_alike() -> None:
    assert not found_beside(TEXT.format("241", "1.012", "316", "246"), {"7": OTHER})
    assert not found_beside(OTHER[0].replace("Hillerød", "Helsinge"), {"7": OTHER})
