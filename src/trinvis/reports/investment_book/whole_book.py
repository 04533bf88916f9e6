"""The sheets of a case's workbook, written in the order that one needs the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from trinvis.cases.case import Case
from trinvis.reports.investment_book import page as names
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.assumptions_sheet import write_assumptions
from trinvis.reports.investment_book.case_lines import told_apart
from trinvis.reports.investment_book.courses_sheet import Check, write_courses
from trinvis.reports.investment_book.effects_sheet import write_effects
from trinvis.reports.investment_book.front_sheet import write_front
from trinvis.reports.investment_book.given import InvestmentBookInput
from trinvis.reports.investment_book.linear_success import is_linear
from trinvis.reports.investment_book.lines_sheet import write_lines
from trinvis.reports.investment_book.money_sheet import MoneyRows, write_money
from trinvis.reports.investment_book.payers_sheet import NetRows, write_payers
from trinvis.reports.investment_book.readings_sheet import write_readings
from trinvis.reports.investment_book.result_sheet import write_result
from trinvis.reports.investment_book.simulation_sheet import write_simulation
from trinvis.reports.investment_book.size import course_cells
from trinvis.reports.investment_book.sources_sheet import write_sources
from trinvis.reports.investment_book.split_sheet import SplitRows, write_split
from trinvis.reports.investment_book.term import ZERO, Term, area, summed
from trinvis.reports.investment_book.traced_values import RunFigures, write_persons
from trinvis.reports.investment_book.uncertainty_sheet import write_uncertainty
from trinvis.reports.investment_book.vectors_sheet import over_time, write_vectors
from trinvis.reports.investment_book.without_sheets import MARK, accumulated_without
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR
from trinvis.reports.workbook.book import Book

SHEETS = (
    names.FRONT,
    names.ASSUMPTIONS,
    names.VECTORS,
    names.UNCERTAINTY,
    names.COURSES,
    names.COHORTS,
    names.LINES,
    names.MONEY,
    names.SPLIT,
    names.PAYERS,
    names.EFFECTS,
    names.RESULT,
    names.READINGS,
    names.SIMULATION,
    names.SOURCES,
)


def write_book(given: InvestmentBookInput, *, results: bool) -> bytes:
    """The workbook as xlsx."""
    case, cells = given.case, course_cells(given.case)
    live = cells <= given.most_cells
    without = live and 2 * cells <= given.most_cells and case.success is not None and is_linear(case, given.parameters)
    with Book(results=results, sheets=_sheets(case, live=live, without=without)) as book:
        book.workbook.set_properties({"title": case.title, "created": _created(given)})
        assumed = write_assumptions(book, given, live=live)
        if names.VECTORS in book.sheets:
            write_vectors(book, assumed, live=live)
        write_uncertainty(book, case)
        net, checks = _live(book, assumed) if live else _values(book, given)
        none = accumulated_without(book, assumed) if without else {}
        answered = write_result(book, given, assumed, net, none)
        write_readings(book, given)
        write_simulation(book, given)
        write_sources(book, case)
        write_front(book, given, answered, checks, live=live)
    return book.content()


def _created(given: InvestmentBookInput) -> datetime:
    """The day that the file says it was made; always the same where none is given, so that no clock is read."""
    day = given.made_on or date(given.case.start_year, 1, 1)
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  a calendar day has no zone


def _sheets(case: Case, *, live: bool, without: bool) -> list[str]:
    """The sheets that a case has something for."""
    apart = live and any(told_apart(case, group) for group in case.groups)
    missing = {
        names.VECTORS: not any(over_time(one, case.inputs) for one in case.inputs.values()),
        names.COHORTS: not apart,
        names.LINES: not live,
        names.SPLIT: not live,
        names.EFFECTS: not case.effects,
    }
    made = [name for name in SHEETS if not missing.get(name)]
    again = (names.COURSES, names.COHORTS, names.LINES) if without else ()
    return [*made, *(name + MARK for name in again if not missing.get(name))]


def _live(book: Book, assumed: Assumed) -> tuple[NetRows, Sequence[Check]]:
    """Courses, lines and money by formulas."""
    case = assumed.case
    years = range(1, case.horizon + 1)
    courses = write_courses(book, assumed, case)
    lines = write_lines(book, assumed, courses, case)

    def line(alternative: str, name: str, discounted: bool) -> Sequence[Term]:
        return [lines.money[alternative, name].year(year, discounted=discounted) for year in years]

    def effect(alternative: str, name: str, discounted: bool) -> Sequence[Term]:
        found = lines.effects.get((alternative, name))
        return [ZERO if found is None else found.year(year, discounted=discounted) for year in years]

    money = write_money(book, case, line, live=True)
    split = write_split(book, case, lines, money)

    def payer(alternative: str, name: str, discounted: bool) -> Sequence[Term]:
        keys = [(alternative, one.name, name, discounted) for one in case.money]
        rows = [split[key] for key in keys if key in split]
        return [summed([row.cells[year - 1] for row in rows]) for year in years]

    net = write_payers(book, case, payer, money, live=True)
    if case.effects:
        write_effects(book, case, effect, live=True)
    return net, [*courses.checks, _paid(money, split)]


def _paid(money: MoneyRows, split: SplitRows) -> Check:
    """That those who pay together pay what it costs."""
    conditions = []
    for (alternative, discounted), whole in money.sums.items():
        rows = [row for key, row in split.items() if key[0] == alternative and key[3] == discounted]
        if rows:
            column = FIRST_YEAR + len(whole.cells)
            paid = area(names.SPLIT, (rows[0].row, column), (rows[-1].row, column), ())
            conditions.append(f"ABS({whole.total.text}-SUM({paid.text}))<0.005")
    return Check("Betalernes andele giver 100 %", conditions)


def _values(book: Book, given: InvestmentBookInput) -> tuple[NetRows, Sequence[Check]]:
    """Courses, lines and money as Trinvis computed them."""
    case, figures = given.case, RunFigures(given.run)
    write_persons(book, case, given.run)
    money = write_money(book, case, figures.line, live=False)
    net = write_payers(book, case, figures.payer, money, live=False)
    if case.effects:
        write_effects(book, case, figures.effect, live=False)
    return net, []
