"""*Disponering*: a row per charged period, its twelve months as live formulas on price, dates and the calendar row."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import words
from trinvis.reports.danish import short_month
from trinvis.reports.workbook import commitment_columns as at
from trinvis.reports.workbook.amount_formula import Form, MonthCells, PriceCells, days_formula, month_formula
from trinvis.reports.workbook.book import (
    CLOSED_NAME,
    DAY,
    FULL_YEAR_NAME,
    NUMBER,
    SHARE,
    YEAR_NAME,
    Book,
    cell,
    column_range,
)
from trinvis.reports.workbook.book import COMMITMENTS as SHEET
from trinvis.reports.workbook.grant_rows import GrantRow, grant_rows, lines_by_address, month_ends, year_days

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput

YEAR_DAYS = f"(DATE({YEAR_NAME}+1,1,1)-DATE({YEAR_NAME},1,1))"


@dataclass(frozen=True)
class CommitmentRanges:
    """What other sheets add up: the area of each row and its open months; and the rows themselves."""

    areas: str
    open_months: str
    rows: tuple[GrantRow, ...]


def write_commitments(book: Book, given: WorkbookInput, labels: dict[str, str]) -> CommitmentRanges:
    """Fill the sheet; ``labels`` is area id → the unique label that all sheets name it by."""
    rows = grant_rows(given)
    rule = (
        "En række pr. indsats og prisperiode. Beløb = takst × antal × dage × momsfaktor, afrundet til hele øre og "
        "derefter ganget med sandsynligheden."
    )
    book.title(SHEET, f"Disponering {given.year}", (rule,))
    _calendar(book, given)
    last = at.FIRST_ROW + max(len(rows), 1) - 1
    counted = lines_by_address(rows)
    single = {key for key, number in counted.items() if number == 1}
    for row, grant in enumerate(rows, start=at.FIRST_ROW):
        _describe(book, row, grant, labels)
        _price(book, row, grant)
        remarks = _months(book, given, row, grant, single)
        book.text(SHEET, row, at.REMARK, "; ".join(at.REMARKS[code] for code in remarks))
        _sums(book, given, row, grant)
    _totals(book, rows, given, last)
    book.sheets[SHEET].set_column(at.SIGN, at.SPREAD, 9, None, {"level": 1, "hidden": True})
    book.finish(SHEET, at.HEADING_ROW, last, at.ROW, frozen_columns=at.AREA + 1)
    return CommitmentRanges(
        areas=column_range(SHEET, at.AREA, at.FIRST_ROW, last),
        open_months=column_range(SHEET, at.OPEN, at.FIRST_ROW, last),
        rows=tuple(rows),
    )


def _calendar(book: Book, given: WorkbookInput) -> None:
    """First day, last day and number of days above each month."""
    for row, label in (
        (at.FIRST_DAY_ROW, "Første dag"),
        (at.LAST_DAY_ROW, "Sidste dag"),
        (at.MONTH_DAYS_ROW, "Dage i måneden"),
        (at.TOTAL_ROW, "Viste rækker i alt"),
    ):
        book.text(SHEET, row, 0, label, italic=True)
    labels = [*at.GRANT_LABELS]
    for number in range(1, 13):
        column = at.JANUARY + number - 1
        first, last = month_ends(given.year, number)
        name, end = cell(at.FIRST_DAY_ROW, column), cell(at.LAST_DAY_ROW, column)
        serial, days = (first - date(1899, 12, 30)).days, (last - first).days + 1
        for row, formula, result, form in (
            (at.FIRST_DAY_ROW, f"=DATE({YEAR_NAME},{number},1)", serial, DAY),
            (at.LAST_DAY_ROW, f"=EOMONTH({name},0)", serial + days - 1, DAY),
            (at.MONTH_DAYS_ROW, f"={end}-{name}+1", days, "0"),
        ):
            book.formula(SHEET, row, column, formula, result, num_format=form, italic=True)
        labels.append((short_month(given.year * 100 + number), 13))
    book.headings(SHEET, at.HEADING_ROW, [*labels, *at.SUM_LABELS])


def _describe(book: Book, row: int, grant: GrantRow, labels: dict[str, str]) -> None:
    values = grant.values
    for column, number in (
        (at.GRANT, values.get("grant_id")),
        (at.CHILD, values.get("child_no")),
        (at.STEP, values.get("step")),
        (at.PROVIDER, values.get("provider_no")),
        (at.ROW, values.get("row_no") or values.get("journal_seq")),
    ):
        book.number(SHEET, row, column, number, num_format="0")
    area = values.get("area") or ""
    for column, text in (
        (at.AREA, labels.get(area, area)),
        (at.TYPE, words.label("intervention_type", values.get("intervention_type"))),
        (at.PLACE, words.label("placement_type", values.get("placement_type"))),
        (at.PROVIDER_KIND, words.label("provider_kind", values.get("provider_kind"))),
        (at.TEAM, values.get("team")),
        (at.DISTRICT, values.get("district")),
        (at.MAIN, "nej" if values.get("main") is False else "ja"),
        (at.STATUS, words.label("status", values.get("status"))),
        (at.UNIT, words.label("unit", grant.price.unit)),
        (at.DELIVERY, values.get("delivery_id") or ("journal" if values.get("journal_seq") else None)),
    ):
        book.text(SHEET, row, column, text)


def _price(book: Book, row: int, grant: GrantRow) -> None:
    """Rate, quantity, VAT factor and dates; quantity × VAT factor as a shortened fraction, so that no quotient comes
    near the limit of a spreadsheet's digits."""
    price = grant.price
    book.money(SHEET, row, at.RATE, grant.values.get("rate_oere"))
    book.number(SHEET, row, at.QUANTITY, price.quantity / 100, num_format=NUMBER)
    book.number(SHEET, row, at.VAT, price.vat_factor / 10_000, num_format=SHARE)
    book.number(SHEET, row, at.PROBABILITY, price.probability / 10_000, num_format=SHARE)
    book.number(SHEET, row, at.SIGN, price.sign, num_format="0")
    book.day(SHEET, row, at.START, grant.start)
    book.day(SHEET, row, at.STOP, grant.stop)
    _charged_days(book, row, grant)
    numerator, denominator = price.factor()
    product = f"ROUND({cell(row, at.QUANTITY)}*100,0)*ROUND({cell(row, at.VAT)}*10000,0)"
    divisor = f"GCD(ABS({product}),1000000)"
    book.formula(SHEET, row, at.NUMERATOR, f"={product}/{divisor}", numerator, num_format="0")
    book.formula(SHEET, row, at.DENOMINATOR, f"=1000000/{divisor}", denominator, num_format="0")
    if price.unit == "session" and not grant.on_start_day:
        formula = f"={cell(row, at.TO)}-{cell(row, at.FROM)}+1"
        if grant.to_day is not None and (grant.to_day - grant.from_day).days + 1 == grant.spread_days:
            book.formula(SHEET, row, at.SPREAD, formula, grant.spread_days, num_format="0")
        else:
            book.number(SHEET, row, at.SPREAD, grant.spread_days, num_format="0")


