"""Several cases beside each other: the list of those that are kept, cases compared, and the best choice within a pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.municipality.investment_cases import STATE_WORDS
from trinvis.municipality.investment_unspoken import asked_year
from trinvis.municipality.investment_words import listed
from trinvis.presentation.investment_rows import (
    Rows,
    alternative_label,
    known_years,
    oere,
    own_band,
    per_cent,
)
from trinvis.presentation.investment_sentences import break_even_words, money_words
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.statistics.hit_rate import Share
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_saved import SavedCase
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

CASE_COLUMNS = (
    ReportColumn("title", "Case"),
    ReportColumn("alternative", "Alternativ", on_screen=False),
    ReportColumn("first_year_oere", "Udgift 1. år", "oere", "kr.", missing="–"),
    ReportColumn("present_oere", "Nutidsværdi", "oere", "kr.", missing="–"),
    ReportColumn("high_oere", "Nutidsværdi, højest", "oere", "kr.", missing=""),
    ReportColumn("break_even", "Tjent ind", missing="–"),
    ReportColumn("asked", "Frist, år", "integer", missing="–"),
    ReportColumn("asked_oere", "Nettogevinst ved fristen", "oere", "kr.", missing="–"),
    ReportColumn("chance_pct", "Chance for at nå fristen", "chance", missing="–"),
    ReportColumn("horizon", "Løber over år", "integer"),
    ReportColumn("name", "Navn", on_screen=False),
)
COUNTED = {
    "draft": ("kladde", "kladder"), "listed": ("på byrådets liste",) * 2, "approved": ("godkendt", "godkendte"),
    "rejected": ("afvist", "afviste"), "running": ("i gang",) * 2, "ended": ("afsluttet", "afsluttede"),
}  # fmt: skip
"""State → what one case, and several, are called in a sentence."""
DEADLINE_NOTE = "Fristen er det år, casen skal være tjent ind; siger casen det ikke, er det dens sidste."
BAND_NOTE = "Hvor forløbet kun kendes som et bånd, er nutidsværdien båndets laveste og højeste."


@dataclass(frozen=True)
class Listed:
    """A case in the list: as it is kept, calculated where it can be (``refused`` says why not), and where drawn its chance of having paid for itself by the year asked about (``chance_of``)."""

    saved: SavedCase
    made: Calculated | None
    chance: Share | None = None
    refused: str = ""


def chance_of(drawn: SimulatedAnswers) -> Share | None:
    """In how many of the draws the case has paid for itself by the year asked about; None where nothing is uncertain."""
    return drawn.answers.back[asked_year(drawn.made) - 1] if drawn.simulated.names else None


def compared_table(
    cases: Sequence[Calculated], chances: Mapping[str, Share | None] | None = None, *, synthetic: bool = False
) -> ReportTable:
    """A row per case and alternative, the highest net present value first. ``chances`` is ``chance_of`` by the case's name."""
    found = [(made, name) for made in cases for name in made.others]
    found.sort(key=lambda pair: -pair[0].answers(pair[1]).net_present_value)
    rows = Rows()
    for made, name in found:
        values, addresses = _case_row(made, name, (chances or {}).get(made.case.name))
        rows.add(values, addresses)
    best = found[0] if found else None
    return ReportTable(
        name="compare",
        title="Cases ved siden af hinanden",
        answer="" if best is None else _best(*best),
        columns=_with_alternatives(CASE_COLUMNS, cases),
        rows=tuple(rows.rows),
        notes=(DEADLINE_NOTE, BAND_NOTE, *_different(cases)),
        addresses=rows.addresses,
        synthetic=synthetic,
    )


def _with_alternatives(columns: tuple[ReportColumn, ...], cases: Sequence[Calculated]) -> tuple[ReportColumn, ...]:
    """The alternative stands on the screen where a case has several."""
    if all(len(made.others) == 1 for made in cases):
        return columns
    return tuple(ReportColumn(one.name, one.label) if one.name == "alternative" else one for one in columns)


