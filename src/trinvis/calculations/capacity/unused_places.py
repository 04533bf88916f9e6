"""Places that nobody uses: places × (1 − occupancy). What they are worth needs what one place less would save, which no table prints.

Offers with several legal bases stand in several of Tilbudsportalen's categories, so categories that overlap are never summed (seed 002
lines 3578-3621, 9585-9650); the adults' *only*-rows do not. Occupancy is 1 for full (seed 002 lines 3844-3874, 10017-10049).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from trinvis.calculations.capacity.caveats import AVERAGE_COST, MODEL_AND_DATA, OCCUPANCY_ESTIMATED
from trinvis.calculations.capacity.potential import Interval, Part, Potential
from trinvis.calculations.capacity.refused import CapacityRefused, danish


@dataclass(frozen=True)
class Occupied:
    """One kind of offer; None is missing. ``low`` and ``high`` are the occupancy's interval where there is one."""

    name: str
    places: float | None
    occupancy: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Unused:
    """``places`` unused (never below 0) with the ends that the occupancy's interval gives; ``over_full`` those that are too many there."""

    name: str
    places: float
    fewest: float | None
    most: float | None
    over_full: float


@dataclass(frozen=True)
class UnusedPlaces:
    """``total`` is None where the kinds of offer overlap, and ``potential`` where nobody has said what a place less saves."""

    rows: tuple[Unused, ...]
    total: float | None
    potential: Potential | None
    left_out: tuple[str, ...]


def unused(one: Occupied) -> Unused | None:
    """None where places or occupancy are missing. Raises ``CapacityRefused`` for what cannot be, as an occupancy in per cent."""
    if one.places is None or one.occupancy is None:
        return None
    if one.places < 0 or not 0 <= one.occupancy <= 2:
        raise CapacityRefused(
            f"{one.name} har {danish(one.places)} pladser og belægningen {danish(one.occupancy, 2)}; belægning er 1 for fuld."
        )
    fewest = None if one.high is None else one.places * max(0.0, 1 - one.high)
    most = None if one.low is None else one.places * max(0.0, 1 - one.low)
    empty = one.places * (1 - one.occupancy)
    return Unused(one.name, max(0.0, empty), fewest, most, max(0.0, -empty))


def unused_places(
    offers: Sequence[Occupied], area: str, year: int, *, overlapping: bool, saved_per_place: float | None = None
) -> UnusedPlaces:
    """``overlapping`` says whether the same place can stand in two rows. ``saved_per_place`` is the marginal kroner a year.

    Raises ``CapacityRefused`` when money is asked for of rows that overlap.
    """
    if overlapping and saved_per_place is not None:
        raise CapacityRefused(
            "Rækkerne overlapper, så de samme pladser ville blive talt flere gange; regn dem hver for sig."
        )
    known = [(one, unused(one)) for one in offers]
    rows = tuple(row for _, row in known if row is not None)
    left_out = tuple(
        f"{one.name} tæller ikke med: pladser eller belægning mangler." for one, row in known if row is None
    )
    total = None if overlapping or not rows else fsum(row.places for row in rows)
    if total is None or saved_per_place is None:
        return UnusedPlaces(rows, total, None, left_out)
    said = (
        f"{danish(total)} pladser står ubrugte; en plads mindre sparer {danish(saved_per_place)} kr. om året.",
        f"{len(rows)} slags tilbud; pladser × (1 − belægning).",
    )
    potential = Potential(
        kind="unused_places",
        label="Ubrugte pladser",
        amount=total * saved_per_place,
        area=frozenset({area}),
        cases=len(rows),
        said=said,
        caveats=(OCCUPANCY_ESTIMATED, AVERAGE_COST, MODEL_AND_DATA),
        year=year,
        interval=_interval(rows, saved_per_place) if len(rows) == 1 else None,
        left_out=left_out,
        parts=tuple(Part(row.name, row.places * saved_per_place) for row in rows),
    )
    return UnusedPlaces(rows, total, potential, left_out)


def _interval(rows: Sequence[Unused], saved: float) -> Interval | None:
    """Of one kind of offer alone: the ends of several do not add."""
    fewest, most = rows[0].fewest, rows[0].most
    if fewest is None or most is None:
        return None
    return Interval(fewest * saved, most * saved, 0.95, "belægningens interval")
