"""What a workbook is made from: the frames of one follow-up. Nothing is computed here, and nothing is read from disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from trinvis.reports.why_table import Splits

Addressing = Callable[[str, str, Mapping[str, str]], str]
"""(question, figure, filter) → the address of a figure; the question is ``follow-up`` or ``commitments``."""

FIGURE_OF_COMPONENT: dict[str, str] = {
    "spent": "spent_oere",
    "last_year_spent": "last_year_oere",
    "missing_invoice": "committed_oere",
    "collective_offset": "committed_oere",
    "committed_open": "committed_oere",
    "risk": "estimates_oere",
    "pool": "estimates_oere",
    "method_rest": "method_oere",
    "refund": "refund_oere",
}
"""Component of lines → the figure of the follow-up that counts them; the address narrows it to the component."""


@dataclass(frozen=True)
class Assumed:
    """One parameter that the follow-up rests on, as people read it."""

    name: str
    key: str
    value: str
    unit: str
    valid_from: date | None
    valid_to: date | None
    source: str
    origin: str
    mark: str = ""


@dataclass(frozen=True)
class WorkbookInput:
    """One follow-up in frames.

    ``areas``: the rows of the follow-up (areas, policy areas, total; money in whole øre).
    ``lines``: all lines of the year in the shape of ``tables.lines``.
    ``grants``: the periods that are charged, as ``charged_periods`` gives them, with ``area`` and ``step`` as placed:
    what is null has the meaning of the import format (quantity 1, VAT factor 100 %, unknown stop).
    ``grant_months``: what they cost by month, as ``grant_months`` gives it.
    ``estimates``: facts of ``tables.estimates`` in force with ``area`` as placed, and ``journal_seq`` for typed ones.
    ``closed_through``: the last closed month as yyyymm, or 0 when none of the year is.
    ``full_year_days``: 365, or 0 for the year's own number of days.
    ``changes``: the items of the bridge, or none.
    ``reconciliation``: list name → frame. ``explanations``: area → text. ``parameters``: what the figures rest on.
    """

    municipality: str
    profile: str
    year: int
    as_of: date
    closed_through: int
    full_year_days: int
    program: str
    answer: str
    areas: pl.DataFrame
    lines: pl.DataFrame
    grants: pl.DataFrame
    grant_months: pl.DataFrame
    estimates: pl.DataFrame
    address: Addressing
    parameters: tuple[Assumed, ...] = ()
    deliveries: tuple[tuple[str, str], ...] = ()
    """(id, what it is in words) of every delivery that counts."""
    causes: Sequence[Splits] = ()
    """Why the year-end differs from the budget, and from last year."""
    changes: pl.DataFrame | None = None
    before: str | None = None
    """What the changes are counted from, in words."""
    total_before_oere: int | None = None
    reconciliation: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    synthetic: bool = False

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """The rows of ``areas`` of one kind: ``area``, ``policy_area`` or ``total``."""
        import polars as pl

        return self.areas.filter(pl.col("kind") == kind).to_dicts()

    def lines_address(self, component: str, where: Mapping[str, str]) -> str:
        """The address of the lines of a component, narrowed to ``where``."""
        return self.address("follow-up", FIGURE_OF_COMPONENT[component], {**where, "component": component})
