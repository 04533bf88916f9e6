"""The journal as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trinvis.journal import KINDS, Entry
from trinvis.presentation.journal_words import PLAIN, JournalWords
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

COLUMNS = (
    ReportColumn("seq", "Nr.", "integer"),
    ReportColumn("kind", "Art"),
    ReportColumn("key", "Nøgle"),
    ReportColumn("version", "Udgave", "integer"),
    ReportColumn("values", "Indhold"),
    ReportColumn("by", "Af"),
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("effective_from", "Gælder fra", "day"),
    ReportColumn("recorded_at", "Skrevet (UTC)", "instant", on_screen=False),
    ReportColumn("backdated", "Efterregistreret", "flag"),
)
ABOUT = ReportColumn("about", "Om")


def journal_table(entries: Sequence[Entry], said: JournalWords | None = None, *, synthetic: bool) -> ReportTable:
    """Every entry, oldest first; ``said`` puts the words of the municipality in the place of keys and ids."""
    rows = tuple(entry_cells(entry, said) for entry in entries)
    title = danish.count(len(rows), "post", "poster")
    columns: tuple[ReportColumn, ...] = COLUMNS
    if said is not None:
        columns = (*COLUMNS[:2], replace(COLUMNS[2], on_screen=False), ABOUT, *COLUMNS[3:])
    return ReportTable(
        "journal", "Journalen, ældste først", f"{title} i journalen.", columns, rows, synthetic=synthetic
    )


def entry_cells(entry: Entry, said: JournalWords | None = None) -> dict[str, Cell]:
    """An entry as a row."""
    kind = KINDS.get(entry.kind)
    return {
        "seq": entry.seq,
        "kind": entry.kind if kind is None else kind.label,
        "key": entry.key,
        "about": None if said is None else said.about(entry),
        "version": entry.version,
        "values": PLAIN.content(entry, whole=True) if said is None else said.content(entry),
        "by": entry.by,
        "known_from": entry.known_from,
        "effective_from": entry.effective_from,
        "recorded_at": entry.recorded_at,
        "backdated": entry.backdated,
    }
