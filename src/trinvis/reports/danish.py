"""How numbers, money and days are written in Danish: ``1.234.567``, ``119,0 mio. kr.``, ``−2,4 %``, ``30.09.2026``.

Everything is computed in whole numbers; a half is rounded away from zero, as everywhere else in the house.
"""

from __future__ import annotations

import re
from datetime import date

MINUS = "−"

OERE_PER_KRONE = 100
OERE_PER_THOUSAND = 100_000
OERE_PER_MILLION = 100_000_000

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def rounded(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` as a whole number, a half away from zero; the denominator is positive."""
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -quotient if numerator < 0 else quotient


def decimal(value: int, divisor: int = 1, decimals: int = 0, *, grouped: bool = True, minus: str = MINUS) -> str:
    """``value / divisor`` with that many decimals, decimal comma, and full stops between thousands when ``grouped``."""
    units = rounded(value * 10**decimals, divisor)
    whole, part = divmod(abs(units), 10**decimals)
    text = f"{whole:,}".replace(",", ".") if grouped else str(whole)
    if decimals:
        text = f"{text},{part:0{decimals}d}"
    return f"{minus}{text}" if units < 0 else text


def kroner(oere: int, decimals: int = 0) -> str:
    """Øre as kroner without the unit: ``1.234.567`` or, with two decimals, ``1.234.567,89``."""
    return decimal(oere, OERE_PER_KRONE, decimals)


def thousands(oere: int) -> str:
    """Øre as whole thousands of kroner without the unit."""
    return decimal(oere, OERE_PER_THOUSAND)


def millions(oere: int, decimals: int = 1) -> str:
    """Øre as millions of kroner without the unit: ``119,0``."""
    return decimal(oere, OERE_PER_MILLION, decimals)


def per_cent(hundredths: int, decimals: int = 1) -> str:
    """Hundredths of a per cent as ``−2,4 %``."""
    return f"{decimal(hundredths, 100, decimals)} %"


def chance(hundredths: int) -> str:
    """A chance found from draws, hundredths of a per cent, as ``64 %``; never sure: ``under 1 %`` and ``over 99 %``."""
    if hundredths < 100:
        return "under 1 %"
    return "over 99 %" if hundredths > 9_900 else per_cent(hundredths, 0)


_DAY_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<d>[0-9]{1,2})[.\-/](?P<m>[0-9]{1,2})[.\-/](?P<y>[0-9]{4})"),
)
FIRST_YEAR, LAST_YEAR = 1990, 2200
"""The budget years that anybody asks about."""


def day_from(text: str) -> date | None:
    """A day as people type it (``2026-09-30``, ``30.09.2026``, ``30-09-2026``, ``30/9/2026``); None when it is none."""
    for form in _DAY_FORMS:
        found = form.fullmatch(text.strip())
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def day(value: date) -> str:
    """``30.09.2026``."""
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"


def long_day(value: date) -> str:
    """``30. september 2026``."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def month(yyyymm: int) -> str:
    """``september 2026``."""
    return f"{MONTHS[yyyymm % 100 - 1]} {yyyymm // 100}"


def short_month(yyyymm: int) -> str:
    """``sep``."""
    return MONTHS[yyyymm % 100 - 1][:3]


def count(number: int, one: str, many: str) -> str:
    """``1 række``, ``2.345 rækker``."""
    return f"{decimal(number)} {one if abs(number) == 1 else many}"
