"""Spending once need is accounted for: an imported need, a model of our own, and what explains the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.background import CannotCompare, Variable
from trinvis.calculations.benchmark.difference import Explained, Side, explained
from trinvis.calculations.benchmark.need import NeedTable, against_need
from trinvis.calculations.benchmark.need_difference import NeedDifference, imported_difference, modelled_difference
from trinvis.calculations.benchmark.need_model import NeedModel, need_model
from trinvis.calculations.benchmark.places import Places, places
from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.staircase.measures import AreaPerChild, SpendingPerChild
from trinvis.calculations.staircase.prices import CURRENT
from trinvis.calculations.staircase.spans import Span
from trinvis.calculations.staircase.splitting import Activity
from trinvis.municipality.public_figures import COUNTRY, LEVEL, NEED, Point

if TYPE_CHECKING:
    from trinvis.calculations.staircase.expenditure import Basis as Counted
    from trinvis.calculations.staircase.expenditure import Spending
    from trinvis.municipality.benchmark import Asked
    from trinvis.municipality.benchmark_sets import Group, Sets
    from trinvis.municipality.national import National
    from trinvis.municipality.public_figures import PublicFigures

NOBODY = Activity(0, 0, Fraction(0))


@dataclass(frozen=True)
class Need:
    """The imported need with the level that it is compared with, øre per 0-22-year-old, both of the need's own year.

    ``level_imported``: the level came with the need; else it is all spending on the area in that year's prices. ``country`` is
    the printed average municipality (level, need), where it was imported.
    """

    table: NeedTable
    need: Point
    level: Point | None
    country: tuple[int, int] | None

    @property
    def level_imported(self) -> bool:
        return self.level is not None

    def of(self, code: int) -> tuple[int, int] | None:
        """Level and need of a municipality, or of ``COUNTRY``; None where one is missing."""
        if code == COUNTRY:
            return self.country
        return next(((row.level_oere, row.need_oere) for row in self.table.rows if row.code == code), None)

    @property
    def basis(self) -> str:
        """Where level and need are from, as it stands under the figures."""
        of = (
            "indlæst sammen med behovet"
            if self.level_imported
            else "de samlede udgifter på området i regnskabet, årets egne priser"
        )
        return (
            f"Udgiftsbehov: {self.table.source}, {self.need.day.year}. Niveau: {of}. "
            f"{self.table.cases} kommuner har begge tal; {len(self.table.left_out)} mangler et."
        )


class NeedSide:
    """The part of a ``Benchmark`` that knows of need."""

    if TYPE_CHECKING:
        asked: Asked
        counted: Counted
        national: National
        year: int
        own: int
        figures: PublicFigures
        sets: Sets

        @property
        def everyone(self) -> tuple[int, ...]: ...
        @property
        def years(self) -> tuple[int, ...]: ...
        @property
        def spending(self) -> Spending: ...
        @property
        def against(self) -> Group: ...

    @cached_property
    def area_levels(self) -> Mapping[int, int | None]:
        """All spending on the area per 0-22-year-old, øre, by municipality."""
        return self._levels(AreaPerChild())

    @cached_property
    def step_levels(self) -> Mapping[int, int | None]:
        """Step-specific spending per 0-22-year-old, øre, by municipality."""
        return self._levels(SpendingPerChild())

    @cached_property
    def need(self) -> Need | None:
        """Level against imported need; None where no need was imported, or no municipality has both."""
        figure = self.figures.figures.get(NEED)
        point = figure.at(self.year) if figure is not None else None
        if figure is None or point is None:
            return None
        level_figure = self.figures.figures.get(LEVEL)
        level = level_figure.at(point.day.year) if level_figure is not None else None
        level = level if level is not None and level.day.year == point.day.year else None
        levels = self._levels_of_need(point.day.year) if level is None else _without_country(level)
        try:
            table = against_need(levels, _without_country(point), figure.source or "indlæst")
        except CannotCompare:
            return None
        printed = None if level is None else (level.values.get(COUNTRY), point.values.get(COUNTRY))
        country = (printed[0], printed[1]) if printed and printed[0] is not None and printed[1] is not None else None
        return Need(table, point, level, country)

    @cached_property
    def model_variables(self) -> tuple[Variable, ...]:
        """The background variables of our own model."""
        return self.sets.variables

    @cached_property
    def model(self) -> NeedModel | str:
        """Our own model of all spending on the area; a sentence where there can be none."""
        try:
            return need_model(self.sets.units, self.area_levels, self.model_variables)
        except CannotCompare as error:
            return str(error)

    @cached_property
    def explained(self) -> Explained | str:
        """Our spending on the area against the chosen set: by step and, where need is known, by need."""
        others = {code: self._side(code) for code in self.against.members if code != self.own}
        own = self._side(self.own)
        if own is None:
            return f"Kommunen har intet regnskab eller folketal for {self.year}; hent dem ind."
        weighted = self.asked.weighting == "weighted"
        known = [code for code, side in others.items() if side is not None]
        try:
            return explained(own, others, weighted=weighted, need=self._need_difference(known, weighted=weighted))
        except CannotCompare as error:
            return str(error)

    @cached_property
    def places(self) -> Places | str:
        """Places by kroner per child, the dearest first, with those of the other years."""
        measure = AreaPerChild()
        values = {
            year: {
                code: None if (found := measure.of(self.spending, code, year)) is None else found.value
                for code in self.everyone
            }
            for year in self.years
        }
        try:
            return places(values, self.year)
        except CannotCompare as error:
            return str(error)

    def _levels_of_need(self, year: int) -> dict[int, int | None]:
        """All spending on the area in the need's year and in that year's own prices."""
        spending = self.national.spending(replace(self.counted, prices=CURRENT))
        found = {unit.code: AreaPerChild().of(spending, unit.code, year) for unit in self.sets.units}
        return {code: None if one is None else _oere(one.value) for code, one in found.items()}

    def _levels(self, measure: AreaPerChild | SpendingPerChild) -> dict[int, int | None]:
        found = {unit.code: measure.of(self.spending, unit.code, self.year) for unit in self.sets.units}
        return {code: None if one is None else _oere(one.value) for code, one in found.items()}

    def _side(self, code: int) -> Side | None:
        found = self.spending.of(code, self.year)
        if found is None or not found.inhabitants:
            return None
        steps = {
            step_key(span): Activity(_oere(self.spending.fixed(amount, self.year)), 0, Fraction(0))
            for span, amount in found.steps.items()
        }
        elsewhere = _oere(self.spending.fixed(found.area - found.step_specific, self.year))
        return Side(steps, elsewhere, found.inhabitants)

    def _need_difference(self, known: list[int], *, weighted: bool) -> NeedDifference | None:
        """By the imported need where all have it, else by our own model; None where neither can be made of just these."""
        people = {code: self.spending.years[code, self.year].inhabitants or 0 for code in known}
        weights = people if weighted else None
        try:
            current = self.counted.prices.base in (None, self.year)
            if (
                self.need is not None
                and not self.need.level_imported
                and self.need.need.day.year == self.year
                and current
            ):
                found = imported_difference(self.need.table, self.own, known, weights)
            elif self.model_variables and not isinstance(self.model, str):
                found = modelled_difference(
                    self.sets.units, self.area_levels, self.model_variables, self.own, known, weights
                )
            else:
                return None
        except CannotCompare:
            return None
        return found if sorted(found.compared) == sorted(known) else None


def _oere(value: Fraction) -> int:
    return rounded_quotient(*value.as_integer_ratio())


def step_key(span: Span) -> int:
    """One number for a step, or for steps that the accounts cannot tell apart: 6, or 23 for steps 2-3."""
    return span[0] if span[0] == span[1] else 10 * span[0] + span[1]


def span_of_key(key: int) -> Span:
    """The span that ``step_key`` made a number of."""
    return (key, key) if key < 10 else (key // 10, key % 10)


def _without_country(point: Point) -> dict[int, int | None]:
    return {code: value for code, value in point.values.items() if code != COUNTRY}
