"""When an own house turns full or empty: the month from which it is so, how likely, and whether it already is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.municipality.capacity_houses_words import LIKELY

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses_seen import HouseSeen, PastMonth

Which = Literal["full", "empty"]


@dataclass(frozen=True)
class Turn:
    """``month`` (yyyymm) is the first of those from which the house is so without a break where it is so now (``known``), else the first
    that it is more likely so than not. ``chance`` (0-1) is None where it is known, or not tested so far ahead.
    """

    month: int
    chance: float | None
    known: bool


def turn_of(seen: HouseSeen, which: Which) -> Turn | None:
    """When a house is full, or empty; None where it is not expected, cannot be said, or few live there and the reader may not see them."""
    if not seen.past or seen.hidden:
        return None
    if _is_so(seen.past[-1], which):
        return Turn(_since(seen, which), None, known=True)
    ahead = seen.one.ahead
    if not isinstance(ahead, HouseAhead) or any(one.hidden for one in seen.ahead):
        return None
    for drawn, shown in zip(ahead.months, seen.ahead, strict=True):
        if drawn.places and getattr(drawn, which) >= LIKELY:
            return Turn(drawn.month, getattr(shown, which), known=False)
    return None


def _since(seen: HouseSeen, which: Which) -> int:
    """The first month of the unbroken row of months up to the newest."""
    found = seen.past[-1].month
    for one in reversed(seen.past):
        if not _is_so(one, which):
            break
        found = one.month
    return found


def _is_so(one: PastMonth, which: Which) -> bool:
    if not one.places or one.at_end is None:
        return False
    return one.at_end == 0 if which == "empty" else one.at_end >= one.places
