"""Whom a municipality is compared with: a named set, a region, a group, one's own list, or the nearest by background."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.background import CannotCompare, Unit, Variable
from trinvis.calculations.benchmark.comparator_set import ComparatorSet, own_group
from trinvis.calculations.benchmark.comparators import Choice, comparator_sets
from trinvis.calculations.staircase.usual_sets import usual_sets
from trinvis.parameters.municipalities import municipality_set

if TYPE_CHECKING:
    from trinvis.parameters import Parameters
    from trinvis.parameters.profile import Profile

NEAREST, REGION, GROUP = "nærmeste", "region", "gruppe"
COUNTRY = "alle_98"
NEAREST_SIZE = 10
_ASCII = {"naermeste": NEAREST, "nearest": NEAREST, "group": GROUP}


@dataclass(frozen=True)
class Group:
    """Municipalities under one name. ``key`` is what an address says of them; ``chosen`` says how they were found, where they were."""

    key: str
    label: str
    members: tuple[int, ...]
    chosen: ComparatorSet | None = None


@dataclass(frozen=True, eq=False)
class Sets:
    """All that sets are made from, for the municipality ``own`` on ``day``."""

    own: int
    day: date
    parameters: Parameters
    profile: Profile
    units: tuple[Unit, ...]
    variables: tuple[Variable, ...]

    @property
    def unit(self) -> Unit:
        """The municipality itself."""
        return next(unit for unit in self.units if unit.code == self.own)

    @property
    def has_background(self) -> bool:
        """Whether the municipality itself has every background variable, so that its nearest can be found."""
        return bool(self.variables) and all(one.values.get(self.own) is not None for one in self.variables)

    def names(self) -> dict[str, str]:
        """What can be asked for → its label, in the order to offer it."""
        nearest = {NEAREST: f"De {NEAREST_SIZE} nærmeste efter baggrund"} if self.has_background else {}
        own = {group.name: group.name for group in self.profile.comparison_groups}
        around = {REGION: self.unit.region, GROUP: f"Kommunegruppen {self.unit.group}"} if self.unit.region else {}
        regions = {unit.region: unit.region for unit in self.units if unit.region not in ("", self.unit.region)}
        groups = {unit.group: unit.group for unit in self.units if unit.group not in ("", self.unit.group)}
        return nearest | own | self._national() | around | dict(sorted(regions.items())) | dict(sorted(groups.items()))

    def country(self) -> Group:
        """All municipalities."""
        return self.of(COUNTRY)

    def usual(self) -> tuple[Group, ...]:
        """Itself, its region, its group and the country."""
        country = self.country()
        if not self.unit.region:
            return (Group(str(self.own), self.unit.name, (self.own,)), country)
        table = self.parameters.table("municipalities", self.day)
        found = usual_sets(table, self.own, country.members, country.label)
        keys = (str(self.own), REGION, GROUP, COUNTRY)
        return tuple(Group(key, label, members) for key, (label, members) in zip(keys, found.items(), strict=False))

    def of(self, text: str) -> Group:
        """The set that the user asked for; empty is the nearest, or all where nothing is known to find them by.

        Raises ``CannotCompare``, which names what there is to choose among.
        """
        wanted = " ".join(text.split())
        wanted = _ASCII.get(wanted.casefold(), wanted) or (NEAREST if self.has_background else COUNTRY)
        folded = wanted.casefold()
        if folded == NEAREST:
            return self._nearest()
        for name, label in self._national().items():
            if folded == name:
                return Group(name, label, municipality_set(self.parameters, name, self.day))
        for group in self.profile.comparison_groups:
            if folded == group.name.casefold():
                return self._own_group(group.name, group.name, group.municipalities)
        around = self._around(folded)
        return around if around is not None else self._listed(wanted)

    def _national(self) -> dict[str, str]:
        rows = self.parameters.table("municipality_sets", self.day)
        return {name: f"{label or name}" for name, label in rows.select("set", "label").iter_rows()}

    def _nearest(self) -> Group:
        if not self.variables:
            raise CannotCompare(
                "Der er ingen baggrundstal at finde de nærmeste kommuner efter: hent dem ind med --source figures, eller vælg et andet sæt."
            )
        found = comparator_sets(self.units, self.variables, Choice(size=NEAREST_SIZE)).of(self.own)
        return Group(NEAREST, f"De {len(found.members)} nærmeste kommuner", found.codes, found)

    def _around(self, folded: str) -> Group | None:
        for key, own in ((REGION, self.unit.region), (GROUP, self.unit.group)):
            for name in sorted({getattr(unit, _FIELDS[key]) for unit in self.units} - {""}):
                short = name.casefold().removeprefix("region ")
                if folded in (name.casefold(), short) or (folded == key and name == own):
                    members = tuple(unit.code for unit in self.units if getattr(unit, _FIELDS[key]) == name)
                    return Group(key if name == own else name, name, members)
        return None

    def _listed(self, wanted: str) -> Group:
        parts = [part.strip() for part in re.split(r"[,;]|\s(?=\d)", wanted) if part.strip()]
        by_name = {unit.name.casefold(): unit.code for unit in self.units}
        codes = [int(part) if part.isascii() and part.isdigit() else by_name.get(part.casefold()) for part in parts]
        strange = [part for part, code in zip(parts, codes, strict=True) if code is None]
        if strange:
            raise CannotCompare(
                f"»{strange[0]}« er hverken et sæt, en region, en gruppe eller en kommune: vælg {', '.join(self.names())} "
                "eller kommunekoder med komma imellem."
            )
        members = tuple(dict.fromkeys(code for code in codes if code is not None))
        return self._own_group(",".join(str(code) for code in members), "Egen gruppe", members)

    def _own_group(self, key: str, label: str, members: Sequence[int]) -> Group:
        others = tuple(code for code in members if code != self.own)
        known = {unit.code for unit in self.units}
        for code in others:
            if code not in known:
                raise CannotCompare(f"Kommunen med kode {code} findes ikke; ret koden.")
        if not others:
            raise CannotCompare("Gruppen rummer kun kommunen selv; vælg mindst én anden.")
        chosen = own_group(self.units, self.variables, self.own, others) if self.variables else None
        said = (
            label
            if label != "Egen gruppe"
            else f"Egen gruppe ({', '.join(self.named(others)[:3])}{' …' if len(others) > 3 else ''})"
        )
        return Group(key, said, tuple(sorted(members)), chosen)

    def named(self, codes: Sequence[int]) -> list[str]:
        """The municipalities' names."""
        names: Mapping[int, str] = {unit.code: unit.name for unit in self.units}
        return [names.get(code, str(code)) for code in codes]


_FIELDS = {REGION: "region", GROUP: "group"}
