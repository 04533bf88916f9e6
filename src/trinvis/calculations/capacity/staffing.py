"""Staff per place, where both are of the same owners, municipalities, area and year.

The payroll register holds municipal staff only: no private offers, most foster families or regional institutions (seed 002 lines
2728-2734, 8426-8442). All places over municipal staff would be a false figure, so it cannot be made here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Literal

from trinvis.calculations.capacity.refused import CapacityRefused

Owner = Literal["municipality", "region", "private"]

OWNER_WORDS: dict[Owner, str] = {"municipality": "kommunale", "region": "regionale", "private": "private"}


@dataclass(frozen=True)
class Counted:
    """Full-time equivalents or places (``number``) of an owner kind in a municipality (by code), of an area and year.

    ``area`` is what both are of, as *§ 107* or *døgninstitutioner*; None is missing.
    """

    number: float | None
    owner: Owner
    municipality: int
    area: str
    year: int

    @property
    def key(self) -> tuple[Owner, int, str, int]:
        """What numerator and denominator must have in common."""
        return self.owner, self.municipality, self.area, self.year


@dataclass(frozen=True)
class StaffPerPlace:
    """``fte`` over ``places``, sum over sum, of the municipalities that have both. ``left_out`` lack one of them."""

    fte: float
    places: float
    area: str
    year: int
    municipalities: tuple[int, ...]
    left_out: tuple[int, ...]

    @property
    def value(self) -> float:
        """Full-time equivalents per place."""
        return self.fte / self.places


def staff_per_place(staff: Iterable[Counted], places: Iterable[Counted]) -> StaffPerPlace:
    """Municipal staff per municipal place. Raises ``CapacityRefused`` for another owner, several areas or years, a municipality that is
    there twice, or none with both.
    """
    above, below = _by_municipality(staff, "årsværk"), _by_municipality(places, "pladser")
    keys = {one.key[2:] for one in (*above.values(), *below.values())}
    if len(keys) > 1:
        said = " og ".join(f"{area} i {year}" for area, year in sorted(keys))
        raise CapacityRefused(f"Årsværk og pladser skal være for samme område og år, men er for {said}.")
    codes = sorted(above.keys() | below.keys())
    pairs = {
        code: (fte, size)
        for code in codes
        if code in above and code in below and (fte := above[code].number) is not None and (size := below[code].number)
    }
    if not pairs:
        raise CapacityRefused("Ingen kommune har både årsværk og pladser; de kan ikke holdes op mod hinanden.")
    ((area, year),) = keys
    fte, size = (fsum(pair[at] for pair in pairs.values()) for at in (0, 1))
    return StaffPerPlace(fte, size, area, year, tuple(pairs), tuple(code for code in codes if code not in pairs))


def _by_municipality(rows: Iterable[Counted], what: str) -> dict[int, Counted]:
    mine = list(rows)
    for one in mine:
        if one.owner != "municipality":
            raise CapacityRefused(
                f"Personaleregistret har kun kommunalt ansatte; {OWNER_WORDS[one.owner]} {what} kan ikke være med."
            )
    twice = sorted(code for code, times in Counter(one.municipality for one in mine).items() if times > 1)
    if twice:
        raise CapacityRefused(f"Kommune {', '.join(map(str, twice))} har {what} to gange; læg dem sammen først.")
    return {one.municipality: one for one in mine}
