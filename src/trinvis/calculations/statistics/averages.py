"""Averages of units' rates, exact: weighted or unweighted, quartiles, and always how many.

*Weighted* (vægtet) is sum over sum; *unweighted* (uvægtet) lets every unit count 1. Quartiles are those of Excel's
KVARTIL.MEDTAG: type 7 of Hyndman & Fan (1996), *The American Statistician* 50, 361-365.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Averages:
    """``cases`` units have a rate; ``left_out`` are those without, which are in none of the figures.

    The rates are in numerator per denominator; ``weighted`` is None where no denominators are given.
    """

    cases: int
    left_out: tuple[int, ...]
    weighted: Fraction | None
    unweighted: Fraction
    lower: Fraction
    median: Fraction
    upper: Fraction
    least: Fraction
    most: Fraction


def averages_of_rates(
    numerators: Mapping[int, int | None], denominators: Mapping[int, int | None], of: Iterable[int] | None = None
) -> Averages:
    """Averages of numerator / denominator per unit; both are looked up by the unit's code.

    ``of`` is the set of units that count (None: all that are in either). A unit of it that lacks numerator or denominator
    is left out. Raises ``ValueError`` when none is left or a denominator is not above 0.
    """
    pairs: dict[int, tuple[int, int]] = {}
    units = set(numerators.keys() | denominators.keys() if of is None else of)
    for unit in sorted(units):
        above, below = numerators.get(unit), denominators.get(unit)
        if below is not None and below <= 0:
            raise ValueError(f"Nævneren for {unit} er {below}; den skal være større end 0.")
        if above is not None and below is not None:
            pairs[unit] = above, below
    rates = {unit: Fraction(above, below) for unit, (above, below) in pairs.items()}
    left_out = tuple(sorted(units - pairs.keys()))
    total = sum(below for _, below in pairs.values())
    weighted = Fraction(sum(above for above, _ in pairs.values()), total) if total else None
    return _averages(list(rates.values()), left_out, weighted)


def averages_of_values(values: Mapping[int, Fraction | int | None], of: Iterable[int] | None = None) -> Averages:
    """Unweighted averages of values that have no denominator, by the unit's code; one that is missing is left out.

    ``of`` is the set of units that count (None: all). Raises ``ValueError`` when none is left.
    """
    units = sorted(values if of is None else set(of))
    known = {unit: Fraction(value) for unit in units if (value := values.get(unit)) is not None}
    return _averages(list(known.values()), tuple(unit for unit in units if unit not in known), None)


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """The value below which ``share`` (0 to 1) lies, between neighbours in a straight line (type 7)."""
    if not values or not 0 <= share <= 1:
        raise ValueError("En fraktil skal ligge fra 0 til 1, og der skal være mindst ét tal.")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _averages(known: list[Fraction], left_out: tuple[int, ...], weighted: Fraction | None) -> Averages:
    if not known:
        raise ValueError("Der er ingen kommuner med et tal at tage gennemsnit af.")
    lower, median, upper = (quantile(known, Fraction(quarter, 4)) for quarter in (1, 2, 3))
    mean = sum(known, Fraction(0)) / len(known)
    return Averages(len(known), left_out, weighted, mean, lower, median, upper, min(known), max(known))
