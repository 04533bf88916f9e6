"""Workbooks (.xlsx) → grids. Formulas count with the value that Excel kept beside them."""

from __future__ import annotations

import html
import io
import lzma
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from trinvis.intake.foreign import foreign_package
from trinvis.intake.grid import Grid
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl

_LARGEST_UNPACKED = 2_000_000_000
_DAMAGED = "Regnearket er beskadiget og kan ikke åbnes: åbn det i Excel, gem det som .xlsx, og indlæs det igen."
_NO_VALUES = (
    "Arket '{sheet}' har formler uden gemte værdier: åbn filen i Excel eller LibreOffice, gem den, og indlæs den igen."
)
_FAR_APART = (
    "Arket '{sheet}' har noget stående i celle {cell}, så langt fra resten, at arket ikke kan læses: "
    "slet det, der står uden for tabellen, gem filen, og indlæs den igen."
)
_MOST_CELLS = 30_000_000
"""Between the first and the last filled cell; the reader makes room for them all, and where there is no room the process dies."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet of Excel may have."""
_BEYOND_Z = re.compile(rb' r="(?:[A-Za-z]{2}|[A-Za-z][0-9]{7})')
_BOOK = "xl/workbook.xml"
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Za-z]+)([0-9]+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_VALUE = re.compile(rb"<v\b[^>]*>([^<]*)</v>")
_TWO_READINGS = r"^-?[0-9]{1,3}\.[0-9]{3}$"


def sheets(content: bytes, wanted: str | None) -> list[Grid]:
    """One grid per sheet with cells; only the sheet ``wanted`` when it is named.

    Raises ``Unreadable`` when the workbook is damaged, lacks the sheet, has formulas whose values were never computed
    (as a program writes them), or cells so far apart that there is no room for what lies between.
    """
    package = _package(content)
    import fastexcel

    try:
        reader = fastexcel.read_excel(content)
        names = list(reader.sheet_names)
    except BaseException as error:
        raise _damaged(error) from None
    if wanted is not None and wanted not in names:
        raise Unreadable(f"Regnearket har intet ark, der hedder '{wanted}': angiv et af arkene med --sheet.")
    formulas = _uncached(package)
    out = []
    for number, name in enumerate(names):
        if wanted is not None and name != wanted:
            continue
        if name in formulas.far_apart:
            raise Unreadable(_FAR_APART.format(sheet=name, cell=formulas.far_apart[name]))
        try:
            sheet = reader.load_sheet(number, header_row=None, dtypes="string", skip_rows=0)
            frame = sheet.to_polars()
        except BaseException as error:
            raise _damaged(error) from None
        if frame.height == 0 or frame.width == 0:
            continue
        part = formulas.parts.get(name)
        if part is not None and part in formulas.without_values:
            raise Unreadable(_NO_VALUES.format(sheet=name))
        cells = _cells(frame)
        if part is not None:
            cells = _mark_numbers(cells, package, part)
        out.append(Grid(cells, name, True))
    if not out:
        raise Unreadable("Regnearket har ingen udfyldte ark: vælg den rigtige fil.")
    return out


def _damaged(error: BaseException) -> Unreadable:
    """What the reader says of a damaged file. It also panics on some, and a panic is no ``Exception`` and has no name to catch."""
    import fastexcel

    if not isinstance(error, fastexcel.FastExcelError) and type(error).__name__ != "PanicException":
        raise error
    return Unreadable(_DAMAGED)


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    OverflowError,
    ValueError,
    RuntimeError,
)
"""What ``zipfile`` and its decompressors raise on damaged bytes, each with a file of its own in the tests."""


def _package(content: bytes) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        entries = package.infolist()
    except _BROKEN:
        raise Unreadable(_DAMAGED) from None
    no = foreign_package(package.namelist(), locked=any(entry.flag_bits & 1 for entry in entries))
    if no is not None:
        raise Unreadable(no)
    if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
        raise Unreadable("Regnearket fylder over 2 GB udpakket: del det, eller gem det som .csv.")
    try:
        bad = package.testzip()
    except _BROKEN:
        raise Unreadable(_DAMAGED) from None
    if bad is not None:
        raise Unreadable(_DAMAGED)
    return package


