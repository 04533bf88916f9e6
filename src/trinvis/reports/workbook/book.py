"""The workbook under construction: sheets, formats, and a list of every figure with its address."""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FOLLOW_UP = "Opfølgning"
CAUSES = "Hvorfor"
COMMITMENTS = "Disponering"
UNBOOKED = "Ikke bogført"
SPENT = "Forbrug"
ESTIMATES = "Skøn"
ASSUMPTIONS = "Forudsætninger"
CHANGES = "Ændringer"
RECONCILIATION = "Afstemning"
ADDRESSES = "Adresser"
SHEETS = (FOLLOW_UP, CAUSES, COMMITMENTS, UNBOOKED, SPENT, ESTIMATES, ASSUMPTIONS, CHANGES, RECONCILIATION, ADDRESSES)

MONEY = "#,##0.00;[Red]-#,##0.00"
WHOLE_MONEY = "#,##0;[Red]-#,##0"
DAY = "[$-406]dd-mm-yyyy"
MONTH = "[$-406]mmm yyyy"
SHARE = "0.0%;[Red]-0.0%"
NUMBER = "#,##0.00"

YEAR_NAME = "Budgetår"
CLOSED_NAME = "Lukket_til_og_med"
FULL_YEAR_NAME = "Helårsdage"


@dataclass(frozen=True)
class Figure:
    """A cell that can be opened: where it stands, what it is, its address, and our amount in øre."""

    sheet: str
    row: int
    column: int
    label: str
    address: str
    oere: int


class Book:
    """Wraps an xlsx file being written.

    ``results`` false leaves the stored result of every formula at 0, so that a reader must compute it anew.
    """

    def __init__(self, *, results: bool = True, sheets: Sequence[str] = SHEETS) -> None:
        import xlsxwriter

        self._file = io.BytesIO()
        self._results = results
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.workbook: Workbook = xlsxwriter.Workbook(self._file, {"in_memory": True})
        kind = _worksheet_class()
        self.sheets: dict[str, Worksheet] = {name: self.workbook.add_worksheet(name, kind) for name in sheets}
        self.figures: list[Figure] = []

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.workbook.close()

    def content(self) -> bytes:
        """The file; after the book is closed."""
        return self._file.getvalue()

    def style(self, **properties: Any) -> Format:
        """A cell format; the same properties give the same object."""
        named = tuple(properties.items())
        if (known := self._formats.get(named)) is not None:
            return known
        key = tuple(sorted(named))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(properties))
        self._formats[named] = self._formats[key]
        return self._formats[key]

    def text(self, sheet: str, row: int, column: int, text: str | None, **properties: Any) -> None:
        """A text; never a formula or a link, whatever it begins with."""
        if text:
            self.sheets[sheet].write_string(row, column, text, self.style(**properties))
        elif properties:
            self.sheets[sheet].write_blank(row, column, None, self.style(**properties))

    def number(self, sheet: str, row: int, column: int, value: float | None, **properties: Any) -> None:
        """A number, or an empty cell."""
        if value is not None:
            self.sheets[sheet].write_number(row, column, value, self.style(**properties))

    def money(self, sheet: str, row: int, column: int, oere: int | None, **properties: Any) -> None:
        """An amount as kroner."""
        self.number(sheet, row, column, None if oere is None else oere / 100, **{"num_format": MONEY, **properties})

    def day(self, sheet: str, row: int, column: int, day: date | None, **properties: Any) -> None:
        """A day, or an empty cell."""
        if day is not None:
            moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001  a calendar day has no zone
            self.sheets[sheet].write_datetime(row, column, moment, self.style(**{"num_format": DAY, **properties}))

    def formula(
        self, sheet: str, row: int, column: int, formula: str, result: float | str = 0, **properties: Any
    ) -> None:
        """A live formula with the result that we know it to have."""
        known = result if self._results else 0
        self.sheets[sheet].write_formula(row, column, formula, self.style(**properties), known)

    def money_formula(self, sheet: str, row: int, column: int, formula: str, oere: int, **properties: Any) -> None:
        """A live formula for an amount in kroner."""
        self.formula(sheet, row, column, formula, oere / 100, **{"num_format": MONEY, **properties})

    def figure(self, sheet: str, row: int, column: int, label: str, address: str, oere: int) -> None:
        """Note that a cell can be opened."""
        self.figures.append(Figure(sheet, row, column, label, address, oere))

    def title(self, sheet: str, title: str, lines: tuple[str, ...] = ()) -> int:
        """The sheet's heading and the lines under it; the number of rows used."""
        self.text(sheet, 0, 0, title, bold=True, font_size=14)
        for number, line in enumerate(lines, start=1):
            self.text(sheet, number, 0, line, font_color="#555555")
        return 1 + len(lines)

    def headings(self, sheet: str, row: int, labels: list[tuple[str, float]]) -> None:
        """A row of column headings with their widths."""
        for column, (label, width) in enumerate(labels):
            self.text(sheet, row, column, label, bold=True, bottom=1, text_wrap=True, valign="top", bg_color="#E8EEF4")
            self.sheets[sheet].set_column(column, column, width)

    def finish(self, sheet: str, header_row: int, last_row: int, last_column: int, *, frozen_columns: int = 1) -> None:
        """Filter, frozen panes and print setup of a list."""
        made = self.sheets[sheet]
        if last_row > header_row:
            made.autofilter(header_row, 0, last_row, last_column)
        made.freeze_panes(header_row + 1, frozen_columns)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.repeat_rows(header_row)
        made.set_margins(0.4, 0.4, 0.6, 0.6)
        made.set_footer("&L&A&RSide &P af &N")


def _worksheet_class() -> type[Worksheet]:
    from xlsxwriter.worksheet import Worksheet

    class PlainFormulas(Worksheet):  # type: ignore[misc]
        """XlsxWriter looks through every formula for some forty new functions; ours hold none, and are many."""

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            del expand_future_functions
            return formula.removeprefix("=")

    return PlainFormulas


def cell(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """``$K9``: a cell's name, with a dollar sign before what must not move."""
    return f"{'$' if fixed_column else ''}{_letters(column)}{'$' if fixed_row else ''}{row + 1}"


@functools.cache
def _letters(column: int) -> str:
    """``AB``: a column's name."""
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(column)
    return name


def column_range(sheet: str, column: int, first: int, last: int) -> str:
    """``'Forbrug'!$A$5:$A$90``: part of a column of a sheet, at least one row of it."""
    from xlsxwriter.utility import quote_sheetname

    top = cell(first, column, fixed_row=True, fixed_column=True)
    bottom = cell(max(first, last), column, fixed_row=True, fixed_column=True)
    return f"{quote_sheetname(sheet)}!{top}:{bottom}"
