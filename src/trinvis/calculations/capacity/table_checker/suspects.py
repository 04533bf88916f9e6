"""Which cell is wrong when something does not hold: the one that mends all that fails and breaks nothing that holds.

Beside that count plain slips (two digits swapped, a factor of ten), and what its row and column lead one to expect.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from trinvis.calculations.capacity.table_checker.sheet import Cell, Sheet
from trinvis.calculations.capacity.table_checker.slips import Slip, slip_to
from trinvis.calculations.capacity.table_checker.smoothness import Expected
from trinvis.calculations.capacity.table_checker.spans import Span
from trinvis.calculations.capacity.table_checker.ties import Tie

MENDS, BREAKS, SWAPS = 3.0, 3.0, 4.0
OWN_RESULT = 0.6
"""What speaks for the result itself where nothing else does."""
LONG = 12
"""Cells from which a sum is long: each of its cells would otherwise be held against all the others."""
LEAD = 0.25
"""How much better the best must be than the next to be named alone."""


class Suspect(NamedTuple):
    """A cell that may be wrong, what it should have been, the slip that explains it, and the other cell of a swap."""

    cell: Cell
    score: float
    needed: Span
    slip: Slip | None = None
    swapped: Cell | None = None


@dataclass(frozen=True)
class Inquiry:
    """All the ties of a sheet, those that hold and those that do not."""

    sheet: Sheet
    ties: Sequence[Tie]
    expected: Expected

    def suspect(self, tie: Tie) -> Suspect | None:
        """The cell of a failed tie that most probably is wrong; None where no one stands out."""
        ranked = sorted(self._suspects(tie), key=lambda one: -one.score)
        if not ranked or (len(ranked) > 1 and ranked[0].score - ranked[1].score < LEAD):
            return None
        return ranked[0]

    def _suspects(self, tie: Tie) -> list[Suspect]:
        found = []
        for cell in tie.cells:
            needed, number = tie.needed(cell), self.sheet.number(cell)
            if needed is None or number is None:
                continue
            score = OWN_RESULT + tie.blames if cell == tie.result.cell else 0.0
            score += sum(self._weighed(other, cell, needed) for other in self._of[cell] if other is not tie)
            # no level turns 0 or less by a slip; growth does
            turns = needed.low <= 0 < number.value and not (tie.kind == "growth" and cell == tie.result.cell)
            score -= BREAKS if turns else 0
            slip, swapped = slip_to(number, needed), self._swapped(tie, cell, needed)
            score += (slip.telling if slip else 0) + (SWAPS if swapped else 0)
            score += self.expected.gain(cell, float(needed.middle))
            found.append(Suspect(cell, score, needed, slip, swapped))
        return _without_chance(tie, found)

    @staticmethod
    def _weighed(other: Tie, cell: Cell, needed: Span) -> float:
        """For a failed tie that the same change mends, against one that it leaves failed or makes fail."""
        wanted = other.needed(cell)
        if wanted is None:
            return 0.0
        if wanted.meets(needed):
            return 0.0 if other.holds else MENDS
        return -BREAKS if other.holds else -MENDS / 3

    @cached_property
    def _of(self) -> dict[Cell, list[Tie]]:
        """The ties of every cell."""
        out: dict[Cell, list[Tie]] = {}
        for tie in self.ties:
            for cell in dict.fromkeys(tie.cells):
                out.setdefault(cell, []).append(tie)
        return out

    @cached_property
    def _failed(self) -> dict[tuple[str, int], dict[int, list[tuple[float, int, Cell]]]]:
        """The cells of failed ties by row and by column, sorted by their figures; those of a long sum apart (by its number, else -1)."""
        out: dict[tuple[str, int], dict[int, list[tuple[float, int, Cell]]]] = {}
        for at, tie in enumerate(self.ties):
            for cell in () if tie.holds else tie.cells:
                if (number := self.sheet.number(cell)) is not None:
                    group = at if len(tie.cells) > LONG else -1
                    for line in (("row", cell.row), ("column", cell.column)):
                        out.setdefault(line, {}).setdefault(group, []).append((float(number.value), at, cell))
        return {line: {at: sorted(cells) for at, cells in groups.items()} for line, groups in out.items()}

    def _swapped(self, tie: Tie, cell: Cell, needed: Span) -> Cell | None:
        """Another cell of the row or column with which this one was swapped: each is what the other's failed tie needs."""
        mine = self.sheet.number(cell)
        for at, there in sorted(self._fitting(tie, cell, needed)):
            other, number = self.ties[at], self.sheet.number(there)
            if other is tie or there == cell or mine is None or number is None or not number.span.meets(needed):
                continue
            wanted = other.needed(there)
            if wanted is not None and mine.span.meets(wanted):
                return there
        return None

    def _fitting(self, tie: Tie, cell: Cell, needed: Span) -> Iterator[tuple[int, Cell]]:
        """The cells beside one, in other failed ties, whose figures are about what it needs."""
        number = self.sheet.number(cell)
        spare = 0.0 if number is None else 10 * float(number.step)
        low, high = float(needed.low) - spare, float(needed.high) + spare
        for line in (("row", cell.row), ("column", cell.column)):
            for group, beside in self._failed.get(line, {}).items():
                if group >= 0 and self.ties[group] is tie:
                    continue
                for value, at, there in beside[bisect_left(beside, (low,)) :]:
                    if value > high:
                        break
                    yield at, there


def _without_chance(tie: Tie, found: list[Suspect]) -> list[Suspect]:
    """Of many parts some differ by a slip from what is needed by chance: a slip that two or more have tells nothing."""
    counted = Counter(one.slip.telling for one in found if one.slip and one.cell != tie.result.cell)
    return [
        one._replace(score=one.score - one.slip.telling)
        if one.slip and one.cell != tie.result.cell and counted[one.slip.telling] > 1
        else one
        for one in found
    ]
