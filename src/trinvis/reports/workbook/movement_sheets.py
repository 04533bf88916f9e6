"""*Hvorfor* and *Ændringer*: what makes the year-end differ from the budget, and from the follow-up before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.reports.changes_table import MOVES
from trinvis.reports.danish import day
from trinvis.reports.why_table import AGAINST, factor_value
from trinvis.reports.workbook.book import CAUSES, CHANGES, Book, cell, column_range

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput


def write_causes(book: Book, given: WorkbookInput) -> None:
    """*Hvorfor*: the causes of each area's extra expense, each group added up by formula."""
    text = "Merudgift er plus: forventet regnskab minus budgettet, eller minus sidste års regnskab."
    book.title(CAUSES, f"Hvorfor afviger {given.year}?", (text,))
    heading = 3
    columns = [("Område", 30), ("Holdt op mod", 16), ("Årsag", 40), ("Før", 16), ("Nu", 16), ("Merudgift, kr.", 16)]
    book.headings(CAUSES, heading, [(label, float(width)) for label, width in columns])
    labels = {(row["kind"], row["area"]): row["label"] for row in given.areas.iter_rows(named=True)}
    row = heading
    for place, split in ((place, split) for found in given.causes for place, split in found.items()):
        first = row + 1
        for row, part in enumerate(split.parts, start=first):
            texts = (labels.get(place, place[1]), AGAINST[split.against], part.label)
            values = (factor_value(part.name, part.before), factor_value(part.name, part.after))
            for column, text_of in enumerate((*texts, *values)):
                book.text(CAUSES, row, column, text_of)
            book.money(CAUSES, row, 5, part.amount_oere)
        row += 1
        for column, text_of in enumerate((labels.get(place, place[1]), AGAINST[split.against], "I alt", "", "")):
            book.text(CAUSES, row, column, text_of, bold=True, bottom=4)
        formula = f"=ROUND(SUM({cell(first, 5)}:{cell(row - 1, 5)}),2)"
        book.money_formula(CAUSES, row, 5, formula, split.total_oere, bold=True, bottom=4)
    book.finish(CAUSES, heading, row, 5)


def write_changes(book: Book, given: WorkbookInput, labels: Mapping[str, str]) -> None:
    """*Ændringer*: what moved the forecast since the day compared with; the two totals and the items tie by formula."""
    if given.changes is None or given.before is None or given.total_before_oere is None:
        book.title(CHANGES, "Ændringer", ("Der er ikke sammenlignet med en tidligere opfølgning.",))
        return
    book.title(CHANGES, f"Ændringer fra {given.before} til {day(given.as_of)}")
    heading = 2
    columns = [("Hvad", 32), ("Område", 28), ("Barn", 11), ("Beskrivelse", 70), ("Flytter", 20), ("Beløb, kr.", 16)]
    book.headings(CHANGES, heading, [(label, float(width)) for label, width in columns])
    row = heading
    total = 0
    for row, values in enumerate(given.changes.iter_rows(named=True), start=heading + 1):
        book.text(CHANGES, row, 0, values["label"])
        book.text(CHANGES, row, 1, labels.get(values["area"] or "", values["area"]))
        book.number(CHANGES, row, 2, values["child_no"], num_format="0")
        book.text(CHANGES, row, 3, values["detail"])
        book.text(CHANGES, row, 4, MOVES.get(values["moves"], values["moves"]))
        book.money(CHANGES, row, 5, values["amount_oere"])
        total += values["amount_oere"] if values["moves"] == "forecast" else 0
    book.finish(CHANGES, heading, row, 5, frozen_columns=0)
    kinds = column_range(CHANGES, 4, heading + 1, row)
    items = column_range(CHANGES, 5, heading + 1, row)
    below = row + 2
    book.text(CHANGES, below, 3, "Forventet regnskab før", bold=True)
    book.money(CHANGES, below, 5, given.total_before_oere, bold=True)
    book.text(CHANGES, below + 1, 3, "Ændringer i alt", bold=True)
    formula = f'=ROUND(SUMIFS({items},{kinds},"{MOVES["forecast"]}"),2)'
    book.money_formula(CHANGES, below + 1, 5, formula, total, bold=True)
    book.text(CHANGES, below + 2, 3, "Forventet regnskab nu", bold=True, top=1)
    formula = f"=ROUND({cell(below, 5)}+{cell(below + 1, 5)},2)"
    book.money_formula(CHANGES, below + 2, 5, formula, given.total_before_oere + total, bold=True, top=1)
