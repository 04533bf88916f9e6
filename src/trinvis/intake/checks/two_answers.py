"""Two rows about the same that do not say the same: one municipality, one question, one year, two answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context
from trinvis.tables import TABLES as ALL_TABLES

if TYPE_CHECKING:
    import polars as pl

CODE = "T116"
SEVERITY = "reject"
FIELD = ""
MESSAGE = "En anden række i filen siger noget andet om det samme; ingen af dem er brugt."
REMEDY = "Spørg, hvad der gælder, slet den anden række, og indlæs igen; har kommunen flere enheder, så giv dem hver sit nummer."
_MEASURE = {
    "survey_answers": "value",
    "offers": "places",
    "framework_places": "places",
    "places": "places",
    "staff": "fte",
    "activity": "number",
    "psychiatry": "number",
    "waiting": "days",
    "programmes": "use",
    "price_levels": "level",
}
TABLES = tuple(_MEASURE)

_ANSWERS = "Enheden har svaret to gange på spørgsmålet for samme år, og svarene er ikke ens; ingen af dem er brugt."
_AGAIN = "En tidligere række i filen siger det samme; kun den er talt med."
_BESIDE = ("role", "wording", "source")
"""Columns that may differ between two rows that say the same."""


def check(context: Context) -> pl.DataFrame:
    """Rows that share the table's key: all of them where they differ in what they say, else every one but the first. Rows that are
    equal in everything are left to the check of duplicates.
    """
    import polars as pl

    table = ALL_TABLES[context.table]
    key = [name.removesuffix("_day") for name in table.key]
    said = [c.name for c in table.columns if c.name in context.rows.columns and c.name not in (*key, *_BESIDE)]
    whole = [name for name in context.rows.columns if name != "row_no"]
    rows = context.rows.select(
        "row_no", of=pl.struct(key).hash(7), says=pl.struct(said).hash(7), whole=pl.struct(whole).hash(7)
    )
    first = rows.filter(pl.col("whole").is_first_distinct())
    apart = rows.filter(pl.col("says").n_unique().over("of") > 1)
    again = first.filter(pl.col("says").n_unique().over("of") == 1, ~pl.col("of").is_first_distinct())
    word = _ANSWERS if context.table == "survey_answers" else MESSAGE
    parts = [part.select("row_no", message=pl.lit(text)) for part, text in ((apart, word), (again, _AGAIN))]
    return pl.concat(parts).with_columns(field=pl.lit(_MEASURE[context.table]))
