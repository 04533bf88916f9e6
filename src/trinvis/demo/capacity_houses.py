"""The example municipality's own houses by month: places, days in use as its true grants have them, costs and who waits."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.courses import day
from trinvis.demo.levels import levels
from trinvis.demo.plan import MUNICIPALITY
from trinvis.demo.providers import PROVIDERS

if TYPE_CHECKING:
    from trinvis.demo.grants import Grants

HOUSES = {"own_institution": ("Døgninstitution", 0.82), "own_room": ("Botilbud til unge", 0.7)}
"""Kind of course → what the house's places are called, and the part of its costs that it has when it is empty."""
FIRST_YEAR = 2023
MONTH_DAYS = 30.4375


def places(grants: Grants, last: date) -> pl.DataFrame:
    """``year`` and the columns of the places template for the months that are over on ``last``.

    A house has as many places in a half-year as lived there in its fullest month, so that it is seldom much more than full.
    """
    true = grants.grants.filter("main", ~pl.col("phantom"))
    dice = np.random.default_rng([MUNICIPALITY, 30])
    rows: list[tuple[object, ...]] = []
    for kind, (offer, fixed) in HOUSES.items():
        price = levels().kind(kind)
        for provider in (one for one in PROVIDERS[kind] if one.kind == "own"):
            per_day = price.price_oere * provider.price / (1 if price.unit == "day" else MONTH_DAYS)
            used = _used(true.filter(pl.col("provider") == provider.name), last)
            for (year, month), (occupied, days) in used.items():
                half = [count / of for (y, m), (count, of) in used.items() if (y, m > 6) == (year, month > 6)]
                normed = max(1, round(max(half)))
                rate = round(per_day * levels().index(year))
                full = occupied > 0.95 * normed * days
                ends = (f"01.{month:02d}.{year}", f"{days:02d}.{month:02d}.{year}")
                costs = (round(rate * 365 * normed * fixed), round(rate * (1 - fixed)), rate)
                waits = int(dice.integers(0, 3)) if full else int(dice.random() < 0.2)
                told = (provider.name, offer, *ends, normed, occupied, waits, *(_kroner(one) for one in costs))
                rows.append((year, MUNICIPALITY, *told))
    names = ("year", "Kommune", "Hus", "Tilbudstype", "Fra", "Til", "Pladser", "Belagte døgn", "Venter")
    more = ("Faste udgifter pr. år", "Udgift pr. ekstra døgn", "Takst pr. døgn")
    return pl.DataFrame(rows, schema=[*names, *more], orient="row", infer_schema_length=None)


def _used(rows: pl.DataFrame, last: date) -> dict[tuple[int, int], tuple[int, int]]:
    """Year and month → place-days in use and days of the month; a child who has two grants at once has one place."""
    found = {}
    for year in range(FIRST_YEAR, last.year + 1):
        for month in range(1, 13):
            days = monthrange(year, month)[1]
            if date(year, month, days) > last:
                continue
            first, end = day(year, month, 1), day(year, month, days)
            used: set[tuple[int, int]] = set()
            for child, start, stop in rows.select("child", "start", "stop").iter_rows():
                used |= {(child, on) for on in range(max(start, first), min(stop, end) + 1)}
            found[year, month] = (len(used), days)
    return found


def _kroner(oere: int) -> str:
    return f"{oere // 100},{oere % 100:02d}"
