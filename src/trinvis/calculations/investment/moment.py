"""Where a calculation is: the period, whose stays are asked about, and what has been worked out already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.calculations.investment.evaluate import STAY, Node
from trinvis.calculations.investment.refused import Faults, Outside, Rule, Survey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.intp]


class Moment:
    """Gives the values of nodes, each worked out once for as long as it holds.

    ``inputs`` are values of inputs, () or (draw,). With a ``survey`` broken rules are noted and the calculation goes on; without, ``Outside`` is raised.
    """

    def __init__(
        self, inputs: Mapping[str, Floats], draws: int, periods_a_year: int, survey: Survey | None = None
    ) -> None:
        import numpy as np

        self.inputs, self.draws, self.periods_a_year, self.survey = inputs, draws, periods_a_year, survey
        self.period = self.year = 0
        self.period_number: Floats = np.zeros(())
        self.year_number: Floats = np.zeros(())
        self._np = np
        self._kept: tuple[dict[Node, Floats], ...] = ({}, {}, {}, {})
        self._tables: dict[Node, Floats] = {}
        self._rows: Whole | None = None
        self.stays: Floats = np.ones((1, 1))
        """The stays asked about, in periods from 1: (stay, 1)."""
        self._every_stay = self.stays

    def limit(self, reach: int) -> None:
        """Says how long the longest stay is, in periods."""
        self._every_stay = self._np.arange(1.0, max(reach, 1) + 1)[:, None]

    def to(self, period: int) -> None:
        """Goes on to a period, from 1."""
        year = -(-period // self.periods_a_year)
        self.period, self.period_number = period, self._np.asarray(float(period))
        self._kept[2].clear()
        self._kept[3].clear()
        if year != self.year:
            self.year, self.year_number = year, self._np.asarray(float(year))
            self._kept[1].clear()

    def among(self, rows: Whole) -> None:
        """Asks about persons whose stays in periods are ``rows`` + 1."""
        self._rows, self.stays = rows, self._every_stay[rows]
        self._kept[3].clear()

    def at(self, node: Node) -> Floats:
        """The value of a node now."""
        kept = self._kept[node.level]
        made = kept.get(node)
        if made is None:
            made = (
                self._looked_up(node, self._rows) if node.needs == STAY and self._rows is not None else node.make(self)
            )
            kept[node] = made
        return made

    def _looked_up(self, node: Node, rows: Whole) -> Floats:
        """What depends on the stay alone is worked out for every stay at once."""
        table = self._tables.get(node)
        if table is None:
            asked, kept = self.stays, self._kept
            self._rows, self.stays, self._kept = None, self._every_stay, (*kept[:3], {})
            table = self._tables[node] = node.make(self)
            self._rows, self.stays, self._kept = rows, asked, kept
        return table[rows]

    def require(self, rule: Rule, values: Floats) -> None:
        """Holds a value to its rule."""
        if rule.holds(values):
            return
        when = f"i år {self.year}" if self.periods_a_year == 1 else f"i måned {self.period}"
        if self.survey is None:
            raise Outside
        self.survey.note(rule, values, when)


def surveyed(draws: int, faults: Faults) -> Survey:
    """A survey of so many draws that adds to ``faults``."""
    import numpy as np

    return Survey(faults, np.zeros(draws, dtype=np.bool_))
