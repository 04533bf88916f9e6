"""The municipality's own houses month by month: who lived there, when each will be full or empty, and what buying outside costs.

Who lives in a house is read from the grants as known on the basis; how many there is room for from *Egne pladser og belægning*. The rest
is drawn from each house's own history (``trinvis.calculations.capacity.own_places``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING, Any, Literal

from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.calculations.capacity.own_places_held import HORIZONS, Held
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.address import Address
from trinvis.municipality.capacity_houses_known import known_houses
from trinvis.municipality.capacity_houses_one import OwnHouse
from trinvis.municipality.capacity_houses_seen import HouseSeen
from trinvis.municipality.capacity_houses_tested import Past
from trinvis.municipality.capacity_houses_words import LIKELY, day_of_month, number
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.capacity_houses_known import KnownHouses
    from trinvis.municipality.house import House

MONTHS, DRAWS, SEED = 24, 2_000, 1
QUESTION = "capacity-houses"
_WORDS: dict[Literal["full", "empty"], str] = {"full": "fuldt", "empty": "tomt"}
_COUNTS = ("origins", "inside", "as_known")
_BYTES = 400_000
"""What a house is taken to weigh in the cache when it has been looked at."""


@dataclass(frozen=True)
class TogetherMonth:
    """A month (yyyymm) of all the houses. ``at_end`` and ``waiting`` are None where a house has none, or hides its own."""

    month: int
    houses: int
    places: float
    at_end: int | None
    waiting: int | None

    @property
    def free(self) -> float | None:
        """Places without anybody on the last day."""
        return None if self.at_end is None else self.places - self.at_end


@dataclass(frozen=True, eq=False)
class Houses:
    """All houses that places are told of, each worked out when it is looked at. ``persons``: the reader may see few persons."""

    known: KnownHouses
    own_houses: tuple[OwnHouse, ...]
    basis: Basis
    months: int
    draws: int
    seed: int
    persons: bool = True

    @property
    def as_of(self) -> int:
        """The newest whole month (yyyymm) that the grants tell of."""
        return self.known.as_of

    @cached_property
    def houses(self) -> tuple[HouseSeen, ...]:
        """The houses as the reader sees them, by name."""
        return tuple(HouseSeen(one, self.persons) for one in self.own_houses)

    def house(self, provider_no: int) -> HouseSeen:
        """One house; raises ``CapacityRefused`` where no places are told of it."""
        for one in self.houses:
            if one.provider_no == provider_no:
                return one
        raise CapacityRefused("Der er ikke oplyst pladser for huset; hent dem ind i »Egne pladser og belægning«.")

    @property
    def remarks(self) -> tuple[str, ...]:
        """What holds for all of them, and what is missing, in Danish."""
        return self.known.remarks

    @cached_property
    def together(self) -> tuple[TogetherMonth, ...]:
        """The past months of all houses; a month counts those that had places told."""
        months = sorted({month.month for one in self.houses for month in one.past})
        return tuple(self._together(month) for month in months)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """How often the houses' intervals held, all added up."""
        every = [one for house in self.houses for one in house.held]
        return tuple(
            Held(months, *(sum(getattr(one, name) for one in every if one.months == months) for name in _COUNTS))
            for months in HORIZONS
        )

    @property
    def tested(self) -> bool:
        """Whether any house has an interval."""
        return any(one.tested for one in self.houses)

    @cached_property
    def bought(self) -> float | None:
        """Kroner that buying outside costs those who do not fit, of the houses where that is known; None where it is of none."""
        known = [one.make_or_buy.bought for one in self.houses if one.make_or_buy is not None]
        return fsum(known) if known else None

    @cached_property
    def sentence(self) -> str:
        """The first sentence of them all."""
        if not self.houses:
            return self.remarks[0] if self.remarks else "Der er ingen egne huse."
        now = next((one for one in self.together if one.month == self.as_of), None)
        houses = danish.count(len(self.houses), "hus", "huse")
        if now is None:
            return f"{houses}: der er endnu ingen hel måned med oplyste pladser."
        taken = "" if now.at_end is None else f", {now.at_end} er optaget {day_of_month(self.as_of)}"
        said = [f"{houses} har {number(now.places)} pladser{taken}"]
        for which, word in _WORDS.items():
            names = [name for one in self.houses if (name := _from_when(one, which))]
            if names:
                said.append(f"ventes {word}: {', '.join(names)}")
        if self.bought is not None and round(self.bought):
            said.append(
                f"at købe ude til dem, der ikke får plads, ventes at koste {danish.kroner(round(self.bought) * 100)} kr."
            )
        return "; ".join(said).removesuffix(".") + "."

    def seen_by(self, *, persons: bool) -> Houses:
        """The same as a reader with or without the right to persons may see it."""
        return self if persons == self.persons else replace(self, persons=persons)

    def address(self, figure: str, provider_no: int | None = None, month: int | None = None, /, **where: Any) -> str:
        """The address of a figure of a house (None: of all of them), and of a month where it is of one."""
        usual = {"months": (self.months, MONTHS), "draws": (self.draws, DRAWS), "seed": (self.seed, SEED)}
        said = {"provider_no": provider_no, "month": month, **where}
        said |= {name: here for name, (here, otherwise) in usual.items() if here != otherwise}
        text = {name: str(value) for name, value in said.items() if value is not None}
        return str(Address(QUESTION, self.basis.day.year, self.basis.name, figure, text))

    def _together(self, month: int) -> TogetherMonth:
        found = [one for house in self.houses for one in house.past if one.month == month]
        ends, queues = [one.at_end for one in found], [one.waiting for one in found]
        return TogetherMonth(
            month,
            len(found),
            fsum(one.places for one in found),
            None if None in ends else sum(one for one in ends if one is not None),
            None if None in queues else sum(one for one in queues if one is not None),
        )


