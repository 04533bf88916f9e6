"""Share (*andel*) and ratio (*forhold*) as two tables that never mix, directions per municipality, and groups by a background value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.direction import Course, Direction
from trinvis.calculations.staircase.measures import LowerToUpper, StepShare, average
from trinvis.calculations.staircase.spans import FAMILY, INSTITUTION, LOWER, PLACED
from trinvis.municipality.public_figures import BACKGROUND
from trinvis.presentation.benchmark_rows import (
    WORDS,
    Rows,
    hundredths,
    made_table,
    per_cent,
    steps_of,
    steps_words,
    weighting_words,
)
from trinvis.presentation.benchmark_spending import break_notes, holds, where_of, years_words
from trinvis.reports import danish
from trinvis.reports.table import ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark
    from trinvis.municipality.benchmark_rate import Rate

SHARES = (
    ReportColumn("label", "Kommune"),
    ReportColumn("share", "Andel", "per_cent"),
    ReportColumn("side", "Mod grænserne"),
)
RATIOS = (
    ReportColumn("label", "Kommune"),
    ReportColumn("first", "Første år", "per_cent"),
    ReportColumn("last", "Sidste år", "per_cent"),
    ReportColumn("change", "Ændring", "hundredths", "procentpoint"),
    ReportColumn("direction", "Retning"),
)
MEANS = (
    ReportColumn("label", "Kommuner"),
    ReportColumn("year", "År", "integer"),
    ReportColumn("unweighted", "Uvægtet", "per_cent"),
    ReportColumn("weighted", "Vægtet", "per_cent"),
    ReportColumn("of_average", "Gennemsnitskommunens", "per_cent"),
    ReportColumn("change", "Dens ændring siden første år", "hundredths", "procentpoint"),
    ReportColumn("n", "Antal kommuner", "integer"),
)
CHANGES = (
    ReportColumn("label", "Kommuner"),
    ReportColumn("steps", "Trin"),
    ReportColumn("first", "Første år", "per_cent"),
    ReportColumn("last", "Sidste år", "per_cent"),
    ReportColumn("change", "Ændring", "hundredths", "procentpoint"),
    ReportColumn("n", "Antal kommuner"),
    ReportColumn("holds", "Med de samme kommuner alle år"),
)
MOST_FIGURES = 5
"""Columns of the direction matrix beside the ratio: those that most of the municipalities have."""
AVERAGES = ("unweighted", "weighted", "of_average")
GROUPS = (
    ReportColumn("label", "Gruppe"),
    ReportColumn("figure", "Tal"),
    ReportColumn("n", "Antal kommuner", "integer"),
    ReportColumn("mean_change", "Gennemsnitlig ændring", "hundredths"),
    ReportColumn("rising", "Stigende", "integer"),
    ReportColumn("stable", "Stabile", "integer"),
    ReportColumn("falling", "Faldende", "integer"),
    ReportColumn("without", "Kan ikke siges", "integer"),
)


def share_answer(made: Benchmark) -> str:
    """How many lie above and below the two limits of the share, and where we lie."""
    spread = made.spread
    high, low = (danish.per_cent(per_cent(limit) or 0, 0) for limit in (spread.high, spread.low))
    own = made.own_share
    where = "" if own is None else f" {made.name(made.own)}: {danish.per_cent(per_cent(own.value) or 0)}."
    return (
        f"I {made.year} har {danish.count(len(spread.above), 'kommune', 'kommuner')} en andel til trin 2-3 over {high} og "
        f"{len(spread.below)} under {low}, af {len(spread.shares)} kommuner.{where}"
    )


def share_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Every municipality's share, the highest first, against the two limits."""
    rows, spread = Rows(), made.spread
    sides = dict.fromkeys(spread.above, "over") | dict.fromkeys(spread.below, "under")
    words = {
        "over": f"over {danish.per_cent(per_cent(spread.high) or 0, 0)}",
        "under": f"under {danish.per_cent(per_cent(spread.low) or 0, 0)}",
    }
    shares = dict(spread.shares) | ({made.own: made.own_share} if made.own_share is not None else {})
    for code, share in sorted(shares.items(), key=lambda item: (-item[1].value, item[0])):
        rows.add(
            {"label": made.name(code), "share": per_cent(share.value), "side": words.get(sides.get(code, ""), "mellem"), "key": str(code)},
            share=made.address("share", municipality=code, steps="2-3"),
        )  # fmt: skip
    return made_table(
        made, "share", f"Andel: trin 2-3 af alle trinspecifikke udgifter, {made.year}", share_answer(made), SHARES, rows,
        ("Andelen er trin 2-3's del af alle trinspecifikke udgifter; den er ikke forholdet.", _missing(made, spread.missing)),
        synthetic=synthetic,
    )  # fmt: skip


