"""The simulated forecast and its backtest as tables: the answer first, what it rests on below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trinvis.reports import danish
from trinvis.reports.sentences import frame_answer
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable, Scale

SMALL = 10 * danish.OERE_PER_MILLION
_HUNDRED = 100
_UNCERTAIN = 3


@dataclass(frozen=True)
class ForecastRow:
    """An area or the total; øre, ``chance_pct`` in hundredths of a per cent (None: no frame). ``parts`` add up to ``mean_oere``."""

    label: str
    follow_up_oere: int
    mean_oere: int
    median_oere: int
    low80_oere: int
    high80_oere: int
    low95_oere: int
    high95_oere: int
    frame_oere: int
    chance_pct: int | None
    frame80_oere: int
    parts: Mapping[str, int]
    address: str


@dataclass(frozen=True)
class ForecastFacts:
    """A forecast as a table needs it. ``parts`` is code → Danish label, ``contributions`` code → hundredths of a per cent of the
    variance. ``tested``: the intervals have been tried, so they may be shown."""

    year: int
    as_of: date
    closed_through: int
    draws: int
    seed: int
    rows: Sequence[ForecastRow]
    total: ForecastRow
    parts: Mapping[str, str]
    contributions: Mapping[str, int]
    tested: bool
    sentence: str
    caveats: Sequence[str]
    synthetic: bool


def forecast_table(facts: ForecastFacts) -> ReportTable:
    """The areas' simulated year-ends; without tried intervals the columns that rest on them are empty and off the screen."""
    total = facts.total
    scale: Scale = "mio" if max(abs(total.mean_oere), abs(total.frame_oere)) >= SMALL else "tkr"
    tested = facts.tested
    columns = (
        ReportColumn("label", "Område"),
        ReportColumn("frame_oere", "Korrigeret budget", "oere", "kr.", additive=True),
        ReportColumn("follow_up_oere", "Opfølgningens forventning", "oere", "kr.", additive=True),
        ReportColumn("mean_oere", "Simuleret regnskab", "oere", "kr.", additive=True),
        ReportColumn("median_oere", "Median", "oere", "kr.", on_screen=False),
        ReportColumn("low80_oere", "80 % fra", "oere", "kr.", on_screen=tested),
        ReportColumn("high80_oere", "80 % til", "oere", "kr.", on_screen=tested),
        ReportColumn("low95_oere", "95 % fra", "oere", "kr.", on_screen=False),
        ReportColumn("high95_oere", "95 % til", "oere", "kr.", on_screen=False),
        ReportColumn("chance_pct", "Risiko for merforbrug", "per_cent", "%", on_screen=tested),
        ReportColumn("frame80_oere", "Ramme, der holder med 80 %", "oere", "kr.", on_screen=tested),
        *(
            ReportColumn(f"{part}_oere", label, "oere", "kr.", additive=True, on_screen=False)
            for part, label in facts.parts.items()
        ),
    )
    return ReportTable(
        name="forecast",
        title=f"Prognose {facts.year} pr. {danish.long_day(facts.as_of)}, lukket til og med {danish.month(facts.closed_through)}",
        answer=_answer(facts),
        columns=columns,
        rows=tuple(_cells(row, tested) for row in facts.rows),
        totals=_cells(total, tested),
        lead=_lead(facts, scale),
        notes=(facts.sentence, *facts.caveats, f"{danish.decimal(facts.draws)} simuleringer, frø {facts.seed}."),
        facts={
            "year": facts.year,
            "as_of": facts.as_of,
            "closed_through": facts.closed_through,
            "simulations": facts.draws,
            "seed": facts.seed,
            "tested": facts.tested,
        },
        addresses={
            (number, "follow_up_oere"): row.address
            for number, row in (*enumerate(facts.rows), (TOTAL_ROW, total))
            if row.address
        },
        scale=scale,
        synthetic=facts.synthetic,
    )


def _answer(facts: ForecastFacts) -> str:
    total = facts.total
    first = frame_answer(total.frame_oere, total.mean_oere)
    if not facts.tested:
        return first
    between = (
        f"Med 80 % sikkerhed ender året mellem {_millions(total.low80_oere)} og {_millions(total.high80_oere)} mio. kr."
    )
    if total.chance_pct is None:
        return f"{first} {between}"
    return f"{first} {between}, og risikoen for merforbrug er {_odds(total.chance_pct)}."


def _odds(hundredths: int) -> str:
    """A chance from draws: never sure, since draws are finite."""
    if hundredths >= 9_900:
        return "over 99 %"
    return "under 1 %" if hundredths <= _HUNDRED else danish.per_cent(hundredths, 0)


def _lead(facts: ForecastFacts, scale: Scale) -> tuple[str, ...]:
    write = danish.thousands if scale == "tkr" else _millions
    unit = "1.000 kr." if scale == "tkr" else "mio. kr."
    parts = [
        f"{label} {write(facts.total.parts[part])}" for part, label in facts.parts.items() if facts.total.parts[part]
    ]
    made = [f"Sammensat af ({unit}): {'; '.join(parts)}."] if parts else []
    if facts.tested:
        shares = sorted(facts.contributions.items(), key=lambda item: -item[1])[:_UNCERTAIN]
        said = [f"{facts.parts[part]} {danish.per_cent(share, 0)}" for part, share in shares if share > 0]
        if said:
            made.append(f"Mest usikkert: {', '.join(said)} af variansen.")
    return tuple(made)


def _millions(oere: int) -> str:
    return danish.millions(oere, 1)


def _cells(row: ForecastRow, tested: bool) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "label": row.label,
        "frame_oere": row.frame_oere,
        "follow_up_oere": row.follow_up_oere,
        "mean_oere": row.mean_oere,
        "median_oere": row.median_oere,
        **{f"{part}_oere": amount for part, amount in row.parts.items()},
    }
    of_interval: dict[str, Cell] = {
        "low80_oere": row.low80_oere,
        "high80_oere": row.high80_oere,
        "low95_oere": row.low95_oere,
        "high95_oere": row.high95_oere,
        "chance_pct": row.chance_pct,
        "frame80_oere": row.frame80_oere,
    }
    return cells | (of_interval if tested else dict.fromkeys(of_interval))
