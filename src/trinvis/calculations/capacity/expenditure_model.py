"""What a municipality's spending is expected to be: least squares on background, and with what it can influence itself.

The report ran two such models of the children's area (12 variables, 77 % explained; background alone 38 %) and one of the
adults' (15 %), and printed signs only (seed 002 lines 6582-6732, 11016-11140). Here everything that a model must be judged by
is kept: coefficients with robust errors, influence, the level that a model of all the *others* gives, and every variable that
was tried. Amounts are kroner per inhabitant as floats.

The report names an ordinary linear regression and no weights (lines 6582-6590, 10989), so every municipality counts 1 unless weights
are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.yearly import LeftOut, Unit, Yearly, whole, window
from trinvis.calculations.statistics.hit_rate import Share
from trinvis.calculations.statistics.regression import CannotFit, least_squares
from trinvis.calculations.statistics.regression_fit import Fit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

MUCH_INFLATION = 10.0
"""From this variance inflation on, variables say much of the same, and their coefficients are not to be read one by one."""
MUCH_INFLUENCE = 0.5
"""Cook's distance from which a municipality is named (Cook & Weisberg (1982), *Residuals and Influence in Regression*)."""
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Expected:
    """One municipality, kroner per inhabitant.

    ``expected`` is the model's level with the interval of that level (``low``, ``high``); ``residual`` actual − expected, above 0
    where more is spent. ``alone`` is what a model of all the others expects, and ``alone_low`` to ``alone_high`` where a single
    municipality with the same conditions would lie. ``cook`` and ``dffits``: how much it moves the model, and its own level.
    """

    unit: Unit
    actual: float
    expected: float
    low: float
    high: float
    residual: float
    alone: float
    alone_low: float
    alone_high: float
    leverage: float
    cook: float
    dffits: float

    @property
    def stands_out(self) -> bool:
        """Whether it spends outside of where a municipality like it would lie."""
        return not self.alone_low <= self.actual <= self.alone_high


@dataclass(frozen=True)
class Coefficient:
    """What one more unit of the variable goes with, kroner per inhabitant, with its robust (HC3) interval.

    ``chance`` is the robust two-sided p. ``inflation`` (VIF) is None for the constant.
    """

    label: str
    unit: str
    value: float
    robust_error: float
    low: float
    high: float
    chance: float
    inflation: float | None

    @property
    def mark(self) -> str:
        """The report's mark: ``+`` or ``÷`` where sure at 95 %, else ``-`` (lines 6586-6590)."""
        if self.chance >= SIGNIFICANT:
            return "-"
        return "+" if self.value > 0 else "÷"


@dataclass(frozen=True)
class ExpenditureModel:
    """One model of ``cases`` municipalities with all that it must be judged by; ``rows`` are in order of code.

    ``held``: in how many of the cases the interval of the others' model held the actual spending. ``weights``: the inhabitants
    that municipalities are weighted by; None where each counts 1.
    """

    name: str
    variables: tuple[Yearly, ...]
    years: tuple[int, ...]
    rows: tuple[Expected, ...]
    coefficients: tuple[Coefficient, ...]
    left_out: tuple[LeftOut, ...]
    level: float
    held: Share
    fit: Fit
    weights: Yearly | None = None

    @property
    def cases(self) -> int:
        return self.fit.cases

    @property
    def r2(self) -> float:
        return self.fit.r2

    @property
    def adjusted_r2(self) -> float:
        return self.fit.adjusted_r2

    @property
    def predicted_r2(self) -> float:
        """The share that models of all the others explain of what they have not seen; below 0: the mean would do better."""
        import numpy as np

        actual = np.array([row.actual for row in self.rows])
        missed = actual - np.array([row.alone for row in self.rows])
        around = actual - np.average(actual, weights=self.fit.weight)
        return float(1 - (self.fit.weight * missed**2).sum() / (self.fit.weight * around**2).sum())

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(row.unit for row in self.rows)

    @property
    def design(self) -> Floats:
        """Municipalities × variables, means over the years, in the variables' own units."""
        return table_of(self.units, self.variables, self.years)

    def of(self, code: int) -> Expected:
        """One municipality's row; raises ``CapacityRefused`` when it is not in the model."""
        for row in self.rows:
            if row.unit.code == code:
                return row
        for left in self.left_out:
            if left.unit.code == code:
                raise CapacityRefused(left.reason)
        raise CapacityRefused(f"Kommunen med kode {code} er ikke i modellen; ret koden.")

    def coefficient(self, key: str) -> Coefficient:
        """The variable's coefficient; raises ``CapacityRefused`` when it is not in the model."""
        for variable, coefficient in zip(self.variables, self.coefficients[1:], strict=True):
            if variable.key == key:
                return coefficient
        raise CapacityRefused(f"Variablen »{key}« er ikke i {self.name}; vælg en, der er.")

    @property
    def weighting(self) -> str:
        """Whether municipalities count alike or by their inhabitants, and what the report did."""
        if self.weights is None:
            return "Uvægtet: hver kommune tæller lige meget, som i rapportens almindelige lineære regression."
        return f"Vægtet: kommunerne tæller efter {self.weights.label[:1].lower()}{self.weights.label[1:]}; rapporten regnede uvægtet."

    @property
    def caveats(self) -> tuple[str, ...]:
        """How far the model goes: n, years, variables and explained share first."""
        names = ", ".join(variable.label for variable in self.variables) or "ingen variabler"
        years = f"{self.years[0]}-{self.years[-1]}" if len(self.years) > 1 else str(self.years[0])
        said = [
            f"Modellen hviler på {self.cases} kommuner og gennemsnittet af {years}. Den forklarer {_per_cent(self.r2)} af "
            f"forskellene ({_per_cent(self.adjusted_r2)} efter fradrag for variablerne, {_per_cent(self.predicted_r2)} i kommuner, den ikke har set; "
            f"{self.fit.degrees} frihedsgrader): {names}.",
            self.weighting,
            f"Intervallet for en enkelt kommune holdt i {self.held.hits} af {self.held.cases}; det lover {_per_cent(self.level)}.",
        ]
        same = [one.label for one in self.coefficients if one.inflation and one.inflation >= MUCH_INFLATION]
        if same:
            said.append(f"{' og '.join(same)} siger meget af det samme; læs dem ikke hver for sig.")
        heavy = [row.unit.name for row in self.rows if row.cook >= MUCH_INFLUENCE]
        if heavy:
            said.append(f"Modellen flytter sig, hvis disse udelades: {', '.join(heavy)}.")
        return (*said, *(left.reason for left in self.left_out))


