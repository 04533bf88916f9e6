"""Rates per day by region and paragraph: mean and median of the offers, each counting once, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import fsum
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.day_prices import DayPrice, MeanPrice, mean_price, price_by_region
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.municipality.capacity_activity_keys import key_of, of_paragraph, paragraph_words
from trinvis.municipality.capacity_figure import KRONER, Column, Figure, FigureTable, Row, Said, Source, missing
from trinvis.municipality.capacity_places_measures import OFFERS_UNIT
from trinvis.municipality.capacity_places_offers import Snapshot, snapshot
from trinvis.tables import OFFERS

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

DAY, DAY_WORDS = "day", "døgn"
EVERY = "alle"

Rates = Mapping[tuple[str, int], float]


def price_tables(made: Capacity, year: int) -> tuple[FigureTable, ...]:
    """One table to a paragraph of the area that has rates per day on 1 October."""
    shot = snapshot(made, year)
    if shot is None:
        return ()
    found = ((one, prices) for one in shot.paragraphs if (prices := _prices(made, shot, one, year)))
    return tuple(_table(made, shot, paragraph, prices, year) for paragraph, prices in found)


def _prices(made: Capacity, shot: Snapshot, paragraph: str, year: int) -> list[DayPrice]:
    """Each offer's rate per day on the paragraph: the mean of its services there."""
    rows = shot.rows.filter(pl.col("unit") == DAY, pl.col("rate_oere") > 0)
    regions = {
        one.number: made.facts.regions[one.municipality]
        for one in shot.offers
        if one.municipality in made.facts.regions
    }
    rates: dict[str, list[float]] = defaultdict(list)
    for offer, paragraphs, oere in rows.select("offer", "paragraphs", "rate_oere").iter_rows():
        if offer in regions and any(of_paragraph(one, paragraph) for one in paragraphs.split("; ")):
            rates[offer].append(oere / 100)
    return [
        DayPrice(offer, paragraph, regions[offer], fsum(kroner) / len(kroner), DAY_WORDS, year)
        for offer, kroner in sorted(rates.items())
    ]


def _table(made: Capacity, shot: Snapshot, paragraph: str, prices: list[DayPrice], year: int) -> FigureTable:
    key, words = f"places.prices.{key_of(paragraph)}", paragraph_words(paragraph)
    try:
        regions = {f"r{code}": one for code, one in price_by_region(prices).items()}
        found = regions | {EVERY: mean_price(prices)}
        why = ""
    except CapacityRefused as error:
        found, why = {}, str(error)
    columns = (
        Column("mean", "Gennemsnit pr. døgn", KRONER, year=year),
        Column("median", "Median pr. døgn", KRONER, year=year),
        Column("n", "Tilbud", OFFERS_UNIT, "answers", year=year),
    )
    rows = (*(Row(f"r{code}", name, "region", code) for code, name in REGIONS.items()), Row(EVERY, "Alle tilbud"))
    figures: dict[tuple[str, str], Figure] = {}
    for row in rows:
        mine = [one for one in prices if row.code in (None, one.region)]
        cells = _cells(
            shot,
            paragraph,
            found.get(row.key),
            mine,
            why or f"Ingen tilbud i {row.label} har en takst pr. døgn på {words}.",
        )
        figures |= {(row.key, name): one for name, one in cells.items()}
    at = {"mean": (key, EVERY, "mean"), "n": (key, EVERY, "n")}
    answer = (Said(f"{words}: {{mean}} pr. døgn i gennemsnit af {{n}} 1. oktober {year}.", at),)
    title = f"Takster pr. døgn på {words}, 1. oktober {year}"
    notes = _notes(made, shot, paragraph)
    return FigureTable(key, title, "Region", columns, rows, figures, answer, notes)


def _cells(
    shot: Snapshot, paragraph: str, found: MeanPrice | None, prices: list[DayPrice], why: str
) -> dict[str, Figure]:
    if found is None:
        return {"mean": missing(KRONER, why), "median": missing(KRONER, why), "n": Figure(0.0, OFFERS_UNIT, why)}
    named = {one.offer for one in prices}
    rows = shot.rows.filter(pl.col("offer").is_in(named), pl.col("unit") == DAY, pl.col("rate_oere") > 0)
    mine = rows.filter(
        pl.col("paragraphs").map_elements(
            lambda text: any(of_paragraph(one, paragraph) for one in text.split("; ")), pl.Boolean
        )
    )
    where: dict[str, tuple[object, ...]] = {
        "day": (shot.day,), "offer": tuple(sorted(named)), "paragraphs": tuple(sorted(set(mine["paragraphs"].to_list()))), "unit": (DAY,),
    }  # fmt: skip
    source = (Source(OFFERS.name, where),)
    each = "hvert tilbud tæller 1 (med flere ydelser: deres gennemsnit)"
    return {
        "mean": Figure(found.mean, KRONER, f"Gennemsnittet af {found.offers} tilbuds takst pr. døgn, {each}.", sources=source),
        "median": Figure(found.median, KRONER, f"Den midterste af {found.offers} tilbuds takst pr. døgn, {each}.", sources=source),
        "n": Figure(float(found.offers), OFFERS_UNIT, "Tilbud med en takst pr. døgn.", sources=source),
    }  # fmt: skip


def _notes(made: Capacity, shot: Snapshot, paragraph: str) -> tuple[str, ...]:
    """How many offers on the paragraph are left out, since their rate is of another unit or not told."""
    on = {one.number for one in shot.on((paragraph,), made.country)}
    told = {one.offer for one in _prices(made, shot, paragraph, shot.day.year)}
    lacking = len(on - told)
    where = "Taksten er talt i den region, som tilbuddet ligger i."
    return (where, f"{lacking} tilbud uden takst pr. døgn er ikke med.") if lacking else (where,)
