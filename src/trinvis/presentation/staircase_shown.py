"""*Overblik*: where on the staircase the children stand, how they have moved, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.presentation.drawn import Drawn, Said
from trinvis.reports import danish
from trinvis.reports.charts.staircase import Tread, staircase_chart, tall_staircase_chart
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.staircase_overview import StaircaseOverview, StairStep

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
