"""Budgets and budget assumptions as files."""

from __future__ import annotations

import polars as pl

from trinvis.demo import danish_text as text
from trinvis.demo.budgets import Amount
from trinvis.parameters import Profile


def budget_file(rows: list[Amount], profile: Profile) -> bytes:
    """Year, version, area as the profile calls it, amount, day decided, note."""
    labels = {area.id: area.label for area in profile.areas}
    frame = pl.DataFrame(
        [(a.year, a.version, labels[a.area], a.oere, a.decided.strftime("%d.%m.%Y"), a.note) for a in rows],
        schema=["År", "Budgetversion", "Område", "oere", "Besluttet", "Bemærkning"],
        orient="row",
    )
    amount = text.amount(pl.col("oere"), thousands=True).alias("Beløb")
    shown = frame.with_columns(amount).select("År", "Budgetversion", "Område", "Beløb", "Besluttet", "Bemærkning")
    return text.csv_bytes(shown, encoding="utf-8-sig")


def assumption_file(rows: pl.DataFrame, year: int, profile: Profile) -> bytes:
    """Year, area, full-year persons, children, average price; informative, not binding."""
    labels = {area.id: area.label for area in profile.areas}
    shown = rows.select(
        pl.lit(year).alias("År"),
        pl.col("area").replace_strict(labels).alias("Område"),
        text.hundredths(pl.col("full_year_persons")).alias("Helårspersoner"),
        text.hundredths(pl.col("children")).alias("Børn"),
        text.amount(pl.col("price"), thousands=True).alias("Gennemsnitspris"),
        pl.lit("Nej").alias("Bindende"),
    )
    return text.csv_bytes(shown, encoding="utf-8-sig")
