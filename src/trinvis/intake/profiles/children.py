"""``children``: what is known of the children besides their grants, in our own template."""

from __future__ import annotations

from trinvis.intake.profile import Parsed, Profile, Shaped, fields_of
from trinvis.intake.staging import stage
from trinvis.tables import CHILDREN as TABLE


def shape(parsed: Parsed) -> Shaped:
    """One child per row; birth year and month are read off the CPR number where the file does not say them."""
    import polars as pl

    rows = parsed.rows.with_columns(
        birth_year=pl.coalesce("birth_year", pl.col("birth").dt.year().cast(pl.Int64)),
        birth_month=pl.coalesce("birth_month", pl.col("birth").dt.month().cast(pl.Int64)),
    )
    return Shaped({"children": stage(rows, TABLE, "birth", "child_name")})


CHILDREN = Profile(
    name="children",
    label="børn (Trinvis' skabelon)",
    meaning="Alle børn, der kendes på udtræksdagen; afløser forrige levering.",
    kind="snapshot",
    tables=("children",),
    fields=fields_of(TABLE),
    needs=(("child_no",),),
    keys=(("child_no",),),
    amount=None,
    shape=shape,
)
