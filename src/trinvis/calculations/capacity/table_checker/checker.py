"""A published table checked: all that does not hold, each with the arithmetic, the cell that most probably is wrong, and how sure.

Every check looks at the table as it is printed, and lets pass whatever rounding can explain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from trinvis.calculations.capacity.table_checker.checks import (
    at_most,
    claims,
    copied,
    forms,
    growth,
    indexes,
    intervals,
    national,
    periods,
    quartiles,
    rates,
    repeated,
    same,
    shares,
    sums,
    swapped,
    unions,
    units,
)
from trinvis.calculations.capacity.table_checker.coverage import idle, unseen
from trinvis.calculations.capacity.table_checker.danish import with_unit
from trinvis.calculations.capacity.table_checker.description import Description, Kind
from trinvis.calculations.capacity.table_checker.findings import Finding, Place
from trinvis.calculations.capacity.table_checker.inferred import completed
from trinvis.calculations.capacity.table_checker.sheet import Sheet
from trinvis.calculations.capacity.table_checker.smoothness import Expected
from trinvis.calculations.capacity.table_checker.suspects import Inquiry, Suspect
from trinvis.calculations.capacity.table_checker.table import Table
from trinvis.calculations.capacity.table_checker.ties import Tie

Check = Callable[[Sheet], Iterator[Tie | Finding]]

CHECKS: tuple[Check, ...] = (
    sums.check,
    growth.check,
    national.check,
    shares.check,
    rates.check,
    indexes.check,
    unions.check,
    at_most.check,
    quartiles.check,
    intervals.check,
    same.check,
    claims.check,
    swapped.check,
    units.check,
    periods.check,
    repeated.check,
    copied.check,
    forms.check,
)
"""Every check, in the order that findings are listed."""

_FIELD: dict[Kind, str] = {
    "sum": "sums",
    "growth": "growth",
    "national": "means",
    "share": "shares",
    "rate": "rates",
    "index": "indexes",
    "interval": "intervals",
    "quartiles": "quartiles",
    "flow": "at_most",
}


@dataclass(frozen=True)
class GoneOver:
    """What does not hold in a table; the rows and columns of figures that nothing was held against (``unseen``); and the sums, growths and
    other statements that no figures could be calculated for (``idle``), as the field and the line.
    """

    findings: tuple[Finding, ...]
    unseen: tuple[str, ...]
    idle: tuple[tuple[str, str], ...]


def check_table(
    table: Table,
    about: Description | None = None,
    beside: Mapping[str, tuple[Table, Description]] | None = None,
) -> tuple[Finding, ...]:
    """All that does not hold in a table. ``beside`` are other tables by number, for what is said across tables.

    What ``about`` leaves out is taken from the table's own words, and what is found by it is at most likely. Raises
    ``DescriptionError`` when a description names a row, column or table that is not there.
    """
    return gone_over(sheet_of(table, about or Description(), beside or {})).findings


def gone_over(sheet: Sheet) -> GoneOver:
    """The same of a sheet that is ready, with what could not be gone over. Raises ``DescriptionError``."""
    said = [one for check in CHECKS for one in check(sheet)]
    ties = [one for one in said if isinstance(one, Tie)]
    inquiry = Inquiry(sheet, ties, Expected(sheet))
    findings = []
    for one in said:
        if isinstance(one, Finding):
            findings.append(_weaker(one, sheet))
        elif not one.holds:
            findings.append(_weaker(_told(sheet, one, inquiry.suspect(one)), sheet))
    return GoneOver(tuple(dict.fromkeys(findings)), unseen(sheet, ties), idle(sheet, ties))


def sheet_of(table: Table, about: Description, beside: Mapping[str, tuple[Table, Description]]) -> Sheet:
    """A table ready to be checked, with what its words say added to its description."""
    others = {number: Sheet(one, said, {}) for number, (one, said) in beside.items()}
    full, guessed = completed(Sheet(table, about, others))
    return Sheet(table, full, others, guessed)


def _weaker(finding: Finding, sheet: Sheet) -> Finding:
    """What rests on the table's words alone is never certain."""
    guessed = _FIELD.get(finding.kind) in sheet.guessed and finding.sure == "certain"
    return replace(finding, sure="likely") if guessed else finding


def _told(sheet: Sheet, tie: Tie, suspect: Suspect | None) -> Finding:
    places = tuple(sheet.place(cell) for cell in tie.cells)
    if suspect is None:
        return Finding(tie.kind, tie.code, tie.sure, tie.message, places)
    chosen = [sheet.place(cell) for cell in (suspect.cell, suspect.swapped, *tie.as_likely) if cell is not None]
    if suspect.cell != tie.result.cell:
        tie = replace(tie, code=tie.kind, more="")
    message = " ".join(part for part in (tie.message, _why(sheet, suspect, chosen, tie)) if part)
    rest = tuple(place for place in places if place not in chosen)
    return Finding(tie.kind, tie.code, tie.sure, message, (*chosen, *rest), tuple(chosen))


def _why(sheet: Sheet, suspect: Suspect, chosen: list[Place], tie: Tie) -> str:
    """Which cell, and how it may have come to be wrong."""
    number = sheet.number(suspect.cell)
    if tie.more:
        return ""
    if suspect.swapped is not None:
        return f"{chosen[0].name} og {chosen[1].name} er nok byttet om."
    if suspect.slip is not None and suspect.slip.telling >= 1 and number is not None:
        return f"{chosen[0].name} er nok {with_unit(suspect.slip.value, number)}: {suspect.slip.how}."
    if suspect.cell != tie.result.cell and number is not None:
        return f"Det er nok {chosen[0].name}, {chosen[0].text}, der er forkert; {with_unit(suspect.needed.middle, number)} ville passe."
    return ""
