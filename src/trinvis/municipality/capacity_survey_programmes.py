"""Which municipalities run a programme, refer to it elsewhere, or do not use it (seed 002 lines 3268-3306): of children alone.

The newest day that each municipality told of counts; a municipality that has told nothing of a programme is unknown, not without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.capacity_figure import PER_CENT, Column, Figure, FigureTable, Row, Said, Source, Term
from trinvis.municipality.capacity_survey_cells import named
from trinvis.tables import PROGRAMMES
from trinvis.tables.capacity_use import PROGRAMME_USES

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

TABLE = "survey.programmes"
MUNICIPALITIES = "kommuner"
USES = dict(PROGRAMME_USES)


def programmes_table(made: Capacity) -> FigureTable | None:
    """How many municipalities use each programme and how, most used first; None without any, or in another area."""
    if made.area != "children" or not made.facts.has(PROGRAMMES.name):
        return None
    rows = made.facts.rows(PROGRAMMES.name).sort("day_day", "delivery_id", "row_no")
    newest = rows.unique(["municipality", "programme"], keep="last", maintain_order=True)
    country = newest.filter(pl.col("municipality").is_in(list(made.country)))
    if country.is_empty():
        return None
    own = dict(newest.filter(pl.col("municipality") == made.own).select("programme", "use").iter_rows())
    order = sorted(country["programme"].unique().to_list(), key=lambda one: (-_used(country, one), one))
    figures: dict[tuple[str, str], Figure] = {}
    words: dict[tuple[str, str], str] = {}
    lines = []
    for number, programme in enumerate(order):
        row = f"p{number}"
        lines.append(Row(row, programme))
        figures |= {(row, column): one for column, one in _cells(country, programme, row).items()}
        words[row, "own"] = USES[own[programme]] if programme in own else "Ikke oplyst"
    columns = (
        *(Column(use, label, MUNICIPALITIES, "level") for use, label in USES.items()),
        Column("n", "Kommuner, der har oplyst det", MUNICIPALITIES, "answers"),
        Column("share", "Bruger det", PER_CENT, "share", 0, ("used", "n")),
        Column("used", "Bruger det, antal", "", "level", hidden=True),
        Column("own", made.name(made.own), "", "text"),
    )
    at = {name: (TABLE, "p0", name) for name in ("used", "n")}
    return FigureTable(
        TABLE,
        "Programmer i brug",
        "Program",
        columns,
        tuple(lines),
        figures,
        (Said(f"Flest bruger »{named(order[0])}«: {{used}} af {{n}}.", at),),
        ("Kommuner, der intet har oplyst om et program, er ikke med i procenten.",),
        words=words,
        overlap=True,
    )


def _used(rows: pl.DataFrame, programme: str) -> int:
    return rows.filter(pl.col("programme") == programme, pl.col("use") != "none").height


def _cells(rows: pl.DataFrame, programme: str, row: str) -> dict[str, Figure]:
    mine = rows.filter(pl.col("programme") == programme)
    cells = {
        use: Figure(
            float(of.height), MUNICIPALITIES, f"Kommunerne med »{label}« på den nyeste dag, de har oplyst.",
            sources=_sources(of, programme),
        )
        for use, label in USES.items()
        for of in (mine.filter(pl.col("use") == use),)
    }  # fmt: skip
    used, known = float(_used(rows, programme)), float(mine.height)
    parts = tuple(Term(USES[use], cells[use].value or 0.0, MUNICIPALITIES, (TABLE, row, use)) for use in USES)
    cells["used"] = Figure(used, MUNICIPALITIES, "De, der selv driver det eller henviser til det.", parts[:2])
    cells["n"] = Figure(known, MUNICIPALITIES, "De kommuner, der har oplyst noget.", parts)
    terms = (
        Term("Bruger det", used, MUNICIPALITIES, (TABLE, row, "used")),
        Term("Har oplyst det", known, MUNICIPALITIES, (TABLE, row, "n")),
    )
    cells["share"] = Figure(
        used / known * 100, PER_CENT, "Egen drift og henvisning i procent af dem, der har oplyst det.", terms
    )
    return cells


def _sources(rows: pl.DataFrame, programme: str) -> tuple[Source, ...]:
    """A source for each day, so that an earlier row of the same municipality is not told with."""
    found = []
    for day in sorted(rows["day"].unique().to_list()):
        codes = tuple(sorted(rows.filter(pl.col("day") == day)["municipality"].to_list()))
        found.append(Source(PROGRAMMES.name, {"programme": (programme,), "day": (day,), "municipality": codes}))
    return tuple(found)
