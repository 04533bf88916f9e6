"""What the grants that run on a day would cost if they ran a whole year: the full-year price (*helårspris*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.amounts import COUNTING_STATUSES, grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.municipality.gathered import grants_in_force
from trinvis.tables.lines import line_types

if TYPE_CHECKING:
    from datetime import date

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

ONE_OFF = ("once", "session")
"""Units that have no price of a year."""

CERTAIN = 10_000
"""100 % in hundredths of a per cent."""


def full_year(house: House, basis: Basis, year: int) -> pl.DataFrame:
    """Lines (``trinvis.tables.lines``) of every grant that runs on the basis' day, as if it ran from 1 January to 31 December.

    By the same calculation as the commitments: same rate, quantity, VAT factor and probability, every day of ``year``. What
    is paid once or by the number of sessions has no price of a year and no line.
    """
    key = f"full-year/{house.figures_digest(basis)}/{house.engine.name}/{year}"
    return house.cache.get(key, lambda: _lines(house, basis, year), lambda made: int(made.estimated_size()))


def _lines(house: House, basis: Basis, year: int) -> pl.DataFrame:
    return whole_year(house, running(grants_in_force(house, basis, year), basis.day), year)


def running(grants: pl.DataFrame, day: date) -> pl.DataFrame:
    """The grant rows that are charged on ``day``.

    A change that has begun takes its grant's place: all of it, or where it is only expected with a probability, that part.
    """
    here = grants.filter(
        pl.col("status").is_in(COUNTING_STATUSES),
        pl.col("start") <= day,
        pl.col("stop").is_null() | (pl.col("stop") >= day),
    )
    certainty = pl.col("probability").fill_null(CERTAIN)
    taken = (
        here.filter(pl.col("modifies").is_not_null())
        .group_by("child_no", pl.col("modifies").alias("source_key"))
        .agg(certainty.sum().clip(0, CERTAIN).alias("_taken"))
    )
    if taken.is_empty():
        return here
    left = CERTAIN - pl.col("_taken")
    return (
        here.join(taken, on=["child_no", "source_key"], how="left", maintain_order="left")
        .filter(pl.col("_taken").is_null() | (left > 0))
        .with_columns(
            probability=pl.when(pl.col("_taken").is_null())
            .then(pl.col("probability"))
            .otherwise(certainty * left // CERTAIN)
        )
        .drop("_taken")
    )


def whole_year(house: House, grants: pl.DataFrame, year: int) -> pl.DataFrame:
    """The lines of ``grants``, each as if it ran all of ``year``."""
    first, last = pl.date(year, 1, 1), pl.date(year, 12, 31)
    stretched = grants.filter(~pl.col("unit").is_in(ONE_OFF)).with_columns(
        start=first,
        start_day=first.cast(pl.Int32),
        stop=last,
        stop_day=last.cast(pl.Int32),
        modifies=pl.lit(None, dtype=pl.String),
    )
    engine = house.engine
    priced = grant_months(
        engine.frame(stretched), engine.frame(months(year, year)), municipality=house.workspace.municipality
    )
    kept = [*line_types(), "full_amount_oere", "unit", "rate_oere", "start_day", "stop_day"]
    return engine.collect(priced).select(kept).sort("grant_id", "month", "row_no")
