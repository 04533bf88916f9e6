"""The pictures of *Trappen*: the staircase with flows, why the year differs, and shares over the years; on the page and as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.staircase.spans import span_text
from trinvis.calculations.staircase.standing import AWAY, OUTSIDE
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.hidden_counts import column_with_total, with_totals
from trinvis.presentation.staircase_page import main_figure
from trinvis.presentation.staircase_split_shown import split_table
from trinvis.presentation.staircase_tables import Shown, flows_table
from trinvis.reports import danish
from trinvis.reports.charts.drivers import Bar, drivers_chart, signed_millions
from trinvis.reports.charts.shares import Break, Shares, YearShares, shares_chart, shares_words
from trinvis.reports.charts.staircase import Tread, staircase_chart, tall_staircase_chart
from trinvis.reports.charts.staircase_flows import (
    FlowStep,
    StaircaseFlows,
    flows_words,
    staircase_flows_chart,
    tall_staircase_flows_chart,
)
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.staircase.spans import Span
    from trinvis.municipality.staircase_split import StaircaseSplit
    from trinvis.municipality.staircase_years import StaircaseYears


@dataclass(frozen=True)
class Sketch:
    """A picture before it is drawn: ``wide`` and ``narrow`` specifications, its title and what a reader sees in it."""

    title: str
    words: str
    wide: dict[str, Any]
    narrow: dict[str, Any]

    def drawn(self, table: ReportTable) -> Drawn:
        """The picture as a page shows it, with its figures beside."""
        wide, narrow = (svg_of(spec, title=self.title, words=self.words) for spec in (self.wide, self.narrow))
        return Drawn(self.title, wide, narrow, table)


def flows_sketch(shown: Shown) -> Sketch:
    """The staircase with children, kroner and arrows for who moved; arrows are left out where a count behind them is hidden."""
    made = shown.made
    title = f"Børn og kroner på trappen, og hvem der har flyttet sig {danish.day(made.before)}-{danish.day(made.day)}"
    steps = [one for one in made.steps if one.step > OUTSIDE]
    money = {one.step: _money(shown, one.step) for one in steps}
    if _hides(shown):
        counts = column_with_total([one.children for one in steps], shown.least_shown)
        treads = [
            Tread(one.label, "" if count is None else danish.count(count, "barn", "børn"), money[one.step], "", "")
            for one, count in zip(steps, counts, strict=False)
        ]
        words = "; ".join(f"{tread.name}, {tread.children or 'antal skjult'}, {tread.money}" for tread in treads)
        return Sketch(title.partition(",")[0], words, staircase_chart(treads), tall_staircase_chart(treads))
    numbers = {one.step: number for number, one in enumerate(steps)}
    picture = StaircaseFlows(
        tuple(
            FlowStep(
                one.label,
                one.children_before,
                one.children,
                money[one.step],
                sum(made.flows.get((start, one.step), 0) for start in (AWAY, OUTSIDE)),
                sum(made.flows.get((one.step, to), 0) for to in (AWAY, OUTSIDE)),
            )
            for one in steps
        ),
        {
            (numbers[start], numbers[to]): count
            for (start, to), count in made.flows.items()
            if start > OUTSIDE and to > OUTSIDE and start != to
        },
    )
    return Sketch(title, flows_words(picture), staircase_flows_chart(picture), tall_staircase_flows_chart(picture))


def _hides(shown: Shown) -> bool:
    """Whether a count of the matrix behind the arrows may not be shown."""
    if not shown.least_shown:
        return False
    places = [*(one.step for one in shown.made.steps), AWAY]
    table, note = with_totals(
        [[shown.made.flows.get((start, to), 0) for to in places] for start in places], shown.least_shown
    )
    return bool(note) or any(count is None for row in table for count in row)


def _money(shown: Shown, step: int) -> str:
    return f"{danish.millions(getattr(shown.money.of(step), main_figure(shown.money)))} mio. kr."


def flows_drawn(shown: Shown) -> Drawn:
    """The staircase with flows for the page; beside it the matrix."""
    return flows_sketch(shown).drawn(flows_table(shown))


def split_sketch(made: StaircaseSplit) -> Sketch:
    """Children, duration and price as bars that, with what stands on no step, add up to the difference."""
    title = f"Hvorfor? Januar-{danish.MONTHS[made.month - 1]} {made.year} mod {made.year_before}, mio. kr."
    details = {
        "children": "flere eller færre på trinnene",
        "duration": "helårspersoner pr. barn",
        "price": "kr. pr. helårsperson",
    }
    bars = [
        Bar(label, "", made.part(name))
        for name, label in (("children", "Antal børn"), ("duration", "Varighed"), ("price", "Pris"))
    ]
    bars = [Bar(bar.label, details[name], bar.amount_oere) for bar, name in zip(bars, details, strict=True)]
    rest = made.beside_oere + made.part("uncounted")
    if rest:
        bars.append(Bar("Uden børn bag", "uden for trappen, ikke placeret", rest))
    words = "; ".join(f"{bar.label} {signed_millions(bar.amount_oere)}" for bar in bars)
    spec = drivers_chart(bars)
    return Sketch(title, words, spec, spec)


def split_drawn(made: StaircaseSplit, *, synthetic: bool) -> Drawn:
    """Why the year differs, for the page; beside it every step's parts."""
    sketch = split_sketch(made)
    drawn = sketch.drawn(split_table(made, synthetic=synthetic))
    return Drawn(drawn.title, drawn.svg, "", drawn.table)


