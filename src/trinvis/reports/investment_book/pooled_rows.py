"""The rows of a group whose persons need not be told apart: before the moves of a period, the moves, and after them."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.reports.investment_book.chance_rows import Chances
from trinvis.reports.investment_book.group_entry import GroupEntry
from trinvis.reports.investment_book.period_rows import PeriodRow
from trinvis.reports.investment_book.term import ZERO, Term, number
from trinvis.reports.investment_book.traces import Chance, PooledTrace


def pooled_trace(entry: GroupEntry, chances: Chances) -> PooledTrace:
    """Writes the rows of a group under an alternative."""
    entry.write()
    labels = {state.name: state.label for state in entry.case.states}
    holding = [chances.of(place, one, ()) for place, one in entry.transitions]
    states = entry.states()
    holding = [one for one in holding if one.transition.source in states]
    before, after, moves = {}, {}, {}
    for state in states:
        before[state] = entry.line(f"{labels[state]}, før skift")
        for one in holding:
            if one.transition.source == state:
                moves[one.place] = entry.line(f"Går {chances.said(one.transition)}", indent=2)
        after[state] = entry.line(f"{labels[state]}, efter skift")
    for period in entry.periods:
        for state in states:
            new = entry.starts[state][period] if state in entry.starts else ZERO
            before[state].put(period, after[state].at(period - 1) + new)
        for one in holding:
            moves[one.place].put(period, before[one.transition.source].at(period) * one.at(period, period))
        for state in states:
            after[state].put(period, _after(state, before[state].at(period), holding, moves, period))
    counting = entry.case.counting
    counts = before if counting == "start" else after
    if counting == "half":
        counts = {state: entry.line(f"{labels[state]}, talt med") for state in states}
        for state, row in counts.items():
            for period in entry.periods:
                row.put(period, (before[state].at(period) + after[state].at(period)) / number(2))
    return PooledTrace(entry.entries, counts, moves)


def _after(state: str, before: Term, holding: Sequence[Chance], moves: dict[int, PeriodRow], period: int) -> Term:
    """Who was there, less those who go, and those who come."""
    made = before
    for one in holding:
        if one.transition.target == state:
            made = made + moves[one.place].at(period)
    for one in holding:
        if one.transition.source == state:
            made = made - moves[one.place].at(period)
    return made
