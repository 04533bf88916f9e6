"""``activity``: persons or courses by measure, counted where the offer lies or where the case belongs, and which is said."""

from __future__ import annotations

from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import PLACE, in_municipalities
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.told_years import narrowed, period_of_years, with_told_year
from trinvis.intake.staging import stage
from trinvis.tables import ACTIVITY as TABLE

_WORDS = {
    "counted_by": {
        "Opholdskommune": "acting", "Beliggenhedskommune": "acting", "Handle": "acting", "Betalingskommune": "paying",
        "Myndighed": "paying",
    },
    "counted": {"Antal personer": "persons", "Borgere": "persons", "Børn": "persons", "Antal forløb": "courses",
                "Nyanbringelser": "started", "Nye": "started"},
}  # fmt: skip


def shape(parsed: Parsed) -> Shaped:
    """One number per row, of persons where nothing else is said. Who counts must stand in every row."""
    import polars as pl

    rows, about_areas, sums = in_municipalities(parsed.rows, parsed.parameters)
    rows, about_years = with_told_year(rows, parsed)
    rows = rows.with_columns(counted=pl.col("counted").fill_null("persons"))
    period, skipped = period_of_years(rows)
    return Shaped(
        {"activity": stage(rows, TABLE)},
        findings=(*about_years, *about_areas, *skipped),
        sums=sums,
        scope=narrowed(rows, ", ".join(sorted(rows["counted_by"].drop_nulls().unique().to_list()))),
        period=period,
    )


ACTIVITY = Profile(
    name="activity",
    label="aktivitet: personer og forløb (Trinvis' skabelon)",
    meaning=(
        "Antal efter kommune, år og indsats, opgjort efter handlekommune eller myndighedskommune. Rækker for regioner og hele landet "
        "er summer. Afløser de samme år."
    ),
    kind="period",
    tables=("activity",),
    fields=placed_fields(TABLE, words=_WORDS),
    needs=((PLACE,), ("counted_by",), ("measure",), ("number",)),
    keys=((PLACE,), ("measure",)),
    amount=None,
    shape=shape,
)
