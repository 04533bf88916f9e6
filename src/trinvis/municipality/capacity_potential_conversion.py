"""Conversion cases: typed with marginal costs and lost income, and beside them the report's four in per cent of their budgets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.conversion import ConversionCase, PrintedCase
from trinvis.calculations.capacity.potential import Potential
from trinvis.journal.capacity_savings import phases
from trinvis.municipality.capacity_figure import KRONER, PER_CENT, Column, Figure, FigureTable, Row, Term, Where
from trinvis.municipality.capacity_potential_told import Family, Ground, Told, caveats_of
from trinvis.municipality.capacity_potential_typed import typed_entries, typed_words

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.capacity import Capacity

CASES, PRINTED_CASES = "potentials.conversion", "potentials.conversion_printed"
BUDGETS = "potentials.conversion_budget"
YEARS = 3
"""Years of a conversion that are shown, from the first."""

PRINTED = (
    PrintedCase("Frederiksberg", 6_700_000, 372_000_000, "også hjemløse og misbrug"),
    PrintedCase("Esbjerg", 6_100_000, 616_000_000, "også handicap"),
    PrintedCase("København", 4_400_000, 748_000_000),
    PrintedCase("Ballerup", 400_000, 191_300_000, "også handicap"),
)
"""The municipalities' own estimates of 2013, as the report prints them (seed 002 lines 11428-11446)."""
PRINTED_SOURCE = "Kapacitetsanalysen 2013, boks 5-5 (linje 11428-11446): kommunens eget skøn, fuldt indfaset"


def case_of(made: Capacity, entry: Entry) -> ConversionCase:
    """The typed case; raises ``CapacityRefused`` for numbers that cannot be."""
    told = entry.values
    return ConversionCase(
        made.name(made.own), told["places_closed"] / 100, told["citizens_moved"] / 100, told["saved_oere"] / 100,
        told["support_oere"] / 100, told["lost_oere"] / 100, told.get("moving_oere", 0) / 100, told.get("moving_is", "once"),
        phases(told.get("phase_in", "")) or (1.0,),
    )  # fmt: skip


def conversion_family(ground: Ground) -> Family:
    """Our typed cases, and for adults the report's printed ones beside them."""
    made = ground.made
    printed = (_printed_table(),) if made.area == "adults" else ()
    cases = {f"case_{one.seq}": (one, case_of(made, one)) for one in typed_entries(made, "conversion_case")}
    if not cases:
        why = "Ingen omlægning er skrevet ind: skriv den med trinvis journal DIR add conversion_case."
        told = (Told("conversion", "Omlægning til støtte i eget hjem", None, why, not_own=why),) if printed else ()
        return Family(told, printed)
    found: list[Told] = []
    potentials: list[Potential] = []
    for key, (entry, case) in cases.items():
        name = entry.values["name"]
        potential = replace(case.potential(ground.area, entry.values["year"]), part=name, calculation="omlægninger")
        potential = replace(potential, label=f"Omlægning til støtte i eget hjem: {name}")
        potentials.append(potential)
        at: Where = (CASES, key, "lasting")
        budget = entry.values.get("budget_oere")
        found.append(
            Told(
                key, potential.label, potential, not_corrected="Et skøn for en omlægning har intet korrigeret tal.", at=at,
                base=None if not budget else Term("Budgettet", budget / 100, KRONER, (BUDGETS, key, "budget")),
                own=Term(name, potential.amount, KRONER, at),
            )
        )  # fmt: skip
    return Family(tuple(found), (_case_table(cases, potentials), *_budget_tables(cases), *printed))


def _case_table(cases: dict[str, tuple[Entry, ConversionCase]], potentials: list[Potential]) -> FigureTable:
    columns = (
        Column("saved", "Botilbud, mindre", KRONER),
        Column("support", "Støtte, mere", KRONER),
        Column("lost", "Tabt indtægt", KRONER),
        Column("moving", "Flytning", KRONER),
        Column("lasting", "Varigt pr. år", KRONER),
        *(Column(f"year{year}", f"{year}. år", KRONER) for year in range(1, YEARS + 1)),
    )
    figures: dict[tuple[str, str], Figure] = {}
    for key, (entry, case) in cases.items():
        figures |= {(key, column): one for column, one in _case(key, entry, case).items()}
    rows = tuple(Row(key, entry.values["name"]) for key, (entry, _) in cases.items())
    return FigureTable(
        CASES, "Omlægning fra døgnplads til støtte i eget hjem", "Omlægning", columns, rows, figures,
        notes=("Det, en lukket plads sparer, er marginaludgiften; gennemsnitsprisen ville love for meget.",),
        caveats=caveats_of(potentials), scale="tkr",
    )  # fmt: skip


