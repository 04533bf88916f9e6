"""Rates of few children instead of a bare league table: interval, place with interval, and the funnel's verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.statistics.funnel import Dispersion, dispersion, funnel_limits
from trinvis.calculations.statistics.ranks import Rank, ranks
from trinvis.calculations.statistics.rates import Kind, rate_interval

LEVELS = (0.95, 0.998)
"""The funnel's inner and outer limit."""

Verdict = Literal["within", "above_inner", "above_outer", "below_inner", "below_outer"]
VERDICT_WORDS: dict[Verdict, str] = {
    "within": "inden for det, tilfældigheder kan give",
    "above_inner": "over 95 %-grænsen",
    "above_outer": "over 99,8 %-grænsen",
    "below_inner": "under 95 %-grænsen",
    "below_outer": "under 99,8 %-grænsen",
}


@dataclass(frozen=True)
class Count:
    """One municipality's numerator and denominator, as placed children and 0-17-year-olds; both whole numbers."""

    cases: int
    population: int

    @property
    def rate(self) -> Fraction:
        return Fraction(self.cases, self.population)


@dataclass(frozen=True)
class Standing:
    """One municipality: its rate with an exact interval, its place, and where it lies in the funnel.

    ``verdict`` is by the limits of chance alone, ``widened`` by those that allow for the spread among all municipalities
    (the same as ``verdict`` where there is no over-dispersion).
    """

    code: int
    count: Count
    low: float
    high: float
    rank: Rank
    verdict: Verdict
    widened: Verdict


@dataclass(frozen=True)
class Limits:
    """The funnel's lines at one denominator: (inner low, inner high, outer low, outer high), as rates."""

    population: int
    plain: tuple[float, float, float, float]
    widened: tuple[float, float, float, float]


@dataclass(frozen=True)
class League:
    """All municipalities with a figure, in order of place, then code.

    ``mean`` is the weighted mean, sum over sum; ``curve`` the funnel's lines from the least to the largest denominator.
    """

    standings: tuple[Standing, ...]
    left_out: tuple[int, ...]
    mean: Fraction
    kind: Kind
    level: float
    dispersion: Dispersion
    curve: tuple[Limits, ...]

    @property
    def cases(self) -> int:
        return len(self.standings)

    def of(self, code: int) -> Standing:
        """One municipality's standing; raises ``CannotCompare`` when it has no figure."""
        for standing in self.standings:
            if standing.code == code:
                return standing
        raise CannotCompare(f"Kommunen med kode {code} har ikke noget tal og kan ikke få en placering.")

    @property
    def caveats(self) -> tuple[str, ...]:
        """How the places and limits are to be read, with their number."""
        level = f"{self.level:.0%}".replace("%", " %")
        said = [
            f"{self.cases} kommuner har et tal; {len(self.left_out)} mangler og er ikke med.",
            f"Placeringens interval gælder for den enkelte kommune med mindst {level} sikkerhed, ikke for alle på én gang.",
        ]
        if self.dispersion.over:
            factor = f"{self.dispersion.factor:.1f}".replace(".", ",")
            said.append(
                f"Kommunerne spreder sig mere, end tilfældigheder giver (overspredning {factor}); "
                "de brede grænser tager højde for det."
            )
        return tuple(said)


def league(
    counts: Mapping[int, Count | None],
    *,
    kind: Kind = "binomial",
    level: float = 0.95,
    largest_first: bool = True,
    points: int = 60,
) -> League:
    """Places and funnel of one figure. None in ``counts`` is missing: left out and named.

    ``kind`` binomial where each child counts once among the children, poisson where events are counted. Raises
    ``CannotCompare`` when fewer than two municipalities have a figure, nobody is counted, or a count cannot be.
    """
    known = {code: count for code, count in sorted(counts.items()) if count is not None}
    cases = [count.cases for count in known.values()]
    people = [count.population for count in known.values()]
    if len(known) < 2:
        raise CannotCompare("Færre end to kommuner har et tal; der er ikke noget at sammenligne med.")
    try:
        low, high = rate_interval(cases, people, level, kind)
        places = ranks(cases, people, level=level, kind=kind, largest_first=largest_first)
        spread = dispersion(cases, people, kind)
        mean = Fraction(sum(cases), sum(people))
        at_each = _limits(mean, people, kind, spread)
        curve = _limits(mean, _grid(min(people), max(people), points), kind, spread)
    except ValueError as error:
        raise CannotCompare(str(error)) from None
    standings = [
        Standing(code, count, bottom, top, rank, _verdict(count, lines.plain), _verdict(count, lines.widened))
        for (code, count), bottom, top, rank, lines in zip(
            known.items(), low.tolist(), high.tolist(), places, at_each, strict=True
        )
    ]
    standings.sort(key=lambda standing: (standing.rank.place, standing.code))
    left_out = tuple(sorted(counts.keys() - known.keys()))
    return League(tuple(standings), left_out, mean, kind, level, spread, tuple(curve))


def _limits(mean: Fraction, people: list[int], kind: Kind, spread: Dispersion) -> list[Limits]:
    lines = []
    for factor in (1.0, spread.factor if spread.over else 1.0):
        inner, outer = (funnel_limits(float(mean), people, level, kind, factor) for level in LEVELS)
        lines.append([(a, b, c, d) for a, b, c, d in zip(*(end.tolist() for end in (*inner, *outer)), strict=True)])
    return [Limits(size, plain, wide) for size, plain, wide in zip(people, *lines, strict=True)]


def _grid(least: int, most: int, points: int) -> list[int]:
    """Denominators for a smooth line, closer where the funnel bends."""
    steps = max(points - 1, 1)
    return sorted({round(least * (most / least) ** (step / steps)) for step in range(points)})


def _verdict(count: Count, limits: tuple[float, float, float, float]) -> Verdict:
    inner_low, inner_high, outer_low, outer_high = limits
    rate = count.cases / count.population
    if rate > inner_high:
        return "above_outer" if rate > outer_high else "above_inner"
    if rate < inner_low:
        return "below_outer" if rate < outer_low else "below_inner"
    return "within"
