"""What of a table nothing was held against, and which statements could not be held against any figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from trinvis.calculations.capacity.table_checker.description import By
from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Cell, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie

KIND_OF_FIELD = {"sums": "sum", "growth": "growth", "means": "national", "rates": "rate"}
"""The statements that are held against figures by ties alone, with their kind."""
_BY_NAME = {"intervals", "shares", "quartiles", "at_most", "unions", "overlapping", "same", "indexes"}
_LINES = {"line", "lines", "around", "low", "high", "q1", "median", "q3", "mean", "sd", "of", "overlap"}


def unseen(sheet: Sheet, ties: Sequence[Tie]) -> tuple[str, ...]:
    """The columns of figures, or where every column has some the rows, that no tie is about and no statement names."""
    seen = {cell for tie in ties for cell in tie.cells} | set(_claimed(sheet))
    named = set(_named(sheet))
    ways: tuple[By, ...] = ("columns", "rows")
    for by in ways:
        lines = [Line(by, index) for index in range(sheet.length(by))]
        out = [line for line in lines if line not in named and _alone(sheet, line, seen, named)]
        if out:
            return tuple(sheet.name(line) for line in out)
    return ()


def _alone(sheet: Sheet, line: Line, seen: set[Cell], named: set[Line]) -> bool:
    """Whether a line has figures, and none that is seen or in a line across that is named."""
    other = OTHER[line.by]
    at = [at for at in range(sheet.length(other)) if _figure(sheet, sheet.cell(line, at))]
    return bool(at) and not any(sheet.cell(line, one) in seen or Line(other, one) in named for one in at)


def _figure(sheet: Sheet, cell: Cell) -> bool:
    reading = sheet.read(cell)
    return reading.number is not None or reading.interval is not None


def idle(sheet: Sheet, ties: Sequence[Tie]) -> tuple[tuple[str, str], ...]:
    """The statements of a description that no figures were calculated for: their cells are empty, words, or of different units."""
    lines = {(tie.kind, tie.result.cell) for tie in ties}
    out = []
    for field, kind in KIND_OF_FIELD.items():
        if field in sheet.guessed:
            continue
        for said in getattr(sheet.about, field):
            name = said.total if field == "sums" else said.line
            line = sheet.find(name, said.by)
            cells = {sheet.cell(line, at) for at in range(sheet.length(OTHER[line.by]))}
            if not any((kind, cell) in lines for cell in cells) and not getattr(said, "at_most", False):
                out.append((field, name))
    return tuple(out)


def _named(sheet: Sheet) -> Iterator[Line]:
    """The lines of the statements that are held against figures without ties."""
    for field in sorted(_BY_NAME):
        for said in getattr(sheet.about, field):
            held = [getattr(said, one.name) for one in fields(said) if one.name in _LINES]
            words = [word for one in held for word in (one if isinstance(one, tuple) else (one,))]
            for word in words:
                if isinstance(word, str) and word and (line := _line(sheet, word, said.by)):
                    yield line


def _claimed(sheet: Sheet) -> Iterator[Cell]:
    for said in sheet.about.claims:
        for cell in (*said.where.values(), said.cell):
            if cell.count("|") == 1:
                yield sheet.at(cell)


def _line(sheet: Sheet, name: str, by: By | None) -> Line | None:
    try:
        return sheet.find(name, by)
    except DescriptionError:
        return None
