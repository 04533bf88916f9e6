"""The pictures of a comparison, each with its figures as a table beside; as page, svg and png."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.breaks import Break
from trinvis.calculations.staircase.measures import LowerToUpper, Measure, SpendingPerChild, StepShare, average
from trinvis.calculations.staircase.quotients import unweighted
from trinvis.municipality.public_figures import COUNTRY
from trinvis.presentation import benchmark_shares
from trinvis.presentation.benchmark_rows import inside, steps_label
from trinvis.presentation.benchmark_spending import apart
from trinvis.presentation.sketch import Sketch, sketch_file
from trinvis.reports import danish
from trinvis.reports.charts.directions import DirectionRow, Directions, directions_chart, directions_words
from trinvis.reports.charts.funnel import funnel_chart
from trinvis.reports.charts.funnel_labels import Funnel, FunnelLimits, FunnelUnit, Part, funnel_words
from trinvis.reports.charts.groups import Group, Groups, groups_chart, groups_words
from trinvis.reports.charts.line_series import Kind, Line, LineBreak, Lines, lines_words
from trinvis.reports.charts.lines import lines_chart
from trinvis.reports.charts.map_classes import Limit, between_limits
from trinvis.reports.charts.municipality_map import MunicipalityMap, map_words, municipality_map
from trinvis.reports.charts.panels import Panel
from trinvis.reports.charts.shares import Break as DrawnBreak
from trinvis.reports.charts.shares import Shares, YearShares, shares_chart, shares_words
from trinvis.reports.charts.small_multiples import SmallMultiples, small_multiples_chart, small_multiples_words

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark
    from trinvis.municipality.benchmark_sets import Group as SetGroup

MOST_PANELS = 20
MOST_ROWS = 15


def file_of(made: Benchmark, measure: str, form: str) -> bytes | None:
    """The picture of a measure as svg or png; None where there is nothing to draw."""
    sketch = PICTURES_OF[measure](made)
    if sketch is None:
        return None
    return sketch_file(sketch, form)


def share_map(made: Benchmark) -> Sketch | None:
    """Every municipality's share in three classes: under 30, between, over 50 per cent."""
    spread = made.spread
    if not spread.shares:
        return None
    low, high = (limit * 100 for limit in (spread.low, spread.high))
    values = {code: share.value * 100 for code, share in spread.shares.items()}
    limits = (Limit(low, f"{_plain(low)} %"), Limit(high, f"{_plain(high)} %", equal_is_below=True))
    picture = MunicipalityMap(
        f"Andel til trin 2-3 af de trinspecifikke udgifter, {made.year}",
        between_limits(values, limits),
        made.own if made.own in values else None,
    )
    title = f"Andel til forebyggende og hjemmebaserede indsatser (trin 2-3), pct., {made.year}"
    return Sketch(title, map_words(picture), lambda narrow: municipality_map(picture, narrow=narrow))


def spending_lines(made: Benchmark) -> Sketch | None:
    """All step-specific spending per child over the years, us and the sets."""
    return _lines(made, SpendingPerChild(), "Trinspecifikke udgifter pr. 0-22-årig, 1.000 kr.", Fraction(1, 100_000))


def ratio_lines(made: Benchmark) -> Sketch | None:
    """The ratio over the years: the averages are of the average municipality, as Bilagsfigur 2.4."""
    return _lines(made, LowerToUpper(), "Forhold: trin 2-3 i procent af trin 4-6", Fraction(100), "of_average")


def share_bars(made: Benchmark) -> Sketch | None:
    """The chosen set's distribution on the steps, year by year, with the breaks of the chart of accounts."""
    years, labels = [], {}
    for year in made.years:
        found = made.distribution_of(made.against, year)
        parts = []
        for span in apart(part.span for part in found.parts):
            share = getattr(average(made.spending, StepShare(span), made.against.members, year), made.asked.weighting)
            if share is not None:
                parts.append((steps_label(span), share * 100))
                labels[span] = steps_label(span)
        years.append(YearShares(year, tuple(parts), found.n))
    if not labels:
        return None
    joint = frozenset(label for span, label in labels.items() if span[0] != span[1])
    breaks = _breaks(made, SpendingPerChild())
    picture = Shares(
        tuple(years),
        tuple(label for _, label in sorted(labels.items())),
        joint,
        tuple(DrawnBreak(one.year, words) for one, words in _worded([b for b in breaks if _tells_apart(b, years)])),
    )
    title = f"Fordelingen på trinnene, {inside(made.against.label)}, pct. af de trinspecifikke udgifter"
    return Sketch(title, shares_words(picture), lambda narrow: shares_chart(picture, narrow=narrow))


