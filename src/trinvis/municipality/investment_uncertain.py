"""How sure a case's answer is: drawn many times, what it hangs on, and what it is worth to know more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from trinvis.municipality.investment_calculated import CannotAsk

if TYPE_CHECKING:
    from trinvis.calculations.investment.acceptability import Acceptability, Plane
    from trinvis.calculations.investment.answers import DrawnAnswers
    from trinvis.calculations.investment.icer import Ratio
    from trinvis.calculations.investment.information import WhatToMeasure
    from trinvis.calculations.investment.run import Array, Run, Simulated
    from trinvis.calculations.investment.sensitivity import Bar, Table, Thresholds
    from trinvis.cases.case import Input
    from trinvis.municipality.investment import Calculated

Method = Literal["random", "sobol"]
DRAWS, SEED = 10_000, 1
LOW, HIGH = 0.05, 0.95
"""The percentiles that an uncertain input goes between in the tornado and the tables."""
AROUND = 0.5
"""How far to each side a certain input is tried, as a share of its value."""
POINTS = 7
ENOUGH = 100
"""Draws below which nothing is said of what an input is worth to know."""


@dataclass(frozen=True, eq=False)
class SimulatedAnswers:
    """A calculated case drawn many times, of one alternative against the first.

    ``answers`` are the percentiles, the chance of profit and of being back by each year; the rest is worked out when asked for.
    """

    made: Calculated
    alternative: str
    simulated: Simulated
    answers: DrawnAnswers

    @cached_property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """The 5th and 95th percentile of each uncertain input, of the draws."""
        import numpy as np

        found = np.quantile(self.simulated.inputs, [LOW, HIGH], axis=1).T
        return {name: (float(low), float(high)) for name, (low, high) in zip(self.simulated.names, found, strict=True)}

    @cached_property
    def tornado(self) -> tuple[Bar, ...]:
        """The net present value when each uncertain input alone is at its 5th and 95th percentile, the widest first."""
        from trinvis.calculations.investment.sensitivity import tornado

        base = {name: self.made.input(name) for name in self.ranges}
        return tornado(self.made.run_of, base, self.ranges, worth_of(self.alternative))

    @cached_property
    def information(self) -> WhatToMeasure | None:
        """What it is worth to know everything, and each uncertain input, before choosing; None with under 100 draws or nothing uncertain."""
        from trinvis.calculations.investment.information import net_benefit, what_to_measure

        if self.simulated.draws < ENOUGH or not self.simulated.names:
            return None
        inputs = dict(zip(self.simulated.names, self.simulated.inputs, strict=True))
        return what_to_measure(net_benefit(self.simulated), inputs)

    def plane(self, effect: str = "") -> Plane | None:
        """Every draw's further cost and further effect (empty: the case's first); None for a case without effects."""
        from trinvis.calculations.investment.acceptability import plane

        at = self._effect(effect)
        if at is None:
            return None
        place = self.simulated.alternatives.index(self.alternative)
        return plane(self.simulated.cost, self.simulated.effect[:, at], place)

    def acceptability(self, thresholds: Sequence[float], effect: str = "") -> Acceptability | None:
        """How often each alternative is best at each price (kroner) of a unit of effect; None for a case without effects."""
        from trinvis.calculations.investment.acceptability import acceptability

        at = self._effect(effect)
        return None if at is None else acceptability(self.simulated.cost, self.simulated.effect[:, at], thresholds)

    def ratios(self, effect: str = "") -> tuple[Ratio, ...]:
        """What a further unit of effect costs, alternative by alternative, on average over the draws; empty without effects."""
        from trinvis.calculations.investment.icer import icers

        at = self._effect(effect)
        if at is None:
            return ()
        costs, effects = self.simulated.cost.mean(axis=1), self.simulated.effect[:, at].mean(axis=1)
        return icers(self.simulated.alternatives, costs.tolist(), effects.tolist())

    def _effect(self, name: str) -> int | None:
        if not name:
            return 0 if self.simulated.effects else None
        if name not in self.simulated.effects:
            there = ", ".join(self.simulated.effects) or "ingen"
            raise CannotAsk(f"Casen har ingen effekt, der hedder »{name}«; den har {there}.")
        return self.simulated.effects.index(name)


def simulated(
    made: Calculated, alternative: str = "", *, draws: int = DRAWS, seed: int = SEED, method: Method = "random"
) -> SimulatedAnswers:
    """A calculated case drawn ``draws`` times from ``seed``; the same seed gives the same figures.

    Raises ``CaseRefused`` when some of the draws cannot be, and ``CannotAsk`` for an alternative that is not there.
    """
    from trinvis.calculations.investment.answers import drawn_answers
    from trinvis.calculations.investment.engine import simulate

    asked = alternative_of(made, alternative)
    drawn = simulate(made.model, asked, draws, seed, method, values=made.values)
    return SimulatedAnswers(made, asked, drawn, drawn_answers(drawn))


def alternative_of(made: Calculated, alternative: str) -> str:
    """The alternative that is asked about (empty: the first after *som i dag*); raises ``CannotAsk``."""
    if not made.others:
        raise CannotAsk(f"Casen »{made.case.name}« har kun ét alternativ; der er intet at sammenligne det med.")
    if alternative and alternative not in made.others:
        raise CannotAsk(
            f"Casen »{made.case.name}« har intet alternativ »{alternative}« at måle; den har {', '.join(made.others)}."
        )
    return alternative or made.alternative


def worth_of(alternative: str) -> Callable[[Run], Array]:
    """The net present value of an alternative, for each draw of a run."""
    from trinvis.calculations.investment.answers import net_present_value

    return lambda run: net_present_value(run, alternative)


def tried(made: Calculated, name: str, ranges: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """The values that an input is tried between: those of ``ranges``, else half to each side of its own. Raises ``CannotAsk``."""
    one = tried_input(made, name)
    if name in ranges:
        return ranges[name]
    value = made.input(name)
    if value == 0:
        raise CannotAsk(f"»{one.label}« ({name}) er 0 og har ingen fordeling; skriv, hvad den skal prøves imellem.")
    low, high = sorted((value * (1 - AROUND), value * (1 + AROUND)))
    return low, min(high, 1.0) if one.kind == "rate" else high


def tried_input(made: Calculated, name: str) -> Input:
    """The input of that name, of one number; raises ``CannotAsk``."""
    one = made.inputs.get(name)
    if one is None or one.value is None:
        able = [one.name for one in made.inputs.values() if one.value is not None]
        raise CannotAsk(f"»{name}« er intet input på ét tal; vælg blandt {', '.join(able)}.")
    return one


def two_way(
    made: Calculated, first: str, second: str, ranges: Mapping[str, tuple[float, float]], alternative: str = ""
) -> Table:
    """The net present value for seven values of each of two inputs. Raises ``CannotAsk``."""
    import numpy as np

    from trinvis.calculations.investment.sensitivity import two_way as table

    if first == second:
        raise CannotAsk("Vælg to forskellige input til tabellen.")
    down, across = (np.linspace(*tried(made, name, ranges), POINTS) for name in (first, second))
    return table(made.run_of, first, down, second, across, worth_of(alternative_of(made, alternative)))


def threshold(
    made: Calculated, name: str, ranges: Mapping[str, tuple[float, float]], alternative: str = ""
) -> Thresholds:
    """The value of an input at which the net present value passes 0; sought between those of ``ranges``, else from 0 to twice its own.

    Raises ``CannotAsk``.
    """
    from trinvis.calculations.investment.sensitivity import threshold as passing

    low, high = ranges.get(name) or _from_nothing(made, name)
    if not low < high:
        raise CannotAsk(f"»{name}« prøves fra {low:g} til {high:g}; den første skal være mindst.")
    return passing(made.run_of, name, low, high, worth_of(alternative_of(made, alternative)))


def _from_nothing(made: Calculated, name: str) -> tuple[float, float]:
    one = tried_input(made, name)
    value = made.input(name)
    if value == 0:
        raise CannotAsk(f"»{one.label}« ({name}) er 0; skriv, hvad den skal prøves imellem.")
    low, high = sorted((0.0, 2 * value))
    return low, min(high, 1.0) if one.kind == "rate" else high
