"""An index whose base is not 100, that its figures do not give, or that lies to one side of the whole country."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.calculations.capacity.table_checker.danish import number_text
from trinvis.calculations.capacity.table_checker.description import Index
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import read_cell
from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.terms import term_of, where
from trinvis.calculations.capacity.table_checker.ties import Ratio, Term, Tie
from trinvis.calculations.capacity.table_checker.words import says_country


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Each index from its figure and the base's, the base itself, and the whole country between its regions."""
    for said in sheet.about.indexes:
        line = sheet.find(said.line, said.by)
        base = sheet.find(said.base, OTHER[line.by]).index
        level = read_cell(said.level).number
        if level is None:
            raise DescriptionError(f"level skal være et tal, ikke {said.level}.", said.level)
        terms = {
            at: term for at in range(sheet.length(OTHER[line.by])) if (term := term_of(sheet, sheet.cell(line, at)))
        }
        own = terms.get(base)
        if own is not None and own.cell and own.number.value != level.value:
            place = (sheet.place(own.cell),)
            message = f"{where(sheet, line, base)}: indekset er {own.text}, men her er det, de andre måles mod: {number_text(level)}."
            yield Finding("index", "index-base", "certain", message, place, place)
        yield from _recalculated(sheet, said, line, base, terms)
        if not said.of:
            yield from _one_sided(sheet, line, base, terms)


def _recalculated(sheet: Sheet, said: Index, line: Line, base: int, terms: dict[int, Term]) -> Iterator[Tie]:
    if not said.of:
        return
    figures = sheet.find(said.of, line.by)
    under, level = term_of(sheet, sheet.cell(figures, base)), read_cell(said.level).number
    for at, term in terms.items():
        over = term_of(sheet, sheet.cell(figures, at))
        if over is not None and under is not None and level is not None and at != base:
            yield Ratio("index", "index", where(sheet, line, at), term, over, under, level.value)


def _one_sided(sheet: Sheet, line: Line, base: int, terms: dict[int, Term]) -> Iterator[Finding]:
    """Regions on both sides of the country, for it is their weighted mean."""
    others = [term for at, term in terms.items() if at != base]
    whole = terms.get(base)
    if whole is None or len(others) < 2 or not says_country(sheet.place_name(line.by, base)):
        return
    if all(one.span.low > whole.span.high for one in others) or all(one.span.high < whole.span.low for one in others):
        listed = ", ".join(one.text for one in others)
        message = f"{sheet.name(line)}: alle ligger til samme side af {whole.text} ({listed}); det kan de ikke, når {whole.text} er deres gennemsnit."
        yield Finding(
            "index", "index-one-sided", "certain", message, tuple(sheet.place(t.cell) for t in others if t.cell)
        )