def _case(key: str, entry: Entry, case: ConversionCase) -> dict[str, Figure]:
    words = f"{typed_words(entry)}."
    parts = {"saved": case.saved, "support": case.support, "lost": case.lost_income, "moving": case.moving}
    labels = {"saved": "Botilbud, mindre", "support": "Støtte, mere", "lost": "Tabt indtægt", "moving": "Flytning"}
    terms = tuple(Term(labels[name], value, KRONER, (CASES, key, name)) for name, value in parts.items())
    lasting = Term("Varigt pr. år", case.lasting, KRONER, (CASES, key, "lasting"))
    found = {
        "saved": Figure(
            case.saved, KRONER, f"Pladser, der lukkes, gange marginaludgiften. {words}",
            (Term("Pladser, der lukkes", case.places_closed, "pladser"), Term("Sparet pr. plads", case.saved_per_place, KRONER)),
        ),
        "support": Figure(
            case.support, KRONER, f"Borgere, der flytter, gange støtten. {words}",
            (Term("Borgere, der flytter", case.citizens_moved, "borgere"), Term("Støtte pr. borger", case.support_per_citizen, KRONER)),
        ),
        "lost": Figure(case.lost_income, KRONER, f"Det, andre kommuner betalte for pladserne. {words}", _typed(case.lost_income)),
        "moving": Figure(case.moving, KRONER, f"Flytteudgifter i alt, {'hvert år' if case.moving_is == 'yearly' else 'én gang'}. {words}", _typed(case.moving)),
        "lasting": Figure(case.lasting, KRONER, "Botilbud minus støtte, tabt indtægt og flytning, der betales hvert år.", terms),
    }  # fmt: skip
    phased = "; ".join(f"{100 * share:g} %" for share in case.phase_in)
    for year, value in enumerate(case.by_year(YEARS), start=1):
        found[f"year{year}"] = Figure(
            value, KRONER, f"Det varige efter indfasning ({phased}), minus flytning det år.", (lasting, terms[-1])
        )
    return found


def _budget_tables(cases: dict[str, tuple[Entry, ConversionCase]]) -> tuple[FigureTable, ...]:
    """What each case with a budget saves of it, as the report's four."""
    known = {key: (entry, case) for key, (entry, case) in cases.items() if entry.values.get("budget_oere")}
    columns = (
        Column("saving", "Varigt pr. år", KRONER),
        Column("budget", "Budget", KRONER),
        Column("per_cent", "Af budgettet", PER_CENT, decimals=2),
    )
    figures: dict[tuple[str, str], Figure] = {}
    for key, (entry, case) in known.items():
        budget = entry.values["budget_oere"] / 100
        lasting = Term("Varigt pr. år", case.lasting, KRONER, (CASES, key, "lasting"))
        whole = Term("Budget", budget, KRONER, (BUDGETS, key, "budget"))
        share = PrintedCase(entry.values["name"], case.lasting, budget).per_cent
        figures[key, "saving"] = Figure(case.lasting, KRONER, "Omlægningens varige besparelse.", (lasting,))
        figures[key, "budget"] = Figure(budget, KRONER, f"{typed_words(entry)}.", _typed(budget))
        figures[key, "per_cent"] = Figure(share, PER_CENT, "Det varige i procent af budgettet.", (lasting, whole))
    rows = tuple(Row(key, entry.values["name"]) for key, (entry, _) in known.items())
    title = "Omlægningernes del af budgettet"
    return (FigureTable(BUDGETS, title, "Omlægning", columns, rows, figures, scale="mio"),) if known else ()


def _typed(value: float) -> tuple[Term, ...]:
    return (Term("Indtastet", value, KRONER),)


def _printed_table() -> FigureTable:
    columns = (
        Column("saving", "Forventet, fuldt indfaset", KRONER),
        Column("budget", "Samlet budget 2013", KRONER),
        Column("per_cent", "Af budgettet", PER_CENT, decimals=2),
        Column("covers", "Budgettet dækker", "", "text"),
    )
    figures: dict[tuple[str, str], Figure] = {}
    words: dict[tuple[str, str], str] = {}
    rows = []
    for one in PRINTED:
        key = one.municipality.lower()
        rows.append(Row(key, one.municipality))
        saving = Term("Forventet", one.saving, KRONER, (PRINTED_CASES, key, "saving"))
        budget = Term("Budget", one.budget, KRONER, (PRINTED_CASES, key, "budget"))
        figures[key, "saving"] = Figure(
            one.saving, KRONER, f"{PRINTED_SOURCE}.", (Term("Trykt i boks 5-5", one.saving, KRONER),)
        )
        figures[key, "budget"] = Figure(
            one.budget, KRONER, f"{PRINTED_SOURCE}.", (Term("Trykt i boks 5-5", one.budget, KRONER),)
        )
        figures[key, "per_cent"] = Figure(
            one.per_cent, PER_CENT, "Det forventede i procent af budgettet.", (saving, budget)
        )
        words[key, "covers"] = one.covers or "området"
    return FigureTable(
        PRINTED_CASES, "Fire kommuners egne skøn fra 2013", "Kommune", columns, tuple(rows), figures, words=words, scale="mio",
        notes=(f"Kilde: {PRINTED_SOURCE}. De indgår i ingen sum.",),
    )  # fmt: skip
