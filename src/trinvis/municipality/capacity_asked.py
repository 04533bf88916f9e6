"""What a capacity analysis is asked: the area, the years, the prices, and how figures are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.account_map import Area
from trinvis.calculations.capacity.rates import Band
from trinvis.calculations.capacity.refused import CapacityRefused

if TYPE_CHECKING:
    from trinvis.calculations.capacity.rates import CountedBy
    from trinvis.municipality.address import Address

AREAS: dict[Area, str] = {
    "children": "Børn og unge",
    "ppr": "PPR",
    "adults": "Voksne",
}
"""The areas that are analysed, each with accounts, ages and law of its own."""

BANDS_OF: dict[Area, Band] = {"children": (0, 17), "ppr": (0, 17), "adults": (18, 65)}
"""The ages that an area's figures are counted per (seed 002 lines 2581, 4349, 8283)."""

POTENTIALS: dict[str, str] = {
    "deviation": "Afvigelse fra det forventede",
    "frequency": "Lavere anbringelsesfrekvens",
    "rates": "Harmonisering af takster",
    "unused_places": "Ubrugte pladser",
    "digitalisation": "Digital sagsbehandling",
    "conversion": "Omlægning til støtte i eget hjem",
    "finished_treated": "Færdigbehandlede patienter",
}
"""Calculated potentials that can be switched on and off → what they are called."""

NO_INDEX = "ingen"
FIGURES_OF_A_YEAR = 4


@dataclass(frozen=True)
class Asked:
    """What to analyse. ``year`` None: the newest with accounts of the area; ``since`` None: four years before it.

    ``index``: name of a price index (``NO_INDEX``: each year's own prices; None: the one that was imported), ``base`` the year whose
    prices are used (None: ``year``). ``counted_by``: activity by the municipality that pays or that the offer lies in. ``held``: the
    year whose target-group shares are used for all years (None: each year its own). ``reference``: what potentials come down to.
    ``base_share``: one share for all (*flat*) or weighed by what is spent (*component*). ``variables``: keys of the model's background
    (none: all), ``potentials`` the kinds of ``POTENTIALS`` that are shown (none: all). ``weighted``: the model counts inhabitants instead
    of municipalities.
    """

    area: Area = "children"
    year: int | None = None
    since: int | None = None
    index: str | None = None
    base: int | None = None
    counted_by: CountedBy = "paying"
    held: int | None = None
    reference: Literal["mean", "median", "lower_quartile"] = "mean"
    base_share: Literal["flat", "component"] = "flat"
    variables: tuple[str, ...] = ()
    potentials: tuple[str, ...] = ()
    weighted: bool = False
    refund_taken_off: bool = False
    own_name: str = field(default="", compare=False)

    def where(self) -> dict[str, str]:
        """What an address says of how figures are counted; what is usual is not said."""
        usual = Asked()
        said = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name not in ("year", "own_name") and value != getattr(usual, one.name):
                said[one.name] = "|".join(value) if isinstance(value, tuple) else str(value)
        return said

    @classmethod
    def of(cls, address: Address) -> Asked:
        """What an address asks for; raises ``CapacityRefused`` for what it cannot say."""
        given = {name: value for name, value in address.where.items() if name not in ("row", "col")}
        return asked_from(given, address.year)


def asked_from(given: Mapping[str, str], year: int | None, own_name: str = "") -> Asked:
    """What words ask for, as they stand in an address or a form; raises ``CapacityRefused`` with the choices."""
    said: dict[str, object] = {"year": year, "own_name": own_name}
    for name, allowed in _CHOICES.items():
        if given.get(name):
            if given[name] not in allowed:
                raise CapacityRefused(f"»{given[name]}« kan ikke vælges for {name}; vælg {', '.join(allowed)}.")
            said[name] = given[name]
    for name in ("since", "base", "held"):
        if given.get(name):
            if not (given[name].isascii() and given[name].isdecimal() and len(given[name]) == FIGURES_OF_A_YEAR):
                raise CapacityRefused(f"»{given[name]}« er intet årstal; skriv fx 2024.")
            said[name] = int(given[name])
    said |= {"index": given["index"]} if given.get("index") else {}
    said |= {"variables": tuple(given["variables"].split("|"))} if given.get("variables") else {}
    said |= {"potentials": _kinds(given["potentials"])} if given.get("potentials") else {}
    said |= {name: True for name in ("weighted", "refund_taken_off") if given.get(name) in ("True", "1")}
    return Asked(**said)  # type: ignore[arg-type]


_CHOICES: dict[str, tuple[str, ...]] = {
    "area": tuple(AREAS),
    "counted_by": ("paying", "acting"),
    "reference": ("mean", "median", "lower_quartile"),
    "base_share": ("flat", "component"),
}


def _kinds(text: str) -> tuple[str, ...]:
    """Kinds of potentials in the order of ``POTENTIALS``; raises ``CapacityRefused`` for one that there is not."""
    wanted = [one.strip() for one in text.split("|") if one.strip()]
    strange = [one for one in wanted if one not in POTENTIALS]
    if strange:
        raise CapacityRefused(f"»{strange[0]}« er ingen beregning; vælg {', '.join(POTENTIALS)}.")
    return tuple(one for one in POTENTIALS if one in wanted)
