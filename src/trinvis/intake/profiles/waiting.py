"""``waiting``: the steps of a course with the days waited, the hours worked and who is responsible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import PLACE, in_municipalities
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.told_years import narrowed, period_of_years, with_told_year
from trinvis.intake.staging import stage
from trinvis.tables import WAITING as TABLE

if TYPE_CHECKING:
    import polars as pl


def shape(parsed: Parsed) -> Shaped:
    """One step per row. 0 days is a step without waiting; no days is not answered, unless it is said to be not relevant."""
    import polars as pl

    rows, about_areas, sums = in_municipalities(parsed.rows, parsed.parameters)
    rows, about_years = with_told_year(rows, parsed)
    about_answers = _against(rows)
    follows = pl.when(pl.col("days").is_null()).then(pl.lit("no_answer")).otherwise(pl.lit("value"))
    rows = rows.with_columns(state=pl.coalesce("state", follows))
    period, skipped = period_of_years(rows)
    return Shaped(
        {"waiting": stage(rows, TABLE)},
        findings=(*about_years, *about_areas, *skipped, *about_answers),
        sums=sums,
        scope=narrowed(rows),
        period=period,
    )


def _against(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Days with *ikke relevant* or *ikke besvaret*, and *oplyst* without days."""
    import polars as pl

    answered, label = pl.col("state").is_in(["value", "estimate"]), TABLE.column("days").label
    return [
        found(rows.filter(pl.col("days").is_not_null() & ~answered), rules.ANSWER_AGAINST_KIND, "days", label),
        found(rows.filter(pl.col("days").is_null() & answered), rules.MISSING, "days", label),
    ]


WAITING = Profile(
    name="waiting",
    label="ventetider trin for trin (Trinvis' skabelon)",
    meaning="Forløb som trin i rækkefølge, med ventetid, arbejdstid og ansvar. Afløser de samme år.",
    kind="period",
    tables=("waiting",),
    fields=placed_fields(TABLE),
    needs=((PLACE,), ("course",), ("step",), ("days", "hours")),
    keys=((PLACE,), ("course",)),
    amount=None,
    shape=shape,
)
