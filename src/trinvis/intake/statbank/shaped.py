"""What the three kinds of tables have in common once their cells are sorted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found, of_file
from trinvis.intake.statbank.areas import CHRISTIANSO, COUNTRY, Area
from trinvis.intake.statbank.catalogue import TIME, StatBankTable
from trinvis.intake.statbank.cells import Cells
from trinvis.intake.statbank.codes import Value, listed, value_of
from trinvis.intake.statbank.heaps import Heaps
from trinvis.intake.statbank.numbers import Numbers

if TYPE_CHECKING:
    import polars as pl

_ALL = 98
_MOST = 50
"""From this many municipalities on a table is meant to have all of them."""


@dataclass
class Sorted:
    """``facts``: the accepted cells in the shape of ``into`` without ``delivery_id``. ``amounts``: øre of every row, None where
    the table is not money. ``narrow``: what the file is limited to, part of the delivery's scope. ``months``: first and last."""

    into: str
    facts: pl.DataFrame
    heaps: Heaps
    amounts: pl.Series | None
    months: tuple[int, int] | None
    narrow: str
    findings: list[pl.DataFrame] = field(default_factory=list)


def values_of(cells: Cells, table: StatBankTable, variable: str) -> list[Value | None]:
    """What each text of the variable means, by the codes that the table and the file know."""
    known, told = table.known.get(variable, {}), cells.labels.get(variable, {})
    return [value_of(text, known, told) for text in cells.texts[variable]]


def reject_numbers(heaps: Heaps, numbers: Numbers, name: str, label: str, *, unknown: bool) -> None:
    """Rows whose number cannot be used; an unpublished one (``..``) only where ``unknown`` says that a fact needs a number."""
    heaps.reject(numbers.lacking.to_numpy(), rules.MISSING, name, label)
    heaps.reject(numbers.unreadable.to_numpy(), rules.UNREADABLE, name, label)
    heaps.reject(numbers.too_large.to_numpy(), rules.TOO_LARGE, name, label)
    if unknown:
        heaps.reject(numbers.unknown.to_numpy(), rules.UNKNOWN_NUMBER, name, label)


def reject_areas(heaps: Heaps, variable: str, areas: Sequence[Area]) -> None:
    """Areas that are no municipality: the unknown one, and what cannot be read."""
    label = "Kommunekode"
    heaps.reject_values(variable, [a.kind == "unreadable" for a in areas], rules.UNREADABLE, "municipality", label)
    heaps.reject_values(
        variable, [a.kind == "unknown" for a in areas], rules.UNKNOWN_MUNICIPALITY, "municipality", label
    )


def warn_of_christianso(heaps: Heaps, facts: pl.DataFrame) -> None:
    """Christiansø's rows are kept, and said to be of no municipality."""
    import polars as pl

    outside = facts.filter(pl.col("municipality") == CHRISTIANSO)
    heaps.findings.append(found(outside, rules.NOT_A_MUNICIPALITY, "municipality", "Kommunekode"))


def months_of(days: pl.Series, *, yearly: bool) -> tuple[int, int] | None:
    """The months from the first to the last day; whole years where the table has years."""
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return None
    if yearly:
        return first.year * 100 + 1, last.year * 100 + 12
    return first.year * 100 + first.month, last.year * 100 + last.month


def lacking_municipalities(
    heaps: Heaps, area: str, areas: Sequence[Area], years_of: Sequence[int | None], names: dict[int, str]
) -> list[pl.DataFrame]:
    """What is said when a table of the whole country lacks municipalities: which, and in which years.

    ``areas`` and ``years_of`` are what each text of the area and of the time means.
    """
    import numpy as np

    width = len(years_of) + 1
    there = np.zeros((len(areas) + 1) * width, dtype=bool)
    there[(heaps.places(area) * np.uint32(width) + heaps.places(TIME))[heaps.accepted]] = True
    seen = {
        (areas[place // width].code, years_of[place % width])
        for place in np.flatnonzero(there).tolist()
        if areas[place // width].code in names
    }
    if len({code for code, _ in seen}) < _MOST:
        return []
    years = sorted({year for _, year in seen if year is not None})
    lacking = {code: [y for y in years if (code, y) not in seen] for code in names}
    said = [
        name if len(lacking[code]) == len(years) else f"{name} {listed([str(y) for y in lacking[code]], 3)}"
        for code, name in names.items()
        if lacking[code]
    ]
    if not said:
        return []
    label = f"{len(said)} af {_ALL} mangler: {listed(said)}"
    return [of_file(rules.NOT_COMPLETE, "municipality", label)]


def narrowed(table: StatBankTable, municipalities: Sequence[int], parts: Sequence[str]) -> str:
    """The scope of a delivery: the table and what it is limited to, so that another part of it does not replace this one."""
    words = ["FRKM" if table.every else table.name]
    towns = sorted(code for code in municipalities if code != COUNTRY)
    if len(towns) < _MOST:
        codes = [str(code) for code in towns]
        words.append(f"kommune {', '.join(codes)}" if len(codes) <= 5 else f"{len(codes)} kommuner {_mark(codes)}")
    if parts:
        ordered = sorted(parts)
        words.append(", ".join(ordered) if len(ordered) <= 6 else f"{len(ordered)} udvalgte {_mark(ordered)}")
    return "; ".join(words)


def _mark(texts: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(texts).encode(), digest_size=3).hexdigest()
