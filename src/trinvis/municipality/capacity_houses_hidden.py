"""Which figures of own houses a reader without the right to persons may not open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.capacity_figure import NOT_SHOWN
from trinvis.municipality.capacity_houses_drawn import DRAWN
from trinvis.municipality.capacity_houses_lines import lines_of
from trinvis.municipality.capacity_houses_money import AHEAD, COMPARED
from trinvis.municipality.capacity_houses_seen import few
from trinvis.municipality.capacity_houses_words import HIDDEN
from trinvis.municipality.capacity_houses_year import YEAR_FIGURE, occupancy_year

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import HouseSeen
    from trinvis.municipality.explain import Explanation
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

_PAST = ("occupied", "sold", "at_end", "free", "occupancy", "waiting")
_COUNTS = ("arrivals", "exits", "planned", "stops")


def hidden(made: Houses, address: Address) -> bool:
    """Whether the figure of an address, as ``explain_houses`` reads it, counts few persons or gives them back. A figure's terms may be
    hidden where it is not: ask for each. Raises ``CapacityRefused`` for a house that places are not told of.
    """
    public = made.seen_by(persons=False)
    month = int(address.where.get("month") or 0)
    if "provider_no" not in address.where:
        return _of_all(made, public, address.figure, month)
    seen = public.house(int(address.where["provider_no"]))
    if address.figure in _PAST:
        found = next((one for one in seen.past if one.month == month), None)
        return found is not None and getattr(found, address.figure) is None
    if address.figure == YEAR_FIGURE:
        return occupancy_year(seen) is None
    if address.figure in DRAWN:
        return _ahead(seen, address.figure, month)
    if address.figure in _COUNTS:
        lines = lines_of(made, seen.provider_no, None, address.figure)
        return seen.hidden or few(lines["child_no"].n_unique())
    if address.figure.startswith("outside_"):
        return seen.price_hidden
    return address.figure in (*AHEAD, *COMPARED) and seen.cost_refused == HIDDEN


def explain_seen(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """A figure of own houses opened for a reader without the right to persons; raises ``BadAddress`` for one of few persons, and for one
    that just one such is worked out into.
    """
    from trinvis.municipality.capacity_houses_opened import explain_houses, houses_of

    made, found = houses_of(house, basis, address), explain_houses(house, basis, address, parameters)
    shown = tuple(one for one in found.inputs if not one.address or not hidden(made, Address.parse(one.address)))
    if hidden(made, address) or len(found.inputs) - len(shown) == 1:
        raise BadAddress(NOT_SHOWN)
    return replace(found, inputs=shown)


def _of_all(made: Houses, public: Houses, figure: str, month: int) -> bool:
    if figure == "bought_oere":
        return made.bought != public.bought
    found = next((one for one in public.together if one.month == month), None)
    return found is not None and figure != "places" and getattr(found, figure, None) is None


def _ahead(seen: HouseSeen, figure: str, month: int) -> bool:
    found = next((one for one in seen.ahead if one.month == month), None)
    if found is None:
        return seen.hidden
    return found.hidden or (figure == "expected_waiting" and found.waiting is None)
