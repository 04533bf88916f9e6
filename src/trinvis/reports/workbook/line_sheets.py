"""The sheets that hold what no formula can make: posted money, set-offs, and what the methods expect.

Each row is the sum of some lines, so that *Opfølgning* can add them up by SUMIFS and every row can be opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.calculations.commitments.year import YEAR_RULES
from trinvis.reports import words
from trinvis.reports.danish import short_month
from trinvis.reports.workbook.book import MONTH, SPENT, UNBOOKED, Book, cell, column_range

if TYPE_CHECKING:
    import polars as pl

    from trinvis.reports.workbook.given import WorkbookInput
    from trinvis.reports.workbook.grant_rows import GrantRow

UNBOOKED_COMPONENTS = ("missing_invoice", "collective_offset")
SET_OFF = "committed_open"
SET_OFF_LABEL = "Regulering af åbne måneder"
NOT_COUNTED = "Regnes ikke med i opfølgningen"
"""Of a grant's open month that the follow-up has no line for, such as the income of an area counted gross."""
LAST_YEAR_LABEL = "Sidste år"


@dataclass(frozen=True)
class AmountRanges:
    """Three columns of a sheet that SUMIFS needs: area, kind, amount."""

    areas: str
    kinds: str
    amounts: str


def month_day(month: int | None) -> date | None:
    """The first day of a month; none for a line without month."""
    return None if month is None else date(month // 100, month % 100, 1)


def grouped(lines: pl.DataFrame, keys: Sequence[str]) -> Iterable[dict[str, Any]]:
    """The sums of lines by ``keys``, with the rules and marks of all of them."""
    import polars as pl

    return (
        lines.group_by(keys)
        .agg(
            pl.col("amount_oere").sum(),
            pl.col("rules").drop_nulls().unique().sort().str.join(";"),
            pl.col("flag").drop_nulls().unique().sort().str.join(";"),
        )
        .sort(keys, nulls_last=True)
        .iter_rows(named=True)
    )


def write_unbooked(
    book: Book, given: WorkbookInput, labels: dict[str, str], rows: Sequence[GrantRow], disposed: frozenset[str]
) -> AmountRanges:
    """*Ikke bogført*: missing invoices, what collective invoices cover, and what open months are reduced by.

    The last is the difference, grant by grant and month by month, between the lines of the follow-up and the open months
    of *Disponering*: what is posted already. With it the sheets add up to the follow-up to the øre.
    """
    import polars as pl

    book.title(
        UNBOOKED,
        f"Disponeret, endnu ikke bogført {given.year}",
        ("Lukkede måneder uden faktura, og det, som allerede er bogført i åbne måneder.",),
    )
    heading = 3
    book.headings(
        UNBOOKED,
        heading,
        [
            ("Område", 26),
            ("Art", 44),
            ("Indsats", 9),
            ("Barn", 11),
            ("Måned", 11),
            ("Beløb, kr.", 15),
            ("Bemærkning", 60),
        ],
    )
    keys = ["area", "component", "grant_id", "child_no", "month"]
    found = list(grouped(given.lines.filter(pl.col("component").is_in(list(UNBOOKED_COMPONENTS))), keys))
    found += _set_offs(given, rows, disposed)
    row = heading
    for row, values in enumerate(found, start=heading + 1):
        component = values["component"]
        kind = SET_OFF_LABEL if component == SET_OFF else words.label("component", component)
        book.text(UNBOOKED, row, 0, labels.get(values["area"], values["area"]))
        book.text(UNBOOKED, row, 1, kind)
        book.number(UNBOOKED, row, 2, values["grant_id"], num_format="0")
        book.number(UNBOOKED, row, 3, values["child_no"], num_format="0")
        book.day(UNBOOKED, row, 4, month_day(values["month"]), num_format=MONTH)
        book.money(UNBOOKED, row, 5, values["amount_oere"])
        book.text(UNBOOKED, row, 6, _why(values["rules"]))
        if component != SET_OFF:
            where = {name: _text(values[name]) for name in keys if name != "component"}
            book.figure(UNBOOKED, row, 5, kind, given.lines_address(component, where), values["amount_oere"])
    book.finish(UNBOOKED, heading, row, 6)
    return amount_ranges(UNBOOKED, heading + 1, row, 5)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _why(rules: str | None) -> str:
    return (
        NOT_COUNTED
        if rules == NOT_COUNTED
        else "; ".join(YEAR_RULES[code] for code in words.marks(rules) if code in YEAR_RULES)
    )


def _set_offs(given: WorkbookInput, rows: Sequence[GrantRow], disposed: frozenset[str]) -> list[dict[str, Any]]:
    import polars as pl

    shown: dict[tuple[str, int | None, int], int] = {}
    for row in rows:
        area = row.values.get("area") or ""
        if area in disposed:
            for month, oere in row.months.items():
                if month > given.closed_through and month // 100 == given.year:
                    key = (area, row.values.get("grant_id"), month)
                    shown[key] = shown.get(key, 0) + (oere or 0)
    children = {row.values.get("grant_id"): row.values.get("child_no") for row in rows}
    rules: dict[tuple[str, int | None, int], str] = {}
    wanted: dict[tuple[str, int | None, int], int] = {}
    lines = given.lines.filter(pl.col("component") == SET_OFF)
    for values in grouped(lines, ["area", "grant_id", "month"]):
        key = (values["area"], values["grant_id"], values["month"])
        wanted[key], rules[key] = values["amount_oere"], values["rules"]
    found = []
    for key in sorted({*shown, *wanted}, key=lambda key: (key[0], key[1] or 0, key[2] or 0)):
        difference = wanted.get(key, 0) - shown.get(key, 0)
        if difference:
            area, grant, month = key
            codes = ";".join(code for code in words.marks(rules.get(key)) if code != "D3")
            found.append(
                {
                    "area": area,
                    "component": SET_OFF,
                    "grant_id": grant,
                    "child_no": children.get(grant),
                    "month": month,
                    "amount_oere": difference,
                    "rules": codes or NOT_COUNTED,
                }
            )
    return found


def amount_ranges(sheet: str, first: int, last: int, amount: int) -> AmountRanges:
    """The ranges of a sheet whose first two columns are area and kind."""
    return AmountRanges(
        areas=column_range(sheet, 0, first, last),
        kinds=column_range(sheet, 1, first, last),
        amounts=column_range(sheet, amount, first, last),
    )


SPENT_LABEL = "Forbrug"
JANUARY = 3
OTHER = JANUARY + 12
TOTAL = OTHER + 1


def write_spent(book: Book, given: WorkbookInput, labels: dict[str, str]) -> AmountRanges:
    """*Forbrug*: posted per area, account and month; last year's total per area below the same headings."""
    import polars as pl

    book.title(SPENT, f"Forbrug {given.year}", ("Bogført efter regnskabsmåned. Udgift er plus, indtægt er minus.",))
    heading = 3
    months = [given.year * 100 + number for number in range(1, 13)]
    book.headings(
        SPENT,
        heading,
        [
            ("Område", 26),
            ("Art", 12),
            ("Konto", 13),
            *[(short_month(month), 13.0) for month in months],
            ("Uden for årets måneder", 13),
            ("I alt, kr.", 15),
        ],
    )
    spent = given.lines.filter(pl.col("component") == "spent")
    by_account: dict[tuple[str, str], dict[int | None, int]] = {}
    for values in grouped(spent, ["area", "account_key", "month"]):
        inner = by_account.setdefault((values["area"], values["account_key"] or ""), {})
        month = values["month"] if values["month"] in months else None
        inner[month] = inner.get(month, 0) + values["amount_oere"]
    row = heading
    for (area, account), amounts in sorted(by_account.items()):
        row += 1
        _spent_row(book, row, labels.get(area, area), account, amounts, months)
        where = {"area": area, "account_key": account}
        total = sum(amounts.values())
        book.figure(SPENT, row, TOTAL, SPENT_LABEL, given.lines_address("spent", where), total)
        for number, month in enumerate(months):
            if amounts.get(month):
                address = given.lines_address("spent", {**where, "month": str(month)})
                book.figure(SPENT, row, JANUARY + number, SPENT_LABEL, address, amounts[month])
    before = given.lines.filter(pl.col("component") == "last_year_spent")
    for values in grouped(before, ["area"]):
        row += 1
        book.text(SPENT, row, 0, labels.get(values["area"], values["area"]))
        book.text(SPENT, row, 1, LAST_YEAR_LABEL, italic=True)
        book.money(SPENT, row, TOTAL, values["amount_oere"], italic=True)
        address = given.lines_address("last_year_spent", {"area": values["area"]})
        book.figure(SPENT, row, TOTAL, LAST_YEAR_LABEL, address, values["amount_oere"])
    book.finish(SPENT, heading, row, TOTAL, frozen_columns=JANUARY)
    return amount_ranges(SPENT, heading + 1, row, TOTAL)


def _spent_row(
    book: Book,
    row: int,
    label: str,
    account: str,
    amounts: dict[int | None, int],
    months: Sequence[int],
) -> None:
    book.text(SPENT, row, 0, label)
    book.text(SPENT, row, 1, SPENT_LABEL)
    book.text(SPENT, row, 2, account)
    for number, month in enumerate(months):
        if month in amounts:
            book.money(SPENT, row, JANUARY + number, amounts[month])
    if None in amounts:
        book.money(SPENT, row, OTHER, amounts[None])
    area = f"{cell(row, JANUARY)}:{cell(row, OTHER)}"
    book.money_formula(SPENT, row, TOTAL, f"=ROUND(SUM({area}),2)", sum(amounts.values()), bold=True)
