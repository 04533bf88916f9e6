"""The month's amount as a live formula, and the same amount in whole numbers to hold it up against.

The rule (once per price period and month): rate × quantity × days × VAT factor over one denominator, a half rounded away
from zero; the probability is applied to that amount and rounded again. A spreadsheet counts in doubles and shows 15
digits, so the formula first shortens quantity × VAT factor by their greatest common divisor: then a quotient that is not
a half never looks like one as long as twice the numerator stays below ``EXACT_BELOW``. Larger ones are divided with a
remainder first (``Form.DIVIDED``), and what even that cannot hold is written as a value, never as a wrong formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import gcd

from trinvis.reports.danish import rounded

HUNDREDTHS = 1_000_000
"""Quantity × 100 times VAT factor × 10,000."""

EXACT_BELOW = 10**14
"""Twice a numerator below this is told from a half within the 15 digits that every spreadsheet keeps."""

DIVISIBLE_BELOW = 2 * 10**14
"""Rate × factor below this is divided with a remainder without loss."""

LARGEST_WHOLE = 9 * 10**15
"""Whole numbers up to here are whole in a double."""

WHOLE = 10_000
"""A probability of 100 %."""


class Form(Enum):
    """How a month's amount is written in the sheet."""

    PLAIN = "plain"
    DIVIDED = "divided"
    VALUE = "value"


@dataclass(frozen=True)
class Price:
    """What one price period costs: ``unit`` as in the table of grants, rate in øre, quantity × 100, VAT factor and
    probability in hundredths of a per cent; ``sign`` −1 for the income when another municipality pays."""

    unit: str
    rate_oere: int
    quantity: int
    vat_factor: int
    probability: int
    sign: int = 1

    def factor(self) -> tuple[int, int]:
        """Quantity × VAT factor as a shortened fraction: numerator and denominator."""
        product = self.quantity * self.vat_factor
        divisor = gcd(abs(product), HUNDREDTHS)
        return product // divisor, HUNDREDTHS // divisor


def base_days(unit: str, *, month_days: int, year_days: int, spread_days: int) -> int:
    """How many days the rate is for."""
    if unit in ("week", "hour_week"):
        return 7
    if unit == "fortnight":
        return 14
    if unit in ("month", "hour_month"):
        return month_days
    if unit == "year":
        return year_days
    return spread_days if unit == "session" else 1


def amount_oere(price: Price, days: int, base: int) -> int:
    """The month's amount in øre for ``days`` of the ``base`` days that the rate is for."""
    numerator, denominator = price.factor()
    full = rounded(price.rate_oere * numerator * days, denominator * base)
    return price.sign * rounded(full * price.probability, WHOLE)


def form(price: Price, days: int, base: int) -> Form:
    """How the amount can be written so that every spreadsheet gets it right."""
    numerator, denominator = price.factor()
    per_day = abs(price.rate_oere * numerator)
    full = rounded(per_day * days, denominator * base)
    if full * WHOLE >= (EXACT_BELOW // 2 if price.probability != WHOLE else LARGEST_WHOLE):
        return Form.VALUE
    if 2 * per_day * days + denominator * base < EXACT_BELOW:
        return Form.PLAIN
    remainder = (denominator * base) * max(days, 1) * 2
    if per_day < DIVISIBLE_BELOW and remainder < EXACT_BELOW:
        return Form.DIVIDED
    return Form.VALUE


@dataclass(frozen=True)
class PriceCells:
    """Where one row's price stands, as the formula is to name it: ``$K9``."""

    rate: str
    numerator: str
    denominator: str
    from_day: str
    to_day: str
    probability: str
    sign: str
    spread: str


@dataclass(frozen=True)
class MonthCells:
    """Where one month's calendar stands: ``V$4``."""

    first: str
    last: str
    days: str
    year_days: str


def days_formula(price: PriceCells, first: str, last: str) -> str:
    """The charged days from ``first`` to ``last``. MIN leaves out an empty last day, so an unknown one lasts the month out."""
    return f"MAX(0,MIN({price.to_day},{last})-MAX({price.from_day},{first})+1)"


def month_formula(price: PriceCells, month: MonthCells, *, unit: str, form: Form) -> str:
    """The formula of one month's amount in kroner: whole øre are rounded first, then divided by 100."""
    days = days_formula(price, month.first, month.last)
    base = {
        "week": "7",
        "hour_week": "7",
        "fortnight": "14",
        "month": month.days,
        "hour_month": month.days,
        "year": month.year_days,
        "session": price.spread,
    }.get(unit, "1")
    per_day = f"ROUND({price.rate}*100,0)*{price.numerator}"
    denominator = price.denominator if base == "1" else f"({price.denominator}*{base})"
    if form is Form.DIVIDED:
        whole = f"TRUNC({per_day}/{denominator})"
        rest = f"({per_day}-{whole}*{denominator})"
        full = f"({whole}*{days}+ROUND({rest}*{days}/{denominator},0))"
    else:
        full = f"ROUND({per_day}*{days}/{denominator},0)"
    return f"=ROUND({full}*ROUND({price.probability}*10000,0)/10000,0)*{price.sign}/100"
