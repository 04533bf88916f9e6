"""How many must succeed: the successes that a case assumes, and, apart, those that it needs to break even by a year.

The two are different things. Ishøj's printed "16 og 10" ([004:716]) are assumed successes, ceil(155 × 10 %) and
ceil(155 × 6 %); to break even in year 4 it takes 13.03, so 14.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.investment.answers import net_present_value
from trinvis.calculations.investment.break_even import HALF_A_KRONE
from trinvis.calculations.investment.refused import CaseRefused
from trinvis.calculations.investment.root import root

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trinvis.calculations.investment.run import Run

    Floats = npt.NDArray[np.float64]
    Values = Mapping[str, float | Floats]

GUARD = 1e-9
"""What a product of floats may be above a whole number and still be that number."""
POINTS = 33


@dataclass(frozen=True)
class Assumed:
    """What the case assumes: ``rate`` (0-1) of ``count`` persons, and the whole number of successes that is, rounded up."""

    rate: float
    count: float
    whole: int
    label: str = "Forudsatte succeser"

    @property
    def exact(self) -> float:
        """Before it is rounded up."""
        return self.rate * self.count


@dataclass(frozen=True)
class Needed:
    """What it takes to break even by the end of ``year``: the smallest success rate, that many of ``count`` persons, and the
    next whole number. All None when no rate is enough; ``text`` says which, in words."""

    year: int
    count: float
    rate: float | None
    whole: int | None
    text: str
    label: str = "Succeser, der skal til, for at indsatsen har tjent sig hjem"

    @property
    def exact(self) -> float | None:
        """Before it is rounded up."""
        return None if self.rate is None else self.rate * self.count


def whole_successes(exact: float) -> int:
    """``exact`` persons as a whole number, rounded up; 62.00000000001 is 62."""
    return math.ceil(exact - GUARD)


def assumed_successes(rate: float, count: float) -> Assumed:
    """The successes that a case assumes when ``rate`` (0-1) of ``count`` persons succeed."""
    return Assumed(rate, count, whole_successes(rate * count))


def needed_successes(
    run_of: Callable[[Values], Run], rate_name: str, count: float, alternative: str, *, year: int
) -> Needed:
    """The smallest share of ``count`` persons at which the accumulated discounted net gain is 0 or more in ``year``.

    ``run_of`` calculates the case with other values of its inputs; ``rate_name`` is the input that is the success rate.
    The rate is bracketed between 0 and 1 and found within. Where the case cannot be calculated up to 1, because its chances
    would pass 1, the search stops there.
    """
    import numpy as np

    def gain(rates: Floats) -> Floats:
        run = run_of({rate_name: rates})
        made: Floats = np.broadcast_to(net_present_value(run, alternative, year=year), rates.shape)
        return made + HALF_A_KRONE

    top = _highest_rate(gain)
    rates = np.linspace(0, top, POINTS)
    there = gain(rates) > 0
    if not there.any():
        return Needed(year, count, None, None, _never(year, top))
    at = int(there.argmax())
    if at == 0:
        return Needed(year, count, 0.0, 0, f"Ingen: indsatsen har tjent sig hjem i {year}. år uden succeser.")

    def net(rates: Floats) -> Floats:
        return gain(rates) - HALF_A_KRONE

    low, high = float(rates[at - 1]), float(rates[at])
    rate = high if float(net(np.array([high]))[0]) <= 0 else root(net, low, high)
    whole = whole_successes(rate * count)
    return Needed(year, count, rate, whole, f"{whole} for at have tjent sig hjem ved udgangen af {year}. år.")


def _highest_rate(gain: Callable[[Floats], Floats]) -> float:
    """The highest rate, to a ten-thousandth, that the case can be calculated with; raises what 0 raises."""
    import numpy as np

    def works(rate: float) -> bool:
        try:
            gain(np.array([rate]))
        except CaseRefused:
            return False
        return True

    if works(1.0):
        return 1.0
    gain(np.array([0.0]))
    low, high = 0.0, 1.0
    while high - low > 1e-4:
        middle = (low + high) / 2
        low, high = (middle, high) if works(middle) else (low, middle)
    return low


def _never(year: int, top: float) -> str:
    if top == 1:
        return f"Ingen succesrate er nok til, at indsatsen har tjent sig hjem i {year}. år."
    share = f"{100 * top:.1f}".replace(".", ",")
    return (
        f"Ingen succesrate op til {share} % er nok til, at indsatsen har tjent sig hjem i {year}. år; "
        "over den kan casen ikke regnes."
    )
