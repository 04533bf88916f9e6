"""*Disponering*: a row per price period, its twelve months as live formulas on price, dates and the calendar row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.reports import words
from trinvis.reports.danish import short_month
from trinvis.reports.workbook.amount_formula import Form, MonthCells, PriceCells, days_formula, month_formula
from trinvis.reports.workbook.book import (
    CLOSED_NAME,
    COMMITMENTS,
    DAY,
    FULL_YEAR_NAME,
    NUMBER,
    SHARE,
    YEAR_NAME,
    Book,
    cell,
    column_range,
)
from trinvis.reports.workbook.grant_rows import GrantRow, grant_rows, month_ends

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput

FIRST_DAY_ROW, LAST_DAY_ROW, MONTH_DAYS_ROW, TOTAL_ROW, HEADING_ROW = 3, 4, 5, 6, 7
FIRST_ROW = HEADING_ROW + 1

LABELS: list[tuple[str, float]] = [
    ("Indsats", 9),
    ("Barn", 11),
    ("Område", 26),
    ("Indsatstype", 24),
    ("Anbringelsessted", 22),
    ("Trin", 6),
    ("Leverandørtype", 14),
    ("Leverandør", 11),
    ("Team", 14),
    ("Distrikt", 14),
    ("Status", 11),
    ("Enhed", 13),
    ("Takst, kr.", 13),
    ("Antal", 8),
    ("Momsfaktor", 10),
    ("Startdato", 11),
    ("Stopdato (tom = ukendt)", 11),
    ("Sandsynlighed", 12),
    ("Fortegn", 8),
    ("Antal × moms, tæller", 9),
    ("Antal × moms, nævner", 9),
    ("Fordeles på dage", 9),
]
(
    GRANT,
    CHILD,
    AREA,
    TYPE,
    PLACE,
    STEP,
    PROVIDER_KIND,
    PROVIDER,
    TEAM,
    DISTRICT,
    STATUS,
    UNIT,
    RATE,
    QUANTITY,
    VAT,
    START,
    STOP,
    PROBABILITY,
    SIGN,
    NUMERATOR,
    DENOMINATOR,
    SPREAD,
) = range(len(LABELS))
JANUARY = len(LABELS)
YEAR, CLOSED, OPEN, DAYS, PERSONS, REMARK, DELIVERY, ROW = range(JANUARY + 12, JANUARY + 20)

OWN_MONTHS = "Kildens egne månedsbeløb"
NOT_BY_FORMULA = "Beløb fra beregningen; kan ikke dannes af takst × mængde"


@dataclass(frozen=True)
class CommitmentRanges:
    """What other sheets add up: the area of each row and its open months; and the rows themselves."""

    areas: str
    open_months: str
    rows: tuple[GrantRow, ...]


def write_commitments(book: Book, given: WorkbookInput, labels: dict[str, str]) -> CommitmentRanges:
    """Fill the sheet; ``labels`` is area id → the unique label that all sheets name it by."""
    rows = grant_rows(given)
    book.title(
        COMMITMENTS,
        f"Disponering {given.year}",
        (
            "En række pr. indsats og prisperiode. Beløb er takst × antal × dage × momsfaktor, afrundet til hele øre "
            "og derefter ganget med sandsynligheden.",
        ),
    )
    _calendar(book, given)
    last = FIRST_ROW + max(len(rows), 1) - 1
    for offset, row in enumerate(rows):
        _write_row(book, given, FIRST_ROW + offset, row, labels)
    _totals(book, rows, given, last)
    made = book.sheets[COMMITMENTS]
    made.set_column(NUMERATOR, SPREAD, 9, None, {"level": 1, "hidden": True, "collapsed": False})
    made.set_column(JANUARY, JANUARY + 11, 13)
    book.finish(COMMITMENTS, HEADING_ROW, last, ROW, frozen_columns=AREA + 1)
    return CommitmentRanges(
        areas=column_range(COMMITMENTS, AREA, FIRST_ROW, last),
        open_months=column_range(COMMITMENTS, OPEN, FIRST_ROW, last),
        rows=tuple(rows),
    )


def _calendar(book: Book, given: WorkbookInput) -> None:
    """The calendar above the months: first day, last day, number of days; everything below is counted from it."""
    for row, label in (
        (FIRST_DAY_ROW, "Første dag"),
        (LAST_DAY_ROW, "Sidste dag"),
        (MONTH_DAYS_ROW, "Dage i måneden"),
        (TOTAL_ROW, "Viste rækker i alt"),
    ):
        book.text(COMMITMENTS, row, 0, label, italic=True)
    labels = [*LABELS]
    for number in range(1, 13):
        column = JANUARY + number - 1
        first, last = month_ends(given.year, number)
        name = cell(FIRST_DAY_ROW, column)
        serial = (first - date(1899, 12, 30)).days
        book.formula(
            COMMITMENTS, FIRST_DAY_ROW, column, f"=DATE({YEAR_NAME},{number},1)", serial, num_format=DAY, italic=True
        )
        days = (last - first).days + 1
        book.formula(
            COMMITMENTS, LAST_DAY_ROW, column, f"=EOMONTH({name},0)", serial + days - 1, num_format=DAY, italic=True
        )
        book.formula(
            COMMITMENTS,
            MONTH_DAYS_ROW,
            column,
            f"={cell(LAST_DAY_ROW, column)}-{name}+1",
            days,
            num_format="0",
            italic=True,
        )
        labels.append((short_month(given.year * 100 + number), 13))
    labels += [
        ("Året", 14),
        ("Lukkede måneder", 14),
        ("Åbne måneder", 14),
        ("Dage i året", 8),
        ("Helårspersoner", 10),
        ("Bemærkning", 30),
        ("Levering", 14),
        ("Række", 8),
    ]
    book.headings(COMMITMENTS, HEADING_ROW, labels)


def _write_row(book: Book, given: WorkbookInput, row: int, grant: GrantRow, labels: dict[str, str]) -> None:
    values, price = grant.values, grant.price
    for column, number in (
        (GRANT, values.get("grant_id")),
        (CHILD, values.get("child_no")),
        (STEP, values.get("step")),
        (PROVIDER, values.get("provider_no")),
        (ROW, values.get("row_no") or values.get("journal_seq")),
    ):
        book.number(COMMITMENTS, row, column, number, num_format="0")
    area = values.get("area") or ""
    for column, text in (
        (AREA, labels.get(area, area)),
        (TYPE, words.label("intervention_type", values.get("intervention_type"))),
        (PLACE, words.label("placement_type", values.get("placement_type"))),
        (PROVIDER_KIND, words.label("provider_kind", values.get("provider_kind"))),
        (TEAM, values.get("team")),
        (DISTRICT, values.get("district")),
        (STATUS, words.label("status", values.get("status"))),
        (UNIT, words.label("unit", price.unit)),
        (DELIVERY, values.get("delivery_id") or ("journal" if values.get("journal_seq") else None)),
    ):
        book.text(COMMITMENTS, row, column, text)
    book.money(COMMITMENTS, row, RATE, None if grant.own_months and not price.rate_oere else price.rate_oere)
    book.number(COMMITMENTS, row, QUANTITY, price.quantity / 100, num_format=NUMBER)
    book.number(COMMITMENTS, row, VAT, price.vat_factor / 10_000, num_format=SHARE)
    book.day(COMMITMENTS, row, START, grant.start)
    book.day(COMMITMENTS, row, STOP, grant.stop)
    book.number(COMMITMENTS, row, PROBABILITY, price.probability / 10_000, num_format=SHARE)
    book.number(COMMITMENTS, row, SIGN, price.sign, num_format="0")
    _factor(book, row, grant)
    remark = _months(book, given, row, grant)
    if price.sign < 0:
        remark = remark or "Forventet indtægt: en anden kommune betaler"
    book.text(COMMITMENTS, row, REMARK, remark)
    _sums(book, given, row, grant)


def _factor(book: Book, row: int, grant: GrantRow) -> None:
    """Quantity × VAT factor as a shortened fraction, so that no quotient comes near the limit of a spreadsheet's digits."""
    numerator, denominator = grant.price.factor()
    quantity = f"ROUND({cell(row, QUANTITY)}*100,0)*ROUND({cell(row, VAT)}*10000,0)"
    divisor = f"GCD(ABS({quantity}),1000000)"
    book.formula(COMMITMENTS, row, NUMERATOR, f"={quantity}/{divisor}", numerator, num_format="0")
    book.formula(COMMITMENTS, row, DENOMINATOR, f"=1000000/{divisor}", denominator, num_format="0")
    if grant.price.unit == "session" and grant.spread_days:
        formula = f"={cell(row, STOP)}-{cell(row, START)}+1"
        book.formula(COMMITMENTS, row, SPREAD, formula, grant.spread_days, num_format="0")


