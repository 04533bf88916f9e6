"""The journal as a page shows it: of one kind, searched, newest first, a page at a time, each with what put it out of force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.presentation.journal_table import entry_cells
from trinvis.presentation.row_search import searched
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.presentation.journal_words import JournalWords

SHOWN = 200

JOURNAL = (
    ReportColumn("seq", "Nr."),
    ReportColumn("kind", "Art"),
    ReportColumn("about", "Om"),
    ReportColumn("values", "Indhold"),
    ReportColumn("by", "Af"),
    ReportColumn("recorded_at", "Skrevet (UTC)", "instant"),
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("effective_from", "Gælder fra", "day"),
    ReportColumn("replaced_by", "Afløst af"),
)


@dataclass(frozen=True)
class Asked:
    """Which entries to show: of one kind, holding a text, and which page of them (from 1)."""

    kind: str = ""
    text: str = ""
    page: int = 1


def journal_rows(history: Sequence[Entry], said: JournalWords, asked: Asked) -> list[Mapping[str, Cell]]:
    """The entries asked for, newest first, each with the number of the entry that put it out of force."""
    after = replaced_by(history)
    rows: list[Mapping[str, Cell]] = [
        {
            **entry_cells(entry, said),
            "seq": str(entry.seq),
            "replaced_by": f"nr. {after[entry.seq]}" if entry.seq in after else None,
        }
        for entry in reversed(history)
        if asked.kind in ("", entry.kind)
    ]
    return searched(rows, asked.text)


def replaced_by(history: Sequence[Entry]) -> dict[int, int]:
    """Entry → the entry that put it out of force: the next of the same place, or the one that names it."""
    found: dict[int, int] = {}
    newest: dict[Any, int] = {}
    for entry in history:
        if entry.place in newest:
            found[newest[entry.place]] = entry.seq
        if entry.replaces is not None:
            found[entry.replaces] = entry.seq
        newest[entry.place] = entry.seq
    return found


def journal_page(rows: Sequence[Mapping[str, Cell]], asked: Asked, *, synthetic: bool) -> tuple[ReportTable, int]:
    """One page of the journal, and how many pages there are."""
    pages = max(1, -(-len(rows) // SHOWN))
    page = min(max(asked.page, 1), pages)
    part = tuple(rows[(page - 1) * SHOWN : page * SHOWN])
    said = danish.count(len(rows), "post", "poster")
    return ReportTable(
        "journal", f"Journalen, nyeste først: {said}", f"{said}.", JOURNAL, part, synthetic=synthetic
    ), pages
