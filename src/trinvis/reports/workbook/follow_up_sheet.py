"""*Opfølgning*: a row per area, every amount added up from the other sheets, deviation and totals by formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.followup.rows import deviation_word
from trinvis.reports import words
from trinvis.reports.danish import day, month, rounded
from trinvis.reports.table import SYNTHETIC
from trinvis.reports.workbook.book import FOLLOW_UP as SHEET
from trinvis.reports.workbook.book import SHARE as SHARE_FORMAT
from trinvis.reports.workbook.book import Book, cell, column_range
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
FIRST = HEADING + 1
LABELS: list[tuple[str, float]] = [
    ("Område", 30),
    ("Politikområde", 20),
    ("Oprindeligt budget", 15),
    ("Omplacering", 13),
    ("Tillægsbevilling", 13),
    ("Overførsel", 13),
    ("Korrigeret budget", 15),
    ("Forbrug", 15),
    ("Disponeret, ikke bogført", 15),
    ("Risikosager og puljer", 14),
    ("Fremskrevet efter metode", 15),
    ("Forventet refusion", 13),
    ("Forventet regnskab", 15),
    ("Afvigelse (mindreforbrug +)", 15),
    ("Afvigelsen er", 14),
    ("Afvigelse i %", 10),
    ("Heraf disponeret i lukkede måneder", 15),
    ("Heraf disponeret i åbne måneder", 15),
    ("Sidste år", 15),
    ("Metode", 28),
    ("Begrundelse for metode", 40),
    ("Afvigelsesforklaring", 60),
    ("Mærker", 40),
]
(
    AREA, POLICY, ORIGINAL, MOVED, SUPPLEMENTARY, CARRIED, BUDGET, SPENT, COMMITTED, RISK, METHOD, REFUND, FORECAST,
    DEVIATION, WORD, SHARE, UNBOOKED, OPEN, LAST_YEAR, METHOD_NAME, REASON, EXPLANATION, MARKS,
) = range(len(LABELS))  # fmt: skip

BUDGETS = {
    ORIGINAL: "budget_original_oere",
    MOVED: "budget_moved_oere",
    SUPPLEMENTARY: "budget_supplementary_oere",
    CARRIED: "budget_carried_over_oere",
}
COMPONENTS = {
    SPENT: ("spent",),
    RISK: ("risk", "pool"),
    METHOD: ("method_rest",),
    REFUND: ("refund",),
    UNBOOKED: ("missing_invoice", "collective_offset"),
    OPEN: ("committed_open",),
    LAST_YEAR: ("last_year_spent",),
}
FIGURES = {
    **BUDGETS,
    BUDGET: "budget_oere",
    SPENT: "spent_oere",
    COMMITTED: "committed_oere",
    RISK: "estimates_oere",
    METHOD: "method_oere",
    REFUND: "refund_oere",
    FORECAST: "forecast_oere",
    DEVIATION: "deviation_oere",
    LAST_YEAR: "last_year_oere",
}
"""Column → the figure of the follow-up that it shows and whose address it carries."""

SUMMED = (*BUDGETS, *COMPONENTS)
"""The columns that totals add up; the others are worked out from these in every row."""

Amounts = dict[int, int]


@dataclass(frozen=True)
class Sources:
    """What the sheet adds up, and the areas that are forecast child by child."""

    commitments: CommitmentRanges
    unbooked: AmountRanges
    spent: AmountRanges
    estimates: AmountRanges
    disposed: frozenset[str]


def write_follow_up(book: Book, given: WorkbookInput, labels: Mapping[str, str], sources: Sources) -> None:
    """Fill the sheet: the areas, the total, a control against the follow-up, and the policy areas below."""
    closed = month(given.closed_through) if given.closed_through // 100 == given.year else "ingen måned"
    heading = (given.answer, f"{given.municipality}, opgjort pr. {day(given.as_of)}. Lukket til og med {closed}.")
    book.title(SHEET, f"Budgetopfølgning {given.year}", (*heading, *((SYNTHETIC,) if given.synthetic else ())))
    book.headings(SHEET, HEADING, LABELS)
    sums = component_sums(given)
    rows = given.rows("area")
    last = HEADING + len(rows)
    amounts = {values["area"]: _amounts(values, sums) for values in rows}
    for row, values in enumerate(rows, start=FIRST):
        _write_area(book, given, row, values, labels[values["area"]], sources, amounts[values["area"]])
    total = {column: sum(found[column] for found in amounts.values()) for column in SUMMED}
    _write_sum(book, given, last + 1, "I alt", total, {}, last, policy=False)
    _write_control(book, given, last + 2, _results(total)[FORECAST])
    row = last + 5
    for values in given.rows("policy_area"):
        within = [found["area"] for found in rows if found["policy_area"] == values["area"]]
        part = {column: sum(amounts[area][column] for area in within) for column in SUMMED}
        _write_sum(book, given, row, values["label"], part, {"policy_area": values["area"]}, last, policy=True)
        row += 1
    book.finish(SHEET, HEADING, last, MARKS)
    red = book.style(font_color="#B5511C", bold=True)
    area = f"{cell(FIRST, DEVIATION)}:{cell(max(last, FIRST), DEVIATION)}"
    book.sheets[SHEET].conditional_format(area, {"type": "cell", "criteria": "<", "value": 0, "format": red})
    marks = dict.fromkeys(code for values in rows for code in words.marks(values.get("flags")))
    for note in (*given.caveats, *words.explained(marks)):
        row += 1
        book.text(SHEET, row, 0, note, italic=True, font_color="#555555")


def component_sums(given: WorkbookInput) -> dict[tuple[str, str], int]:
    """(area, component) → øre over all lines."""
    import polars as pl

    sums = given.lines.group_by("area", "component").agg(pl.col("amount_oere").sum())
    return {(area, component): oere for area, component, oere in sums.iter_rows()}


def _amounts(values: Mapping[str, Any], sums: Mapping[tuple[str, str], int]) -> Amounts:
    made = {column: values.get(name) or 0 for column, name in BUDGETS.items()}
    for column, components in COMPONENTS.items():
        made[column] = sum(sums.get((values["area"], component), 0) for component in components)
    return made


def _results(amounts: Amounts) -> Amounts:
    """``amounts`` with corrected budget, commitments, forecast and deviation."""
    made = dict(amounts)
    made[BUDGET] = sum(made[column] for column in BUDGETS)
    made[COMMITTED] = made[UNBOOKED] + made[OPEN]
    made[FORECAST] = sum(made[column] for column in (SPENT, COMMITTED, RISK, METHOD, REFUND))
    made[DEVIATION] = made[BUDGET] - made[FORECAST]
    return made


def _write_area(
    book: Book,
    given: WorkbookInput,
    row: int,
    values: Mapping[str, Any],
    label: str,
    sources: Sources,
    amounts: Amounts,
) -> None:
    area = values["area"]
    book.text(SHEET, row, AREA, label)
    book.text(SHEET, row, POLICY, values.get("policy_area"))
    for column in BUDGETS:
        book.money(SHEET, row, column, amounts[column])
    for column in COMPONENTS:
        formula = _component_formula(row, column, area, sources)
        book.money_formula(SHEET, row, column, f"=ROUND({formula},2)", amounts[column])
    found = _results(amounts)
    _write_results(book, row, found)
    for column, text in (
        (METHOD_NAME, words.label("method", values.get("method"))),
        (REASON, values.get("method_reason")),
        (EXPLANATION, given.explanations.get(area)),
        (MARKS, ", ".join(words.marks(values.get("flags")))),
    ):
        book.text(SHEET, row, column, text, text_wrap=True)
    _note_figures(book, given, row, found, {"area": area}, label)


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
        ranges = sources.commitments
        ahead = f"SUMIFS({ranges.open_months},{ranges.areas},{name})+"
        return f"{ahead if area in sources.disposed else ''}{set_off}"
    return "+".join(of(sources.estimates, words.label("component", code)) for code in COMPONENTS[column])


def _write_results(book: Book, row: int, amounts: Amounts, **properties: Any) -> None:
    """Corrected budget, commitments, forecast, deviation, its word and its per cent, all from the row's own cells."""

    def at(column: int) -> str:
        return cell(row, column, fixed_column=True)

    budget, forecast, deviation = at(BUDGET), at(FORECAST), at(DEVIATION)
    strong = {"bold": True, **properties}
    for column, formula, style in (
        (BUDGET, f"SUM({at(ORIGINAL)}:{at(CARRIED)})", properties),
        (COMMITTED, f"{at(UNBOOKED)}+{at(OPEN)}", properties),
        (FORECAST, f"SUM({at(SPENT)}:{at(REFUND)})", strong),
        (DEVIATION, f"{budget}-{forecast}", strong),
    ):
        book.money_formula(SHEET, row, column, f"=ROUND({formula},2)", amounts[column], **style)
    income = f"OR({budget}<0,AND({budget}=0,{forecast}<0))"
    word = (
        f'=IF({deviation}=0,"ingen afvigelse",IF({income},IF({deviation}>0,"merindtægt","mindreindtægt"),'
        f'IF({deviation}>0,"mindreforbrug","merforbrug")))'
    )
    known = deviation_word(amounts[DEVIATION], amounts[BUDGET], amounts[FORECAST])
    book.formula(SHEET, row, WORD, word, known, **properties)
    share: float | str = ""
    if amounts[BUDGET]:
        share = rounded(amounts[DEVIATION] * 10_000, abs(amounts[BUDGET])) / 10_000
    formula = f'=IF({budget}=0,"",ROUND({deviation}/ABS({budget}),4))'
    book.formula(SHEET, row, SHARE, formula, share, num_format=SHARE_FORMAT, **properties)


