"""Average rate (*takst*) per day of an offer, by region and kind (seed 002 lines 3768-3774, 6912-6934, 11183-11220)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from statistics import median

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS


@dataclass(frozen=True)
class DayPrice:
    """One offer's rate for a service: kroner per ``unit`` (*døgn*, *dag*). ``region`` is its code, ``places`` None where not told."""

    offer: str
    service: str
    region: int
    kroner: float
    unit: str
    year: int
    places: float | None = None


@dataclass(frozen=True)
class MeanPrice:
    """Offers' rates in kroner per ``unit``. ``weighted`` by places, None where an offer lacks them."""

    offers: int
    mean: float
    median: float
    least: float
    most: float
    weighted: float | None
    service: str
    unit: str
    year: int


def mean_price(prices: Iterable[DayPrice]) -> MeanPrice:
    """The mean rate of one service, each offer counting 1. Raises ``CapacityRefused`` for none, an offer that is there twice, several
    services, units or years, or a rate that is not above 0.
    """
    rows = list(prices)
    if not rows:
        raise CapacityRefused("Der er ingen takster at tage gennemsnit af.")
    for what, found in (
        ("ydelser", {one.service for one in rows}),
        ("enheder", {one.unit for one in rows}),
        ("år", {str(one.year) for one in rows}),
    ):
        if len(found) > 1:
            raise CapacityRefused(f"Takster for forskellige {what} ({', '.join(sorted(found))}) har intet gennemsnit.")
    if len({one.offer for one in rows}) < len(rows):
        raise CapacityRefused("Et tilbud står med to takster for samme ydelse; vælg den, der gælder.")
    wrong = sorted(one.offer for one in rows if not one.kroner > 0)
    if wrong:
        raise CapacityRefused(f"Taksten for {', '.join(wrong)} skal være over 0; en takst, der mangler, lades ude.")
    rates, sizes = [one.kroner for one in rows], [one.places for one in rows if one.places is not None]
    weighted = None
    if len(sizes) == len(rows) and fsum(sizes):
        weighted = fsum(rate * size for rate, size in zip(rates, sizes, strict=True)) / fsum(sizes)
    first, mean = rows[0], fsum(rates) / len(rates)
    return MeanPrice(
        len(rows), mean, median(rates), min(rates), max(rates), weighted, first.service, first.unit, first.year
    )


def price_by_region(prices: Iterable[DayPrice]) -> dict[int, MeanPrice]:
    """The mean rate of one service in each region that has an offer, by code. Raises as ``mean_price``, and for an unknown region."""
    rows = list(prices)
    mean_price(rows)
    strange = sorted(one.offer for one in rows if one.region not in REGIONS)
    if strange:
        raise CapacityRefused(f"{', '.join(strange)} har ingen kendt region; ret tilbuddets region.")
    found = {code: [one for one in rows if one.region == code] for code in REGIONS}
    return {code: mean_price(mine) for code, mine in found.items() if mine}
