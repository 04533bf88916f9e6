"""*Forudsætninger*: every input with what it is, where it is from and how sure it is; the cells to change are coloured."""

from __future__ import annotations

from trinvis.calculations.investment.discounting import official_rates
from trinvis.calculations.investment.money import perspective
from trinvis.cases.case import Case, Input
from trinvis.cases.expression import Name
from trinvis.cases.formula import formula_text
from trinvis.parameters import Parameters
from trinvis.reports.danish import day
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.given import InvestmentBookInput
from trinvis.reports.investment_book.number_forms import PER_CENT, number_form
from trinvis.reports.investment_book.page import ASSUMPTIONS as SHEET
from trinvis.reports.investment_book.page import QUIET, VECTORS, Page
from trinvis.reports.investment_book.share_rows import payer_labels
from trinvis.reports.investment_book.term import Term
from trinvis.reports.investment_book.words import COUNTING, GRADES, PAYER_KINDS, TIMING
from trinvis.reports.workbook.book import Book, cell

CHANGEABLE = "Gule felter kan ændres; alt andet regnes om. »Regnes med« er værdien i casens prisniveau."
TOO_LARGE = (
    "Casen er for stor til levende formler: forudsætningerne ændres i selve casen; her kan kun betalerne ændres."
)
STRETCHES = ("de første 35 år", "år 36-70", "derefter")
LABEL, VALUE, USED, UNIT, OF, LEVEL, GRADE, SOURCE, NOTE, FORMULA, NAME = range(11)
COLUMNS = (
    ("Forudsætning", 44.0),
    ("Værdi", 13.0),
    ("Regnes med", 13.0),
    ("Enhed", 18.0),
    ("Andel af", 28.0),
    ("Prisniveau", 10.0),
    ("Grad", 7.0),
    ("Kilde", 38.0),
    ("Bemærkning", 44.0),
    ("Formel", 36.0),
    ("Navn i formler", 22.0),
)
WIDTHS = tuple(width for _, width in COLUMNS)


def write_assumptions(book: Book, given: InvestmentBookInput, *, live: bool) -> Assumed:
    """Fill the sheet and name the cells; what it gives says where each input stands. ``live`` false: no formula follows most of them."""
    page, case = Page(book, SHEET), given.case
    page.widths(*WIDTHS)
    page.changeable = live
    head = page.title("Forudsætninger", CHANGEABLE if live else TOO_LARGE)
    page.heads(head, [label for label, _ in COLUMNS], figures=(VALUE, USED))
    row, index = _price_index(page, case, head + len(case.inputs) + 2)
    assumed = Assumed(case, index)
    for at, one in enumerate(case.inputs.values(), start=head + 1):
        _write_input(page, assumed, at, one)
    row = _discount(page, assumed, given, row)
    page.changeable = True
    row = _payers(page, assumed, row)
    row = _frame(page, case, row)
    _grades(page, row)
    page.finish(frozen=(head + 1, 1), repeat=head)
    return assumed


def _frame(page: Page, case: Case, row: int) -> int:
    """What the whole workbook is laid out after, and cannot be changed in it."""
    page.heading(row, "Ramme (ændres i selve casen, ikke her)")
    facts = [
        ("Første år", str(case.start_year)),
        ("Horisont", f"{case.horizon} år"),
        ("Periode", "måned" if case.period == "month" else "år"),
        ("Personer tælles", COUNTING[case.counting]),
        ("Prisniveau", f"{case.price_level}-priser"),
        ("Sammenlignes med", case.alternatives[0].label),
    ]
    for at, (label, text) in enumerate(facts, start=row + 1):
        page.text(at, 0, label)
        page.text(at, 1, text)
    return row + len(facts) + 2


def _price_index(page: Page, case: Case, row: int) -> tuple[int, dict[int, Term]]:
    if not case.price_index:
        return row, {}
    page.heading(row, "Prisindeks")
    page.quiet(row + 1, 0, f"Kilde: {case.price_index_source}" if case.price_index_source else "")
    made = {}
    for at, (year, value) in enumerate(sorted(case.price_index.items()), start=row + 2):
        page.text(at, 0, str(year))
        made[year] = page.given(at, VALUE, value, "0.0###", fixed=True)
    return row + len(made) + 3, made


