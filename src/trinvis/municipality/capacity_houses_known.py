"""What is known of the municipality's own houses on a basis: their places, the grants that fill them, and what is left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.houses import house_rows, month_days
from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.forecast.horizon import month_index, month_of
from trinvis.municipality.capacity_houses_places import Told, told_places
from trinvis.municipality.grants_through_time import grants_through_time
from trinvis.reports import danish
from trinvis.tables import GRANTS

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

NO_STAY = ("once", "session", "hour_week", "hour_month")
"""Units of what is given in a house without anybody living there for it."""
HOUSES = ("institution", "residence", "part_closed", "secure")
"""Placements at an own provider that make it a house, also where nobody has told its places."""
BACK = 120
"""Months of history that are looked at, at the most."""
DECIDED = ("granted", "ended")


@dataclass(frozen=True, eq=False)
class KnownHouses:
    """``as_of`` (yyyymm) is the last whole month that the grants tell of; ``known_since`` the first day from which stays that have ended
    are known (None without grants), ``extract_since`` the day of the first extract.

    ``told`` is what was told by house, ``grants`` every grant row through time, ``living`` those by which somebody lives, or is to
    live, in a house. ``stays``: provider → (person, start, stop, sold) of the decided ones. ``left_out``: provider → why → rows.
    """

    basis: Basis
    own: int
    as_of: int
    known_since: int | None
    extract_since: int | None
    told: Mapping[int, Told]
    names: Mapping[int, str]
    grants: pl.DataFrame
    living: pl.DataFrame
    stays: Mapping[int, tuple[tuple[int, int, int, bool], ...]]
    left_out: Mapping[int, Mapping[str, int]]
    remarks: tuple[str, ...]


def known_houses(house: House, basis: Basis) -> KnownHouses:
    """Everything that the houses' figures are made of; raises ``NoProfile``."""
    places = told_places(house, basis)
    own = house.workspace.municipality
    ours = places.filter(pl.col("municipality") == own, pl.col("provider_no").is_not_null())
    told = {int(key[0]): Told(rows.to_dicts()) for key, rows in ours.group_by("provider_no", maintain_order=True)}
    extracts = extract_days(house, basis)
    as_of = last_whole_month(min([basis.day, *extracts[-1:]]))
    first = min((one.places[0].from_day for one in told.values() if one.places), default=month_days(as_of)[0])
    back = month_days(month_of(month_index(as_of) - BACK))[0]
    since = date(1970, 1, 1) + timedelta(days=max(first, back))
    found = grants_through_time(house, basis, basis.day.year, since)
    known = [day for day in (found.seen_from, *extracts[:1]) if day is not None]
    grants = found.grants
    living = lives_in(grants.filter(pl.col("provider_no").is_in(list(told))))
    untold = _untold(grants, list(told))
    return KnownHouses(
        basis=basis,
        own=own,
        as_of=as_of,
        known_since=day_number(min(known)) if known else None,
        extract_since=day_number(extracts[0]) if extracts else None,
        told=told,
        names=_names(house, [*told, *untold]),
        grants=grants,
        living=living,
        stays=by_house(house.engine.collect(house_rows(house.engine.frame(living), list(told), own))),
        left_out=_left_out(grants, list(told)),
        remarks=tuple(_remarks(house, places, untold, own, extracts)),
    )


def extract_days(house: House, basis: Basis) -> list[date]:
    """The days of the extracts of grants that have been known until the basis' day, oldest first."""
    return sorted(
        one.known_from for one in house.workspace.deliveries() if one.counts_on(basis.day) and GRANTS.name in one.tables
    )


def last_whole_month(day: date) -> int:
    """The last month (yyyymm) that has ended on a day."""
    after = day + timedelta(days=1)
    return month_of(month_index(after.year * 100 + after.month) - 1)


