"""Citizens per municipal full-time equivalent, where all who help them are on the municipality's payroll."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.activity import Count
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.shares import AdoptedShare
from trinvis.calculations.capacity.unit_costs import users_per_fte
from trinvis.municipality.capacity_activity_measures import activity_of, of_accounts
from trinvis.municipality.capacity_activity_sums import summed
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_places_measures import municipal_only
from trinvis.municipality.capacity_staff_measures import FTE

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_activity_measures import Activity
    from trinvis.municipality.capacity_measures import Measure, Tables

KEY = "staff.users"
USERS, PER_FTE = "personer", "personer pr. årsværk"
UNITS = (("users", USERS), ("fte", FTE), ("per", PER_FTE))


def user_table(make: Tables, accounts: Sequence[Measure]) -> FigureTable | None:
    """Citizens per årsværk by measure; None where no measure is of the same help as whole accounts are."""
    made = make.made
    pairs = [(one, staff) for one in _whole_counts(made) if (staff := _staff(made, one, accounts)) is not None]
    if not pairs:
        return None
    columns = []
    for scope, who in (("own", made.name(made.own)), ("land", "Hele landet")):
        columns += [
            Column(f"{scope}_users", f"{who}, personer", USERS, year=made.year),
            Column(f"{scope}_fte", f"{who}, årsværk", FTE, decimals=1, year=made.year),
            Column(f"{scope}_per", f"{who}, personer pr. årsværk", PER_FTE, decimals=1),
        ]
    figures: dict[tuple[str, str], Figure] = {}
    for one, staff in pairs:
        for scope, codes in (("own", (made.own,)), ("land", made.country)):
            figures |= _scope(make, one, staff, codes, scope)
    rows = tuple(Row(one.measure.key, one.measure.label) for one, _ in pairs)
    notes = (
        "Personerne er opgjort efter den kommune, som tilbuddet ligger i, for dér er personalet; kun kommuner, hvor alle tilbud på "
        "paragraffen er kommunale, er med.",
    )
    at = {"land": (KEY, rows[0].key, "land_per")}
    answer = (Said(f"{rows[0].label}: {{land}} i de kommuner, der kan sammenlignes.", at),)
    title = f"Personer pr. årsværk i {made.year}, efter handlekommune"
    return FigureTable(KEY, title, "Indsats", tuple(columns), rows, figures, answer, notes)


def _whole_counts(made: Capacity) -> tuple[Activity, ...]:
    try:
        found = activity_of(made, "acting")
    except CapacityRefused:
        return ()
    return tuple(one for one in found if one.counted == "persons" and not one.target_group and one.paragraphs)


def _staff(made: Capacity, one: Activity, accounts: Sequence[Measure]) -> Measure | None:
    """The staff on the accounts of the measure; None where an account is of other help too."""
    try:
        mapped = of_accounts(made, one)
    except CapacityRefused:
        return None
    wanted = {"f" + account.pattern.replace(".", "")[:5] for account in mapped}
    # a note says that the account's staff is also of groupings outside the area
    mine = [staff for staff in accounts if staff.key in wanted and not staff.note]
    return summed(one.measure.key, one.measure.label, mine) if len(mine) == len(wanted) else None


def _scope(
    make: Tables, one: Activity, staff: Measure, codes: Collection[int], scope: str
) -> dict[tuple[str, str], Figure]:
    year, key = make.made.year, one.measure.key
    alike = municipal_only(make.made, one.paragraphs, year)
    both = tuple(
        code for code in codes if code in alike and (code, year) in one.measure.values and (code, year) in staff.values
    )
    if not both:
        why = (
            f"Ingen kommune har både personer og årsværk til {one.measure.label} i {year} og kun kommunale tilbud; personale i andre "
            "tilbud er ikke i lønstatistikken."
        )
        return {(key, f"{scope}_{name}"): missing(unit, why) for name, unit in UNITS}
    who = make.made.name(make.made.own) if scope == "own" else "Hele landet"
    users, fte = make.level_of(one.measure, both, who, year), make.level_of(staff, both, who, year)
    found = {(key, f"{scope}_users"): users, (key, f"{scope}_fte"): fte}
    try:
        whole = AdoptedShare(make.made.area, year, 1.0, "hele området", "Trinvis", date(year, 12, 31))
        per = users_per_fte(Count(one.measure.label, users.value, "stock", year), fte.value or 0.0, year, whole)
    except CapacityRefused as error:
        return found | {(key, f"{scope}_per"): missing(PER_FTE, str(error))}
    terms = (
        Term("Personer", users.value or 0.0, USERS, (KEY, key, f"{scope}_users")),
        Term("Årsværk", fte.value or 0.0, FTE, (KEY, key, f"{scope}_fte")),
    )
    note = f"{len(both)} kommuner" if scope == "land" else ""
    how = f"Personer delt med årsværk i {year}, sum over sum."
    found[key, f"{scope}_per"] = Figure(per.value, PER_FTE, how, terms, note=note, persons=users.persons)
    return found
