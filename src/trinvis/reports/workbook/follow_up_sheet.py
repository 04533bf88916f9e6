"""*Opfølgning*: a row per area, every amount added up from the other sheets, deviation and totals by formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.reports import words
from trinvis.reports.danish import day, month, rounded
from trinvis.reports.sentences import deviation_word
from trinvis.reports.table import SYNTHETIC
from trinvis.reports.workbook.book import FOLLOW_UP, SHARE, Book, cell
from trinvis.reports.workbook.commitments_sheet import CommitmentRanges
from trinvis.reports.workbook.line_sheets import (
    LAST_YEAR_LABEL,
    SET_OFF_LABEL,
    SPENT_LABEL,
    UNBOOKED_COMPONENTS,
    AmountRanges,
)

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput

HEADING = 5
LABELS: list[tuple[str, float]] = [
    ("Område", 30),
    ("Politikområde", 20),
    ("Oprindeligt budget", 15),
    ("Omplacering", 13),
    ("Tillægsbevilling", 13),
    ("Overførsel", 13),
    ("Korrigeret budget", 15),
    ("Forbrug", 15),
    ("Disponeret i lukkede måneder, ikke bogført", 15),
    ("Disponeret i åbne måneder", 15),
    ("Risikosager og puljer", 14),
    ("Fremskrevet efter metode", 15),
    ("Forventet refusion", 13),
    ("Forventet regnskab", 15),
    ("Afvigelse (mindreforbrug +)", 15),
    ("Afvigelsen er", 13),
    ("Afvigelse i %", 10),
    ("Sidste år", 15),
    ("Metode", 28),
    ("Begrundelse for metode", 40),
    ("Afvigelsesforklaring", 60),
    ("Mærker", 40),
]
(
    AREA, POLICY, ORIGINAL, MOVED, SUPPLEMENTARY, CARRIED, BUDGET, SPENT, UNBOOKED, OPEN, RISK, METHOD, REFUND,
    FORECAST, DEVIATION, WORD, SHARE_COLUMN, LAST_YEAR, METHOD_NAME, REASON, EXPLANATION, MARKS,
) = range(len(LABELS))  # fmt: skip

BUDGETS = {
    ORIGINAL: "budget_original_oere",
    MOVED: "budget_moved_oere",
    SUPPLEMENTARY: "budget_supplementary_oere",
    CARRIED: "budget_carried_over_oere",
}
COMPONENTS = {
    SPENT: ("spent",),
    UNBOOKED: ("missing_invoice", "collective_offset"),
    OPEN: ("committed_open",),
    RISK: ("risk", "pool"),
    METHOD: ("method_rest",),
    REFUND: ("refund",),
    LAST_YEAR: ("last_year_spent",),
}
FIGURES = {
    **BUDGETS,
    BUDGET: "budget_oere",
    SPENT: "spent_oere",
    RISK: "estimates_oere",
    METHOD: "method_oere",
    REFUND: "refund_oere",
    FORECAST: "forecast_oere",
    DEVIATION: "deviation_oere",
    LAST_YEAR: "last_year_oere",
}
"""Column → the figure of the follow-up that it shows; two columns are parts of ``committed_oere``, and opened as lines."""


@dataclass(frozen=True)
class Sources:
    """What the sheet adds up."""

    commitments: CommitmentRanges
    unbooked: AmountRanges
    spent: AmountRanges
    estimates: AmountRanges
    disposed: frozenset[str]


def component_sums(given: WorkbookInput) -> dict[tuple[str, str], int]:
    """(area, component) → øre over all lines."""
    import polars as pl

    sums = given.lines.group_by("area", "component").agg(pl.col("amount_oere").sum())
    return {(area, component): oere for area, component, oere in sums.iter_rows()}


def write_follow_up(book: Book, given: WorkbookInput, labels: dict[str, str], sources: Sources) -> None:
    """Fill the sheet."""
    closed = month(given.closed_through) if given.closed_through // 100 == given.year else "ingen måned"
    heading = (given.answer, f"{given.municipality}, opgjort pr. {day(given.as_of)}. Lukket til og med {closed}.")
    book.title(FOLLOW_UP, f"Budgetopfølgning {given.year}", (*heading, *((SYNTHETIC,) if given.synthetic else ())))
    book.headings(FOLLOW_UP, HEADING, LABELS)
    sums = component_sums(given)
    rows = list(given.areas.iter_rows(named=True))
    totals: dict[int, int] = {}
    for offset, values in enumerate(rows):
        _write_area(book, given, HEADING + 1 + offset, values, labels, sources, sums, totals)
    last = HEADING + len(rows)
    _write_total(book, given, last + 1, totals, rows)
    book.finish(FOLLOW_UP, HEADING, last, MARKS)
    if rows:
        area = f"{cell(HEADING + 1, DEVIATION)}:{cell(last, DEVIATION)}"
        red = book.style(font_color="#B5511C", bold=True)
        book.sheets[FOLLOW_UP].conditional_format(area, {"type": "cell", "criteria": "<", "value": 0, "format": red})
    notes = [*given.caveats, *words.explained(code for values in rows for code in words.marks(values.get("flags")))]
    for offset, note in enumerate(notes):
        book.text(FOLLOW_UP, last + 5 + offset, 0, note, italic=True, font_color="#555555")


def _write_area(
    book: Book,
    given: WorkbookInput,
    row: int,
    values: dict[str, Any],
    labels: dict[str, str],
    sources: Sources,
    sums: dict[tuple[str, str], int],
    totals: dict[int, int],
) -> None:
    area = values["area"]
    book.text(FOLLOW_UP, row, AREA, labels[area])
    book.text(FOLLOW_UP, row, POLICY, values.get("policy_area"))
    amounts: dict[int, int] = {column: values.get(name) or 0 for column, name in BUDGETS.items()}
    for column in BUDGETS:
        book.money(FOLLOW_UP, row, column, amounts[column])
    amounts[BUDGET] = sum(amounts.values())
    for column, components in COMPONENTS.items():
        amounts[column] = sum(sums.get((area, component), 0) for component in components)
        formula = _component_formula(row, column, area, sources)
        book.money_formula(FOLLOW_UP, row, column, f"=ROUND({formula},2)", amounts[column])
    amounts[FORECAST] = sum(amounts[column] for column in (SPENT, UNBOOKED, OPEN, RISK, METHOD, REFUND))
    amounts[DEVIATION] = amounts[BUDGET] - amounts[FORECAST]
    _write_results(book, row, amounts)
    book.text(FOLLOW_UP, row, METHOD_NAME, words.label("method", values.get("method")))
    book.text(FOLLOW_UP, row, REASON, values.get("method_reason"), text_wrap=True)
    book.text(FOLLOW_UP, row, EXPLANATION, given.explanations.get(area), text_wrap=True)
    book.text(FOLLOW_UP, row, MARKS, ", ".join(words.marks(values.get("flags"))), text_wrap=True)
    _note_figures(book, given, row, amounts, {"area": area}, labels[area])
    for column, oere in amounts.items():
        totals[column] = totals.get(column, 0) + oere


def _component_formula(row: int, column: int, area: str, sources: Sources) -> str:
    """The part of a formula that adds up an area's amounts on another sheet."""
    name = cell(row, AREA, fixed_column=True)

    def of(ranges: AmountRanges, kind: str) -> str:
        return f'SUMIFS({ranges.amounts},{ranges.areas},{name},{ranges.kinds},"{kind}")'

    if column == SPENT:
        return of(sources.spent, SPENT_LABEL)
    if column == LAST_YEAR:
        return of(sources.spent, LAST_YEAR_LABEL)
    if column == UNBOOKED:
        return "+".join(of(sources.unbooked, words.label("component", code)) for code in UNBOOKED_COMPONENTS)
    if column == OPEN:
        set_off = of(sources.unbooked, SET_OFF_LABEL)
        if area not in sources.disposed:
            return set_off
        ranges = sources.commitments
        return f"SUMIFS({ranges.open_months},{ranges.areas},{name})+{set_off}"
    return "+".join(of(sources.estimates, words.label("component", code)) for code in COMPONENTS[column])


