"""What users typed in, as frames that calculations take like what was received."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.journal import as_facts
from trinvis.workspace import Overrules

if TYPE_CHECKING:
    from trinvis.municipality.basis import Seen
    from trinvis.municipality.house import House
    from trinvis.tables.schema import Table


def typed_facts(house: House, seen: Seen, table: Table) -> pl.DataFrame | None:
    """The rows of a table that were typed in, with ``journal_seq``; None where there are none."""
    if table.name not in as_facts.SOURCES:
        return None
    frame = as_facts.facts(table, house.journal.entries(as_of=seen.day, position=seen.position))
    return None if frame.is_empty() else frame


def corrections(house: House, seen: Seen) -> nw.LazyFrame[Any] | None:
    """Corrections of grants in force; None where there are none."""
    frame = as_facts.corrections(house.journal.entries("correction", as_of=seen.day, position=seen.position))
    return None if frame.is_empty() else house.engine.frame(frame)


def hand_matches(house: House, seen: Seen) -> nw.LazyFrame[Any] | None:
    """Matches made and undone by hand; None where there are none."""
    frame = as_facts.matches(house.journal.entries(as_of=seen.day, position=seen.position))
    return None if frame.is_empty() else house.engine.frame(frame)


def overrules(house: House, seen: Seen) -> Overrules | None:
    """What was decided about which grant a row is; None where nothing was."""
    rows, grants = as_facts.identities(house.journal.entries("identity", as_of=seen.day, position=seen.position))
    return Overrules(rows, grants) if rows or grants else None


def overrules_as_kept(house: House) -> Overrules | None:
    """The same with everything that is in force now: what a new delivery's rows are matched by."""
    rows, grants = as_facts.identities(house.journal.entries("identity"))
    return Overrules(rows, grants) if rows or grants else None
