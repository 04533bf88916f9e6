"""``estimates``: risk cases, pools and estimates in our own template."""

from __future__ import annotations

from trinvis.intake.profile import Parsed, Profile, Shaped, fields_of
from trinvis.intake.profiles.years import scope_of, with_year
from trinvis.intake.staging import stage
from trinvis.tables import ESTIMATES as TABLE


def shape(parsed: Parsed) -> Shaped:
    """One estimate per row: number 1 and 100 % where nothing is said."""
    import polars as pl

    rows = with_year(parsed).with_columns(
        number=pl.col("number").fill_null(100), probability=pl.col("probability").fill_null(10_000)
    )
    return Shaped({"estimates": stage(rows, TABLE, "birth")}, scope=scope_of(rows))


ESTIMATES = Profile(
    name="estimates",
    label="risikosager, puljer og skøn",
    meaning="Alle risikosager, puljer og skøn for året; afløser forrige levering for samme år.",
    kind="snapshot",
    tables=("estimates",),
    fields=fields_of(TABLE),
    needs=(("kind",), ("price_oere",)),
    keys=(("kind", "area", "intervention_type"),),
    amount="price_oere",
    shape=shape,
)
