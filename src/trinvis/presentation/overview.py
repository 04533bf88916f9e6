"""*Overblik*: where the year ends, how that has moved, why, what changed, and where on the staircase the children are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trinvis.municipality.address import Address
from trinvis.municipality.why_opened import TOTAL
from trinvis.presentation.follow_up_tables import facts_of
from trinvis.reports import danish
from trinvis.reports.charts.drivers import Bar, drivers_chart, signed_millions
from trinvis.reports.charts.forecast_history import Point, forecast_history_chart
from trinvis.reports.charts.staircase import Tread, staircase_chart, tall_staircase_chart
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.follow_up_table import follow_up_table
from trinvis.reports.forecast_sentences import span
from trinvis.reports.sentences import frame_answer
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable
from trinvis.reports.why_table import factor_value

if TYPE_CHECKING:
    from trinvis.calculations.followup.split import Part as Cause
    from trinvis.calculations.followup.split import Split
    from trinvis.municipality.changes import Changes
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.forecast_history import Totals
    from trinvis.municipality.forecast_year import ForecastYear
    from trinvis.municipality.staircase_overview import StaircaseOverview, StairStep

SHARES: tuple[tuple[str, str], ...] = (
    ("spent_oere", "bogført"),
    ("committed_oere", "disponeret og endnu ikke bogført"),
    ("estimates_oere", "tastet ind som risikosager og puljer"),
    ("method_oere", "fremskrevet efter områdernes metode"),
    ("refund_oere", "forventet refusion"),
)
"""The figures that a forecast is the sum of → what is said of each."""

AREA_COLUMNS = ("label", "budget_oere", "spent_oere", "forecast_oere", "deviation_oere", "method")


@dataclass(frozen=True)
class Said:
    """An amount in a sentence: ``text`` (the figure), what it is, and the address that opens it."""

    text: str
    words: str
    address: str


@dataclass(frozen=True)
class Drawn:
    """A picture: what it shows with its unit, one SVG for wide pages, one for narrow ones (the same where empty), its figures."""

    title: str
    svg: str
    narrow_svg: str
    table: ReportTable


def answer(made: FollowUp) -> str:
    """Whether the frame holds, in one sentence."""
    total = made.total
    closed = made.closed_through == made.year * 100 + 12
    return frame_answer(total["budget_oere"], total["forecast_oere"], year_closed=closed)


def shares(made: FollowUp) -> tuple[Said, ...]:
    """What the forecast consists of, without what is nothing; the amounts add up to it."""
    total = made.total
    return tuple(
        Said(_mio(total[figure]), words, str(made.address(figure, "total", "i_alt")))
        for figure, words in SHARES
        if total[figure]
    )


def areas_table(made: FollowUp, as_of: date, *, synthetic: bool) -> ReportTable:
    """The follow-up's areas with totals; subtotals only where there are several policy areas."""
    table = follow_up_table(facts_of(made, as_of, synthetic=synthetic), "mio")
    kept = [number for number, row in enumerate(table.rows) if row["kind"] == "area"]
    if len({row["policy_area"] for row in table.rows}) > 1:
        kept = list(range(len(table.rows)))
    places = {old: new for new, old in enumerate(kept)} | {TOTAL_ROW: TOTAL_ROW}
    return replace(
        table,
        name="areas",
        title="Områder",
        rows=tuple(table.rows[number] for number in kept),
        addresses={
            (places[number], column): address
            for (number, column), address in table.addresses.items()
            if number in places
        },
    )


# how the forecast has moved

HISTORY_COLUMNS = (
    ReportColumn("day", "Vurderet pr.", "day"),
    ReportColumn("budget_oere", "Budget", "oere", "kr."),
    ReportColumn("forecast_oere", "Forventet regnskab", "oere", "kr."),
    ReportColumn("deviation_oere", "Afvigelse", "oere", "kr."),
)


INTERVAL_COLUMNS = (
    ReportColumn("low80_oere", "80 % fra", "oere", "kr."),
    ReportColumn("high80_oere", "80 % til", "oere", "kr."),
)


