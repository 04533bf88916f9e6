"""*Prognose*: what the year-end is made of, and area by area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.simulate import PARTS
from trinvis.presentation.forecast_page import chance_of, figure_address
from trinvis.reports import danish, words
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.forecast_year import ForecastYear, Row
    from trinvis.parameters.profile import Profile

PART_COLUMNS = (
    ReportColumn("label", "Del af regnskabet"),
    ReportColumn("mean_oere", "Ventet", "oere", "kr.", additive=True),
)

AREA_COLUMNS = (
    ReportColumn("label", "Område"),
    ReportColumn("frame_oere", "Ramme", "oere", "kr.", additive=True),
    ReportColumn("follow_up_oere", "Opfølgningen", "oere", "kr.", additive=True),
    ReportColumn("mean_oere", "Prognosen", "oere", "kr.", additive=True),
    ReportColumn("low80_oere", "80 % fra", "oere", "kr."),
    ReportColumn("high80_oere", "80 % til", "oere", "kr."),
    ReportColumn("chance_pct", "Risiko for brud", "per_cent"),
    ReportColumn("frame80_oere", "Ramme, der holder med 80 %", "oere", "kr.", on_screen=False),
    ReportColumn("low95_oere", "95 % fra", "oere", "kr.", on_screen=False),
    ReportColumn("high95_oere", "95 % til", "oere", "kr.", on_screen=False),
    ReportColumn("method", "Opfølgningens metode"),
    ReportColumn("area", "Kode", on_screen=False),
)
OF_INTERVALS = ("low80_oere", "high80_oere", "chance_pct", "frame80_oere", "low95_oere", "high95_oere")
"""What is left out where no interval has been tested."""
INTERVALS_NOTE = "Middeltallene kan lægges sammen; det kan intervaller og risici ikke: dem, der går over og under, jævner hinanden ud."


MEANS_NOTE = (
    "Prognosen er gennemsnittet af de gennemregnede år; opfølgningens tal er fundet efter områdets egen metode. Trykker du på et tal, "
    "står det, om det er et gennemsnit, en percentil eller en andel, og hvad det er fundet af."
)


def parts_table(made: ForecastYear, *, synthetic: bool) -> ReportTable:
    """The parts of the year-end in the order of ``PARTS``, without those that are nothing; they add up to it."""
    shown = [part for part in PARTS if made.total.parts.get(part)]
    return ReportTable(
        name="parts",
        title=f"Delene af regnskabet {made.year}",
        answer=f"Delene giver tilsammen {danish.kroner(made.total.mean_oere)} kr.",
        columns=PART_COLUMNS,
        rows=tuple({"label": PARTS[part], "mean_oere": made.total.parts[part]} for part in shown),
        totals={"label": "I alt", "mean_oere": made.total.mean_oere},
        addresses={
            (number, "mean_oere"): figure_address(made, "mean_oere", part=part) for number, part in enumerate(shown)
        }
        | {(TOTAL_ROW, "mean_oere"): figure_address(made, "mean_oere")},
        facts=_facts(made),
        scale="mio",
        synthetic=synthetic,
    )


def areas_table(made: ForecastYear, profile: Profile, *, synthetic: bool) -> ReportTable:
    """Every area with its frame, both forecasts, interval and risk; intervals only where they are tested."""
    methods = {area.id: words.label("method", area.method) for area in profile.areas}
    rows = [*made.areas, made.total]
    shown = [_area_row(made, row, methods) for row in rows]
    addresses = {}
    for number, (row, values) in enumerate(zip(rows, shown, strict=True)):
        place = TOTAL_ROW if row is made.total else number
        for column in AREA_COLUMNS:
            if column.numeric and values.get(column.name) is not None:
                addresses[place, column.name] = figure_address(made, column.name, row.area)
    return ReportTable(
        name="forecast",
        title=f"Områder i {made.year}, som det var kendt {danish.long_day(made.basis.day)}",
        answer=made.sentence,
        columns=tuple(column for column in AREA_COLUMNS if made.tested or column.name not in OF_INTERVALS),
        rows=tuple(shown[:-1]),
        totals=shown[-1],
        notes=(INTERVALS_NOTE,) if made.tested else (),
        facts=_facts(made),
        addresses=addresses,
        scale="mio",
        synthetic=synthetic,
    )


def _area_row(made: ForecastYear, row: Row, methods: Mapping[str, str]) -> dict[str, Cell]:
    values: dict[str, Cell] = {
        "area": row.area or None,
        "label": row.label,
        "method": methods.get(row.area),
        "chance_pct": chance_of(made, row),
    }
    for column in AREA_COLUMNS:
        if column.kind == "oere" and (made.tested or column.name not in OF_INTERVALS):
            values[column.name] = getattr(row, column.name)
    return values


def _facts(made: ForecastYear) -> dict[str, Cell]:
    return {
        "year": made.year,
        "as_of": made.basis.day,
        "closed_through": made.closed_through,
        "draws": made.draws,
        "seed": made.seed,
        "program": made.basis.program,
    }
