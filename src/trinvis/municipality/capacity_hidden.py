"""Which figures of a section are hidden from readers without the right to person data: those of 1-4 persons, and those that give them away.

A figure is given away as what is left of a total, of a region or of the country; as the only unknown of what another figure is worked
out from; as worked out from figures that are all shown; and where the same rows are counted in another table.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from trinvis.municipality.capacity_figure import HIDDEN, LEAST_SHOWN, Figure, FigureTable, Row, Term, Where
from trinvis.reports import danish

NOT_ADDED = ("growth", "points", "low", "high", "index", "text")
"""Kinds of columns whose parts do not add up to their total."""

MANY_TERMS = 6
"""A figure of as many terms besides the hidden one stays; one of them goes instead."""

OF_THE_ROW = ("quartile", "outside")
"""Keys of text columns that tell something of the row's figures."""


def small(one: Figure | None) -> bool:
    """Whether a figure tells of 1-4 persons."""
    return one is not None and one.value is not None and one.persons is not None and 0 < one.persons < LEAST_SHOWN


def without_small(
    tables: Sequence[FigureTable], regions: Mapping[int, int], elsewhere: Callable[[Where], Figure | None]
) -> tuple[FigureTable, ...]:
    """A section's tables for readers without the right to person data.

    ``regions``: municipality → region. ``elsewhere`` finds a figure of another section. Sentences that tell a hidden figure are left
    out, and what a shown figure is worked out from does not name the hidden ones.
    """
    gone = _Hiding(tables, regions, elsewhere).gone()
    hidden = gone.__contains__
    return tuple(_shown(one, lambda at: hidden(at) or small(elsewhere(at))) for one in tables)


def _shown(table: FigureTable, hidden: Callable[[Where], bool]) -> FigureTable:
    figures = {}
    rows = set()
    for (row, column), one in table.figures.items():
        if one.value is not None and hidden((table.key, row, column)):
            rows.add(row)
            figures[row, column] = Figure(None, one.unit, "", missing=HIDDEN)
        else:
            figures[row, column] = _without(one, hidden)
    words = {at: text for at, text in table.words.items() if not (at[0] in rows and at[1] in OF_THE_ROW)}
    answer = tuple(one for one in table.answer if not any(map(hidden, one.at.values())))
    return replace(table, figures=figures, words=words, answer=answer)


def _without(one: Figure, hidden: Callable[[Where], bool]) -> Figure:
    """A figure that is shown, without its terms that are not."""
    terms = tuple(term for term in one.terms if term.at is None or not hidden(term.at))
    lacks = len(one.terms) - len(terms)
    if not lacks:
        return one
    said = f"{danish.count(lacks, 'af tallene', 'af tallene')}, det er regnet af, er skjult, fordi få personer kan genkendes."
    return replace(one, terms=terms, how=f"{one.how} {said}".strip())


