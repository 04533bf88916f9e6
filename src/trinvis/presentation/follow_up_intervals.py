"""The follow-up's areas with the tested interval of their year-end beside the forecast."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.presentation.follow_up_levels import Levelled
from trinvis.presentation.forecast_page import figure_address
from trinvis.presentation.forecast_tables import NO_INTERVAL
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn

if TYPE_CHECKING:
    from trinvis.municipality.forecast_year import ForecastYear, Row

INTERVAL_COLUMNS = (
    ReportColumn("low80_oere", "80 % fra", "oere", "kr.", missing=NO_INTERVAL),
    ReportColumn("high80_oere", "80 % til", "oere", "kr.", missing=NO_INTERVAL),
)
AFTER = "forecast_oere"
INTERVAL_NOTE = (
    "80 % fra og til er fra den gennemregnede prognose og prøvet på jeres egne tal; de kan ikke lægges sammen. Prognosen kan ende et andet sted end "
    "områdets egen metode."
)


def with_intervals(levelled: Levelled, tested: ForecastYear) -> Levelled:
    """The same table with two columns more, filled in the rows that stand for an area and in the total, where one is drawn."""
    table = levelled.table
    of_area = {row.area: row for row in tested.areas}
    rows = []
    addresses = dict(table.addresses)
    for number, (values, area) in enumerate(zip(table.rows, levelled.areas, strict=True)):
        found = of_area.get(area) if area and tested.is_drawn(area) else None
        rows.append({**values, **_ends(found)} if found else values)
        if found:
            addresses |= {(number, one.name): figure_address(tested, one.name, found.area) for one in INTERVAL_COLUMNS}
    totals = table.totals or {}
    if tested.is_drawn():
        totals = {**totals, **_ends(tested.total)}
        addresses |= {(TOTAL_ROW, one.name): figure_address(tested, one.name) for one in INTERVAL_COLUMNS}
    place = next(number for number, column in enumerate(table.columns, 1) if column.name == AFTER)
    return replace(
        levelled,
        table=replace(
            table,
            columns=(*table.columns[:place], *INTERVAL_COLUMNS, *table.columns[place:]),
            rows=tuple(rows),
            totals=totals,
            notes=(*table.notes, INTERVAL_NOTE, *([tested.not_drawn] if tested.not_drawn else [])),
            addresses=addresses,
        ),
    )


def _ends(row: Row) -> dict[str, Cell]:
    return {"low80_oere": row.low80_oere, "high80_oere": row.high80_oere}
