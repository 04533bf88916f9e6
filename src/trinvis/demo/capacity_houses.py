"""The example municipality's own houses by half-year: places, days in use as its true grants have them, costs and who waits."""

from __future__ import annotations

import math
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
FULLEST = 1.05
"""How full a house is at most before it gets a place more: one half-year's places are as many as live there, or one more."""


def places(grants: Grants, last: date) -> pl.DataFrame:
    """``year`` and the columns of the places template: the half-years that are over on ``last``, and their number of places follows
    how many lived there."""
    true = grants.grants.filter("main", ~pl.col("phantom"))
    dice = np.random.default_rng([MUNICIPALITY, 30])
    rows: list[tuple[object, ...]] = []
    for kind, (offer, fixed) in HOUSES.items():
        for provider in (one for one in PROVIDERS[kind] if one.kind == "own"):
            mine = true.filter(pl.col("provider") == provider.name)
            price = levels().kind(kind)
            per_day = price.price_oere * provider.price / (1 if price.unit == "day" else MONTH_DAYS)
            for year in range(FIRST_YEAR, last.year + 1):
                for first, end in ((date(year, 1, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31))):
                    if end > last:
                        continue
                    occupied = _days(mine, day(first.year, first.month, first.day), day(end.year, end.month, end.day))
                    days = (end - first).days + 1
                    normed = _places(occupied / days)
                    rate = round(per_day * levels().index(year))
                    full = occupied > 0.95 * normed * days
                    waits = int(dice.integers(1, 3)) if full else int(dice.integers(0, 2))
                    whole = round(rate * 365 * normed * fixed)
                    rows.append(
                        (
                            year,
                            MUNICIPALITY,
                            provider.name,
                            offer,
                            f"{first:%d.%m.%Y}",
                            f"{end:%d.%m.%Y}",
                            normed,
                            occupied,
                            waits,
                            _kroner(whole),
                            _kroner(round(rate * (1 - fixed))),
                            _kroner(rate),
                        )
                    )
    names = ("year", "Kommune", "Hus", "Tilbudstype", "Fra", "Til", "Pladser", "Belagte døgn", "Venter")
    more = ("Faste udgifter pr. år", "Udgift pr. ekstra døgn", "Takst pr. døgn")
    return pl.DataFrame(rows, schema=[*names, *more], orient="row", infer_schema_length=None)


def _places(living: float) -> int:
    """Normed places of a half-year in which so many lived in the house."""
    least = max(1, math.floor(living))
    return least if living <= FULLEST * least else least + 1


def _days(rows: pl.DataFrame, first: int, last: int) -> int:
    """Place-days from ``first`` to ``last``, both with; a child who has two grants at once has one place."""
    used: set[tuple[int, int]] = set()
    for child, start, stop in rows.select("child", "start", "stop").iter_rows():
        used |= {(child, on) for on in range(max(start, first), min(stop, last) + 1)}
    return len(used)


def _kroner(oere: int) -> str:
    return f"{oere // 100},{oere % 100:02d}"