def uncertainty(tested: ForecastYear) -> tuple[Said, Said]:
    """The two ends of the tested 80 per cent interval of the year-end."""
    low, _, high = span(tested.total.low80_oere, tested.total.high80_oere).partition(" og ")
    return Said(low, "", _of_forecast(tested, "low80_oere")), Said(high, "", _of_forecast(tested, "high80_oere"))


def _of_forecast(tested: ForecastYear, figure: str) -> str:
    return str(Address("forecast", tested.year, tested.basis.name, figure))


def history_drawn(points: Sequence[Totals], year: int, *, synthetic: bool, tested: ForecastYear | None = None) -> Drawn:
    """The forecast month by month against the budget; ``points`` has at least one. ``tested`` gives the newest its interval."""
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "day": point.day,
            "budget_oere": point.budget_oere,
            "forecast_oere": point.forecast_oere,
            "deviation_oere": point.budget_oere - point.forecast_oere,
        }
        for point in points
    )
    first, last = points[0], points[-1]
    words = (
        f"Forventet regnskab {_mio(first.forecast_oere)} {danish.long_day(first.day)} og {_mio(last.forecast_oere)} "
        f"{danish.long_day(last.day)}; budgettet er da {_mio(last.budget_oere)}"
    )
    title = f"Regnskab {year}, som det var forventet måned for måned, mio. kr."
    drawn = [Point(point.day, point.forecast_oere, point.budget_oere) for point in points]
    columns: tuple[ReportColumn, ...] = HISTORY_COLUMNS
    of_interval: dict[tuple[int, str], str] = {}
    if tested is not None:
        low, high = tested.total.low80_oere, tested.total.high80_oere
        drawn[-1] = replace(drawn[-1], interval_oere=(low, high))
        words += f"; 80 % sandsynligt mellem {span(low, high)}"
        columns = (*HISTORY_COLUMNS, *INTERVAL_COLUMNS)
        rows = (*rows[:-1], {**rows[-1], "low80_oere": low, "high80_oere": high})
        of_interval = {(len(rows) - 1, one.name): _of_forecast(tested, one.name) for one in INTERVAL_COLUMNS}
    wide, narrow = (
        svg_of(forecast_history_chart(drawn, year, narrow=narrow), title=title, words=words) for narrow in (False, True)
    )
    table = ReportTable(
        name="forecast_history",
        title=f"Forventet regnskab {year} måned for måned",
        answer=f"{words}.",
        columns=columns,
        rows=rows,
        addresses={
            (number, column): f"follow-up/{year}/{point.day.isoformat()}/{column}"
            for number, point in enumerate(points)
            for column in ("budget_oere", "forecast_oere", "deviation_oere")
        }
        | of_interval,
        scale="mio",
        synthetic=synthetic,
    )
    return Drawn(title, wide, narrow, table)


# why

DRIVER_COLUMNS = (
    ReportColumn("label", "Årsag"),
    ReportColumn("before", "Før"),
    ReportColumn("after", "Nu"),
    ReportColumn("amount_oere", "Merudgift", "oere", "kr.", additive=True),
)
FACTORS = ("persons", "children", "duration", "price", "mix")
OTHER = "Øvrigt"
OTHER_DETAIL = "risikosager, puljer, faste rammer"


def why_split(made: FollowUp) -> Split | None:
    """The total's split against the assumptions, else against last year, else None."""
    for splits in (made.why.against_assumption, made.why.against_last_year):
        split = splits.get(("total", "i_alt"))
        if split is not None and split.factors != "none":
            return split
    return None


