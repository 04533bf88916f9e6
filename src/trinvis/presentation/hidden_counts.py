"""Counts of children as they may be shown: all of them, or for readers without the right to person data the small ones hidden."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.calculations.benchmark.suppression import suppressed

LEAST_SHOWN = 5
"""The least count of children that is shown to readers without the right to person data."""

HIDDEN = "skjult"
"""What stands in place of a hidden count."""


def with_totals(counts: Sequence[Sequence[int]], least_shown: int) -> tuple[list[list[int | None]], str]:
    """The counts with a last row and column of totals, and what must stand below; hidden ones are None.

    ``least_shown`` 0 shows everything. Others are hidden too where a small one could be worked out from them.
    """
    if least_shown <= 1 or not counts:
        rows: list[list[int | None]] = [[*row, sum(row)] for row in counts]
        totals: list[int | None] = [sum(column) for column in zip(*counts, strict=True)]
        return [*rows, [*totals, sum(sum(row) for row in counts)]], ""
    shown = suppressed(counts, least_shown)
    return [list(row) for row in shown.counts], shown.note


def column_with_total(counts: Sequence[int], least_shown: int) -> list[int | None]:
    """A single column of counts and its total; hidden ones are None."""
    table, _ = with_totals([[count] for count in counts], least_shown)
    return [row[0] for row in table]