def expenditure_model(
    name: str,
    units: Sequence[Unit],
    spending: Yearly,
    variables: Sequence[Yearly],
    years: Sequence[int],
    level: float = 0.95,
    weights: Yearly | None = None,
) -> ExpenditureModel:
    """The model of ``spending`` (kroner per inhabitant in the area's age band) on ``variables``, means over ``years``.

    ``weights`` are inhabitants, so that a large municipality draws the model more than a small one; None is the report's own, each
    counts 1. A municipality that lacks spending, a variable or a weight is left out with the reason. Raises ``CapacityRefused`` when the model
    cannot be estimated: too few municipalities, a variable twice, or variables that say the same.
    """
    import numpy as np

    period = window(years)
    keys = [one.key for one in variables]
    twice = next((one.label for one in variables if keys.count(one.key) > 1), None)
    if twice is not None:
        raise CapacityRefused(f"Variablen »{twice}« er valgt to gange; fjern den ene.")
    needed = [spending, *variables] if weights is None else [spending, *variables, weights]
    kept, left_out = whole(units, needed, period)
    actual = table_of(kept, [spending], period)[:, 0]
    fit = fitted(kept, actual, variables, period, weights)
    alone, (low, high), dffits = fit.without_itself(level), fit.fitted_interval(level), fit.dffits()
    columns = zip(
        kept, actual, fit.fitted, low, high, fit.residual, alone.expected, alone.low, alone.high, fit.leverage, fit.cook,
        dffits, strict=True,
    )  # fmt: skip
    return ExpenditureModel(
        name=name,
        variables=tuple(variables),
        years=period,
        rows=tuple(Expected(unit, *map(float, numbers)) for unit, *numbers in columns),
        coefficients=_coefficients(fit, variables, level),
        left_out=left_out,
        level=level,
        held=Share(int(np.sum((alone.low <= actual) & (actual <= alone.high))), fit.cases),
        fit=fit,
        weights=weights,
    )


def fitted(
    units: Sequence[Unit],
    actual: Floats,
    variables: Sequence[Yearly],
    years: Sequence[int],
    weights: Yearly | None = None,
) -> Fit:
    """Least squares of the units' spending on their variables, weighted where there are weights; raises ``CapacityRefused`` for what cannot be fitted."""
    names = [variable.label for variable in variables]
    try:
        weight = None if weights is None else table_of(units, [weights], years)[:, 0]
        return least_squares(actual, table_of(units, variables, years), names, [unit.name for unit in units], weight)
    except CannotFit as error:
        raise CapacityRefused(str(error)) from None


def table_of(units: Sequence[Unit], measures: Sequence[Yearly], years: Sequence[int]) -> Floats:
    """Units × measures, means over the years, in the measures' own units; nan where a mean is missing."""
    import numpy as np

    rows = [[one.mean(unit.code, years) for one in measures] for unit in units]
    return np.array(rows, float).reshape(len(units), len(measures))


def _coefficients(fit: Fit, variables: Sequence[Yearly], level: float) -> tuple[Coefficient, ...]:
    low, high = fit.robust_interval(level)
    labels = [("Konstant", ""), *((variable.label, variable.unit) for variable in variables)]
    numbers = zip(fit.coefficient, fit.robust_error, low, high, fit.robust_chances(), strict=True)
    inflation = [None, *fit.inflation.tolist()]
    return tuple(
        Coefficient(label, unit, float(value), float(error), float(least), float(most), float(chance), factor)
        for (label, unit), (value, error, least, most, chance), factor in zip(labels, numbers, inflation, strict=True)
    )


def _per_cent(share: float) -> str:
    return f"{danish(100 * share)} %"