def _price_cells(row: int) -> PriceCells:
    def fixed(column: int) -> str:
        return cell(row, column, fixed_column=True)

    return PriceCells(
        rate=fixed(RATE),
        numerator=fixed(NUMERATOR),
        denominator=fixed(DENOMINATOR),
        start=fixed(START),
        stop=fixed(STOP),
        probability=fixed(PROBABILITY),
        sign=fixed(SIGN),
        spread=fixed(SPREAD),
    )


def _month_cells(column: int) -> MonthCells:
    return MonthCells(
        first=cell(FIRST_DAY_ROW, column, fixed_row=True),
        last=cell(LAST_DAY_ROW, column, fixed_row=True),
        days=cell(MONTH_DAYS_ROW, column, fixed_row=True),
        year_days=f"(DATE({YEAR_NAME}+1,1,1)-DATE({YEAR_NAME},1,1))",
    )


def _months(book: Book, given: WorkbookInput, row: int, grant: GrantRow) -> str:
    """The twelve amounts; what to remark about them."""
    prices = _price_cells(row)
    remark = ""
    for number in range(1, 13):
        month, column = given.year * 100 + number, JANUARY + number - 1
        oere = grant.months.get(month, 0)
        written = grant.form(given.year, number)
        if written is Form.VALUE:
            if oere or grant.own_months:
                book.money(COMMITMENTS, row, column, oere, italic=True)
                remark = OWN_MONTHS if grant.own_months else NOT_BY_FORMULA
        else:
            formula = month_formula(
                prices,
                _month_cells(column),
                unit=grant.price.unit,
                whole_months=grant.whole_months,
                form=written,
            )
            book.money_formula(COMMITMENTS, row, column, formula, oere)
        if oere and grant.price.sign > 0:
            book.figure(COMMITMENTS, row, column, "Disponeret", _address(given, grant, month), oere)
    return remark


