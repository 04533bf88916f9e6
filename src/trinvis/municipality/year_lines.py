"""All lines of a year's follow-up: what is posted, committed, estimated, projected, refunded and budgeted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.year import spent_and_committed
from trinvis.calculations.followup.budgets import budget_lines
from trinvis.calculations.forecast.projection import DISPOSED, Projection
from trinvis.calculations.forecast.refund_basis import child_costs
from trinvis.calculations.forecast.year_end import OnEngine, last_year_lines, year_end
from trinvis.municipality.gathered import Frame, Gathered
from trinvis.parameters import MissingParameter
from trinvis.parameters.refund import RefundBand, adds_household, refund_bands
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.municipality.house import House
    from trinvis.parameters.profile import Area


@dataclass(frozen=True)
class YearLines:
    """The lines, collected, without memo (see ``memo``), and what could not be computed.

    ``refund_missing`` says why the refund stands as *ikke beregnet*, or is None; ``refund_area`` is where it would stand.
    """

    lines: pl.DataFrame
    projections: tuple[Projection, ...]
    refund_missing: str | None
    refund_area: str | None


def all_lines(house: House, gathered: Gathered, year: int) -> YearLines:
    """The lines of ``year`` and what was spent last year, of every area and of money outside them; without memo."""
    engine, profile, closing = house.engine, gathered.rules.profile, gathered.closing
    known = [
        spent_and_committed(
            gathered.postings,
            gathered.grant_months,
            year=year,
            closed_through=gathered.ledger_through,
            missing_invoice_months=profile.missing_invoice_months,
            disposed_areas=disposed_areas(profile.areas),
            compute=house.held,
        ),
        last_year_lines(gathered.postings, year),
        budget_lines(gathered.budgets, profile.areas, engine.frame(profile.area_account_rules()), year),
    ]
    bands, missing = _bands(gathered, year)
    end = year_end(
        house.held(nw.concat(known, how="vertical")),
        estimates=gathered.estimates,
        calendar=engine.frame(months(year, year)),
        areas=profile.areas,
        closing=closing,
        child_costs=_child_costs(house, gathered, year) if bands else None,
        households=_households(gathered, year),
        bands=bands,
        engine=OnEngine(engine.frame, engine.collect),
        once_grants=gathered.grants.filter(nw.col("unit") == "once").select("grant_id"),
    )
    return YearLines(
        engine.collect(end.lines),
        end.projections,
        missing if end.refund_area is not None else None,
        end.refund_area,
    )


def disposed_areas(areas: Iterable[Area]) -> set[str]:
    """The areas forecast child by child; money that no rule places is too, so that no grant falls out of the year."""
    return {area.id for area in areas if area.method in DISPOSED} | {UNPLACED}


def _bands(gathered: Gathered, year: int) -> tuple[tuple[RefundBand, ...] | None, str | None]:
    """The year's refund limits, or None and what is missing."""
    try:
        return refund_bands(gathered.rules.parameters, date(year, 1, 1)), None
    except MissingParameter as missing:
        return None, missing.short


def _child_costs(house: House, gathered: Gathered, year: int) -> Frame | None:
    """What each child costs; None where no area has the refund."""
    profile = gathered.rules.profile
    if all(area.method != "refund" for area in profile.areas):
        return None
    return child_costs(
        gathered.postings,
        gathered.grant_months,
        year=year,
        closed_through=gathered.ledger_through,
        missing_invoice_months=profile.missing_invoice_months,
        compute=house.held,
    )


def _households(gathered: Gathered, year: int) -> Frame:
    """``child_no``, ``household_no`` of the children whose expenses the year's rule adds up."""
    households = gathered.children.select("child_no", "household_no")
    try:
        together = adds_household(gathered.rules.parameters, date(year, 1, 1))
    except MissingParameter:
        together = False
    return households if together else households.filter(nw.col("child_no").is_null())
