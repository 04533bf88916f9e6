"""*Hvem betaler*: what each line costs under each alternative, and what every payer and budget holder pays more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.investment.budget import budget_parts
from trinvis.municipality.investment_opened import cost
from trinvis.presentation.investment_result import discount_note
from trinvis.presentation.investment_rows import (
    YEAR_COLUMNS,
    Rows,
    alternative_label,
    asked_of,
    horizon_years,
    known_years,
    made_table,
    oere,
    payer_label,
    perspective_words,
)
from trinvis.presentation.investment_sentences import who_sentence
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.investment.budget import BudgetPart
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
        values: dict[str, Cell] = {_year(year): oere(amount) for year, amount in amounts.items()}
        rows.add(
            {**_named(line), **values, "sum_oere": oere(sum(amounts.values()))},
            {_year(year): made.address("cost_oere", year, alternative=asked, line=line.name) for year in amounts},
        )
    whole = {year: cost(made, asked, year) for year in horizon_years(made)}
    rows.total({_year(year): made.address("cost_oere", year, alternative=asked) for year in whole})
    return made_table(
        made,
        "cost-years",
        f"Udgifter år for år, {alternative_label(made, asked)}",
        f"{alternative_label(made, asked)}: {danish.kroner(oere(sum(whole.values())))} kr. over {made.case.horizon} år.",
        (*LINE_COLUMNS, *_year_columns(made), ReportColumn("sum_oere", "I alt", "oere", "kr.")),
        rows,
        totals={
            "label": "I alt",
            **{_year(year): oere(amount) for year, amount in whole.items()},
            "sum_oere": oere(sum(whole.values())),
        },
        notes=(UNDISCOUNTED, course_note(made, asked) if asked in made.others else "", perspective_words(made)),
        synthetic=synthetic,
    )


def _named(line: Money) -> dict[str, Cell]:
    return {"label": line.label, "account": line.account or None, "centre": line.centre or None, "effort": line.effort}


def _year(year: int) -> str:
    return f"y{year}_oere"


def _year_columns(made: Calculated) -> tuple[ReportColumn, ...]:
    """A column for each year; those that a screen has no room for stand in files."""
    start = made.case.start_year - 1
    return tuple(
        ReportColumn(_year(year), str(start + year), "oere", "kr.", on_screen=year <= MOST_YEARS)
        for year in horizon_years(made)
    )


# payers


def payers_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """What each payer gains (above 0) or pays more (below 0) than today, a row per year, with totals."""
    asked = asked_of(made, alternative)
    found = {name: made.answers(asked, name).undiscounted for name in made.run.payers}
    rows = Rows()
    for year in horizon_years(made):
        amounts = {f"{_column(number)}": one.yearly[year - 1] for number, one in enumerate(found.values())}
        rows.add(
            {
                "year": year,
                "calendar": made.case.start_year + year - 1,
                **{name: oere(amount) for name, amount in amounts.items()},
                "sum_oere": oere(sum(amounts.values())),
            },
            {
                _column(number): made.address("net_oere", year, alternative=asked, payer=name)
                for number, name in enumerate(found)
            },
        )
    sums = {_column(number): one.total for number, one in enumerate(found.values())}
    rows.total(
        {
            _column(number): made.address("accumulated_oere", alternative=asked, payer=name)
            for number, name in enumerate(found)
        }
    )
    return made_table(
        made,
        "payers",
        f"Gevinst og merudgift hos hver betaler, {alternative_label(made, asked)}",
        who_sentence(made, asked),
        (
            *YEAR_COLUMNS,
            *(
                ReportColumn(_column(number), payer_label(made, name), "oere", "kr.")
                for number, name in enumerate(found)
            ),
            *((ReportColumn("sum_oere", "Tilsammen", "oere", "kr."),) if len(found) > 1 else ()),
        ),
        rows,
        totals={
            "year": "I alt",
            **{name: oere(total) for name, total in sums.items()},
            "sum_oere": oere(sum(sums.values())),
        },
        notes=(PAYERS_NOTE, course_note(made, asked), perspective_words(made)),
        synthetic=synthetic,
    )


PAYERS_NOTE = "Over 0 er gevinst og under 0 merudgift i forhold til det første alternativ; årets kroner, uden rente."


def _column(number: int) -> str:
    return f"payer{number + 1}_oere"


# budget holders

HOLDER_COLUMNS = (
    ReportColumn("account", "Konto", missing="uden konto"),
    ReportColumn("centre", "Center", missing="uden center"),
    ReportColumn("payer", "Betaler"),
    ReportColumn("first_year_oere", "1. år", "oere", "kr."),
    ReportColumn("more_oere", "Koster mere", "oere", "kr."),
    ReportColumn("less_oere", "Koster mindre", "oere", "kr."),
    ReportColumn("change_oere", "Ændring i alt", "oere", "kr."),
)


def budget_table(made: Calculated, alternative: str = "", *, synthetic: bool = False) -> ReportTable:
    """Account, centre and payer: what is paid more and less over the horizon, and by year in files. Every payer is in it."""
    asked = asked_of(made, alternative)
    parts = sorted(budget_parts(made.budget[asked], ("account", "centre", "payer")), key=lambda part: part.key)
    rows = Rows()
    for part in parts:
        account, centre, payer = part.key
        named: dict[str, Cell] = {
            "account": account or None,
            "centre": centre or None,
            "payer": payer_label(made, payer),
        }
        rows.add({**named, **_amounts(part)})
    whole = budget_parts(made.budget[asked], ())
    years = tuple(
        ReportColumn(_year(year), str(made.case.start_year + year - 1), "oere", "kr.", on_screen=False)
        for year in horizon_years(made)
    )
    return made_table(
        made,
        "budget",
        f"Budgetholdere over {made.case.horizon} år, {alternative_label(made, asked)}",
        _holders_sentence(made, parts),
        (*HOLDER_COLUMNS, *years),
        rows,
        totals={"account": "I alt", "centre": "", **_amounts(whole[0])} if whole else None,
        notes=(BUDGET_NOTE, course_note(made, asked)),
        synthetic=synthetic,
    )


BUDGET_NOTE = (
    "Over 0 er merudgift på budgettet i forhold til det første alternativ; årets kroner, uden rente, hos alle betalere."
)


def _amounts(part: BudgetPart) -> dict[str, Cell]:
    return {
        "first_year_oere": oere(part.change[0]),
        "more_oere": oere(sum(part.more)),
        "less_oere": oere(sum(part.less)),
        "change_oere": oere(part.total),
        **{_year(year): oere(amount) for year, amount in enumerate(part.change, 1)},
    }


def _holders_sentence(made: Calculated, parts: list[BudgetPart]) -> str:
    """The holder that pays most and the one that saves most."""
    dearer = max(parts, key=lambda part: part.total, default=None)
    cheaper = min(parts, key=lambda part: part.total, default=None)
    said = []
    if dearer is not None and dearer.total > 0.5:
        said.append(f"mest merudgift på {_holder(made, dearer)}, {danish.kroner(oere(dearer.total))} kr.")
    if cheaper is not None and cheaper.total < -0.5:
        said.append(f"mest mindreudgift på {_holder(made, cheaper)}, {danish.kroner(oere(-cheaper.total))} kr.")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}" if text else "Ingen budgetholder betaler mere eller mindre."


def _holder(made: Calculated, part: BudgetPart) -> str:
    account, centre, payer = part.key
    return ", ".join(one for one in (account, centre, payer_label(made, payer)) if one)
