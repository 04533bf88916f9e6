"""*Forløb* and *Kuld*: where the persons are, period by period, out of who comes in and the chances of moving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trinvis.cases.case import Case
from trinvis.cases.expression import Expression
from trinvis.cases.formula import formula_text
from trinvis.reports.investment_book.assumed import FIRST_PERIOD, Assumed
from trinvis.reports.investment_book.case_lines import told_apart
from trinvis.reports.investment_book.chance_rows import Chances
from trinvis.reports.investment_book.cohort_blocks import Block, Blocks, Cohorts
from trinvis.reports.investment_book.cohort_rows import cohort_trace
from trinvis.reports.investment_book.group_entry import GroupEntry
from trinvis.reports.investment_book.page import COHORTS, COURSES, PERSONS, Page
from trinvis.reports.investment_book.period_rows import PeriodRow, part, period_heads
from trinvis.reports.investment_book.pooled_rows import pooled_trace
from trinvis.reports.investment_book.term import ZERO, Term, summed
from trinvis.reports.investment_book.traces import Trace
from trinvis.reports.workbook.book import Book


@dataclass(frozen=True)
class Check:
    """Something that must hold, as conditions of the spreadsheet, all of which must."""

    label: str
    conditions: Sequence[str]


HEADS = ("Personer", "Regnes som", "Fast")


@dataclass(frozen=True)
class Courses:
    """The traces of a case by (alternative, group); groups that nobody is in have none."""

    traces: Mapping[tuple[str, str], Trace]
    blocks: Blocks | None
    assumed: Assumed
    checks: Sequence[Check]

    def factor(self, expression: Expression, label: str, cohorts: Cohorts) -> Block:
        """An amount that follows the stay, as a block for those cohorts."""
        assert self.blocks is not None
        title = f"{label}: {formula_text(expression)}"
        return self.blocks.of(
            expression, title, cohorts, "#,##0.00", lambda period, stay: self.assumed.at(expression, period, stay)
        )


def write_courses(book: Book, assumed: Assumed, case: Case, *, mark: str = "") -> Courses:
    """Fill both sheets for a case whose inputs stand as ``assumed`` says; ``mark`` ends the names of the sheets."""
    page, time = Page(book, COURSES + mark), assumed.time
    apart = [group for group in case.groups if told_apart(case, group)]
    blocks = _cohorts_sheet(book, assumed, COHORTS + mark) if apart else None
    page.widths(60, 26, 10, rest=(time.periods, 11))
    head = page.title(
        f"Forløb: hvor personerne er{',' if mark else ''}{mark}", "Alt på arket regnes af forudsætningerne."
    )
    period_heads(page, head, time, HEADS)
    summary = head + 1
    row = summary + len(case.alternatives) * (len(case.states) + 2) + 1
    row = part(page, row, "Chancer for at skifte i en periode", time.periods)
    chances = Chances(page, blocks, assumed, case, row)
    row += len(case.transitions) + 1
    traces: dict[tuple[str, str], Trace] = {}
    begun: list[str] = []
    for alternative in case.alternatives:
        for group in case.groups:
            entry = GroupEntry(page, assumed, case, group, alternative, row + 1)
            if entry.empty:
                continue
            part(page, row, f"{alternative.label}: {group.label}", time.periods)
            told = blocks is not None and group in apart
            trace = cohort_trace(entry, chances, blocks) if told and blocks else pooled_trace(entry, chances)
            traces[alternative.name, group.name] = trace
            row = entry.row + 1
            begun += entry.checks
    persons = _summary(page, summary, case, assumed, traces)
    page.finish(frozen=(head + 1, FIRST_PERIOD), repeat=head)
    checks = [
        Check(
            "Chancer er mellem 0 og 100 %, og ingen tilstand forlades af flere, end der er", [*chances.checks, *persons]
        )
    ]
    return Courses(traces, blocks, assumed, [*checks, Check("Startfordelinger giver 100 %", begun)])


def _cohorts_sheet(book: Book, assumed: Assumed, name: str) -> Blocks:
    page = Page(book, name)
    page.widths(46, 24, 10, rest=(assumed.time.periods, 11))
    line = "En række for dem, der kommer ind i samme periode; her står det, der afhænger af, hvor længe de har været i forløbet."
    head = page.title("Kuld: personer efter hvornår de kom ind", line)
    period_heads(page, head, assumed.time, ("Kuld", "", ""))
    page.finish(frozen=(head + 1, FIRST_PERIOD), repeat=head)
    return Blocks(page, assumed, head + 1)


def _summary(page: Page, row: int, case: Case, assumed: Assumed, traces: Mapping[tuple[str, str], Trace]) -> list[str]:
    """Persons in each state under each alternative, all groups together; what must hold of them."""
    periods, first = range(1, assumed.time.periods + 1), row
    for alternative in case.alternatives:
        row = part(page, row, alternative.label, assumed.time.periods)
        there = [trace for (name, _), trace in traces.items() if name == alternative.name]
        rows = []
        for state in case.states:
            made = PeriodRow(page, row, state.label, PERSONS)
            made.fill({period: _all(one.counted(state.name, period) for one in there) for period in periods})
            rows.append(made)
            row += 1
        whole = PeriodRow(page, row, "I alt", PERSONS, bold=True, top=1)
        whole.fill({period: _all(made.at(period) for made in rows) for period in periods})
        row += 1
    everybody = page.area((first, FIRST_PERIOD), (row - 1, FIRST_PERIOD + assumed.time.periods - 1), ())
    return [f"MIN({everybody.text})>=-1E-9"]


def _all(terms: Iterable[Term]) -> Term:
    return summed([one for one in terms if one is not ZERO])
