"""When a case has paid itself back, and at what rate: break-even year, pay-back time and internal rates of return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.investment.root import root

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

HALF_A_KRONE = 0.5
LOWEST_RATE, HIGHEST_RATE = -0.99, 1000.0
"""Internal rates of return are sought from −99 % to 100.000 % a year."""
STEPS = 4000


@dataclass(frozen=True)
class BreakEven:
    """``year`` is the first (from 1) whose accumulated net gain is 0 or more, in whole kroner; None when it is not reached
    within ``years``. ``below_again`` are later years in which the accumulated net gain is below 0 once more."""

    year: int | None
    years: int
    below_again: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """In words, for the reader."""
        if self.year is None:
            return f"ikke inden for {self.years} år"
        if self.below_again:
            return f"{self.year}. år, men igen under 0 i {self.below_again[0]}. år"
        return f"{self.year}. år"


@dataclass(frozen=True)
class InternalRate:
    """``rates`` are all yearly rates at which the net present value is 0 and changes sign, lowest first (0.05 is 5 %)."""

    rates: tuple[float, ...]
    text: str
    """Empty with one rate; else why there is none, or that several are no answer."""

    @property
    def rate(self) -> float | None:
        """The rate, where there is exactly one."""
        return self.rates[0] if len(self.rates) == 1 else None


def reached(accumulated: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Where accumulated net gains (kroner, any shape) are 0 or more once rounded to whole kroner, a half away from 0."""
    import numpy as np

    return np.asarray(np.asarray(accumulated, float) > -HALF_A_KRONE)


def break_even(net: npt.ArrayLike) -> BreakEven:
    """The break-even year of yearly net gains (kroner, year 1 first), discounted or not as they are given."""
    import numpy as np

    there = reached(np.cumsum(np.asarray(net, float)))
    years = int(there.size)
    if not there.any():
        return BreakEven(None, years)
    first = int(there.argmax())
    return BreakEven(first + 1, years, tuple(int(year) + 1 for year in np.flatnonzero(~there) if year > first))


def payback(net: npt.ArrayLike) -> float | None:
    """Years until the accumulated net gain is back at 0, linear within the year; 0 when the first year already gains.

    ``net`` are undiscounted yearly net gains in kroner, year 1 first. None when it is not reached.
    """
    import numpy as np

    yearly = np.asarray(net, float)
    year = break_even(yearly).year
    if year is None:
        return None
    before = float(yearly[: year - 1].sum())
    if before >= 0:
        return 0.0
    return year - 1 + min(-before / float(yearly[year - 1]), 1.0)


def internal_rate(net: npt.ArrayLike) -> InternalRate:
    """Every yearly rate of return between −99 % and 100.000 % at which the present value of ``net`` changes sign.

    ``net`` are undiscounted yearly net gains in kroner, all at the same time of the year: then that time does not matter.
    """
    import numpy as np

    yearly = np.asarray(net, float)
    size = float(np.abs(yearly).max(initial=0.0))
    if size < HALF_A_KRONE:
        return InternalRate((), "Der er ingen intern rente: der er ingen forskel i penge.")
    flows = yearly / size
    years = np.arange(yearly.size)

    def value(logarithms: Floats) -> Floats:
        return _present(flows, years, logarithms)

    grid = np.linspace(np.log1p(LOWEST_RATE), np.log1p(HIGHEST_RATE), STEPS + 1)
    sign = np.sign(_present(flows, years, grid))
    places, sign = np.flatnonzero(sign), sign[sign != 0]
    turns = np.flatnonzero(sign[1:] != sign[:-1])
    found = [np.expm1(root(value, grid[places[at]], grid[places[at + 1]])) for at in turns]
    return InternalRate(tuple(float(rate) for rate in found), _internal_text(len(found), flows))


def _present(flows: Floats, years: npt.NDArray[np.int64], logarithms: Floats) -> Floats:
    """Present values at rates exp(logarithm) − 1, times something above 0 that keeps the powers within bounds."""
    import numpy as np

    power = -np.outer(logarithms, years)
    made: Floats = np.exp(power - power.max(axis=1, keepdims=True)) @ flows
    return made


def _internal_text(found: int, flows: Floats) -> str:
    if found == 1:
        return ""
    if found:
        return (
            f"Der er {found} interne renter, fordi nettogevinsten skifter fortegn flere gange; "
            "ingen af dem kan bruges alene, brug nutidsværdien."
        )
    if (flows >= 0).all():
        return "Der er ingen intern rente: ingen af årene koster mere, end de giver."
    if (flows <= 0).all():
        return "Der er ingen intern rente: ingen af årene giver mere, end de koster."
    return "Der er ingen intern rente mellem −99 % og 100.000 %: nutidsværdien skifter ikke fortegn."
