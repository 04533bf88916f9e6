"""A published table from its file: what stands around it, cells that are not there, and numbers as a sheet shows them."""

from __future__ import annotations

import io
from fractions import Fraction

import openpyxl  # type: ignore[import-untyped]
import pytest

from trinvis.intake.result import Unreadable
from trinvis.municipality.capacity_shown_numbers import number_format
from trinvis.municipality.capacity_table_file import MOST_CELLS, table_file

TABLE = """Tabel 4-10. Antal børn

;2007;2008
Anbragte;;
Plejefamilier;1.200;1.300
Opholdssteder;400;-
Kilde: Opdigtet
"""


def texts(content: bytes, **asked: object) -> list[list[str]]:
    """Headings and rows of the table in a file."""
    table = table_file(content, "t", **asked).table  # type: ignore[arg-type]
    return [["", *table.columns], *([*row.labels, *row.cells] for row in table.rows)]


def book(*rows: list[object], formats: dict[str, str] | None = None, start: str = "A1") -> bytes:
    made = openpyxl.Workbook()
    corner = made.active[start]
    for down, row in enumerate(rows):
        for along, value in enumerate(row):
            made.active.cell(corner.row + down, corner.column + along, value)
    for cell, code in (formats or {}).items():
        made.active[cell].number_format = code
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_words_around_the_figures_are_kept() -> None:
    read = table_file(TABLE.encode(), "t.csv")
    assert read.above == "Tabel 4-10. Antal børn"
    assert [row.name for row in read.table.rows] == ["Anbragte", "Plejefamilier", "Opholdssteder", "Kilde: Opdigtet"]
    assert [row.line for row in read.table.rows] == [4, 5, 6, 7]
    assert read.table.rows[2].cells == ("400", "-")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_codings(coding: str) -> None:
    assert texts("Køn;Antal\nPiger i døgnpleje;3\n".encode(coding))[1] == ["Piger i døgnpleje", "3"]


@pytest.mark.parametrize("mark", [";", "\t", "|", ","])
def test_delimiters(mark: str) -> None:
    rows = [["Navn", "2007", "2008"], ["A, B" if mark == ";" else "A", "1", "2"]]
    assert texts("\n".join(mark.join(row) for row in rows).encode())[1][1:] == ["1", "2"]


def test_a_cell_in_quotation_marks_may_hold_what_parts_cells() -> None:
    assert texts(b'Navn;2007\n"A; eller B";3\n')[1] == ["A; eller B", "3"]


def test_a_column_of_lines_says_where_a_row_stands() -> None:
    read = table_file(b"Navn;2007;line\nA;3;3082\n", "t.csv")
    assert read.numbered
    assert read.table.columns == ("2007",)
    assert read.table.rows[0].line == 3082


def test_a_workbooks_numbers_are_those_it_shows() -> None:
    rows = [["Navn", 2007, 2008, "Udvikling"], ["A", 1234.56, 1234567, 0.125], ["B", 0.1 + 0.2, "1.234", -0.021]]
    shown = texts(book(*rows, formats={"B2": "#,##0.0", "D2": "0%", "D3": "0.0%"}))
    assert shown == [
        ["", "2007", "2008", "Udvikling"],
        ["A", "1.234,6", "1234567", "13 %"],
        ["B", "0,3", "1.234", "−2,1 %"],
    ]


def test_a_table_in_the_middle_of_a_sheet() -> None:
    content = book(["Navn", 2007], ["A", 1.234], ["B", None], start="C4")
    read = table_file(content, "t.xlsx")
    assert texts(content) == [["", "2007"], ["A", "1,234"], ["B", ""]]
    assert [row.line for row in read.table.rows] == [5, 6]


def test_several_sheets_are_the_users_choice() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(["Navn", 2007], ["A", 1])))
    made.create_sheet("Anden").append(["Navn", 2008])
    made["Anden"].append(["B", 2])
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(Unreadable, match=r"t: Regnearket har flere ark \(»Sheet«, »Anden«\): vælg et med --sheet"):
        texts(out.getvalue())
    assert texts(out.getvalue(), sheet="Anden") == [["", "2008"], ["B", "2"]]


def test_data_is_no_published_table() -> None:
    long = ";2007\n" + "A;1\n" * (MOST_CELLS // 2 + 1)
    with pytest.raises(Unreadable, match="celler kan gås efter på én gang: del den"):
        table_file(long.encode(), "t.csv")


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0", "2.5", "3"),
        ("0.0", "-0.25", "−0,3"),
        ("#,##0", "1234567.4", "1.234.567"),
        ("0.00%", "0.12345", "12,35 %"),
        ("#,##0,", "1234567", "1.235"),
        ('0.0,,," mia. kr."', "6300000000", "6,3 mia. kr."),
        (r"0.0\ \%", "12.34", "12,3 %"),
        ('"ca. "0', "12.4", "ca. 12"),
        ('General" kr."', "12.5", "12,5 kr."),
        ('#,##0 "kr."', "1500", "1.500 kr."),
        ("0 %", "0.4", "40 %"),
        ("0.0##", "1.5", "1,5"),
        ("0.0##", "1.2345", "1,235"),
        ("#,##0.0;[Red]-#,##0.0", "-3.14", "−3,1"),
        ('_-* #,##0\\ "kr."_-;-* #,##0\\ "kr."_-', "1500", "1.500 kr."),
    ],
)
def test_formats(code: str, value: str, shown: str) -> None:
    form = number_format(code)
    assert form is not None
    assert form.shown(Fraction(value)) == shown


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "hh:mm", "@", "0.00E+00", "# ?/?"])
def test_formats_that_are_not_of_plain_numbers(code: str) -> None:
    assert number_format(code) is None


def test_headings_in_two_rows_are_joined() -> None:
    """A year merged over what is counted, as workbooks have it."""
    text = "Anbragte børn;;;;\n;2019;;2020;\n;Antal;Pct.;Antal;Pct.\nA;10;25;12;30\nB;30;75;28;70"
    read = table_file(text.encode(), "t.csv")
    assert read.table.columns == ("2019 Antal", "2019 Pct.", "2020 Antal", "2020 Pct.")
    assert [(row.name, row.line) for row in read.table.rows] == [("A", 4), ("B", 5)]
    assert read.above == "Anbragte børn"


def test_a_row_of_words_after_headings_without_gaps_is_a_row() -> None:
    read = table_file(b";2019;2020\n;ja;nej\nA;1;2", "t.csv")
    assert [row.cells for row in read.table.rows] == [("ja", "nej"), ("1", "2")]