def _from_when(seen: HouseSeen, which: Literal["full", "empty"]) -> str:
    """The house and the first month that it is more likely full (or empty) than not; empty where there is none, or few live there."""
    ahead = seen.one.ahead
    if seen.hidden or not isinstance(ahead, HouseAhead) or any(one.hidden for one in seen.ahead):
        return ""
    found = next((one for one in ahead.months if one.places and getattr(one, which) >= LIKELY), None)
    if found is None:
        return ""
    now = seen.past[-1]
    already = now.at_end == 0 if which == "empty" else now.free is not None and now.free <= 0
    return f"{seen.name} ({'nu' if already else f'fra {danish.month(found.month)}'})"


def houses(house: House, basis: Basis, *, months: int = MONTHS, draws: int = DRAWS, seed: int = SEED) -> Houses:
    """The own houses and the ``months`` ahead of them, kept in the cache; raises ``NoProfile``, and ``CapacityRefused`` for no months."""
    if months < 1 or draws < 1 or seed < 0:
        raise CapacityRefused("Der skal være mindst én måned og én trækning, og frøet skal være 0 eller mere.")
    # what the interval is tried on is what was known on earlier days too
    deliveries = [(one.id, one.withdrawn_from) for one in house.workspace.deliveries()]
    state = hashlib.sha256(repr((deliveries, house.journal.position())).encode()).hexdigest()
    key = f"{QUESTION}/{house.figures_digest(basis)}/{state}/{house.engine.name}/{months}/{draws}/{seed}"
    made = house.cache.get(
        key, lambda: _made(house, basis, months, draws, seed), lambda found: _BYTES * (len(found.own_houses) + 1)
    )
    return replace(made, basis=basis)


def _made(house: House, basis: Basis, months: int, draws: int, seed: int) -> Houses:
    known = known_houses(house, basis)
    past = Past(house, known)
    every = [OwnHouse(known, number, months, draws, seed, past.tries) for number in known.told]
    return Houses(known, tuple(sorted(every, key=lambda one: (one.name, one.provider_no))), basis, months, draws, seed)
