"""``causes``: why children were placed; a placement has often several causes, and only their union is a number of placements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped, fields_of
from trinvis.intake.profiles.told_years import period_of_years, with_told_year
from trinvis.intake.staging import stage
from trinvis.tables import PLACEMENT_CAUSES as TABLE

if TYPE_CHECKING:
    import polars as pl

_PLACEMENT = ("year", "acting_municipality", "paying_municipality", "placement_type", "started")
"""What must be the same in all rows of a placement."""


def shape(parsed: Parsed) -> Shaped:
    """One row per cause: several in one field, with semicolons between them, are as many rows."""
    import polars as pl

    rows, about_years = with_told_year(parsed.rows, parsed)
    nowhere = rows.filter(pl.col("acting_municipality").is_null() & pl.col("paying_municipality").is_null())
    torn = _torn(rows)
    rows = _one_cause_each(rows)
    period, skipped = period_of_years(rows)
    return Shaped(
        {"placement_causes": stage(rows, TABLE)},
        findings=(
            *about_years,
            *skipped,
            found(nowhere, rules.MISSING, "paying_municipality", TABLE.column("paying_municipality").label),
            *torn,
        ),
        period=period,
    )


def _one_cause_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Each cause of a field once; a field without any keeps its row, so that it is said."""
    import polars as pl

    parted = rows.with_columns(pl.col("cause").str.split(";")).explode("cause")
    parted = parted.with_columns(pl.col("cause").str.strip_chars()).with_columns(
        cause=pl.when(pl.col("cause") != "").then("cause")
    )
    some = pl.col("cause").is_not_null()
    kept = parted.filter(some | ~some.any().over("row_no"))
    return kept.unique(["row_no", "cause"], keep="first", maintain_order=True)


def _torn(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows of placements that lie in two years, municipalities or kinds of place, one finding per field."""
    import polars as pl

    named = rows.filter(pl.col("placement").is_not_null())
    out = []
    for name in _PLACEMENT:
        apart = named.filter(pl.col(name).drop_nulls().n_unique().over("placement") > 1)
        if apart.height:
            out.append(found(apart, rules.PLACEMENT_DISAGREES, name, TABLE.column(name).label))
    return out


CAUSES = Profile(
    name="causes",
    label="anbringelsesårsager (Trinvis' skabelon)",
    meaning="Anbringelser med årsager, handlekommune og myndighedskommune. Afløser de samme år.",
    kind="period",
    tables=("placement_causes",),
    fields=fields_of(TABLE),
    needs=(("placement",), ("cause",), ("acting_municipality", "paying_municipality")),
    keys=(("placement",),),
    amount=None,
    shape=shape,
)
