"""Fixed prices from yearly price and wage rates (*PL-skøn*), where the user has per cents and no index.

From a year to the base year an amount is multiplied by (1 + rate) of every year in between, the later ones (seed 002 lines 7862, 8253:
2011-PL; the report prints no index). Where there is an index, ``Prices`` takes it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.staircase.prices import Prices

WHOLE = 10_000
"""100 per cent in hundredths of a per cent."""


def prices_of_rates(name: str, rates: Mapping[int, int], base: int) -> Prices:
    """Prices of ``base``; ``rates`` are year → how much prices rose from the year before, in hundredths of a per cent (1,9 % is 190).

    The years run from the one before the first rate to the last. The factors are exact. Raises ``CapacityRefused`` without rates, for a
    year without one among them, a rate of −100 % or less, or a base outside the years.
    """
    if not rates:
        raise CapacityRefused(f"{name} har ingen satser; indtast dem, eller vis løbende priser.")
    first, last = min(rates) - 1, max(rates)
    missing = [str(year) for year in range(first + 1, last + 1) if year not in rates]
    if missing:
        raise CapacityRefused(f"{name} mangler en sats for {', '.join(missing)}; indtast den.")
    if min(rates.values()) <= -WHOLE:
        raise CapacityRefused(f"{name} har en sats på −100 % eller derunder; ret den.")
    if not first <= base <= last:
        raise CapacityRefused(f"{name} går fra {first} til {last}; vælg et af de år som prisniveau, ikke {base}.")
    # the first level is large enough for every later one to be whole
    levels = {first: WHOLE ** len(rates)}
    for year in range(first + 1, last + 1):
        levels[year] = levels[year - 1] * (WHOLE + rates[year]) // WHOLE
    return Prices(name, levels, base)
