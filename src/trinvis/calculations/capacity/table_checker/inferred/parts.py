"""Lines called "heraf": each is a part of the nearest line before that is none."""

from __future__ import annotations

from trinvis.calculations.capacity.table_checker.description import AtMost, By
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.words import says_partly


def parts_of(sheet: Sheet) -> tuple[AtMost, ...]:
    """Each such line that is less than the one before in at least half of the places."""
    said = []
    ways: tuple[By, ...] = ("rows", "columns")
    for by in ways:
        whole = None
        for index, name in enumerate(sheet.names(by)):
            if not says_partly(name):
                whole = index
            elif whole is not None and _mostly_less(sheet, Line(by, index), Line(by, whole)):
                said.append(AtMost(f"#{index + 1}", f"#{whole + 1}", by=by))
    return tuple(said)


def _mostly_less(sheet: Sheet, part: Line, whole: Line) -> bool:
    other = OTHER[part.by]
    places = [at for at in range(sheet.length(other)) if at not in sheet.changes(other)]
    pairs = [(sheet.number(sheet.cell(part, at)), sheet.number(sheet.cell(whole, at))) for at in places]
    less = [one.value <= all_of.value for one, all_of in pairs if one and all_of and one.unit == all_of.unit]
    return bool(less) and sum(less) * 2 >= len(less)
