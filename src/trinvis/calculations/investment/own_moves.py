"""How often children of the group come, go and move between its steps: counts over time at risk, as chances of a year.

An event's number is taken as Poisson given the children's years at risk. Out of one step several ways lead: with rates r per year, the
chance that a child has gone way i within a year is r_i / R · (1 − exp(−R)), R the sum of all ways out (competing risks: Andersen,
Borgan, Gill & Keiding (1993), *Statistical Models Based on Counting Processes*, ch. II.6). What is not known of the rates is a gamma
distribution with the number as shape and the years as rate, whose mean is the number per year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import narwhals.stable.v2 as nw

from trinvis.calculations.investment.own_data import YEAR_DAYS, Group
from trinvis.calculations.staircase.flows import moves
from trinvis.calculations.staircase.standing import OUTSIDE, Frame, Standing
from trinvis.calculations.statistics.rates import rate_interval

_FEWEST_BLOCKS = 3
"""Whole years before the years themselves can say how unevenly children come."""


@dataclass(frozen=True)
class Move:
    """``count`` moves from ``step`` to ``to_step`` in ``years`` child-years there: the chance of a year, with its standard error.

    ``low`` and ``high`` are the ends of an exact 95 % interval of the number per child-year. Where nothing was seen the error is None.
    """

    step: int
    to_step: int
    count: int
    years: float
    chance: float
    error: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Arrivals:
    """``count`` children came to ``step`` from outside the group's steps in ``years``: so many a year, with standard error.

    ``of_years`` are the numbers of each whole year, the newest first.
    """

    step: int
    count: int
    years: float
    mean: float
    error: float
    of_years: tuple[int, ...]


def left_from(standing: Standing, own: Standing, group: Group) -> Frame:
    """One row per move of a child that was in the group the day before: ``child_no``, ``day``, ``step_before``, ``step``, ``grant_id`` of
    where it came from."""
    days = own.segments.select("child_no", "grant_id", _first=nw.col("from_day"), _last=nw.col("to_day"))
    went = moves(standing, group.first_day, group.last_day).join(days, on="child_no", how="inner")
    here = went.filter(nw.col("_first") <= nw.col("day") - 1, nw.col("_last") >= nw.col("day") - 1)
    return here.drop("_first", "_last")


def come_to(standing: Standing, own: Standing, group: Group) -> Frame:
    """One row per child and day on which it comes to the group from none of its steps; columns as ``left_from``, the grant being the new one."""
    days = own.segments.select("child_no", "grant_id", _first=nw.col("from_day"), _last=nw.col("to_day"))
    came = moves(standing, group.first_day, group.last_day).join(days, on="child_no", how="inner")
    here = came.filter(nw.col("_first") <= nw.col("day"), nw.col("_last") >= nw.col("day")).drop("_first", "_last")
    inside = nw.col("step_before").is_in(list(group.steps)) if group.steps else nw.col("step_before") > OUTSIDE
    return here.filter(~inside)


def chances(counts: Mapping[tuple[int, int], int], days: Mapping[int, int]) -> tuple[Move, ...]:
    """Every way from one step to another, by (step, to_step) → number and step → days at risk; steps without days are left out."""
    out = []
    for step, at_risk in sorted(days.items()):
        ways = {to: number for (start, to), number in sorted(counts.items()) if start == step}
        years = at_risk / YEAR_DAYS
        if years <= 0:
            continue
        for to, number in ways.items():
            chance, error = _chance(number, sum(ways.values()), years)
            # an exact interval needs a whole exposure; days are whole, and a rate a day times 365 is a rate a year
            low, high = (float(end[0]) * YEAR_DAYS for end in rate_interval([number], [at_risk]))
            out.append(Move(step, to, number, years, chance, error, low, high))
    return tuple(out)


def _chance(number: int, every: int, years: float) -> tuple[float, float | None]:
    """Mean and standard deviation of the chance of a year, the rates being gamma distributed by number and years.

    The share of a way among all and the sum of the rates are then independent (beta and gamma), and both moments are exact.
    """
    if not number:
        return 0.0, None
    stays, twice = (years / (years + 1)) ** every, (years / (years + 2)) ** every
    mean = number / every * (1 - stays)
    square = number * (number + 1) / (every * (every + 1)) * (1 - 2 * stays + twice)
    return mean, sqrt(square - mean**2)


def arrivals(step: int, days: Sequence[int], group: Group) -> Arrivals:
    """From the days on which children came. The error is Poisson's, or that of whole years among themselves where it is larger."""
    count, years = len(days), group.years
    whole = int(years)
    blocks = [0] * whole
    for day in days:
        back = (group.last_day - day) // YEAR_DAYS
        if back < whole:
            blocks[back] += 1
    error = sqrt(max(count, 1)) / years
    if whole >= _FEWEST_BLOCKS:
        mean = sum(blocks) / whole
        spread = sum((one - mean) ** 2 for one in blocks) / (whole - 1)
        error = max(error, sqrt(spread / whole))
    return Arrivals(step, count, years, count / years, error, tuple(blocks))
