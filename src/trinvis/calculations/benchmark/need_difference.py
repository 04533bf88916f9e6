"""What need alone would make of the difference between a municipality and those it is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.benchmark.background import CannotCompare, LeftOut, Unit, Variable, checked, complete
from trinvis.calculations.benchmark.need import NeedTable
from trinvis.calculations.benchmark.need_model import fitted, table_of
from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.statistics.shapley import allocated


@dataclass(frozen=True)
class NeedDifference:
    """Expected spending, øre per inhabitant, here and there; ``parts`` (label → øre) add up to the difference.

    An imported need has one part. ``compared`` are the municipalities compared with, ``left_out`` those that lack a
    figure; ``weighted`` by inhabitants, or each counts 1. ``basis`` says in Danish where the need is from, with its n and
    variables.
    """

    own_oere: int
    other_oere: int
    parts: tuple[tuple[str, int], ...]
    compared: tuple[int, ...]
    left_out: tuple[int, ...]
    weighted: bool
    basis: str

    @property
    def difference_oere(self) -> int:
        return self.own_oere - self.other_oere


def imported_difference(
    table: NeedTable, code: int, others: Sequence[int], weights: Mapping[int, int] | None = None
) -> NeedDifference:
    """The imported need here less the mean of the others', weighted by ``weights`` (inhabitants) or unweighted.

    Raises ``CannotCompare`` when the municipality or all the others lack a figure.
    """
    needs = {row.code: row.need_oere for row in table.rows}
    compared, left_out = _with_figure(others, needs)
    own = table.of(code).need_oere
    other = _mean({one: Fraction(needs[one]) for one in compared}, weights)
    difference = rounded_quotient(*(own - other).as_integer_ratio())
    basis = f"Indlæst udgiftsbehov ({table.source}), {len(compared)} kommuner at sammenligne med."
    parts = (("Udgiftsbehov", difference),)
    return NeedDifference(own, own - difference, parts, compared, left_out, weights is not None, basis)


def modelled_difference(
    units: Sequence[Unit],
    spending: Mapping[int, int | None],
    variables: Sequence[Variable],
    code: int,
    others: Sequence[int],
    weights: Mapping[int, int] | None = None,
) -> NeedDifference:
    """The same by a model of all municipalities but this one, variable by variable: coefficient × how far they differ.

    Raises ``CannotCompare`` when the municipality or all the others lack a variable, or the model cannot be estimated.
    """
    import numpy as np

    whole, left_out = complete(checked(units, variables), variables)
    known = {unit.code: unit for unit in whole}
    if code not in known:
        raise CannotCompare(_why_not(code, left_out))
    compared, missing = _with_figure(others, known)
    rest = [unit for unit in whole if unit.code != code and spending.get(unit.code) is not None]
    fit = fitted(rest, np.array([spending[unit.code] for unit in rest], float), variables)
    own = round(float(fit.predict(table_of([known[code]], variables)).expected[0]))
    parts = []
    for variable, coefficient in zip(variables, fit.coefficient[1:].tolist(), strict=True):
        there = _mean({one: _number(variable, one) for one in compared}, weights)
        parts.append(Fraction(coefficient) * (_number(variable, code) - there))
    difference = rounded_quotient(*sum(parts, Fraction(0)).as_integer_ratio())
    labels = [variable.label for variable in variables]
    basis = f"Egen model af {fit.cases} andre kommuner efter {', '.join(labels)} (forklarer {100 * fit.r2:.0f} %)."
    return NeedDifference(
        own,
        own - difference,
        tuple(zip(labels, allocated(parts, difference), strict=True)),
        compared,
        missing,
        weights is not None,
        basis,
    )


def _with_figure(others: Sequence[int], known: Mapping[int, object]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    compared = tuple(code for code in others if code in known)
    if not compared:
        raise CannotCompare("Ingen af de kommuner, der sammenlignes med, har et udgiftsbehov; hent tallene ind.")
    return compared, tuple(code for code in others if code not in known)


def _mean(values: Mapping[int, Fraction], weights: Mapping[int, int] | None) -> Fraction:
    if weights is None:
        return sum(values.values(), Fraction(0)) / len(values)
    return sum((value * weights[code] for code, value in values.items()), Fraction(0)) / sum(
        weights[code] for code in values
    )


def _number(variable: Variable, code: int) -> Fraction:
    """A value that is known, in the variable's own unit."""
    value = variable.values[code]
    assert value is not None
    return Fraction(value, 100)


def _why_not(code: int, left_out: Sequence[LeftOut]) -> str:
    for left in left_out:
        if left.code == code:
            return left.reason
    return f"Kommunen med kode {code} findes ikke; ret koden."
