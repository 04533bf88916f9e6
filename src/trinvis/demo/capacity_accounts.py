"""The invented accounts of PPR and of grown-ups with special needs, in whole 1.000 kr., beside those of the children's area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.capacity_country import Country
from trinvis.demo.national_cells import CELL
from trinvis.demo.national_chart import YEARS
from trinvis.demo.national_spending import ANCHOR, DEARER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Account = tuple[str, int, str, int, int, int, float, float | None]

SPLIT = 2018
"""The first year in which the elderly have a main function of their own, and bostøtte groupings under 5.38.38."""

LEVELS = {
    "ppr": ((0, 17), 1290, 0.11, 0.09, 0.002),
    "support": ((18, 65), 1600, 0.1, 0.11, 0.01),
    "contact": ((18, 65), 150, 0.08, 0.2, -0.01),
    "protected_work": ((18, 65), 360, 0.06, 0.15, 0.0),
    "day_activity": ((18, 65), 840, 0.09, 0.12, 0.005),
    "temporary_home": ((18, 65), 1480, 0.12, 0.13, 0.012),
    "lasting_home": ((18, 65), 2900, 0.1, 0.1, 0.0),
}
"""Offer → ages, kroner per person of them in the anchor year, what strain and what else that lasts make of it, and its own growth a
year. The levels of 2011 (seed 002 lines 7751-7803, 7807-7833, 4217-4226) by 3.49 million of 18-65 and 1.208 of 0-17 years, at the
prices of the anchor year; the rest is own assumption.
"""
NOISE = 0.025
"""What chance makes of an offer's year."""
TOGETHER, TOGETHER_A_YEAR = 0.08, 0.025
"""What lasts, and what is a year's chance, of everything that a municipality spends on grown-ups."""

ACCOUNTS: dict[str, tuple[Account, ...]] = {
    "ppr": (("32204", 1, "001", 1, YEARS[0], YEARS[-1], 1.03, 0.03),),
    "support": (
        ("53233", 1, "999", 1, YEARS[0], SPLIT - 1, 1.2, 0.04),
        ("53233", 1, "999", 4, YEARS[0], SPLIT - 1, 0.32, None),
        ("53838", 1, "003", 1, SPLIT, YEARS[-1], 0.14, 0.01),
        ("53838", 1, "004", 1, SPLIT, YEARS[-1], 0.22, 0.01),
        ("53838", 1, "005", 1, SPLIT, YEARS[-1], 0.2, 0.01),
        ("53851", 1, "999", 1, SPLIT, YEARS[-1], 0.37, 0.05),
        ("53851", 1, "999", 4, SPLIT, YEARS[-1], 0.15, None),
    ),
    "contact": (("53853", 1, "999", 1, YEARS[0], YEARS[-1], 1.01, 0.01),),
    "protected_work": (
        ("53858", 1, "999", 1, YEARS[0], YEARS[-1], 0.9, 0.18),
        ("53858", 1, "999", 4, YEARS[0], YEARS[-1], 0.28, None),
    ),
    "day_activity": (
        ("53859", 1, "999", 1, YEARS[0], YEARS[-1], 0.88, 0.12),
        ("53859", 1, "999", 4, YEARS[0], YEARS[-1], 0.24, None),
    ),
    "temporary_home": (
        ("53852", 1, "999", 1, YEARS[0], YEARS[-1], 0.62, 0.16),
        ("53852", 1, "999", 4, YEARS[0], YEARS[-1], 0.54, None),
        ("53852", 2, "001", 1, YEARS[0], YEARS[-1], 0.0, 0.06),
    ),
    "lasting_home": (
        ("53850", 1, "999", 1, YEARS[0], YEARS[-1], 0.86, 0.22),
        ("53850", 1, "999", 4, YEARS[0], YEARS[-1], 0.36, None),
        ("53850", 2, "001", 1, YEARS[0], YEARS[-1], 0.0, 0.05),
    ),
}
"""Offer → function, dranst, grouping, ownership (Statistikbanken's), first and last year, and the parts of the net spending that are
expenditure and income there. The state's refund for dear single cases stands on the functions themselves, so that what
Sammenligning shows of the refunds is as it was without these files. Groupings besides 5.38.38's are 999, unspecified. Until 2017
5.32.33 also holds help to the elderly (§ 84), so that it is larger than what follows it.
"""


def cells(country: Country, known: pl.DataFrame) -> pl.DataFrame:
    """``CELL`` and ``thousands`` of every municipality and year that ``known`` (the children's accounts) has; missing where that is."""
    dice = country.dice(1)
    years = np.array(YEARS)
    together = country.differing(dice, len(years), strain=0.0, lasting=TOGETHER, noise=TOGETHER_A_YEAR)
    frames = []
    for offer, (ages, kroner, strain, lasting, growing) in LEVELS.items():
        people = country.aged(*ages, YEARS)
        differs = country.differing(dice, len(years), strain=strain, lasting=lasting, noise=NOISE)
        money = kroner * (DEARER * (1 + growing)) ** (years - ANCHOR) * people * differs
        if offer != "ppr":
            money = money * together
        frames += [_of_account(country, money, dice, account) for account in ACCOUNTS[offer]]
    there = known.select("municipality", "year").unique()
    return pl.concat(frames).join(there, on=["municipality", "year"], how="semi").sort(CELL)


def _of_account(
    country: Country, money: NDArray[np.float64], dice: np.random.Generator, account: Account
) -> pl.DataFrame:
    """One account's expenditure and income; ownership is a little more or less own in each municipality."""
    function, dranst, grouping, ownership, first, last, spent, earned = account
    habit = np.exp(dice.normal(0, 0.06, len(country.codes)))
    years = range(first, last + 1)
    part = money[:, first - YEARS[0] : last + 1 - YEARS[0]] * habit[:, None]
    arts = {art: share for art, share in (("UE", spent), ("I", earned)) if share}
    frame = pl.DataFrame(
        {
            "municipality": np.repeat(np.array(country.codes), len(years)),
            "year": np.tile(np.array(years), len(country.codes)),
            **{art: np.rint(part.ravel() * share / 1000).astype(np.int64) for art, share in arts.items()},
        }
    )
    long = frame.unpivot(index=["municipality", "year"], variable_name="art", value_name="thousands")
    return (
        long.filter(pl.col("thousands") > 0)
        .with_columns(
            function=pl.lit(function),
            dranst=pl.lit(dranst, dtype=pl.Int64),
            grouping=pl.lit(grouping),
            ownership=pl.lit(ownership, dtype=pl.Int64),
        )
        .select(*CELL, "thousands")
    )