def ratio_panels(made: Benchmark) -> Sketch | None:
    """Each municipality of the chosen set in a small picture of its own, on one scale, with the set's mean beside."""
    codes = [code for code in dict.fromkeys([made.own, *made.against.members]) if made.ratios.get(code) is not None]
    panels = tuple(
        Panel(
            made.name(code), tuple(None if v is None else v * 100 for v in made.ratios[code].values), code == made.own
        )
        for code in codes[:MOST_PANELS]
        if made.ratios[code].known
    )
    if not panels:
        return None
    mean = [
        average(made.spending, LowerToUpper(), made.against.members, year).of_average for year in made.compared_years
    ]
    picture = SmallMultiples(
        tuple(str(year) for year in made.compared_years),
        panels,
        tuple(None if one is None else one * 100 for one in mean),
        made.against.label,
        tuple(
            made.compared_years.index(one.year)
            for one in _breaks(made, LowerToUpper())
            if one.year in made.compared_years[1:]
        ),
        decimals=0,
    )
    more = f", de første {MOST_PANELS} kommuner" if len(codes) > MOST_PANELS else ""
    title = f"Forhold: trin 2-3 i procent af trin 4-6, kommune for kommune{more}"
    return Sketch(title, small_multiples_words(picture), lambda narrow: small_multiples_chart(picture, narrow=narrow))


def direction_matrix(made: Benchmark) -> Sketch | None:
    """Which way each figure goes in us and the chosen set."""
    figures = benchmark_shares.direction_figures(made)
    codes = list(dict.fromkeys([made.own, *made.against.members]))
    if not figures:
        return None
    picture = Directions(
        tuple(name for name, _ in figures),
        tuple(
            DirectionRow(made.name(code), tuple(benchmark_shares.direction_of(made, rate, code) for _, rate in figures))
            for code in codes[:MOST_ROWS]
        ),
        benchmark_shares.stable_words(made),
    )
    more = f", de første {MOST_ROWS} kommuner" if len(codes) > MOST_ROWS else ""
    title = f"Retning pr. kommune og tal{more}"
    return Sketch(title, directions_words(picture), lambda narrow: directions_chart(picture, narrow=narrow))


def background_groups(made: Benchmark) -> Sketch | None:
    """Those below and those above the background value: the mean ratio over the years, and how many go each way."""
    split, figure = made.split, made.background
    if split is None or figure is None or made.ratio_refused:
        return None
    trends = made.trends(made.ratios, made.ratio_stable)
    sides = (("Under", split.below), ("Over", split.above))
    groups = []
    for (side, members), found in zip(sides, trends or (), strict=False):
        values = [
            [v for code in members if (v := made.ratios[code].values[n]) is not None]
            for n in range(len(made.compared_years))
        ]
        means = [unweighted(of_year) for of_year in values]
        counted = found.directions
        groups.append(
            Group(
                f"{side} {_plain(split.limit)} {figure.unit}".strip(),
                tuple(None if one is None else one * 100 for one in means),
                tuple(len(of_year) for of_year in values),
                {"rising": counted.rising, "stable": counted.stable, "falling": counted.falling},
            )
        )
    if not groups:
        return None
    picture = Groups(
        f"{figure.name}, grænse {_plain(split.limit)} {figure.unit}".strip(),
        tuple(map(str, made.compared_years)),
        tuple(groups),
    )
    title = f"Forhold: trin 2-3 i procent af trin 4-6, delt efter {figure.name.lower()}"
    return Sketch(title, groups_words(picture), lambda narrow: groups_chart(picture, narrow=narrow))


def rate_funnel(made: Benchmark) -> Sketch | None:
    """Rates of few children against how many they are of: inside the funnel chance may explain the difference."""
    league, rate = made.league, made.rate
    if rate is None or isinstance(league, str):
        return None
    outside = [one.code for one in league.standings if one.widened.endswith("outer")][:8]

    def part(code: int) -> Part:
        return "own" if code == made.own else "named" if code in outside else "other"

    picture = Funnel(
        tuple(
            FunnelUnit(made.name(one.code), one.count.population, one.count.rate, one.widened, part(one.code))
            for one in sorted(league.standings, key=lambda one: one.code)
        ),
        tuple(
            FunnelLimits(one.population, (one.widened[0], one.widened[1]), (one.widened[2], one.widened[3]))
            for one in league.curve
        ),
        league.mean,
        "0-17-årige i kommunen",
    )
    title = f"{rate.figure.name} pr. 1.000 0-17-årige, {danish.day(rate.days[-1])}"
    return Sketch(title, funnel_words(picture), lambda narrow: funnel_chart(picture, narrow=narrow))


