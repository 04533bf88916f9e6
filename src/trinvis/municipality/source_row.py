"""One row of a delivery: as it stood in the file, as it was read, and what the checks said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.tables import TABLES
from trinvis.workspace.errors import WorkspaceError

if TYPE_CHECKING:
    from trinvis.intake.header import Header
    from trinvis.municipality.house import House
    from trinvis.workspace import Delivery

HIDDEN = "(vises ikke)"
"""What stands for an identifier of a person: the number that Trinvis gave it is shown instead."""

PERSONS = ("child", "household", "staff")

_CPR = re.compile(r"\b(?:\d{6}[- ]\d{4}|[0-9]\d(?:0[1-9]|1[0-2])\d{6})\b")
"""A personal number may stand in any cell: a foster parent is a provider."""


class UnknownRow(WorkspaceError):
    """The delivery has no row of that number."""

    def __init__(self, delivery_id: str, row_no: int) -> None:
        super().__init__(f"Levering {delivery_id} har ingen række {row_no}; se leveringen under Data, og ret adressen.")


@dataclass(frozen=True)
class Received:
    """One cell as it stood in the file: its heading, its text (None: blank), and the Danish label of what it was read as."""

    heading: str
    text: str | None
    read_as: str


@dataclass(frozen=True)
class SourceRow:
    """``received`` are the cells of the file; none when the file can no longer be taken apart as it was. ``facts`` are table →
    the rows that were read from it (one, or one per month or price), none for a row that was rejected."""

    delivery: Delivery
    row_no: int
    received: tuple[Received, ...]
    facts: Mapping[str, pl.DataFrame]
    findings: pl.DataFrame


def source_row(house: House, delivery_id: str, row_no: int) -> SourceRow:
    """The row; raises ``UnknownRow``, or ``UnknownDelivery`` where there is no such delivery."""
    workspace = house.workspace
    delivery = workspace.delivery(delivery_id)
    here = pl.col("row_no") == row_no
    facts = {name: workspace.facts(delivery_id, name).filter(here) for name in delivery.tables}
    facts = {name: rows for name, rows in facts.items() if not rows.is_empty()}
    findings = workspace.findings(delivery_id).filter(here)
    received = as_received(delivery, workspace.original(delivery_id), row_no)
    if not facts and findings.is_empty() and not received:
        raise UnknownRow(delivery_id, row_no)
    return SourceRow(delivery, row_no, received, facts, findings)


def as_received(delivery: Delivery, original: bytes, row_no: int) -> tuple[Received, ...]:
    """The cells of a row in the file that was received; none when it has no such row, or is not understood any more."""
    from trinvis.intake import ReadOptions, Unreadable
    from trinvis.intake.opening import open_header
    from trinvis.intake.profiles import SOURCES

    told = {str(text): str(name) for text, name in dict(delivery.remember.get("headers") or {}).items()}
    try:
        header = open_header(original, SOURCES[delivery.source], told, ReadOptions())
    except (Unreadable, KeyError):
        return ()
    found = header.body.filter(pl.col("row_no") == row_no)
    if found.is_empty():
        return ()
    cells = found.row(0, named=True)
    known = [_known(delivery, header, name, cells[column]) for name, column in header.columns.items()]
    more = [Received(text, _shown(cells[column]), "gemt, men bruges ikke") for column, text in header.unknown.items()]
    return (*known, *more)


def _known(delivery: Delivery, header: Header, name: str, text: str | None) -> Received:
    columns = [column for table in delivery.tables for column in TABLES[table].columns if column.name == name]
    person = any(column.number in PERSONS for column in columns)
    label = columns[0].label if columns else header.headings[name]
    return Received(header.headings[name], HIDDEN if person and text else _shown(text), label)


def _shown(text: str | None) -> str | None:
    return None if text is None else _CPR.sub(HIDDEN, text)
