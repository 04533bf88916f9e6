"""The inputs of a case as nodes: numbers that may be replaced or drawn, formulas, and values by year or by stay."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from trinvis.calculations.investment.evaluate import STAY, YEAR, Formulas, Node
from trinvis.calculations.investment.refused import CaseRefused
from trinvis.cases.case import Case, Input

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.investment.moment import Moment

    Floats = NDArray[np.float64]


def price_factor(case: Case, one: Input) -> float:
    """What an amount is multiplied by to stand at the case's price level.

    1 where the level is the case's own or not said, and for formulas: what they add up already stands at the case's level.
    Raises ``CaseRefused`` where the price index lacks one of the two years.
    """
    if one.kind != "amount" or one.formula is not None or one.price_level in (None, case.price_level):
        return 1.0
    for year in (case.price_level, one.price_level):
        if not case.price_index.get(year or 0):
            raise CaseRefused(
                f"Prisindekset mangler {year}, og »{one.name}« er i {one.price_level}-priser; skriv indekset for {year} "
                "under price_index."
            )
    return case.price_index[case.price_level] / case.price_index[one.price_level or 0]


def by_year(one: Input, years: int) -> tuple[float, ...] | None:
    """The value in each of the years, of an input that changes by year; None for others.

    Raises ``CaseRefused`` where the years run out and the input says that they may not.
    """
    if one.growth_by_year is not None:
        growth = _lengthened(one, one.growth_by_year, years)
        return tuple(accumulate((1 + rate for rate in growth), lambda factor, rate: factor * rate))
    return None if one.by_year is None else _lengthened(one, one.by_year, years)


def by_stay(one: Input, years: int) -> tuple[float, ...] | None:
    """The value in each of the years since a person entered, of an input that changes by it; None for others."""
    return None if one.by_stay is None else _lengthened(one, one.by_stay, years)


def _lengthened(one: Input, values: tuple[float, ...], years: int) -> tuple[float, ...]:
    if len(values) < years and one.after == "refuse":
        raise CaseRefused(
            f"»{one.name}« har værdier for {len(values)} år, men der skal bruges {years}; skriv de manglende, eller sig med "
            "after, hvad der gælder derefter."
        )
    return values[:years] + (values[-1] if one.after == "last" else 0.0,) * (years - len(values))


class InputNodes:
    """The node of every input of a case, each made when first asked for."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.formulas = Formulas(self.node)
        self._nodes: dict[str, Node] = {}
        self._open: list[str] = []

    def node(self, name: str) -> Node:
        """The node of an input; raises ``CaseRefused`` where there is none or it is defined by itself."""
        if name not in self._case.inputs:
            raise CaseRefused(f"»{name}« er ikke et input i casen; ret navnet, eller skriv det under inputs.")
        if name in self._open:
            circle = " → ".join([*self._open[self._open.index(name) :], name])
            raise CaseRefused(f"Formlerne går i ring ({circle}); giv et af inputtene et tal.")
        if name not in self._nodes:
            self._open.append(name)
            self._nodes[name] = self._made(self._case.inputs[name])
            self._open.pop()
        return self._nodes[name]

    def _made(self, one: Input) -> Node:
        factor = price_factor(self._case, one)
        if any(values == () for values in (one.by_year, one.by_stay, one.growth_by_year)):
            raise CaseRefused(f"»{one.name}« har ingen værdier; skriv mindst én.")
        years = by_year(one, self._case.horizon)
        if years is not None:
            return _of_year(years, factor)
        if one.by_stay is not None:
            return _of_stay(one, factor)
        if one.formula is not None:
            computed = self.formulas.node(one.formula)
            return computed if computed.needs else _replaced(one.name, computed)
        if one.value is None:
            raise CaseRefused(
                f"»{one.name}« har ingen værdi; skriv value, formula, by_year, by_stay eller growth_by_year."
            )
        return _of_value(one.name, one.value, factor)


def _of_value(name: str, value: float, factor: float) -> Node:
    import numpy as np

    base = np.asarray(value)

    def make(moment: Moment) -> Floats:
        given = moment.inputs.get(name, base)
        return given if factor == 1 else given * factor

    return Node(make, 0)


def _replaced(name: str, computed: Node) -> Node:
    def make(moment: Moment) -> Floats:
        given = moment.inputs.get(name)
        return moment.at(computed) if given is None else given

    return Node(make, 0)


def _of_year(values: tuple[float, ...], factor: float) -> Node:
    import numpy as np

    kept = [np.asarray(value * factor) for value in values]
    return Node(lambda moment: kept[moment.year - 1], YEAR)


def _of_stay(one: Input, factor: float) -> Node:
    import numpy as np

    def make(moment: Moment) -> Floats:
        years = np.ceil(moment.stays / moment.periods_a_year).astype(np.intp)
        values = by_stay(one, int(years.max())) or ()
        made: Floats = (np.array(values) * factor)[years - 1]
        return made

    return Node(make, STAY)
