"""One measure by municipality and year, and its mean over the years that the models use.

The report's models rest on the mean of 2009-2011 so that chance counts less (seed 002 lines 552-554, 7008-7014).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isfinite

from trinvis.calculations.capacity.refused import CapacityRefused


@dataclass(frozen=True)
class Unit:
    """A municipality by its code; ``name`` as it stands in a list."""

    code: int
    name: str


@dataclass(frozen=True)
class Yearly:
    """``values`` by code and year as floats in ``unit``; None or no entry is missing, never 0.

    ``needed``: in how many of a window's years the value must be known for its mean to count (None: all of them; 1 for what is
    counted once, as a census). Amounts per inhabitant are kroner at one year's prices.
    """

    key: str
    label: str
    values: Mapping[int, Mapping[int, float | None]]
    unit: str = ""
    source: str = ""
    needed: int | None = None

    def known(self, code: int, years: Sequence[int]) -> dict[int, float]:
        """Year → value, of the years with one."""
        of = self.values.get(code, {})
        found = {year: of.get(year) for year in years}
        return {year: float(value) for year, value in found.items() if value is not None and isfinite(value)}

    def mean(self, code: int, years: Sequence[int]) -> float | None:
        """The mean of the years known; None where too few are."""
        known = self.known(code, years)
        enough = len(years) if self.needed is None else min(self.needed, len(years))
        return fsum(known.values()) / len(known) if known and len(known) >= enough else None

    def missing(self, code: int, years: Sequence[int]) -> str:
        """What is missing in words: ``Udgift pr. barn (2010)``."""
        known = self.known(code, years)
        gone = [str(year) for year in years if year not in known]
        return f"{self.label} ({', '.join(gone)})"


@dataclass(frozen=True)
class LeftOut:
    """A municipality that is in no model, with what it lacks."""

    unit: Unit
    missing: tuple[str, ...]

    @property
    def reason(self) -> str:
        return f"{self.unit.name} er ikke med: {' og '.join(self.missing)} mangler."


def ordered(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """In order of code; raises ``CapacityRefused`` when a municipality is there twice."""
    found = tuple(sorted(units, key=lambda unit: unit.code))
    for one, other in pairwise(found):
        if one.code == other.code:
            raise CapacityRefused(f"{one.name} ({one.code}) står to gange; fjern den ene.")
    return found


def window(years: Sequence[int]) -> tuple[int, ...]:
    """The years in order; raises ``CapacityRefused`` without any, or with one twice."""
    found = tuple(sorted(set(years)))
    if not found or len(found) != len(years):
        raise CapacityRefused("Angiv hvert år, som gennemsnittet skal tages over, én gang.")
    return found


def whole(
    units: Sequence[Unit], measures: Sequence[Yearly], years: Sequence[int]
) -> tuple[tuple[Unit, ...], tuple[LeftOut, ...]]:
    """Those with every measure's mean, in order of code, and the others with what they lack."""
    kept, left_out = [], []
    for unit in ordered(units):
        missing = tuple(one.missing(unit.code, years) for one in measures if one.mean(unit.code, years) is None)
        if missing:
            left_out.append(LeftOut(unit, missing))
        else:
            kept.append(unit)
    return tuple(kept), tuple(left_out)
