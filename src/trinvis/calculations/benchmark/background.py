"""Municipalities and what is known of them: named, published background variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from trinvis.parameters.value import shown_text


class CannotCompare(ValueError):
    """A comparison that cannot be made; ``str`` says in Danish why and what to do."""


@dataclass(frozen=True)
class Unit:
    """A municipality (or any unit) that can be compared. ``population`` None is unknown."""

    code: int
    name: str
    region: str = ""
    group: str = ""
    population: int | None = None


@dataclass(frozen=True)
class Variable:
    """A background variable: ``values`` by the unit's code, in hundredths; None or no entry is missing.

    ``weight`` is what it counts beside the others (above 0), ``unit`` what stands behind its numbers, as ``%``.
    """

    key: str
    label: str
    values: Mapping[int, int | None]
    weight: Fraction | int = 1
    unit: str = ""
    source: str = ""

    def text(self, code: int) -> str:
        """The unit's value as people read it; ``–`` when it is missing."""
        value = self.values.get(code)
        return shown_text("hundredths", value) + (f" {self.unit}" if self.unit and value is not None else "")


@dataclass(frozen=True)
class LeftOut:
    """A unit that is in no search, and the labels of the variables that it lacks."""

    code: int
    name: str
    missing: tuple[str, ...]

    @property
    def reason(self) -> str:
        return f"{self.name} er ikke med: {' og '.join(self.missing)} mangler."


def checked(units: Sequence[Unit], variables: Sequence[Variable]) -> tuple[Unit, ...]:
    """Units in order of code; raises ``CannotCompare`` when one is there twice, or there is nothing to compare by."""
    ordered = tuple(sorted(units, key=lambda unit: unit.code))
    for one, other in pairwise(ordered):
        if one.code == other.code:
            raise CannotCompare(f"Kommunen {one.name} ({one.code}) står to gange; fjern den ene.")
    if not variables:
        raise CannotCompare("Vælg mindst én baggrundsvariabel at sammenligne efter.")
    keys = [variable.key for variable in variables]
    for variable in variables:
        if keys.count(variable.key) > 1:
            raise CannotCompare(f"Variablen »{variable.label}« er valgt to gange; fjern den ene.")
        if variable.weight <= 0:
            raise CannotCompare(f"Vægten af »{variable.label}« skal være større end 0.")
    return ordered


def complete(units: Sequence[Unit], variables: Sequence[Variable]) -> tuple[tuple[Unit, ...], tuple[LeftOut, ...]]:
    """Those with every variable, and the others with what they lack."""
    whole, left_out = [], []
    for unit in units:
        missing = tuple(variable.label for variable in variables if variable.values.get(unit.code) is None)
        if missing:
            left_out.append(LeftOut(unit.code, unit.name, missing))
        else:
            whole.append(unit)
    return tuple(whole), tuple(left_out)
