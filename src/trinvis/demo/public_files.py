"""The files that seldom come: the children as the case system lists them, and the population."""

from __future__ import annotations

from datetime import date

import polars as pl

from trinvis.demo import danish_text as text
from trinvis.demo.capacity_people import grown_here
from trinvis.demo.courses import World
from trinvis.demo.persons import Persons
from trinvis.demo.plan import MUNICIPALITY, NAME
from trinvis.demo.providers import DISTRICTS


def children_file(world: World, people: Persons, known: set[int]) -> bytes:
    """Number, name, household, birth year and month, district, school and target group of the children in ``known``."""
    rows = [
        (
            people.numbers[at],
            people.names[at],
            f"H-{child.household + 1}",
            text.day_date(child.birth).year,
            text.day_date(child.birth).month,
            DISTRICTS[child.district],
            people.schools[at],
            "Nedsat funktionsevne" if child.disability else "Socialt udsat",
            "Ja" if child.disability and at % 3 == 0 else "Nej",
        )
        for at, child in enumerate(world.children)
        if at in known
    ]
    names = (
        "Cpr-nr.;Navn;Husstand;Fødselsår;Fødselsmåned;Distrikt;Skole eller dagtilbud;Målgruppe;Kun funktionsnedsættelse"
    )
    return text.csv_bytes(pl.DataFrame(rows, schema=names.split(";"), orient="row"), encoding="utf-8-sig")


def population_file(total_0_17: int, day: date) -> bytes:
    """FOLK1A's shape: municipality, sex, age, quarter, number; 0–99 years, the children adding up to ``total_0_17``."""
    quarter = f"{day.year}K{(day.month + 2) // 3}"
    rows = []
    young = persons_by_age(total_0_17)
    for age, persons in enumerate([*young, *grown_here(young)]):
        boys = persons * 513 // 1000
        rows += [
            (f"{MUNICIPALITY} {NAME}", "Mænd", f"{age} år", quarter, boys),
            (f"{MUNICIPALITY} {NAME}", "Kvinder", f"{age} år", quarter, persons - boys),
        ]
    frame = pl.DataFrame(rows, schema=["OMRÅDE", "KØN", "ALDER", "TID", "INDHOLD"], orient="row")
    return text.csv_bytes(frame, encoding="utf-8-sig")


def persons_by_age(total_0_17: int) -> list[int]:
    """Persons of 0, 1 … 22 years, the children adding up to ``total_0_17``."""
    left = total_0_17
    persons = []
    for age in range(18):
        persons.append(left // (18 - age))
        left -= persons[-1]
    return persons + [total_0_17 // 18 - 6 * (age - 17) for age in range(18, 23)]
