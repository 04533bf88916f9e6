"""A negative quantity, probability or VAT factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T106"
SEVERITY = "reject"
FIELD = "quantity"
MESSAGE = "Antallet er negativt."
REMEDY = "Ret antallet i kilden; en indtægt skrives med negativ takst, ikke med negativt antal."
TABLES = (
    *("grants", "estimates", "assumptions", "population"),
    *("offers", "framework_places", "places", "staff", "activity", "psychiatry", "waiting"),
)

_COLUMNS = (
    ("quantity", "Antallet er negativt."),
    ("number", "Antallet er negativt."),
    ("full_year_persons", "Antal helårspersoner er negativt."),
    ("children", "Antal børn er negativt."),
    ("persons", "Antal personer er negativt."),
    ("places", "Antallet af pladser er negativt."),
    ("offer_places", "Antallet af pladser er negativt."),
    ("municipal_places", "Antallet af pladser er negativt."),
    ("regional_places", "Antallet af pladser er negativt."),
    ("occupied_days", "Antallet af døgn er negativt."),
    ("sold_days", "Antallet af døgn er negativt."),
    ("occupancy", "Belægningen er negativ."),
    ("waiting", "Antallet, der venter, er negativt."),
    ("fte", "Antallet af årsværk er negativt."),
    ("patients", "Antallet af patienter er negativt."),
    ("rejected", "Antallet af afviste er negativt."),
    ("days", "Antallet af dage er negativt."),
    ("hours", "Antallet af timer er negativt."),
    ("courses", "Antallet af forløb er negativt."),
    ("probability", "Sandsynligheden er ikke mellem 0 og 100 procent."),
    ("vat_factor", "Momsfaktoren er ikke mellem 0 og 100 procent."),
)


def check(context: Context) -> pl.DataFrame:
    """Rows with a negative count, or with a per cent below 0 or above 100."""
    import polars as pl

    out = []
    for name, message in _COLUMNS:
        if name not in context.rows.columns:
            continue
        wrong = pl.col(name) < 0
        if name in ("probability", "vat_factor"):
            wrong = wrong | (pl.col(name) > 10_000)
        out.append(context.rows.filter(wrong).select("row_no", field=pl.lit(name), message=pl.lit(message)))
    return pl.concat(out)