def years_sketch(made: StaircaseYears) -> Sketch:
    """What each step has of the whole, year by year; breaks in the accounts are drawn."""
    labels = {span: _label(made, span) for span in made.spans}
    shares = Shares(
        tuple(
            YearShares(
                one.year,
                tuple((labels[span], one.share(span) * 100) for span in made.spans if one.steps.get(span, 0) > 0),
            )
            for one in made.years
        ),
        tuple(labels.values()),
        frozenset(label for (low, high), label in labels.items() if low != high),
        tuple(Break(one.year, str(one.year)) for one in made.breaks),
    )
    title = f"Trinnenes andel af de trinspecifikke udgifter {made.years[0].year}-{made.years[-1].year}, pct."
    return Sketch(title, shares_words(shares), shares_chart(shares), shares_chart(shares, narrow=True))


def _label(made: StaircaseYears, span: Span) -> str:
    if span[0] == span[1]:
        return f"{span[0]} {made.labels.get(span[0], '')}".strip()
    return span_text(span).capitalize()


def years_table(made: StaircaseYears, *, synthetic: bool) -> ReportTable:
    """Each year's øre on each step, and its share; the national view."""
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for one in made.years:
        for span in made.spans:
            if span not in one.steps:
                continue
            if span in one.addresses:
                addresses[len(rows), "amount_oere"] = one.addresses[span]
            rows.append(
                {
                    "year": one.year,
                    "label": _label(made, span),
                    "amount_oere": one.steps[span],
                    "share": round(one.share(span) * 10_000),
                }
            )
    breaks = tuple(f"Brud {one.year}: {one.reason}." for one in made.breaks)
    known = f"{made.years[0].year}-{made.years[-1].year}" if made.years else "ingen år"
    return ReportTable(
        name="years",
        title="Trinnenes andel år for år, national opgørelse",
        answer=f"National opgørelse, {known}. {made.source}.",
        columns=(
            ReportColumn("year", "År", "integer"),
            ReportColumn("label", "Trin"),
            ReportColumn("amount_oere", "Udgift", "oere", "kr."),
            ReportColumn("share", "Andel", "per_cent"),
        ),
        rows=tuple(rows),
        notes=(
            f"{made.source}. Kun hele år. Andel: trinnets del af det, der står på trin. Beskrivende: viser ikke årsag.",
            *breaks,
        ),
        addresses=addresses,
        scale="mio",
        synthetic=synthetic,
    )


def years_drawn(made: StaircaseYears, *, synthetic: bool) -> Drawn | None:
    """The shares over the years for the page; None with no whole year."""
    return years_sketch(made).drawn(years_table(made, synthetic=synthetic)) if made.years else None
