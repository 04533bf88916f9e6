"""Scenarios and frames beside the years ahead: what each change does in kroner, and how many there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.frame_opened import frame_address
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from trinvis.calculations.forecast.fit_to_frame import FrameFit
    from trinvis.calculations.forecast.scenario import Outcome
    from trinvis.municipality.forecast_years import ForecastYears
    from trinvis.municipality.scenarios import Compared, SavedScenario

EFFECT_NOTE = (
    "Ændringerne lægges oven på hinanden i rækkefølge og giver tilsammen hele virkningen; i en anden rækkefølge er delene andre. Alle "
    "forløb trækkes med de samme tilfældige tal, så forskellen er ændringens."
)


def effect_table(
    made: ForecastYears, saved: SavedScenario, found: Outcome, *, synthetic: bool, place: int = 1
) -> ReportTable:
    """One scenario: a row per change, a column per year; below what they add up to. ``place``: its number on the page."""
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, effect in enumerate(found.effects):
        rows.append({"label": effect.change.label} | {_name(y): effect.by_year[y].oere for y in made.years})
        for year in made.years:
            addresses[number, _name(year)] = made.address(
                "scenario_oere", year, scenario=saved.key, change=str(number + 1)
            )
    for year in made.years:
        addresses[TOTAL_ROW, _name(year)] = made.address("scenario_oere", year, scenario=saved.key)
    return ReportTable(
        name=f"effects-{place}",
        title=saved.name,
        answer=said(made, saved, found),
        columns=(
            ReportColumn("label", "Ændring"),
            *(ReportColumn(_name(year), str(year), "oere", "kr.", additive=True) for year in made.years),
        ),
        rows=tuple(rows),
        totals={"label": "Forskel i alt"} | {_name(year): found.whole[year].oere for year in made.years},
        addresses=addresses,
        synthetic=synthetic,
    )


def said(made: ForecastYears, saved: SavedScenario, found: Outcome) -> str:
    """What a scenario does next year, in a sentence."""
    year = made.years[0]
    amount = found.whole[year].oere
    if amount == 0:
        return f"»{saved.name}« koster det samme i {year}."
    way = "dyrere" if amount > 0 else "billigere"
    return f"»{saved.name}« gør {year} {danish.kroner(abs(amount))} kr. {way}."


def comparison_table(found: Compared, *, synthetic: bool) -> ReportTable:
    """All scenarios under each other, each with its changes: for files and the terminal. Columns per year are kroner against the base."""
    base = found.base
    rows: list[dict[str, Cell]] = [
        {"scenario": "Dagens praksis", "label": "Ventet"} | {_name(year): base.amount_oere(year) for year in base.years}
    ]
    addresses = {(0, _name(year)): base.address("amount_oere", year) for year in base.years}
    for saved, outcome in found.outcomes:
        one = effect_table(base, saved, outcome, synthetic=synthetic)
        shown: list[Mapping[str, Cell]] = [*one.rows, one.totals or {}]
        for number, row in enumerate(shown):
            place = TOTAL_ROW if number == len(one.rows) else number
            addresses |= {(len(rows), _name(year)): one.addresses[place, _name(year)] for year in base.years}
            rows.append({"scenario": saved.name, **row})
    first = found.outcomes[0] if found.outcomes else None
    return ReportTable(
        name="scenarios",
        title=f"Scenarier for årene efter {base.year}, mod dagens praksis",
        answer=said(base, *first) if first else "Der er ingen scenarier endnu.",
        columns=(
            ReportColumn("scenario", "Scenarie"),
            ReportColumn("label", "Ændring"),
            *(ReportColumn(_name(year), str(year), "oere", "kr.") for year in base.years),
        ),
        rows=tuple(rows),
        notes=(EFFECT_NOTE, *(f"»{saved.name}«: {wrong}" for saved, wrong in found.wrong)),
        addresses=addresses,
        synthetic=synthetic,
    )


FRAME_COLUMNS = (
    ReportColumn("label", "Type"),
    ReportColumn("today", "Antal i dag", "hundredths", additive=True),
    ReportColumn("price_oere", "Gennemsnitspris", "oere", "kr."),
    ReportColumn("today_oere", "Udgift i dag", "oere", "kr.", additive=True),
    ReportColumn("fitted", "Antal i rammen", "hundredths", additive=True),
    ReportColumn("change", "Ændring", "hundredths", additive=True),
    ReportColumn("fitted_oere", "Udgift i rammen", "oere", "kr.", additive=True),
)


def frame_table(
    fit: FrameFit, year: int, day: date, moves: Collection[str] | None = None, *, synthetic: bool
) -> ReportTable:
    """The types on ``day`` and in the frame of ``year``, which follows; ``moves``: the types that may change (None: all)."""

    def address(figure: str, kind: str = "") -> str:
        return frame_address(year - 1, day.isoformat(), fit, moves, figure, kind)

    rows: list[dict[str, Cell]] = [
        {
            "label": row.today.label,
            "today": row.today.persons,
            "price_oere": row.today.price_oere,
            "today_oere": row.today.amount_oere,
            "fitted": row.persons,
            "change": -row.reduction,
            "fitted_oere": row.amount_oere,
        }
        for row in fit.rows
    ]
    before, after = sum(row.today.persons for row in fit.rows), sum(row.persons for row in fit.rows)
    totals: dict[str, Cell] = {
        "label": "I alt",
        "today": before,
        "today_oere": sum(row.today.amount_oere for row in fit.rows),
        "fitted": after,
        "change": after - before,
        "fitted_oere": fit.amount_oere,
    }
    return ReportTable(
        name="frame",
        title=f"Rammen {year} tilpasset de indsatser, der løber {danish.long_day(day)}",
        answer=frame_answer(fit, year),
        columns=FRAME_COLUMNS,
        rows=tuple(rows),
        totals=totals,
        notes=(FRAME_NOTE,),
        addresses={
            (place, column.name): address(column.name, row.today.name)
            for place, row in enumerate(fit.rows)
            for column in FRAME_COLUMNS[1:]
        }
        | {(TOTAL_ROW, column.name): address(column.name) for column in FRAME_COLUMNS if column.additive},
        synthetic=synthetic,
    )


FRAME_NOTE = (
    "Antal i dag er de indsatser, der løber på dagen, regnet for et helt år, til dagens gennemsnitspris. Rammen skal dække dem; "
    "udgifter uden indsats er ikke med."
)


def frame_answer(fit: FrameFit, year: int) -> str:
    """*Antallet skal ned fra 46,2 til 41,0 helårspersoner i 2027.*"""
    before = sum(row.today.persons for row in fit.rows)
    after = before - fit.reduction
    decimals = 1 if danish.decimal(before, 100, 1) != danish.decimal(after, 100, 1) else 2
    old, new = (danish.decimal(one, 100, decimals) for one in (before, after))
    if before == after:
        return f"Der er plads til de nuværende {old} helårspersoner i {year}."
    if after < before:
        return f"Antallet skal ned fra {old} til {new} helårspersoner i {year}."
    return f"Der er plads til {new} helårspersoner i {year} mod {old} i dag."


def _name(year: int) -> str:
    return f"y{year}_oere"
