"""Placed children of the invented municipalities on 31 December by place, as ANBAAR12 counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.national_chart import YEARS
from trinvis.demo.national_people import NATIONAL_SEED
from trinvis.demo.national_spending import ANCHOR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trinvis.demo.national_people import Units

PLACED_YEARS = range(YEARS[0], YEARS[-1])
"""The last year of the accounts is not published yet."""

RATES = {
    "1": (1.2, 0.05),
    "23": (5.4, -0.005),
    "22": (0.35, 0.01),
    "9": (1.0, -0.03),
    "7": (0.1, -0.02),
    "8": (0.06, 0.0),
    "27": (1.6, -0.02),
    "11": (0.25, -0.01),
    "6": (0.55, -0.02),
}
"""ANBAAR12's code of a place → children per 1,000 of 0-17 years in the anchor year, and the change a year; own assumption."""

FOSTER, OLD_FOSTER, REFORM = "23", "21", 2020
FOSTER_SHARES = {"23": 0.8, "24": 0.14, "25": 0.06}
"""Ordinary foster families were one kind until the reform, and are three since."""

TOTAL, COUNTRY = "0", 0
NEVER_SHOWN, EVERY_OTHER_YEAR = (563, 825), (492, 741)
"""Small islands that discretion keeps out always, and in odd years."""
SMALL, FEW = 3_000, 2
"""Municipalities with fewer 0-17-year-olds do not show a place with so few children."""


def placed(units: Units, strain: NDArray[np.float64], own: dict[int, dict[str, int]]) -> pl.DataFrame:
    """``municipality`` (0 the country), ``place``, ``year`` and ``children``; null is not published.

    ``own``: the example municipality's children by year and place, where it knows them; it is no part of the country.
    """
    dice = np.random.default_rng([NATIONAL_SEED, 4])
    years = np.array(PLACED_YEARS)
    under_18 = units.under_18[:, : len(years)]
    found = []
    for place, (rate, a_year) in RATES.items():
        mean = rate * (1 + a_year) ** (years - ANCHOR) * under_18 / 1000 * np.exp(0.18 * strain)[:, None]
        counts = dice.poisson(mean)
        at_anchor = own[ANCHOR].get(place, 0)
        counts[-1] = np.rint(at_anchor * (1 + a_year) ** (years - ANCHOR))
        for at, year in enumerate(PLACED_YEARS):
            if year in own:
                counts[-1, at] = own[year].get(place, 0)
            found += [(code, year, place, int(n)) for code, n in zip(units.codes, counts[:, at], strict=True)]
    rows = pl.DataFrame(found, schema=["municipality", "year", "place", "children"], orient="row")
    rows = pl.concat([_foster(rows), rows.filter(pl.col("place") != FOSTER)])
    key = ["municipality", "year"]
    rows = pl.concat([rows, rows.group_by(key).agg(place=pl.lit(TOTAL), children=pl.col("children").sum())])
    country = (
        rows.filter(pl.col("municipality").is_in(units.codes[:-1]))
        .group_by("year", "place")
        .agg(children=pl.col("children").sum())
        .select(pl.lit(COUNTRY, dtype=pl.Int64).alias("municipality"), "year", "place", "children")
    )
    shown = _with_discretion(rows, dict(zip(units.codes[:-1], under_18[:-1, -1].tolist(), strict=True)))
    return pl.concat([country, shown]).sort("municipality", "place", "year")


def _foster(rows: pl.DataFrame) -> pl.DataFrame:
    """Foster families under the kinds of their year; what rounding leaves is of the first kind."""
    fostered = rows.filter(pl.col("place") == FOSTER)
    before = fostered.filter(pl.col("year") < REFORM).with_columns(place=pl.lit(OLD_FOSTER))
    since = fostered.filter(pl.col("year") >= REFORM)
    others = [
        since.with_columns(place=pl.lit(kind), children=(pl.col("children") * share).floor().cast(pl.Int64))
        for kind, share in FOSTER_SHARES.items()
        if kind != FOSTER
    ]
    rest = pl.col("children") - pl.sum_horizontal(other["children"] for other in others)
    return pl.concat([before, since.with_columns(rest.alias("children")), *others])


def _with_discretion(rows: pl.DataFrame, under_18: dict[int, int]) -> pl.DataFrame:
    """Without the smallest municipalities, and without the few children of a place in small ones."""
    code, year = pl.col("municipality"), pl.col("year")
    seen = rows.filter(~code.is_in(NEVER_SHOWN), ~(code.is_in(EVERY_OTHER_YEAR) & (year % 2 == 1)))
    small = [town for town, children in under_18.items() if children < SMALL]
    hidden = code.is_in(small) & pl.col("children").is_between(1, FEW) & (pl.col("place") != TOTAL)
    return seen.with_columns(children=pl.when(~hidden).then("children"))