def _write_input(page: Page, assumed: Assumed, row: int, given: Input) -> None:
    formula = formula_text(given.formula) if given.formula is not None else None
    level = str(given.price_level) if given.price_level else None
    page.text(row, LABEL, given.label, text_wrap=True, valign="top")
    page.text(row, NAME, given.name, font_color=QUIET, valign="top")
    texts = (given.unit, _of(assumed, given), level, given.grade, given.source, given.note, formula)
    page.paragraphs(row, UNIT, texts, WIDTHS[UNIT:NAME], indent=1)
    if given.value is not None or (given.formula is not None and assumed.follows(given.formula).nothing):
        _write_scalar(page, assumed, row, given)
    else:
        page.text(row, USED, f"se {VECTORS}", align="right", valign="top", italic=True)


def _write_scalar(page: Page, assumed: Assumed, row: int, given: Input) -> None:
    """The typed value and what is reckoned with, which has the input's name."""
    interest = given.name in _interest(assumed.case)
    form = number_form(given, assumed.scalar(given.name).value, interest=interest)
    if given.formula is not None:
        page.put(row, USED, assumed.at(given.formula), num_format=form, valign="top", align="right", indent=1)
    else:
        typed_form, share = number_form(given, interest=interest), given.kind == "rate"
        typed = page.given(row, VALUE, float(given.value or 0), typed_form, share=share)
        page.put(
            row, USED, assumed.in_case_prices(given, typed), num_format=form, valign="top", align="right", indent=1
        )
    fixed = cell(row, USED, fixed_row=True, fixed_column=True)
    page.book.workbook.define_name(assumed.names[given.name], f"='{SHEET}'!{fixed}")


def _interest(case: Case) -> set[str]:
    """The inputs that are a discount rate as they stand."""
    return {one.name for one in (case.discount.rate, case.discount.effects) if isinstance(one, Name)}


def _of(assumed: Assumed, given: Input) -> str | None:
    """What a rate is a share of: in words, with the number there is of it as the case has it."""
    if given.of is None:
        return None
    count = given.of.count
    if count is None or not assumed.follows(count).nothing:
        return given.of.text
    return f"{given.of.text} ({formula_text(count)})"


def _discount(page: Page, assumed: Assumed, given: InvestmentBookInput, row: int) -> int:
    """The rates; Finansministeriet's may be changed here, the case's own are among the inputs."""
    discount = assumed.case.discount
    page.heading(row, "Diskontering")
    page.text(row + 1, LABEL, "Pengene falder")
    page.text(row + 1, VALUE, TIMING[discount.timing])
    rates = [("Diskonteringsrente pr. år", discount.rate), ("Diskonteringsrente for effekter", discount.effects)]
    for label, rate in rates:
        if rate is not None:
            page.text(row + 2, LABEL, label)
            page.put(row + 2, USED, assumed.at(rate), num_format=PER_CENT)
            page.text(row + 2, FORMULA, formula_text(rate))
            row += 1
    if discount.rate is None and discount.as_of is not None:
        official = official_rates(given.parameters or Parameters.shipped(), discount.as_of)
        made = []
        for at, (years, typed) in enumerate(zip(STRETCHES, official, strict=True), start=row + 2):
            page.text(at, LABEL, f"Finansministeriets rente pr. {day(discount.as_of)}, {years}")
            made.append(page.given(at, VALUE, typed, PER_CENT, fixed=True))
        assumed.official = tuple(made)
        row += len(made)
    return row + 3


def _payers(page: Page, assumed: Assumed, row: int) -> int:
    """Whose money the answer counts."""
    case = assumed.case
    page.heading(row, "Betalere: hvis penge tæller med i resultatet? (1 = ja, 0 = nej)")
    counted, kinds = perspective(case), {one.name: PAYER_KINDS[one.kind] for one in case.payers}
    for at, (payer, label) in enumerate(payer_labels(case).items(), start=row + 1):
        page.text(at, LABEL, label)
        page.text(at, UNIT, kinds.get(payer, "kommune"))
        assumed.counts[payer] = page.given(at, VALUE, float(payer in counted), "0", fixed=True)
    values = [one.value for one in assumed.counts.values()]
    assumed.counted = page.area((row + 1, VALUE), (row + len(values), VALUE), values)
    return row + len(values) + 2


def _grades(page: Page, row: int) -> None:
    page.heading(row, "Hvor sikker er viden? (grad)")
    for at, (grade, text) in enumerate(GRADES.items(), start=row + 1):
        page.text(at, 0, f"{grade}: {text}")
