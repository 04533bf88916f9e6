"""The target group's money and staff: each offer's whole times the adopted share, with the share's uncertainty carried.

The report lets the shares of money move and holds those of staff at one year (seed 002 lines 8078-8086, 8453); here it is one choice
for both, shown, and the growth by the other choice stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.growth import Break, growth
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.shares import (
    PER_YEAR,
    AdoptedShare,
    ShareChoice,
    TargetTotal,
    target_series,
    target_total,
)
from trinvis.municipality.capacity_figure import PER_CENT, Figure, Term, Where, missing
from trinvis.municipality.capacity_measures import COUNTRY, Measure, Tables
from trinvis.municipality.capacity_shares import ByComponent, share_choice, share_for, without_few
from trinvis.municipality.capacity_survey_cells import ends

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

TOTAL = "total"


def told(measure: Measure, year: int) -> bool:
    """Whether anybody has a figure of it in a year."""
    return any(of == year for _, of in measure.values)


@dataclass(frozen=True, eq=False)
class Target:
    """What one table is made of: the offers' ``measures``, the shares of them, and whose it is (a municipality, or ``COUNTRY``)."""

    made: Capacity
    table: str
    measures: tuple[Measure, ...]
    shares: ByComponent
    code: int
    breaks: tuple[Break, ...]
    """What the growth of the sum is refused across; each offer has its own."""
    standing: frozenset[str]
    """The rows of the table of shares where an adopted share stands."""

    @property
    def choice(self) -> ShareChoice:
        """The shares that the table uses."""
        return share_choice(self.made)

    @property
    def other(self) -> ShareChoice:
        """The choice that is shown beside: held at the last year, or each year's own."""
        return ShareChoice(self.made.year) if self.choice == PER_YEAR else PER_YEAR

    def whole(self, measure: Measure, year: int) -> float | None:
        """All of an offer in a year, whoever it concerns."""
        return measure.total(self.made.country if self.code == COUNTRY else (self.code,), year)

    def total(self, measures: Sequence[Measure], year: int, choice: ShareChoice) -> TargetTotal:
        """The target group's part of some offers. Raises ``CapacityRefused`` naming an amount or a share that is missing.

        An offer that nothing is spent on needs no share; one that nobody has figures of in the year is not there.
        """
        share_year = year if choice.held_at is None else choice.held_at
        wholes = {one.label: self.whole(one, year) for one in measures if len(measures) == 1 or told(one, year)}
        named: dict[tuple[str, int], AdoptedShare] = {}
        for one in measures:
            share = share_for(self.shares, one.key, share_year)
            if share is not None:
                named[one.label, share_year] = share
        needed = {label: whole for label, whole in wholes.items() if (label, share_year) in named or whole != 0}
        return target_total(needed, year, named, choice)

    def rows(self) -> dict[tuple[str, str], Figure]:
        """Every figure of the table."""
        found: dict[tuple[str, str], Figure] = {}
        for one in self.measures:
            found |= self._row(one.key, one.unit, (one,), one.breaks)
        if len(self.measures) > 1:
            found |= self._row(TOTAL, self.measures[0].unit, self.measures, self.breaks)
        return found

    def _row(
        self, key: str, unit: str, measures: Sequence[Measure], breaks: Sequence[Break]
    ) -> dict[tuple[str, str], Figure]:
        cells: dict[str, Figure] = {}
        for year in self.made.years:
            cells[f"whole_{year}"] = self._whole(key, unit, measures, year)
            cells |= self._of_year(key, unit, measures, year, self.choice, "")
            if year in (self.made.years[0], self.made.years[-1]):
                cells |= self._of_year(key, unit, measures, year, self.other, "other_")
        cells |= self._interval(key, unit, measures)
        if len(self.made.years) > 1:
            cells["growth"] = self._growth(key, measures, breaks, self.choice, "y")
            cells["growth_other"] = self._growth(key, measures, breaks, self.other, "other_y")
        return {(key, column): figure for column, figure in cells.items()}

    def _whole(self, key: str, unit: str, measures: Sequence[Measure], year: int) -> Figure:
        at = self.table, key, f"whole_{year}"
        if len(measures) == 1 and key != TOTAL:
            return Tables(self.made, "survey").level(measures[0], self.code, year, at)
        there = [one for one in measures if told(one, year)]
        found = {one.key: self.whole(one, year) for one in there}
        lacking = [one.label for one in there if found[one.key] is None]
        if lacking:
            return missing(unit, f"{', '.join(lacking)} har ingen tal i {year}; hent dem ind.")
        terms = tuple(
            Term(one.label, found[one.key] or 0.0, unit, (self.table, one.key, f"whole_{year}")) for one in there
        )
        return Figure(sum(term.value for term in terms), unit, "Summen af tilbuddene, hvem de end vedrører.", terms)

    def _of_year(
        self, key: str, unit: str, measures: Sequence[Measure], year: int, choice: ShareChoice, name: str
    ) -> dict[str, Figure]:
        """The share that is used in a year, and the target group's part by it."""
        columns = f"{name}share_{year}", f"{name}y{year}"
        try:
            found = self.total(measures, year, choice)
        except CapacityRefused as error:
            return {columns[0]: missing(PER_CENT, str(error)), columns[1]: missing(unit, str(error))}
        whole = Term("Hele området", found.whole, unit, (self.table, key, f"whole_{year}"))
        if key == TOTAL:
            parts = tuple(
                Term(one.label, part.value, unit, (self.table, one.key, columns[1]))
                for one in measures for part in found.parts if part.area == one.label
            )  # fmt: skip
            value = Figure(found.value, unit, f"Summen af tilbuddenes dele: {choice.words}.", parts)
            of = Term("Målgruppens del", found.value, unit, (self.table, key, columns[1]))
            share = missing(PER_CENT, f"Der er ingen udgifter eller årsværk i {year}.")
            if found.whole:
                share = Figure(found.share * 100, PER_CENT, "Målgruppens del af hele området.", (of, whole))
            return {columns[0]: share, columns[1]: value}
        if not found.parts:
            return {}
        used = found.parts[0].share
        terms = (whole, Term(f"Andelen i {used.year}", used.value * 100, PER_CENT, (self.table, key, columns[0])))
        said = Figure(
            used.value * 100, PER_CENT, f"{without_few(used).sentence}.", self._adopted(measures[0].key, used)
        )
        return {
            columns[0]: said,
            columns[1]: Figure(found.value, unit, f"Hele tilbuddet gange andelen: {choice.words}.", terms),
        }

    def _adopted(self, component: str, share: AdoptedShare) -> tuple[Term, ...]:
        at: Where | None = None
        for key in (f"{component}_staff", component, "all_staff", "all"):
            of = key.removesuffix("_staff")
            typed = self.shares.get(("" if of == "all" else of, share.year))
            if typed is share and f"{key}_{share.year}" in self.standing:
                at = "survey.shares", f"{key}_{share.year}", "adopted"
                break
        return (Term("Den vedtagne andel", share.value * 100, PER_CENT, at),)

    def _interval(self, key: str, unit: str, measures: Sequence[Measure]) -> dict[str, Figure]:
        year = self.made.years[-1]
        try:
            found = self.total(measures, year, self.choice).estimate
        except CapacityRefused as error:
            return {name: missing(unit, str(error)) for name in ("low", "high")}
        if found.standard_error is None:
            why = "Mindst én af andelene har ingen svar at bygge et interval på; hent undersøgelsen ind."
            return {name: missing(unit, why) for name in ("low", "high")}
        return {
            name: replace(one, how="Usikkerheden på svarenes gennemsnit ført med gennem andel gange hele tilbuddet.")
            for name, one in ends(found, (self.table, key, f"y{year}"), unit).items()
        }

    def _growth(
        self, key: str, measures: Sequence[Measure], breaks: Sequence[Break], choice: ShareChoice, column: str
    ) -> Figure:
        first, last = self.made.years[0], self.made.years[-1]
        try:
            totals = [self.total(measures, year, choice) for year in (first, last)]
            label = measures[0].label if len(measures) == 1 else "Målgruppens del"
            series = replace(target_series(label, measures[0].unit, totals), breaks=tuple(breaks))
            found = growth(series, first, last)
        except CapacityRefused as error:
            return missing(PER_CENT, str(error))
        ends_of: Mapping[int, float] = {first: found.first, last: found.last}
        terms = tuple(
            Term(f"Målgruppens del {year}", value, measures[0].unit, (self.table, key, f"{column}{year}"))
            for year, value in ends_of.items()
        )
        return Figure(found.ratio * 100, PER_CENT, f"Ændringen i procent af {first}: {choice.words}.", terms)