def drivers_drawn(made: FollowUp, *, synthetic: bool) -> Drawn | None:
    """The causes that add up to forecast − budget (or last year); what lies outside the factors is one bar."""
    split = why_split(made)
    if split is None:
        return None
    against = {"assumption": "budgettet", "last_year": "sidste år"}[split.against]
    factors = [part for part in split.parts if part.name in FACTORS]
    other = sum(part.amount_oere for part in split.parts if part.name not in FACTORS)
    bars = [Bar(part.label, _detail(part), part.amount_oere) for part in factors]
    rows: list[dict[str, Cell]] = [
        {
            "label": part.label,
            "before": factor_value(part.name, part.before),
            "after": factor_value(part.name, part.after),
            "amount_oere": part.amount_oere,
        }
        for part in factors
    ]
    names = [part.name for part in factors]
    if other:
        bars.append(Bar(OTHER, OTHER_DETAIL, other))
        rows.append({"label": f"{OTHER}: {OTHER_DETAIL}", "before": None, "after": None, "amount_oere": other})
        names.append("other")
    title = f"Hvorfor? Merudgift mod {against}, mio. kr."
    words = "; ".join(f"{bar.label} {signed_millions(bar.amount_oere)}" for bar in bars)
    query = "" if split.against == "assumption" else f"?against={split.against}"
    basis = f"why/{made.year}/{made.basis_name}"
    addresses = {(number, "amount_oere"): f"{basis}/{name}{query}" for number, name in enumerate(names)}
    addresses[TOTAL_ROW, "amount_oere"] = f"{basis}/{TOTAL}{query}"
    table = ReportTable(
        name="drivers",
        title=f"Merudgift mod {against}",
        answer=f"{words}.",
        columns=DRIVER_COLUMNS,
        rows=tuple(rows),
        totals={"label": "I alt", "amount_oere": split.total_oere},
        notes=(split.sentence,),
        addresses=addresses,
        scale="mio",
        synthetic=synthetic,
    )
    return Drawn(title, svg_of(drivers_chart(bars), title=title, words=words), "", table)


def _detail(part: Cause) -> str:
    before, after = (factor_value(part.name, value) for value in (part.before, part.after))
    return "" if before is None or after is None else f"fra {before} til {after}"


# what changed

SMALLEST = danish.OERE_PER_MILLION // 20
"""What is written 0,0 million is said together."""


@dataclass(frozen=True)
class Moved:
    """What moved the forecast since ``before``: ``total`` and its ``kinds``, largest first; the rest, if any, in ``rest``."""

    before: date
    total: Said
    kinds: tuple[Said, ...]
    rest: str


def last_month_end(day: date) -> date:
    """The end of the month before that of ``day``."""
    return day.replace(day=1) - timedelta(days=1)


def moved(made: Changes, before: date) -> Moved:
    """The changes of the forecast by kind, in millions with sign."""
    sums: dict[str, int] = {}
    words: dict[str, str] = {}
    counts: dict[str, int] = {}
    for item in made.items.select("kind", "label", "moves", "amount_oere").iter_rows(named=True):
        if item["moves"] == "forecast":
            sums[item["kind"]] = sums.get(item["kind"], 0) + item["amount_oere"]
            counts[item["kind"]] = counts.get(item["kind"], 0) + 1
            words[item["kind"]] = item["label"]
    large = sorted((kind for kind in sums if abs(sums[kind]) >= SMALLEST), key=lambda kind: -abs(sums[kind]))
    rest = sum(sums[kind] for kind in sums if kind not in large)
    return Moved(
        before,
        Said(
            f"{signed_millions(made.total_after - made.total_before)} mio. kr.", "", str(made.address(moves="forecast"))
        ),
        tuple(
            Said(signed_millions(sums[kind]), _of_kind(words[kind], counts[kind]), str(made.address(kind=kind, moves="forecast")))
            for kind in large
        ),
        f"andet {signed_millions(rest)}" if len(large) < len(sums) else "",
    )  # fmt: skip


def _of_kind(label: str, count: int) -> str:
    return label if count == 1 else f"{label} ({danish.decimal(count)})"


# the staircase