def share_changes_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """What each set's shares have moved since the first year, in percentage points; refused across a break that hits them."""
    rows, refused = Rows(), []
    for span in (LOWER, FAMILY, INSTITUTION, PLACED):
        for moved in made.moved(StepShare(span)):
            refused += [moved.refused] if moved.refused else []
            found = moved.change or moved.joint
            label = steps_words(span if moved.joint is None else moved.joint.measure.group)
            if found is None:
                rows.add({"label": moved.group.label, "steps": label, "holds": "kan ikke sammenlignes"})
                continue
            alone = moved.group.members == (made.own,)
            where = where_of(moved.group, made) | {"steps": steps_of(found.measure.group)}
            where |= {} if alone else {"weighting": made.asked.weighting}
            rows.add(
                {
                    "label": moved.group.label,
                    "steps": label,
                    "first": per_cent(found.first),
                    "last": per_cent(found.last),
                    "change": per_cent(found.difference),
                    "n": str(found.n[1]) if found.n[0] == found.n[1] else f"{found.n[0]} / {found.n[1]}",
                    "holds": holds(moved),
                },
                first=made.address("share", made.since, **where),
                last=made.address("share", **where),
                change=made.address("share", **where, since=made.since),
            )
    title = f"Andelenes ændring fra {made.since} til {made.year}"
    return made_table(
        made, "share-change", title, share_answer(made), CHANGES, rows,
        (f"Gennemsnittet er {weighting_words(made)}.", *dict.fromkeys(refused)), synthetic=synthetic,
    )  # fmt: skip


def share_means_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """The share of each set, year by year, by the three averages."""
    return _means(
        made, StepShare(LOWER), "share", "Andel: trin 2-3 af alle trinspecifikke udgifter", synthetic=synthetic
    )


def ratio_means_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """The ratio of each set, year by year, by the three averages."""
    return _means(made, LowerToUpper(), "ratio", "Forhold: trin 2-3 i procent af trin 4-6", synthetic=synthetic)


def ratio_answer(made: Benchmark) -> str:
    """How many municipalities of the chosen set go each way, or why it cannot be said."""
    if made.ratio_refused:
        return made.ratio_refused
    found = made.ratio_counts(made.against)
    points = danish.decimal(hundredths(made.ratio_stable * 100) or 0, 100, 0)
    return (
        f"Forholdet stiger i {found.rising}, er stabilt i {found.stable} og falder i {found.falling} af {found.n} kommuner "
        f"fra {made.since} til {made.year} (stabilt: højst {points} procentpoint til hver side)."
    )


