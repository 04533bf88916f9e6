"""Why children are placed: a placement may have several causes, so groups of causes are united and never added.

Seed 002: four causes make *psykiske vanskeligheder*, ADHD is noted beside (lines 2494-2500, 3152-3162). In 2011 1.462 new
placements had one of the four, 307 ADHD, and 1.529 one or the other: 240 had both (3208-3212).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from trinvis.calculations.capacity.overlapping import Overlapping, overlapping
from trinvis.calculations.capacity.refused import CapacityRefused, danish

MENTAL = frozenset(
    {
        "Indadreagerende adfærd",
        "Udadreagerende adfærd",
        "Sindslidelser",
        "Opmærksomhedssøgende/selvskadende adfærd",
    }
)
ADHD = frozenset({"ADHD"})
GROUPS: Mapping[str, Set[str]] = {"Psykiske vanskeligheder": MENTAL, "ADHD": ADHD}
"""The target group's causes in the two groups that the report shows (lines 3164-3212)."""


@dataclass(frozen=True)
class Placement:
    """One placement by its number, with every cause that was decisive."""

    number: int
    causes: frozenset[str]


def by_cause(placements: Iterable[Placement], groups: Mapping[str, Set[str]] = GROUPS) -> Overlapping:
    """How many placements have a cause in each group, and in any of them: either all new ones of a year, or all that stand.

    Raises ``CapacityRefused`` when a placement is there twice: its causes belong in one row.
    """
    rows = list(placements)
    twice = sorted(number for number, times in Counter(one.number for one in rows).items() if times > 1)
    if twice:
        raise CapacityRefused(
            f"Anbringelse {', '.join(map(str, twice))} står der to gange; saml årsagerne på én række."
        )
    members = {label: {one.number for one in rows if one.causes & causes} for label, causes in groups.items()}
    return overlapping(members, len(rows))


def union_of(first: float, second: float, both: float) -> float:
    """Those in one or the other of two groups. Raises ``CapacityRefused`` when more have both than have one of them."""
    if not 0 <= both <= min(first, second):
        raise CapacityRefused(
            f"{danish(both)} kan ikke have begge årsager, når {danish(first)} har den ene og {danish(second)} den anden."
        )
    return first + second - both


def both_of(first: float, second: float, either: float) -> float:
    """Those in both of two groups, from those in one or the other. Raises ``CapacityRefused`` when that cannot be."""
    if not max(first, second) <= either <= first + second:
        raise CapacityRefused(
            f"{danish(either)} kan ikke have den ene eller den anden årsag, når {danish(first)} og {danish(second)} har hver sin."
        )
    return first + second - either
