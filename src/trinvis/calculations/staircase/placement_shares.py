"""Anbringelsesandel by the two definitions of seed 004: placed on a day, and placement full-year persons.

*Placed* is the field of the grant (law, Danmarks Statistik), not the step; a grant that does not say is placed where its type is
a placement, and is counted beside.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.activity import full_year_persons
from trinvis.calculations.staircase.key_figure_counts import Collect, day_number
from trinvis.calculations.staircase.key_figures import CountedBy, Definition, KeyFigure
from trinvis.calculations.staircase.standing import ALL_CHILDREN, Exclusions, Frame, normal


def placed_on(
    definition: Definition,
    periods: Frame,
    day: date,
    inhabitants: int | None,
    collect: Collect,
    *,
    exclusions: Exclusions = ALL_CHILDREN,
    counted_by: CountedBy = "self_reported",
) -> KeyFigure:
    """Children and young people placed on ``day`` (1 December) per inhabitants of 0-17 years in the fourth quarter.

    Seed 004 lines 624-642. As there, no one is left out for being older. ``counted_by`` is ``statistics`` for Danmarks Statistik's own.
    """
    number = day_number(day)
    rows = placed_rows(exclusions.kept(normal(periods))).filter(
        nw.col("from_day") <= number, nw.col("to_day") >= number
    )
    of_child = collect(rows.group_by("child_no").agg(nw.col("_said").max()))
    assumed = int((of_child["_said"] == 0).sum())
    return KeyFigure(
        definition, day, of_child.height, inhabitants, counted_by, exclusions, "", {"assumed_placed": assumed}
    )


def placement_full_year(
    definition: Definition,
    periods: Frame,
    year: int,
    children: int | None,
    collect: Collect,
    *,
    full_year_days: int = 365,
    exclusions: Exclusions = ALL_CHILDREN,
    counted_by: CountedBy = "self_reported",
) -> KeyFigure:
    """Placement full-year persons of the year per child in the municipality.

    Seed 004 lines 639-657: days charged for a placement / 365, so two places paid for on one day count twice. ``full_year_days`` is
    365, or ``YEARS_OWN_DAYS``.
    """
    first, last = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
    within = placed_rows(exclusions.kept(normal(periods))).filter(
        nw.col("main"), nw.col("from_day") <= last, nw.col("to_day") >= first
    )
    days = nw.min_horizontal("to_day", nw.lit(last).cast(nw.Int64)) - nw.max_horizontal(
        "from_day", nw.lit(first).cast(nw.Int64)
    )
    charged = int(collect(within.select(days=days + 1))["days"].sum())
    persons: Fraction = full_year_persons(charged, year=year, full_year_days=full_year_days)
    return KeyFigure(
        definition,
        date(year, 12, 31),
        persons,
        children,
        counted_by,
        exclusions,
        beside={"days": charged},
        first_day=date(year, 1, 1),
    )


def placed_rows(rows: Frame) -> Frame:
    """The rows of placements, with ``_said``: 1 where the grant itself says so, 0 where only its type does."""
    by_type = nw.col("intervention_type") == "placement"
    said = nw.when(nw.col("placed").is_null()).then(nw.lit(0)).otherwise(nw.lit(1)).cast(nw.Int64)
    return rows.filter(nw.coalesce(nw.col("placed"), by_type)).with_columns(_said=said)
