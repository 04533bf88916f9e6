"""Moves a carried-forward level by a price index that the municipality has typed in (``price_index``; empty as shipped)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trinvis.parameters.value import Value


def moved(value: Value, index: str, levels: dict[int, int], on: date) -> Value:
    """A carried value in the price level of the day's year.

    ``levels`` maps year → index in hundredths. The last index year up to the day's year is used; without an index for
    the year that the value was carried from, the value stands unmoved and says so by having no ``index``. Rounded half
    away from zero to the whole øre.
    """
    base = value.carried_from
    if base is None or base not in levels:
        return value
    to = max(year for year in levels if base <= year <= on.year)
    return replace(
        value,
        value=_quotient(value.number() * levels[to], levels[base]),
        index=index,
        index_to=to,
        id=f"{value.id}~{index}",
    )


def _quotient(numerator: int, denominator: int) -> int:
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size
