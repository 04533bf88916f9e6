"""*Kilder og udeladt*: what is known and how surely, what is not counted, and what the gain is beside money."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.cases.case import Case
from trinvis.reports.investment_book.page import SOURCES, Page
from trinvis.reports.investment_book.words import DRAWS
from trinvis.reports.workbook.book import Book

WIDTHS = (76, 60, 34)
Rows = Sequence[tuple[str | None, ...]]


def write_sources(book: Book, case: Case) -> None:
    """Fill the sheet."""
    page = Page(book, SOURCES)
    page.widths(*WIDTHS)
    row = page.title("Kilder og det, der ikke er regnet med")
    knowledge = [(one.text, one.source, one.grade) for one in case.knowledge]
    row = _table(page, row, "Hvad ved vi?", ("Viden", "Kilde", "Grad"), knowledge)
    left_out = [(one.text, one.why, DRAWS[one.draws]) for one in case.left_out]
    row = _table(page, row, "Ikke regnet med", ("Hvad", "Hvorfor", "Hvis det var regnet med"), left_out)
    row = _table(page, row, "Gevinster, der ikke er penge", ("Gevinst",), [(one,) for one in case.other_gains])
    plan = case.follow_up
    follow_up = [
        (f"Hver {plan.every_months}. måned" + (f" til {plan.to}" if plan.to else ""), ", ".join(plan.key_figures))
    ]
    row = _table(page, row, "Opfølgning", ("Hvornår", "Nøgletal"), follow_up)
    sources = [(one.label, one.source, one.grade) for one in case.inputs.values() if one.source]
    row = _table(page, row, "Forudsætningernes kilder", ("Forudsætning", "Kilde", "Grad"), sources)
    if case.licence:
        _table(page, row, "Vilkår for tal, der er hentet andre steder", ("Vilkår",), [(case.licence,)])
    page.finish()


def _table(page: Page, row: int, title: str, heads: tuple[str, ...], rows: Rows) -> int:
    page.heading(row, title)
    page.heads(row + 1, heads)
    said: Rows = rows or [("Ikke angivet",)]
    for at, texts in enumerate(said, start=row + 2):
        page.paragraphs(at, 0, texts, WIDTHS[: len(texts)])
    return row + len(said) + 3
