"""Municipal staff per municipal place, of the same municipalities, kind of help and year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.offers import Offer
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.staffing import Counted, staff_per_place
from trinvis.municipality.capacity_activity_sums import summed
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_money import GROUPS
from trinvis.municipality.capacity_places_measures import HAS_PLACES, PLACES, municipal_places
from trinvis.municipality.capacity_places_offers import group_paragraphs, snapshot
from trinvis.municipality.capacity_staff_measures import FTE

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_measures import Measure, Tables

FOSTER = ("foster", "foster_and_residence")
"""Offers whose account also has those who work with foster families, who have no places on Tilbudsportalen."""

KEY = "staff.per_place"
PER_PLACE = "årsværk pr. plads"
SCOPES = (("own", "egen"), ("land", "land"))


def place_table(make: Tables, accounts: Sequence[Measure]) -> FigureTable | None:
    """Staff per place by kind of help, ours and of all municipalities that can be compared; None without any kind, or offers."""
    made = make.made
    groups = [one for one in group_paragraphs(made, made.year) if one in HAS_PLACES]
    if not groups or snapshot(made, made.year) is None:
        return None
    columns = []
    for scope, who in (("own", made.name(made.own)), ("land", "Hele landet")):
        columns += [
            Column(f"{scope}_fte", f"{who}, årsværk", FTE, decimals=1, year=made.year),
            Column(f"{scope}_places", f"{who}, pladser", PLACES, year=made.year),
            Column(f"{scope}_per", f"{who}, årsværk pr. plads", PER_PLACE, decimals=2),
        ]
    figures: dict[tuple[str, str], Figure] = {}
    for group in groups:
        staff = _staff(made, accounts, group)
        offers = municipal_places(made, group_paragraphs(made, made.year)[group], made.year)
        for scope, codes in (("own", (made.own,)), ("land", made.country)):
            found = _scope(make, staff, offers, group, codes, scope)
            figures |= {(group, f"{scope}_{name}"): one for name, one in found.items()}
    rows = tuple(Row(group, GROUPS[group]) for group in groups)
    notes = (
        "Kun kommunale pladser 1. oktober og kommunalt personale; kommuner med et kommunalt tilbud, der også er på andre paragraffer, "
        "eller som ikke har oplyst pladser, er ikke med.",
    )
    name = GROUPS[groups[0]]
    answer = (
        Said(f"{name}: {{land}} i de kommuner, der kan sammenlignes.", {"land": (KEY, groups[0], "land_per")}),
        Said("Kommunen har {own}.", {"own": (KEY, groups[0], "own_per")}),
    )
    return FigureTable(
        KEY,
        f"Kommunalt personale pr. kommunal plads i {made.year}",
        "Indsats",
        tuple(columns),
        rows,
        figures,
        answer,
        notes,
    )


def _staff(made: Capacity, accounts: Sequence[Measure], group: str) -> Measure | None:
    """The staff on the accounts that are of the group alone; None where there is none."""
    mapped = made.facts.accounts(made.area, made.year).accounts
    of: dict[str, set[tuple[str, str]]] = {}
    for one in mapped:
        of.setdefault("f" + one.pattern.replace(".", "")[:5], set()).add((one.group, one.offer))
    mine = [
        one
        for one in accounts
        if of.get(one.key) and all(name == group and offer not in FOSTER for name, offer in of[one.key])
    ]
    return summed(group, GROUPS[group], mine) if mine else None


def _scope(
    make: Tables,
    staff: Measure | None,
    offers: Mapping[int, Sequence[Offer]],
    group: str,
    codes: Collection[int],
    scope: str,
) -> dict[str, Figure]:
    year = make.made.year
    try:
        if staff is None:
            raise CapacityRefused(f"Intet personale kan føres til {GROUPS[group].lower()} alene.")
        found = staff_per_place(
            [Counted(staff.values[code, year], "municipality", code, group, year) for code in staff.known(codes, year)],
            [Counted(fsum(one.places or 0 for one in offers[code]), "municipality", code, group, year) for code in codes if code in offers],
        )  # fmt: skip
    except (CapacityRefused, ValueError) as error:
        why = str(error) if isinstance(error, CapacityRefused) else "Der er hverken årsværk eller pladser."
        return {name: missing(unit, why) for name, unit in (("fte", FTE), ("places", PLACES), ("per", PER_PLACE))}
    shot = snapshot(make.made, year)
    mine = [one for code in found.municipalities for one in offers[code]]
    who = make.made.name(make.made.own) if scope == "own" else "Hele landet"
    terms = (
        Term("Årsværk", found.fte, FTE, (KEY, group, f"{scope}_fte")),
        Term("Pladser", found.places, PLACES, (KEY, group, f"{scope}_places")),
    )
    note = f"{len(found.municipalities)} kommuner" if scope == "land" else ""
    return {
        "fte": make.level_of(staff, found.municipalities, who, year),
        "places": Figure(
            found.places,
            PLACES,
            f"Pladser i kommunale tilbud 1. oktober {year}.",
            sources=shot.sources(mine) if shot else (),
        ),
        "per": Figure(found.value, PER_PLACE, "Årsværk delt med pladser, sum over sum.", terms, note=note),
    }