def _case_row(made: Calculated, name: str, chance: Share | None) -> tuple[dict[str, Cell], dict[str, str | None]]:
    found, year, band = made.answers(name), asked_year(made), own_band(made, name)
    known = known_years(made, name) == made.case.horizon or bool(made.reading)
    present: float | None = found.net_present_value if known else None
    high: float | None = None
    if band is not None and not known:
        present, high = band.accumulated_low[-1], band.accumulated_high[-1]
    effort = made.effort[name]
    values: dict[str, Cell] = {
        "title": made.case.title,
        "alternative": alternative_label(made, name),
        "first_year_oere": oere(effort.first_year) if effort.lines else None,
        "asked": year,
        "asked_oere": oere(found.discounted.accumulated[year - 1]),
        "present_oere": None if present is None else oere(present),
        "high_oere": None if high is None else oere(high),
        "break_even": break_even_words(made, name),
        "chance_pct": None if chance is None or chance.value is None else per_cent(chance.value),
        "horizon": made.case.horizon,
        "name": made.case.name,
    }
    addresses = {
        "first_year_oere": made.address("effort_oere", 1, alternative=name),
        "asked_oere": made.address("accumulated_discounted_oere", year, alternative=name),
        "present_oere": made.address("accumulated_discounted_oere", alternative=name) if high is None else None,
    }
    return values, addresses


def _best(made: Calculated, name: str) -> str:
    gain = oere(made.answers(name).net_present_value)
    return f"»{made.case.title}« har den højeste nutidsværdi, {money_words(gain)}".removesuffix(".") + "."


def _different(cases: Sequence[Calculated]) -> tuple[str, ...]:
    """What makes present values hard to hold up against each other."""
    found = []
    for what, said in (
        ({made.case.horizon for made in cases}, "Casene løber over forskelligt antal år"),
        ({made.case.price_level for made in cases}, "Casene er i forskellige prisniveauer"),
        ({made.case.start_year for made in cases}, "Casene begynder i forskellige år"),
    ):
        if len(what) > 1:
            found.append(
                f"{said} ({', '.join(map(str, sorted(what)))}); nutidsværdierne kan ikke uden videre holdes op mod hinanden."
            )
    return tuple(found)


def cases_table(listed_cases: Sequence[Listed], *, synthetic: bool = False) -> ReportTable:
    """*Investeringer*: every case that is kept with its state, its answer and what it lacks before the council's list."""
    rows = Rows()
    for one in listed_cases:
        values: dict[str, Cell] = {
            "title": one.saved.title,
            "state": STATE_WORDS[one.saved.state],
            "name": one.saved.key,
        }
        addresses: dict[str, str | None] = {}
        if one.made is not None and one.made.others:
            more, addresses = _case_row(one.made, one.made.alternative, one.chance)
            values = {**more, **values}
        wrong = one.refused or (one.saved.wrong[0] if one.saved.wrong else "")
        values["assured"] = one.saved.assured
        values["remark"] = wrong or one.saved.changed or None
        rows.add(values, addresses)
    states = [one.saved.state for one in listed_cases]
    return ReportTable(
        name="cases",
        title="Investeringscases",
        answer=_cases_sentence(states),
        columns=(
            CASE_COLUMNS[0],
            ReportColumn("state", "Status"),
            *CASE_COLUMNS[2:-1],
            ReportColumn("assured", "Kvalitetssikret", "flag"),
            ReportColumn("remark", "Bemærkning"),
            CASE_COLUMNS[-1],
        ),
        rows=tuple(rows.rows),
        notes=(DEADLINE_NOTE, BAND_NOTE),
        addresses=rows.addresses,
        synthetic=synthetic,
    )


def _cases_sentence(states: Sequence[str]) -> str:
    if not states:
        return "Der er ingen investeringscases endnu."
    counted = [(words, states.count(state)) for state, words in COUNTED.items()]
    said = [f"{count} {words[count != 1]}" for words, count in counted if count]
    return f"{danish.count(len(states), 'case', 'cases')}: {listed(said)}."
