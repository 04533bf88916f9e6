"""What a comparison with something else gives: a difference, an interval and what kind it is, and everything that it rests on, in Danish.

A comparison never says what a difference comes of. Where there is too little to draw an interval from, it says so in one sentence and
draws none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trinvis.calculations.investment.wording import danish

Kind = Literal["before_after", "difference_in_differences", "synthetic_control"]

TITLES: dict[Kind, str] = {
    "before_after": "Før og efter, med udviklingen før trukket frem",
    "difference_in_differences": "Forskel i udvikling fra sammenlignede",
    "synthetic_control": "Forskel fra en vægtet sammensætning af andre",
}
"""Kind → what users read."""

NOT_A_CAUSE = "Sammenligningen viser en forskel; den siger ikke, hvad forskellen kommer af."
"""Stands at every comparison."""


@dataclass(frozen=True)
class Interval:
    """From ``low`` to ``high``; ``words`` says what kind of interval it is, ``level`` how often such ones hold (0.95)."""

    low: float
    high: float
    level: float
    words: str

    @property
    def holds_zero(self) -> bool:
        """Whether no difference is among what it holds."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Comparison:
    """``difference`` in ``unit``, in what is measured after the change; None where not even that can be said.

    ``interval`` is the one to show, ``others`` are further ones that are printed beside it. ``refused`` is why there is none, empty
    otherwise. ``checks`` are what was tried of the assumptions, each a sentence.
    """

    kind: Kind
    unit: str
    difference: float | None
    interval: Interval | None
    refused: str
    assumptions: tuple[str, ...]
    checks: tuple[str, ...] = ()
    others: tuple[Interval, ...] = ()
    decimals: int = 1

    @property
    def title(self) -> str:
        """What was compared, in Danish."""
        return TITLES[self.kind]

    @property
    def sentence(self) -> str:
        """The finding in one or two sentences, without a cause."""
        if self.difference is None:
            return self.refused
        said = f"Forskellen er {self._written(self.difference)} {self.unit}"
        if self.interval is None:
            return f"{said.removesuffix('.')}. {self.refused}"
        low, high = self._written(self.interval.low), self._written(self.interval.high)
        level = danish(100 * self.interval.level, 0)
        zero = " Ingen forskel ligger inden for intervallet." if self.interval.holds_zero else ""
        return f"{said} ({level} %-interval {low} til {high}; {self.interval.words}).{zero}"

    def _written(self, value: float) -> str:
        return danish(value, self.decimals)


def student(share: float, degrees: float) -> float:
    """The quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, share))