def _note_figures(
    book: Book, given: WorkbookInput, row: int, amounts: Amounts, where: Mapping[str, str], label: str
) -> None:
    for column, name in FIGURES.items():
        text = f"{LABELS[column][0]}: {label}"
        book.figure(SHEET, row, column, text, given.address("follow-up", name, where), amounts[column])


def _write_sum(
    book: Book,
    given: WorkbookInput,
    row: int,
    label: str,
    amounts: Amounts,
    where: Mapping[str, str],
    last: int,
    *,
    policy: bool,
) -> None:
    """A row of sums over the areas: all of them, or those of the policy area named in its first cell."""
    edge: dict[str, Any] = {"italic": True} if policy else {"top": 1, "bold": True}
    for column in range(MARKS + 1):
        book.text(SHEET, row, column, label if column == AREA else "", **edge)
    names = column_range(SHEET, POLICY, FIRST, last)
    for column in SUMMED:
        ranged = f"{cell(FIRST, column, fixed_row=True)}:{cell(max(last, FIRST), column, fixed_row=True)}"
        formula = f"SUMIFS({ranged},{names},{cell(row, AREA, fixed_column=True)})" if policy else f"SUM({ranged})"
        book.money_formula(SHEET, row, column, f"=ROUND({formula},2)", amounts[column], **edge)
    found = _results(amounts)
    _write_results(book, row, found, **edge)
    _note_figures(book, given, row, found, where, label)


def _write_control(book: Book, given: WorkbookInput, row: int, forecast_oere: int) -> None:
    """The sheet's year-end against the follow-up's own; the difference must be 0."""
    ours = given.rows("total")[0]["forecast_oere"]
    book.text(SHEET, row, AREA, "Forventet regnskab i Trinvis", italic=True)
    book.money(SHEET, row, FORECAST, ours, italic=True)
    book.text(SHEET, row + 1, AREA, "Kontrol: forskel (skal være 0)", italic=True)
    difference = f"=ROUND({cell(row - 1, FORECAST)}-{cell(row, FORECAST)},2)"
    book.money_formula(SHEET, row + 1, FORECAST, difference, forecast_oere - ours, italic=True)
