"""What an open municipality holds: its data, what was typed in, an engine, a cache, and the clock that the edge gave it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import narwhals.stable.v2 as nw

from trinvis.municipality.basis import RULE_KINDS, SAID_ONLY, Basis, Seen
from trinvis.municipality.cache import Cache
from trinvis.reports.json_text import canonical

if TYPE_CHECKING:
    from trinvis.engine import Engine
    from trinvis.journal import Journal
    from trinvis.workspace import Workspace

Frame = nw.LazyFrame[Any]

Clock = Callable[[], datetime]
"""Gives the instant now, with a time zone. Only an edge (command line, web) has one."""

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class NeedsClock(RuntimeError):
    """Something was to be written, but the municipality was opened without a clock."""


@dataclass
class House:
    """The open rooms behind the hall."""

    workspace: Workspace
    journal: Journal
    engine: Engine
    cache: Cache
    clock: Clock | None = None

    def instant(self) -> datetime:
        """Now; raises ``NeedsClock`` in a municipality that was opened for reading only."""
        if self.clock is None:
            raise NeedsClock("Kommunen er åbnet til læsning; åbn den med et ur (clock=…) for at skrive.")
        return self.clock()

    def today(self) -> date:
        """The Danish day of ``instant``."""
        return self.instant().astimezone(COPENHAGEN).date()

    def held(self, frame: Frame) -> Frame:
        """The frame worked out once and held by the engine, for what is read several times."""
        return self.engine.frame(self.engine.collect(frame))

    def figures_digest(self, basis: Basis) -> str:
        """sha256 of what figures depend on: deliveries, day, program, and the entries that count; never what is only said.

        The key of what is remembered: an explanation or an approval changes no figure, and nothing is worked out again.
        """

        def made() -> str:
            facts, rules = (
                self.journal.entries(as_of=seen.day, position=seen.position) for seen in (basis.facts, basis.rules)
            )
            depends = {
                "selection": basis.selection.to_json(),
                "facts": [entry.seq for entry in facts if entry.kind not in SAID_ONLY],
                "rules": [entry.seq for entry in rules if entry.kind in RULE_KINDS],
                "days": [basis.facts.day.isoformat(), basis.rules.day.isoformat()],
                "program": basis.program,
            }
            return hashlib.sha256(canonical(depends)).hexdigest()

        return self.cache.get(f"figures/{basis.digest()}", made, len)

    def basis(self, as_of: date) -> Basis:
        """What is known of ``as_of``: deliveries and entries known from that day or before."""
        position = self.journal.position()
        seen = Seen(as_of, position)
        return Basis(self.workspace.selection(as_of), seen, seen)