def _write_results(book: Book, row: int, amounts: dict[int, int], **properties: Any) -> None:
    """Corrected budget, forecast, deviation, its word and its per cent, all from the row's own cells."""

    def at(column: int) -> str:
        return cell(row, column, fixed_column=True)

    strong = {"bold": True, **properties}
    book.money_formula(
        FOLLOW_UP, row, BUDGET, f"=ROUND(SUM({at(ORIGINAL)}:{at(CARRIED)}),2)", amounts[BUDGET], **properties
    )
    book.money_formula(
        FOLLOW_UP, row, FORECAST, f"=ROUND(SUM({at(SPENT)}:{at(REFUND)}),2)", amounts[FORECAST], **strong
    )
    book.money_formula(
        FOLLOW_UP, row, DEVIATION, f"=ROUND({at(BUDGET)}-{at(FORECAST)},2)", amounts[DEVIATION], **strong
    )
    word = f'=IF({at(DEVIATION)}>0,"mindreforbrug",IF({at(DEVIATION)}<0,"merforbrug","balance"))'
    book.formula(FOLLOW_UP, row, WORD, word, deviation_word(amounts[DEVIATION]), **properties)
    share: float | str = ""
    if amounts[BUDGET]:
        share = rounded(amounts[DEVIATION] * 10_000, abs(amounts[BUDGET])) / 10_000
    formula = f'=IF({at(BUDGET)}=0,"",ROUND({at(DEVIATION)}/ABS({at(BUDGET)}),4))'
    book.formula(FOLLOW_UP, row, SHARE_COLUMN, formula, share, num_format=SHARE, **properties)


