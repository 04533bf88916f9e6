"""Why the year-end differs: more children, longer courses or dearer ones, area by area and in total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.persons import full_year_persons, person_sums
from trinvis.calculations.followup.split import Split, Volume, split_area, split_total
from trinvis.calculations.forecast.placing import placed_by_name_or_type

if TYPE_CHECKING:
    from trinvis.municipality.gathered import Gathered
    from trinvis.municipality.house import House

TOTAL = ""
"""Key of the whole in ``Counted``: children who are in two areas are one child."""

_PARTS_OF_A_DAY = 10_000
_CHILD_BY_CHILD = ("spent", "missing_invoice", "committed_open")


@dataclass(frozen=True)
class Why:
    """The deviation split by what both sides know.

    ``persons``: ``year``, ``area`` (null = all), ``children``, ``full_year_persons`` (hundredths), ``average_price_oere``
    (committed) of this and last year. ``against_assumption`` and ``against_last_year`` hold one split per area that can be
    split, and last the total.
    """

    persons: pl.DataFrame
    against_assumption: tuple[Split, ...]
    against_last_year: tuple[Split, ...]


def why(house: House, gathered: Gathered, lines: pl.DataFrame, rows: pl.DataFrame, year: int) -> Why:
    """The splits of a follow-up: ``lines`` are those that count, ``rows`` its table."""
    engine, profile = house.engine, gathered.rules.profile
    by_area = engine.collect(person_sums(gathered.grant_months, ["area"]))
    whole = engine.collect(person_sums(gathered.grant_months)).with_columns(area=pl.lit(None, dtype=pl.String))
    sums = pl.concat([by_area, whole.select(by_area.columns)])
    persons = full_year_persons(sums, full_year_days=profile.full_year_days).sort("year", "area", nulls_last=True)
    now = _volumes(persons, lines.filter(pl.col("component").is_in(_CHILD_BY_CHILD)), year)
    before = _volumes(persons, lines.filter(pl.col("component") == "last_year_spent"), year - 1)
    assumed = _assumed(house, gathered, year)
    areas = rows.filter(pl.col("kind") == "area")
    known = {area.id for area in profile.areas}
    against_assumption, against_last_year = [], []
    for row in areas.filter(pl.col("area").is_in(list(known))).iter_rows(named=True):
        area = row["area"]
        if area in assumed:
            against_assumption.append(
                split_area(
                    area,
                    assumed[area],
                    now.get(area, Volume(0, Fraction(0))),
                    against="assumption",
                    reference_oere=row["budget_oere"],
                    forecast_oere=row["forecast_oere"],
                )
            )
        if area in before or area in now:
            against_last_year.append(
                split_area(
                    area,
                    before.get(area),
                    now.get(area, Volume(0, Fraction(0))),
                    against="last_year",
                    reference_oere=row["last_year_oere"],
                    forecast_oere=row["forecast_oere"],
                )
            )
    total = rows.filter(pl.col("kind") == "total").row(0, named=True)
    if against_assumption:
        against_assumption.append(
            split_total(
                assumed,
                {area: now[area] for area in assumed if area in now},
                against="assumption",
                reference_oere=total["budget_oere"],
                forecast_oere=total["forecast_oere"],
            )
        )
    if against_last_year:
        against_last_year.append(
            split_total(
                before,
                now,
                against="last_year",
                reference_oere=total["last_year_oere"],
                forecast_oere=total["forecast_oere"],
            )
        )
    return Why(persons, tuple(against_assumption), tuple(against_last_year))


def _volumes(persons: pl.DataFrame, lines: pl.DataFrame, year: int) -> dict[str, Volume]:
    """Area → what its counted children cost, their full-year persons and their number."""
    amounts = dict(
        lines.filter(pl.col("child_no").is_not_null()).group_by("area").agg(pl.col("amount_oere").sum()).iter_rows()
    )
    of_year = persons.filter((pl.col("year") == year) & pl.col("area").is_not_null() & (pl.col("person_days") > 0))
    return {
        row["area"]: Volume(
            amounts.get(row["area"], 0),
            Fraction(row["person_days"], _PARTS_OF_A_DAY * row["full_year_days"]),
            Fraction(row["children"]),
        )
        for row in of_year.iter_rows(named=True)
    }


def _assumed(house: House, gathered: Gathered, year: int) -> Mapping[str, Volume]:
    """Area → what the budget assumes; the number of children only where every assumption of the area has one."""
    areas = gathered.rules.profile.areas
    placed = placed_by_name_or_type(gathered.assumptions.filter(nw.col("year") == year), areas)
    found: dict[str, Volume] = {}
    columns = ("area", "full_year_persons", "children", "average_price_oere")
    for area, number, children, price in sorted(house.engine.collect(placed.select(*columns)).iter_rows(), key=str):
        persons = Fraction(number, 100)
        known = found.get(area, Volume(0, Fraction(0), Fraction(0)))
        both = known.children is not None and children is not None
        found[area] = Volume(
            known.amount_oere + round(persons * price),
            known.full_year_persons + persons,
            (known.children or 0) + Fraction(children, 100) if both else None,
        )
    return found


def plain(split: Split) -> dict[str, object]:
    """A split as plain values, for canonical JSON."""
    return {
        "area": split.area,
        "against": split.against,
        "factors": split.factors,
        "parts": [[part.name, part.amount_oere] for part in split.parts],
    }
