"""Change from a first year to a last: per cent for levels, percentage points for shares, and neither across a break.

Seed 002 has a growth that divides by the last year (lines 2897-2936), a relative change of a share called percentage points
(2402, 2514), and one from 619 to 662 places between which the concept changed twice (9809-9836). Danmarks Statistik counts day
offers anew from 2009 (9127-9131).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trinvis.calculations.capacity.refused import CapacityRefused, danish

FEW = 20
"""A growth between counts below this is marked: one patient more or less moves it far (lines 3936-3972)."""


@dataclass(frozen=True)
class Break:
    """The series means something else from ``year`` on; ``reason`` is Danish and follows *for*."""

    year: int
    reason: str


@dataclass(frozen=True)
class Series:
    """A level by year in one unit and, for money, one year's prices; None is missing.

    ``concepts`` is what was counted, by year, where it has a name that changes, as in framework agreements; years without one
    share the empty name. ``counts``: whole things, so that few of them can be told.
    """

    label: str
    unit: str
    values: Mapping[int, float | None]
    breaks: tuple[Break, ...] = ()
    concepts: Mapping[int, str] = field(default_factory=dict)
    counts: bool = False


@dataclass(frozen=True)
class ShareSeries:
    """A share by year, 0-1 (an occupancy may be above 1); None is missing. Its change is in percentage points, never per cent."""

    label: str
    values: Mapping[int, float | None]
    breaks: tuple[Break, ...] = ()
    concepts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Growth:
    """``last`` against ``first``, which is the base. ``few``: the growth is of so few that it says little."""

    label: str
    first_year: int
    last_year: int
    first: float
    last: float
    few: bool = False

    @property
    def ratio(self) -> float:
        """0.15 is 15 per cent more than in the first year."""
        return self.last / self.first - 1

    @property
    def words(self) -> str:
        """``+15,1 % (2007-2011, basis 2007)``."""
        sign = "+" if self.ratio > 0 else ""
        few = "; få, så tallet siger lidt" if self.few else ""
        return (
            f"{sign}{danish(self.ratio * 100, 1)} % ({self.first_year}-{self.last_year}, basis {self.first_year}{few})"
        )


@dataclass(frozen=True)
class PointChange:
    """A share's change; ``first`` and ``last`` are shares, 0-1."""

    label: str
    first_year: int
    last_year: int
    first: float
    last: float

    @property
    def points(self) -> float:
        """Percentage points."""
        return (self.last - self.first) * 100

    @property
    def words(self) -> str:
        """``+3,0 procentpoint (2007-2011)``."""
        sign = "+" if self.points > 0 else ""
        return f"{sign}{danish(self.points, 1)} procentpoint ({self.first_year}-{self.last_year})"


def growth(series: Series, first: int, last: int) -> Growth:
    """The level's growth in per cent of the first year. Raises ``CapacityRefused`` with the reason: a break, another concept, a
    missing year, years that do not go forward, a base that is not above 0, or a share.
    """
    if not isinstance(series, Series):
        raise CapacityRefused(f"{series.label} er en andel; dens ændring opgøres i procentpoint, ikke i procent.")
    before, after = _ends(series, first, last)
    if before <= 0:
        raise CapacityRefused(
            f"{series.label} er {danish(before)} i {first}; en vækst i procent kan ikke regnes derfra."
        )
    return Growth(series.label, first, last, before, after, series.counts and min(before, after) < FEW)


def point_change(series: ShareSeries, first: int, last: int) -> PointChange:
    """The share's change in percentage points. Raises ``CapacityRefused`` as ``growth`` does, and for a level."""
    if not isinstance(series, ShareSeries):
        raise CapacityRefused(f"{series.label} er ikke en andel; dens ændring opgøres i procent.")
    return PointChange(series.label, first, last, *_ends(series, first, last))


def per_unit_growth(money: Growth, number: Growth) -> float:
    """How much more each unit costs when money and number grew so: (1 + money) / (1 + number) − 1 (lines 7692, 9039-9053).

    It cannot tell another mix from lower prices. Raises ``CapacityRefused`` when the two are of other years, or the number fell to 0.
    """
    if (money.first_year, money.last_year) != (number.first_year, number.last_year):
        raise CapacityRefused(
            "Væksten i udgifter og i antal er ikke over de samme år og kan ikke holdes op mod hinanden."
        )
    if number.last <= 0:
        raise CapacityRefused(f"{number.label} er 0 i {number.last_year}; der er ingen pris pr. stk.")
    return (1 + money.ratio) / (1 + number.ratio) - 1


def _ends(series: Series | ShareSeries, first: int, last: int) -> tuple[float, float]:
    """The values of both years, if they can be held up against each other."""
    if first >= last:
        raise CapacityRefused(f"En ændring går fra et tidligere år til et senere, ikke fra {first} til {last}.")
    for broken in sorted(series.breaks, key=lambda one: one.year):
        if first < broken.year <= last:
            raise CapacityRefused(
                f"{series.label} kan ikke sammenlignes hen over {broken.year}, for {broken.reason}; vælg år på samme side af bruddet."
            )
    concepts = series.concepts.get(first, ""), series.concepts.get(last, "")
    if concepts[0] != concepts[1]:
        named = [f"»{one}«" if one else "uden navn" for one in concepts]
        raise CapacityRefused(
            f"{series.label} er opgjort efter to begreber: {named[0]} i {first} og {named[1]} i {last}; de kan ikke sammenlignes."
        )
    before, after = series.values.get(first), series.values.get(last)
    missing = [str(year) for year, value in ((first, before), (last, after)) if value is None]
    if before is None or after is None:
        raise CapacityRefused(f"{series.label} mangler tal for {' og '.join(missing)}; der er intet at sammenligne.")
    return before, after
