"""The volumes behind budget and year-end: what the assumptions foresee, and what the grants of the year come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.followup.rows import covered_areas
from trinvis.calculations.followup.split import Against, Split, Volume, split_area, split_total
from trinvis.calculations.forecast.placing import placed_by_name_or_type
from trinvis.calculations.staircase.rules import Frame
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters.profile import Area

_PARTS_OF_A_DAY = 10_000


def assumption_rows(assumptions: Frame, areas: Sequence[Area], year: int) -> Frame:
    """The year's assumptions with ``area`` an area id: by the name typed, else by the intervention type."""
    return placed_by_name_or_type(assumptions.filter(nw.col("year") == year), areas)


def assumption_volumes(rows: pl.DataFrame) -> dict[str, Volume]:
    """Area → what its assumptions foresee, from the collected ``assumption_rows``.

    The amount is Σ full-year persons × average price, rounded once; the number of children counts only where every
    assumption of the area states it. Assumptions that no area holds are left out.
    """
    amounts: dict[str, Fraction] = {}
    persons: dict[str, Fraction] = {}
    children: dict[str, Fraction | None] = {}
    for row in rows.iter_rows(named=True):
        area, number = row["area"], Fraction(row["full_year_persons"], 100)
        if area == UNPLACED:
            continue
        amounts[area] = amounts.get(area, Fraction(0)) + number * row["average_price_oere"]
        persons[area] = persons.get(area, Fraction(0)) + number
        so_far = children.get(area, Fraction(0))
        stated = row["children"]
        children[area] = None if so_far is None or stated is None else so_far + Fraction(stated, 100)
    return {
        area: Volume(rounded_quotient(amount.numerator, amount.denominator), persons[area], children[area])
        for area, amount in amounts.items()
    }


def measured_volumes(
    rows: pl.DataFrame, persons: pl.DataFrame, *, days_of_a_year: int, last_year: bool = False
) -> dict[str, Volume]:
    """Area → what its year comes to: full-year persons and children of the grants, and the money that pays for them.

    ``rows`` are the follow-up's rows, ``persons`` the collected ``person_sums`` by ``area`` of that year's grants,
    ``days_of_a_year`` the divisor (365, or the year's own). The money is forecast less risk cases, pools and refund, so
    that the price is the whole cost per full-year person; with ``last_year`` it is what was spent last year.
    """
    days = {row["area"]: (row["person_days"], row["children"]) for row in persons.iter_rows(named=True)}
    found = {}
    for row in rows.iter_rows(named=True):
        if row["kind"] == "area":
            paid = (
                row["last_year_oere"] if last_year else row["spent_oere"] + row["committed_oere"] + row["method_oere"]
            )
            parts, children = days.get(row["area"], (0, 0))
            found[row["area"]] = Volume(paid, Fraction(parts, _PARTS_OF_A_DAY * days_of_a_year), Fraction(children))
    return found


def splits(
    rows: pl.DataFrame,
    areas: Sequence[Area],
    before: Mapping[str, Volume],
    after: Mapping[str, Volume],
    *,
    against: Against,
) -> dict[tuple[str, str], Split]:
    """(kind, area) of each row → its split: areas by their factors, policy areas and the total by number, mix and price.

    ``before`` holds assumptions or last year's volumes; an area that is not in it takes no part in the mix of a total.
    """
    reference = "budget_oere" if against == "assumption" else "last_year_oere"
    found = {}
    for row in rows.iter_rows(named=True):
        kind, area = row["kind"], row["area"]
        sides = {"reference_oere": row[reference], "forecast_oere": row["forecast_oere"]}
        if kind == "area":
            volume = after.get(area, Volume(0, Fraction(0)))
            found[kind, area] = split_area(area, before.get(area), volume, against=against, **sides)
            continue
        members = covered_areas(kind, area, areas)
        names = [name for name in before if members is None or name in members]
        old, new = {name: before[name] for name in names}, {name: after[name] for name in names if name in after}
        found[kind, area] = split_total(old, new, against=against, area=area, **sides)
    return found
