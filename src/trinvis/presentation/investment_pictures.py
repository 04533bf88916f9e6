"""The pictures of a calculated case, each with its figures as a table beside: result, readings, payers, persons, the pool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from trinvis.municipality.investment_line_opened import persons
from trinvis.municipality.investment_words import hundredths
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.investment_inputs import persons_table
from trinvis.presentation.investment_payers import budget_table, payers_table
from trinvis.presentation.investment_result import result_table
from trinvis.presentation.investment_rows import (
    alternative_label,
    asked_of,
    horizon_years,
    known_years,
    oere,
    own_band,
    payer_label,
)
from trinvis.reports.charts.net_gain import NetGain, YearGain, net_gain_chart, net_gain_words
from trinvis.reports.charts.payer_years import Payers, PayerYears, payer_years_chart, payer_years_words
from trinvis.reports.charts.persons_years import PersonsYears, StateYears, persons_years_chart, persons_years_words
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.table import ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_uncertain import SimulatedAnswers


def picture(title: str, words: str, draw: Callable[[bool], dict[str, Any]], table: ReportTable) -> Drawn:
    """Drawn wide and narrow, with its table; ``draw`` is told whether it is to be narrow."""
    wide, narrow = (svg_of(draw(small), title=title, words=words) for small in (False, True))
    return Drawn(title, wide, narrow, table)


def result_drawn(
    made: Calculated, alternative: str = "", drawn: Sequence[SimulatedAnswers] = (), *, synthetic: bool = False
) -> Drawn:
    """Net gain by year and added up. ``drawn`` (the case, or every reading that fits) gives the 50 and 90 per cent intervals: over
    all of them, the lowest and the highest end."""
    asked = asked_of(made, alternative)
    made_ = net_gain(made, asked, drawn)
    title = f"Nettogevinst år for år og lagt sammen, nutidsværdi, {made_.unit.words}"
    return picture(
        title,
        net_gain_words(made_),
        lambda narrow: net_gain_chart(made_, narrow=narrow),
        result_table(made, asked, synthetic=synthetic),
    )


def net_gain(made: Calculated, alternative: str, drawn: Sequence[SimulatedAnswers] = ()) -> NetGain:
    """What is drawn: years that the readings that fit do not agree on as a span; without such readings they are not drawn at all."""
    found, band = made.answers(alternative).discounted, own_band(made, alternative)
    known = known_years(made, alternative)
    years = []
    for year in horizon_years(made):
        if year > known and band is None:
            break
        if band is not None and year > known:
            yearly = (oere(band.yearly_low[year - 1]), oere(band.yearly_high[year - 1]))
            sums = (oere(band.accumulated_low[year - 1]), oere(band.accumulated_high[year - 1]))
        else:
            yearly = (oere(found.yearly[year - 1]),) * 2
            sums = (oere(found.accumulated[year - 1]),) * 2
        years.append(YearGain(yearly, sums, _ends(drawn, year, 1, 3), _ends(drawn, year, 0, 4)))
    at = found.break_even.year
    return NetGain(made.case.start_year, tuple(years), at if at is not None and at <= known else None)


def _ends(drawn: Sequence[SimulatedAnswers], year: int, low: int, high: int) -> tuple[int, int] | None:
    """The lowest low and the highest high of a pair of percentiles (their places), over what was drawn; None where nothing is uncertain."""
    found = [one.answers.discounted.accumulated_percentiles for one in drawn if one.simulated.names]
    if not found:
        return None
    return min(oere(float(one[low, year - 1])) for one in found), max(oere(float(one[high, year - 1])) for one in found)


# who pays


def payers_drawn(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> Drawn:
    """Each payer's gain and further cost year by year, and all of them together."""
    asked = asked_of(made, alternative)
    table = payers_table(made, asked, synthetic=synthetic)
    rows = [
        PayerYears(payer_label(made, name), tuple(map(oere, made.answers(asked, name).undiscounted.yearly)))
        for name in made.run.payers
    ]
    if len(rows) > 1:
        sums = tuple(sum(one.yearly_oere[at] for one in rows) for at in range(made.case.horizon))
        rows.append(PayerYears("Tilsammen", sums, whole=True))
    return _payers(made, asked, "Hvem betaler, og hvem vinder, år for år", rows, table)


def holders_drawn(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> Drawn:
    """The same by account and centre: the effort is paid on one account and the saving falls on another."""
    from trinvis.calculations.investment.budget import budget_parts

    asked = asked_of(made, alternative)
    rows = []
    for part in sorted(budget_parts(made.budget[asked], ("account", "centre")), key=lambda part: part.key):
        account, centre = part.key
        rows.append(
            PayerYears(
                f"Konto {account}" if account else "Uden konto", tuple(oere(-one) for one in part.change), centre
            )
        )
    if not rows:
        rows.append(PayerYears("Ingen forskel", (0,) * made.case.horizon))
    return _payers(
        made,
        asked,
        "Hvilke konti betaler, og hvilke sparer, år for år",
        rows,
        budget_table(made, asked, synthetic=synthetic),
    )


def _payers(made: Calculated, asked: str, title: str, rows: Sequence[PayerYears], table: ReportTable) -> Drawn:
    known = made.case.horizon if made.reading else known_years(made, asked)
    shown = Payers(made.case.start_year, tuple(rows), known)
    return picture(
        f"{title}, {shown.unit.words}",
        payer_years_words(shown),
        lambda narrow: payer_years_chart(shown, narrow=narrow),
        table,
    )


# persons


def persons_drawn(made: Calculated, *, synthetic: bool = False) -> Drawn | None:
    """Person-years in each state year by year under each alternative; None for a case that follows no persons."""
    states = made.case.states
    counts = {
        (alternative, state.name): tuple(
            hundredths(persons(made, alternative, state.name, year)) for year in horizon_years(made)
        )
        for alternative in made.run.alternatives
        for state in states
    }
    if not any(count for found in counts.values() for count in found):
        return None
    ordered = sorted(states, key=lambda state: (state.step is None, state.step or 0))
    shown = PersonsYears(
        made.case.start_year,
        tuple(
            (
                alternative_label(made, alternative),
                tuple(StateYears(state.label, state.step, counts[alternative, state.name]) for state in ordered),
            )
            for alternative in made.run.alternatives
        ),
    )
    return picture(
        "Hvor er de, målgruppen handler om? Personår i hvert af årene",
        persons_years_words(shown),
        lambda narrow: persons_years_chart(shown, narrow=narrow),
        persons_table(made, synthetic=synthetic),
    )
