"""The tables of seed 002 as they are printed: ``printed/*.csv`` with a description beside each."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from trinvis.calculations.capacity.table_checker import Description, Table, read_description, table_from_csv
from trinvis.calculations.capacity.table_checker.names import found
from trinvis.calculations.capacity.table_checker.printed import Reading, read_cell

FOLDER = Path(__file__).parent / "printed"

CHILDREN = (
    "1-1", "1-2", "1-3", "2-1", "2-2", "figur-4-1", *(f"4-{number}" for number in range(1, 50)), "boks-4-7", "boks-4-8",
)  # fmt: skip
"""The summary's tables, those of method, and all of the children's chapter (lines 52-7165)."""
ADULTS = ("figur-5-1", *(f"5-{number}" for number in range(1, 36)), "boks-5-5")
"""All of the adults' chapter (lines 7751-11446). Figures are here where the report prints their figures as a table."""


@cache
def tables() -> dict[str, tuple[Table, Description]]:
    """Every printed table with its description, by number."""
    read = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        about = read_description(path.read_text(encoding="utf-8"))
        read[path.stem] = (table_from_csv(path.with_suffix(".csv").read_text(encoding="utf-8"), about.labels), about)
    return read


def printed(table: str, row: str, column: str) -> Reading:
    """A cell by number of table, row and column, named as in descriptions."""
    held = tables()[table][0]
    at = found(row, [one.name for one in held.rows]), found(column, held.columns)
    assert at[0] is not None, (table, row)
    assert at[1] is not None, (table, column)
    return read_cell(held.rows[at[0]].cells[at[1]])


def value(table: str, row: str, column: str) -> Fraction:
    """A printed number, in whole units."""
    number = printed(table, row, column).number
    assert number is not None, (table, row, column)
    return number.value


def line_of(table: str, row: str) -> int | None:
    """The line of the seed that a row stands on."""
    held = tables()[table][0]
    at = found(row, [one.name for one in held.rows])
    assert at is not None
    return held.rows[at].line
