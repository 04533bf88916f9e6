"""The whole year-end of a follow-up in one call: what is committed and posted, and all that the methods add to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.forecast.estimates import estimate_lines, typed_amounts
from trinvis.calculations.forecast.line_columns import as_lines
from trinvis.calculations.forecast.projection import Closing, Projection, method_rest_lines, projections
from trinvis.calculations.forecast.refund import already_posted_lines, child_expenses, household_months, refund_lines
from trinvis.calculations.staircase.rules import Frame

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters.profile import Area
    from trinvis.parameters.refund import RefundBand

_POSTED = ("spent", "last_year_spent")
_BUDGET = ("budget_original", "budget_moved", "budget_supplementary", "budget_carried_over")


@dataclass(frozen=True)
class OnEngine:
    """How small frames go to and from the engine that the big ones are on: ``Engine.frame`` and ``Engine.collect``."""

    frame: Callable[[pl.DataFrame], Frame]
    collect: Callable[[Frame], pl.DataFrame]


@dataclass(frozen=True)
class YearEnd:
    """``lines`` are those given and all that was added; ``projections`` what the methods rest on.

    ``refund_area`` is the area of the refund, None when the profile has none; ``household_months`` opens the refund up (None
    when it was not calculated: no area, or limits unknown).
    """

    lines: Frame
    projections: tuple[Projection, ...]
    refund_area: str | None
    household_months: Frame | None


def last_year_lines(postings: Frame, year: int) -> Frame:
    """Lines of the component ``last_year_spent``: the postings of the ledger year before ``year``, placed in areas."""
    return as_lines(
        postings.filter(nw.col("period") // 100 == year - 1).with_columns(
            month=nw.col("period"), component=nw.lit("last_year_spent"), rules=nw.col("area_rule")
        )
    )


def year_end(
    lines: Frame,
    *,
    estimates: Frame,
    calendar: Frame,
    areas: Sequence[Area],
    closing: Closing,
    child_costs: Frame | None,
    households: Frame,
    bands: Sequence[RefundBand] | None,
    engine: OnEngine,
    once_grants: Frame | None = None,
) -> YearEnd:
    """Adds risk cases, pools, ``method_rest`` and refund to the lines of a year.

    ``lines`` hold the year's commitments and postings (``commitments.year.spent_and_committed``), last year's
    (``last_year_lines``) and the budget's; ``child_costs`` come from ``refund_basis``, ``households`` and ``once_grants`` are as ``refund`` wants
    them. ``bands`` are the refund limits, None when they are not known: then the refund has no lines, ``child_costs`` are
    not needed, and the caller must say so.
    """
    year = closing.year
    expected = estimate_lines(estimates, calendar, areas, year, closed_through=closing.closed_through)
    posted, budgets = _known_sums(engine.collect(_monthly(lines)))
    typed = dict(engine.collect(typed_amounts(estimates, areas, year)).select("area", "amount_oere").iter_rows())
    found = projections(areas, closing, posted, budgets, typed)
    added = [as_lines(lines), expected, engine.frame(method_rest_lines(found))]
    refund_areas = [area.id for area in areas if area.method == "refund"]
    months = None
    if refund_areas and bands and child_costs is not None:
        expenses = child_expenses(child_costs, year=year, refund_areas=refund_areas, once_grants=once_grants)
        months = household_months(expenses, households, bands, year)
        received = already_posted_lines(posted.get(refund_areas[0], {}), refund_areas[0], year)
        added += [refund_lines(months, bands, refund_areas[0]), engine.frame(received)]
    return YearEnd(nw.concat(added), found, refund_areas[0] if refund_areas else None, months)


def _monthly(lines: Frame) -> Frame:
    return (
        lines.filter(nw.col("component").is_in([*_POSTED, *_BUDGET]))
        .with_columns(month=nw.col("month").fill_null(0))
        .group_by("area", "component", "month")
        .agg(nw.col("amount_oere").sum())
        .with_columns(nw.col("amount_oere").cast(nw.Int64))
    )


def _known_sums(sums: pl.DataFrame) -> tuple[dict[str, dict[int, int]], dict[str, int]]:
    """Area → month → posted, and area → corrected budget."""
    posted: dict[str, dict[int, int]] = {}
    budgets: dict[str, int] = {}
    for area, component, month, amount in sums.select("area", "component", "month", "amount_oere").iter_rows():
        if component in _BUDGET:
            budgets[area] = budgets.get(area, 0) + amount
        else:
            months = posted.setdefault(area, {})
            months[month] = months.get(month, 0) + amount
    return posted, budgets
