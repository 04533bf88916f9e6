"""An estimate with its standard error, and an interval that is called what it is: of the mean, not of the answers.

The report describes its t-intervals as holding 95 % of the municipalities' answers (seed 002 lines 1183-1187); with 11
answers and 22-54 % the answers themselves spread with 24 percentage points (lines 2373-2390).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import inf, isinf, sqrt
from typing import Literal

from trinvis.calculations.capacity.refused import CapacityRefused, danish

Method = Literal[
    "mean",
    "mean_of_rates",
    "ratio",
    "stratified",
    "separate_ratio",
    "combined_ratio",
    "product",
    "sum",
    "paired",
    "published",
    "known",
]

METHOD_WORDS: dict[Method, str] = {
    "mean": "simpelt gennemsnit af svarene",
    "mean_of_rates": "gennemsnit af enhedernes tal pr. indbygger gange landets indbyggertal (rapportens metode)",
    "ratio": "forholdsestimat: sum over sum gange landets indbyggertal",
    "stratified": "stratificeret: gennemsnit i hvert stratum gange antal enheder",
    "separate_ratio": "stratificeret med et forholdsestimat i hvert stratum",
    "combined_ratio": "stratificeret med ét fælles forholdsestimat",
    "product": "andel gange niveau",
    "sum": "sum af skøn, der ikke hænger sammen",
    "paired": "gennemsnitlig ændring i de enheder, der har svaret begge gange",
    "published": "offentliggjort gennemsnit og interval",
    "known": "kendt tal uden usikkerhed",
}
"""How an estimate was made → what stands at it."""


@dataclass(frozen=True)
class Estimate:
    """``value`` in its own unit; ``degrees`` of freedom of the t-distribution behind the interval (inf: known).

    ``standard_error`` is None where one answer says nothing of the spread. ``answers`` is the number of units behind, ``of``
    how many there are in all: None where no finite-population correction was made.
    """

    value: float
    standard_error: float | None
    degrees: float
    answers: int
    method: Method
    of: int | None = None
    level: float = 0.95

    @property
    def half_width(self) -> float | None:
        """Half the interval; 0 where everybody has answered, None without a standard error."""
        if not self.standard_error:
            return self.standard_error
        return t_quantile(self.level, self.degrees) * self.standard_error

    @property
    def low(self) -> float | None:
        """The interval's lower end; may lie below what is possible, as under 0 %."""
        return None if self.half_width is None else self.value - self.half_width

    @property
    def high(self) -> float | None:
        """The interval's upper end; may lie above what is possible, as over 100 %."""
        return None if self.half_width is None else self.value + self.half_width

    @property
    def spread(self) -> float | None:
        """The answers' own standard deviation behind a simple mean; None for other methods."""
        simple = self.method in ("mean", "paired", "published", "mean_of_rates") and self.of is None
        return self.standard_error * sqrt(self.answers) if simple and self.standard_error is not None else None

    def times(self, factor: float) -> Estimate:
        """The estimate in another unit, as per 1,000 instead of per inhabitant."""
        error = None if self.standard_error is None else self.standard_error * abs(factor)
        return replace(self, value=self.value * factor, standard_error=error)

    def outside(self, lowest: float, highest: float) -> bool:
        """Whether the interval reaches beyond what is possible: then it is to be marked."""
        return self.low is not None and self.high is not None and (self.low < lowest or self.high > highest)

    @property
    def sentence(self) -> str:
        """What the interval is, in Danish: of the mean or total, on how many answers, and by which method."""
        of = f"{self.answers} svar" if self.of is None else f"{self.answers} af {self.of} enheder"
        method = METHOD_WORDS[self.method]
        if self.method == "known":
            return f"{method.capitalize()}."
        if self.standard_error is None:
            return f"Intet interval: {method}; {of}."
        if self.answers == self.of:
            return f"Alle {self.of} enheder har svaret, så der er ingen stikprøveusikkerhed: {method}."
        of_what = "gennemsnittet" if self.method in ("mean", "paired", "published") else "totalen"
        shape = "normalfordeling"
        if not isinf(self.degrees):
            digits = 0 if self.degrees == int(self.degrees) else 1
            shape = f"t-fordeling, {danish(self.degrees, digits)} frihedsgrader"
        return (
            f"{danish(self.level * 100)} %-interval for {of_what} ({shape}), ikke for de enkelte svar: {method}; {of}."
        )


def t_quantile(level: float, degrees: float) -> float:
    """How many standard errors a two-sided interval reaches to each side. Raises ``ValueError`` for an impossible level."""
    from scipy.special import ndtri, stdtrit

    if not 0 < level < 1:
        raise ValueError("Intervallets niveau skal ligge mellem 0 og 1.")
    return float(ndtri((1 + level) / 2) if isinf(degrees) else stdtrit(degrees, (1 + level) / 2))


def known(value: float) -> Estimate:
    """A figure without sampling error, as one of the accounts."""
    return Estimate(value, 0.0, inf, 0, "known")


def published(value: float, low: float, high: float, answers: int, level: float = 0.95) -> Estimate:
    """A printed mean with its t-interval turned back into a standard error, as good as the printed digits.

    Raises ``CapacityRefused`` when the mean is not inside, or there are fewer than two answers.
    """
    if answers < 2 or not low <= value <= high:
        raise CapacityRefused(
            f"{danish(value, 1)} ({danish(low, 1)}-{danish(high, 1)}) med {answers} svar kan ikke være et gennemsnit med et interval."
        )
    error = (high - low) / 2 / t_quantile(level, answers - 1)
    return Estimate(value, error, answers - 1, answers, "published", level=level)


def rounded_interval(estimate: Estimate, places: int = 0) -> tuple[float, float, float] | None:
    """Mean and interval as the report prints them: rounded mean ± rounded half width, so that it stays symmetric (lines 4670-5261).

    None without a standard error.
    """
    if estimate.half_width is None:
        return None
    middle, half = _half_up(estimate.value, places), _half_up(estimate.half_width, places)
    return middle, round(middle - half, places), round(middle + half, places)


def _half_up(number: float, places: int) -> float:
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
