"""A file as a grid of texts, before anybody knows what its columns are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.intake.decode import to_utf8
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Grid:
    """``cells``: ``row_no`` (Int64, counted from 1 as a spreadsheet shows it) and text columns ``c0``, ``c1`` … ; blank
    cells are null, blank rows are left out. ``spreadsheet``: numbers stand as Excel keeps them (point, no thousands)."""

    cells: pl.DataFrame
    name: str
    spreadsheet: bool

    @property
    def columns(self) -> list[str]:
        return [name for name in self.cells.columns if name != "row_no"]


def grids(content: bytes, sheet: str | None = None) -> list[Grid]:
    """The grids that ``content`` may be read as: one per sheet of a workbook, or one per delimiter of a text file.

    Raises ``Unreadable`` when there is nothing to read.
    """
    if not content.strip(b"\x00 \r\n\t"):
        raise Unreadable("Filen er tom: hent udtrækket igen.")
    if content.startswith(_ZIP):
        from trinvis.intake.spreadsheet import sheets

        return sheets(content, sheet)
    if content.startswith(_OLE):
        raise Unreadable(
            "Filen er et ældre Excel-format eller har adgangskode: gem den som .xlsx uden adgangskode, og indlæs den igen."
        )
    from trinvis.intake.delimited import delimited

    return delimited(to_utf8(content))
