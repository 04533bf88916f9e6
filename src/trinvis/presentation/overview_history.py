"""*Overblik*: how the forecast has moved, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.presentation.drawn import Drawn
from trinvis.presentation.follow_up_intervals import INTERVAL_COLUMNS
from trinvis.presentation.forecast_page import figure_address
from trinvis.reports import danish
from trinvis.reports.charts.forecast_history import Point, forecast_history_chart
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.forecast_sentences import span
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.forecast_history import Totals
    from trinvis.municipality.forecast_year import ForecastYear

HISTORY_COLUMNS = (
    ReportColumn("day", "Vurderet pr.", "day"),
    ReportColumn("budget_oere", "Budget", "oere", "kr."),
    ReportColumn("forecast_oere", "Forventet regnskab", "oere", "kr."),
    ReportColumn("deviation_oere", "Afvigelse", "oere", "kr."),
)


def history_drawn(points: Sequence[Totals], year: int, *, synthetic: bool, tested: ForecastYear | None = None) -> Drawn:
    """The forecast month by month against the budget; ``points`` has at least one. ``tested`` gives the newest its interval, where one is drawn."""
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
    if tested is not None and tested.is_drawn():
        low, high = tested.total.low80_oere, tested.total.high80_oere
        drawn[-1] = replace(drawn[-1], interval_oere=(low, high))
        words += f"; 80 % sandsynligt mellem {span(low, high)}"
        columns = (*HISTORY_COLUMNS, *INTERVAL_COLUMNS)
        rows = (*rows[:-1], {**rows[-1], "low80_oere": low, "high80_oere": high})
        of_interval = {(len(rows) - 1, one.name): figure_address(tested, one.name) for one in INTERVAL_COLUMNS}
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


def _mio(oere: int) -> str:
    return f"{danish.millions(oere)} mio. kr."
