"""Occupancy (*belægning*): occupied place-days of normed ones; more than 100 % when there are more residents than places.

The report has it as the municipalities' own percentages with t-intervals (seed 002 lines 3844-3874, 10002-10049). A change needs the same
municipalities at both ends: §107 fell 5 points with half-widths of 11-12, which shows nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import fsum

from trinvis.calculations.capacity.answers import Answers
from trinvis.calculations.capacity.estimate import Estimate
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.survey_estimates import mean_of_answers


@dataclass(frozen=True)
class Occupancy:
    """Place-days. Raises ``CapacityRefused`` without normed ones, or for a negative number."""

    occupied: float
    normed: float

    def __post_init__(self) -> None:
        if not self.normed > 0 or not self.occupied >= 0:
            raise CapacityRefused(
                f"{danish(self.occupied)} belagte af {danish(self.normed)} normerede pladsdage har ingen belægning."
            )

    @property
    def share(self) -> float:
        """0-1, and above 1 where there are more residents than normed places."""
        return self.occupied / self.normed

    @property
    def over(self) -> bool:
        """More residents than places: to be marked, as it is either extra places or a fault."""
        return self.share > 1


def place_days(places: float, first: date, last: date) -> float:
    """Normed place-days from ``first`` to ``last``, both with. Raises ``CapacityRefused`` when the days go backwards."""
    if last < first:
        raise CapacityRefused("Perioden slutter, før den begynder.")
    return places * ((last - first).days + 1)


def together(parts: Iterable[Occupancy]) -> Occupancy:
    """Several offers' occupancy, sum over sum. Raises ``CapacityRefused`` without any."""
    rows = list(parts)
    return Occupancy(fsum(one.occupied for one in rows), fsum(one.normed for one in rows))


@dataclass(frozen=True)
class AnsweredOccupancy:
    """The municipalities' own percentages: the mean with the interval of the mean, and what must stand at it."""

    mean: Estimate
    answers: Answers

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the reader has to know, in Danish; none where nothing is amiss."""
        said = []
        if self.answers.zeros:
            said.append(
                f"{self.answers.zeros} har svaret 0 %; spørg, om de i stedet ikke har tilbuddet (»ikke relevant«)."
            )
        over = sum(value > 100 for value in self.answers.values.values())
        if over:
            said.append(f"{over} har svaret over 100 %: der er flere indskrevne end normerede pladser.")
        if self.mean.low is not None and self.mean.high is not None and (self.mean.low < 0 or self.mean.high > 100):
            said.append("Intervallet går ud over 0-100 %, fordi svarene er få og spredte.")
        return tuple(said)


def answered_occupancy(answers: Answers, *, level: float = 0.95) -> AnsweredOccupancy:
    """Percentages as answered. Raises ``CapacityRefused`` for a negative one, or none."""
    negative = sorted(unit for unit, value in answers.values.items() if value < 0)
    if negative:
        raise CapacityRefused(f"Belægningen fra {', '.join(negative)} er under 0 %; ret svaret.")
    return AnsweredOccupancy(mean_of_answers(answers, level=level), answers)
