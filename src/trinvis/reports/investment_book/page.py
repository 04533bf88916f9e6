"""One sheet of the workbook of a case: cells are put as terms and come back as terms that name them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from math import ceil
from typing import Any

from trinvis.reports.investment_book.term import Range, Term, area, place, written
from trinvis.reports.workbook.book import Book

FRONT = "Forside"
ASSUMPTIONS = "Forudsætninger"
VECTORS = "Over tid"
UNCERTAINTY = "Skøn for usikkerhed"
COURSES = "Forløb"
COHORTS = "Kuld"
LINES = "Beregning"
MONEY = "Penge"
SPLIT = "Fordeling"
PAYERS = "Hvem betaler"
EFFECTS = "Effekter"
RESULT = "Resultat"
READINGS = "Læsninger"
SIMULATION = "Simulering"
SOURCES = "Kilder og udeladt"

INPUT_COLOUR = "#FFF6D6"
"""The ground of a cell that may be changed."""
VALUE_COLOUR = "#EDEDED"
"""The ground of a figure that stands as a value, computed by Trinvis."""
HEAD_COLOUR = "#E8EEF4"
QUIET = "#555555"

KRONER = '#,##0;-#,##0;"–"'
NET = '#,##0;[Red]-#,##0;"–"'
"""A net gain: below 0 is a loss, and red."""
PERSONS = "#,##0.00"

LETTER = 0.88
"""Room that a letter takes in a column, whose width is measured in digits."""
BROKEN = 0.4
"""Part of a line that is lost where lines end before the word that would not fit."""
SHARE = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 1,
    "error_type": "warning",
    "error_title": "Andel",
    "error_message": "En andel eller chance er mellem 0 og 100 %.",
}

PAPER = 260.0
"""Width that one paper across holds, in the measure of columns."""

LONGEST = 8_192
"""Characters that a formula may have in a spreadsheet."""

LINE = 13.5
"""Height of a line of text."""

_NUMBER = re.compile(r"-?[0-9.]+(?:E[-+]?[0-9]+)?")


def onwards(column: int) -> range:
    """The columns from one to the last that a sheet can have."""
    return range(column, 16_384)


class Page:
    """A sheet of a book, by its name."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name
        self.sheet = book.sheets[name]
        self.changeable = True
        """Whether figures that the user gives lead to anything here."""
        self._width = 0.0

    def text(self, row: int, column: int, text: str | None, **style: Any) -> None:
        """A text, never a formula."""
        self.book.text(self.name, row, column, text, **style)

    def quiet(self, row: int, column: int, text: str) -> None:
        """A remark."""
        self.text(row, column, text, font_color=QUIET)

    def put(self, row: int, column: int, term: Term, *, fixed: bool = False, **style: Any) -> Term:
        """A live formula, or the number where the term is one; the cell. ``fixed`` keeps its column when it is copied.

        A formula that is longer than a spreadsheet takes is written as a value, on the ground of one.
        """
        formula = f"={written(term.text, self.name)}"
        if _NUMBER.fullmatch(term.text):
            self.book.number(self.name, row, column, term.value, **style)
        elif len(formula) > LONGEST:
            self.book.number(self.name, row, column, term.value, **{**style, "bg_color": VALUE_COLOUR})
        else:
            self.book.formula(self.name, row, column, formula, term.value, **style)
        return place(self.name, row, column, term.value, fixed_column=fixed)

    def say(self, row: int, column: int, formula: str, result: float | str, **style: Any) -> None:
        """A live formula, from its =, whose result may be words."""
        self.book.formula(self.name, row, column, written(formula, self.name), result, **style)

    def given(
        self, row: int, column: int, value: float, form: str, *, fixed: bool = False, share: bool = False
    ) -> Term:
        """A figure that the user may change, where that leads to anything; the cell, ``fixed`` with dollar signs.

        ``share`` asks before it takes what is below 0 or above 1.
        """
        colour = INPUT_COLOUR if self.changeable else VALUE_COLOUR
        self.book.number(
            self.name,
            row,
            column,
            value,
            num_format=form,
            bg_color=colour,
            valign="top",
            border=1,
            border_color="#D9C98A",
        )
        if share:
            self.sheet.data_validation(row, column, row, column, SHARE)
        return place(self.name, row, column, value, fixed_row=fixed, fixed_column=fixed)

    def value(self, row: int, column: int, value: float, form: str, **style: Any) -> Term:
        """A figure that Trinvis has computed, which no formula follows; the cell."""
        self.book.number(self.name, row, column, value, num_format=form, bg_color=VALUE_COLOUR, **style)
        return place(self.name, row, column, value)

    def area(self, first: tuple[int, int], last: tuple[int, int], values: Sequence[float]) -> Range:
        """Cells of this sheet as a range."""
        return area(self.name, first, last, values)

    def title(self, title: str, *lines: str) -> int:
        """Heading and the lines under it; the next free row, after an empty one."""
        return self.book.title(self.name, title, lines) + 1

    def heading(self, row: int, text: str) -> None:
        """A heading inside the sheet."""
        self.text(row, 0, text, bold=True, font_size=12)

    def heads(self, row: int, labels: Sequence[str], *, figures: Container[int] = ()) -> None:
        """A row of column headings; those of the columns ``figures`` stand to the right."""
        for column, label in enumerate(labels):
            side = "right" if column in figures else "left"
            style = {"bold": True, "bottom": 1, "bg_color": HEAD_COLOUR, "text_wrap": True, "valign": "top"}
            self.text(row, column, label, align=side, **style)

    def paragraphs(
        self, row: int, first: int, texts: Sequence[str | None], widths: Sequence[float], **style: Any
    ) -> None:
        """Texts side by side from column ``first``, on as many lines as the longest takes in columns of those widths."""
        lines = 1
        for column, (text, width) in enumerate(zip(texts, widths, strict=True), start=first):
            self.text(row, column, text, text_wrap=True, valign="top", **style)
            filled = len(text or "") * LETTER / width
            lines = max(lines, ceil(filled if filled <= 1 else filled + BROKEN))
        if lines > 1:
            self.sheet.set_row(row, LINE * lines)

    def widths(self, *widths: float, rest: tuple[int, float] | None = None) -> None:
        """Widths of the first columns; ``rest`` is how many more there are, and their width."""
        self._width = sum(widths) + (rest[0] * rest[1] if rest is not None else 0.0)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        if rest is not None and rest[0] > 0:
            self.sheet.set_column(len(widths), len(widths) + rest[0] - 1, rest[1])

    def finish(self, *, frozen: tuple[int, int] = (0, 0), landscape: bool = True, repeat: int | None = None) -> None:
        """Frozen panes, and a print on A4: as wide as the paper, or as a few where the letters would be too small."""
        if frozen != (0, 0):
            self.sheet.freeze_panes(*frozen)
        if landscape:
            self.sheet.set_landscape()
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        pages = max(1, round(self._width / PAPER))
        self.sheet.fit_to_pages(pages, 0)
        if pages > 1:
            self.sheet.repeat_columns(0, max(frozen[1] - 1, 0))
        if repeat is not None:
            self.sheet.repeat_rows(repeat)
        self.sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        self.sheet.set_footer("&L&A&RSide &P af &N")
