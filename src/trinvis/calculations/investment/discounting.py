"""What a krone later is worth today: by one rate, continuously, or by Finansministeriet's rates of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.investment.evaluate import PERIOD, Node, fixed
from trinvis.calculations.investment.inputs import InputNodes
from trinvis.calculations.investment.refused import CaseRefused, Rule
from trinvis.cases.case import Case, Timing
from trinvis.parameters import Parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.investment.moment import Moment

    Floats = NDArray[np.float64]

Rates = tuple[float, float, float]
"""Rates per year of years 0-35, 36-70 and later, as fractions."""

BANDS = ("0-35", "36-70", "71-")
"""Keys of the parameter ``discount_rates``, in the order of ``Rates``."""

_SHARE_OF_PERIOD = {"start": 1.0, "middle": 0.5, "end": 0.0}
_WIDTH = 35
_RATE = Rule("diskonteringsrenten", -0.99, 10.0, "den skal ligge mellem −99 og 1.000 % om året", percent=True)


def official_rates(parameters: Parameters, day: date) -> Rates:
    """Finansministeriet's rates on a day, from the parameter ``discount_rates``; raises ``MissingParameter`` before 1999."""
    first, second, third = (parameters.value("discount_rates", day, band).number() / 10_000 for band in BANDS)
    return first, second, third


def years_ahead(period: int, periods_a_year: int, timing: Timing) -> float:
    """How many years ahead money of a period (from 1) falls: at its start, in its middle or at its end."""
    return (period - _SHARE_OF_PERIOD[timing]) / periods_a_year


def official_factor(rates: Rates, years: float) -> float:
    """The worth today of a krone so many years ahead, each stretch of years at its own rate."""
    first, second, third = rates
    factor = (1 + first) ** -min(years, _WIDTH) * (1 + second) ** -min(max(years - _WIDTH, 0.0), _WIDTH)
    return float(factor * (1 + third) ** -max(years - 2 * _WIDTH, 0.0))


class Discounting:
    """The factors of a case's money and effects, by period and by when in the period they fall."""

    def __init__(self, case: Case, inputs: InputNodes, rates: Rates | None) -> None:
        self._case, self._rates = case, rates
        self._money = self._rate(inputs, effects=False)
        self._effects = self._rate(inputs, effects=True)
        self._made: dict[tuple[Node | None, Timing], Node] = {}

    def factor(self, timing: Timing | None, *, effects: bool = False) -> Node:
        """The factor of what falls ``timing`` in its period (None: as the case says)."""
        rate = self._effects if effects else self._money
        key = (rate, timing or self._case.discount.timing)
        if key not in self._made:
            self._made[key] = Node(self._made_by(*key), PERIOD)
        return self._made[key]

    def _rate(self, inputs: InputNodes, *, effects: bool) -> Node | None:
        asked = self._case.discount
        expression = asked.effects if effects and asked.effects is not None else asked.rate
        if expression is None:
            if self._rates is None:
                raise CaseRefused(
                    "Diskonteringsrenten mangler; skriv rate under discount, eller den dag, Finansministeriets rente tages fra."
                )
            return None
        return inputs.formulas.checked(fixed(inputs.formulas.node(expression), "Diskonteringsrenten"), _RATE)

    def _made_by(self, rate: Node | None, timing: Timing) -> Callable[[Moment], Floats]:
        import numpy as np

        continuous, rates = self._case.discount.continuous, self._rates

        def make(moment: Moment) -> Floats:
            years = years_ahead(moment.period, moment.periods_a_year, timing)
            if rate is None:
                return np.asarray(official_factor(rates, years)) if rates else np.asarray(1.0)
            value = moment.at(rate)
            return np.exp(-value * years) if continuous else (1 + value) ** -years

        return make
