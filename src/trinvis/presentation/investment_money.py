"""What each line of money costs under each alternative, over the horizon and year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.investment_figures import cost
from trinvis.presentation.investment_result import discount_note
from trinvis.presentation.investment_rows import (
    Rows,
    alternative_label,
    asked_of,
    horizon_years,
    known_years,
    made_table,
    oere,
    perspective_words,
)
from trinvis.presentation.investment_sentences import who_sentence
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.cases.case import Money
    from trinvis.municipality.investment import Calculated

MOST_YEARS = 10
"""Years that stand beside each other on a screen; files hold them all."""
UNDISCOUNTED = "Beløb i årets kroner, uden rente. En gevinst er under 0."
ONE_COURSE = "Fra år {first} er forløbet én læsning blandt flere, der passer; beløbene er casens, som den står."


def course_note(made: Calculated, alternative: str) -> str:
    """That the later years follow one reading among several; empty where all years are known, or a reading is asked for."""
    known = known_years(made, alternative)
    return "" if known == made.case.horizon or made.reading else ONE_COURSE.format(first=known + 1)


# lines of money

LINE_COLUMNS = (
    ReportColumn("label", "Linje"),
    ReportColumn("account", "Konto"),
    ReportColumn("centre", "Center", on_screen=False),
    ReportColumn("effort", "Indsatsens egen udgift", "flag"),
)


def cost_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """Every line under the first alternative and the one asked for, over the horizon; discounted differences add up to the net present value."""
    asked, first = asked_of(made, alternative), made.run.alternatives[0]
    rows = Rows()
    totals: dict[str, Cell] = {"label": "I alt"}
    for lines in _named_alike(made):
        today, then = (sum(_sum(made, name, line.name) for line in lines) for name in (first, asked))
        if not today and not then:
            continue
        now = sum(
            _sum(made, first, line.name, discounted=True) - _sum(made, asked, line.name, discounted=True)
            for line in lines
        )
        amounts = {"first_oere": today, "asked_oere": then, "saved_oere": today - then, "saved_discounted_oere": now}
        rows.add({**_named(lines[0]), **{name: oere(amount) for name, amount in amounts.items()}})
    found = made.answers(asked)
    for name, amount in (
        ("first_oere", _sum(made, first)),
        ("asked_oere", _sum(made, asked)),
        ("saved_oere", found.undiscounted.total),
        ("saved_discounted_oere", found.discounted.total),
    ):
        totals[name] = oere(amount)
    rows.total(
        {
            "saved_oere": made.address("accumulated_oere", alternative=asked),
            "saved_discounted_oere": made.address("accumulated_discounted_oere", alternative=asked),
        }
    )
    return made_table(
        made,
        "cost",
        f"Udgifter over {made.case.horizon} år, linje for linje",
        who_sentence(made, asked),
        (
            *LINE_COLUMNS,
            ReportColumn("first_oere", alternative_label(made, first), "oere", "kr."),
            ReportColumn("asked_oere", alternative_label(made, asked), "oere", "kr."),
            ReportColumn("saved_oere", "Sparet", "oere", "kr."),
            ReportColumn("saved_discounted_oere", "Sparet, nutidsværdi", "oere", "kr."),
        ),
        rows,
        totals=totals,
        notes=(UNDISCOUNTED, discount_note(made), course_note(made, asked), perspective_words(made)),
        synthetic=synthetic,
    )


def _named_alike(made: Calculated) -> list[list[Money]]:
    """The lines in the case's order, those of the same name, account and centre together: one of each alternative is one thing."""
    found: dict[tuple[str, str, str, bool], list[Money]] = {}
    for line in made.case.money:
        found.setdefault((line.label, line.account, line.centre, line.effort), []).append(line)
    return list(found.values())


def _sum(made: Calculated, alternative: str, line: str = "", *, discounted: bool = False) -> float:
    return sum(cost(made, alternative, year, line=line, discounted=discounted) for year in horizon_years(made))


def cost_years_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """What each line costs in each year under one alternative, the first among them; every amount opens."""
    asked = asked_of(made, alternative)
    rows = Rows()
    for line in made.case.money:
        amounts = {year: cost(made, asked, year, line=line.name) for year in horizon_years(made)}
        if not any(amounts.values()):
            continue
        values: dict[str, Cell] = {year_column(year): oere(amount) for year, amount in amounts.items()}
        rows.add(
            {**_named(line), **values, "sum_oere": oere(sum(amounts.values()))},
            {year_column(year): made.address("cost_oere", year, alternative=asked, line=line.name) for year in amounts},
        )
    whole = {year: cost(made, asked, year) for year in horizon_years(made)}
    rows.total({year_column(year): made.address("cost_oere", year, alternative=asked) for year in whole})
    return made_table(
        made,
        "cost-years",
        f"Udgifter år for år, {alternative_label(made, asked)}",
        f"{alternative_label(made, asked)}: {danish.kroner(oere(sum(whole.values())))} kr. over {made.case.horizon} år.",
        (*LINE_COLUMNS, *_year_columns(made), ReportColumn("sum_oere", "I alt", "oere", "kr.")),
        rows,
        totals={
            "label": "I alt",
            **{year_column(year): oere(amount) for year, amount in whole.items()},
            "sum_oere": oere(sum(whole.values())),
        },
        notes=(UNDISCOUNTED, course_note(made, asked) if asked in made.others else "", perspective_words(made)),
        synthetic=synthetic,
    )


def _named(line: Money) -> dict[str, Cell]:
    return {"label": line.label, "account": line.account or None, "centre": line.centre or None, "effort": line.effort}


def year_column(year: int) -> str:
    """The column of a year of the case."""
    return f"y{year}_oere"


def _year_columns(made: Calculated) -> tuple[ReportColumn, ...]:
    """A column for each year; those that a screen has no room for stand in files."""
    start = made.case.start_year - 1
    return tuple(
        ReportColumn(year_column(year), str(start + year), "oere", "kr.", on_screen=year <= MOST_YEARS)
        for year in horizon_years(made)
    )
