"""The same figures twice: a row or column copied to another's place."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.calculations.capacity.table_checker.danish import listed, shortened
from trinvis.calculations.capacity.table_checker.description import By
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie

TELLING = {"rows": 5, "columns": 9}
"""Digits beyond the first that two lines must have in common, over figures that differ, before it is no chance. Columns are
years mostly, and figures that hardly move are alike two years running."""
FEWEST = {"rows": 4, "columns": 3}
"""Different figures that must be among them."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Two rows, or two columns, with the same figures everywhere, where so many digits are not alike by chance."""
    totals = {sheet.find(said.total, said.by) for said in sheet.about.sums}
    ways: tuple[By, ...] = ("rows", "columns")
    for by in ways:
        alike: dict[tuple[Number | None, ...], list[Line]] = {}
        for line in (Line(by, index) for index in range(sheet.length(by))):
            if line not in totals:
                alike.setdefault(_figures(sheet, line), []).append(line)
        for figures, lines in alike.items():
            if len(lines) > 1 and telling(figures, by):
                names = listed([sheet.name(line) or f"nr. {line.index + 1}" for line in lines])
                message = f"{names} har de samme tal: {shortened(_texts(sheet, lines[0]))}."
                places = tuple(sheet.whole(line) for line in lines)
                yield Finding("repeated", f"repeated-{by}", "likely", message, places, places)


def _figures(sheet: Sheet, line: Line) -> tuple[Number | None, ...]:
    return tuple(sheet.number(sheet.cell(line, across)) for across in range(sheet.length(OTHER[line.by])))


def _texts(sheet: Sheet, line: Line) -> list[str]:
    cells = (sheet.cell(line, across) for across in range(sheet.length(OTHER[line.by])))
    return [sheet.read(cell).text for cell in cells if sheet.number(cell)]


def telling(figures: tuple[Number | None, ...], by: By) -> bool:
    """Whether figures have so many digits that two lines have the same ones hardly by chance."""
    distinct = {number.value: number for number in figures if number is not None and number.value}
    digits = sum(len(str(abs(int(number.value / number.step)))) - 1 for number in distinct.values())
    return len(distinct) >= FEWEST[by] and digits >= TELLING[by]
