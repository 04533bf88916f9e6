"""A business case calculated: its answers by alternative and payer, its readings, and what its text does not say.

Needs no workspace: command line, notebooks and the hall calculate a case in the same way. Everything beyond the run itself
is worked out when it is asked for, and kept. Kroner are floats as in the run; who shows them rounds them, once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from trinvis.municipality.address import Address

if TYPE_CHECKING:
    from trinvis.calculations.investment.answers import Answers
    from trinvis.calculations.investment.budget import BudgetLine, EffortCost
    from trinvis.calculations.investment.engine import Model
    from trinvis.calculations.investment.run import Array, Run
    from trinvis.calculations.investment.successes import Assumed, Needed
    from trinvis.cases.case import Case, Input, Reading
    from trinvis.municipality.investment_band import Band
    from trinvis.municipality.investment_unspoken import Unspoken
    from trinvis.parameters import Parameters


@dataclass(frozen=True, eq=False)
class Calculated:
    """A case in one reading (``""``: as it stands), ``values`` being put in place of its own.

    ``model`` is the reading made ready to run, ``reading_of`` calculates another reading with the same ``values``.
    ``rates`` are the parameters that Finansministeriet's rate comes from (None: as shipped).
    ``key``, ``basis`` and ``digest`` are the case's key in the journal, the day that it was read as of, and the sum of what it says; all
    empty for a case that lies in no workspace, whose figures have no address.
    """

    case: Case
    reading: str
    values: Mapping[str, float]
    model: Model
    run: Run
    reading_of: Callable[[str], Calculated]
    rates: Parameters | None = None
    key: str = ""
    basis: str = ""
    digest: str = ""
    _answers: dict[tuple[str, str], Answers] = field(default_factory=dict, repr=False)
    _readings: dict[str, Calculated] = field(default_factory=dict, repr=False)

    def with_values(self, values: Mapping[str, float]) -> Calculated:
        """The same reading with ``values`` in place of the case's own inputs of one number, quicker than from the start.

        Raises ``CannotAsk`` for an input that is not there, or not one number, and ``CaseRefused``.
        """
        from trinvis.municipality.investment_calculated import refuse_unknown

        put = dict(values)
        refuse_unknown(self.case, self.reading, put)
        return replace(
            self,
            values=put,
            run=self.model.run(put),
            reading_of=lambda name: self.in_reading(name).with_values(put),
            _answers={},
            _readings={},
        )

    def run_of(self, values: Mapping[str, float | Array]) -> Run:
        """The same reading with further values in place of the case's; arrays are one value per draw. Raises ``CaseRefused``."""
        return self.model.run({**self.values, **values})

    @property
    def inputs(self) -> Mapping[str, Input]:
        """The inputs by name, as the reading has them."""
        return self.model.case.inputs

    @property
    def others(self) -> tuple[str, ...]:
        """The alternatives that are compared with the first, in the case's order."""
        return self.run.alternatives[1:]

    @property
    def alternative(self) -> str:
        """The alternative that is asked about where none is named: the first after *som i dag*."""
        return self.others[0]

    def answers(self, alternative: str = "", payer: str = "") -> Answers:
        """Net gain, break-even, present value, pay-back and internal rate of an alternative (empty: ``alternative``), of a payer or
        (empty) of the case's perspective. Raises ``ValueError`` when the case has no such alternative or payer."""
        from trinvis.calculations.investment.answers import answers

        asked = (alternative or self.alternative, payer)
        if asked not in self._answers:
            self._answers[asked] = answers(self.run, asked[0], payer=payer or None)
        return self._answers[asked]

    @cached_property
    def effort(self) -> Mapping[str, EffortCost]:
        """By alternative, what the intervention itself costs, as a pool is asked for it."""
        from trinvis.calculations.investment.budget import effort_cost

        return {name: effort_cost(self.case, self.run, name) for name in self.others}

    @cached_property
    def budget(self) -> Mapping[str, tuple[BudgetLine, ...]]:
        """By alternative, what each payer pays more or less on each line and year, undiscounted."""
        from trinvis.calculations.investment.budget import budget_lines

        return {name: budget_lines(self.case, self.run, name) for name in self.others}

    @cached_property
    def assumed(self) -> Assumed | None:
        """The successes that the case assumes; None where it does not say which input is the success rate."""
        from trinvis.calculations.investment.successes import assumed_successes

        success = self.case.success
        if success is None:
            return None
        return assumed_successes(self.input(success.rate), self.input(success.target))

    @cached_property
    def needed(self) -> Mapping[str, Needed]:
        """By alternative, the successes that it takes to break even by the year that the case says (0: the horizon)."""
        from trinvis.calculations.investment.successes import needed_successes

        success = self.case.success
        if success is None:
            return {}
        count, year = self.input(success.target), success.year or self.case.horizon
        return {name: needed_successes(self.run_of, success.rate, count, name, year=year) for name in self.others}

    def input(self, name: str) -> float:
        """The value that an input of one number was calculated with; raises ``KeyError`` when the case has none such."""
        return float(self.run.inputs[name][0])

    @property
    def read(self) -> Reading | None:
        """The reading that was calculated; None for the case as it stands."""
        return next((one for one in self.case.readings if one.name == self.reading), None)

    @cached_property
    def readings(self) -> Mapping[str, Calculated]:
        """Every reading of the case by name, ``""`` first: the case as it stands."""
        return {name: self.in_reading(name) for name in ("", *(one.name for one in self.case.readings))}

    def in_reading(self, name: str) -> Calculated:
        """One reading of the case; calculated when it is first asked for. Raises ``CannotAsk``."""
        if name == self.reading:
            return self
        if name not in self._readings:
            self._readings[name] = self.reading_of(name)
        return self._readings[name]

    @cached_property
    def bands(self) -> Mapping[str, tuple[Band, ...]]:
        """By alternative, what the readings that fit give: a band for each success rate among them."""
        from trinvis.municipality.investment_band import bands

        return {name: bands(self, name) for name in self.others}

    @cached_property
    def unspoken(self) -> tuple[Unspoken, ...]:
        """What the case's text does not say and its figures do, found by rule."""
        from trinvis.municipality.investment_unspoken import unspoken

        return unspoken(self)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the case and keeps nobody from calculating it, in Danish."""
        from trinvis.cases.checks import warnings

        return tuple(str(one) for one in warnings(self.case))

    def address(self, figure: str, year: int | None = None, **where: str) -> str | None:
        """The address of a figure of a year of the case (1 the first; None: the horizon); None for a case in no workspace.

        ``where`` may say alternative, payer, line and the like; what is empty is left out.
        """
        if not self.key:
            return None
        calendar = self.case.start_year + (year or self.case.horizon) - 1
        own = {"case": self.key, "reading": self.reading, **_of_values(self.values)}
        said = {name: value for name, value in (own | where).items() if value}
        return str(Address("investment", calendar, self.basis, figure, said))


SET = "set."
"""What stands before the name of an input in an address, where it was given another value."""


def _of_values(values: Mapping[str, float]) -> dict[str, str]:
    return {f"{SET}{name}": repr(value) for name, value in values.items()}
