"""The answers of one alternative as live formulas: net present value, break-even, pay-back, internal rate of return."""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.calculations.investment.answers import Answers
from trinvis.cases.case import Case
from trinvis.reports.investment_book.net_rows import NetSeries
from trinvis.reports.investment_book.page import NET, QUIET, VALUE_COLOUR, Page
from trinvis.reports.investment_book.term import place

LABEL, VALUE, NOTE = 0, 1, 2
IRR = "0.0##%"
NO_RATE = "ingen"
GUESSES = (20, 5, 2, -0.9, -0.8, -0.65, -0.4, 0.5, -0.1, 0.1)
"""Where the search for a rate begins, the last first: a spreadsheet gives up after some twenty steps."""
OERE = 0.005
"""Net gains nearer to 0 are 0."""
RATE_NOTE = "pr. år, uden diskontering; skifter nettogevinsten fortegn flere gange, kan der være flere"
WHOLE = "0"


@dataclass
class KeyFigures:
    """Writes the answers from ``row`` down; ``row`` is the next free one."""

    page: Page
    case: Case
    row: int

    def line(self, label: str, formula: str, result: float | str, form: str = "General", note: str = "") -> str:
        """A label, a live formula and a note; the cell's name."""
        self.page.text(self.row, LABEL, label, indent=1)
        self.page.say(self.row, VALUE, formula, result, num_format=form, bold=True, align="right")
        self.page.text(self.row, NOTE, note, font_color=QUIET, indent=1)
        return self._next()

    def value(self, label: str, result: float | str, form: str = "General", note: str = "") -> str:
        """A label, a value that no formula follows, and a note; the cell's name."""
        self.page.text(self.row, LABEL, label, indent=1)
        style = {"bg_color": VALUE_COLOUR, "align": "right"}
        if isinstance(result, str):
            self.page.text(self.row, VALUE, result, **style)
        else:
            self.page.value(self.row, VALUE, result, form, align="right")
        self.page.text(self.row, NOTE, note, font_color=QUIET, indent=1)
        return self._next()

    def money(self, discounted: NetSeries, plain: NetSeries) -> str:
        """Net present value and the undiscounted sum; the cell of the first."""
        total = discounted.yearly.total
        present = self.line("Samlet nettogevinst, nutidsværdi", f"={total.text}", total.value, NET, "kr.")
        self.line(
            "Samlet nettogevinst, uden diskontering",
            f"={plain.yearly.total.text}",
            plain.yearly.total.value,
            NET,
            "kr.",
        )
        return present

    def break_even(self, discounted: NetSeries, answers: Answers) -> tuple[str, str]:
        """The year that the accumulated net present value is back at 0, and whether it falls below again: the cells."""
        found = answers.discounted.break_even
        back, years = discounted.back.range.text, self.case.horizon
        never = f"ikke inden for {years} år"
        cell = self.line(
            "Tjent hjem i år nr.",
            f'=IFERROR(MATCH(1,{back},0),"{never}")',
            never if found.year is None else found.year,
            WHOLE,
            "første år, hvor den akkumulerede nutidsværdi er 0 kr. eller mere",
        )
        calendar = "" if found.year is None else self.case.start_year + found.year - 1
        self.line("Kalenderår", f'=IF(ISNUMBER({cell}),{self.case.start_year}-1+{cell},"")', calendar, WHOLE)
        again = f'=IF(ISNUMBER({cell}),IF(SUM({back})<{years}-{cell}+1,"ja","nej"),"")'
        result = "" if found.year is None else "ja" if found.below_again else "nej"
        return cell, self.line("Kommer under 0 igen senere", again, result)

    def payback(self, plain: NetSeries, answers: Answers) -> None:
        """Years until the undiscounted sum is back at 0, linear within the year."""
        back, accumulated, yearly = (row.range.text for row in (plain.back, plain.accumulated, plain.yearly))
        match = f"MATCH(1,{back},0)"
        before = f"(INDEX({accumulated},1,{match})-INDEX({yearly},1,{match}))"
        within = f"MIN(-{before}/INDEX({yearly},1,{match}),1)"
        never = f"ikke inden for {self.case.horizon} år"
        formula = f'=IFERROR(IF(OR({match}=1,{before}>=0),0,{match}-1+{within}),"{never}")'
        result = never if answers.payback is None else answers.payback
        self.line("Tilbagebetalingstid", formula, result, "0.00", "år, uden diskontering; lineært inden for året")

    def internal_rate(self, plain: NetSeries, answers: Answers) -> None:
        """IRR of the undiscounted net gain. Where Trinvis finds none though the sign changes, or several, that is a value."""
        found, flows = answers.internal_rate, plain.yearly.range
        both = min(flows.values) < -OERE and max(flows.values) > OERE
        if found.rate is None and both:
            self.value("Intern rente", NO_RATE, note=f"værdi; {found.text}")
            return
        rate = f'"{NO_RATE}"'
        for guess in (*GUESSES, *([] if found.rate is None else [max(round(found.rate, 4), -0.98)])):
            rate = f"IFERROR(IRR({flows.text},{guess}),{rate})"
        either = f"OR(MIN({flows.text})>=-{OERE},MAX({flows.text})<={OERE})"
        result = NO_RATE if found.rate is None else found.rate
        self.line("Intern rente", f'=IF({either},"{NO_RATE}",{rate})', result, IRR, RATE_NOTE)

    def _next(self) -> str:
        self.row += 1
        return place(self.page.name, self.row - 1, VALUE, 0.0).text
