"""*Årene frem*: what the years after this one are expected to cost, in sentences, tables and a picture. Means alone: no interval is tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.forecast_years import WITHOUT
from trinvis.municipality.forecast_years_opened import of_row
from trinvis.presentation.drawn import Drawn
from trinvis.reports import danish
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.charts.year_steps import YearBar, year_steps_chart
from trinvis.reports.sentences import writing_that_adds_up
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.forecast_years import ForecastYears

UNTESTED = (
    "Årene frem er ikke efterprøvet på jeres egne tal, så her er intet interval: tallene er middeltal, og de er mere usikre, "
    "jo længere frem de ligger."
)

YEAR_COLUMNS = (
    ReportColumn("year", "År", "integer"),
    ReportColumn("persons", "Helårspersoner", "hundredths"),
    ReportColumn("price_oere", "Gennemsnitspris", "oere", "kr."),
    ReportColumn("amount_oere", "Udgift i alt", "oere", "kr."),
    ReportColumn("difference_oere", "Mere end i år", "oere", "kr."),
    ReportColumn("full_year_oere", "Dagens, hvis alle løber videre", "oere", "kr."),
    ReportColumn("running_oere", "Dagens, som de ventes at løbe", "oere", "kr."),
)
TYPE_COLUMNS = (
    ReportColumn("year", "År", "integer", on_screen=False),
    ReportColumn("step", "Trin"),
    ReportColumn("label", "Type"),
    ReportColumn("persons", "Helårspersoner", "hundredths", additive=True),
    ReportColumn("price_oere", "Gennemsnitspris", "oere", "kr."),
    ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
)
_FIGURES = ("persons", "price_oere", "amount_oere")


def answer(made: ForecastYears) -> str:
    """The first line: next year, and how it differs from this one."""
    year = made.years[0]
    amount, this_year = made.amount_oere(year), made.this_year_oere
    apart = amount - this_year
    write = writing_that_adds_up(amount, this_year, apart)
    than = "det samme som i år" if apart == 0 else f"{write(abs(apart))} {'mere' if apart > 0 else 'mindre'} end i år"
    return f"I {year} venter vi {write(amount)} med dagens praksis, {than}."


def made_of(made: ForecastYears) -> str:
    """How many futures the means are of, and how far another seed would move them."""
    year, noise = made.years[0], made.seed_noise_oere(made.years[0])
    return (
        f"Middeltal af {danish.decimal(made.draws)} gennemregnede forløb med {made.ahead.basis.model.sets} sæt af "
        f"modellernes tal (frø {made.seed}). Med et andet frø ville {year} typisk flytte sig {danish.kroner(noise)} kr."
    )


def years_table(made: ForecastYears, *, synthetic: bool) -> ReportTable:
    """A row per year ahead."""
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, year in enumerate(made.years):
        full = made.ahead.full_year(year)
        rows.append(
            {
                "year": year,
                "persons": made.persons(year),
                "price_oere": made.price_oere(year),
                "amount_oere": made.amount_oere(year),
                "difference_oere": made.amount_oere(year) - made.this_year_oere,
                "full_year_oere": full.all_run_on_oere,
                "running_oere": round(full.expected.mean),
            }
        )
        for column in YEAR_COLUMNS[1:]:
            if rows[-1][column.name] is not None:
                addresses[number, column.name] = made.address(column.name, year)
    return ReportTable(
        name="years",
        title=f"Årene efter {made.year}, uden refusion",
        answer=answer(made),
        columns=YEAR_COLUMNS,
        rows=tuple(rows),
        notes=(UNTESTED, made_of(made), *made.caveats),
        facts=_facts(made),
        addresses=addresses,
        synthetic=synthetic,
    )


def types_table(made: ForecastYears, year: int, *, synthetic: bool) -> ReportTable:
    """A year's types by step, with the year's total."""
    rows, addresses = _rows(made, year, 0)
    addresses |= {(TOTAL_ROW, name): made.address(name, year) for name in _FIGURES}
    return ReportTable(
        name=f"types-{year}",
        title=f"{year}: antal, pris og beløb",
        answer=f"{year}: {danish.kroner(made.amount_oere(year))} kr.",
        columns=TYPE_COLUMNS,
        rows=tuple(rows),
        totals=_total(made, year),
        addresses=addresses,
        facts=_facts(made),
        synthetic=synthetic,
    )


def all_types_table(made: ForecastYears, *, synthetic: bool) -> ReportTable:
    """All years' types under each other, each year with its total: for files and the terminal."""
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for year in made.years:
        own, where = _rows(made, year, len(rows))
        rows += own
        addresses |= where | {(len(rows), name): made.address(name, year) for name in _FIGURES}
        rows.append(_total(made, year))
    plain = tuple(ReportColumn(one.name, one.label, one.kind, one.unit) for one in TYPE_COLUMNS)
    return ReportTable(
        name="years-ahead",
        title=f"Årene efter {made.year}, som det var kendt {danish.long_day(made.basis.day)}, uden refusion",
        answer=answer(made),
        columns=plain,
        rows=tuple(rows),
        notes=(UNTESTED, made_of(made), *made.caveats),
        facts=_facts(made),
        addresses=addresses,
        synthetic=synthetic,
    )


