"""Every table of seed 002 that the domain notes reproduce is here, as it is printed, with the seed's line at each row."""

from __future__ import annotations

import re

import pytest
from tests.capacity.printed_tables import ADULTS, CHILDREN, FOLDER, tables

from trinvis.calculations.capacity.table_checker.printed import read_cell

ALL = CHILDREN + ADULTS
WORDS = ("2-1", "2-2", "4-48", "5-34")
"""Tables of words: data sources, case municipalities, and the variables of the two models."""
UNREADABLE = {("4-38", "21-480-35.348")}
"""Cells that are misprinted in the report, and stay so here."""


def test_every_table_is_there_with_its_description() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(ALL)
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(ALL)


@pytest.mark.parametrize("number", ALL)
def test_each_says_where_it_stands(number: str) -> None:
    table, about = tables()[number]
    first, last = (int(line) for line in about.lines)
    lines = [row.line for row in table.rows]
    assert about.number == number
    assert about.document == "002"
    assert about.title
    assert all(line is not None and first <= line <= last for line in lines)
    assert lines == sorted(lines, key=lambda line: line or 0)


@pytest.mark.parametrize("number", [one for one in ALL if one not in WORDS])
def test_every_figure_can_be_read(number: str) -> None:
    table, _ = tables()[number]
    for row in table.rows:
        for cell in row.cells:
            reading = read_cell(cell)
            readable = reading.number or reading.interval or reading.missing
            assert readable or not re.search(r"\d", cell) or (number, cell) in UNREADABLE, (number, row.name, cell)


def test_the_tables_hold_the_figures_of_the_report() -> None:
    figures = sum(
        bool(reading.number or reading.interval)
        for number in ALL
        if number not in WORDS
        for row in tables()[number][0].rows
        for reading in map(read_cell, row.cells)
    )
    assert figures == 2405  # 2.406 cells with digits, less the one that cannot be read


def test_split_cells_of_the_report_are_whole() -> None:
    """The text breaks 2.147 over two lines (3646-3647), 1.581 over two (9216-9217)."""
    assert tables()["4-17"][0].rows[0].cells[:3] == ("2.147", "2.449", "2.744")
    assert tables()["5-15"][0].rows[0].cells == ("-", "-", "1.581", "1.791", "1.810", "*14 %")
