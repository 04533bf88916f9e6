"""*Forside*: what the case is, the answer in a sentence that follows the figures, and how to read the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trinvis.calculations.investment.answers import answers
from trinvis.reports.danish import day
from trinvis.reports.investment_book import page as sheets
from trinvis.reports.investment_book.answer_sentence import Answered, sentence, sentence_formula
from trinvis.reports.investment_book.courses_sheet import Check
from trinvis.reports.investment_book.given import InvestmentBookInput
from trinvis.reports.investment_book.page import FRONT, INPUT_COLOUR, VALUE_COLOUR, Page
from trinvis.reports.workbook.book import Book

WIDE = 4
"""The last column that a paragraph reaches to."""

TOLD = {
    sheets.ASSUMPTIONS: "alle forudsætninger med enhed, kilde og grad; her ændres tallene",
    sheets.VECTORS: "forudsætninger, der følger året eller tiden i forløbet; her ændres tallene",
    sheets.UNCERTAINTY: "hvor usikre forudsætningerne er",
    sheets.COURSES: "hvor personerne er, periode for periode",
    sheets.COHORTS: "det samme kuld for kuld, hvor tiden i forløbet betyder noget",
    sheets.LINES: "hver linje: antal gange beløb gange indeks",
    sheets.MONEY: "udgifter og gevinster år for år, uden og med diskontering",
    sheets.SPLIT: "hver linje delt efter, hvem der betaler",
    sheets.PAYERS: "udgift og gevinst pr. betaler, konto og center",
    sheets.EFFECTS: "gevinster, der ikke er penge",
    sheets.RESULT: "nettogevinst, tjent hjem, tilbagebetaling, intern rente og succeser",
    sheets.READINGS: "resultatet, når noget læses anderledes (værdier)",
    sheets.SIMULATION: "hvor sikkert resultatet er (værdier)",
    sheets.SOURCES: "hvad vi ved, og hvad der ikke er regnet med",
}


def write_front(
    book: Book, given: InvestmentBookInput, results: Mapping[str, Answered], checks: Sequence[Check], *, live: bool
) -> None:
    """Fill the sheet."""
    case, page = given.case, Page(book, FRONT)
    page.widths(24, 27, 27, 27, 27)
    row = page.title(case.title)
    for text in (case.target_text, case.application.texts.get("purpose", ""), case.note):
        row = _paragraph(page, row, text)
    page.heading(row + 1, "Svaret")
    row = _answers(page, row + 2, given, results)
    row = _how(page, row, live=live)
    row = _sheets(page, book, row + 1)
    row = _checks(page, row + 1, results, checks)
    made = f"Lavet {day(given.made_on)}" if given.made_on else "Lavet"
    page.quiet(row + 1, 0, f"{made} med Trinvis {given.program}".strip())
    page.finish(landscape=False)


def _answers(page: Page, row: int, given: InvestmentBookInput, results: Mapping[str, Answered]) -> int:
    """A sentence for each alternative; the next free row."""
    style = {"bold": True, "text_wrap": True, "valign": "top", "font_size": 12}
    for alternative in given.case.alternatives[1:]:
        found = results[alternative.name]
        said = sentence(given.case, alternative, answers(given.run, alternative.name))
        page.sheet.merge_range(row, 0, row, WIDE, "", page.book.style(**style))
        page.say(row, 0, sentence_formula(given.case, alternative, found), said, **style)
        page.sheet.set_row(row, 34)
        row += 1
    if not results:
        page.text(row, 0, "Casen har kun ét alternativ; der er ikke noget at sammenligne med.")
    return row + 1


def _how(page: Page, row: int, *, live: bool) -> int:
    page.heading(row, "Sådan bruges arbejdsbogen")
    page.text(row + 1, 0, "Gult felt", bg_color=INPUT_COLOUR, border=1, border_color="#D9C98A")
    page.text(row + 1, 1, "kan ændres; alt, der bygger på det, regnes om")
    page.text(row + 2, 0, "Gråt felt", bg_color=VALUE_COLOUR)
    page.text(row + 2, 1, "er en værdi fra Trinvis, som ikke følger med")
    page.text(row + 3, 0, "Andre tal")
    page.text(row + 3, 1, "er formler, der kan følges celle for celle")
    row = _paragraph(
        page,
        row + 4,
        "År, perioder, tilstande og alternativer ligger fast i arkenes opbygning og ændres i selve casen.",
    )
    if not live:
        said = (
            "Casen har for mange perioder og tilstande til levende formler for forløbet. Forløb og penge står derfor som værdier fra "
            "Trinvis; kun fordeling på konto og center, nettogevinst og nøgletal regnes af arket."
        )
        row = _paragraph(page, row, said, bold=True)
    return row


def _sheets(page: Page, book: Book, row: int) -> int:
    page.heading(row, "Arkene")
    for name in (name for name in book.sheets if name in TOLD):
        row += 1
        page.sheet.write_url(row, 0, f"internal:'{name}'!A1", page.book.style(font_color="#0B5A8A", underline=1), name)
        page.text(row, 1, TOLD[name])
    return row + 1


def _checks(page: Page, row: int, results: Mapping[str, Answered], checks: Sequence[Check]) -> int:
    """What must hold after a change, said by the sheet itself."""
    page.heading(row, "Kontrol (regnes om, når noget ændres)")
    for check in (check for check in checks if check.conditions):
        row += 1
        holds = " , ".join(check.conditions).replace(" , ", ",")
        page.say(row, 0, f'=IF(AND({holds}),"ja","NEJ, ret forudsætningerne")', "ja", bold=True)
        page.text(row, 1, check.label)
    for found in results.values():
        row += 1
        page.say(row, 0, f'=IF(ABS({found.difference})<0.01,"ja","nej, noget er ændret")', "ja", bold=True)
        page.text(row, 1, "Nutidsværdien er den, Trinvis regnede med casens egne forudsætninger")
    return row + 1


def _paragraph(page: Page, row: int, text: str, **style: bool) -> int:
    """A text across the page, as many lines high as it takes; the next row."""
    if not text:
        return row
    form = page.book.style(text_wrap=True, valign="top", **style)
    page.sheet.merge_range(row, 0, row, WIDE, "", form)
    page.text(row, 0, text, text_wrap=True, valign="top", **style)
    page.sheet.set_row(row, 15.5 * -(-len(text) // 130))
    return row + 1
