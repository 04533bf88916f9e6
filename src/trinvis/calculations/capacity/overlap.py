"""Which potentials may be added: those of other money, and the parts of one calculation that were made not to overlap.

The report never adds its 679, 163, 290, 277 and 58 mio. kr. together; the rates are counted inside the unexplained variation (seed
002 lines 476-542, 6986-7000, 11275-11293). A reader does it if nothing refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import fsum

from trinvis.calculations.capacity.caveats import NESTED_UNTESTED, Caveat
from trinvis.calculations.capacity.potential import NATIONAL, Potential
from trinvis.calculations.capacity.refused import CapacityRefused, danish

REASONS: dict[frozenset[str], str] = {
    frozenset(
        {"deviation", "frequency"}
    ): "færre anbringelser er en del af afvigelsen, når modellen kun har baggrundsforhold",
    frozenset({"deviation", "rates"}): "dyre takster er en del af de udgifter, som afvigelsen måles på",
    frozenset({"deviation", "unused_places"}): "ledige pladser gør pladserne dyrere og er derfor en del af afvigelsen",
    frozenset({"deviation", "digitalisation"}): "procenten er regnet af de samme udgifter, som afvigelsen måles på",
    frozenset({"deviation", "conversion"}): "en omlægning nedbringer de samme udgifter, som afvigelsen måles på",
    frozenset({"frequency", "rates"}): "færre anbringelser giver færre døgn at spare på taksten for",
    frozenset({"frequency", "unused_places"}): "færre anbringelser giver flere ledige pladser",
    frozenset({"frequency", "conversion"}): "begge regner med, at de samme pladser bliver overflødige",
    frozenset({"rates", "unused_places"}): "ledige pladser hæver taksten, så det samme ville blive talt to gange",
    frozenset({"rates", "conversion"}): "en lukket plads har ingen takst at sætte ned",
    frozenset({"unused_places", "conversion"}): "en plads kan kun lukkes én gang",
    frozenset(
        {"unused_places", "finished_treated"}
    ): "den, der skal hjem fra hospitalet, skal bruge en af de ledige pladser",
    frozenset(
        {"conversion", "finished_treated"}
    ): "den, der skal hjem fra hospitalet, skal bruge en af de pladser, der lukkes",
}
"""Two kinds of potential on the same money → why they cannot be added."""
SAME_MONEY = "begge er regnet af de samme udgifter"
OTHER_ACCOUNTS = "finished_treated"
"""Co-financing of hospitals is in none of the accounts that the other potentials are of (lines 8271, 10103)."""


@dataclass(frozen=True)
class Overlap:
    """Two potentials that cannot be added, and why."""

    first: str
    second: str
    reason: str

    @property
    def sentence(self) -> str:
        return f"»{self.first}« og »{self.second}« kan ikke lægges sammen: {self.reason}."


def overlap(one: Potential, other: Potential) -> Overlap | None:
    """Why two potentials cannot be added; None when they can."""
    reason = _reason(one, other)
    return Overlap(one.label, other.label, reason) if reason else None


def overlaps(potentials: Sequence[Potential]) -> tuple[Overlap, ...]:
    """Every pair that cannot be added."""
    found = (overlap(one, other) for one, other in combinations(potentials, 2))
    return tuple(one for one in found if one is not None)


def added(label: str, potentials: Sequence[Potential]) -> Potential:
    """The sum, without an interval: the parts' intervals do not add. Raises ``CapacityRefused`` with the reason when any two overlap."""
    if not potentials:
        raise CapacityRefused("Der er ingen potentialer at lægge sammen.")
    stands = overlaps(potentials)
    if stands:
        raise CapacityRefused(stands[0].sentence)
    first = potentials[0]
    caveats: dict[str, Caveat] = {caveat.key: caveat for one in potentials for caveat in one.caveats}
    same = len({one.calculation for one in potentials}) == 1
    return replace(
        first,
        kind="sum",
        label=label,
        amount=fsum(one.amount for one in potentials),
        area=frozenset().union(*(one.area for one in potentials)),
        where=first.where if len({one.where for one in potentials}) == 1 else "Flere",
        calculation=first.calculation if same else "",
        part="",
        interval=None,
        said=(f"Summen af {len(potentials)} tal, der ikke overlapper.",),
        caveats=tuple(caveats.values()),
        left_out=tuple(dict.fromkeys(reason for one in potentials for reason in one.left_out)),
        parts=(),
    )


@dataclass(frozen=True)
class Breakdown:
    """A whole with the parts that are read as lying inside it, and the rest; kroner or millions as given.

    ``rest`` below 0: the parts cannot all lie inside the whole.
    """

    whole: float
    parts: tuple[float, ...]
    rest: float
    caveat: Caveat

    @property
    def fits(self) -> bool:
        return self.rest >= 0

    @property
    def sentence(self) -> str:
        parts = " og ".join(danish(part) for part in self.parts)
        if not self.fits:
            return f"{parts} kan ikke ligge inden for {danish(self.whole)}: delene er større end det hele."
        return f"Heraf {parts}; resten, {danish(self.rest)}, er der ingen anvisning på."


def breakdown(whole: float, *parts: float) -> Breakdown:
    """The report's *of which*: 679 = 237 + 163 + a rest of 279 (seed 002 lines 476-518), 290 = 277 + 13 (lines 522-542)."""
    return Breakdown(whole, parts, fsum([whole, *(-part for part in parts)]), NESTED_UNTESTED)


def _reason(one: Potential, other: Potential) -> str:
    if not one.area & other.area or _elsewhere(one, other):
        return "" if one.year == other.year else f"de er for {_years(one, other)}"
    if "sum" in (one.kind, other.kind):
        return "det ene er allerede en sum, der kan rumme det andet"
    if one.corrected != other.corrected:
        return "det ene er rapportens formel, det andet er korrigeret for tilfældigheder"
    together = bool(one.calculation) and one.calculation == other.calculation and one.year == other.year
    if one.kind == other.kind:
        if together and one.part != other.part:
            return ""
        return "det er det samme potentiale" + ("" if one == other else " regnet på to måder")
    kinds = frozenset({one.kind, other.kind})
    readings = {one.reading, other.reading}
    if kinds == {"deviation", "frequency"} and together and readings == {"full", ""}:
        return ""
    if kinds == {"deviation", "frequency"} and "full" in readings:
        return "de er ikke regnet af den samme model"
    return REASONS.get(kinds, "" if OTHER_ACCOUNTS in kinds else SAME_MONEY)


def _elsewhere(one: Potential, other: Potential) -> bool:
    """Whether they are of two different municipalities."""
    return one.where != other.where and NATIONAL not in (one.where, other.where)


def _years(*both: Potential) -> str:
    known = sorted(one.year for one in both if one.year is not None)
    return " og ".join([*map(str, known), *(["et ukendt år"] if len(known) < 2 else [])])
