"""A file as a grid of texts, before anybody knows what its columns are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.intake.decode import to_utf8
from trinvis.intake.foreign import ZIP, foreign
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl

_SAMPLE_BYTES = 2_000_000


@dataclass(frozen=True)
class Grid:
    """``cells``: ``row_no`` (Int64, counted from 1 as a spreadsheet shows it) and text columns ``c0``, ``c1`` … ; blank
    cells are null, blank rows are left out. ``name``: the sheet or the delimiter. ``spreadsheet``: numbers stand as Excel keeps them (point, no thousands).
    ``fields_left``: the most fields that a line has by the delimiters that come after this one; 0 when none does."""

    cells: pl.DataFrame
    name: str
    spreadsheet: bool
    fields_left: int = 0

    @property
    def columns(self) -> list[str]:
        return [name for name in self.cells.columns if name != "row_no"]


def grids(content: bytes, sheet: str | None = None) -> Iterator[Grid]:
    """The grids that ``content`` may be read as: one per sheet of a workbook, or one per delimiter of a text file.

    Each is made when it is asked for. Of a long text file only the first lines: ``whole`` reads the rest by the delimiter that was chosen. Raises
    ``Unreadable`` when there is nothing to read.
    """
    no = foreign(content)
    if no is not None:
        raise Unreadable(no)
    if content.startswith(ZIP):
        from trinvis.intake.spreadsheet import sheets

        yield from sheets(content, sheet)
        return
    from trinvis.intake.delimited import delimited

    head = content[:_SAMPLE_BYTES]
    if len(content) > len(head):
        head = head[: head.rfind(b"\n") + 1] or head
    yield from delimited(to_utf8(head))


def whole(content: bytes, grid: Grid) -> Grid:
    """``grid`` with all rows of ``content``: itself, unless it was read from the first lines of a long text file."""
    if grid.spreadsheet or len(content) <= _SAMPLE_BYTES:
        return grid
    from trinvis.intake.delimited import by_delimiter

    return by_delimiter(to_utf8(content), grid.name)
