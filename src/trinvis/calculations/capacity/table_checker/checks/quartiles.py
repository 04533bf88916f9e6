"""Quartiles that no numbers can have: out of order, or a mean where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trinvis.calculations.capacity.table_checker.danish import number_text, span_text
from trinvis.calculations.capacity.table_checker.description import Quartiles
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import Number, read_cell
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Cell, Sheet
from trinvis.calculations.capacity.table_checker.spans import Span, total
from trinvis.calculations.capacity.table_checker.ties import Tie

ROLES = {"low": "den mindste", "q1": "1. kvartil", "median": "median", "q3": "3. kvartil", "high": "den største"}
MANY = 20
"""Units from which a mean outside the middle half is worth a look."""

Measured = dict[str, tuple[Cell, Number]]


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Order from smallest to largest; the plain mean between what a quarter of the units in each part can give."""
    for said in sheet.about.quartiles:
        named = {role: getattr(said, role) for role in (*ROLES, "mean")}
        lines = {role: sheet.find(name, said.by) for role, name in named.items() if name}
        by = next(iter(lines.values())).by
        for across in sheet.across(by, said):
            cells = {role: sheet.cell(line, across) for role, line in lines.items()}
            known = {role: (cell, number) for role, cell in cells.items() if (number := sheet.number(cell))}
            name = sheet.table.rows[across].name if OTHER[by] == "rows" else sheet.table.columns[across]
            yield from _order(sheet, name, known)
            if "mean" in known:
                yield from _mean(sheet, said, name, known)


def _order(sheet: Sheet, name: str, known: Measured) -> Iterator[Finding]:
    present = [role for role in ROLES if role in known]
    for lower, upper in pairwise(present):
        (low_cell, low), (high_cell, high) = known[lower], known[upper]
        if low.span.low > high.span.high:
            message = f"{name}: {ROLES[lower]} {number_text(low)} er større end {ROLES[upper]} {number_text(high)}."
            suspect = _misplaced(known, present, lower, upper)
            places = (sheet.place(low_cell), sheet.place(high_cell))
            yield Finding(
                "quartiles", "quartiles-order", "certain", message, places, tuple(sheet.place(c) for c in suspect)
            )


def _misplaced(known: Measured, present: list[str], lower: str, upper: str) -> list[Cell]:
    """The one of two that is out of order with the others too; both where neither or both are."""

    def mends(role: str) -> bool:
        values = [known[one][1].value for one in present if one != role]
        return values == sorted(values)

    hits = [role for role in (lower, upper) if mends(role)]
    return [known[role][0] for role in (hits if len(hits) == 1 else (lower, upper))]


def _mean(sheet: Sheet, said: Quartiles, name: str, known: Measured) -> Iterator[Finding]:
    cell, mean = known["mean"]
    bounds = _bounds(said, known)
    places = (sheet.place(cell), *(sheet.place(at) for role, (at, _) in known.items() if role != "mean"))
    if bounds is not None and not bounds.meets(mean.span):
        message = f"{name}: gennemsnittet {number_text(mean)} kan ikke være rigtigt; med de kvartiler ligger det fra {span_text(bounds, mean)}."
        yield Finding("quartiles", "quartiles-mean", "certain", message, places, places[:1])
        return
    units = read_cell(said.n).number
    middle = "q1" in known and "q3" in known and (units.value >= MANY if units is not None else not said.weighted)
    if middle and (mean.span.low > known["q3"][1].span.high or mean.span.high < known["q1"][1].span.low):
        quarter = f"{number_text(known['q1'][1])} til {number_text(known['q3'][1])}"
        message = f"{name}: gennemsnittet {number_text(mean)} ligger uden for den midterste halvdel ({quarter}); det kræver få meget store eller små."
        yield Finding("quartiles", "quartiles-mean", "look", message, places, places[:1])


def _from_nothing(spans: dict[str, Span]) -> Span | None:
    """Without smallest and largest: amounts and counts are at least 0, and so the mean has a least."""
    quarters = [spans[role] for role in ("q1", "median", "q3") if role in spans]
    if len(quarters) < 3 or any(span.low < 0 for span in spans.values()):
        return None
    return Span(total(quarters).low / 4, max(spans["mean"].high, total(quarters).low / 4))


def _bounds(said: Quartiles, known: Measured) -> Span | None:
    """Where the mean can be: a quarter of the units lies in each part. A weighted mean is only between smallest and largest."""
    spans = {role: number.span for role, (_, number) in known.items()}
    if "low" not in spans or "high" not in spans:
        return None if said.weighted else _from_nothing(spans)
    if said.weighted or not {"q1", "median", "q3"} <= spans.keys():
        return Span(spans["low"].low, spans["high"].high)
    inner = total(spans[role] for role in ("q1", "median", "q3"))
    return Span((inner + spans["low"]).low / 4, (inner + spans["high"]).high / 4)
