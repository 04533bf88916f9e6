"""The municipalities that one is compared with: how far each lies, and why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trinvis.calculations.benchmark.background import CannotCompare, LeftOut, Unit, Variable, checked, complete

Scale = Literal["range", "standard_deviation"]
"""What a difference is measured in: the distance from least to most, or the standard deviation, over the units searched."""

SCALE_WORDS: dict[Scale, str] = {
    "range": "afstanden fra den mindste til den største værdi",
    "standard_deviation": "standardafvigelser",
}


@dataclass(frozen=True)
class Spread:
    """What one variable's differences are divided by, in hundredths; 0 tells no units apart and counts for nothing.

    ``weight`` is the variable's share of all weights.
    """

    variable: Variable
    weight: float
    value: float


@dataclass(frozen=True)
class Contribution:
    """One variable's part in a distance: both values as people read them, and its share (0 to 1) of the squared distance."""

    variable: str
    label: str
    own: str
    other: str
    share: float

    @property
    def text(self) -> str:
        return f"{self.label}: {self.own} mod {self.other}"


@dataclass(frozen=True)
class Member:
    """One of those compared with. ``distance`` is 0 for one that is alike in everything, None where a variable is missing."""

    unit: Unit
    distance: float | None
    same_region: bool
    contributions: tuple[Contribution, ...]

    @property
    def reason(self) -> str:
        """Why it is in the set, in words: ``0–22-årige: 12.300 mod 11.900; …``."""
        return "; ".join(part.text for part in self.contributions)


@dataclass(frozen=True)
class ComparatorSet:
    """The members in order, the nearest first; ``searched`` is how many they were chosen among, itself not counted.

    ``made_by_hand``: a group that the user put together. ``asked`` is the size wanted.
    """

    unit: Unit
    members: tuple[Member, ...]
    asked: int
    searched: int
    scale: Scale
    spreads: tuple[Spread, ...]
    left_out: tuple[LeftOut, ...]
    made_by_hand: bool = False

    @property
    def codes(self) -> tuple[int, ...]:
        return tuple(member.unit.code for member in self.members)

    @property
    def method(self) -> str:
        """How the set was made, with its number and variables, as it stands under every figure that uses it."""
        by = ", ".join(f"{s.variable.label} (vægt {_per_cent(s.weight)})" for s in self.spreads)
        if self.made_by_hand:
            return f"Egen gruppe på {len(self.members)} kommuner; afstanden er målt på {by}."
        return (
            f"De {len(self.members)} nærmeste af {self.searched} kommuner efter {by}; "
            f"forskelle er målt i {SCALE_WORDS[self.scale]}."
        )

    @property
    def caveats(self) -> tuple[str, ...]:
        """What must be known before the set is used."""
        said = [left.reason for left in self.left_out]
        if len(self.members) < self.asked:
            said.append(f"Der er kun {len(self.members)} kommuner at sammenligne med; der blev bedt om {self.asked}.")
        said += [f"{s.variable.label} er ens i alle kommuner og tæller ikke med." for s in self.spreads if not s.value]
        return tuple(said)


def own_group(
    units: Sequence[Unit],
    variables: Sequence[Variable],
    code: int,
    members: Sequence[int],
    scale: Scale = "standard_deviation",
) -> ComparatorSet:
    """A group that the user made, with each member's distance where both have every variable.

    The order is by distance, then code; those without a distance come last. Raises ``CannotCompare`` for an unknown
    code, one named twice, the municipality itself, or no members.
    """
    ordered = checked(units, variables)
    known = {unit.code: unit for unit in ordered}
    for wanted in (code, *members):
        if wanted not in known:
            raise CannotCompare(f"Kommunen med kode {wanted} findes ikke; ret koden.")
    if not members:
        raise CannotCompare("Gruppen er tom; vælg mindst én kommune.")
    if code in members:
        raise CannotCompare(f"{known[code].name} kan ikke sammenlignes med sig selv; fjern den af gruppen.")
    for wanted in members:
        if list(members).count(wanted) > 1:
            raise CannotCompare(f"{known[wanted].name} er i gruppen to gange; fjern den ene.")
    whole, left_out = complete(ordered, variables)
    spreads = spreads_of(whole, variables, scale)
    found = [member_of(known[code], known[other], spreads) for other in members]
    found.sort(key=lambda m: (m.distance is None, m.distance or 0.0, m.unit.code))
    relevant = tuple(left for left in left_out if left.code == code or left.code in members)
    return ComparatorSet(
        known[code], tuple(found), len(members), len(ordered) - 1, scale, spreads, relevant, made_by_hand=True
    )


def spreads_of(units: Sequence[Unit], variables: Sequence[Variable], scale: Scale) -> tuple[Spread, ...]:
    """The spread of each variable over ``units``, all of which have it; 0 when there are none."""
    import numpy as np

    total = sum(variable.weight for variable in variables)
    found = []
    for variable in variables:
        values = np.array([variable.values[unit.code] for unit in units], float)
        size = float((np.ptp(values) if scale == "range" else values.std()) if values.size else 0)
        found.append(Spread(variable, float(variable.weight / total), size))
    return tuple(found)


def member_of(unit: Unit, other: Unit, spreads: Sequence[Spread]) -> Member:
    """The other unit as a member of this one's set: √ of the weighted mean of the squared scaled differences."""
    parts: list[float | None] = []
    for spread in spreads:
        own, their = spread.variable.values.get(unit.code), spread.variable.values.get(other.code)
        factor = spread.weight / spread.value**2 if spread.value else 0.0
        parts.append(None if own is None or their is None else float(own - their) ** 2 * factor)
    known = [part for part in parts if part is not None]
    square = sum(known) if len(known) == len(parts) else None
    contributions = tuple(
        Contribution(v.key, v.label, v.text(unit.code), v.text(other.code), (part or 0.0) / square if square else 0.0)
        for v, part in zip((spread.variable for spread in spreads), parts, strict=True)
    )
    same = bool(unit.region) and unit.region == other.region
    return Member(other, None if square is None else square**0.5, same, contributions)


def _per_cent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