def _address(given: WorkbookInput, grant: GrantRow, month: int) -> str:
    where = {"component": "committed_year", "month": str(month)}
    for name in ("grant_id", "delivery_id", "row_no", "journal_seq"):
        if grant.values.get(name) is not None:
            where[name] = str(grant.values[name])
    return given.address("amount_oere", where)


def _sums(book: Book, given: WorkbookInput, row: int, grant: GrantRow) -> None:
    months = f"{cell(row, JANUARY, fixed_column=True)}:{cell(row, JANUARY + 11, fixed_column=True)}"
    days = (
        f"{cell(FIRST_DAY_ROW, JANUARY, fixed_row=True, fixed_column=True)}:"
        f"{cell(FIRST_DAY_ROW, JANUARY + 11, fixed_row=True, fixed_column=True)}"
    )
    of_year = {month: oere for month, oere in grant.months.items() if month // 100 == given.year}
    closed = sum(oere for month, oere in of_year.items() if month <= given.closed_through)
    total = sum(of_year.values())
    book.money_formula(COMMITMENTS, row, YEAR, f"=ROUND(SUM({months}),2)", total, bold=True)
    book.money_formula(COMMITMENTS, row, CLOSED, f'=ROUND(SUMIFS({months},{days},"<="&{CLOSED_NAME}),2)', closed)
    book.money_formula(COMMITMENTS, row, OPEN, f'=ROUND(SUMIFS({months},{days},">"&{CLOSED_NAME}),2)', total - closed)
    charged = sum(grant.days(*month_ends(given.year, number)) for number in range(1, 13)) if grant.price.sign > 0 else 0
    if grant.price.sign > 0:
        each = [
            days_formula(_price_cells(row), _month_cells(JANUARY + number), unit=grant.price.unit, whole_months=True)
            for number in range(12)
        ]
        if grant.whole_months:
            formula = "+".join(each)
        elif grant.price.unit == "once":
            formula = "+".join(
                days_formula(_price_cells(row), _month_cells(JANUARY + number), unit="once", whole_months=False)
                for number in range(12)
            )
        else:
            first, last = _month_cells(JANUARY).first, _month_cells(JANUARY + 11).last
            start, stop = _price_cells(row).start, _price_cells(row).stop
            formula = f"MAX(0,MIN({stop},{last})-MAX({start},{first})+1)"
        book.formula(COMMITMENTS, row, DAYS, f"={formula}", charged, num_format="0")
        persons = charged / (given.full_year_days or (date(given.year + 1, 1, 1) - date(given.year, 1, 1)).days)
        book.formula(COMMITMENTS, row, PERSONS, f"={cell(row, DAYS)}/{FULL_YEAR_NAME}", persons, num_format=NUMBER)


def _totals(book: Book, rows: list[GrantRow], given: WorkbookInput, last: int) -> None:
    def total(column: int, oere: int) -> None:
        area = f"{cell(FIRST_ROW, column)}:{cell(last, column)}"
        book.money_formula(COMMITMENTS, TOTAL_ROW, column, f"=ROUND(SUBTOTAL(109,{area}),2)", oere, bold=True, bottom=1)

    months = [given.year * 100 + number for number in range(1, 13)]
    sums = {month: sum(row.months.get(month, 0) for row in rows) for month in months}
    for number, month in enumerate(months):
        total(JANUARY + number, sums[month])
    closed = sum(oere for month, oere in sums.items() if month <= given.closed_through)
    total(YEAR, sum(sums.values()))
    total(CLOSED, closed)
    total(OPEN, sum(sums.values()) - closed)
