"""Numbers and names of the example's children: invented, and such that no real person can have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.demo.danish_text import day_date
from trinvis.demo.providers import FIRST_NAMES, SURNAMES

if TYPE_CHECKING:
    from trinvis.demo.courses import World


@dataclass(frozen=True)
class Persons:
    """By child: number (CPR in form, day raised by 60), name, birth day, school."""

    numbers: list[str]
    names: list[str]
    births: list[int]
    schools: list[str]


def persons(world: World) -> Persons:
    """Numbers and names; the same world gives the same persons."""
    numbers, names, births, schools = [], [], [], []
    seen: dict[int, int] = {}
    for at, child in enumerate(world.children):
        born = day_date(child.birth)
        serial = seen[child.birth] = seen.get(child.birth, 0) + 1
        numbers.append(f"{born.day + 60:02d}{born:%m%y}-{4000 + serial * 37 % 5999:04d}")
        names.append(f"{FIRST_NAMES[at * 17 % len(FIRST_NAMES)]} {SURNAMES[child.household % len(SURNAMES)]}")
        births.append(child.birth)
        schools.append(f"Eksempelskolen {('Nord', 'Syd', 'Midt')[child.district]}")
    return Persons(numbers, names, births, schools)
