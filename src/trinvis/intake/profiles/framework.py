"""``framework``: places that the regions' rammeaftaler coordinate, municipal and regional, with the concept that they were counted by."""

from __future__ import annotations

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped, field_of
from trinvis.intake.profiles.areas import REGION_WORDS
from trinvis.intake.profiles.paragraph_lists import read_paragraph_lists
from trinvis.intake.profiles.told_years import narrowed, period_of_years, with_told_year
from trinvis.intake.staging import stage
from trinvis.tables import FRAMEWORK_PLACES as TABLE


def shape(parsed: Parsed) -> Shaped:
    """One number of places per row, of which municipal and regional where they are told; nothing or ``-`` is not counted up, and
    never 0. A total that is not written is the two together.
    """
    import polars as pl

    rows, about = with_told_year(parsed.rows, parsed)
    paragraphs, unnamed = read_paragraph_lists(rows["paragraphs"])
    together = pl.col("municipal_places") + pl.col("regional_places")
    rows = rows.with_columns(paragraphs, places=pl.coalesce("places", together))
    period, skipped = period_of_years(rows)
    label = TABLE.column("paragraphs").label
    said = found(rows.filter(unnamed), rules.PARAGRAPHS_UNREADABLE, "paragraphs", label)
    return Shaped(
        {"framework_places": stage(rows, TABLE)},
        findings=(*about, *skipped, said),
        scope=narrowed(rows, ", ".join(sorted(rows["region"].drop_nulls().unique().to_list()))),
        period=period,
    )


FRAMEWORK = Profile(
    name="framework",
    label="pladser i rammeaftaler (Trinvis' skabelon)",
    meaning="Pladser efter region, år og paragraffer. Afløser de samme år for de samme regioner.",
    kind="period",
    tables=("framework_places",),
    fields=tuple(field_of(c, words=REGION_WORDS if c.name == "region" else None) for c in TABLE.columns),
    needs=(("region",), ("year",), ("paragraphs",), ("places", "municipal_places", "regional_places")),
    keys=(("region",), ("paragraphs",)),
    amount=None,
    shape=shape,
)
