"""How many answered, of whom, and whether they are like the rest (seed 002 lines 1098-1110, 1155-1159, 4725-4727).

The report's 78 % of PPR units is 76 of 98 municipalities; of the 103 units, six of them in København, it is 74 %. So the base is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from math import fsum

from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.statistics.hit_rate import Share

FEWEST = 30
"""Estimates on fewer answers are marked; the report's upscaled tables rest on 7 to 29 of 98."""


@dataclass(frozen=True)
class Coverage:
    """``answered`` ``of`` a base, which is named in Danish plural, as *kommuner* or *PPR-enheder*."""

    answered: int
    of: int
    base: str

    def __post_init__(self) -> None:
        if not 0 <= self.answered <= self.of or not self.of:
            raise CapacityRefused(f"{self.answered} af {self.of} {self.base} kan ikke have svaret; ret antallet.")

    @property
    def share(self) -> float:
        """0-1."""
        return self.answered / self.of

    @property
    def few(self) -> bool:
        return self.answered < FEWEST

    @property
    def sentence(self) -> str:
        """What stands at a table that is made of the answers."""
        few = "; få svar, så tallene er usikre" if self.few else ""
        return f"{self.answered} af {self.of} {self.base} har svaret ({danish(self.share * 100)} %){few}."


@dataclass(frozen=True)
class Group:
    """One size class or region: how many of it answered, and how large it is among those that did and among all."""

    label: str
    answered: Share
    among_answered: float
    among_all: float

    @property
    def points(self) -> float:
        """How much larger the group is among those that answered than among all, in percentage points."""
        return (self.among_answered - self.among_all) * 100


@dataclass(frozen=True)
class Representativeness:
    """The groups in order of label. ``inhabitants`` is the share of all inhabitants that live where there was an answer."""

    groups: tuple[Group, ...]
    inhabitants: float

    @property
    def empty(self) -> tuple[str, ...]:
        """Groups without a single answer: nothing can be said of them, and strata of them must be merged."""
        return tuple(group.label for group in self.groups if not group.answered.hits)

    @property
    def farthest(self) -> Group:
        """The group that is most over- or underrepresented."""
        return max(self.groups, key=lambda group: abs(group.points))


def representativeness(
    answered: Set[int], groups: Mapping[int, str], inhabitants: Mapping[int, float]
) -> Representativeness:
    """Those that answered (by code) against all municipalities in ``groups``. Raises ``CapacityRefused`` when nobody answered, or one that
    did is in no group or has no inhabitants.
    """
    lost = sorted(code for code in groups.keys() | answered if code not in groups or code not in inhabitants)
    if lost or not answered:
        named = f"Kommune {', '.join(map(str, lost))} mangler gruppe eller indbyggertal" if lost else "Ingen har svaret"
        raise CapacityRefused(f"{named}; svarenes fordeling kan ikke opgøres.")
    found = []
    for label in sorted(set(groups.values())):
        members = {code for code, group in groups.items() if group == label}
        said = members & answered
        found.append(
            Group(label, Share(len(said), len(members)), len(said) / len(answered), len(members) / len(groups))
        )
    covered = fsum(inhabitants[code] for code in answered) / fsum(inhabitants[code] for code in groups)
    return Representativeness(tuple(found), covered)
