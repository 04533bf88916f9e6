"""What the answer hangs on: one input at a time (tornado, curve), two at a time, and the value at which the answer turns.

Everything takes the calculation as a callable: values of inputs in, a calculated case out. Values may be arrays, one for
each draw, so that a whole table is one calculation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.investment.distributions import spread
from trinvis.calculations.investment.refused import CaseRefused
from trinvis.calculations.investment.root import root

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trinvis.calculations.investment.run import Run
    from trinvis.cases.case import Case

    Floats = npt.NDArray[np.float64]
    RunOf = Callable[[Mapping[str, float | Floats]], Run]
    Answer = Callable[[Run], Floats]

POINTS = 129
ENDS = (0.05, 0.95)
"""The shares of a distribution that lie below the low and the high value of an input."""


@dataclass(frozen=True)
class Bar:
    """One input's part of a tornado: the answer when it alone is ``low`` or ``high``, the rest being as in the case.

    The answers are None where the case cannot be calculated with that value.
    """

    name: str
    low: float
    high: float
    at_low: float | None
    at_high: float | None
    base: float

    @property
    def swing(self) -> float:
        """How far apart the answers are, the base among them; in the unit of the answer."""
        known = [self.base, *(value for value in (self.at_low, self.at_high) if value is not None)]
        return max(known) - min(known)


@dataclass(frozen=True)
class Table:
    """The answer for every pair: ``answer`` is [value of ``first``, value of ``second``]."""

    first: str
    second: str
    first_values: Floats
    second_values: Floats
    answer: Floats


@dataclass(frozen=True)
class Thresholds:
    """The values of an input between ``low`` and ``high`` at which the answer passes ``target``, lowest first.

    ``rises`` says for each whether the answer is above ``target`` after it.
    """

    name: str
    low: float
    high: float
    values: tuple[float, ...]
    rises: tuple[bool, ...]
    text: str
    """Empty with one value; else that there is none, or several."""


def input_ranges(case: Case, ends: tuple[float, float] = ENDS) -> dict[str, tuple[float, float]]:
    """The low and high value of every uncertain input, by default its distribution's own 5th and 95th percentile.

    Inputs that have no width between the two are left out. Raises ``CaseRefused`` where a distribution is none.
    """
    import numpy as np

    found = {}
    for one in case.inputs.values():
        if one.distribution is None or one.value is None:
            continue
        low, high = spread(one.name, one.distribution, one.value).at_share(np.array(ends)).tolist()
        if low < high:
            found[one.name] = (low, high)
    return found


def tornado(
    run_of: RunOf, base: Mapping[str, float], ranges: Mapping[str, tuple[float, float]], answer: Answer
) -> tuple[Bar, ...]:
    """One bar per input of ``ranges`` (its low and high value, as the 5th and 95th percentile), the widest first.

    ``base`` has the value of each of them in the case; ``answer`` is what is asked, one number per draw.
    """
    names = list(ranges)
    wanted: list[Mapping[str, float]] = [{}]
    wanted += [{name: value} for name in names for value in ranges[name]]
    found = _each(run_of, base, wanted, answer)
    middle = found[0]
    if middle is None:
        raise ValueError("Casen kan ikke regnes med sine egne værdier; ret den først.")
    bars = [Bar(name, *ranges[name], found[2 * at + 1], found[2 * at + 2], middle) for at, name in enumerate(names)]
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def one_way(run_of: RunOf, name: str, values: npt.ArrayLike, answer: Answer) -> Floats:
    """The answer for each of ``values`` of one input."""
    import numpy as np

    at = np.atleast_1d(np.asarray(values, float))
    made: Floats = np.broadcast_to(answer(run_of({name: at})), at.shape)
    return made


def two_way(
    run_of: RunOf, first: str, first_values: npt.ArrayLike, second: str, second_values: npt.ArrayLike, answer: Answer
) -> Table:
    """The answer for every pair of values of two inputs, as one calculation."""
    import numpy as np

    if first == second:
        raise ValueError("Vælg to forskellige input til tabellen.")
    rows, columns = (np.atleast_1d(np.asarray(values, float)) for values in (first_values, second_values))
    down, across = np.repeat(rows, columns.size), np.tile(columns, rows.size)
    found = np.broadcast_to(answer(run_of({first: down, second: across})), down.shape)
    return Table(first, second, rows, columns, found.reshape(rows.size, columns.size))


def threshold(run_of: RunOf, name: str, low: float, high: float, answer: Answer, *, target: float = 0.0) -> Thresholds:
    """Where the answer passes ``target`` as one input goes from ``low`` to ``high``.

    Passings are looked for between 129 values and found exactly within; two closer together than that may be missed.
    """
    import numpy as np

    if not low < high:
        raise ValueError("Intervallets laveste værdi skal ligge under den højeste.")
    grid = np.linspace(low, high, POINTS)
    above = one_way(run_of, name, grid, answer) > target

    def away(values: Floats) -> Floats:
        return one_way(run_of, name, values, answer) - target

    turns = np.flatnonzero(above[1:] != above[:-1])
    values = tuple(root(away, float(grid[at]), float(grid[at + 1])) for at in turns)
    return Thresholds(name, low, high, values, tuple(bool(above[at + 1]) for at in turns), _text(len(values)))


def _each(
    run_of: RunOf, base: Mapping[str, float], wanted: Sequence[Mapping[str, float]], answer: Answer
) -> list[float | None]:
    """The answer for each set of values: all in one calculation, or, when one of them is refused, one by one."""
    import numpy as np

    names = {name for values in wanted for name in values}
    together = {name: np.array([values.get(name, base[name]) for values in wanted]) for name in names}
    try:
        return [float(one) for one in np.broadcast_to(answer(run_of(together)), len(wanted))]
    except CaseRefused:
        return [_alone(run_of, values, answer) for values in wanted]


def _alone(run_of: RunOf, values: Mapping[str, float], answer: Answer) -> float | None:
    try:
        return float(answer(run_of(values))[0])
    except CaseRefused:
        return None


def _text(found: int) -> str:
    if found == 0:
        return "Svaret skifter ikke inden for intervallet."
    return (
        ""
        if found == 1
        else f"Svaret skifter {found} gange inden for intervallet; ingen af værdierne er grænsen alene."
    )
