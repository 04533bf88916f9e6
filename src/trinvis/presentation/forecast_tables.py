"""*Prognose*: what the year-end is made of, and area by area, the same for pages, terminal and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.simulate import PARTS
from trinvis.municipality.forecast_opened import variance_shares
from trinvis.presentation.forecast_page import answer, chance_of, figure_address
from trinvis.reports import danish, words
from trinvis.reports.cells import SCALE_WORDS, money
from trinvis.reports.forecast_sentences import span
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable, Scale

if TYPE_CHECKING:
    from trinvis.municipality.forecast_year import ForecastYear, Row
    from trinvis.parameters.profile import Profile

_SMALL = 10 * danish.OERE_PER_MILLION
_UNCERTAIN = 3

PART_COLUMNS = (
    ReportColumn("label", "Del af regnskabet"),
    ReportColumn("mean_oere", "Ventet", "oere", "kr.", additive=True),
)

NO_INTERVAL = "–"
OF_INTERVALS = (
    ReportColumn("low80_oere", "80 % fra", "oere", "kr.", missing=NO_INTERVAL),
    ReportColumn("high80_oere", "80 % til", "oere", "kr.", missing=NO_INTERVAL),
    ReportColumn("chance_pct", "Risiko for brud", "chance", missing=NO_INTERVAL),
    ReportColumn("frame80_oere", "Ramme, der holder med 80 %", "oere", "kr.", on_screen=False),
    ReportColumn("median_oere", "Halvdelen ender under", "oere", "kr.", on_screen=False),
    ReportColumn("low95_oere", "95 % fra", "oere", "kr.", on_screen=False),
    ReportColumn("high95_oere", "95 % til", "oere", "kr.", on_screen=False),
)
"""What is empty where no interval is drawn."""
AREA_COLUMNS = (
    ReportColumn("label", "Område"),
    ReportColumn("frame_oere", "Ramme", "oere", "kr.", additive=True),
    ReportColumn("follow_up_oere", "Opfølgningen", "oere", "kr.", additive=True),
    ReportColumn("mean_oere", "Prognosen", "oere", "kr.", additive=True),
    *OF_INTERVALS,
    ReportColumn("method", "Opfølgningens metode"),
    *(
        ReportColumn(f"{part}_oere", label, "oere", "kr.", additive=True, on_screen=False)
        for part, label in PARTS.items()
    ),
    ReportColumn("area", "Kode", on_screen=False),
)
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
        scale=_scale(made),
        synthetic=synthetic,
    )


def areas_table(made: ForecastYear, profile: Profile, *, synthetic: bool) -> ReportTable:
    """Every area with its frame, both forecasts, interval and risk: what pages, terminal and files show.

    Intervals, and what rests on them, only where they are drawn; where none is tested their columns are off the screen.
    """
    methods = {area.id: words.label("method", area.method) for area in profile.areas}
    rows = [*made.areas, made.total]
    shown = [_area_row(made, row, methods) for row in rows]
    addresses = {}
    for number, (row, values) in enumerate(zip(rows, shown, strict=True)):
        place = TOTAL_ROW if row is made.total else number
        for column in AREA_COLUMNS:
            if column.numeric and values.get(column.name) is not None:
                addresses[place, column.name] = _address(made, column.name, row.area)
    untested = set() if made.tested else set(OF_INTERVALS)
    return ReportTable(
        name="forecast",
        title=f"Prognose {made.year}, som det var kendt {danish.long_day(made.basis.day)}, lukket til og med "
        f"{danish.month(made.closed_through)}",
        answer=_answer(made),
        columns=tuple(replace(one, on_screen=False) if one in untested else one for one in AREA_COLUMNS),
        rows=tuple(shown[:-1]),
        totals=shown[-1],
        lead=_lead(made),
        notes=(made.sentence, *interval_notes(made), *(caveat.sentence for caveat in made.caveats), _drawn(made)),
        facts=_facts(made),
        addresses=addresses,
        scale=_scale(made),
        synthetic=synthetic,
    )


def interval_notes(made: ForecastYear) -> tuple[str, ...]:
    """What must be said of intervals beside a table of areas: which are not drawn, and that none can be added up."""
    return tuple(note for note in (made.not_drawn, INTERVALS_NOTE) if note) if made.tested else ()


def _area_row(made: ForecastYear, row: Row, methods: Mapping[str, str]) -> dict[str, Cell]:
    values: dict[str, Cell] = {
        "area": row.area or None,
        "label": row.label,
        "method": methods.get(row.area),
        **{name: getattr(row, name) for name in ("frame_oere", "follow_up_oere", "mean_oere")},
        **{f"{part}_oere": row.parts[part] for part in PARTS},
        **{column.name: None for column in OF_INTERVALS},
    }
    if made.is_drawn(row.area):
        values |= {column.name: getattr(row, column.name) for column in OF_INTERVALS if column.kind == "oere"}
        values["chance_pct"] = chance_of(made, row)
    return values


def _address(made: ForecastYear, column: str, area: str) -> str:
    part = column.removesuffix("_oere")
    return figure_address(made, "mean_oere", area, part) if part in PARTS else figure_address(made, column, area)


def _answer(made: ForecastYear) -> str:
    total = made.total
    if not made.is_drawn():
        return answer(made)
    return f"{answer(made)} Det er 80 % sandsynligt, at året ender mellem {span(total.low80_oere, total.high80_oere)}"


def _lead(made: ForecastYear) -> tuple[str, ...]:
    """What the year-end is made of, and what is most uncertain."""
    parts = [f"{PARTS[part]} {money(oere, _scale(made))}" for part, oere in made.total.parts.items() if oere]
    said = [f"Sammensat af ({SCALE_WORDS[_scale(made)]}): {'; '.join(parts)}."] if parts else []
    shares = sorted(variance_shares(made).items(), key=lambda item: -item[1])[:_UNCERTAIN]
    most = [f"{PARTS[part]} {danish.per_cent(share, 0)}" for part, share in shares if share > 0]
    if made.is_drawn() and most:
        said.append(f"Mest usikkert: {', '.join(most)} af variansen.")
    return tuple(said)


def _drawn(made: ForecastYear) -> str:
    return f"{danish.decimal(made.draws)} gennemregnede år, frø {made.seed}."


def _scale(made: ForecastYear) -> Scale:
    return "mio" if max(abs(made.total.mean_oere), abs(made.total.frame_oere)) >= _SMALL else "tkr"


def _facts(made: ForecastYear) -> dict[str, Cell]:
    return {
        "year": made.year,
        "as_of": made.basis.day,
        "closed_through": made.closed_through,
        "draws": made.draws,
        "seed": made.seed,
        "tested": made.tested is not None,
        "program": made.basis.program,
    }
