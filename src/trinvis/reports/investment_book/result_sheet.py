"""*Resultat*: yearly and accumulated net gain of each alternative against the first, and the answers, all live."""

from __future__ import annotations

from collections.abc import Mapping

from trinvis.calculations.investment.answers import answers
from trinvis.reports.investment_book.answer_sentence import Answered
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.given import InvestmentBookInput
from trinvis.reports.investment_book.key_figures import KeyFigures
from trinvis.reports.investment_book.net_rows import NetSeries, net_series
from trinvis.reports.investment_book.page import ASSUMPTIONS, NET, RESULT, Page
from trinvis.reports.investment_book.payers_sheet import NetRows
from trinvis.reports.investment_book.period_rows import part
from trinvis.reports.investment_book.share_rows import payer_labels
from trinvis.reports.investment_book.success_rows import write_assumed, write_needed
from trinvis.reports.investment_book.term import Term
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR, year_heads
from trinvis.reports.workbook.book import Book, cell


def write_result(
    book: Book, given: InvestmentBookInput, assumed: Assumed, net: NetRows, without: Mapping[str, Term]
) -> Mapping[str, Answered]:
    """Fill the sheet; ``without`` is the accumulated net gain without successes, where a formula can use it."""
    case, page, time = given.case, Page(book, RESULT), assumed.time
    page.widths(66, 18, 6, rest=(time.years + 1, 14))
    said = f"Kroner i {case.price_level}-priser. Nettogevinst er udgiften ved »{case.alternatives[0].label}« minus udgiften ved indsatsen."
    head = page.title("Resultat", said, f"Tæller med: {_who(assumed)}. Det kan ændres på arket {ASSUMPTIONS}.")
    year_heads(page, head, time, ("Nettogevinst", "", ""))
    made, row = {}, head + 1
    for alternative in case.alternatives[1:]:
        row = part(page, row + 1, f"{alternative.label} mod {case.alternatives[0].label}", time.years + 1)
        plain = net_series(page, row, "uden diskontering", net, assumed.counted, alternative.name, discounted=False)
        discounted = net_series(page, row + 4, "nutidsværdi", net, assumed.counted, alternative.name, discounted=True)
        figures = KeyFigures(page, case, row + 8)
        found = answers(given.run, alternative.name)
        present = figures.money(discounted, plain)
        back, again = figures.break_even(discounted, found)
        figures.payback(plain, found)
        figures.internal_rate(plain, found)
        write_assumed(figures, assumed)
        write_needed(figures, assumed, discounted, without.get(alternative.name), given.needed.get(alternative.name))
        own = figures.value(
            "Trinvis' egen beregning af nutidsværdien",
            found.net_present_value,
            NET,
            "værdi, med casens egne forudsætninger",
        )
        difference = figures.line(
            "Forskel fra arket (0, så længe intet er ændret)", f"=ROUND({present}-{own},2)", 0.0, NET
        )
        _chart(book, page, discounted, plain, time, head, figures.row + 1, alternative.label)
        made[alternative.name] = Answered(Term(present, found.net_present_value), back, again, difference)
        row = figures.row + 19
    page.finish(frozen=(head + 1, FIRST_YEAR), repeat=head)
    return made


def _who(assumed: Assumed) -> str:
    labels = payer_labels(assumed.case)
    return ", ".join(labels[payer] for payer, term in assumed.counts.items() if term.value)


def _chart(
    book: Book, page: Page, discounted: NetSeries, plain: NetSeries, time: Timeline, head: int, row: int, label: str
) -> None:
    """A drawing of what the net gain adds up to; it follows the figures."""
    chart = book.workbook.add_chart({"type": "line"})
    years = _fixed(page, head, time)
    for series, name, colour in ((discounted, "Nutidsværdi", "#0B5A8A"), (plain, "Uden diskontering", "#9AA7B0")):
        values = _fixed(page, series.accumulated.row, time)
        line = {"color": colour, "width": 2}
        chart.add_series({"name": name, "categories": years, "values": values, "line": line})
    chart.set_title({"name": f"Akkumuleret nettogevinst: {label}", "name_font": {"size": 11}})
    chart.set_x_axis({"label_position": "low"})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 860, "height": 330})
    page.sheet.insert_chart(row, 0, chart)


def _fixed(page: Page, row: int, time: Timeline) -> str:
    """The cells of all years of a row, for a drawing."""
    first, last = (cell(row, FIRST_YEAR + at, fixed_row=True, fixed_column=True) for at in (0, time.years - 1))
    return f"={page.name}!{first}:{last}"