class _Formulas:
    """Where each sheet lies in the package, which parts hold formulas without a value, and the last cell of those sheets whose
    cells are too far apart."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}
        self.far_apart: dict[str, str] = {}
        self.without_values: set[str] = set()


def _uncached(package: zipfile.ZipFile) -> _Formulas:
    out = _Formulas()
    out.parts = sheet_parts(package)
    recalculates = bool(out.parts) and b'fullCalcOnLoad="1"' in package.read(_BOOK)
    for sheet, part in out.parts.items():
        xml = package.read(part)
        if _lacks_values(xml, recalculates):
            out.without_values.add(part)
        if last := _far_apart(xml):
            out.far_apart[sheet] = last
    return out


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet → where it lies in the package; nothing when the workbook does not say."""
    try:
        book, relations = package.read(_BOOK), package.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    targets = {}
    for tag in re.findall(rb"<Relationship\b[^>]*>", relations):
        key, target = re.search(rb'\bId="([^"]+)"', tag), re.search(rb'\bTarget="([^"]+)"', tag)
        if key and target:
            path = target[1].decode("utf-8", "replace").lstrip("/")
            targets[key[1]] = path if path.startswith("xl/") else f"xl/{path}"
    members, parts = set(package.namelist()), {}
    for tag in re.findall(rb"<sheet\b[^>]*>", book):
        name, key = re.search(rb'\bname="([^"]*)"', tag), re.search(rb'\br:id="([^"]+)"', tag)
        part = targets.get(key[1]) if key else None
        if name and part in members:
            parts[html.unescape(name[1].decode("utf-8", "replace"))] = str(part)
    return parts


def _lacks_values(xml: bytes, recalculates: bool) -> bool:
    """A formula cell without a value; or, in a book that asks to be computed when opened, formulas that are all 0."""
    if b"<f" not in xml:
        return False
    seen, zero = 0, 0
    for cell in _CELL.finditer(xml):
        attributes, inner = cell[1], cell[2] or b""
        if b"<f" not in inner:
            continue
        seen += 1
        value = _VALUE.search(inner)
        kind = _TYPE.search(attributes)
        if (value is None or not value[1]) and (kind is None or kind[1] != b"str"):
            return True
        zero += value is not None and value[1] == b"0"
    return recalculates and seen > 0 and zero == seen


def _far_apart(xml: bytes) -> str | None:
    """The filled cell that lies furthest away, when there is no room for all cells between the first and the last."""
    if not _BEYOND_Z.search(xml):
        return None  # at most 26 columns and a million rows
    filled = [
        (int(found[2]), column_number(found[1]) + 1, found[0])
        for cell in _CELL.finditer(xml)
        if cell[2] and (found := _REFERENCE.search(cell[1]))
    ]
    if not filled:
        return None
    rows, columns = [row for row, _, _ in filled], [column for _, column, _ in filled]
    room = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if room <= _MOST_CELLS and max(rows) <= _MOST_ROWS and max(columns) <= _MOST_COLUMNS:
        return None
    _, _, reference = max(filled, key=lambda cell: cell[0] * cell[1])
    return reference[3:-1].decode()


def _cells(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    frame = frame.rename({name: f"c{i}" for i, name in enumerate(frame.columns)})
    texts = pl.all().cast(pl.String).str.strip_chars()
    frame = frame.select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row_no"),
        pl.when(texts != "").then(texts.str.replace(r"^([0-9]{4}-[0-9][0-9]-[0-9][0-9]) 00:00:00(\.0+)?$", "${1}")),
    )
    return frame.filter(~pl.all_horizontal(pl.exclude("row_no").is_null()))


def _mark_numbers(cells: pl.DataFrame, package: zipfile.ZipFile, part: str) -> pl.DataFrame:
    """Numbers such as 1.234 told from the text *1.234* (which in Danish is 1234): numbers get a fourth decimal."""
    import polars as pl

    texts = [name for name in cells.columns if name != "row_no"]
    doubtful = cells.select(pl.any_horizontal(pl.col(texts).str.contains(_TWO_READINGS).any())).item()
    if not doubtful:
        return cells
    numbers, first = set(), 1 << 20
    for cell in _CELL.finditer(package.read(part)):
        attributes, inner = cell[1], cell[2] or b""
        reference, kind, value = _REFERENCE.search(attributes), _TYPE.search(attributes), _VALUE.search(inner)
        if not reference:
            continue
        column = column_number(reference[1])
        if value is not None or b"<is" in inner:
            first = min(first, column)
        if value is not None and (kind is None or kind[1] == b"n") and re.match(rb"-?\d{1,3}\.\d{3}$", value[1]):
            numbers.add((int(reference[2]), column))
    if not numbers:
        return cells
    marks = pl.DataFrame(
        [{"row_no": row, "column": f"c{column - first}"} for row, column in sorted(numbers)],
        schema={"row_no": pl.Int64, "column": pl.String},
    )
    for (name,), part_rows in marks.group_by("column"):
        if name not in texts:
            continue
        hit = pl.col("row_no").is_in(part_rows["row_no"].to_list())
        cells = cells.with_columns(
            pl.when(hit & pl.col(str(name)).str.contains(_TWO_READINGS))
            .then(pl.col(str(name)) + "0")
            .otherwise(pl.col(str(name)))
            .alias(str(name))
        )
    return cells


def column_number(letters: bytes) -> int:
    """The place of a column, counted from 0: *A* is 0, *AA* is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
