"""Why the year-end differs: more children, longer courses or dearer ones, area by area and in total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.persons import full_year_persons, person_sums
from trinvis.calculations.followup.split import Split
from trinvis.calculations.followup.volumes import assumption_rows, assumption_volumes, measured_volumes, splits

if TYPE_CHECKING:
    from trinvis.municipality.gathered import Gathered
    from trinvis.municipality.house import House

Splits = Mapping[tuple[str, str], Split]
"""(kind of row, area) of the follow-up → why it differs."""


@dataclass(frozen=True)
class Why:
    """The deviation split by what both sides know.

    ``persons``: ``year``, ``area`` (null = all), ``children``, ``full_year_persons`` (hundredths), ``average_price_oere``
    (committed) of this and last year. ``against_assumption`` splits forecast − corrected budget (empty without
    assumptions), ``against_last_year`` forecast − last year's accounts.
    """

    persons: pl.DataFrame
    against_assumption: Splits
    against_last_year: Splits

    def plain(self) -> list[dict[str, object]]:
        """The splits as plain values, for canonical JSON."""
        return [
            {
                "kind": kind,
                "area": split.area,
                "against": split.against,
                "factors": split.factors,
                "parts": [[part.name, part.amount_oere] for part in split.parts],
            }
            for found in (self.against_assumption, self.against_last_year)
            for (kind, _), split in found.items()
        ]


def why(house: House, gathered: Gathered, rows: pl.DataFrame, year: int) -> Why:
    """The splits of the follow-up whose table is ``rows``."""
    engine, profile = house.engine, gathered.rules.profile
    by_area = engine.collect(person_sums(gathered.grant_months, ["area"]))
    whole = engine.collect(person_sums(gathered.grant_months)).with_columns(area=pl.lit(None, dtype=pl.String))
    persons = full_year_persons(
        pl.concat([by_area, whole.select(by_area.columns)]), full_year_days=profile.full_year_days
    ).sort("year", "area", nulls_last=True)
    now, before = (
        measured_volumes(
            rows,
            by_area.filter(pl.col("year") == of),
            days_of_a_year=profile.full_year_days or days_of(of),
            last_year=of != year,
        )
        for of in (year, year - 1)
    )
    assumed = assumption_volumes(engine.collect(assumption_rows(gathered.assumptions, profile.areas, year)))
    return Why(
        persons,
        splits(rows, profile.areas, assumed, now, against="assumption") if assumed else {},
        splits(rows, profile.areas, before, now, against="last_year"),
    )


def days_of(year: int) -> int:
    """365 or 366."""
    return 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365
