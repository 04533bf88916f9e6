"""*Usikkerhed*: percentiles by year and the chance of having paid for itself, what the answer hangs on, and what to measure next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.investment.answers import PERCENTILES
from trinvis.municipality.investment_words import listed, value_text
from trinvis.presentation.investment_result import discount_note
from trinvis.presentation.investment_rows import (
    YEAR_COLUMNS,
    Rows,
    alternative_label,
    drawn_facts,
    drawn_note,
    known_years,
    made_table,
    oere,
    per_cent,
    perspective_words,
)
from trinvis.presentation.investment_sentences import chance_sentence, money_words, years_words
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.investment.information import Measured
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

_COLUMN = {5: "p5_oere", 25: "p25_oere", 50: "median_oere", 75: "p75_oere", 95: "p95_oere"}
_LABEL = {
    5: "5 % giver under",
    25: "25 % giver under",
    50: "Halvdelen giver under",
    75: "75 % giver under",
    95: "95 % giver under",
}
DRAWS_NOTE = "Usikkerheden er den, der er skrevet i forudsætningerne; den er ikke prøvet på, hvordan det faktisk gik."


def uncertainty_table(drawn: SimulatedAnswers, *, synthetic: bool = False) -> ReportTable:
    """A row per year: percentiles and mean of the sum so far, discounted, and the chance of having paid for itself by then."""
    made, answers = drawn.made, drawn.answers
    series = answers.discounted
    rows = Rows()
    for at, back in enumerate(answers.back if drawn.simulated.names else ()):
        values: dict[str, Cell] = {"year": at + 1, "calendar": made.case.start_year + at}
        for place, percent in enumerate(PERCENTILES):
            values[_COLUMN[percent]] = oere(float(series.accumulated_percentiles[place, at]))
        values["mean_oere"] = oere(float(series.accumulated_mean[at]))
        values["back_pct"] = per_cent(back.value or 0.0)
        rows.add(values)
    return made_table(
        made,
        "uncertainty",
        f"Nettogevinst lagt sammen, så sikkert vi kan sige det, {alternative_label(made, drawn.alternative)}",
        chance_sentence(drawn),
        (
            *YEAR_COLUMNS,
            *(ReportColumn(_COLUMN[percent], _LABEL[percent], "oere", "kr.") for percent in PERCENTILES),
            ReportColumn("mean_oere", "Gennemsnit", "oere", "kr."),
            ReportColumn("back_pct", "Tjent ind", "chance"),
        ),
        rows,
        lead=_profit(drawn),
        notes=(*drawn_notes(drawn), discount_note(made), perspective_words(made)),
        facts=drawn_facts(drawn),
        synthetic=synthetic,
    )


def _profit(drawn: SimulatedAnswers) -> tuple[str, ...]:
    if not drawn.simulated.names:
        return ()
    share = danish.chance(per_cent(drawn.answers.profit.value or 0.0))
    return (f"Efter {years_words(drawn.made.case.horizon)} giver {share} af gennemregningerne overskud.",)


def drawn_notes(drawn: SimulatedAnswers) -> tuple[str, ...]:
    """How many draws, what the uncertainty is, and that the later years follow one reading."""
    made = drawn.made
    known = known_years(made, drawn.alternative)
    course = (
        f"Gennemregningerne følger casen, som den står; fra år {known + 1} er det én læsning blandt flere, der passer."
        if known < made.case.horizon and not made.reading
        else ""
    )
    return tuple(one for one in (drawn_note(drawn), DRAWS_NOTE, course) if one)


# what the answer hangs on

TORNADO_COLUMNS = (
    ReportColumn("label", "Forudsætning"),
    ReportColumn("low", "Lav"),
    ReportColumn("at_low_oere", "Giver ved lav", "oere", "kr.", missing="kan ikke regnes"),
    ReportColumn("high", "Høj"),
    ReportColumn("at_high_oere", "Giver ved høj", "oere", "kr.", missing="kan ikke regnes"),
    ReportColumn("swing_oere", "Udsving", "oere", "kr."),
    ReportColumn("name", "Navn i casen", on_screen=False),
)


def tornado_table(drawn: SimulatedAnswers, *, synthetic: bool = False) -> ReportTable:
    """The net present value with each uncertain input alone at its 5th and 95th percentile, the widest swing first."""
    made = drawn.made
    rows = Rows()
    for bar in drawn.tornado:
        one = made.inputs[bar.name]
        rows.add(
            {
                "label": one.label,
                "low": value_text(one, bar.low),
                "at_low_oere": None if bar.at_low is None else oere(bar.at_low),
                "high": value_text(one, bar.high),
                "at_high_oere": None if bar.at_high is None else oere(bar.at_high),
                "swing_oere": oere(bar.swing),
                "name": bar.name,
            }
        )
    return made_table(
        made,
        "tornado",
        f"Hvad svaret afhænger af, nutidsværdi over {made.case.horizon} år",
        tornado_sentence(drawn),
        TORNADO_COLUMNS,
        rows,
        notes=("Hver forudsætning sættes alene til sin 5 %- og 95 %-fraktil; de andre er casens.", *drawn_notes(drawn)),
        facts=drawn_facts(drawn),
        synthetic=synthetic,
    )


def tornado_sentence(drawn: SimulatedAnswers) -> str:
    """Which input moves the answer most."""
    if not drawn.tornado:
        return "Ingen af forudsætningerne har en fordeling, så der er intet, svaret svinger med."
    bar = drawn.tornado[0]
    one = drawn.made.inputs[bar.name]
    ends = [
        f"{money_words(oere(answer))} ved {value_text(one, value)}"
        for value, answer in ((bar.low, bar.at_low), (bar.high, bar.at_high))
        if answer is not None
    ]
    return f"Svaret afhænger mest af »{one.label}«: nutidsværdien er {listed(ends)}."


# what to measure next

INFORMATION_COLUMNS = (
    ReportColumn("label", "Forudsætning"),
    ReportColumn("worth_oere", "Højst værd at vide", "oere", "kr."),
    ReportColumn("error_oere", "Usikkerhed på tallet", "oere", "kr."),
    ReportColumn("share_pct", "Andel af at vide alt", "per_cent", missing="–"),
    ReportColumn("told", "Kan skelnes fra 0", "flag"),
    ReportColumn("name", "Navn i casen", on_screen=False),
)
INFORMATION_NOTE = (
    "Det er, hvad beslutningen i gennemsnit ville vinde, hvis tallet var kendt med sikkerhed, før der vælges: mere bør en måling ikke koste. "
    "Delene lægges ikke sammen."
)


def information_table(drawn: SimulatedAnswers, *, synthetic: bool = False) -> ReportTable:
    """*Hvad skal vi måle næste gang*: what it is worth to know each uncertain input before choosing; the total is to know everything."""
    made, found = drawn.made, drawn.information
    rows = Rows()
    for row in () if found is None else found.rows:
        rows.add(
            {
                "label": measured_label(drawn, row),
                "worth_oere": oere(row.worth.value),
                "error_oere": oere(row.worth.standard_error),
                "share_pct": None if row.share is None else per_cent(row.share),
                "told": row.worth.told_apart,
                "name": ", ".join(row.worth.inputs),
            }
        )
    totals: dict[str, Cell] | None = None
    if found is not None:
        totals = {
            "label": "At vide alt",
            "worth_oere": oere(found.total.value),
            "error_oere": oere(found.total.standard_error),
        }
    return made_table(
        made,
        "information",
        "Hvad skal vi måle næste gang?",
        information_sentence(drawn),
        INFORMATION_COLUMNS,
        rows,
        totals=totals,
        notes=(INFORMATION_NOTE, *drawn_notes(drawn)) if found is not None else (),
        facts=drawn_facts(drawn),
        synthetic=synthetic,
    )


def measured_label(drawn: SimulatedAnswers, row: Measured) -> str:
    """The input, or the inputs that are measured together."""
    return " og ".join(drawn.made.inputs[name].label for name in row.worth.inputs)


def information_sentence(drawn: SimulatedAnswers) -> str:
    """Which input is most worth knowing, or that no knowledge would change the choice."""
    found = drawn.information
    if found is None:
        return "Ingen af forudsætningerne er usikre, eller der er for få gennemregninger til at sige, hvad det er værd at måle."
    if not found.rows or not found.total.value:
        return "Valget er det samme i alle gennemregninger: ingen måling ville ændre det."
    first = found.rows[0]
    if not first.worth.told_apart:
        return "Ingen enkelt forudsætning er målbart værd at vide; valget er næsten altid det samme."
    return f"Mål først »{measured_label(drawn, first)}«: at kende den med sikkerhed er i gennemsnit højst {money_words(oere(first.worth.value))} værd."
