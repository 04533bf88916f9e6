"""The 0-22-year-olds of each municipality and year: after-care (18-22) cannot be told apart in the accounts (seed 001 line 3284)."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.rules import Frame

FIRST_AGE, LAST_AGE = 0, 22


def children_0_22(population: Frame, *, month: int = 1, day: int = 1) -> Frame:
    """``municipality``, ``year`` and ``inhabitants``: persons of 0-22 years on the day (1 January) of the year."""
    return inhabitants_of(population, FIRST_AGE, LAST_AGE, month=month, day=day)


def inhabitants_of(population: Frame, first_age: int, last_age: int, *, month: int = 1, day: int = 1) -> Frame:
    """``municipality``, ``year`` and ``inhabitants``: persons of those ages, both included, on the day of the year.

    ``population`` has municipality, sex, age, ``day`` and persons. Where both sexes together are given (``TOT`` or none) they
    count, else men and women. A municipality that lacks one of the ages that day is left out: missing is not 0.
    """
    both = nw.coalesce(nw.col("sex"), nw.lit("TOT")) == "TOT"
    rows = population.filter(
        nw.col("day").dt.month() == month,
        nw.col("day").dt.day() == day,
        nw.col("age") >= first_age,
        nw.col("age") <= last_age,
    ).select(
        "municipality",
        "age",
        year=nw.col("day").dt.year().cast(nw.Int64),
        _both=nw.when(both).then(nw.col("persons")),
        _apart=nw.when(~both).then(nw.col("persons")),
    )
    ages = rows.group_by("municipality", "year", "age").agg(
        nw.col("_both").max().cast(nw.Int64), nw.col("_apart").sum().cast(nw.Int64)
    )
    of_age = ages.with_columns(_persons=nw.coalesce(nw.col("_both"), nw.col("_apart")), _one=nw.lit(1))
    sums = of_age.group_by("municipality", "year").agg(
        nw.col("_persons").sum().cast(nw.Int64).alias("inhabitants"), nw.col("_one").sum().cast(nw.Int64).alias("_ages")
    )
    return sums.filter(nw.col("_ages") == last_age - first_age + 1).drop("_ages")
