"""What a figure is made from: facts known on a day, and the rules that they are read by.

The two are kept apart, because a change between two follow-ups is either a change of facts (a child moved) or of rules
(a parameter was corrected): *regelændring*.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis import __version__
from trinvis.reports.json_text import canonical

if TYPE_CHECKING:
    from trinvis.workspace import Selection

RULE_KINDS = frozenset({"profile", "parameter", "method"})
"""Journal kinds that are rules; all others are facts."""

SAID_ONLY = frozenset(
    {"explanation", "note", "approval", "form", "scenario"}
    | {"investment", "investment_quality", "investment_state", "investment_pool", "investment_run"}
)
"""Journal kinds that no figure of the follow-up depends on; a scenario and a case are asked for by their content."""


@dataclass(frozen=True)
class Seen:
    """A view of the journal: entries known on ``day`` or before, among the first ``position`` entries."""

    day: date
    position: int

    def to_dict(self) -> dict[str, Any]:
        return {"day": self.day.isoformat(), "position": self.position}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Seen:
        return cls(date.fromisoformat(values["day"]), int(values["position"]))


@dataclass(frozen=True)
class Basis:
    """Everything that a figure depends on besides its arguments.

    ``selection`` is which deliveries (and which of their months) count; ``facts`` and ``rules`` are the views of the
    journal for what was typed in and for what was decided. Two equal bases give equal figures, byte for byte.
    """

    selection: Selection
    facts: Seen
    rules: Seen
    program: str = __version__
    approval: int | None = None
    """The approval that the basis was kept by, for addresses alone: it decides nothing."""

    @property
    def name(self) -> str:
        """How addresses write it: the as-of day, or *godkendt-3* where an approval keeps it."""
        return self.day.isoformat() if self.approval is None else f"godkendt-{self.approval}"

    @property
    def day(self) -> date:
        """The as-of day of the facts."""
        return self.facts.day

    def with_rules(self, rules: Seen) -> Basis:
        """The same facts read by other rules."""
        return replace(self, rules=rules, approval=None)

    def to_dict(self) -> dict[str, Any]:
        return {
            "selection": self.selection.to_json(),
            "facts": self.facts.to_dict(),
            "rules": self.rules.to_dict(),
            "program": self.program,
        }

    def digest(self) -> str:
        """sha256 of ``to_dict``: the key of the cache and of what an approval rests on."""
        return hashlib.sha256(canonical(self.to_dict())).hexdigest()
