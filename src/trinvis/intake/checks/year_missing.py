"""A series with a hole: a year that the file has for most units, but not for this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T120"
SEVERITY = "warn"
FIELD = "year"
MESSAGE = "Serien mangler mindst ét af de år, som filen har for mindst halvdelen af enhederne; det er ikke udfyldt."
REMEDY = "Indhent årets tal, eller skriv rækken med Ikke besvaret; en udvikling over hullet beregnes ikke."
_SERIES = {
    "survey_answers": ("survey", "question"),
    "waiting": ("course", "step_no"),
    "staff": ("function",),
    "activity": ("measure", "counted_by"),
    "psychiatry": ("kind",),
    "framework_places": ("paragraphs",),
    "price_levels": (),
}
"""Table → what its rows are numbers of; each unit has a series of them."""
_UNITS = ("municipality", "unit_no", "region", "index")
TABLES = tuple(_SERIES)


def check(context: Context) -> pl.DataFrame:
    """One row of each series that lacks a year which the file has for at least half of the units: the last row before the hole,
    else the first. A year that hardly anybody has was not asked about.
    """
    import polars as pl

    of = list(_SERIES[context.table])
    unit = [name for name in _UNITS if name in context.rows.columns]
    own: dict[tuple[Any, ...], dict[int, int]] = {}
    units: dict[tuple[Any, ...], list[Set[int]]] = {}
    rows = context.rows.filter(pl.col("year").is_not_null()).sort("row_no")
    for year, row, *named in rows.select("year", "row_no", *of, *unit).iter_rows():
        if tuple(named) not in own:
            units.setdefault(tuple(named[: len(of)]), []).append(own.setdefault(tuple(named), {}).keys())
        own[tuple(named)][year] = row
    asked = {series: _asked(years) for series, years in units.items()}
    found = [
        _before(years, lacking)
        for named, years in own.items()
        if (lacking := sorted(asked[named[: len(of)]] - years.keys()))
    ]
    return pl.DataFrame({"row_no": pl.Series(sorted(found), dtype=pl.Int64)})


def _asked(of_units: Sequence[Set[int]]) -> set[int]:
    """The years that at least half of the units have."""
    times = Counter(year for years in of_units for year in years)
    return {year for year, number in times.items() if 2 * number >= len(of_units)}


def _before(years: Mapping[int, int], lacking: Sequence[int]) -> int:
    earlier = [year for year in years if year < lacking[0]]
    return years[max(earlier)] if earlier else years[min(years)]
