"""``figures``: published or typed figures of municipalities: key figures with numerator and denominator, background values."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found, of_file
from trinvis.intake.municipalities import register
from trinvis.intake.profile import Field, Parsed, Profile, Shaped, fields_of
from trinvis.intake.staging import stage
from trinvis.tables import PUBLIC_FIGURES as TABLE

if TYPE_CHECKING:
    import polars as pl

COUNTRY = 0
"""The whole country among municipalities."""
_COUNTRY_WORDS = r"(?i)^(?:0{1,3} )?\s*(?:hele landet|landet|danmark|0{1,3})\s*$"
_YEAR = re.compile(r"[12][0-9]{3}")


def shape(parsed: Parsed) -> Shaped:
    """One figure per row. A missing value stays null and is said; a value that its numerator and denominator give stays as typed.

    A year alone is its 31 December. The file replaces earlier files with the same figures for the same days.
    """
    import polars as pl

    rows = parsed.rows
    rows = rows.with_columns(
        municipality=_areas(rows["place"], parsed),
        day=_days(rows["when"]),
        counted_by=pl.col("counted_by").fill_null("typed"),
    )
    unread = rows.filter(pl.col("place").is_not_null() & pl.col("municipality").is_null())
    codes = [*register(parsed.parameters), COUNTRY]
    strange = rows.filter(~pl.col("municipality").is_in(codes))
    undated = rows.filter(pl.col("when").is_not_null() & pl.col("day").is_null())
    facts = stage(rows, TABLE)
    key = pl.struct("figure", "municipality", "day", "source")
    torn = facts.filter(
        (pl.struct("value", "numerator", "denominator").n_unique().over(key) > 1) & pl.col("day").is_not_null()
    )
    label = TABLE.column("municipality").label
    return Shaped(
        {"public_figures": facts},
        findings=(
            found(unread, rules.UNREADABLE, "municipality", label),
            found(strange, rules.NOT_A_MUNICIPALITY, "municipality", label),
            found(torn, rules.TWO_VALUES, "value", TABLE.column("value").label),
            found(undated, rules.UNREADABLE, "day", TABLE.column("day").label),
            *_unpublished(facts["value"].null_count()),
        ),
        scope=_scope(facts),
    )  # fmt: skip


def _unpublished(count: int) -> list[pl.DataFrame]:
    """What is said of the file when so many of its values are missing."""
    word = "1 række" if count == 1 else f"{count} rækker"
    return [of_file(rules.NOT_PUBLISHED, "value", f"Tallet i {word}")] if count else []


def _areas(places: pl.Series, parsed: Parsed) -> pl.Series:
    """Codes of municipalities, 0 for the country, null for what is neither a code nor a name."""
    import polars as pl

    from trinvis.intake.municipalities import municipality_codes

    codes, _ = municipality_codes(places, parsed.parameters)
    country = places.str.contains(_COUNTRY_WORDS).fill_null(value=False)
    return pl.select(pl.when(country).then(COUNTRY).otherwise(codes)).to_series()


def _days(texts: pl.Series) -> pl.Series:
    """A day, or the 31 December of a year; null where it is neither."""
    import polars as pl

    from trinvis.intake.date_forms import read_dates

    known: dict[str, date | None] = {
        text: date(int(text), 12, 31) for text in texts.unique().drop_nulls() if _YEAR.fullmatch(text.strip())
    }
    rest = texts.filter(~texts.is_in(list(known)) & texts.is_not_null()).unique()
    if rest.len():
        read = read_dates(rest, remembered=None, asked="dmy")
        known |= dict(zip(rest.to_list(), read.values.to_list(), strict=True))
    return texts.replace_strict(known, default=None, return_dtype=pl.Date)


def _scope(facts: pl.DataFrame) -> str:
    """The figures and days that a file is of, so that it replaces its own correction and no other figures."""
    keys = sorted(facts["figure"].drop_nulls().unique().to_list())
    days = facts["day"].drop_nulls()
    if not keys or not days.len():
        return ""
    named = ", ".join(keys)
    if len(keys) > 3 or len(named) > 60:
        named = f"{len(keys)} tal {hashlib.blake2b(chr(10).join(keys).encode(), digest_size=3).hexdigest()}"
    ends = dict.fromkeys((str(days.min()), str(days.max())))
    return f"{named}; {'–'.join(ends)}"


_OTHERS = {"municipality": "place", "day": "when"}
"""Columns that a file may write in ways that the shared reading does not know: the country, and a year for a day."""


def _fields() -> tuple[Field, ...]:
    """The table's fields; area and day as texts."""
    return tuple(
        replace(field, name=_OTHERS[field.name], kind="text", municipality=False) if field.name in _OTHERS else field
        for field in fields_of(TABLE)
    )


FIGURES = Profile(
    name="figures",
    label="nøgletal og baggrundstal (Trinvis' skabelon)",
    meaning=(
        "Tal om kommuner, som er hentet et andet sted eller tastet: nøgletal med tæller og nævner, udgiftsbehov, ressourcepres. "
        "Afløser forrige fil med de samme tal for de samme dage."
    ),
    kind="snapshot",
    tables=("public_figures",),
    fields=_fields(),
    needs=(("figure",), ("place",), ("when",), ("value", "numerator")),
    keys=(("figure",), ("place",)),
    amount=None,
    shape=shape,
)