def ratio_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """The ratio of us and the chosen set, first and last year, with its direction by the 3 percentage points."""
    rows = Rows()
    codes = dict.fromkeys([made.own, *made.against.members])
    gone = tuple(code for code in codes if code not in made.ratios or not made.ratios[code].known)
    for code in codes:
        if code in gone:
            continue
        values = made.ratios[code].values
        first, last = values[0], values[-1]
        change = None if made.ratio_refused or first is None or last is None else last - first
        rows.add(
            {
                "label": made.name(code),
                "first": per_cent(first),
                "last": per_cent(last),
                "change": per_cent(change),
                "direction": WORDS[made.ratio_direction(code)],
                "key": str(code),
            },
            first=made.address("ratio", made.since, municipality=code),
            last=made.address("ratio", municipality=code),
            change=made.address("ratio", municipality=code, since=made.since),
        )
    return made_table(
        made, "ratio", f"Forhold: trin 2-3 i procent af trin 4-6, {made.since}-{made.year}", ratio_answer(made), RATIOS, rows,
        ("Forholdet er ikke andelen: nævneren er trin 4-6.", _missing(made, gone)), synthetic=synthetic,
    )  # fmt: skip


def direction_figures(made: Benchmark) -> tuple[tuple[str, Rate | None], ...]:
    """The columns of the direction matrix: rates of more than one day, totals before parts, and the ratio of spending."""
    codes = {made.own, *made.against.members}
    several = [rate for rate in made.rates if len(rate.days) > 1]
    totals = [rate for rate in several if rate.figure.key.rpartition("/")[2] == "0" or "/" not in rate.figure.key]
    known = {id(rate): sum(rate.course(code).change is not None for code in codes) for rate in totals or several}
    chosen = sorted(totals or several, key=lambda rate: -known[id(rate)])[:MOST_FIGURES]
    rates = [(f"{rate.figure.name}, {_window(rate)}", rate) for rate in chosen if 3 * known[id(rate)] >= len(codes)]
    ratio: list[tuple[str, Rate | None]] = (
        [] if made.ratio_refused else [(f"Forhold mellem udgifter, {made.since}-{made.year}", None)]
    )
    return (*rates, *ratio)


def _window(rate: Rate) -> str:
    """The first and last year of a rate."""
    return f"{rate.days[0].year}-{rate.days[-1].year}"


def direction_of(made: Benchmark, rate: Rate | None, code: int) -> Direction | None:
    """Which way a municipality's figure goes; None is the ratio of spending."""
    return made.ratio_direction(code) if rate is None else made.rate_direction(rate, code)


