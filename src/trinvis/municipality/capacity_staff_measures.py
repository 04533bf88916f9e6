"""Full-time equivalents of every municipality on an area's accounts, by account and by category, year by year (FLD)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.account_map import breaks_of
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_activity_keys import keys_of
from trinvis.municipality.capacity_figure import Source
from trinvis.municipality.capacity_measures import Measure
from trinvis.tables import STAFF

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

FTE = "årsværk"
OWNED = "municipality"

ByTown = dict[tuple[int, int], set[str]]
"""(municipality, year) → accounts or categories."""


@dataclass(frozen=True)
class Staff:
    """Årsværk by (municipality, year, function, category), and who has told all accounts: those who have told them have 0 where
    nobody is employed.
    """

    fte: dict[tuple[int, int, str, str], float]
    complete: frozenset[tuple[int, int]]
    categories: ByTown
    functions: dict[int, tuple[str, ...]]
    """Year → the area's functions that somebody has told."""


def staff_measures(made: Capacity) -> tuple[Measure, ...]:
    """All staff of the area, by account and by category; raises ``CapacityRefused`` without staff."""
    return (total_staff(made), *staff_by_account(made), *staff_by_category(made))


def total_staff(made: Capacity) -> Measure:
    """All of the area's accounts."""
    staff = counted_staff(made)
    return _measure(made, staff, "total", "Personale i alt", None, None)


def staff_by_account(made: Capacity) -> tuple[Measure, ...]:
    """One measure to a function, in the order of the account map."""
    staff = counted_staff(made)
    functions = dict.fromkeys(one for year in sorted(staff.functions, reverse=True) for one in staff.functions[year])
    return tuple(_measure(made, staff, f"f{one}", _label(made, one), {one}, None) for one in functions)


def staff_by_category(made: Capacity) -> tuple[Measure, ...]:
    """One measure to a category, the largest of the country first."""
    staff = counted_staff(made)
    size: dict[str, float] = defaultdict(float)
    for (code, year, _, category), fte in staff.fte.items():
        if (code, year) in staff.complete:
            size[category] += fte
    named = sorted(size, key=lambda one: (-size[one], one))
    keys = keys_of(sorted(named))
    return tuple(_measure(made, staff, f"c_{keys[one]}", one, None, one) for one in named)


def counted_staff(made: Capacity) -> Staff:
    """The municipal staff on the area's accounts in the years shown. Raises ``CapacityRefused`` when there is none."""
    if not made.facts.has(STAFF.name):
        raise CapacityRefused(
            "Der er intet personale: hent lønstatistikken ind, fx trinvis import DIR personale.csv --source staff."
        )
    rows = made.facts.rows(STAFF.name).filter(pl.col("employer") == OWNED, pl.col("year").is_in(made.years))
    wanted = {(year, one) for year in made.years for one in made.facts.accounts(made.area, year).functions}
    towns: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    accounts: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    categories: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    fte: defaultdict[tuple[int, int, str, str], float] = defaultdict(float)
    columns = ("delivery_id", "municipality", "year", "function", "category", "fte")
    for delivery, code, year, function, category, hundredths in rows.select(columns).iter_rows():
        towns[code, year].add(delivery)
        if (year, function) in wanted and hundredths is not None:
            accounts[delivery, year].add(function)
            categories[delivery, year].add(category)
            fte[code, year, function, category] += hundredths / 100
    if not fte:
        raise CapacityRefused("Personalet har ingen af områdets konti i de viste år; hent det ind med konto og år.")
    every = {year: {one for (_, of), told in accounts.items() if of == year for one in told} for year in made.years}
    complete = {
        (code, year)
        for (code, year), of in towns.items()
        if every[year] and every[year] <= {one for delivery in of for one in accounts[delivery, year]}
    }
    told = {at: {one for delivery in of for one in categories[delivery, at[1]]} for at, of in towns.items()}
    ordered = {
        year: tuple(one for one in made.facts.accounts(made.area, year).functions if one in every[year])
        for year in made.years
    }
    return Staff(dict(fte), frozenset(complete), told, ordered)


def _measure(
    made: Capacity, staff: Staff, key: str, label: str, functions: set[str] | None, category: str | None
) -> Measure:
    sums: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for (code, year, function, named), fte in staff.fte.items():
        if (functions is None or function in functions) and category in (None, named):
            sums[code, year].append(fte)
    values = {
        (code, year): fsum(sums[code, year])
        for code, year in staff.complete
        if (functions is None or functions & set(staff.functions[year]))
        and (category is None or category in staff.categories[code, year])
    }
    of = sorted(functions or {one for year in made.years for one in staff.functions[year]})
    parted = _parted(made, of)

    def sources(codes: Sequence[int], year: int) -> tuple[Source, ...]:
        where: dict[str, tuple[object, ...]] = {
            "municipality": tuple(codes),
            "year": (year,),
            "function": tuple(one for one in staff.functions.get(year, ()) if one in of),
            "employer": (OWNED,),
        }
        return (Source(STAFF.name, where | ({"category": (category,)} if category else {}), "fte"),)

    whole = made.area == "children" and functions is None
    return Measure(
        key, label, FTE, made.band, values,
        f"Kommunalt ansatte årsværk i lønstatistikken (FLD) på {', '.join(map(dotted, of))}.",
        sources, breaks=() if whole else breaks_of(made.facts.breaks, "account", of), decimals=1,
        parameters=("capacity_accounts",),
        note=f"Lønstatistikken kender ikke grupperinger: alt personale på {', '.join(parted)} er med." if parted else "",
    )  # fmt: skip


def _parted(made: Capacity, functions: Collection[str]) -> tuple[str, ...]:
    """Functions of which only some groupings are of the area."""
    accounts = made.facts.accounts(made.area, made.year).accounts
    found = {digits[:5] for one in accounts if len(digits := one.pattern.replace(".", "")) > 5}
    return tuple(dotted(one) for one in functions if one in found)


def _label(made: Capacity, function: str) -> str:
    for year in reversed(made.years):
        accounts = made.facts.accounts(made.area, year).accounts
        named = dict.fromkeys(one.label for one in accounts if one.pattern.replace(".", "")[:5] == function)
        if named:
            return f"{dotted(function)} {', '.join(named)}"
    return dotted(function)


def dotted(function: str) -> str:
    """``52823`` → ``5.28.23``."""
    return f"{function[0]}.{function[1:3]}.{function[3:]}"
