"""How much more, or less, a measure moved in some units than in others: difference in differences.

Every unit (a district, a municipality) becomes one change, its mean after less its mean before (Bertrand, Duflo & Mullainathan (2004),
*QJE* 119, 249-275: then it does not matter how its years hang together). The error is clustered by unit that way: that of two groups with
spreads of their own (HC2; MacKinnon & White (1985), *J. Econometrics* 29, 305-325) with Welch's degrees of freedom (1947, *Biometrika*
34, 28-35). Beside it stands the interval that swapping the units leaves (``permutation``); with one unit that changed it is the one to show.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from typing import Literal

from trinvis.calculations.investment.comparison import NOT_A_CAUSE, Comparison, Interval, student
from trinvis.calculations.investment.permutation import chance, choices, permuted
from trinvis.calculations.investment.wording import danish, numbered, several

Scale = Literal["level", "per_cent"]

FEWEST_FOR_TREND = 3
"""Points before the change that a trend before can be tried with."""

ASSUMPTIONS = (
    "Uden ændringen var områderne fulgt ad: udviklingen havde været den samme i dem, der sammenlignes.",
    "Intet andet skiftede på samme tid kun det ene sted.",
    "Områderne smitter ikke af på hinanden, og børn flytter ikke imellem dem.",
    "Der er målt på samme måde alle steder og hele vejen.",
    NOT_A_CAUSE,
)


@dataclass(frozen=True)
class Unit:
    """A unit's mean before and after, and its change: in the measure's own unit, or in per cent of its own mean before."""

    name: str
    changed: bool
    before: float
    after: float
    change: float


@dataclass(frozen=True)
class DifferenceInDifferences:
    """The comparison with every unit's change. ``error`` is the standard error clustered by unit (None where there is none).

    ``trend`` is how much more a period the units that changed moved before the change already, None where it cannot be tried.
    """

    comparison: Comparison
    units: tuple[Unit, ...]
    error: float | None
    degrees: float | None
    trend: Interval | None
    trend_chance: float | None


def difference_in_differences(
    panel: Mapping[str, Sequence[float]],
    changed: Collection[str],
    after_from: int,
    *,
    unit: str,
    scale: Scale = "level",
    level: float = 0.95,
    decimals: int = 1,
) -> DifferenceInDifferences:
    """``panel`` is unit → its points, equally many and equally far apart; those from place ``after_from`` on are after the change.

    ``scale`` *per_cent* compares changes in per cent of each unit's own mean before; the difference is then in percentage points. Raises
    ``ValueError`` where points are missing, none of ``changed`` is there, or a mean before is not above 0 though it is asked for per cent.
    """
    points = _checked(panel, changed, after_from)
    rows = tuple(
        _unit(name, name in changed, of[:after_from], of[after_from:], scale) for name, of in sorted(points.items())
    )
    ours, theirs = ([one.change for one in rows if one.changed is here] for here in (True, False))
    said = unit if scale == "level" else "procentpoint"
    difference = fmean(ours) - fmean(theirs)
    error, degrees = welch(ours, theirs)
    clustered = None
    if error is not None and degrees is not None:
        half = student((1 + level) / 2, degrees) * error
        words = "spredningen mellem områderne; hvert område tæller som én ændring (HC2, Welch)"
        clustered = Interval(difference - half, difference + half, level, words)
    ends = permuted(ours, theirs, level)
    swapped = (
        None if ends is None else Interval(*ends, level, f"ombytning af områderne, {_ways(len(ours), len(theirs))}")
    )
    drawn = swapped if clustered is None else clustered
    others = tuple(one for one in (clustered, swapped) if one is not None and one is not drawn)
    trend, by_chance = _trends(points, changed, after_from, level)
    made = Comparison(
        "difference_in_differences", said, difference, drawn, "" if drawn else _too_few(len(ours), len(theirs)), ASSUMPTIONS,
        (_units_said(rows, unit, scale, decimals), _trend_said(trend, by_chance, unit, after_from, decimals)), others, decimals,
    )  # fmt: skip
    return DifferenceInDifferences(made, rows, error, degrees, trend, by_chance)


def welch(first: Sequence[float], second: Sequence[float]) -> tuple[float | None, float | None]:
    """Standard error of the difference of two means and its degrees of freedom; None with fewer than two units on a side, or no spread."""
    if len(first) < 2 or len(second) < 2:
        return None, None
    one, other = variance(first) / len(first), variance(second) / len(second)
    if one + other <= 0:
        return None, None
    degrees = (one + other) ** 2 / (one**2 / (len(first) - 1) + other**2 / (len(second) - 1))
    return (one + other) ** 0.5, degrees


def _checked(
    panel: Mapping[str, Sequence[float]], changed: Collection[str], after_from: int
) -> dict[str, tuple[float, ...]]:
    lengths = {len(of) for of in panel.values()}
    if len(lengths) > 1:
        raise ValueError("Områderne har ikke lige mange perioder; udelad dem, der mangler, eller perioden.")
    absent = sorted(set(changed) - panel.keys())
    if absent:
        raise ValueError(f"{several(absent)} er ikke blandt områderne; vælg nogle, der er data for.")
    if not changed or len(changed) == len(panel):
        raise ValueError("Der skal være mindst ét område med ændringen og mindst ét uden; vælg dem.")
    if not 0 < after_from < lengths.pop():
        raise ValueError("Der skal være mindst én periode før ændringen og én efter; vælg en anden dag.")
    wrong = sorted(name for name, of in panel.items() if any(one != one for one in of))
    if wrong:
        raise ValueError(f"{several(wrong)} mangler tal for en periode; udelad området eller perioden.")
    return {name: tuple(float(one) for one in of) for name, of in panel.items()}


def _unit(name: str, changed: bool, before: Sequence[float], after: Sequence[float], scale: Scale) -> Unit:
    then, now = fmean(before), fmean(after)
    if scale == "level":
        return Unit(name, changed, then, now, now - then)
    if then <= 0:
        raise ValueError(f"{name} havde intet før ændringen, så der er ingen procent at regne; brug tallene selv.")
    return Unit(name, changed, then, now, 100 * (now - then) / then)


def _trends(
    points: Mapping[str, Sequence[float]], changed: Collection[str], after_from: int, level: float
) -> tuple[Interval | None, float | None]:
    """How differently the two groups moved a period before the change, and how often swapping would give as much."""
    if after_from < FEWEST_FOR_TREND:
        return None, None
    slopes = {name: _slope(of[:after_from]) for name, of in points.items()}
    ours, theirs = (
        [slope for name, slope in sorted(slopes.items()) if (name in changed) is here] for here in (True, False)
    )
    by_chance = chance(ours, theirs)
    error, degrees = welch(ours, theirs)
    if error is None or degrees is None:
        ends = permuted(ours, theirs, level)
        return (None if ends is None else Interval(*ends, level, "ombytning af områderne")), by_chance
    seen, half = fmean(ours) - fmean(theirs), student((1 + level) / 2, degrees) * error
    return Interval(seen - half, seen + half, level, "spredningen mellem områderne"), by_chance


def _slope(of: Sequence[float]) -> float:
    """Change a period by least squares."""
    middle, mean = (len(of) - 1) / 2, fmean(of)
    above = sum((place - middle) * (value - mean) for place, value in enumerate(of))
    return above / sum((place - middle) ** 2 for place in range(len(of)))


def _ways(here: int, there: int) -> str:
    return numbered(choices(here + there, here), "måde", "måder")


def _too_few(here: int, there: int) -> str:
    return (
        f"Med {numbered(here, 'område', 'områder')} med ændringen og {there} uden kan der ikke laves et interval: der skal være mindst to "
        "på hver side, eller så mange uden, at områderne kan ombyttes på mindst 20 måder."
    )


def _units_said(rows: tuple[Unit, ...], unit: str, scale: Scale, decimals: int) -> str:
    ours, theirs = (fmean([one.change for one in rows if one.changed is here]) for here in (True, False))
    words = unit if scale == "level" else "%"
    return f"Ændringen var i gennemsnit {danish(ours, decimals)} {words} i områderne med ændringen og {danish(theirs, decimals)} {words} i de andre."


def _trend_said(trend: Interval | None, by_chance: float | None, unit: str, before: int, decimals: int) -> str:
    if by_chance is None:
        return (
            f"Om områderne fulgtes ad før, kan ikke prøves: der er kun {numbered(before, 'periode', 'perioder')} før ændringen, og der "
            f"skal være {FEWEST_FOR_TREND}."
        )
    share = f"så stor en forskel kommer ved {danish(100 * by_chance, 0)} % af ombytningerne"
    if trend is None:
        return f"Udviklingen før ændringen: {share}. Prøven kan ikke vise, at de ville være fulgt ad bagefter."
    apart = (
        "De fulgtes ikke ad før ændringen, så sammenligningen er svag."
        if not trend.holds_zero
        else "Der ses ingen sikker forskel i udviklingen før."
    )
    low, high = danish(trend.low, decimals), danish(trend.high, decimals)
    return f"{apart} Forskellen pr. periode før: {low} til {high} {unit} ({share}). Prøven kan ikke vise, at de ville være fulgt ad bagefter."
