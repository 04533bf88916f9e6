"""``assumptions``: budget assumptions, number of full-year persons and average price per area."""

from __future__ import annotations

from trinvis.intake.profile import Parsed, Profile, Shaped, fields_of
from trinvis.intake.profiles.years import scope_of, with_year
from trinvis.intake.staging import stage
from trinvis.tables import ASSUMPTIONS as TABLE


def shape(parsed: Parsed) -> Shaped:
    """One assumption per row; a missing binding is informative."""
    import polars as pl

    rows = with_year(parsed).with_columns(pl.col("binding").fill_null(False))
    return Shaped({"assumptions": stage(rows, TABLE)}, scope=scope_of(rows))


ASSUMPTIONS = Profile(
    name="assumptions",
    label="budgetforudsætninger",
    meaning="Alle forudsætninger for året; afløser forrige levering for samme år.",
    kind="snapshot",
    tables=("assumptions",),
    fields=fields_of(TABLE),
    needs=(("area",), ("full_year_persons",), ("average_price_oere",)),
    keys=(("area", "intervention_type"),),
    amount="average_price_oere",
    shape=shape,
    sections=True,
)
