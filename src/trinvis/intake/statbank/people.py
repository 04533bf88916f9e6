"""Population and projections (FOLK1A, FOLK1AM, FRKM1…) → ``population``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.municipalities import register
from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.areas import Area, areas_of, refuse_years_before
from trinvis.intake.statbank.catalogue import TIME, StatBankTable
from trinvis.intake.statbank.cells import Cells
from trinvis.intake.statbank.codes import age_of, time_of
from trinvis.intake.statbank.heaps import Heaps
from trinvis.intake.statbank.numbers import read_content
from trinvis.intake.statbank.shaped import (
    Sorted,
    lacking_municipalities,
    months_of,
    narrowed,
    reject_areas,
    reject_numbers,
    values_of,
    warn_of_christianso,
)
from trinvis.tables import POPULATION

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters

_SEXES = {"TOT": "TOT", "1": "M", "2": "K", "M": "M", "K": "K"}
_CIVIL = "CIVILSTAND"
_ALL = 98


def shape(cells: Cells, table: StatBankTable, parameters: Parameters) -> Sorted:
    """Persons per municipality, sex, age and day; country, regions and parts of a marital status are set aside as sums."""
    import polars as pl

    names = register(parameters)
    texts, heaps = cells.texts, Heaps(cells)
    areas = areas_of(texts[table.area], names)
    times = [time_of(text) for text in texts[TIME]]
    refuse_years_before([t[0] for t in times if t is not None])
    heaps.set_aside(table.area, [area.kind in ("country", "group") for area in areas])
    _set_marital_status_aside(heaps, table)
    numbers = read_content(cells.frame["content"], 1)
    reject_areas(heaps, table.area, areas)
    heaps.reject_values(TIME, [t is None for t in times], rules.UNREADABLE, "day", "Dato")
    sexes = _sexes(cells, table)
    ages = _ages(cells, table)
    if sexes is not None:
        heaps.reject_values(table.sex, [sex is None for sex in sexes], rules.UNKNOWN_VALUE, "sex", "Køn")
    if ages is not None:
        heaps.reject_values(table.age, [not known for known, _ in ages], rules.UNKNOWN_VALUE, "age", "Alder")
    reject_numbers(heaps, numbers, "persons", "Antal", unknown=True)
    codes: dict[str, Sequence[object]] = {table.area: [(a.kind, a.code) for a in areas], TIME: times}
    codes |= {} if sexes is None else {table.sex: sexes}
    codes |= {} if ages is None else {table.age: ages}
    heaps.reject_repeated(codes)
    _check_country(heaps, table, areas, numbers.values)
    frame = cells.frame.select(
        "row_no",
        municipality=cells.column(table.area, [a.code for a in areas], pl.Int64()),
        sex=pl.lit("TOT") if sexes is None else cells.column(table.sex, sexes, pl.String()),
        age=pl.lit(None, dtype=pl.Int64)
        if ages is None
        else cells.column(table.age, [age for _, age in ages], pl.Int64()),
        day=cells.column(TIME, [t and t[1] for t in times], pl.Date()),
        persons=numbers.values,
    )
    facts = POPULATION.conform(frame.filter(pl.Series(heaps.accepted))).drop("delivery_id")
    warn_of_christianso(heaps, facts)
    return Sorted(
        POPULATION.name,
        facts,
        heaps,
        None,
        months_of(facts["day"], yearly=all(t is None or t[2] for t in times)),
        narrowed(table, facts["municipality"].unique().to_list(), []),
        lacking_municipalities(heaps, table.area, areas, [t and t[0] for t in times], names),
    )


def _set_marital_status_aside(heaps: Heaps, table: StatBankTable) -> None:
    """Raises ``Unreadable`` when there is no total: adding the parts is not ours to do where some may be missing."""
    if _CIVIL not in heaps.cells.texts:
        return
    values = values_of(heaps.cells, table, _CIVIL)
    total = [value is not None and value.code == table.totals[_CIVIL] for value in values]
    if not any(total):
        raise Unreadable("Tabellen er opdelt på civilstand: hent den igen med civilstand i alt.")
    heaps.set_aside(_CIVIL, [not one for one in total])


def _sexes(cells: Cells, table: StatBankTable) -> list[str | None] | None:
    if table.sex not in cells.texts:
        return None
    values = values_of(cells, table, table.sex)
    return [None if value is None else _SEXES.get(value.code) for value in values]


def _ages(cells: Cells, table: StatBankTable) -> list[tuple[bool, int | None]] | None:
    """Whether each text is an age or the total, and the age (null: all ages)."""
    if table.age not in cells.texts:
        return None
    total = table.totals[table.age]
    out: list[tuple[bool, int | None]] = []
    for text in cells.texts[table.age]:
        age = age_of(text)
        is_total = text.strip().split(" ")[0] == total or text.strip().casefold() in ("alder i alt", "i alt")
        out.append((is_total or age is not None, None if is_total else age))
    return out


def _check_country(heaps: Heaps, table: StatBankTable, areas: Sequence[Area], persons: pl.Series) -> None:
    """Warns where the country is not the sum of the municipalities, when all of them and Christiansø are there."""
    import numpy as np
    import polars as pl

    towns = [place for place, area in enumerate(areas) if area.kind == "municipality"]
    country = [place for place, area in enumerate(areas) if area.kind == "country"]
    if not country or len(towns) <= _ALL:
        return
    others = [name for name in heaps.cells.texts if name != table.area]
    frame = heaps.cells.frame.select("row_no", *others).with_columns(
        area=heaps.per_row(table.area, range(len(areas)), len(areas), np.uint32), persons=persons
    )
    sums = frame.filter(pl.col("area").is_in(towns)).group_by(others).agg(total=pl.col("persons").sum())
    off = frame.filter(pl.col("area").is_in(country)).join(sums, on=others).filter(pl.col("persons") != pl.col("total"))
    heaps.findings.append(found(off["row_no"].sort(), rules.SUM_DIFFERS, "persons", "Hele landet"))
