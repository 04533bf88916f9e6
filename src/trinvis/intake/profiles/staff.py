"""``staff``: full-time equivalents by account and category, as the payroll statistics (FLD) have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import PLACE, in_municipalities
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.told_years import narrowed, period_of_years, with_told_year
from trinvis.intake.staging import stage
from trinvis.tables import STAFF as TABLE

if TYPE_CHECKING:
    import polars as pl

_PPR = "32204"


def shape(parsed: Parsed) -> Shaped:
    """One category on one account per row; whoever is not said to be employed elsewhere is the municipality's own."""
    import polars as pl

    rows, about_areas, sums = in_municipalities(parsed.rows, parsed.parameters)
    rows, about_years = with_told_year(rows, parsed)
    function = _functions(rows["function"])
    unread = found(
        rows.filter(rows["function"].is_not_null() & function.is_null()), rules.UNREADABLE, "function", "Konto"
    )
    rows = rows.with_columns(function=function, employer=pl.col("employer").fill_null("municipality"))
    period, skipped = period_of_years(rows)
    return Shaped(
        {"staff": stage(rows, TABLE)},
        findings=(*about_years, *about_areas, *skipped, unread),
        sums=sums,
        scope=narrowed(rows),
        period=period,
    )


def _functions(texts: pl.Series) -> pl.Series:
    """Five digits of *5.28.23*, *52823*, *5.28.23 Døgninstitutioner* or *PPR*; null where there are none."""
    import polars as pl

    digits = texts.str.extract(r"^\s*([0-9]\.?[0-9]{2}\.?[0-9]{2})(?:[^0-9]|$)").str.replace_all(".", "", literal=True)
    ppr = texts.str.contains(r"(?i)^\s*(?:ppr\b|pædagogisk.psykologisk rådgivning)").fill_null(False)
    return pl.select(pl.when(ppr).then(pl.lit(_PPR)).otherwise(digits)).to_series()


STAFF = Profile(
    name="staff",
    label="personale fra lønstatistikken, FLD (Trinvis' skabelon)",
    meaning="Årsværk efter kommune, år, konto og personalegruppe. Rækker for regioner og hele landet er summer. Afløser de samme år.",
    kind="period",
    tables=("staff",),
    fields=placed_fields(TABLE, words={"employer": {"Kommunal": "municipality", "Regional": "region"}}),
    needs=((PLACE,), ("function",), ("category",), ("fte",)),
    keys=((PLACE,), ("function",), ("category",)),
    amount=None,
    shape=shape,
)
