"""What the own data say, as inputs that can stand in a case: value, distribution by moments, denominator and where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trinvis.calculations.investment.own_data import StepCount
from trinvis.calculations.investment.own_moves import Arrivals, Move
from trinvis.calculations.investment.own_prices import Price
from trinvis.calculations.investment.own_stays import Stay
from trinvis.calculations.investment.wording import danish, numbered
from trinvis.calculations.staircase.standing import AWAY, OUTSIDE
from trinvis.cases.case import Distribution, Grade, Input, Of
from trinvis.cases.expression import Number

PriceForm = Literal["gamma", "lognormal"]

FEW = 10
"""Children (stays, moves) below which a figure says that it rests on few."""

GRADE: Grade = "A"
"""Own accounts."""
_DECIMALS = 6


@dataclass(frozen=True)
class Known:
    """Where the figures are from: the deliveries, the day that they were known, and the days that they are about."""

    deliveries: tuple[str, ...]
    day: date
    first: date
    last: date

    def source(self, behind: str) -> str:
        """The source of an input whose figure rests on ``behind`` (*12 børn*)."""
        named = "levering " if len(self.deliveries) == 1 else "leveringer "
        of = f"{named}{', '.join(self.deliveries)}" if self.deliveries else "ingen leveringer"
        return f"Egne data: {of}; kendt {self.day:%d.%m.%Y}; {self.first:%d.%m.%Y}-{self.last:%d.%m.%Y}; {behind}"


def step_name(step: int) -> str:
    """The part of an input's name that is a step."""
    return {AWAY: "ud", OUTSIDE: "uden_trin"}.get(step, str(step))


def step_words(step: int) -> str:
    """``trin 5``, or what stands in its place."""
    return {AWAY: "ud af trappen", OUTSIDE: "en indsats uden trin"}.get(step, f"trin {step}")


def count_input(count: StepCount, known: Known) -> Input:
    """How many of the group stand on the step on the last day."""
    return Input(
        name=f"antal_trin_{step_name(count.step)}",
        label=f"Børn på {step_words(count.step)} den {known.last:%d.%m.%Y}",
        kind="count",
        unit="børn",
        value=float(count.children_on_day),
        source=known.source(
            f"{numbered(count.children, 'barn', 'børn')} i perioden, {danish(count.full_year, 1)} helårspersoner"
        ),
        grade=GRADE,
    )


def total_input(children: int, known: Known) -> Input:
    """How many different children the group holds on the last day: what a rate of the whole group is a share of."""
    return Input(
        name="maalgruppe",
        label=f"Børn i målgruppen den {known.last:%d.%m.%Y}",
        kind="count",
        unit="børn",
        value=float(children),
        source=known.source(numbered(children, "barn", "børn")),
        grade=GRADE,
    )


def price_input(price: Price, known: Known, price_level: int, form: PriceForm = "gamma") -> Input:
    """Kroner per full-year person, in the prices of ``price_level``."""
    mean = round(price.mean, 2)
    return Input(
        name=f"pris_trin_{step_name(price.step)}",
        label=f"Nettopris pr. helårsperson på {step_words(price.step)}",
        kind="amount",
        unit="kr. pr. helårsperson",
        value=mean,
        distribution=_by_moments(form, mean, price.error, 2) if mean > 0 else None,
        price_level=price_level,
        source=known.source(
            f"{numbered(price.children, 'barn', 'børn')}, {danish(price.days / 365, 1)} helårspersoner"
        ),
        grade=GRADE,
        note=_few(price.children, "barn", "børn"),
    )


def stay_input(stay: Stay, known: Known) -> Input:
    """Mean years of a stay within the horizon."""
    mean, stays = round(stay.mean, _DECIMALS), stay.ended + stay.running
    return Input(
        name=f"varighed_trin_{step_name(stay.step)}",
        label=f"Gennemsnitlig varighed på {step_words(stay.step)} inden for {danish(stay.horizon, 0)} år",
        kind="years",
        unit="år",
        value=mean,
        distribution=_by_moments("gamma", mean, stay.error),
        source=known.source(f"{numbered(stays, 'ophold', 'ophold')}, heraf {stay.ended} afsluttede"),
        grade=GRADE,
        note=_few(stay.ended, "afsluttet ophold", "afsluttede ophold"),
    )


def move_input(move: Move, known: Known) -> Input:
    """The chance of a year of going one way from a step."""
    mean, years = round(move.chance, _DECIMALS), round(move.years, 1)
    return Input(
        name=f"skift_trin_{step_name(move.step)}_til_{step_name(move.to_step)}",
        label=f"Chance pr. år for at gå fra {step_words(move.step)} til {step_words(move.to_step)}",
        kind="rate",
        value=mean,
        distribution=_by_moments("beta", mean, move.error),
        of=Of(f"barneår på {step_words(move.step)} i perioden", Number(years)),
        source=known.source(f"{numbered(move.count, 'skift', 'skift')} i {danish(years, 1)} barneår"),
        grade=GRADE,
        note=_few(move.count, "skift", "skift"),
    )


def arrivals_input(found: Arrivals, known: Known) -> Input:
    """How many children come to a step a year from outside the group's steps."""
    mean = round(found.mean, _DECIMALS)
    return Input(
        name=f"tilgang_trin_{step_name(found.step)}",
        label=f"Børn, der kommer til {step_words(found.step)} udefra, pr. år",
        kind="count",
        unit="børn pr. år",
        value=mean,
        distribution=_by_moments("gamma", mean, found.error) if found.count else None,
        source=known.source(f"{numbered(found.count, 'barn kom', 'børn kom')} i {danish(found.years, 1)} år"),
        grade=GRADE,
        note=_few(found.count, "barn", "børn"),
    )


def _by_moments(
    form: Literal["beta", "gamma", "lognormal"], mean: float, error: float | None, decimals: int = _DECIMALS
) -> Distribution | None:
    if error is None or round(error, decimals) <= 0 or mean <= 0:
        return None
    return Distribution(form, {"mean": mean, "sd": round(error, decimals)})


def _few(number: int, one: str, many: str) -> str:
    return f"Bygger på {numbered(number, one, many)}." if number < FEW else ""


def price_level_of(days_by_year: Sequence[tuple[int, int]]) -> tuple[int, bool]:
    """The year in the middle of the days (year, days) that prices are of, and whether there are several."""
    whole = sum(days for _, days in days_by_year)
    until = 0
    for year, days in sorted(days_by_year):
        until += days
        if 2 * until >= whole:
            return year, len([one for _, one in days_by_year if one]) > 1
    raise ValueError("Der er ingen dage at tage prisniveauet af.")
