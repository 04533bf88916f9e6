"""One row of a consequence table judged: a consequence, or why it is none, in Danish with file, row, field and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SUCCESS, FAILURE = "succes", "uden_succes"
"""The two courses that every such table has; any other text is the name of a state of the case."""

_COURSES = {
    "succes": SUCCESS, "med succes": SUCCESS, "ved succes": SUCCESS, "ja": SUCCESS, "success": SUCCESS,
    "uden succes": FAILURE, "ikke succes": FAILURE, "ingen succes": FAILURE, "ikke-succes": FAILURE, "nej": FAILURE,
    "uden_succes": FAILURE,
}  # fmt: skip
EXAMPLE = "Eksempel: slet rækken"
"""The consequence of the template's row: it is never read as one."""


@dataclass(frozen=True)
class Consequence:
    """``quantities`` of ``unit`` per person in year 0, 1, … since it entered, at ``price`` kroner each in ``price_level`` prices; below 0 it
    is income. ``course`` is ``SUCCESS``, ``FAILURE`` or the name of a state. ``payer`` is a kind of ``cases.case.PayerKind``."""

    row_no: int
    label: str
    unit: str
    payer: str
    course: str
    price: float
    price_level: int
    quantities: tuple[float, ...]
    source: str


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be read: where, which field, why and what to do."""

    file_name: str
    row_no: int
    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file_name}, række {self.row_no}, {self.field}: {self.message}; {self.remedy}."


@dataclass(frozen=True)
class Row:
    """A row as read: ``values`` by field, ``quantities`` by year, and the fields whose text could not be read."""

    row_no: int
    values: Mapping[str, Any]
    quantities: tuple[float | None, ...]
    unreadable: frozenset[str]


def judged(
    rows: Iterable[Row], file_name: str, price_level: int | None
) -> tuple[tuple[Consequence, ...], tuple[Rejected, ...]]:
    """The rows as consequences, or as rejected with the first thing that is wrong with each. A row that repeats another is rejected."""
    accepted: dict[tuple[Any, ...], Consequence] = {}
    rejected = []
    for row in rows:
        wrong = _problem(row, price_level)
        if wrong is None:
            made = _consequence(row, price_level)
            key = (made.label.casefold(), made.unit, made.payer, made.course, made.price, made.quantities)
            if key not in accepted:
                accepted[key] = made
                continue
            wrong = ("Konsekvens", f"rækken er den samme som række {accepted[key].row_no}", "slet den ene")
        rejected.append(Rejected(file_name, row.row_no, *wrong))
    return tuple(accepted.values()), tuple(rejected)


Problem = tuple[str, str, str]


def _problem(row: Row, price_level: int | None) -> Problem | None:
    """(field, message, remedy) of the first thing that is wrong."""
    values, unread = row.values, row.unreadable
    if not values["consequence"]:
        return "Konsekvens", "feltet mangler", "skriv, hvad der koster"
    if values["consequence"] == EXAMPLE:
        return "Konsekvens", "rækken er skabelonens eksempel", "slet den"
    if not values["course"]:
        return "Forløb", "feltet mangler", "skriv succes, uden succes eller en tilstands navn"
    if not values["payer"] or "payer" in unread:
        return (
            "Betaler",
            "betaleren mangler eller kendes ikke",
            "skriv kommune, samarbejdskommune, region, stat, borger eller andre",
        )
    if "price" in unread:
        return "Pris pr. enhed", "prisen kan ikke læses som et tal", "skriv den i kroner, for eksempel 1.250,50"
    if values["price"] is None:
        return "Pris pr. enhed", "prisen mangler", "skriv den; en manglende pris regnes aldrig som 0 kr."
    if "price_level" in unread or not _year_of(values["price_level"], price_level):
        return "Prisniveau", "prisniveauet mangler eller er intet år", "skriv det år, som prisen er fra"
    return _quantity_problem(row)  # fmt: skip


def _quantity_problem(row: Row) -> Problem | None:
    for year, quantity in enumerate(row.quantities):
        if f"year_{year}" in row.unreadable:
            return f"År {year}", "mængden kan ikke læses som et tal", "skriv den med komma, for eksempel 0,25"
        if quantity is None:
            return f"År {year}", "mængden mangler", "skriv den, eller 0, hvor der intet er"
        if quantity < 0:
            return (
                f"År {year}",
                "mængden er under 0",
                "skriv en mindre mængde i forløbet med succes, eller en pris under 0 ved en indtægt",
            )
    return None  # fmt: skip


def _year_of(own: int | None, other: int | None) -> int | None:
    level = own if own is not None else other
    return level if level is not None and 1990 <= level <= 2200 else None


def _consequence(row: Row, price_level: int | None) -> Consequence:
    values = row.values
    said = str(values["course"]).strip()
    level = _year_of(values["price_level"], price_level)
    quantities = tuple(one for one in row.quantities if one is not None)
    assert level is not None
    return Consequence(
        row.row_no, str(values["consequence"]), str(values["unit"] or ""), str(values["payer"]),
        _COURSES.get(said.casefold(), said), int(values["price"]) / 100, level, quantities, str(values["source"] or ""),
    )  # fmt: skip
