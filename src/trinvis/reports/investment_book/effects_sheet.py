"""*Effekter*: gains that are not money, by year under each alternative, and the difference from the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trinvis.cases.case import Case
from trinvis.reports.investment_book.money_sheet import BOTH
from trinvis.reports.investment_book.page import EFFECTS, VALUE_COLOUR, Page
from trinvis.reports.investment_book.term import Term
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR, YearRow, year_heads
from trinvis.reports.workbook.book import Book

FORM = "#,##0.00;[Red]-#,##0.00"
EffectFigures = Callable[[str, str, bool], Sequence[Term]]
"""(alternative, name of an effect, discounted) → what it comes to in each year."""


def write_effects(book: Book, case: Case, figures: EffectFigures, *, live: bool) -> None:
    """Fill the sheet."""
    page, time = Page(book, EFFECTS), Timeline.of(case)
    page.widths(46, 20, 4, rest=(time.years + 1, 12))
    head = page.title("Effekter, der ikke er penge", "Effekter diskonteres som penge, når casen ikke siger andet.")
    year_heads(page, head, time, ("Effekt", "Enhed", ""))
    style: dict[str, Any] = {} if live else {"bg_color": VALUE_COLOUR}
    row = head + 2
    for discounted, label in BOTH:
        made: dict[tuple[str, str], YearRow] = {}
        for alternative in case.alternatives:
            page.heading(row, f"{alternative.label}: {label.lower()}")
            for at, one in enumerate(case.effects, start=row + 1):
                terms = figures(alternative.name, one.name, discounted)
                made[alternative.name, one.name] = YearRow(page, at, (one.label, one.unit), terms, FORM, **style)
            row += len(case.effects) + 2
        row = _differences(page, case, made, row, label)
    page.finish(frozen=(head + 1, FIRST_YEAR), repeat=head)


def _differences(page: Page, case: Case, rows: Mapping[tuple[str, str], YearRow], row: int, label: str) -> int:
    first = case.alternatives[0]
    for alternative in case.alternatives[1:]:
        page.heading(row, f"Forskel, {alternative.label} mod {first.label}: {label.lower()}")
        for at, one in enumerate(case.effects, start=row + 1):
            before, after = rows[first.name, one.name].cells, rows[alternative.name, one.name].cells
            terms = [later - earlier for earlier, later in zip(before, after, strict=True)]
            YearRow(page, at, (one.label, one.unit), terms, FORM)
        row += len(case.effects) + 2
    return row