STAIRCASE_COLUMNS = (
    ReportColumn("label", "Trin"),
    ReportColumn("children_before", "Børn et år før", "integer", additive=True),
    ReportColumn("risen", "Kommet op til trinnet", "integer", additive=True),
    ReportColumn("fallen", "Kommet ned til trinnet", "integer", additive=True),
    ReportColumn("arrived", "Nye på trappen", "integer", additive=True),
    ReportColumn("gone_up", "Gået op fra trinnet", "integer", additive=True),
    ReportColumn("gone_down", "Gået ned fra trinnet", "integer", additive=True),
    ReportColumn("left", "Ikke længere på trappen", "integer", additive=True),
    ReportColumn("children", "Børn nu", "integer", additive=True),
    ReportColumn("forecast_oere", "Forventet regnskab", "oere", "kr.", additive=True),
)


def staircase_table(made: StaircaseOverview, *, synthetic: bool) -> ReportTable:
    """Each step's children, their moves in a year and the year's money; steps and what is outside add up to the total."""
    figures = [column.name for column in STAIRCASE_COLUMNS if column.numeric]
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"label": step_name(step), **step.children, "forecast_oere": step.forecast_oere} for step in made.steps
    )
    totals: Mapping[str, Cell] = {
        "label": "I alt",
        **{name: made.total(name) for name in figures if name != "forecast_oere"},
        "forecast_oere": made.forecast_oere,
    }
    addresses = {
        (number, name): str(made.address(name, step)) for number, step in enumerate(made.steps) for name in figures
    }
    return ReportTable(
        name="staircase",
        title=f"Børn på trappen {danish.long_day(made.day)}, og hvad det koster i {made.year}",
        answer=f"{danish.count(made.total('children'), 'barn', 'børn')} står på trappen {danish.long_day(made.day)}.",
        columns=STAIRCASE_COLUMNS,
        rows=rows,
        totals=totals,
        notes=(
            f"Bevægelser er mellem {danish.long_day(made.day_before)} og {danish.long_day(made.day)}. Hvert barn tæller én "
            "gang, på sit højeste trin.",
        ),
        addresses=addresses | {(TOTAL_ROW, name): str(made.address(name)) for name in figures},
        scale="mio",
        synthetic=synthetic,
    )


def staircase_drawn(made: StaircaseOverview, *, synthetic: bool) -> Drawn:
    """The staircase as treads, for wide and for narrow pages."""
    treads = [_tread(step) for step in made.steps if step.step is not None]
    title = "Hvor på trappen står børnene, og hvad koster det i år? Bevægelser seneste 12 måneder"
    words = "; ".join(
        ", ".join(part for part in (tread.name, tread.children, tread.money, tread.up, tread.down) if part)
        for tread in treads
    )
    return Drawn(
        title,
        svg_of(staircase_chart(treads), title=title, words=words),
        svg_of(tall_staircase_chart(treads), title=title, words=words),
        staircase_table(made, synthetic=synthetic),
    )


def outside(made: StaircaseOverview) -> tuple[Said, Said]:
    """The money outside the staircase, and the total that steps and it add up to."""
    step = next(step for step in made.steps if step.step is None)
    return (
        Said(_mio(step.forecast_oere), "uden for trappen", str(made.address("forecast_oere", step))),
        Said(_mio(made.forecast_oere), "i alt", str(made.address("forecast_oere"))),
    )


def step_name(step: StairStep) -> str:
    """``5 Anbringelse i plejefamilie``."""
    return step.label if step.step is None else f"{step.step} {step.label}"


def _tread(step: StairStep) -> Tread:
    children = step.children
    empty = not children["children"] and not step.forecast_oere
    return Tread(
        step_name(step),
        "" if empty else danish.count(children["children"], "barn", "børn"),
        "" if empty else _mio(step.forecast_oere),
        f"↑ {danish.count(children['risen'], 'barn', 'børn')} op hertil" if children["risen"] else "",
        f"↓ {danish.count(children['gone_down'], 'barn', 'børn')} ned herfra" if children["gone_down"] else "",
    )


def _mio(oere: int) -> str:
    return f"{danish.millions(oere)} mio. kr."