def bars_drawn(made: ForecastYears, *, synthetic: bool) -> Drawn:
    """The years as bars of steps."""
    steps = sorted({row.step for year in made.years for row in made.rows(year) if row.kind}, key=_order)
    bars = []
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for year in made.years:
        found = [(step, [row for row in made.rows(year) if row.kind and row.step == step]) for step in steps]
        parts = [(made.step_label(step), sum(row.amount_oere for row in own)) for step, own in found]
        parts.append((WITHOUT, sum(row.amount_oere for row in made.rows(year) if not row.kind)))
        bars.append(YearBar(year, tuple(parts)))
        wheres = [{"step": "" if step is None else str(step)} for step in steps]
        addresses |= {
            (len(rows) + place, "amount_oere"): made.address("amount_oere", year, **where)
            for place, where in enumerate([*wheres, {"kind": "", "step": ""}])
            if parts[place][1]
        }
        rows += [{"year": year, "label": label, "amount_oere": oere} for label, oere in parts]
    title = "Udgift pr. år og trin, mio. kr. Stiplet: i år"
    words = ", ".join(f"{bar.year}: {danish.millions(bar.oere)}" for bar in bars)
    words = f"{words}. Den stiplede linje er i år: {danish.millions(made.this_year_oere)}"
    wide, narrow = (
        svg_of(year_steps_chart(bars, made.this_year_oere, narrow=small), title=title, words=words)
        for small in (False, True)
    )
    table = ReportTable(
        name="bars",
        title="Udgift pr. år og trin",
        answer=f"{words}.",
        columns=(
            ReportColumn("year", "År", "integer"),
            ReportColumn("label", "Trin"),
            ReportColumn("amount_oere", "Beløb", "oere", "kr."),
        ),
        rows=tuple(rows),
        scale="mio",
        addresses=addresses,
        synthetic=synthetic,
    )
    return Drawn(title, wide, narrow, table)


def _rows(made: ForecastYears, year: int, first: int) -> tuple[list[dict[str, Cell]], dict[tuple[int, str], str]]:
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, row in enumerate(made.rows(year), start=first):
        rows.append(
            {
                "year": year,
                "step": made.step_label(row.step) if row.kind else "",
                "label": row.label,
                "persons": row.persons if row.kind else None,
                "price_oere": row.price_oere,
                "amount_oere": row.amount_oere,
            }
        )
        for name in _FIGURES:
            if rows[-1][name] is not None:
                addresses[number, name] = made.address(name, year, **of_row(row))
    return rows, addresses


def _total(made: ForecastYears, year: int) -> dict[str, Cell]:
    return {
        "year": year,
        "step": "",
        "label": "I alt",
        "persons": made.persons(year),
        "price_oere": made.price_oere(year),
        "amount_oere": made.amount_oere(year),
        "kind": "subtotal",
    }


def _order(step: int | None) -> int:
    return 1_000 if step is None else step


def _facts(made: ForecastYears) -> dict[str, Cell]:
    return {
        "year": made.year,
        "as_of": made.basis.day,
        "draws": made.draws,
        "sets": made.ahead.basis.model.sets,
        "seed": made.seed,
        "this_year_oere": made.this_year_oere,
        "program": made.basis.program,
    }
