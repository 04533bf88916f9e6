"""``psychiatry``: co-financing, finished-treated bed days and referrals of the regional psychiatry, by municipality or region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import PLACE, REGION_WORDS, areas
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.told_years import narrowed, period_of_years, with_told_year
from trinvis.intake.staging import stage
from trinvis.tables import PSYCHIATRY as TABLE

if TYPE_CHECKING:
    import polars as pl

_WORDS = {
    "region": REGION_WORDS,
    "kind": {
        "Indlæggelser": "discharge", "Udskrivninger (indlæggelser)": "discharge", "Indlæggelser (udskrivninger)": "discharge",
        "Ambulante": "outpatient", "Ambulante besøg (besøg)": "outpatient", "Speciallæger": "specialist",
        "Speciallæger (ydelser)": "specialist", "Færdigbehandlede": "finished", "Færdigbehandlede patienter": "finished",
        "Sengedage": "finished", "Henvisning": "referral", "Patienter": "patients", "Senge": "beds",
    },
}  # fmt: skip


def shape(parsed: Parsed) -> Shaped:
    """One number per row, of a municipality or of a region; a region under the heading of municipalities is a region. The whole
    country is a sum.
    """
    import polars as pl

    read = areas(parsed.rows[PLACE], parsed.parameters)
    rows = parsed.rows.with_columns(read.municipality, region=pl.coalesce("region", read.region))
    unread = found(rows.filter(read.unread), rules.UNREADABLE, "municipality", TABLE.column("municipality").label)
    sums = rows.filter(read.country)["row_no"]
    rows, about_years = with_told_year(rows.filter(~read.country), parsed)
    nowhere = rows.filter(pl.col("municipality").is_null() & pl.col("region").is_null() & pl.col(PLACE).is_null())
    period, skipped = period_of_years(rows)
    return Shaped(
        {"psychiatry": stage(rows, TABLE)},
        findings=(*about_years, *skipped, unread, found(nowhere, rules.NO_AREA, "municipality", "Kommune")),
        sums=sums,
        scope=narrowed(rows, _codes(rows, "kind"), _codes(rows, "region")),
        period=period,
    )


def _codes(rows: pl.DataFrame, column: str) -> str:
    return ", ".join(sorted(rows[column].drop_nulls().unique().to_list()))


PSYCHIATRY = Profile(
    name="psychiatry",
    label="regional psykiatri: medfinansiering, færdigbehandlede, henvisninger (Trinvis' skabelon)",
    meaning=(
        "Kontakter, sengedage og henvisninger efter kommune eller region og år, med den kommunale udgift. Afløser de samme år for de "
        "samme kontakter og regioner."
    ),
    kind="period",
    tables=("psychiatry",),
    fields=placed_fields(TABLE, words=_WORDS),
    needs=((PLACE, "region"), ("kind",), ("number", "amount_oere")),
    keys=((PLACE, "region"), ("kind",)),
    amount=None,
    shape=shape,
)
