"""A part that is larger than its whole; more who come in a year than are there."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.sheet import Sheet
from trinvis.calculations.capacity.table_checker.terms import together, where
from trinvis.calculations.capacity.table_checker.ties import Tie


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every line that cannot exceed another. A flow over its stock is likely a fault, a part over its whole always one."""
    for said in sheet.about.at_most:
        line = sheet.find(said.line, said.by)
        whole = sheet.find(said.of, line.by)
        for across in sheet.across(line.by, said):
            pair = together(sheet, [sheet.cell(line, across), sheet.cell(whole, across)])
            if pair is None or pair[0].span.low <= pair[1].span.high:
                continue
            places = tuple(sheet.place(term.cell) for term in pair if term.cell)
            name, other = where(sheet, line, across), sheet.name(whole)
            if said.flow:
                message = (
                    f"{name}: {pair[0].text} i løbet af året er flere end de {pair[1].text}, der er i alt ({other})."
                )
                yield Finding("flow", "flow-over-stock", "likely", message, places, places)
            else:
                message = f"{name}: {pair[0].text} er mere end det hele, {pair[1].text} ({other})."
                yield Finding("flow", "part-over-whole", "certain", message, places, places)
