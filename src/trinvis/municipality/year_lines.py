"""All lines of a year's follow-up: what is posted, committed, estimated, projected, refunded and budgeted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.posted_lines import as_lines, spent_rows
from trinvis.calculations.commitments.year import year_lines
from trinvis.calculations.followup.budgets import budget_lines
from trinvis.calculations.forecast.estimates import estimate_lines, typed_amounts
from trinvis.calculations.forecast.projection import DISPOSED, Projection, method_rest_lines, posted_months, projections
from trinvis.calculations.forecast.refund import (
    already_posted_lines,
    child_expenses,
    household_months,
    refund_lines,
)
from trinvis.municipality.gathered import Gathered
from trinvis.parameters import MissingParameter
from trinvis.parameters.refund import adds_household, refund_bands
from trinvis.tables.lines import UNPLACED, line_types

if TYPE_CHECKING:
    from trinvis.municipality.house import House
    from trinvis.parameters.profile import Area

CORRECTED_BUDGET = ("budget_original", "budget_moved", "budget_supplementary", "budget_carried_over")


@dataclass(frozen=True)
class YearLines:
    """The lines, collected, and what could not be computed.

    ``refund_missing`` says why the refund stands as *ikke beregnet*, or is None.
    """

    lines: pl.DataFrame
    projections: tuple[Projection, ...]
    refund_missing: str | None
    refund_area: str | None


def all_lines(house: House, gathered: Gathered, year: int) -> YearLines:
    """Every line of ``year``, this year's and last year's memo, of every area and of money outside them."""
    engine, profile, closing = house.engine, gathered.rules.profile, gathered.closing
    account_areas = engine.frame(profile.area_account_rules())
    disposed = disposed_areas(profile.areas)
    counted = [
        year_lines(
            gathered.postings,
            gathered.grant_months,
            year=year,
            closed_through=gathered.ledger_through,
            missing_invoice_months=profile.missing_invoice_months,
            disposed_areas=disposed,
            compute=house.held,
        ),
        as_lines(spent_rows(gathered.postings, gathered.grant_months, year=year - 1), "last_year_spent", "D1"),
        budget_lines(gathered.budgets, profile.areas, account_areas, year),
        estimate_lines(
            gathered.estimates,
            engine.frame(months(year, year)),
            profile.areas,
            year,
            closed_through=closing.closed_through,
        ),
    ]
    lines = engine.collect(nw.concat(counted, how="vertical")).select(list(line_types()))
    found = _projections(house, gathered, lines, year)
    rest = method_rest_lines(found)
    refund, missing, refund_area = _refund(house, gathered, lines, year)
    return YearLines(pl.concat([lines, rest, refund]), found, missing, refund_area)


def disposed_areas(areas: Iterable[Area]) -> set[str]:
    """The areas forecast child by child; money that no rule places is too, so that no grant falls out of the year."""
    return {area.id for area in areas if area.method in DISPOSED} | {UNPLACED}


def _projections(house: House, gathered: Gathered, lines: pl.DataFrame, year: int) -> tuple[Projection, ...]:
    engine, areas = house.engine, gathered.rules.profile.areas
    posted: dict[str, dict[int, int]] = {}
    for area, month, amount in engine.collect(posted_months(engine.frame(lines))).iter_rows():
        posted.setdefault(area, {})[month] = amount
    budgets = dict(
        lines.filter(pl.col("component").is_in(CORRECTED_BUDGET))
        .group_by("area")
        .agg(pl.col("amount_oere").sum())
        .iter_rows()
    )
    typed = dict(engine.collect(typed_amounts(gathered.estimates, areas, year)).iter_rows())
    return projections(areas, gathered.closing, posted, budgets, typed)


def _refund(
    house: House, gathered: Gathered, lines: pl.DataFrame, year: int
) -> tuple[pl.DataFrame, str | None, str | None]:
    """The refund's lines, why there are none, and the area that they stand in."""
    nothing = pl.DataFrame(schema=line_types())
    area = _refund_area(gathered.rules.profile.areas)
    if area is None:
        return nothing, None, None
    try:
        bands = refund_bands(gathered.rules.parameters, date(year, 1, 1))
    except MissingParameter as missing:
        return nothing, missing.short, area.id
    engine = house.engine
    expenses = child_expenses(
        engine.frame(lines),
        gathered.postings.select("delivery_id", "row_no", "service_month"),
        year=year,
        refund_areas=[area.id],
    )
    households = gathered.children.select("child_no", "household_no")
    if not adds_household(gathered.rules.parameters, date(year, 1, 1)):
        households = households.filter(nw.lit(False))
    found = household_months(expenses, households, bands, year)
    expected = engine.collect(refund_lines(found, bands, area.id)).select(list(line_types()))
    booked = lines.filter((pl.col("component") == "spent") & (pl.col("area") == area.id))
    posted = dict(booked.group_by("month").agg(pl.col("amount_oere").sum()).iter_rows())
    return pl.concat([expected, already_posted_lines(posted, area.id, year)]), None, area.id


def _refund_area(areas: tuple[Area, ...]) -> Area | None:
    return next((area for area in areas if area.method == "refund"), None)
