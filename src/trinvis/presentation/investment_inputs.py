"""*Forudsætninger*: what a case rests on, each input with what it is a share of, its source and grade; and where its persons are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.cases.expression import Name, Number
from trinvis.cases.formula import formula_text
from trinvis.municipality.investment_line_opened import persons
from trinvis.municipality.investment_words import hundredths, number, value_text
from trinvis.presentation.investment_money import course_note
from trinvis.presentation.investment_rows import (
    YEAR_COLUMNS,
    Rows,
    alternative_label,
    horizon_years,
    made_table,
)
from trinvis.presentation.investment_sentences import inputs_sentence
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.cases.case import Distribution, Input
    from trinvis.municipality.investment import Calculated

INPUT_COLUMNS = (
    ReportColumn("label", "Forudsætning"),
    ReportColumn("value", "Værdi"),
    ReportColumn("mark", "Mærke"),
    ReportColumn("of", "Andel af"),
    ReportColumn("price_level", "Prisniveau", "integer"),
    ReportColumn("uncertain", "Usikkerhed"),
    ReportColumn("grade", "Viden"),
    ReportColumn("source", "Kilde"),
    ReportColumn("note", "Bemærkning", on_screen=False),
    ReportColumn("name", "Navn i casen", on_screen=False),
)
GRADES = (
    "Viden: A egne regnskaber eller kontrolleret forsøg, B andre kommuners evaluering, C ekspertskøn, D gæt. "
    "»Beregnet« er regnet af andre forudsætninger, »udledt« er slutning fra offentliggjorte tal."
)


def inputs_table(made: Calculated, *, synthetic: bool = False) -> ReportTable:
    """Every input of the case as it is read: value with unit, what it is a share of, price level, distribution, source and grade."""
    rows = Rows()
    for one in made.inputs.values():
        known = float(made.run.inputs[one.name][0]) if one.name in made.run.inputs else None
        rows.add(
            {
                "label": one.label,
                "value": value_text(one, known),
                "mark": mark(made, one),
                "of": of_words(made, one),
                "price_level": one.price_level,
                "uncertain": None if one.distribution is None else distribution_words(one, one.distribution),
                "grade": one.grade,
                "source": one.source or None,
                "note": one.note or None,
                "name": one.name,
            },
            {"value": made.address("input", 1, name=one.name)},
        )
    return made_table(
        made,
        "inputs",
        "Forudsætninger",
        inputs_sentence(made),
        INPUT_COLUMNS,
        rows,
        notes=(GRADES,),
        synthetic=synthetic,
    )


def mark(made: Calculated, one: Input) -> str | None:
    """Whether an input was typed in otherwise, worked out from others, or inferred; None for one that stands in its source."""
    if one.name in made.values:
        return "sat"
    if one.formula is not None:
        return f"beregnet: {formula_text(one.formula)}"
    return "udledt" if one.source.lower().startswith("udledt") or " udledt " in one.source.lower() else None


def of_words(made: Calculated, one: Input) -> str | None:
    """What a rate is a share of, with the number there is of it where the case knows."""
    if one.of is None:
        return None
    count = one.of.count
    known: float | None = None
    if isinstance(count, Number):
        known = count.value
    elif isinstance(count, Name) and count.name in made.run.inputs:
        known = made.input(count.name)
    return one.of.text if known is None else f"{one.of.text} ({number(known)})"


FORMS = {
    "fixed": "fast",
    "beta": "beta",
    "gamma": "gamma",
    "lognormal": "lognormal",
    "normal": "normal",
    "triangular": "trekant",
    "pert": "PERT",
    "uniform": "lige sandsynlig",
    "empirical": "egne observationer",
}
GIVEN = {"mean": "middel", "sd": "spredning", "min": "mindst", "likely": "mest sandsynlig", "max": "højst"}


def distribution_words(one: Input, found: Distribution) -> str:
    """*lige sandsynlig, mindst 6 %, højst 10 %*."""
    if found.form == "empirical":
        return f"{FORMS[found.form]} ({len(found.values)})"
    given = [
        f"{GIVEN[name]} {value_text(one, value)}" if name in GIVEN else f"{name} {number(value, 4)}"
        for name, value in found.given.items()
    ]
    return ", ".join((FORMS[found.form], *given))


def persons_table(made: Calculated, *, synthetic: bool = False) -> ReportTable:
    """Person-years in each state under each alternative, a row per year; states that nobody is in under an alternative are left out."""
    found = _persons(made)
    rows = Rows()
    for year in horizon_years(made) if found else ():
        values: dict[str, Cell] = {"year": year, "calendar": made.case.start_year + year - 1}
        addresses = {}
        for place, (alternative, state, counts) in found.items():
            values[place] = hundredths(counts[year - 1])
            addresses[place] = made.address("persons", year, alternative=alternative, state=state)
        rows.add(values, addresses)
    labels = {state.name: state.label for state in made.case.states}
    return made_table(
        made,
        "persons",
        "Personår i hver tilstand",
        _persons_sentence(made, found),
        (
            *YEAR_COLUMNS,
            *(
                ReportColumn(place, f"{alternative_label(made, alternative)}: {labels[state]}", "hundredths")
                for place, (alternative, state, _) in found.items()
            ),
        ),
        rows,
        totals=None
        if not found
        else {"year": "I alt", **{place: hundredths(sum(counts)) for place, (_, _, counts) in found.items()}},
        notes=(COUNTING[made.case.counting], course_note(made, made.alternative) if made.others else ""),
        synthetic=synthetic,
    )


COUNTING = {
    "end": "Talt efter periodens flytninger.",
    "start": "Talt før periodens flytninger.",
    "half": "Talt som middel af før og efter periodens flytninger.",
}


def _persons(made: Calculated) -> dict[str, tuple[str, str, list[float]]]:
    """Column → alternative, state and person-years by year."""
    found = {}
    for at, alternative in enumerate(made.run.alternatives, 1):
        for of, state in enumerate(made.run.states, 1):
            counts = [persons(made, alternative, state, year) for year in horizon_years(made)]
            if any(counts):
                found[f"persons{at}_{of}"] = (alternative, state, counts)
    return found


def _persons_sentence(made: Calculated, found: dict[str, tuple[str, str, list[float]]]) -> str:
    if not found:
        return "Casen følger ingen personer; dens udgifter er år for år."
    labels = {state.name: state.label for state in made.case.states}
    parts = [
        f"{alternative_label(made, alternative)}, {labels[state]}: {number(sum(counts), 1)}"
        for alternative, state, counts in found.values()
    ]
    return f"Personår over {made.case.horizon} år: {'; '.join(parts)}."
