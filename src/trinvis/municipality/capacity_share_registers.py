"""What registers say of the target group's share of an offer: decisive causes of new placements, and users by target group.

The report holds the survey's mean up against them (seed 002 lines 2488-2522, 7977-7993). They count children and users, not money.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.causes import Placement, by_cause
from trinvis.calculations.capacity.shares import Indicator

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

PLACED = ("foster_and_residence", "residence", "foster", "institution", "secure")
_OF_TARGET = r"(?i)sindslid|psykiske vanskeligheder"
"""What the target group of adults is called; *psykisk funktionsnedsættelse* is another group (seed 002 lines 9139-9182)."""


def indicators(made: Capacity, component: str, year: int) -> tuple[Indicator, ...]:
    """The registers' shares of an offer in a year; none where nothing was received."""
    if made.area == "children" and component in PLACED and made.facts.has("placement_causes"):
        return _of_causes(made, year)
    if made.area == "adults" and component and made.facts.has("activity"):
        return _of_users(made, component, year)
    return ()


def _of_causes(made: Capacity, year: int) -> tuple[Indicator, ...]:
    rows = made.facts.rows("placement_causes").filter(pl.col("year") == year, pl.col("started"))
    causes: dict[int, set[str]] = {}
    for number, cause in rows.select("placement", "cause").iter_rows():
        causes.setdefault(number, set()).add(cause)
    if not causes:
        return ()
    found = by_cause(Placement(number, frozenset(of)) for number, of in causes.items())
    return (Indicator("Anbringelsesstatistikken", found.distinct, found.of, "nyanbringelser, alle steder"),)


def _of_users(made: Capacity, component: str, year: int) -> tuple[Indicator, ...]:
    """Of the municipalities that count both the target group and all users of the offer's paragraphs."""
    wanted = {
        paragraph.partition("-")[2]
        for one in made.facts.accounts(made.area, year).accounts
        if one.offer == component
        for paragraph in one.paragraphs
    }
    rows = made.facts.rows("activity").filter(
        pl.col("year") == year,
        pl.col("counted_by") == made.asked.counted_by,
        pl.col("counted").fill_null("persons") == "persons",
        pl.col("number").is_not_null(),
    )
    named = [one for one in rows["measure"].unique().to_list() if wanted and set(re.findall(r"[0-9]+", one)) == wanted]
    rows = rows.filter(pl.col("measure").is_in(named))
    of_target = rows.filter(pl.col("target_group").str.contains(_OF_TARGET))
    both = set(of_target["municipality"]) & set(rows.filter(pl.col("target_group").is_null())["municipality"])
    both &= set(made.country)
    if not both:
        return ()
    inside = pl.col("municipality").is_in(sorted(both))
    hits = float(of_target.filter(inside)["number"].sum())
    of = float(rows.filter(inside, pl.col("target_group").is_null())["number"].sum())
    if not 0 <= hits <= of or not of:
        return ()
    return (Indicator("Brugerne", hits, of, f"brugere i {len(both)} {'kommune' if len(both) == 1 else 'kommuner'}"),)
