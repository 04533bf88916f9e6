"""*Prognose*: how close earlier forecasts came, day for day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.forecast.backtest import LABELS, SIMULATED
from trinvis.presentation.drawn import Drawn
from trinvis.reports import danish
from trinvis.reports.charts.hits import Hit, hits_chart
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.forecast_sentences import held_sentence, hit_sentence
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.calculations.forecast.backtest import Score
    from trinvis.municipality.forecast_backtest import Backtest

HIT_COLUMNS = (
    ReportColumn("month", "Set ved udgangen af", "month"),
    ReportColumn("year", "Budgetår", "integer"),
    ReportColumn("months_left", "Måneder tilbage", "integer"),
    ReportColumn("frame_oere", "Ramme dengang", "oere", "kr."),
    ReportColumn("forecast_oere", "Ventet", "oere", "kr."),
    ReportColumn("truth_oere", "Blev til", "oere", "kr."),
    ReportColumn("error_oere", "For højt (+)", "oere", "kr."),
    ReportColumn("error_pct", "Af rammen", "per_cent"),
    ReportColumn("held80", "Inden for 80 %", "flag"),
    ReportColumn("held95", "Inden for 95 %", "flag", on_screen=False),
)


def tried(back: Backtest, area: str = "", method: str = SIMULATED) -> list[Score]:
    """The scores of a method in an area (empty: the total) that said something, oldest first."""
    found = [one for one in back.scores if (one.area, one.method) == (area, method) and one.forecast_oere is not None]
    return sorted(found, key=lambda one: (one.year, one.as_of))


def hits_drawn(back: Backtest, *, synthetic: bool) -> Drawn:
    """The total's simulated year-end against what came, by months left of the year, with every origin in the table."""
    found = [(one, _of_frame(one)) for one in tried(back)]
    title = "Har vi ramt før? Fejl i procent af rammen, efter hvor mange måneder der var tilbage"
    hits = [Hit(one.year, one.months_left, error) for one, error in found if error is not None]
    words = f"{hit_said(back)} {held(back)}".strip()
    wide, narrow = (
        svg_of(hits_chart(hits, within(back), narrow=small), title=title, words=words) if hits else ""
        for small in (False, True)
    )
    return Drawn(title, wide, narrow, hits_table(back, "", SIMULATED, synthetic=synthetic))


def hits_table(back: Backtest, area: str, method: str, *, synthetic: bool) -> ReportTable:
    """Every day that a method was tried on in an area: what it said, and what came."""
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "month": one.as_of,
            "year": one.year,
            "months_left": one.months_left,
            "frame_oere": one.frame_oere,
            "forecast_oere": one.forecast_oere,
            "truth_oere": one.truth_oere,
            "error_oere": one.error_oere,
            "error_pct": _of_frame(one),
            "held80": one.inside80,
            "held95": one.inside95,
        }
        for one in tried(back, area, method)
    )
    label = back.labels.get(area, area) if area else "I alt"
    return ReportTable(
        name="hits",
        title=f"{label}, {LABELS[method].lower()}: hvad der blev sagt, og hvad der kom",
        answer=held(back),
        columns=tuple(
            column for column in HIT_COLUMNS if column.kind != "flag" or any(row["held80"] is not None for row in rows)
        ),
        rows=rows,
        scale="mio",
        synthetic=synthetic,
    )


def within(back: Backtest) -> list[tuple[int, int]]:
    """(months left, the largest error of the simulated total from then to the year's end), in hundredths of a per cent of the frame."""
    largest: dict[int, int] = {}
    for one in tried(back):
        error = _of_frame(one)
        if error is not None:
            largest[one.months_left] = max(largest.get(one.months_left, 0), abs(error))
    found, so_far = [], 0
    for left in sorted(largest):
        so_far = max(so_far, largest[left])
        found.append((left, so_far))
    return found


def usual(back: Backtest, months_left: int = 6) -> tuple[int, int]:
    """The same for one number of months left, or the nearest to it that was tried."""
    return min(within(back), key=lambda found: (abs(found[0] - months_left), found[0]))


def hit_said(back: Backtest, months_left: int = 6) -> str:
    """How close the simulated total came so many months before the year's end, in a sentence; none where no frame was known."""
    return hit_sentence(*usual(back, months_left), years=len(back.years)) if within(back) else ""


def held(back: Backtest) -> str:
    """How often the 80 per cent interval held; nothing where none was drawn."""
    said = [one.inside80 for one in tried(back) if one.inside80 is not None]
    return held_sentence(sum(said), len(said)) if said else ""


def _of_frame(one: Score) -> int | None:
    """The error in hundredths of a per cent of the frame as it was known then."""
    if not one.frame_oere or one.error_oere is None:
        return None
    return danish.rounded(one.error_oere * 10_000, abs(one.frame_oere))