def lives_in(grants: pl.DataFrame) -> pl.DataFrame:
    """The rows that somebody lives by: main ones of a known child and day, paid by time, decided or expected."""
    return grants.filter(
        pl.col("status").is_in([*DECIDED, "expected"]),
        pl.col("child_no").is_not_null(),
        pl.col("start_day").is_not_null(),
        pl.col("main").fill_null(True),
        ~pl.col("unit").is_in(NO_STAY).fill_null(False),
    )


def by_house(rows: pl.DataFrame) -> dict[int, tuple[tuple[int, int, int, bool], ...]]:
    """Provider → (person, start, stop, sold) of rows as ``house_rows`` gives them."""
    found: dict[int, list[tuple[int, int, int, bool]]] = {}
    for provider, *stay in rows.select("provider_no", "person", "start_day", "stop_day", "sold").iter_rows():
        found.setdefault(int(provider), []).append((stay[0], stay[1], stay[2], stay[3]))
    return {provider: tuple(sorted(stays)) for provider, stays in found.items()}


def _left_out(grants: pl.DataFrame, providers: list[int]) -> dict[int, dict[str, int]]:
    """Provider → why → how many of its grants fill no place; cancelled ones are none."""
    rows = grants.filter(pl.col("provider_no").is_in(providers), pl.col("status") != "cancelled")
    why = (
        pl.when(pl.col("status") == "draft").then(pl.lit("kladde"))
        .when(pl.col("child_no").is_null()).then(pl.lit("uden barn"))
        .when(pl.col("start_day").is_null()).then(pl.lit("uden startdato"))
        .when(~pl.col("main").fill_null(True)).then(pl.lit("følgeydelse"))
        .when(pl.col("unit").is_in(NO_STAY)).then(pl.lit("betalt pr. gang eller time"))
    )  # fmt: skip
    counted = rows.with_columns(why=why).filter(pl.col("why").is_not_null())
    sums = counted.group_by("provider_no", "why").agg(pl.col("grant_id").n_unique()).sort("provider_no", "why")
    found: dict[int, dict[str, int]] = {}
    for provider, reason, number in sums.iter_rows():
        found.setdefault(int(provider), {})[reason] = int(number)
    return found


def _untold(grants: pl.DataFrame, told: list[int]) -> list[int]:
    """Own providers that children are placed in as in a house, and whose places nobody has told."""
    rows = grants.filter(
        pl.col("provider_kind") == "own",
        pl.col("provider_no").is_not_null(),
        pl.col("placement_type").is_in(HOUSES),
        pl.col("status").is_in([*DECIDED, "expected"]),
        ~pl.col("provider_no").is_in(told),
    )
    return [int(number) for number in rows["provider_no"].unique().sort()]


def _names(house: House, numbers: list[int]) -> dict[int, str]:
    names = house.workspace.names("provider", numbers)
    return {number: names.get(number) or f"Hus {number}" for number in numbers}


def _remarks(house: House, places: pl.DataFrame, untold: list[int], own: int, extracts: list[date]) -> list[str]:
    """What the reader must know of all the houses, in Danish."""
    said = []
    if places.is_empty():
        said.append(
            "Der er ikke oplyst pladser i egne huse: hent tabellen »Egne pladser og belægning« ind (hus, tilbudstype, periode, pladser)."
        )
    if untold:
        names = ", ".join(_names(house, untold).values())
        said.append(
            f"{names} har indsatser, men pladserne er ikke oplyst: hent dem ind i tabellen »Egne pladser og belægning« under samme navn."
        )
    together = places.filter(pl.col("municipality") == own, pl.col("provider_no").is_null()).height
    if together:
        said.append(
            f"{danish.count(together, 'række', 'rækker')} i »Egne pladser og belægning« er uden hus og er ikke fordelt; skriv huset, som det hedder i indsatserne."
        )
    others = places.filter(pl.col("municipality") != own).height
    if others:
        said.append(f"{danish.count(others, 'række', 'rækker')} om andre kommuners pladser er ikke med her.")
    if not extracts:
        said.append("Der er ingen bevilgede indsatser; hent dem ind, så det kan ses, hvem der bor i husene.")
    return said
