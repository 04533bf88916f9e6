"""Lines called "I alt" or "Hele landet": sums where the figures are counts, means where they are per inhabitant or per cent."""

from __future__ import annotations

from dataclasses import replace

from trinvis.calculations.capacity.table_checker.checks import national, sums
from trinvis.calculations.capacity.table_checker.description import By, Mean, Sum
from trinvis.calculations.capacity.table_checker.inferred.borne_out import borne_out
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.terms import before
from trinvis.calculations.capacity.table_checker.ties import Linear, Tie
from trinvis.calculations.capacity.table_checker.words import (
    says_average,
    says_change,
    says_country,
    says_overlap,
    says_partly,
    says_rate,
    says_region,
    says_share,
    says_total,
)

MANY = 3
"""Lines across in which a total must leave out the same part before that is believed."""

_WAYS: tuple[By, ...] = ("rows", "columns")


def sums_of(sheet: Sheet) -> tuple[Sum, ...]:
    """Totals that mostly are the sum of the lines before them (or after, for a total that comes first)."""
    about = f"{sheet.about.title} {sheet.about.unit} {sheet.about.note}"
    if says_rate(about) or says_overlap(about):
        return ()
    means = {sheet.find(said.line, said.by) for said in sheet.about.means}
    said = []
    for by in _WAYS:
        totals = {i for i, name in enumerate(sheet.names(by)) if says_total(name) or says_country(name)}
        for index in sorted(totals):
            line = Line(by, index)
            one = None if line in means or says_rate(sheet.name(line)) else _sum(sheet, line, totals)
            if one is not None:
                said.append(one)
    return tuple(said)


def _sum(sheet: Sheet, line: Line, totals: set[int]) -> Sum | None:
    parts = before(sheet, line, totals) or _totals_before(line, totals) or _after(sheet, line, totals)
    kept = [part for part in parts if not says_partly(sheet.name(part)) and not says_change(sheet.name(part))]
    shares = {says_share(sheet.name(part)) for part in kept}
    if len(kept) < 2 or (len(shares) == 2 and line.by == "columns"):
        return None
    names = tuple(f"#{part.index + 1}" for part in kept)
    one = Sum(f"#{line.index + 1}", names, line.by, but=_no_levels(sheet, line.by))
    ties = [tie for tie in sums.check(replace(sheet, about=replace(sheet.about, sums=(one,)))) if isinstance(tie, Tie)]
    return one if borne_out(ties) or _leaves_out(ties) else None


def _totals_before(line: Line, totals: set[int]) -> list[Line]:
    """For a total right after another: the totals before it."""
    kept = [index for index in sorted(totals) if index < line.index]
    return [Line(line.by, index) for index in kept] if line.index - 1 in kept else []


def _leaves_out(ties: list[Tie]) -> bool:
    """Everywhere the sum without one and the same part: then it is meant as a sum, and the part was forgotten."""
    linear = [tie for tie in ties if isinstance(tie, Linear)]
    return len(linear) >= MANY and any(
        all(tie.without(at).meets(tie.result.span) for tie in linear) for at in range(min(len(t.parts) for t in linear))
    )


def _after(sheet: Sheet, line: Line, totals: set[int]) -> list[Line]:
    after = []
    for index in range(line.index + 1, sheet.length(line.by)):
        if index in totals:
            break
        after.append(Line(line.by, index))
    return [one for one in after if one.index not in sheet.changes(line.by)] if line.index == 0 else []


def _no_levels(sheet: Sheet, by: By) -> tuple[str, ...]:
    """Lines across that hold growth or figures per inhabitant: nothing adds up along them."""
    names = sheet.names(OTHER[by])
    return tuple(
        f"#{i + 1}" for i, name in enumerate(names) if says_change(name) or says_rate(name) or says_index(name)
    )


def says_index(name: str) -> bool:
    """A line of index numbers or averages."""
    return says_average(name) and not says_share(name)


def means_of(sheet: Sheet) -> tuple[Mean, ...]:
    """The whole country among its regions, in tables whose figures cannot be added up."""
    about = f"{sheet.about.title} {sheet.about.unit}"
    said = []
    for by in _WAYS:
        names = sheet.names(by)
        regions = [i for i, name in enumerate(names) if says_region(name) and not says_change(name)]
        whole = [i for i, name in enumerate(names) if (says_country(name) or says_total(name)) and i not in regions]
        if len(regions) < 3 or len(whole) != 1:
            continue
        one = Mean(f"#{whole[0] + 1}", tuple(f"#{i + 1}" for i in regions), by=by)
        ties = [
            t for t in national.check(replace(sheet, about=replace(sheet.about, means=(one,)))) if isinstance(t, Tie)
        ]
        added = Sum(one.line, one.parts, by)
        summed = [
            t for t in sums.check(replace(sheet, about=replace(sheet.about, sums=(added,)))) if isinstance(t, Tie)
        ]
        average = says_rate(about) or says_average(about)
        if average or (borne_out(ties) and not borne_out(summed)):
            said.append(one)
    return tuple(said)