def rate_lines(made: Benchmark) -> Sketch | None:
    """The rate on its days: us, the chosen set, the country, and the cautious estimate dashed."""
    rate = made.rate
    if rate is None or len(rate.days) < 2:
        return None
    lines = []
    for group in _drawn_groups(made):
        means = [rate.mean(day, group.members) for day in rate.days]
        counted = () if group.members == (made.own,) else tuple(n for n, _ in means)
        lines.append(Line(group.label, _kind(made, group), tuple(value for _, value in means), counted))
    found = made.cautious
    if found is not None:
        country = made.sets.country().members
        national = [rate.values[day].get(COUNTRY) or rate.weighted(day, country) for day in rate.days]
        values = tuple(None if one is None else one * (1 - found.overestimate) for one in national)
        lines.append(Line(f"Forsigtigt bud ({_plain(found.overestimate * 100)} % lavere)", "cautious", values))
    picture = Lines(tuple(f"{day:%m.%Y}" for day in rate.days), tuple(lines), decimals=1)
    title = f"{rate.figure.name} pr. 1.000 0-17-årige"
    return Sketch(title, lines_words(picture), lambda narrow: lines_chart(picture, narrow=narrow))


PICTURES_OF: dict[str, Callable[[Benchmark], Sketch | None]] = {
    "share": share_map,
    "spending": spending_lines,
    "ratio-means": ratio_lines,
    "distribution": share_bars,
    "ratio": ratio_panels,
    "directions": direction_matrix,
    "groups": background_groups,
    "rate": rate_funnel,
    "rate-means": rate_lines,
}
"""Measure → its picture."""


def _lines(made: Benchmark, measure: Measure, title: str, scale: Fraction, weighting: str = "") -> Sketch | None:
    lines = []
    for group in _drawn_groups(made):
        found = [average(made.spending, measure, group.members, year) for year in made.years]
        values = [getattr(one, weighting or made.asked.weighting) for one in found]
        counted = () if group.members == (made.own,) else tuple(one.n for one in found)
        lines.append(
            Line(group.label, _kind(made, group), tuple(None if v is None else v * scale for v in values), counted)
        )
    if not any(value is not None for line in lines for value in line.values):
        return None
    breaks = tuple(
        LineBreak(made.years.index(one.year), words)
        for one, words in _worded([one for one in _breaks(made, measure) if one.year in made.years[1:]])
    )
    picture = Lines(tuple(str(year) for year in made.years), tuple(lines), decimals=1, breaks=breaks)
    return Sketch(title, lines_words(picture), lambda narrow: lines_chart(picture, narrow=narrow))


def _drawn_groups(made: Benchmark) -> list[SetGroup]:
    """Us, the chosen set and the country: more lines than that are not told apart."""
    own, country = made.groups[0], made.sets.country()
    chosen = [] if made.against.members in (own.members, country.members) else [made.against]
    return [own, *chosen, country]


def _kind(made: Benchmark, group: SetGroup) -> Kind:
    if group.members == (made.own,):
        return "own"
    return "country" if group.members == made.sets.country().members else "group"


def _breaks(made: Benchmark, measure: Measure) -> tuple[Break, ...]:
    marks = {one.id: one for series in made.series(measure) for one in series.breaks}
    return tuple(one for one in marks.values() if not one.without_groupings or _coarse(made, one))


def _coarse(made: Benchmark, one: Break) -> bool:
    """Whether any year beside the break is told without groupings."""
    sides = [year for year in made.years if year in (one.year - 1, one.year)]
    return made.spending.crossed(made.against.members, sides, one.joint)


def _tells_apart(one: Break, years: list[YearShares]) -> bool:
    shown = [year.year for year in years]
    return bool(shown) and min(shown) < one.year <= max(shown)


def _worded(breaks: Sequence[Break]) -> list[tuple[Break, str]]:
    """Each break with its words: why, where one stands alone; several have no room, and the notes below say it."""
    return [(one, _short(one) if len(breaks) == 1 else f"brud {one.year}") for one in breaks]


def _short(one: Break) -> str:
    return f"{one.label[:1].lower()}{one.label[1:]}, {one.year}" if str(one.year) not in one.label else one.label


def _plain(value: Fraction) -> str:
    whole = value.denominator == 1
    return danish.decimal(int(value * 10), 10, 0 if whole else 1)
