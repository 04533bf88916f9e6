"""``offers``: the services of Tilbudsportalen's offers on a day, with paragraphs, target groups, places and rates."""

from __future__ import annotations

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.profile import Parsed, Profile, Shaped
from trinvis.intake.profiles.areas import in_municipalities
from trinvis.intake.profiles.paragraph_lists import read_paragraph_lists
from trinvis.intake.profiles.placed_fields import placed_fields
from trinvis.intake.profiles.told_years import days_of, narrowed
from trinvis.intake.staging import stage
from trinvis.tables import OFFERS as TABLE

_WORDS = {
    "owner": {
        "Kommunal": "municipality", "Kommunalt": "municipality", "Regional": "region", "Regionalt": "region",
        "Selvejende": "private", "Fond": "private", "Fonden": "private", "Privat leverandør": "private",
    }
}  # fmt: skip
"""Who runs an offer, as Tilbudsportalen and payment agreements word it."""


def shape(parsed: Parsed) -> Shaped:
    """One service per row; a rate without a unit is per day. A file replaces an earlier one of the same day."""
    import polars as pl

    rows, about_areas, sums = in_municipalities(parsed.rows, parsed.parameters)
    day, undated = days_of(rows["when"], parsed.options.date_form, 10, 1)
    paragraphs, unnamed = read_paragraph_lists(rows["paragraphs"])
    rows = rows.with_columns(
        day=day,
        paragraphs=paragraphs,
        unit=pl.coalesce("unit", pl.when(pl.col("rate_oere").is_not_null()).then(pl.lit("day"))),
    )
    about = (
        found(rows.filter(undated), rules.UNREADABLE, "day", TABLE.column("day").label),
        found(rows.filter(unnamed), rules.PARAGRAPHS_UNREADABLE, "paragraphs", TABLE.column("paragraphs").label),
    )
    days = sorted(rows["day"].drop_nulls().unique().to_list())
    return Shaped(
        {"offers": stage(rows, TABLE)},
        findings=(*about_areas, *about),
        sums=sums,
        extract_day=days[-1] if days else None,
        scope=narrowed(rows, "–".join(dict.fromkeys(str(one) for one in (days[0], days[-1]))) if days else ""),
    )


OFFERS = Profile(
    name="offers",
    label="tilbud, pladser og takster fra Tilbudsportalen (Trinvis' skabelon)",
    meaning=(
        "Tilbuddene, som de stod på Tilbudsportalen på dagen, som regel 1. oktober; hver dag står for sig. "
        "Afløser forrige levering for samme dag."
    ),
    kind="snapshot",
    tables=("offers",),
    fields=placed_fields(TABLE, {"day": "when"}, _WORDS),
    needs=(("when",), ("offer",), ("owner",), ("paragraphs",), ("places", "offer_places", "rate_oere")),
    keys=(("when",), ("offer",)),
    amount=None,
    shape=shape,
)
