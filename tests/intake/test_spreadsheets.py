"""Workbooks: native numbers and dates, formulas with and without values, several sheets, damage."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from trinvis.intake import ReadOptions, Unreadable

HEAD = ["Bogføringsdato", "Konto", "Beløb"]


def _book(*sheets: tuple[str, list[list[Any]]], calculated: bool = True) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd-mm-yyyy"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write_formula(r, c, cell[0], None, cell[1] if calculated else 0)
                elif isinstance(cell, date):
                    sheet.write_datetime(r, c, cell)
                elif isinstance(cell, str):
                    sheet.write_string(r, c, cell)
                elif cell is not None:
                    sheet.write(r, c, cell)
    book.close()
    return out.getvalue()


def test_native_dates_numbers_and_serials(read_text: Any) -> None:
    rows = [
        HEAD,
        [date(2026, 3, 1), 528211003, 41500.5],
        [46083, "528211003", "1.234,50"],
        ["03.03.2026", 528211003, -7],
    ]
    postings = read_text("finance", _book(("Ark1", rows))).facts["postings"]
    assert postings["date"].to_list() == [date(2026, 3, d) for d in (1, 2, 3)]
    assert postings["amount_oere"].to_list() == [41_500_50, 1_234_50, -7_00]
    assert set(postings["account_key"]) == {"528211003"}


def test_the_number_1_234_is_not_the_text(read_text: Any) -> None:
    """A cell with the number 1,234 and a cell with the Danish text 1.234 in one column."""
    rows = [
        HEAD,
        ["01.03.2026", "528211003", 1.234],
        ["02.03.2026", "528211003", "1.234"],
        ["03.03.2026", "528211003", "9,50"],
    ]
    postings = read_text("finance", _book(("Ark1", rows))).facts["postings"]
    assert postings["amount_oere"].to_list() == [1_23, 1_234_00, 9_50]


def test_formulas_count_with_their_value(read_text: Any) -> None:
    rows = [HEAD, ["01.03.2026", "528211003", ("=100*2", 200)], ["I alt", None, ("=SUM(C2)", 200)]]
    read = read_text("finance", _book(("Ark1", rows)))
    assert (read.counts.accepted_oere, read.counts.sums_oere) == (200_00, 200_00)


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter"])
def test_formulas_without_values_are_refused_in_one_line(writer: str, read_text: Any) -> None:
    """A workbook that a program wrote and nobody opened: its formulas have no values, or all 0."""
    if writer == "openpyxl":
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(HEAD)
        sheet.append(["01.03.2026", "528211003", "=100*2"])
        out = io.BytesIO()
        book.save(out)
        content = out.getvalue()
    else:
        content = _book(("Ark1", [HEAD, ["01.03.2026", "528211003", ("=100*2", 0)]]), calculated=False)
    with pytest.raises(Unreadable, match="formler uden gemte værdier: åbn filen i Excel"):
        read_text("finance", content)


def test_a_sheet_is_asked_for_when_several_have_a_table(read_text: Any) -> None:
    rows = [HEAD, ["01.03.2026", "528211003", 5]]
    book = _book(("Januar", rows), ("Februar", [*rows, ["02.03.2026", "528211003", 6]]), ("Noter", [["Tekst"]]))
    with pytest.raises(Unreadable, match=r"'Januar', 'Februar'.*--sheet"):
        read_text("finance", book)
    read = read_text("finance", book, options=ReadOptions(sheet="Februar"))
    assert (read.sheet, read.counts.accepted) == ("Februar", 2)
    with pytest.raises(Unreadable, match="'Marts'"):
        read_text("finance", book, options=ReadOptions(sheet="Marts"))


def test_the_sheet_with_the_table_is_found(read_text: Any) -> None:
    book = _book(
        ("Forside", [["Eksempel Kommune"]]), ("Data", [[], ["Posteringer"], HEAD, ["01.03.2026", "528211003", 5]])
    )
    read = read_text("finance", book)
    assert (read.sheet, read.facts["postings"]["row_no"].to_list()) == ("Data", [4])  # as the sheet numbers its rows


def test_errors_in_cells_are_blank(read_text: Any) -> None:
    rows = [HEAD, ["01.03.2026", "528211003", ("=1/0", "#DIV/0!")], ["01.03.2026", "528211003", 5]]
    read = read_text("finance", _book(("Ark1", rows)))
    assert (read.counts.accepted, read.counts.rejected) == (1, 1)


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZ900000", "A99999999999999999999", "BZZZZ9", "zzzzz1"])
def test_a_cell_far_from_the_table_is_named(cell: str, read_text: Any) -> None:
    """The reader makes room for all cells between; where there is none, it ends the process without a word."""
    book = _book(("Ark1", [HEAD, ["01.03.2026", "528211003", 5], [None, None, 6]]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as package, zipfile.ZipFile(out, "w") as moved:
        for name in package.namelist():
            moved.writestr(name, package.read(name).replace(b'r="C3"', f'r="{cell}"'.encode()))
    with pytest.raises(Unreadable, match=f"celle {cell}, så langt fra resten"):
        read_text("finance", out.getvalue())


def test_many_columns_or_many_rows_are_not_far_apart(read_text: Any) -> None:
    rows = [[*HEAD, *[f"Bemærkning {i}" for i in range(40)]], ["01.03.2026", "528211003", 5]]
    assert read_text("finance", _book(("Ark1", rows))).counts.accepted == 1


def test_damaged_and_foreign_files(read_text: Any) -> None:
    good = _book(("Ark1", [HEAD, ["01.03.2026", "528211003", 5]]))
    with pytest.raises(Unreadable, match="beskadiget"):
        read_text("finance", good[: len(good) // 2])
    with pytest.raises(Unreadable, match="ældre Excel-format"):
        read_text("finance", b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(Unreadable, match="tom"):
        read_text("finance", b"  \n")
    with pytest.raises(Unreadable, match="hverken tekst eller regneark"):
        read_text("finance", bytes(range(32)) * 40)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (["brev.txt"], "zip-arkiv: pak det ud"),
        ([], "zip-arkiv: pak det ud"),
        (["word/document.xml"], "et dokument, ikke et regneark"),
        (["mimetype", "content.xml"], "OpenDocument"),
        (["xl/workbook.bin"], "xlsb"),
    ],
)
def test_packages_that_are_no_workbook(members: list[str], words: str, read_text: Any) -> None:
    with pytest.raises(Unreadable, match=words):
        read_text("finance", _packed(members))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "et billede"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36", "et billede"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "et billede"),
        (b"%PDF-1.7\n", "en pdf"),
        (b"BZh91AY&SY\x00", "pakket"),
        (b"\x1f\x8b\x08\x00", "pakket"),
        (b"-----BEGIN PGP MESSAGE-----\n", "krypteret"),
        (b"\xef\xbb\xbf\r\n", "tom"),
    ],
)
def test_files_that_are_no_table(content: bytes, words: str, read_text: Any) -> None:
    with pytest.raises(Unreadable, match=words):
        read_text("finance", content)


def test_a_heading_that_begins_as_a_picture_does(read_text: Any) -> None:
    assert read_text("finance", "BM;Bogføringsdato;Konto;Beløb\n1;01.03.2026;528211003;5,00").counts.accepted == 1


def _packed(members: list[str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name in members:
            package.writestr(name, "Hej med dig. " * 9)
    return out.getvalue()


def _with(content: bytes, mark: bytes, place: int, value: bytes) -> bytes:
    """``value`` written ``place`` bytes after the first ``mark``."""
    at = content.index(mark) + place
    return content[:at] + value + content[at + len(value) :]


_LOCAL, _CENTRAL, _END, _BOOK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", ["xl/workbook.xml"]
_DATA = 30 + len(_BOOK[0])
"""Where the packed bytes begin in the package."""
_FAR_AWAY = b"\x01\x00\x08\x00" + b"\xff" * 8
"""An extra field: this member begins 2**64 - 1 bytes into the package."""


def _far_away() -> bytes:
    content = _packed(_BOOK)
    content = _with(_with(content, _CENTRAL, 30, len(_FAR_AWAY).to_bytes(2, "little")), _CENTRAL, 42, b"\xff" * 4)
    at = content.index(_END)
    size = at - content.index(_CENTRAL) + len(_FAR_AWAY)
    return content[:at] + _FAR_AWAY + _with(content[at:], _END, 12, size.to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("content", "raised"),
    [
        (_packed(_BOOK)[:-30], "BadZipFile"),
        (_with(_packed(_BOOK), _LOCAL, _DATA, b"\xff" * 4), "error"),  # zlib's
        (_with(_packed(_BOOK, zipfile.ZIP_LZMA), _LOCAL, _DATA + 4, b"\xff" * 5), "LZMAError"),
        (_with(_packed(_BOOK, zipfile.ZIP_BZIP2), _LOCAL, _DATA, b"none"), "OSError"),
        (_with(_packed(_BOOK, zipfile.ZIP_STORED), _CENTRAL, 20, b"\xff\xff\x00\x00\xff\xff"), "EOFError"),
        (_far_away(), "OverflowError"),
        (_with(_with(_packed(_BOOK), _CENTRAL, 8, b"\x00\x08"), _CENTRAL, 49, b"\xff"), "UnicodeDecodeError"),
        (_with(_packed(_BOOK), _CENTRAL, 10, b"\x63"), "NotImplementedError"),
        (_with(_packed(_BOOK), _CENTRAL, 8, b"\x01"), "RuntimeError"),
    ],
    ids=lambda value: value if isinstance(value, str) else "package",  # the bytes carry the time of day
)
def test_every_way_a_package_can_be_broken(content: bytes, raised: str, read_text: Any) -> None:
    """What ``zipfile`` itself raises of the damage, and that the user hears that the workbook is damaged."""
    with pytest.raises(Exception) as broken:  # noqa: PT011 - which one is asserted below
        zipfile.ZipFile(io.BytesIO(content)).testzip()
    assert type(broken.value).__name__ == raised
    with pytest.raises(Unreadable, match="beskadiget"):
        read_text("finance", content)