def _charged_days(book: Book, row: int, grant: GrantRow) -> None:
    """What is paid for: the row's own days by reference, or other days as they are."""

    def serial(day: date) -> int:
        return (day - date(1899, 12, 30)).days

    start, stop, first = cell(row, at.START), cell(row, at.STOP), cell(row, at.FROM)
    if grant.from_day == grant.start:
        book.formula(SHEET, row, at.FROM, f"={start}", serial(grant.start), num_format=DAY)
    else:
        book.day(SHEET, row, at.FROM, grant.from_day, italic=True)
    if grant.on_start_day and grant.to_day == grant.from_day:
        book.formula(SHEET, row, at.TO, f"={first}", serial(grant.from_day), num_format=DAY)
    elif grant.to_day == grant.stop:
        result = "" if grant.stop is None else serial(grant.stop)
        book.formula(SHEET, row, at.TO, f'=IF({stop}="","",{stop})', result, num_format=DAY)
    else:
        book.day(SHEET, row, at.TO, grant.to_day, italic=True)


def _price_cells(row: int) -> PriceCells:
    def fixed(column: int) -> str:
        return cell(row, column, fixed_column=True)

    return PriceCells(
        rate=fixed(at.RATE),
        numerator=fixed(at.NUMERATOR),
        denominator=fixed(at.DENOMINATOR),
        from_day=fixed(at.FROM),
        to_day=fixed(at.TO),
        probability=fixed(at.PROBABILITY),
        sign=fixed(at.SIGN),
        spread=fixed(at.SPREAD),
    )


@functools.cache
def _month_cells(column: int) -> MonthCells:
    return MonthCells(
        first=cell(at.FIRST_DAY_ROW, column, fixed_row=True),
        last=cell(at.LAST_DAY_ROW, column, fixed_row=True),
        days=cell(at.MONTH_DAYS_ROW, column, fixed_row=True),
        year_days=YEAR_DAYS,
    )


