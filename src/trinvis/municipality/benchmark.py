"""How our spending on the staircase lies beside others': the udgiftsmodel's three analyses, share and ratio, on one basis.

Everything describes and shows no cause. A municipality without a figure is left out, and n stands at every point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.staircase.breaks import Break, SeriesBreak, across
from trinvis.calculations.staircase.direction import Course, Direction, DirectionCounts, counts, course
from trinvis.calculations.staircase.distribution import Distribution, distribution
from trinvis.calculations.staircase.expenditure import Basis as Counted
from trinvis.calculations.staircase.expenditure import Counting, Spending
from trinvis.calculations.staircase.extra_cost import ExtraCost, NoBaseLevel, extra_cost
from trinvis.calculations.staircase.measures import LowerToUpper, Measure, StepShare
from trinvis.calculations.staircase.over_time import (
    BalancedRerun,
    Change,
    SetSeries,
    Weighting,
    balanced_rerun,
    change,
    over_time,
)
from trinvis.calculations.staircase.prices import CURRENT, Prices
from trinvis.calculations.staircase.quotients import Share
from trinvis.calculations.staircase.share_spread import ShareSpread, share_spread
from trinvis.calculations.staircase.spans import LOWER, PLACED, WHOLE, Span
from trinvis.municipality.address import Address
from trinvis.municipality.benchmark_need import NeedSide
from trinvis.municipality.benchmark_rates import RateSide
from trinvis.municipality.benchmark_sets import Group, Sets
from trinvis.municipality.national import National, national
from trinvis.municipality.public_figures import PublicFigures, public_figures
from trinvis.municipality.rules import rules

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters.profile import Profile

DESCRIPTIVE = "Beskrivende: viser ikke årsag"
GROUPS: tuple[Span, ...] = (LOWER, PLACED, WHOLE)
"""Steps 2-3, steps 4-6, and all that can be led to steps (seed 001 lines 3288-3310)."""
NO_INDEX = "ingen"
BENCHMARK_BYTES = 2_000_000
"""What the parts of a comparison are taken to weigh in the cache, besides the accounts themselves."""
_SAME = Fraction(0)


@dataclass(frozen=True)
class Asked:
    """What to compare. ``year`` None is the newest year with accounts; ``against`` a set (see ``Sets.of``).

    ``index``: name of a price index, ``NO_INDEX`` for each year's own prices, None the profile's where it has levels;
    ``base`` the year whose prices are used (None: the newest of the index). ``since``: first year of all series and changes (None:
    all years, and changes since the last break of the chart of accounts). ``figure``: key of a rate, ``background``: key of the value that parts municipalities in two.
    ``variables``: keys of the background variables (none: all). ``own_name``: what we are called where no table knows us.
    ``set_year``: the year whose backgrounds the nearest are found by (None: ``year``), so that a set is the same in all years.
    """

    year: int | None = None
    against: str = ""
    counting: Counting = "gross"
    kind: str = "accounts"
    index: str | None = None
    base: int | None = None
    weighting: Weighting = "unweighted"
    since: int | None = None
    figure: str = ""
    background: str = ""
    variables: tuple[str, ...] = ()
    own_name: str = ""
    set_year: int | None = None


@dataclass(frozen=True)
class Moved:
    """A set's change since the first year. ``change`` is None where a break refuses it; ``refused`` then says why, and ``joint`` is the
    comparison on the joint category where there is one. ``rerun``: does it hold with the same members throughout?"""

    group: Group
    measure: Measure
    change: Change | None
    refused: str
    joint: Change | None
    rerun: BalancedRerun | None


@dataclass(frozen=True, eq=False)
class Benchmark(NeedSide, RateSide):
    """The comparison of one municipality; the parts are worked out when they are looked at.

    ``persons``: whether the reader may see small counts of children.
    """

    asked: Asked
    basis: Basis
    year: int
    own: int
    national: National
    figures: PublicFigures
    sets: Sets
    counted: Counted
    persons: bool = True

    # who and when

    @cached_property
    def spending(self) -> Spending:
        """All municipalities' spending as it is counted here."""
        return self.national.spending(self.counted)

    @cached_property
    def against(self) -> Group:
        """The set that was asked for."""
        return self.sets.of(self.asked.against)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The municipality itself, the chosen set, its region, its group and the country: no set twice."""
        own, *others = self.sets.usual()
        found = {group.members: group for group in (own, *others, self.against)}
        found[self.against.members] = self.against
        rest = [group for group in others if found[group.members] is group]
        return (own, *([self.against] if self.against.members != own.members else []), *rest)

    @cached_property
    def everyone(self) -> tuple[int, ...]:
        """The country's municipalities and our own."""
        return tuple(sorted({*self.sets.country().members, self.own}))

    @cached_property
    def every_year(self) -> tuple[int, ...]:
        """The years up to the one asked for that have accounts and a price level."""
        known = {year for _, year in self.spending.years}
        levels = self.counted.prices
        return tuple(
            year for year in sorted(known) if year <= self.year and (levels.base is None or levels.levels.get(year))
        )

    @property
    def years(self) -> tuple[int, ...]:
        """Those from ``since`` on."""
        since = self.asked.since
        return tuple(year for year in self.every_year if since is None or year >= since)

    @cached_property
    def since(self) -> int:
        """The first year of changes: the one asked for, else the first that no break of the chart of accounts parts from the year."""
        if not self.years or self.asked.since is not None:
            return self.years[0] if self.years else self.year
        parting = [one.year for one in self.national.breaks if one.year <= self.year and self._parts(one)]
        return next((year for year in self.years if year >= max(parting, default=0)), self.year)

    @property
    def compared_years(self) -> tuple[int, ...]:
        """The years that changes are of."""
        return tuple(year for year in self.years if year >= self.since)

    def name(self, code: int) -> str:
        """A municipality's name."""
        return self.sets.unit.name if code == self.own else self.national.names.get(code, str(code))

    # the three analyses

    def series(self, measure: Measure, *, balanced: bool = False) -> tuple[SetSeries, ...]:
        """The measure over the years for every set."""
        sets = {group.label: group.members for group in self.groups}
        return over_time(self.spending, measure, self.years, sets, self.national.breaks, balanced=balanced)

    def moved(self, measure: Measure) -> tuple[Moved, ...]:
        """What the measure has changed since the first year, for every set; refused across a break."""
        return tuple(self._moved(group, measure) for group in self.groups)

    @cached_property
    def distributions(self) -> tuple[Distribution, ...]:
        """How each set's spending lies on the steps in the year."""
        return tuple(distribution(self.spending, group.members, self.year, group.label) for group in self.groups)

    def distribution_of(self, group: Group, year: int) -> Distribution:
        """The same of one set and year."""
        return distribution(self.spending, group.members, year, group.label)

    @cached_property
    def extra(self) -> Mapping[Span, ExtraCost | str]:
        """Our extra cost since the first year by group of steps; a sentence where it cannot be said."""
        return {group: self._extra(group) for group in GROUPS}

    # share and ratio: two measures, never mixed

    @cached_property
    def spread(self) -> ShareSpread:
        """Every municipality's share (*andel*) of steps 2-3, and who lies above and below the two limits."""
        high, low = (Fraction(self._limit(key), 10_000) for key in ("share_high", "share_low"))
        return share_spread(self.spending, self.sets.country().members, self.year, high=high, low=low)

    @cached_property
    def own_share(self) -> Share | None:
        """Our own share; None where it is not known."""
        return StepShare().of(self.spending, self.own, self.year)

    @cached_property
    def ratio_stable(self) -> Fraction:
        """How much the ratio (*forhold*) may move and be stable, as a difference of ratios."""
        return Fraction(self._limit("ratio_stable"), 10_000)

    @cached_property
    def ratio_refused(self) -> str:
        """Why the ratio cannot be compared over the years; empty when it can."""
        if len(self.compared_years) < 2:
            return "Der er kun ét år, så der er ingen retning."
        try:
            across(
                self.national.breaks,
                self.spending,
                LowerToUpper(),
                self.sets.country().members,
                (self.since, self.year),
            )
        except SeriesBreak as error:
            return str(error)
        return ""

    @cached_property
    def ratios(self) -> Mapping[int, Course]:
        """The ratio of every municipality over the years of changes, our own among them."""
        measure = LowerToUpper()
        found = {}
        for code in self.everyone:
            quotients = [measure.of(self.spending, code, year) for year in self.compared_years]
            found[code] = course([None if one is None else one.value for one in quotients])
        return found

    def ratio_direction(self, code: int) -> Direction | None:
        """Which way a municipality's ratio goes; None where it cannot be said."""
        return None if self.ratio_refused else self.ratios[code].direction(self.ratio_stable)

    def ratio_counts(self, group: Group) -> DirectionCounts:
        """How many of a set go each way."""
        return counts(self.ratio_direction(code) for code in group.members if code in self.ratios)

    # what must stand at every figure

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """What holds for all figures of spending, in Danish."""
        said = [f"{DESCRIPTIVE}.", f"{self.counted.text}."]
        if self.counted.prices.base is None and len(self.every_year) > 1:
            said.append("Løbende priser: der er intet prisindeks, så en del af ændringen over tid er prisudvikling.")
        known = {year for _, year in self.spending.years if year <= self.year}
        gone = sorted(known - set(self.every_year))
        if gone:
            listed = ", ".join(map(str, gone))
            said.append(f"Indekset »{self.counted.prices.index}« har intet tal for {listed}; de år er ikke med.")
        if self.against.chosen is not None:
            said.append(self.against.chosen.method)
        missing = [code for code in self.sets.country().members if self.spending.of(code, self.year) is None]
        if missing:
            said.append(
                f"{len(missing)} kommuner har intet {'regnskab' if self.counted.kind == 'accounts' else 'budget'} for {self.year} og er ikke med."
            )
        return tuple(said)

    def of_set(self, against: str, weighting: str) -> Benchmark:
        """The same comparison with another set and weighting."""
        asked = replace(self.asked, against=against, weighting="weighted" if weighting == "weighted" else "unweighted")
        return replace(self, asked=asked)

    def seen_by(self, *, persons: bool) -> Benchmark:
        """The same as a reader with or without the right to persons may see it."""
        return self if persons == self.persons else replace(self, persons=persons)

    def address(self, figure: str, year: int | None = None, /, **where: Any) -> str:
        """The address of a figure, with how it is counted."""
        said = {name: str(value) for name, value in where.items() if value not in (None, "")}
        if "set" in said and (year or self.year) != self.sets.day.year:
            said["of"] = str(self.sets.day.year)
        return str(Address("benchmark", year or self.year, self.basis.name, figure, self.counted_where | said))

    @cached_property
    def counted_where(self) -> dict[str, str]:
        """What an address says of how figures are counted; what is usual is not said."""
        prices = self.counted.prices
        said: dict[str, str] = {} if self.counted.counting == "gross" else {"counting": self.counted.counting}
        said |= {} if self.counted.kind == "accounts" else {"kind": self.counted.kind}
        said |= {"variables": "|".join(self.asked.variables)} if self.asked.variables else {}
        return said | ({} if prices.base is None else {"index": prices.index, "base": str(prices.base)})

    def _parts(self, one: Break) -> bool:
        """Whether a break hits the groups of steps that changes are told of."""
        if not any(one.hits(group) for group in GROUPS):
            return False
        sides = [year for year in self.years if year in (one.year - 1, one.year)]
        return not one.without_groupings or self.spending.crossed(self.everyone, sides, one.joint)

    def _limit(self, key: str) -> int:
        return self.national.parameters.value("spending_thresholds", date(self.year, 12, 31), key).number()

    def _moved(self, group: Group, measure: Measure) -> Moved:
        first, last = self.since, self.year
        breaks, weighting = self.national.breaks, self.asked.weighting
        if first == last:
            return Moved(group, measure, None, "Der er kun ét år, så der er ingen ændring.", None, None)
        try:
            found = change(self.spending, measure, group.members, first, last, breaks, weighting=weighting)
        except SeriesBreak as error:
            return Moved(group, measure, None, str(error), self._on_joint(group, measure), None)
        rerun = balanced_rerun(
            self.spending, measure, group.members, self.compared_years, breaks, _SAME, weighting=weighting
        )
        return Moved(group, measure, found, "", None, rerun)

    def _on_joint(self, group: Group, measure: Measure) -> Change | None:
        try:
            return change(
                self.spending, measure, group.members, self.since, self.year, self.national.breaks,
                weighting=self.asked.weighting, on_joint=True,
            )  # fmt: skip
        except SeriesBreak:
            return None

    def _extra(self, group: Span) -> ExtraCost | str:
        try:
            found = extra_cost(
                self.spending, self.own, self.since, self.compared_years, self.national.breaks, groups=[group]
            )
        except (SeriesBreak, NoBaseLevel) as error:
            return str(error)
        return found[group]


