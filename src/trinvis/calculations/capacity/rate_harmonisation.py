"""Dear rates brought down to the mean: per region as the report does, or per offer.

``Σ max(0, rate − mean) × days`` over the five regions, for one kind of offer at a time (seed 002 lines 6958-6968: residences 117 and
institutions 46 mio. kr.; lines 11264-11270: §§ 107 and 108, 153 and 124). Whether the mean is simple or weighted, and which days it
is times, the report does not say. Per offer it is more: dear and cheap offers of one region no longer outweigh each other.
Rates are kroner a day, amounts kroner a year, as floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from trinvis.calculations.capacity.caveats import (
    MODEL_AND_DATA,
    NESTED_UNTESTED,
    REGIONS_DIFFER,
    SERVICE_LEVEL,
    SPECIALISATION,
)
from trinvis.calculations.capacity.potential import Part, Potential
from trinvis.calculations.capacity.refused import CapacityRefused, danish

Mean = Literal["simple", "weighted"]
Per = Literal["region", "offer"]

MEAN_WORDS: dict[Mean, str] = {"simple": "simpelt gennemsnit", "weighted": "gennemsnit vægtet med døgn"}
DAYS = 365


@dataclass(frozen=True)
class Rate:
    """An offer's rate (kroner a day) and the days used of it in a year; None is missing. A region's own mean is an offer too."""

    name: str
    region: str
    rate: float | None
    days: float | None


@dataclass(frozen=True)
class Level:
    """A mean rate with the days behind it."""

    name: str
    rate: float
    days: float
    offers: int


def days_of_places(places: float, occupancy: float, days: int = DAYS) -> float:
    """Days used in a year of places with an occupancy (0 to 1, or above where more live there than there are places for)."""
    return places * occupancy * days


def days_of_persons(persons: float, days: int = DAYS) -> float:
    """Days used in a year when so many live there all of it."""
    return persons * days


def regional(rates: Sequence[Rate], mean: Mean = "simple") -> tuple[Level, ...]:
    """The regions' mean rates, in order of name. Raises ``CapacityRefused`` for a rate or days that cannot be."""
    found: dict[str, list[tuple[float, float]]] = {}
    for one in rates:
        if one.rate is None or one.days is None:
            continue
        if one.rate <= 0 or one.days < 0:
            raise CapacityRefused(
                f"{one.name} har taksten {danish(one.rate)} kr. og {danish(one.days)} døgn; ret tallene."
            )
        found.setdefault(one.region, []).append((one.rate, one.days))
    return tuple(_level(region, of, mean) for region, of in sorted(found.items()))


def rate_harmonisation(
    rates: Sequence[Rate], part: str, area: str, year: int, *, mean: Mean = "simple", per: Per = "region"
) -> Potential:
    """Those above the mean of the regions come down to it; ``part`` is the kind of offer, as *opholdssteder*.

    ``mean`` holds for a region's offers and for the regions among each other. An offer without a rate or days is left out with the
    reason. Raises ``CapacityRefused`` with fewer than two regions.
    """
    regions = regional(rates, mean)
    if len(regions) < 2:
        raise CapacityRefused(f"Der er kun takster for {part} i {len(regions)} region; der skal to til at sammenligne.")
    whole = _level("", [(one.rate, one.days) for one in regions], mean)
    known = [one for one in rates if one.rate is not None and one.days is not None]
    offers = [Level(one.name, one.rate, one.days, 1) for one in known if one.rate is not None and one.days is not None]
    levels = regions if per == "region" else offers
    parts = tuple(Part(one.name, (one.rate - whole.rate) * one.days) for one in levels if one.rate > whole.rate)
    who = "regioner, hvor taksten i gennemsnit" if per == "region" else "tilbud, hvor taksten"
    return Potential(
        kind="rates",
        label=f"Harmonisering af takster: {part}",
        amount=fsum(one.amount for one in parts),
        area=frozenset({area}),
        cases=len(offers),
        said=(
            f"De {who} er over {danish(whole.rate)} kr. pr. døgn, kommer ned på det; de andre bliver, hvor de er.",
            f"{MEAN_WORDS[mean].capitalize()} af {len(regions)} regioner; {len(offers)} takster, {danish(fsum(one.days for one in offers))} døgn.",
        ),
        caveats=(SERVICE_LEVEL, SPECIALISATION, MODEL_AND_DATA, REGIONS_DIFFER, NESTED_UNTESTED),
        year=year,
        part=part,
        calculation=f"takster {mean} {per} {area}",
        left_out=tuple(f"{one.name} tæller ikke med: {_lacks(one)} mangler." for one in rates if one not in known),
        parts=parts,
    )


def _level(name: str, of: Sequence[tuple[float, float]], mean: Mean) -> Level:
    days = fsum(day for _, day in of)
    if mean == "simple":
        return Level(name, fsum(rate for rate, _ in of) / len(of), days, len(of))
    if days <= 0:
        raise CapacityRefused(f"{name or 'Regionerne'} har ingen døgn at vægte med; brug et simpelt gennemsnit.")
    return Level(name, fsum(rate * day for rate, day in of) / days, days, len(of))


def _lacks(one: Rate) -> str:
    return " og ".join(word for word, value in (("taksten", one.rate), ("døgnene", one.days)) if value is None)
