"""What the workbook of a case is made from. Nothing is read from disk or clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from trinvis.cases.case import Case

if TYPE_CHECKING:
    from trinvis.calculations.investment.run import Run, Simulated
    from trinvis.calculations.investment.successes import Needed
    from trinvis.parameters import Parameters


@dataclass(frozen=True)
class InvestmentBookInput:
    """A case and its calculations.

    ``run`` is of the base values (one draw); ``readings`` are runs by the name of the reading. ``needed`` says by
    alternative how many successes it takes, for cases where no formula can. ``parameters`` are those that
    Finansministeriet's rates are taken from (None: as shipped). ``most_cells`` is how many cells the courses may fill before
    they are left out for values.
    """

    case: Case
    run: Run
    readings: Mapping[str, Run] = field(default_factory=dict)
    simulated: Sequence[Simulated] = ()
    needed: Mapping[str, Needed] = field(default_factory=dict)
    parameters: Parameters | None = None
    made_on: date | None = None
    program: str = ""
    most_cells: int = 200_000
