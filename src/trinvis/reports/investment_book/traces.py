"""Where the persons of a group are, period by period: who comes in, who moves, who is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from trinvis.cases.case import Transition
from trinvis.reports.investment_book.cohort_blocks import Block, Cohorts
from trinvis.reports.investment_book.period_rows import PeriodRow
from trinvis.reports.investment_book.term import ZERO, Range, Term, number, sum_of_products

Counting = Literal["end", "start", "half"]


@dataclass(frozen=True)
class Chance:
    """The chance of the case's transition number ``place`` in a period: cells by period, or a block where it follows the stay."""

    place: int
    transition: Transition
    by_period: tuple[Term, ...] = ()
    block: Block | None = None

    def at(self, cohort: int, period: int) -> Term:
        """The chance of those who came in then."""
        return self.by_period[period - 1] if self.block is None else self.block.at(cohort, period)


class Trace(Protocol):
    """A group under an alternative. ``factors`` are blocks that each person is weighed by."""

    @property
    def cohorts(self) -> Cohorts:
        """When persons come in; empty where they are not told apart."""

    def entered(self, period: int) -> Term:
        """How many come in, without those who are there from the beginning."""

    def counted(self, state: str, period: int, factors: Sequence[Block] = ()) -> Term:
        """How many are in a state, counted as the case counts."""

    def moved(self, place: int, period: int, factors: Sequence[Block] = ()) -> Term:
        """How many make the case's transition number ``place``."""


@dataclass(frozen=True)
class PooledTrace:
    """Everybody together, as nothing depends on how long they have been there: rows by state, and by transition."""

    entries: PeriodRow | None
    counts: Mapping[str, PeriodRow]
    moves: Mapping[int, PeriodRow]
    cohorts: Cohorts = ()

    def entered(self, period: int) -> Term:
        """The cell."""
        return self.entries.at(period) if self.entries else ZERO

    def counted(self, state: str, period: int, factors: Sequence[Block] = ()) -> Term:
        """The cell; there are no factors to weigh by."""
        assert not factors
        return self.counts[state].at(period) if state in self.counts else ZERO

    def moved(self, place: int, period: int, factors: Sequence[Block] = ()) -> Term:
        """The cell; there are no factors to weigh by."""
        assert not factors
        return self.moves[place].at(period) if place in self.moves else ZERO


@dataclass
class CohortTrace:
    """Each cohort by itself. ``starts`` are those who begin in a state, by state and period; ``after`` where all are after the
    moves of a period; ``weight`` what of a period a person is there. ``counts`` and ``moves`` are written once the rest is."""

    counting: Counting
    cohorts: Cohorts
    entries: PeriodRow | None
    starts: Mapping[str, Mapping[int, Term]]
    after: Mapping[str, Block]
    weight: Block | None
    chances: Mapping[int, Chance]
    counts: dict[str, PeriodRow] = field(default_factory=dict)
    moves: dict[int, PeriodRow] = field(default_factory=dict)

    def entered(self, period: int) -> Term:
        """The cell."""
        return self.entries.at(period) if self.entries else ZERO

    def counted(self, state: str, period: int, factors: Sequence[Block] = ()) -> Term:
        """The cell, or the sum over cohorts weighed by the factors."""
        if not factors and state in self.counts:
            return self.counts[state].at(period)
        if state not in self.after:
            return ZERO
        weights = self._weights(factors)
        if self.counting == "start":
            return self._before(state, period, weights)
        after = _weighed(self.after[state].column(period, period), period, period, weights)
        return after if self.counting == "end" else (self._before(state, period, weights) + after) / number(2)

    def moved(self, place: int, period: int, factors: Sequence[Block] = ()) -> Term:
        """The cell, or the sum over cohorts weighed by the factors."""
        if not factors and place in self.moves:
            return self.moves[place].at(period)
        if place not in self.chances:
            return ZERO
        chance, weights = self.chances[place], self._weights(factors)
        if chance.block is not None:
            return self._before(chance.transition.source, period, (chance.block, *weights))
        return self._before(chance.transition.source, period, weights) * chance.by_period[period - 1]

    def _weights(self, factors: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(factors) if self.weight is None else (self.weight, *factors)

    def _before(self, state: str, period: int, weights: Sequence[Block]) -> Term:
        """Before the moves of the period: where earlier cohorts were at the end of the last one, and who has just come in."""
        earlier = self.after[state].column(period - 1, period - 1) if period > 1 else None
        new = self.starts[state].get(period, ZERO) if state in self.starts else ZERO
        for one in weights if new is not ZERO else ():
            new = new * one.at(period, period)
        return _weighed(earlier, period, period - 1, weights) + new


def _weighed(persons: Range | None, period: int, until: int, weights: Sequence[Block]) -> Term:
    """Persons of cohorts ``until`` a period, times what they are weighed by in ``period``."""
    if persons is None:
        return ZERO
    columns = [one.column(period, until) for one in weights]
    return sum_of_products(persons, *(one for one in columns if one is not None))
