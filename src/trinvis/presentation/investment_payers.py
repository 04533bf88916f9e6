"""*Hvem betaler*: what every payer gains or pays more, year by year, and what each budget holder does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.investment.budget import budget_parts
from trinvis.presentation.investment_money import course_note, year_column
from trinvis.presentation.investment_rows import (
    YEAR_COLUMNS,
    Rows,
    alternative_label,
    asked_of,
    horizon_years,
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
    from trinvis.municipality.investment import Calculated


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
        ReportColumn(year_column(year), str(made.case.start_year + year - 1), "oere", "kr.", on_screen=False)
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
        **{year_column(year): oere(amount) for year, amount in enumerate(part.change, 1)},
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
