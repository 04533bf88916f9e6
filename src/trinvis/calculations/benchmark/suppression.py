"""Small counts hidden so that they cannot be calculated from what is shown.

A count from 1 up to below the threshold is hidden (primary). Then others are hidden (secondary) until nobody can tell
from the rest, from the totals, and from counts not being negative, that a hidden count is small: each primary one might
as well be the threshold or more. A hidden count's rate is hidden with it, for the denominator gives the count back.

The table with its totals is a network: grand total → rows → cells → columns → grand total. A hidden count can be larger
just when there is a way back through hidden cells that can give or take as much (Gusfield (1988), *SIAM J. Computing* 17,
552-571); the way that hides least is the cheapest cycle (Kelly, Golden & Assad (1992), *Networks* 22, 397-417).

One table with one level of totals is guarded; totals of it published elsewhere are rows or columns of it here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal

Hidden = Literal["primary", "secondary"]
Node = tuple[str, int]


@dataclass(frozen=True)
class Shown:
    """The counts as they may be shown; None is hidden, and ``hidden`` says why by (row, column).

    The last row and column of ``counts`` are the totals, also where they are not published (then None, and not in
    ``hidden``). ``threshold`` is the least count that is shown.
    """

    counts: tuple[tuple[int | None, ...], ...]
    hidden: dict[tuple[int, int], Hidden]
    threshold: int
    zeros_shown: bool

    @property
    def note(self) -> str:
        """What stands under the table; empty when nothing is hidden."""
        if not self.hidden:
            return ""
        second = sum(why == "secondary" for why in self.hidden.values())
        least = 1 if self.zeros_shown else 0
        said = f"Antal fra {least} til {self.threshold - 1} er ikke vist"
        if self.threshold - 1 == least:
            said = f"Antallet {least} er ikke vist"
        return said + (f"; yderligere {second} tal er skjult, så de ikke kan regnes ud." if second else ".")


def suppressed(
    counts: Sequence[Sequence[int]],
    threshold: int,
    *,
    row_totals: bool = True,
    column_totals: bool = True,
    zeros_shown: bool = True,
) -> Shown:
    """A table of counts of different children with its totals, ready to show. The totals are counted here.

    ``row_totals`` and ``column_totals`` say which are published beside the table; the grand total is when any is.
    ``zeros_shown``: a 0 says that there is nobody, and is shown. Raises ``ValueError`` for an empty or ragged table, a
    negative count, or a threshold below 1.
    """
    table = _with_totals(counts, threshold)
    size = (len(table) - 1, len(table[0]) - 1)
    free = {
        (row, column)
        for row in range(size[0] + 1)
        for column in range(size[1] + 1)
        if (column == size[1] and row < size[0] and not row_totals)
        or (row == size[0] and column < size[1] and not column_totals)
        or ((row, column) == size and not (row_totals or column_totals))
    }
    least = 1 if zeros_shown else 0
    hidden: dict[tuple[int, int], Hidden] = {
        (row, column): "primary"
        for row, line in enumerate(table)
        for column, count in enumerate(line)
        if (row, column) not in free and least <= count < threshold
    }
    network = _Network(table, size, least)
    for cell in sorted(hidden, key=lambda at: (table[at[0]][at[1]], at)):
        for also in network.way_back(cell, threshold, free | hidden.keys()):
            hidden[also] = "secondary"
    shown = tuple(
        tuple(None if (row, column) in hidden or (row, column) in free else count for column, count in enumerate(line))
        for row, line in enumerate(table)
    )
    return Shown(shown, dict(sorted(hidden.items())), threshold, zeros_shown)


@dataclass(frozen=True)
class _Network:
    """The table as arcs; ``least`` is the smallest value that a hidden count may have."""

    table: list[list[int]]
    size: tuple[int, int]
    least: int

    def ends(self, cell: tuple[int, int]) -> tuple[Node, Node]:
        """From where and to where a cell's count flows."""
        row, column = cell
        rows, columns = self.size
        if cell == self.size:
            return ("row", rows), ("column", columns)
        if column == columns:
            return ("column", columns), ("row", row)
        if row == rows:
            return ("column", column), ("row", rows)
        return ("row", row), ("column", column)

    def way_back(
        self, cell: tuple[int, int], threshold: int, open_cells: set[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The cells to hide besides ``open_cells`` so that ``cell`` might be ``threshold``; none when it already might."""
        room = threshold - self.table[cell[0]][cell[1]]
        start, goal = self.ends(cell)[::-1]
        best: dict[Node, int] = {start: 0}
        came: dict[Node, tuple[Node, tuple[int, int]]] = {}
        queue = [(0, start)]
        while queue:
            cost, node = heappop(queue)
            if node == goal:
                break
            for via, other in self._steps(node, room, cell):
                further = cost + (0 if via in open_cells else self.table[via[0]][via[1]] + 1)
                if further < best.get(other, further + 1):
                    best[other], came[other] = further, (node, via)
                    heappush(queue, (further, other))
        found = []
        while goal != start:
            goal, via = came[goal]
            if via not in open_cells:
                found.append(via)
        return found

    def _steps(self, node: Node, room: int, but: tuple[int, int]) -> Iterator[tuple[tuple[int, int], Node]]:
        """Cells by which ``room`` more can flow on from ``node``: by growing, or by shrinking where there is so much."""
        rows, columns = self.size
        side, number = node
        cells = (
            [(number, column) for column in range(columns + 1)]
            if side == "row"
            else [(row, number) for row in range(rows + 1)]
        )
        for at in cells:
            value = self.table[at[0]][at[1]]
            tail, head = self.ends(at)
            if at == but or value < self.least:
                continue
            if tail == node:
                yield at, head
            elif value - room >= self.least:
                yield at, tail


def _with_totals(counts: Sequence[Sequence[int]], threshold: int) -> list[list[int]]:
    if threshold < 1:
        raise ValueError("Grænsen for små tal skal være mindst 1.")
    lines = [list(line) for line in counts]
    if not lines or not lines[0] or any(len(line) != len(lines[0]) for line in lines):
        raise ValueError("Tabellen skal have mindst én række og én kolonne, og alle rækker skal være lige lange.")
    if any(count < 0 for line in lines for count in line):
        raise ValueError("Et antal kan ikke være negativt.")
    table = [[*line, sum(line)] for line in lines]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]
