"""The money rule: whole øre, rounded half away from zero by whole-number arithmetic.

An amount of one price period and month is rate × quantity × days × VAT factor over one denominator, rounded once;
a probability is applied to that amount and rounded again. ``//`` on an engine may pass through a float, which is exact
as long as the doubled numerator stays within ``LARGEST_DOUBLED_NUMERATOR``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import overload

import narwhals.stable.v2 as nw

LARGEST_DOUBLED_NUMERATOR = 9_000_000_000_000_000
"""Bound of 2·|numerator| + denominator: below 2⁵³, so that a quotient through a float has the right whole part."""

UNIT_DAYS: dict[str, int] = {"day": 1, "week": 7, "fortnight": 14, "hour_week": 7}
"""Units of a fixed number of days → that number. The quantity of ``hour_week`` is hours per week."""

MONTH_UNITS = ("month", "hour_month")
"""Units whose rate is for a calendar month: rate × active days / days of the month."""

UNITS = (*UNIT_DAYS, *MONTH_UNITS, "year", "session", "once")
"""Every unit of a rate."""

LONGEST_MONTH = 31


@overload
def rounded_quotient(numerator: int, denominator: int) -> int: ...
@overload
def rounded_quotient(numerator: nw.Expr, denominator: nw.Expr | int) -> nw.Expr: ...
def rounded_quotient(numerator: int | nw.Expr, denominator: int | nw.Expr) -> int | nw.Expr:
    """``numerator`` / ``denominator`` rounded half away from zero, as Excel's ROUND; the denominator is positive.

    Both are whole numbers (int64 in frames); the result is whole too. Null in, null out.
    """
    if isinstance(numerator, int) and isinstance(denominator, int):
        quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
        return -quotient if numerator < 0 else quotient
    assert isinstance(numerator, nw.Expr)
    magnitude = positive_quotient(numerator.abs(), denominator)
    return nw.when(numerator < 0).then(-magnitude).otherwise(magnitude)


def positive_quotient(numerator: nw.Expr, denominator: nw.Expr | int) -> nw.Expr:
    """``rounded_quotient`` of a numerator that is known not to be negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def doubled_numerator(
    rate_oere: int,
    quantity: int = 100,
    vat_factor: int = 10_000,
    unit: str = "month",
    active_days: int = LONGEST_MONTH,
    probability: int = 10_000,
) -> int:
    """The largest doubled numerator that a grant row can lead to in any month; above the bound intake refuses the row.

    ``quantity`` in hundredths, ``vat_factor`` and ``probability`` in hundredths of a per cent. ``active_days`` are the
    days of the whole period and matter for *session* alone, which spreads its total over them. Factors that divide out
    (a whole quantity, no VAT part, a certain grant) are divided out first, as ``grant_months`` does.
    """
    number, divisor = price_fraction(rate_oere, quantity, vat_factor)
    days = 1 if unit == "once" else LONGEST_MONTH
    longest = divisor * (_largest_unit_days(unit) if unit != "session" else max(active_days, 1))
    amount = 2 * abs(number) * days + longest
    shortest = divisor * (_smallest_unit_days(unit) if unit != "session" else max(active_days, 1))
    full_amount = int(Fraction(abs(number) * days, shortest)) + 1
    share, whole = (1, 1) if probability == 10_000 else (probability, 10_000)
    return max(amount, 2 * full_amount * share + whole)


def price_fraction(rate_oere: int, quantity: int, vat_factor: int) -> tuple[int, int]:
    """rate × quantity × VAT factor as (numerator, denominator) in øre, a whole quantity and no VAT part divided out."""
    units, per_unit = (quantity // 100, 1) if quantity % 100 == 0 else (quantity, 100)
    vat, per_vat = (1, 1) if vat_factor == 10_000 else (vat_factor, 10_000)
    return rate_oere * units * vat, per_unit * per_vat


def price_parts(rate: nw.Expr, quantity: nw.Expr, vat_factor: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """``price_fraction`` of columns, on any engine."""
    whole, no_vat = quantity % 100 == 0, vat_factor == 10_000
    units = nw.when(whole).then(quantity // 100).otherwise(quantity)
    product = rate * units * nw.when(no_vat).then(1).otherwise(vat_factor)
    return product, nw.when(whole).then(1).otherwise(100) * nw.when(no_vat).then(1).otherwise(10_000)


def _largest_unit_days(unit: str) -> int:
    return UNIT_DAYS.get(unit) or {"month": 31, "hour_month": 31, "year": 366}.get(unit, 1)


def _smallest_unit_days(unit: str) -> int:
    return UNIT_DAYS.get(unit) or {"month": 28, "hour_month": 28, "year": 365}.get(unit, 1)
