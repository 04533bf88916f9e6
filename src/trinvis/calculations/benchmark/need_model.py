"""Our own model of expected need: spending per inhabitant by least squares on variables that the user names.

What a municipality is expected to spend is what a model of all the *other* municipalities says, so that no municipality is
its own yardstick; and how often that model's interval held the true spending stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.background import CannotCompare, LeftOut, Unit, Variable, checked, complete
from trinvis.calculations.statistics.hit_rate import Share
from trinvis.calculations.statistics.regression import CannotFit, least_squares
from trinvis.calculations.statistics.regression_fit import Fit, Prediction

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

MUCH_INFLATION = 10.0
"""From this variance inflation on, variables say much of the same, and their coefficients are not to be read one by one."""
MUCH_INFLUENCE = 0.5
"""Cook's distance from which a municipality is named (Cook & Weisberg (1982), *Residuals and Influence in Regression*)."""


@dataclass(frozen=True)
class Expected:
    """One municipality, øre per inhabitant: what the others' model expects, with the prediction interval.

    ``actual_oere`` None: not known, so that the municipality is in no model; leverage and Cook's distance then are None.
    """

    unit: Unit
    actual_oere: int | None
    expected_oere: int
    low_oere: int
    high_oere: int
    leverage: float | None
    cook: float | None

    @property
    def difference_oere(self) -> int | None:
        """Actual − expected: above 0 spends more than expected."""
        return None if self.actual_oere is None else self.actual_oere - self.expected_oere


@dataclass(frozen=True)
class Coefficient:
    """What one more unit of the variable goes with, øre per inhabitant, with its robust (HC3) interval."""

    label: str
    unit: str
    value: float
    robust_error: float
    low: float
    high: float
    inflation: float | None
    """Variance inflation; None for the constant."""


@dataclass(frozen=True)
class NeedModel:
    """The model with all that it must be judged by. ``rows`` are in order of code; ``left_out`` lack a variable.

    ``held`` counts in how many of the ``cases`` municipalities the interval of the others' model held the actual spending.
    """

    rows: tuple[Expected, ...]
    coefficients: tuple[Coefficient, ...]
    left_out: tuple[LeftOut, ...]
    cases: int
    degrees: int
    r2: float
    adjusted_r2: float
    level: float
    held: Share

    @property
    def interval_holds(self) -> bool:
        """Whether what was held agrees with ``level``; where it does not, no interval is drawn."""
        return self.held.interval()[1] >= self.level

    def of(self, code: int) -> Expected:
        """One municipality's row; raises ``CannotCompare`` when it lacks a variable."""
        for row in self.rows:
            if row.unit.code == code:
                return row
        for left in self.left_out:
            if left.code == code:
                raise CannotCompare(left.reason)
        raise CannotCompare(f"Kommunen med kode {code} findes ikke; ret koden.")

    @property
    def caveats(self) -> tuple[str, ...]:
        """How far the model goes: n, variables and explained share first."""
        names = ", ".join(one.label for one in self.coefficients[1:])
        said = [
            f"Modellen hviler på {self.cases} kommuner og forklarer {_per_cent(self.r2)} af forskellene "
            f"({_per_cent(self.adjusted_r2)} efter fradrag for variablerne; {self.degrees} frihedsgrader): {names}.",
            f"Intervallet holdt i {self.held.hits} af {self.held.cases} kommuner; det lover {_per_cent(self.level)}."
            + ("" if self.interval_holds else " Det har ikke holdt og tegnes ikke."),
        ]
        same = [one.label for one in self.coefficients if one.inflation and one.inflation >= MUCH_INFLATION]
        if same:
            said.append(f"{' og '.join(same)} siger meget af det samme; læs dem ikke hver for sig.")
        heavy = [row.unit.name for row in self.rows if row.cook is not None and row.cook >= MUCH_INFLUENCE]
        if heavy:
            said.append(f"Modellen flytter sig, hvis disse udelades: {', '.join(heavy)}.")
        said += [left.reason for left in self.left_out]
        return tuple(said)


def need_model(
    units: Sequence[Unit], spending: Mapping[int, int | None], variables: Sequence[Variable], level: float = 0.9
) -> NeedModel:
    """The model of ``spending`` (øre per inhabitant by code; None is missing) on ``variables``.

    A municipality without a variable is left out; one without spending gets an expectation and is in no fit. Raises
    ``CannotCompare`` when the model cannot be estimated: too few municipalities, or variables that say the same.
    """
    import numpy as np

    whole, left_out = complete(checked(units, variables), variables)
    known = [unit for unit in whole if spending.get(unit.code) is not None]
    others = [unit for unit in whole if spending.get(unit.code) is None]
    actual = np.array([spending[unit.code] for unit in known], float)
    fit = fitted(known, actual, variables)
    alone = fit.without_itself(level)
    rows = [
        _row(unit, spending[unit.code], alone, place, (float(fit.leverage[place]), float(fit.cook[place])))
        for place, unit in enumerate(known)
    ]
    if others:
        new = fit.predict(table_of(others, variables), level)
        rows += [_row(unit, None, new, place, (None, None)) for place, unit in enumerate(others)]
    inside = (alone.low <= actual) & (actual <= alone.high)
    return NeedModel(
        rows=tuple(sorted(rows, key=lambda row: row.unit.code)),
        coefficients=_coefficients(fit, variables),
        left_out=left_out,
        cases=fit.cases,
        degrees=fit.degrees,
        r2=fit.r2,
        adjusted_r2=fit.adjusted_r2,
        level=level,
        held=Share(int(inside.sum()), fit.cases),
    )


def fitted(units: Sequence[Unit], actual: Floats, variables: Sequence[Variable]) -> Fit:
    """Least squares of the units' spending on their variables; raises ``CannotCompare`` for what cannot be fitted."""
    names = [variable.label for variable in variables]
    try:
        return least_squares(actual, table_of(units, variables), names, [unit.name for unit in units])
    except CannotFit as error:
        raise CannotCompare(str(error)) from None


def table_of(units: Sequence[Unit], variables: Sequence[Variable]) -> Floats:
    """Units × variables, in the variables' own units; every unit has every variable."""
    import numpy as np

    rows = [[v.values[unit.code] for v in variables] for unit in units]
    return np.array(rows, float).reshape(len(units), len(variables)) / 100


def _row(
    unit: Unit, actual: int | None, by: Prediction, place: int, influence: tuple[float | None, float | None]
) -> Expected:
    expected, low, high = (round(float(ends[place])) for ends in (by.expected, by.low, by.high))
    return Expected(unit, actual, expected, low, high, *influence)


def _coefficients(fit: Fit, variables: Sequence[Variable]) -> tuple[Coefficient, ...]:
    low, high = fit.robust_interval()
    labels = [("Konstant", ""), *((variable.label, variable.unit) for variable in variables)]
    inflation = [None, *fit.inflation.tolist()]
    return tuple(
        Coefficient(label, unit, value, error, least, most, factor)
        for (label, unit), value, error, least, most, factor in zip(
            labels,
            fit.coefficient.tolist(),
            fit.robust_error.tolist(),
            low.tolist(),
            high.tolist(),
            inflation,
            strict=True,
        )
    )


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %".replace("-", "−")
