"""Numbers and names of the example's children: invented, and such that no real person can have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.demo.danish_text import day_date
from trinvis.demo.providers import FIRST_NAMES, SURNAMES

if TYPE_CHECKING:
    from trinvis.demo.courses import World


WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2)


def number_of(day: int, month: int, year: int, serial: int) -> str:
    """A number in the form of a CPR number with the day raised by 60: no real person has one.

    Of the serials from ``serial`` on, the first that passes modulus 11 is taken, as numbers before October 2007 do.
    """
    first = f"{day + 60:02d}{month:02d}{year % 100:02d}"
    head = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=False))
    for last in range(serial, serial + 50):
        body = f"{last:04d}"
        tail = sum(int(digit) * weight for digit, weight in zip(body, (*WEIGHTS[6:], 1), strict=True))
        if (head + tail) % 11 == 0:
            return f"{first}-{body}"
    raise ValueError(f"no serial near {serial}")


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
        numbers.append(number_of(born.day, born.month, born.year, 4000 + serial * 60 % 5900))
        names.append(f"{FIRST_NAMES[at * 17 % len(FIRST_NAMES)]} {SURNAMES[child.household % len(SURNAMES)]}")
        births.append(child.birth)
        schools.append(f"Eksempelskolen {('Nord', 'Syd', 'Midt')[child.district]}")
    return Persons(numbers, names, births, schools)
