"""The files of the invented country: accounts, population, placed children, background values and key figures of 98 municipalities.

They look as Statistikbanken gives them. Names and codes are the municipalities' own, every figure is drawn by lot.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo import capacity_accounts, danish_text, national_figures, national_truth
from trinvis.demo.capacity import capacity_files
from trinvis.demo.capacity_country import Country, country
from trinvis.demo.capacity_people import OLDEST
from trinvis.demo.national_cells import cells
from trinvis.demo.national_chart import YEARS
from trinvis.demo.national_figures import BACKGROUND_YEARS, SERIES_YEARS
from trinvis.demo.national_own import own_cells, own_placed, own_spending
from trinvis.demo.national_people import POPULATION_YEARS, units
from trinvis.demo.national_placed import PLACED_YEARS, placed
from trinvis.demo.national_spending import spending
from trinvis.demo.plan import MUNICIPALITY, Delivery

if TYPE_CHECKING:
    from trinvis.demo.grants import Grants

    Kind = tuple[str, dict[int, date], Callable[[list[int]], pl.DataFrame]]

FOLDER = "landstal"
WITH_TEXT_FROM = 2018
"""REGKC begins; the years before are in REGK100."""
OWN_POPULATION_FROM = 2024
"""From this year on the example municipality's population is in files of its own."""
BULK = ("REGKC", "FOLK1A")
"""Tables too large for CSV, streamed as BULK: no byte order mark, lines that end in a line feed."""
UNPUBLISHED = ".."


def national_files(folder: Path, booked: pl.DataFrame, grants: Grants, first: date, last: date) -> list[Delivery]:
    """Writes the files that are known from ``first`` to ``last``, and the truth of the accounts; returns their deliveries.

    ``booked``: what the example municipality truly booked, with the month of the ledger as ``period``. What is published before
    ``first`` comes in one file then; later years come one by one.
    """
    people, own = units(), own_cells(booked)
    spent = spending(people, own_spending(own))
    every_cell = cells(people, spent, own)
    whole = country(people, spent.strain)
    beside = capacity_accounts.cells(whole, every_cell)
    national_truth.write(folder / "truth", every_cell, dict(spent.converting))
    counted = placed(people, spent.strain, own_placed(grants))
    background = national_figures.background(people, spent.strain)
    series = national_figures.key_figures(people, spent.strain)

    accounts = {year: date(year + 1, 4, 30) for year in YEARS}
    kinds: list[Kind] = [
        (
            "REGK100",
            {y: on for y, on in accounts.items() if y < WITH_TEXT_FROM},
            lambda y: _regk100(_of(every_cell, y)),
        ),
        ("REGKC", {y: on for y, on in accounts.items() if y >= WITH_TEXT_FROM}, lambda y: _regkc(_of(every_cell, y))),
        (
            "REGK100_kapacitet",
            {y: on for y, on in accounts.items() if y < WITH_TEXT_FROM},
            lambda y: _regk100(_of(beside, y)),
        ),
        (
            "REGKC_kapacitet",
            {y: on for y, on in accounts.items() if y >= WITH_TEXT_FROM},
            lambda y: _regkc(_of(beside, y)),
        ),
        ("FOLK1A", {y: date(y, 2, 28) for y in POPULATION_YEARS}, lambda y: _folk1a(whole, y)),
        ("ANBAAR12", {y: date(y + 1, 10, 31) for y in PLACED_YEARS}, lambda y: _anbaar12(_of(counted, y))),
        ("baggrundstal", {y: accounts[y] for y in BACKGROUND_YEARS}, lambda y: _dated(background, y)),
        ("noegletal", {y: date(y, 4, 30) for y in SERIES_YEARS}, lambda y: _dated(series, y)),
    ]
    into = folder / FOLDER
    into.mkdir(parents=True, exist_ok=True)
    national = [
        _keep(into, name, years, content(years), known)
        for name, published, content in kinds
        for years, known in _by_day(published, first, last)
    ]
    analysis = capacity_files(folder, whole, counted, grants, lambda days: _by_day(days, first, last), last)
    return [*national, *analysis]


