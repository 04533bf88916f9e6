"""*Overblik*: where the year ends, why, and what changed since last month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trinvis.municipality.why_opened import TOTAL
from trinvis.presentation.drawn import Drawn, Said
from trinvis.presentation.follow_up_tables import facts_of
from trinvis.reports import danish
from trinvis.reports.charts.drivers import Bar, drivers_chart, signed_millions
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.follow_up_table import follow_up_table
from trinvis.reports.sentences import frame_answer
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable
from trinvis.reports.why_table import UNITS, factor_number, factor_value

if TYPE_CHECKING:
    from trinvis.calculations.followup.split import Part as Cause
    from trinvis.calculations.followup.split import Split
    from trinvis.municipality.changes import Changes
    from trinvis.municipality.follow_up import FollowUp

SHARES: tuple[tuple[str, str], ...] = (
    ("spent_oere", "bogført"),
    ("committed_oere", "disponeret og endnu ikke bogført"),
    ("estimates_oere", "tastet ind som risikosager og puljer"),
    ("method_oere", "fremskrevet efter områdernes metode"),
    ("refund_oere", "forventet refusion"),
)
"""The figures that a forecast is the sum of → what is said of each."""

AREA_COLUMNS = ("label", "budget_oere", "spent_oere", "forecast_oere", "deviation_oere", "method")


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
    """Only a price says its unit: the others' labels do, and there is room for no more."""
    before, after = (factor_number(part.name, value) for value in (part.before, part.after))
    unit = f" {UNITS[part.name]}" if part.name == "price" else ""
    return "" if before is None or after is None else f"fra {before} til {after}{unit}"


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


def _mio(oere: int) -> str:
    return f"{danish.millions(oere)} mio. kr."
