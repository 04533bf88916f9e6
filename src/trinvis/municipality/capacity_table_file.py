"""A published table from a file, .csv or .xlsx, as it is printed: one row of headings, then a row of texts for each row.

Lines of words above the headings are its title, and rows without figures are kept: nothing is read as numbers here.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

from trinvis.calculations.capacity.table_checker import Table, table_from_rows
from trinvis.calculations.capacity.table_checker.printed import read_cell
from trinvis.calculations.capacity.table_checker.table import LINE
from trinvis.calculations.capacity.table_checker.years import year_of
from trinvis.intake.decode import to_utf8
from trinvis.intake.foreign import ZIP, foreign
from trinvis.intake.result import Unreadable
from trinvis.reports import danish

DELIMITERS = (";", "\t", "|", ",")
"""Tried in this order: a comma may be a decimal mark."""
MOST_CELLS = 50_000
"""5.000 rows of 10 columns, some seconds' work: no table that is published to be read is longer."""


@dataclass(frozen=True)
class TableFile:
    """A table read from ``name``. ``above`` is what stands over its headings. ``numbered``: the file itself says where each row stands
    in its document (a last column ``line``); else a row's line is its row in the file.
    """

    name: str
    table: Table
    above: str
    numbered: bool


@dataclass(frozen=True)
class _Line:
    number: int
    cells: list[str]

    @property
    def width(self) -> int:
        """How far its filled cells reach."""
        return max((place for place, cell in enumerate(self.cells, start=1) if cell), default=0)


def table_file(content: bytes, name: str, labels: int = 1, sheet: str | None = None) -> TableFile:
    """The table in a file whose first ``labels`` columns are words. ``sheet``: which one of a workbook.

    Raises ``Unreadable``: the file, the row, and what to do.
    """
    try:
        return _read(content, name, labels, sheet)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from None


def _read(content: bytes, name: str, labels: int, sheet: str | None) -> TableFile:
    if (no := foreign(content)) is not None:
        raise Unreadable(no)
    workbook = content.startswith(ZIP)
    lines = [line for line in (_sheet(content, sheet) if workbook else _text(content)) if line.width]
    at = next((place for place, line in enumerate(lines) if line.width > labels), None)
    if at is None or at + 1 == len(lines):
        raise Unreadable(
            "Her er ingen tabel: første række skal være overskrifter, med rækkernes navne i første kolonne og tal i de næste."
        )
    heading, below = _headings(lines, at, labels)
    body = [_fitted(line, len(heading), labels, workbook) for line in lines[below:]]
    if len(heading) * len(body) > MOST_CELLS:
        raise Unreadable(
            f"Tabellen har {len(body)} rækker med {len(heading)} kolonner; højst {danish.decimal(MOST_CELLS)} celler kan gås efter på én gang: del den."
        )
    try:
        table = table_from_rows([heading, *body], labels)
    except ValueError as error:
        raise Unreadable(str(error)) from None
    above = " ".join(cell for line in lines[:at] for cell in line.cells if cell)
    numbered = heading[-1] == LINE
    if not numbered:
        rows = zip(table.rows, lines[below:], strict=True)
        table = replace(table, rows=tuple(replace(row, line=line.number) for row, line in rows))
    return TableFile(name, table, above, numbered)


def _headings(lines: list[_Line], at: int, labels: int) -> tuple[list[str], int]:
    """The headings, and where the rows begin. Where the first row has gaps (merged cells) and the next has no name and no figures, the two
    are joined: ``2019`` over ``Antal`` and ``Andel`` is ``2019 Antal`` and ``2019 Andel``.
    """
    first, second = lines[at], lines[at + 1]
    width = max(first.width, second.width)
    upper, lower = ((line.cells + [""] * width)[:width] for line in (first, second))
    below = lower[labels:]
    gaps = "" in upper[labels:]
    if not gaps or any(lower[:labels]) or not all(_heads(cell) for cell in below) or at + 2 == len(lines):
        return first.cells[: first.width], at + 1
    over, joined = "", upper[:labels]
    for top, sub in zip(upper[labels:], below, strict=True):
        over = top or over
        joined.append(f"{over} {sub}".strip())
    return joined, at + 2


def _heads(cell: str) -> bool:
    """Whether a cell may be a heading: words, a year, or nothing."""
    reading = read_cell(cell)
    return bool(year_of(cell)) or (reading.number is None and reading.interval is None)


def _fitted(line: _Line, width: int, labels: int, workbook: bool) -> list[str]:
    """A row with a cell under each heading; a row of words only, and a row of a workbook, has empty cells where it has none."""
    if line.width > width:
        raise Unreadable(
            f"Række {line.number} har noget i kolonne {line.width}, men der er {width} overskrifter: "
            "giv hver kolonne en overskrift, eller slet det, der står uden for tabellen."
        )
    if len(line.cells) < width and line.width > labels and not workbook:
        raise Unreadable(
            f"Række {line.number} har {len(line.cells)} celler, men der er {width} overskrifter: "
            "sæt en tom celle, hvor der ikke står noget, så hvert tal står under sin overskrift."
        )
    return (line.cells + [""] * width)[:width]


def _text(content: bytes) -> list[_Line]:
    text = to_utf8(content).decode("utf-8", errors="replace")
    delimiter = next((one for one in DELIMITERS if one in text), None)
    if delimiter is None:
        raise Unreadable("Filen har kun én kolonne: gem den som .csv med semikolon mellem cellerne.")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        return [_Line(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error:
        raise Unreadable(f"Række {reader.line_num} kan ikke deles i celler: se efter anførselstegn i den.") from None


def _sheet(content: bytes, wanted: str | None) -> list[_Line]:
    from trinvis.intake.spreadsheet import sheets
    from trinvis.municipality.capacity_shown_numbers import shown_numbers

    found = sheets(content, wanted)
    if len(found) > 1:
        names = ", ".join(f"»{one.name}«" for one in found)
        raise Unreadable(f"Regnearket har flere ark ({names}): vælg et med --sheet.")
    grid = found[0]
    texts = {
        (int(number), column): str(cell)
        for number, *cells in grid.cells.iter_rows()
        for column, cell in enumerate(cells)
        if cell is not None
    }
    for at, (kept, shown) in shown_numbers(content, grid.name).items():
        if _same(texts.get(at), kept):
            texts[at] = shown
    width = max(column for _, column in texts) + 1
    return [
        _Line(row, [texts.get((row, column), "") for column in range(width)]) for row in sorted({r for r, _ in texts})
    ]


def _same(text: str | None, kept: str) -> bool:
    """Whether the reader of workbooks found the number in the same place."""
    try:
        return text is not None and float(text) == float(kept)
    except ValueError:
        return False