def benchmark(house: House, basis: Basis, asked: Asked) -> Benchmark:
    """The comparison; raises ``CannotCompare`` where nothing is known to compare, or the set is none."""
    key = f"benchmark/{house.figures_digest(basis)}/{house.engine.name}/{asked!r}"
    return house.cache.get(key, lambda: _made(house, basis, asked), lambda _: BENCHMARK_BYTES)


def _made(house: House, basis: Basis, asked: Asked) -> Benchmark:
    found, figures = national(house, basis), public_figures(house, basis)
    own = house.workspace.municipality
    profile = rules(house, basis.rules).profile
    year = asked.year or _newest(found, own, asked.kind)
    prices = prices_of(found, profile, asked)
    sets_of = asked.set_year or year
    units = tuple(
        replace(unit, name=asked.own_name or unit.name) if unit.code == own else unit for unit in found.units(year)
    )
    variables = tuple(one for one in figures.background(sets_of) if not asked.variables or one.key in asked.variables)
    unknown = [key for key in asked.variables if key not in {one.key for one in variables}]
    if unknown:
        raise CannotCompare(f"Baggrundstallet »{unknown[0]}« er ikke indlæst for {year}; vælg et andet.")
    counted = Counted(kind=asked.kind, counting=asked.counting, prices=prices)
    sets = Sets(own, date(sets_of, 12, 31), found.parameters, profile, units, variables)
    return Benchmark(asked, basis, year, own, found, figures, sets, counted)


def prices_of(found: National, profile: Profile, asked: Asked) -> Prices:
    """The prices to count in. Raises ``CannotCompare`` for an index without levels."""
    if asked.index == NO_INDEX:
        return CURRENT
    name = asked.index or profile.price_index
    if not name:
        return CURRENT
    levels = {year: level for year, level in found.parameters.index_levels(name).items() if level > 0}
    if not levels:
        if asked.index:
            raise CannotCompare(
                f"Indekset »{name}« har ingen tal; indtast dem som parameter, eller vælg --index {NO_INDEX}."
            )
        return CURRENT
    base = asked.base or max(levels)
    if base not in levels:
        raise CannotCompare(
            f"Indekset »{name}« har intet tal for {base}; vælg et af {', '.join(map(str, sorted(levels)))}."
        )
    return Prices(name, levels, base)


def _newest(found: National, own: int, kind: str) -> int:
    years = found.years_of(own, kind) or found.years
    if not years:
        raise CannotCompare(
            "Der er ingen regnskaber fra andre kommuner: hent dem ind, fx trinvis import DIR --source statbank --table REGKC."
        )
    return max(years)