@dataclass(eq=False)
class _Hiding:
    tables: Sequence[FigureTable]
    regions: Mapping[int, int]
    elsewhere: Callable[[Where], Figure | None]
    _gone: set[Where] = field(default_factory=set)

    def gone(self) -> set[Where]:
        """Where the figures stand that are hidden."""
        self._gone = {at for at, one in self._figures.items() if small(one)}
        before = -1
        while self._gone and len(self._gone) != before:
            before = len(self._gone)
            for table in self.tables:
                for parts, total in _sums(table, self.regions):
                    self._left_over(parts, total)
                self._gone.update(self._worked_out_across(table))
            for at, one in self._figures.items():
                self._told_by_terms(at, one)
            for at in tuple(self._gone):
                self._gone.update(self._same.get(_rows(self._figures[at]), ()))
                self._hide_a_term(self._figures[at])
        return self._gone

    @cached_property
    def _figures(self) -> dict[Where, Figure]:
        """Every figure that is known, by where it stands."""
        return {
            (table.key, *at): one for table in self.tables for at, one in table.figures.items() if one.value is not None
        }

    @cached_property
    def _same(self) -> dict[Hashable, list[Where]]:
        """The figures that count the same rows."""
        found: dict[Hashable, list[Where]] = {}
        for at, one in self._figures.items():
            if one.sources:
                found.setdefault(_rows(one), []).append(at)
        return found

    def _value(self, at: Where) -> float:
        one = self._figures.get(at)
        return 0.0 if one is None or one.value is None else one.value

    def _left_over(self, parts: Sequence[tuple[Where, Row]], total: Where | None) -> None:
        """Where the hidden parts can be told from the total and the rest, the smallest other is hidden with them, or the total."""
        gone = [at for at, _ in parts if at in self._gone]
        together = sum(self._value(at) for at in gone)
        told = len(gone) == 1 or together in (len(gone), (LEAST_SHOWN - 1) * len(gone))
        if not gone or total in self._gone or not told:
            return
        others = [(row.kind == "own", abs(self._value(at)), at) for at, row in parts if at not in self._gone]
        others = [one for one in others if one[1]]
        if others:
            self._gone.add(min(others)[2])
        elif total is not None and total in self._figures:
            self._gone.add(total)

    def _worked_out_across(self, table: FigureTable) -> Iterator[Where]:
        """Figures of columns that are worked out from a hidden one of the same row."""
        for column in table.columns:
            for row in table.rows if column.of else ():
                at = (table.key, row.key, column.key)
                if at in self._figures and any((table.key, row.key, of) in self._gone for of in column.of):
                    yield at

    def _unknown(self, term: Term) -> bool:
        if term.at is None:
            return False
        return term.at in self._gone or (term.at not in self._figures and small(self.elsewhere(term.at)))

    def _told_by_terms(self, at: Where, one: Figure) -> None:
        """Where just one of the figures that it is worked out from is hidden, that one is what is left: the figure is hidden too, or, where
        it is made of many, the smallest of the others.
        """
        if at in self._gone or sum(map(self._unknown, one.terms)) != 1:
            return
        others = [term.at for term in one.terms if term.at in self._figures and self._value(term.at)]
        others = [other for other in others if other not in self._gone]
        if len(others) < MANY_TERMS:
            self._gone.add(at)
        else:
            self._gone.add(min(others, key=lambda other: (abs(self._value(other)), other)))

    def _hide_a_term(self, one: Figure) -> None:
        """A hidden figure whose terms are all shown could be worked out again: the smallest that tells of persons goes too."""
        if not one.terms or any(map(self._unknown, one.terms)):
            return
        own = [term.at for term in one.terms if term.at in self._figures]
        own.sort(key=lambda at: (self._figures[at].persons is None, abs(self._value(at))))
        self._gone.update(own[:1])


def _rows(one: Figure) -> Hashable:
    """The rows that a figure counts, the same for all figures that count them."""
    return one.unit, tuple(
        (source.table, source.adds, tuple(sorted((name, str(values)) for name, values in source.where.items())))
        for source in one.sources
    )


def _sums(table: FigureTable, regions: Mapping[int, int]) -> Iterator[tuple[list[tuple[Where, Row]], Where | None]]:
    """What adds up in a table: parts to their total, regions to the country, municipalities to their region and the country."""
    towns = [row for row in table.rows if row.kind in ("plain", "own") and row.code in regions]
    places: dict[int, list[Row]] = {}
    for row in towns if len(towns) > 1 else ():
        places.setdefault(regions[row.code or 0], []).append(row)
    country = next((row for row in table.rows if row.kind == "national"), None)
    groups = [*_totals(table), *((rows, None) for rows in (*places.values(), towns if len(towns) > 1 else []))]
    groups.append(([row for row in table.rows if row.kind == "region"] if country else [], country))
    for column in table.columns:
        if column.kind not in NOT_ADDED:
            for rows, total in groups:
                yield (
                    [((table.key, row.key, column.key), row) for row in rows],
                    None if total is None else (table.key, total.key, column.key),
                )


def _totals(table: FigureTable) -> Iterator[tuple[list[Row], Row]]:
    parts: list[Row] = []
    for row in table.rows:
        if row.kind == "part":
            parts.append(row)
        elif row.kind == "total":
            yield parts, row
            parts = []
