"""How much of an area concerns the target group: an adjudicated share with all that it was chosen among.

The accounts do not know the target group (seed 002 lines 7718-7726). The report takes the units' mean answer, holds it up
against registers, and judges: 38 % (22-54) of 11 answers became 40 %; 48 % against 58 % of new placements became 50 % (lines
2462-2522). Over time it lets shares of money move and holds those of staff at 2011 (8078-8086, 8453), which is a choice: 15,1 %
more staff against 9,6 % with moving shares. The choice stands at the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import fsum

from trinvis.calculations.capacity.answers import Answers
from trinvis.calculations.capacity.estimate import Estimate, known
from trinvis.calculations.capacity.growth import Growth, Series, ShareSeries
from trinvis.calculations.capacity.product_estimates import product, sum_of
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.survey_estimates import mean_of_answers


@dataclass(frozen=True)
class Indicator:
    """What a register says of the share: ``hits`` ``of`` a base that is named, as new placements with one of the causes."""

    label: str
    hits: float
    of: float
    base: str

    @property
    def value(self) -> float:
        """0-1. Raises ``ZeroDivisionError`` of nothing."""
        return self.hits / self.of


@dataclass(frozen=True)
class AdoptedShare:
    """The share that is used for an area and year, 0-1, with the survey's estimate (0-1), registers, reason, author and day.

    Raises ``CapacityRefused`` outside 0-1, or without reason or author.
    """

    area: str
    year: int
    value: float
    reason: str
    author: str
    decided: date
    survey: Estimate | None = None
    indicators: tuple[Indicator, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            raise CapacityRefused(
                f"Andelen for {self.area} i {self.year} er {danish(self.value * 100, 1)} %; den skal ligge fra 0 til 100 %."
            )
        if not (self.reason.strip() and self.author.strip()):
            raise CapacityRefused(
                f"Andelen for {self.area} i {self.year} skal have en begrundelse og et navn på den, der har valgt den."
            )

    @property
    def outside_survey(self) -> bool:
        """Whether the choice lies outside the survey's interval: then the reason has to carry it."""
        low, high = (None, None) if self.survey is None else (self.survey.low, self.survey.high)
        return low is not None and high is not None and not low <= self.value <= high

    @property
    def uncertain(self) -> Estimate:
        """The adopted value with the survey's standard error, for carrying on; without one where there is no survey."""
        if self.survey is None:
            return Estimate(self.value, None, 0, 0, "mean")
        return replace(self.survey, value=self.value)

    @property
    def sentence(self) -> str:
        """The share with what it was chosen among, in Danish."""
        said = [f"{self.area} {self.year}: {danish(self.value * 100, 1)} %"]
        if self.survey is not None:
            said.append(_survey(self.survey))
        said += [
            f"{one.label} {danish(one.value * 100, 1)} % ({danish(one.hits)} af {danish(one.of)} {one.base})"
            for one in self.indicators
        ]
        return f"{'; '.join(said)}. {self.reason} ({self.author}, {self.decided:%d.%m.%Y})"


def survey_share(answers: Answers, *, units: int | None = None, level: float = 0.95) -> Estimate:
    """The mean of the units' answers in per cent, as a share 0-1; ``units`` as in ``mean_of_answers``.

    Raises ``CapacityRefused`` naming those outside 0-100, and as ``mean_of_answers`` does.
    """
    outside = sorted(unit for unit, value in answers.values.items() if not 0 <= value <= 100)
    if outside:
        raise CapacityRefused(f"Andelen fra {', '.join(outside)} er ikke mellem 0 og 100 %; ret svaret.")
    return mean_of_answers(answers, units=units, level=level).times(0.01)


def _survey(one: Estimate) -> str:
    ends = "" if one.low is None or one.high is None else f" ({danish(one.low * 100)}-{danish(one.high * 100)})"
    return f"spørgeskema {danish(one.value * 100)} %{ends} af {one.answers} svar"


@dataclass(frozen=True)
class ShareChoice:
    """Which year's share is used: that of ``held_at`` in all years, or with None each year's own."""

    held_at: int | None = None

    @property
    def words(self) -> str:
        """What stands at the figure."""
        return "hvert års egen andel" if self.held_at is None else f"andelen fra {self.held_at} i alle år"


PER_YEAR = ShareChoice()

