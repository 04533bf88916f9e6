"""``prices``: a price and wage index (PL), one number per year, that the user counts amounts of several years by."""

from __future__ import annotations

from trinvis.intake.profile import Parsed, Profile, Shaped, fields_of
from trinvis.intake.profiles.told_years import listed, with_told_year
from trinvis.intake.staging import stage
from trinvis.tables import PRICE_LEVELS as TABLE


def shape(parsed: Parsed) -> Shaped:
    """One year of one index per row."""
    rows, about = with_told_year(parsed.rows, parsed)
    return Shaped({"price_levels": stage(rows, TABLE)}, findings=tuple(about), scope=listed(rows["index"]))


PRICES = Profile(
    name="prices",
    label="pris- og lønindeks (Trinvis' skabelon)",
    meaning="Alle år af et indeks, som beløb regnes om med. Afløser forrige levering af samme indeks.",
    kind="snapshot",
    tables=("price_levels",),
    fields=fields_of(TABLE),
    needs=(("index",), ("year",), ("level",)),
    keys=(("index",), ("year",)),
    amount=None,
    shape=shape,
)
