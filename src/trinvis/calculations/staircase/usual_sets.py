"""The sets that a municipality's spending is usually seen against: itself, its region, its group and the country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def usual_sets(
    municipalities: pl.DataFrame, municipality: int, country: Iterable[int], country_label: str
) -> dict[str, tuple[int, ...]]:
    """Label → codes, in the order to show them; ``municipalities`` is the parameter table on a day.

    ``country`` is a named set (``parameters.municipalities.municipality_set``) with its label. The region and the group of
    Danmarks Statistik are those of their municipalities that are in the country's set, or the municipality itself.
    Raises ``KeyError`` for a code that is no municipality.
    """
    rows = {row["municipality"]: row for row in municipalities.iter_rows(named=True)}
    own, everyone = rows[municipality], tuple(sorted(set(country)))
    counted = [rows[code] for code in sorted({*everyone, municipality}) if code in rows]

    def alike(column: str) -> tuple[int, ...]:
        return tuple(row["municipality"] for row in counted if row[column] == own[column])

    return {
        own["name"]: (municipality,),
        own["region"]: alike("region"),
        own["group"]: alike("group"),
        country_label: everyone,
    }
