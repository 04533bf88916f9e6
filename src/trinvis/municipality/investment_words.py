"""A case's floats as figures: whole øre, and kroner, shares and numbers as they are written in Danish. Rounded here, once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.calculations.investment.break_even import BreakEven
    from trinvis.cases.case import Input


def hundredths(value: float) -> int:
    """Hundredths of ``value`` (øre of kroner), a half away from zero."""
    return int((Decimal(repr(float(value))) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def whole(value: float) -> str:
    """Kroner or persons as a whole number: ``2.752.446``."""
    return danish.decimal(int(Decimal(repr(float(value))).quantize(Decimal(1), ROUND_HALF_UP)))


def number(value: float, decimals: int = 2) -> str:
    """A number with no more decimals than it has: ``15,5``, ``35``."""
    scaled = int((Decimal(repr(float(value))) * 10**decimals).quantize(Decimal(1), ROUND_HALF_UP))
    text = danish.decimal(scaled, 10**decimals, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def share(value: float, decimals: int = 1) -> str:
    """A fraction as ``10 %`` or ``44,3 %``."""
    return f"{number(100 * float(value), decimals)} %"


def listed(words: Sequence[str]) -> str:
    """``a, b og c``."""
    return " og ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def ordinal(year: int | None, horizon: int) -> str:
    """A break-even year: ``4. år``, or that it is not within the horizon."""
    return f"ikke inden for {horizon} år" if year is None else f"{year}. år"


def reached(found: BreakEven) -> str:
    """When the accumulated net gain is back at 0, as the end of a sentence."""
    if found.year is None:
        return f"nås ikke inden for {found.years} år"
    again = f", men nettogevinsten er under 0 igen i {found.below_again[0]}. år" if found.below_again else ""
    return f"nås i {found.year}. år{again}"


def value_text(one: Input, value: float | None = None) -> str:
    """What an input is, as people read it: ``709.502 kr. pr. årsværk``, ``20 %, 20 %, 5 % …``; ``value`` where it is a formula."""
    if one.value is not None or value is not None:
        return _with_unit(one, _bare(one, one.value if value is None else value))
    several = one.by_year or one.by_stay or one.growth_by_year or ()
    more = " …" if len(several) > 1 and one.after == "last" else ""
    return _with_unit(one, ", ".join(_bare(one, each) for each in several) + more)


def _bare(one: Input, value: float | None) -> str:
    """The number without its unit. A number below 1 of no kind of its own is a rate of interest, read in per cent."""
    found = float(value or 0)
    if one.kind == "rate" or one.growth_by_year is not None or (one.kind == "number" and 0 < abs(found) < 1):
        return share(found, 2)
    return number(found, 4 if one.kind in ("index", "number") else 2)


def _with_unit(one: Input, text: str) -> str:
    unit = one.unit or ("kr." if one.kind == "amount" else "")
    return text if one.kind == "rate" else f"{text} {unit}".strip()
