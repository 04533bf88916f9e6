"""What a workbook is made from: the frames of one follow-up. Nothing is computed here, and nothing is read from disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

Addressing = Callable[[str, Mapping[str, str]], str]
"""(column of the follow-up, filter) → the address of that figure."""


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

    ``areas``: the rows of the follow-up, a row per area (columns as the follow-up names them, money in whole øre).
    ``lines``: all lines of the year in the shape of ``tables.lines``.
    ``grants``: the periods that are charged, as ``charged_periods`` gives them, with ``area`` and ``step`` as placed:
    what is null has the meaning of the import format (quantity 1, VAT factor 100 %, unknown stop).
    ``grant_months``: what they cost by month, as ``grant_months`` gives it.
    ``estimates``: facts of ``tables.estimates`` in force with ``area`` as placed, and ``journal_seq`` for typed ones.
    ``closed_through``: the last closed month as yyyymm, or 0 when none of the year is.
    ``full_year_days``: 365, or 0 for the year's own number of days.
    ``changes``: rows of the bridge (``kind``, ``area``, ``child_no``, ``text``, ``amount_oere``), or none.
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
    changes: pl.DataFrame | None = None
    before: date | None = None
    total_before_oere: int | None = None
    reconciliation: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    synthetic: bool = False
