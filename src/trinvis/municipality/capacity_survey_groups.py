"""The groups that municipalities stand in, regions and sizes, each in an order where neighbours are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.regions import REGIONS

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

UNKNOWN = "Ukendt størrelse"


def regions_of(made: Capacity) -> dict[int, str]:
    """The country's municipalities, code → region, region by region from the capital's."""
    order = list(REGIONS)
    codes = sorted(made.country, key=lambda code: (order.index(made.facts.regions[code]), code))
    return {code: REGIONS[made.facts.regions[code]] for code in codes}


def sizes_of(made: Capacity) -> dict[int, str]:
    """The country's municipalities, code → size class in words, from small to large."""
    people = made.facts.inhabitants(made.year)
    codes = sorted(made.country, key=lambda code: (people.get(code, 0), code))
    return {code: made.size_words(code) or UNKNOWN for code in codes}