Shares = Mapping[tuple[str, int], AdoptedShare]
"""(Area, year) → the share that is used."""


def shares_of(adopted: Iterable[AdoptedShare]) -> dict[tuple[str, int], AdoptedShare]:
    """The shares by area and year; raises ``CapacityRefused`` when one has two."""
    found: dict[tuple[str, int], AdoptedShare] = {}
    for one in adopted:
        if found.setdefault((one.area, one.year), one) is not one:
            raise CapacityRefused(f"Der er to andele for {one.area} i {one.year}; vælg den, der gælder.")
    return found


@dataclass(frozen=True)
class TargetPart:
    """One area's whole amount and the share of it that is used, which may be another year's."""

    area: str
    whole: float
    share: AdoptedShare

    @property
    def value(self) -> float:
        return self.whole * self.share.value


@dataclass(frozen=True)
class TargetTotal:
    """What the target group has of several areas in a year, in the amounts' unit."""

    year: int
    parts: tuple[TargetPart, ...]
    choice: ShareChoice

    @property
    def value(self) -> float:
        return fsum(part.value for part in self.parts)

    @property
    def whole(self) -> float:
        """All of the areas, whoever it concerns: never to be mixed up with ``value``."""
        return fsum(part.whole for part in self.parts)

    @property
    def share(self) -> float:
        """``value`` of ``whole``, 0-1: 47 % of the children's area. Raises ``ZeroDivisionError`` when the whole is 0."""
        return self.value / self.whole

    def part_of(self, areas: Iterable[str]) -> float:
        """Some areas' part of the target group's total, 0-1, as housing's 60 % (lines 125-129)."""
        wanted = set(areas)
        return fsum(part.value for part in self.parts if part.area in wanted) / self.value

    @property
    def estimate(self) -> Estimate:
        """The total with the shares' uncertainty, as if the areas' answers had nothing to do with each other."""
        return sum_of([product(known(part.whole), part.share.uncertain) for part in self.parts])


def target_total(wholes: Mapping[str, float | None], year: int, shares: Shares, choice: ShareChoice) -> TargetTotal:
    """The target group's part of the areas' amounts in a year. Areas must be parts that can be added, as accounts are.

    Raises ``CapacityRefused`` naming an amount or share that is missing: it is not 0.
    """
    share_year = year if choice.held_at is None else choice.held_at
    parts = []
    for area, whole in wholes.items():
        share = shares.get((area, share_year))
        if whole is None or share is None:
            lacking = f"beløb eller antal i {year}" if whole is None else f"en andel for {share_year}"
            raise CapacityRefused(f"{area} mangler {lacking}; hent eller vælg det, før målgruppens tal kan regnes.")
        parts.append(TargetPart(area, whole, share))
    if not parts:
        raise CapacityRefused("Der er ingen områder at lægge sammen.")
    return TargetTotal(year, tuple(parts), choice)


def target_series(label: str, unit: str, totals: Iterable[TargetTotal]) -> Series:
    """The totals by year, ready for ``growth``: refused between years with another choice of shares or other areas."""
    values, concepts = {}, {}
    for total in totals:
        values[total.year] = total.value
        areas = ", ".join(sorted(part.area for part in total.parts))
        concepts[total.year] = f"{areas}; {total.choice.words}"
    return Series(label, unit, values, concepts=concepts)


def share_series(area: str, shares: Shares) -> ShareSeries:
    """An area's adopted shares by year: their change is in percentage points."""
    return ShareSeries(f"Andelen for {area}", {year: one.value for (name, year), one in shares.items() if name == area})


def anchored_share(share: AdoptedShare, whole: Growth, target: Growth, author: str, decided: date) -> AdoptedShare:
    """The share of the first year that goes with a growth of the whole and one of the target group's part (lines 8078-8086).

    Raises ``CapacityRefused`` when the growths are of other years or do not end in the share's.
    """
    if (whole.first_year, whole.last_year) != (target.first_year, target.last_year) or whole.last_year != share.year:
        raise CapacityRefused(
            f"Væksten skal gå frem til {share.year} over de samme år for hele området og for målgruppen."
        )
    return AdoptedShare(
        share.area,
        whole.first_year,
        share.value * (1 + whole.ratio) / (1 + target.ratio),
        f"Andelen i {share.year} ført tilbage med væksten for hele området og for målgruppen.",
        author,
        decided,
    )
