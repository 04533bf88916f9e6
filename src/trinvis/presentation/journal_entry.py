"""One entry of the journal: what was typed, by whom, and every version of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trinvis.journal import KINDS, Entry
from trinvis.presentation.journal_table import journal_table
from trinvis.presentation.journal_words import JournalWords
from trinvis.reports import danish
from trinvis.reports.table import ReportColumn, ReportTable

VALUES = (ReportColumn("label", "Felt"), ReportColumn("value", "Værdi"), ReportColumn("meaning", "Betydning"))


def entry_title(entry: Entry, said: JournalWords) -> str:
    """The first line: what was typed in, about what."""
    kind = KINDS.get(entry.kind)
    return f"Journal nr. {entry.seq}: {entry.kind if kind is None else kind.label.lower()}, {said.about(entry)}"


def entry_where(entry: Entry) -> str:
    """The second line: by whom, and from when it counts."""
    since = "" if entry.effective_from is None else f", gælder fra {danish.long_day(entry.effective_from)}"
    late = ", efterregistreret" if entry.backdated else ""
    return f"Skrevet af {entry.by}, kendt fra {danish.long_day(entry.known_from)}{since}{late}. Udgave {entry.version}."


def entry_values(entry: Entry, said: JournalWords, *, synthetic: bool) -> ReportTable:
    """What was typed, field by field; an object of many values is only named."""
    kind = KINDS.get(entry.kind)
    fields = {} if kind is None else {field.name: field for field in kind.fields}
    rows = []
    for name, value in entry.values.items():
        field = fields.get(name)
        rows.append(
            {
                "label": said.label(entry, name),
                "value": danish.count(len(value), "oplysning", "oplysninger")
                if isinstance(value, dict | list)
                else said.value(entry, name),
                "meaning": None if field is None else field.meaning,
            }
        )
    title = "Trukket tilbage" if entry.retracted else "Det, der blev skrevet"
    return ReportTable("entry", title, entry_title(entry, said), VALUES, tuple(rows), synthetic=synthetic)


def entry_table(same: Sequence[Entry], shown: int, said: JournalWords, *, synthetic: bool) -> ReportTable:
    """Every version of the same entry."""
    made = journal_table(same, said, synthetic=synthetic)
    return replace(made, title=f"Alle udgaver af det samme ({len(same)}); nr. {shown} er vist ovenfor")
