"""Rejected rows put right: the delivery's own file with those rows written anew, to be received again with the same meaning.

A delivery replaces (an extract all of the earlier one, a period its months), so the corrected rows alone would throw away the
others. Therefore the whole file is sent again: it takes the place of the first, every row counts once, and totals hold.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from trinvis.intake import SOURCES
from trinvis.intake.opening import open_header
from trinvis.intake.spreadsheet import column_number, sheet_parts
from trinvis.municipality.receiving import Incoming, options_of
from trinvis.municipality.recognising import taught
from trinvis.workspace import WorkspaceError

if TYPE_CHECKING:
    from trinvis.intake.grid import Grid
    from trinvis.intake.header import Header
    from trinvis.municipality.house import House
    from trinvis.workspace import Delivery

CORRECTED = " (rettet)"


@dataclass(frozen=True)
class OpenRow:
    """A row as it stands in the file: its number, and for each column the heading, our name for it and the text."""

    row_no: int
    cells: tuple[tuple[int, str, str, str], ...]
    """(place, heading, column of ours or empty, text)."""


def open_rows(house: House, delivery_id: str, rows: list[int]) -> list[OpenRow]:
    """The rows of the delivery's original file, decrypted: for those with the right alone. Rows that it lacks are left out."""
    import polars as pl

    delivery = house.workspace.delivery(delivery_id)
    header = _header(house, delivery, house.workspace.original(delivery_id))
    head = header.head.row(0)[1:]
    names = {column: name for name, column in header.columns.items()}
    found = header.body.filter(pl.col("row_no").is_in(rows)).sort("row_no")
    out = []
    for row_no, *texts in found.select("row_no", *header.grid.columns).iter_rows():
        cells = tuple(
            (i, " ".join(str(head[i]).split()) if head[i] else f"Kolonne {i + 1}", names.get(f"c{i}", ""), text or "")
            for i, text in enumerate(texts)
            if head[i] or text
        )
        out.append(OpenRow(int(row_no), cells))
    return out


def corrected(house: House, delivery_id: str, changed: Mapping[int, Mapping[int, str]]) -> Incoming:
    """The delivery's file with ``changed`` (row number → place of the column → new text) written into it, ready to be received
    with the meaning of the first. Raises ``WorkspaceError`` when nothing was changed.
    """
    if not any(changed.values()):
        raise WorkspaceError("Ingen felter er rettet: ret mindst ét felt, før rækkerne sendes igen.")
    delivery = house.workspace.delivery(delivery_id)
    original = house.workspace.original(delivery_id)
    header = _header(house, delivery, original)
    content = _in_workbook(original, header, changed) if header.grid.spreadsheet else _as_text(header.grid, changed)
    return Incoming(_renamed(delivery.file_name), content, delivery.source, None, options_of(delivery))


def _header(house: House, delivery: Delivery, original: bytes) -> Header:
    told = taught(delivery.remember, house.journal.entries("form"), delivery.source).get("headers", {})
    return open_header(
        original, SOURCES[delivery.source], {str(k): str(v) for k, v in told.items()}, options_of(delivery)
    )


def _renamed(file_name: str) -> str:
    path = PurePath(file_name)
    if path.stem.endswith(CORRECTED):
        return file_name
    return f"{path.stem}{CORRECTED}{path.suffix}"


def _as_text(grid: Grid, changed: Mapping[int, Mapping[int, str]]) -> bytes:
    """The grid as a text file by its own delimiter, every row on the number it had."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=grid.name, lineterminator="\n")
    line = 0
    for row_no, *texts in grid.cells.select("row_no", *grid.columns).iter_rows():
        while line + 1 < row_no:
            out.write("\n")
            line += 1
        for place, text in changed.get(row_no, {}).items():
            texts[place] = text
        writer.writerow(["" if text is None else text for text in texts])
        line += 1
    return b"\xef\xbb\xbf" + out.getvalue().encode()


_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_STYLE = re.compile(rb'\bs="(\d+)"')


def _in_workbook(original: bytes, header: Header, changed: Mapping[int, Mapping[int, str]]) -> bytes:
    """The workbook with the changed cells as texts; everything else stays byte for byte."""
    with zipfile.ZipFile(io.BytesIO(original)) as package:
        part = sheet_parts(package).get(header.grid.name)
        if part is None:
            raise WorkspaceError("Regnearkets ark kan ikke findes igen: ret filen i Excel, og hent den ind på ny.")
        xml = package.read(part)
        first = min(
            (column_number(found[1]) for found in _CELL.finditer(xml) if b"<v" in found[0] or b"<is" in found[0]),
            default=0,
        )

        def row(found: re.Match[bytes]) -> bytes:
            cells = changed.get(int(found[1]))
            return found[0] if not cells else _with_cells(found[0], int(found[1]), first, cells)

        fresh = _ROW.sub(row, xml)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in package.infolist():
                made.writestr(entry, fresh if entry.filename == part else package.read(entry.filename))
    return out.getvalue()


def _with_cells(row: bytes, number: int, first: int, cells: Mapping[int, str]) -> bytes:
    kept = {column_number(found[1]): found[0] for found in _CELL.finditer(row)}
    for place, text in cells.items():
        column = first + place
        style = _STYLE.search(kept[column].split(b">", 1)[0]) if column in kept else None
        marked = b' s="%s"' % style[1] if style else b""
        name = f"{_letters(column)}{number}".encode()
        kept[column] = (
            b'<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
            % (name, marked, escape(text).encode())
            if text
            else b'<c r="%s"%s/>' % (name, marked)
        )
    opening = row.split(b">", 1)[0].removesuffix(b"/") + b">"
    return opening + b"".join(kept[column] for column in sorted(kept)) + b"</row>"


def _letters(column: int) -> str:
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