def _note_figures(
    book: Book, given: WorkbookInput, row: int, amounts: dict[int, int], where: dict[str, str], label: str
) -> None:
    for column, name in FIGURES.items():
        text = f"{LABELS[column][0]}: {label}"
        book.figure(FOLLOW_UP, row, column, text, given.address(name, where), amounts[column])


def _write_total(
    book: Book, given: WorkbookInput, row: int, totals: dict[int, int], rows: list[dict[str, Any]]
) -> None:
    edge: dict[str, Any] = {"top": 1, "bold": True}
    book.text(FOLLOW_UP, row, AREA, "I alt", **edge)
    for column in range(POLICY, MARKS + 1):
        book.text(FOLLOW_UP, row, column, "", **edge)
    summed: list[int] = [*BUDGETS, *COMPONENTS]
    amounts = {column: totals.get(column, 0) for column in (*summed, BUDGET, FORECAST, DEVIATION)}
    first, last = HEADING + 1, HEADING + max(len(rows), 1)
    for column in summed:
        formula = f"=ROUND(SUM({cell(first, column)}:{cell(last, column)}),2)"
        book.money_formula(FOLLOW_UP, row, column, formula, amounts[column], **edge)
    _write_results(book, row, amounts, **edge)
    _note_figures(book, given, row, amounts, {}, "i alt")
    ours = sum(values.get("forecast_oere") or 0 for values in rows)
    control: Callable[..., None] = book.money_formula
    book.text(FOLLOW_UP, row + 1, AREA, "Forventet regnskab i Trinvis", italic=True)
    book.money(FOLLOW_UP, row + 1, FORECAST, ours, italic=True)
    book.text(FOLLOW_UP, row + 2, AREA, "Kontrol: forskel (skal være 0)", italic=True)
    difference = f"=ROUND({cell(row, FORECAST)}-{cell(row + 1, FORECAST)},2)"
    control(FOLLOW_UP, row + 2, FORECAST, difference, amounts[FORECAST] - ours, italic=True)