def _by_day(published: dict[int, date], first: date, last: date) -> list[tuple[list[int], date]]:
    """The years known on each day from ``first`` to ``last``; what was published before is known on the first."""
    days: dict[date, list[int]] = {}
    for year, on in published.items():
        days.setdefault(max(on, first), []).append(year)
    return [(years, on) for on, years in sorted(days.items()) if on <= last]


def _of(rows: pl.DataFrame, years: list[int]) -> pl.DataFrame:
    return rows.filter(pl.col("year").is_in(years))


def _keep(into: Path, name: str, years: list[int], rows: pl.DataFrame, known: date) -> Delivery:
    """A file that says in its name that its figures are invented, and of which years."""
    source = "statbank" if "TID" in rows.columns else "figures"
    if source == "statbank":
        years = rows["TID"].cast(pl.String).str.slice(0, 4).cast(pl.Int64).unique().sort().to_list()
        rows = rows.with_columns(pl.col("INDHOLD").cast(pl.String).fill_null(UNPUBLISHED))
    file = into / f"{name}_opdigtet_{'-'.join(dict.fromkeys([str(years[0]), str(years[-1])]))}.csv"
    if name.split("_")[0] in BULK:
        file.write_bytes(rows.write_csv(separator=";").encode())
    else:
        file.write_bytes(danish_text.csv_bytes(rows, encoding="utf-8-sig"))
    return Delivery(file, source, known)


def _regk100(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        pl.col("municipality").alias("OMRÅDE"),
        pl.col("function").alias("FUNKTION"),
        pl.col("dranst").alias("DRANST"),
        pl.col("ownership").alias("EJER"),
        pl.col("grouping").alias("GRUPPERING"),
        pl.col("art").alias("ART"),
        pl.lit("LOBM").alias("PRISENHED"),
        pl.col("year").alias("TID"),
        pl.col("thousands").alias("INDHOLD"),
    ).sort(pl.exclude("INDHOLD"))


def _regkc(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        pl.col("municipality").alias("OMRÅDE"),
        pl.format("{}{}{}", "dranst", "function", "grouping").alias("DRANST1"),
        pl.col("ownership").alias("EJER"),
        pl.col("art").alias("ART"),
        pl.lit("LOBM").alias("PRISENHED"),
        pl.col("year").alias("TID"),
        pl.col("thousands").alias("INDHOLD"),
    ).sort(pl.exclude("INDHOLD"))


def _folk1a(whole: Country, years: list[int]) -> pl.DataFrame:
    """Persons of both sexes on 1 January by age; the example municipality only in the years before its own files."""
    at = [year - POPULATION_YEARS[0] for year in years]
    counts = np.concatenate([whole.units.people, whole.grown], axis=2)[:, at, :].transpose(0, 2, 1)
    towns, ages = len(whole.codes), OLDEST + 1
    frame = pl.DataFrame(
        {
            "OMRÅDE": np.repeat(np.array(whole.codes), ages * len(years)),
            "ALDER": np.tile(np.repeat(np.arange(ages), len(years)), towns),
            "year": np.tile(np.array(years), towns * ages),
            "INDHOLD": counts.ravel(),
        }
    )
    ours = (pl.col("OMRÅDE") == MUNICIPALITY) & (pl.col("year") >= OWN_POPULATION_FROM)
    return frame.filter(~ours).select("OMRÅDE", "ALDER", pl.format("{}K1", "year").alias("TID"), "INDHOLD")


def _anbaar12(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        pl.col("municipality").cast(pl.String).str.zfill(3).alias("ADMKOM"),
        pl.col("place").alias("ANBRINGELSE"),
        pl.col("year").alias("TID"),
        pl.col("children").alias("INDHOLD"),
    )


def _dated(rows: pl.DataFrame, years: list[int]) -> pl.DataFrame:
    return _of(rows, years).drop("year")