def _months(book: Book, given: WorkbookInput, row: int, grant: GrantRow, single: set[tuple[Any, ...]]) -> list[str]:
    """The twelve amounts; the codes of what there is to remark."""
    prices = _price_cells(row)
    unit = "once" if grant.on_start_day else grant.price.unit
    remarks = ["income"] if grant.income else []
    if grant.values.get("price_source") == "months":
        remarks.append("own_months")
    if grant.values.get("counting") == "whole_months":
        remarks.append("whole_months")
    elif grant.from_day != grant.start or (grant.to_day != grant.stop and not grant.on_start_day):
        remarks.append("replaced")
    for number in range(1, 13):
        month, column = given.year * 100 + number, at.JANUARY + number - 1
        oere = grant.months.get(month, 0)
        if oere is None:
            book.text(SHEET, row, column, at.NO_PRICE, italic=True)
            remarks.append("no_price")
            continue
        written = grant.form(given.year, number)
        if written is not Form.VALUE:
            formula = month_formula(prices, _month_cells(column), unit=unit, form=written)
            book.money_formula(SHEET, row, column, formula, oere)
        elif oere:
            book.money(SHEET, row, column, oere, italic=True)
            remarks.append("value")
        if oere and (*grant.origin, month) in single:
            book.figure(SHEET, row, column, "Disponeret", _address(given, grant, month), oere)
    return list(dict.fromkeys(remarks))


def _address(given: WorkbookInput, grant: GrantRow, month: int) -> str:
    where = {"month": str(month)}
    for name in ("delivery_id", "row_no", "journal_seq"):
        value = grant.values.get(name)
        where[name] = "" if value is None else str(value)
    return given.address("commitments", "amount_oere", where)


def _sums(book: Book, given: WorkbookInput, row: int, grant: GrantRow) -> None:
    months = f"{cell(row, at.JANUARY, fixed_column=True)}:{cell(row, at.JANUARY + 11, fixed_column=True)}"
    days = (
        f"{cell(at.FIRST_DAY_ROW, at.JANUARY, fixed_row=True, fixed_column=True)}:"
        f"{cell(at.FIRST_DAY_ROW, at.JANUARY + 11, fixed_row=True, fixed_column=True)}"
    )
    total, closed = grant.total(given.year), grant.total(given.year, through=given.closed_through)
    before = f'=ROUND(SUMIFS({months},{days},"<="&{CLOSED_NAME}),2)'
    after = f'=ROUND(SUMIFS({months},{days},">"&{CLOSED_NAME}),2)'
    book.money_formula(SHEET, row, at.YEAR, f"=ROUND(SUM({months}),2)", total, bold=True)
    book.money_formula(SHEET, row, at.CLOSED, before, closed)
    book.money_formula(SHEET, row, at.OPEN, after, total - closed)
    if grant.income or grant.on_start_day:
        return
    charged = grant.days(date(given.year, 1, 1), date(given.year, 12, 31))
    formula = days_formula(_price_cells(row), _month_cells(at.JANUARY).first, _month_cells(at.JANUARY + 11).last)
    book.formula(SHEET, row, at.DAYS, f"={formula}", charged, num_format="0")
    if grant.values.get("main") is not False and grant.we_pay:
        length = given.full_year_days or year_days(given.year)
        persons = charged * grant.price.probability / 10_000 / length
        formula = f"={cell(row, at.DAYS)}*{cell(row, at.PROBABILITY)}/{FULL_YEAR_NAME}"
        book.formula(SHEET, row, at.PERSONS, formula, persons, num_format=NUMBER)


def _totals(book: Book, rows: Sequence[GrantRow], given: WorkbookInput, last: int) -> None:
    """The sums of what the filter shows, above the list."""
    closed = sum(row.total(given.year, through=given.closed_through) for row in rows)
    year = sum(row.total(given.year) for row in rows)
    sums = {at.YEAR: year, at.CLOSED: closed, at.OPEN: year - closed}
    for number in range(12):
        month = given.year * 100 + number + 1
        sums[at.JANUARY + number] = sum(row.months.get(month) or 0 for row in rows)
    for column, oere in sums.items():
        area = f"{cell(at.FIRST_ROW, column)}:{cell(last, column)}"
        book.money_formula(SHEET, at.TOTAL_ROW, column, f"=ROUND(SUBTOTAL(109,{area}),2)", oere, bold=True, bottom=1)
