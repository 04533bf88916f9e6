"""Places by kroner: accounts are counted in full and have no chance of sampling, so the years say how firm a place is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.benchmark.background import CannotCompare

CAVEAT = (
    "Regnskabet er talt helt op, så placeringen har intet statistisk interval; "
    "spændet er kommunens bedste og dårligste placering i årene."
)


@dataclass(frozen=True)
class Place:
    """``place`` 1 is first, of the ``of`` with a value in the year; equal values share the best place.

    ``low`` to ``high``: the places that it had in ``years``, those with a value for it.
    """

    code: int
    value: Fraction
    place: int
    of: int
    low: int
    high: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class Places:
    """One year's places, in order of place, then code; ``left_out`` have no value that year."""

    year: int
    rows: tuple[Place, ...]
    left_out: tuple[int, ...]
    caveat: str = CAVEAT


def places(
    values: Mapping[int, Mapping[int, Fraction | int | None]], year: int, *, largest_first: bool = True
) -> Places:
    """Places in ``year`` of values (as øre per inhabitant) by year and code; None is missing.

    Raises ``CannotCompare`` when fewer than two have a value in the year.
    """
    known = {
        one: {code: Fraction(value) for code, value in values[one].items() if value is not None}
        for one in sorted(values)
    }
    by_year = {one: _places(of_year, largest_first) for one, of_year in known.items()}
    this = by_year.get(year, {})
    if len(this) < 2:
        raise CannotCompare(f"Færre end to kommuner har et tal for {year}; der er ikke noget at sammenligne med.")
    rows = []
    for code, place in this.items():
        had = {one: found[code] for one, found in by_year.items() if code in found}
        low, high = min(had.values()), max(had.values())
        rows.append(Place(code, known[year][code], place, len(this), low, high, tuple(had)))
    rows.sort(key=lambda row: (row.place, row.code))
    everyone = {code for one in values.values() for code in one}
    return Places(year, tuple(rows), tuple(sorted(everyone - this.keys())))


def _places(values: Mapping[int, Fraction], largest_first: bool) -> dict[int, int]:
    first: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=largest_first), start=1):
        first.setdefault(value, place)
    return {code: first[value] for code, value in values.items()}
