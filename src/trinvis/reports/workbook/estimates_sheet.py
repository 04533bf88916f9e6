"""*Skøn*: risk cases (number × price × probability × time) and pools as formulas; what other methods expect as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trinvis.reports import words
from trinvis.reports.danish import rounded
from trinvis.reports.workbook.amount_formula import WHOLE, Form, Price, amount_oere, form
from trinvis.reports.workbook.book import ESTIMATES, MONTH, NUMBER, SHARE, YEAR_NAME, Book, cell
from trinvis.reports.workbook.line_sheets import AmountRanges, amount_ranges, grouped, month_day

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput

COMPONENTS = ("risk", "pool", "method_rest", "refund")
KEYS = ["area", "component", "delivery_id", "row_no", "journal_seq"]

LABELS: list[tuple[str, float]] = [
    ("Område", 26),
    ("Art", 36),
    ("Barn", 11),
    ("Måned", 11),
    ("Antal", 8),
    ("Pris, kr.", 15),
    ("Sandsynlighed", 12),
    ("Fra", 11),
    ("Til", 11),
    ("Dage i året", 9),
    ("Antal × sandsynlighed, tæller", 9),
    ("Antal × sandsynlighed, nævner", 9),
    ("Beløb, kr.", 15),
    ("Levering", 14),
    ("Række", 8),
    ("Bemærkning", 60),
]
(
    AREA,
    KIND,
    CHILD,
    MONTH_COLUMN,
    NUMBER_COLUMN,
    PRICE,
    CHANCE,
    FROM,
    TO,
    DAYS,
    NUMERATOR,
    DENOMINATOR,
    AMOUNT,
    DELIVERY,
    ROW,
    REMARK,
) = range(16)
HEADING = 3
_KEYS = ("area", "delivery_id", "row_no", "journal_seq", "child_no", "month")

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Estimate:
    """An estimate with what is null filled in: one case, certain, the whole year."""

    kind: str
    number: int
    price_oere: int
    probability: int
    start: date
    stop: date

    @property
    def days(self) -> int:
        """Its days of the year."""
        return max(0, (self.stop - self.start).days + 1)


def write_estimates(book: Book, given: WorkbookInput, labels: dict[str, str]) -> AmountRanges:
    """Fill the sheet. A risk case whose lines are not what the formula gives is written as a value."""
    import polars as pl

    book.title(
        ESTIMATES,
        f"Skøn, puljer og metoder {given.year}",
        ("En risikosag er antal × pris pr. år × sandsynlighed × dage / årets dage.",),
    )
    book.headings(ESTIMATES, HEADING, LABELS)
    typed = _estimates(given)
    lines = given.lines.filter(pl.col("component").is_in(list(COMPONENTS)))
    single = lines.filter(pl.col("component").is_in(["risk", "pool"]))
    row = HEADING
    for values in grouped(single, KEYS):
        row += 1
        estimate = typed.get((values["delivery_id"], values["row_no"], values["journal_seq"]))
        _write(book, given, row, values, labels, estimate)
    others = lines.filter(~pl.col("component").is_in(["risk", "pool"]))
    for values in grouped(others, ["area", "component", "child_no", "month"]):
        row += 1
        _write(book, given, row, values, labels, None)
    book.sheets[ESTIMATES].set_column(NUMERATOR, DENOMINATOR, 9, None, {"level": 1, "hidden": True})
    book.finish(ESTIMATES, HEADING, row, REMARK)
    return amount_ranges(ESTIMATES, HEADING + 1, row, AMOUNT)


def _estimates(given: WorkbookInput) -> dict[tuple[Any, ...], Estimate]:
    first, last = date(given.year, 1, 1), date(given.year, 12, 31)
    made = {}
    for values in given.estimates.iter_rows(named=True):
        start, stop = values.get("start_day"), values.get("stop_day")
        number, probability = values.get("number"), values.get("probability")
        made[values.get("delivery_id"), values.get("row_no"), values.get("journal_seq")] = Estimate(
            kind=values["kind"],
            number=100 if number is None else number,
            price_oere=values["price_oere"],
            probability=WHOLE if probability is None else probability,
            start=first if start is None else max(first, _EPOCH + timedelta(days=start)),
            stop=last if stop is None else min(last, _EPOCH + timedelta(days=stop)),
        )
    return made


def _write(
    book: Book,
    given: WorkbookInput,
    row: int,
    values: dict[str, Any],
    labels: dict[str, str],
    estimate: Estimate | None,
) -> None:
    component, oere = values["component"], values["amount_oere"]
    kind = words.label("component", component)
    book.text(ESTIMATES, row, AREA, labels.get(values["area"], values["area"]))
    book.text(ESTIMATES, row, KIND, kind)
    book.number(ESTIMATES, row, CHILD, values.get("child_no"), num_format="0")
    book.day(ESTIMATES, row, MONTH_COLUMN, month_day(values.get("month")), num_format=MONTH)
    book.text(ESTIMATES, row, DELIVERY, values.get("delivery_id") or ("journal" if values.get("journal_seq") else None))
    book.number(ESTIMATES, row, ROW, values.get("row_no") or values.get("journal_seq"), num_format="0")
    book.text(ESTIMATES, row, REMARK, ", ".join(words.marks(values["flag"])))
    if estimate is None or not _write_formula(book, given, row, component, estimate, oere):
        book.money(ESTIMATES, row, AMOUNT, oere)
    where = {name: "" if values[name] is None else str(values[name]) for name in _KEYS if name in values}
    book.figure(ESTIMATES, row, AMOUNT, kind, given.lines_address(component, where), oere)


def _write_formula(book: Book, given: WorkbookInput, row: int, component: str, estimate: Estimate, oere: int) -> bool:
    """Write price, probability and the amount's formula; false, and only the inputs, when it would not give ``oere``."""
    year_days = (date(given.year + 1, 1, 1) - date(given.year, 1, 1)).days
    book.money(ESTIMATES, row, PRICE, estimate.price_oere)
    book.number(ESTIMATES, row, CHANCE, estimate.probability / WHOLE, num_format=SHARE)
    if component == "pool":
        if rounded(estimate.price_oere * estimate.probability, WHOLE) != oere:
            return False
        formula = f"=ROUND(ROUND({cell(row, PRICE)}*100,0)*ROUND({cell(row, CHANCE)}*10000,0)/10000,0)/100"
        book.money_formula(ESTIMATES, row, AMOUNT, formula, oere)
        return True
    book.number(ESTIMATES, row, NUMBER_COLUMN, estimate.number / 100, num_format=NUMBER)
    book.day(ESTIMATES, row, FROM, estimate.start)
    book.day(ESTIMATES, row, TO, estimate.stop)
    book.formula(ESTIMATES, row, DAYS, f"=MAX(0,{cell(row, TO)}-{cell(row, FROM)}+1)", estimate.days, num_format="0")
    # number × price × probability × days / the year's days has the shape of a yearly rate with a VAT factor
    price = Price("year", estimate.price_oere, estimate.number, estimate.probability, WHOLE)
    if amount_oere(price, estimate.days, year_days) != oere or form(price, estimate.days, year_days) is not Form.PLAIN:
        return False
    numerator, denominator = price.factor()
    product = f"ROUND({cell(row, NUMBER_COLUMN)}*100,0)*ROUND({cell(row, CHANCE)}*10000,0)"
    divisor = f"GCD(ABS({product}),1000000)"
    book.formula(ESTIMATES, row, NUMERATOR, f"={product}/{divisor}", numerator, num_format="0")
    book.formula(ESTIMATES, row, DENOMINATOR, f"=1000000/{divisor}", denominator, num_format="0")
    days = f"(DATE({YEAR_NAME}+1,1,1)-DATE({YEAR_NAME},1,1))"
    formula = (
        f"=ROUND(ROUND({cell(row, PRICE)}*100,0)*{cell(row, NUMERATOR)}*{cell(row, DAYS)}"
        f"/({cell(row, DENOMINATOR)}*{days}),0)/100"
    )
    book.money_formula(ESTIMATES, row, AMOUNT, formula, oere)
    return True