def directions_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Municipality by figure: rising, stable or falling, and how many go each way."""
    figures, rows = direction_figures(made), Rows()
    names = [f"f{number}" for number in range(len(figures))]
    columns = (
        ReportColumn("label", "Kommune"),
        *(ReportColumn(n, label) for n, (label, _) in zip(names, figures, strict=True)),
    )
    codes = tuple(dict.fromkeys([made.own, *made.against.members]))
    for code in codes:
        said = {n: WORDS[direction_of(made, rate, code)] for n, (_, rate) in zip(names, figures, strict=True)}
        rows.add({"label": made.name(code), **said, "key": str(code)})
    for way in ("rising", "stable", "falling"):
        counted = {
            n: str(sum(direction_of(made, rate, code) == way for code in made.against.members))
            for n, (_, rate) in zip(names, figures, strict=True)
        }
        rows.add({"label": f"{WORDS[way].capitalize()}, {made.against.label}", **counted, "kind": "subtotal"})
    return made_table(
        made, "directions", "Retning pr. kommune og tal", stable_words(made), columns, rows,
        (stable_words(made), made.ratio_refused), synthetic=synthetic,
    )  # fmt: skip


def stable_words(made: Benchmark) -> str:
    """What counts as stable; exactly on the limit is stable."""
    rate = danish.decimal(hundredths(made.rate_stable) or 0, 100, 1)
    points = danish.decimal(hundredths(made.ratio_stable * 100) or 0, 100, 0)
    return (
        f"Stabil: højst ±{rate} pr. 1.000 0-17-årige, og for forholdet højst ±{points} procentpoint, grænsen medregnet"
    )


def groups_answer(made: Benchmark) -> str:
    """What parts the municipalities, and how many are on each side."""
    split, figure = made.split, made.background
    if split is None or figure is None:
        return f"Der er ingen baggrundstal at dele kommunerne efter: hent dem ind med --source figures (nøglen begynder med {BACKGROUND})."
    limit = danish.decimal(hundredths(split.limit) or 0, 100, 1)
    mean = (
        ""
        if split.mean is None
        else f" Gennemsnittet af kommunerne er {danish.decimal(hundredths(split.mean) or 0, 100, 1)}."
    )
    return f"{figure.name}: {len(split.below)} kommuner ligger under {limit} {figure.unit} og {len(split.above)} over.{mean}"


def groups_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Below and above a background value: mean change and how many go each way, for every figure with a direction."""
    rows = Rows()
    if made.split is not None:
        for label, rate in direction_figures(made):
            courses: dict[int, Course] = (
                dict(made.ratios) if rate is None else {code: rate.course(code) for code in made.everyone}
            )
            stable = made.ratio_stable if rate is None else made.rate_stable
            trends = made.trends(courses, stable)
            for side, found in zip(("Under", "Over"), trends or (), strict=False):
                scale = Fraction(100) if rate is None else Fraction(1)
                where = {
                    "side": "below" if side == "Under" else "above",
                    "key": "" if rate is None else rate.figure.key,
                    "first": str(made.since),
                    "background": made.background.key if made.background else "",
                }
                mean = None if found.mean_change is None else hundredths(found.mean_change * scale)
                rows.add(
                    {
                        "label": f"{side} {danish.decimal(hundredths(made.split.limit) or 0, 100, 1)}",
                        "figure": label + (" (procentpoint)" if rate is None else " (pr. 1.000)"),
                        "n": found.n,
                        "mean_change": mean,
                        "rising": found.directions.rising,
                        "stable": found.directions.stable,
                        "falling": found.directions.falling,
                        "without": found.directions.without,
                    },
                    mean_change=made.address("trend", **where),
                    **{way: made.address("trend", **where, way=way) for way in ("rising", "stable", "falling")},
                )
    return made_table(
        made, "groups", "Delt efter en baggrundsværdi", groups_answer(made), GROUPS, rows,
        (groups_answer(made), stable_words(made)), synthetic=synthetic,
    )  # fmt: skip


def _means(
    made: Benchmark, measure: StepShare | LowerToUpper, figure: str, title: str, *, synthetic: bool
) -> ReportTable:
    rows = Rows()
    for moved in made.moved(measure):
        group, first = moved.group, None
        alone = group.members == (made.own,)
        where = where_of(group, made) | ({"steps": "2-3"} if figure == "share" else {})
        of = {name: {} if alone else {"weighting": name} for name in AVERAGES}
        for year in made.years:
            found = average(made.spending, measure, group.members, year)
            first = found.of_average if year == made.since else first
            now = found.of_average if moved.change is not None and year == made.year else None
            rows.add(
                {
                    "label": group.label,
                    "year": year,
                    "unweighted": per_cent(found.unweighted),
                    "weighted": per_cent(found.weighted),
                    "of_average": per_cent(found.of_average),
                    "change": None if now is None or first is None else per_cent(now - first),
                    "n": found.n,
                },
                **{name: made.address(figure, year, **where, **of[name]) for name in AVERAGES},
                change=made.address(figure, year, **where, **of["of_average"], since=made.since),
            )
    return made_table(
        made,
        f"{figure}-means",
        f"{title}, {years_words(made)}",
        title,
        MEANS,
        rows,
        break_notes(made),
        synthetic=synthetic,
    )


def _missing(made: Benchmark, codes: tuple[int, ...]) -> str:
    if not codes:
        return ""
    return f"{danish.count(len(codes), 'kommune', 'kommuner')} har ikke tallet og er ikke med: {', '.join(made.name(code) for code in codes[:8])}{' …' if len(codes) > 8 else ''}."
