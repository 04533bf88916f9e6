"""What each figure of a follow-up is the sum of, so that any of them can be opened and added up again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.rules import Frame
from trinvis.tables.lines import FORECAST_COMPONENTS, UNPLACED

_BUDGET = dict.fromkeys(("budget_original", "budget_moved", "budget_supplementary", "budget_carried_over"), 1)
_FORECAST = dict.fromkeys(FORECAST_COMPONENTS, 1)

FIGURES: dict[str, Mapping[str, int]] = {
    "budget_original_oere": {"budget_original": 1},
    "budget_moved_oere": {"budget_moved": 1},
    "budget_supplementary_oere": {"budget_supplementary": 1},
    "budget_carried_over_oere": {"budget_carried_over": 1},
    "budget_oere": _BUDGET,
    "spent_oere": {"spent": 1},
    "committed_oere": {"missing_invoice": 1, "collective_offset": 1, "committed_open": 1},
    "estimates_oere": {"risk": 1, "pool": 1},
    "method_oere": {"method_rest": 1},
    "refund_oere": {"refund": 1},
    "forecast_oere": _FORECAST,
    "deviation_oere": _BUDGET | dict.fromkeys(FORECAST_COMPONENTS, -1),
    "last_year_oere": {"last_year_spent": 1},
    "committed_year_oere": {"committed_year": 1},
    "plain_replacement_oere": {"plain_replacement": 1},
    "child_by_child_oere": {"spent": 1, "missing_invoice": 1, "committed_open": 1},
}
"""Column of a follow-up row → component → sign. The figure is the signed sum over the lines of the row's areas."""

ONLY_WITH_CHILD = frozenset({"child_by_child_oere"})
"""Figures that count only lines with a child: what is committed, or paid, child by child."""


def figure_lines(lines: Frame, figure: str, areas: Collection[str] | None = None) -> Frame:
    """The lines behind a figure, with ``signed_oere``; the figure is the sum of that column.

    ``areas`` are the ids that the row covers, None for every area (the total). Raises ``KeyError`` for a column that is no
    sum of lines (shares, per cents, words).
    """
    signs = FIGURES[figure]
    chosen = lines.filter(nw.col("component").is_in(list(signs)))
    if figure in ONLY_WITH_CHILD:
        chosen = chosen.filter(~nw.col("child_no").is_null())
    if areas is not None:
        chosen = chosen.filter(nw.col("area").fill_null(UNPLACED).is_in(list(areas)))
    minus = [component for component, sign in signs.items() if sign < 0]
    signed = nw.col("amount_oere")
    if minus:
        signed = nw.when(nw.col("component").is_in(minus)).then(-nw.col("amount_oere")).otherwise(signed)
    return chosen.with_columns(signed_oere=signed)


def area_sums(lines: Frame) -> Frame:
    """``area``, ``component``, ``amount_oere``, ``child_oere`` (the part on lines with a child): all that ``rows`` needs."""
    child = nw.when(~nw.col("child_no").is_null()).then(nw.col("amount_oere")).otherwise(0)
    return (
        lines.with_columns(area=nw.col("area").fill_null(UNPLACED), child_oere=child)
        .group_by("area", "component")
        .agg(nw.col("amount_oere").sum(), nw.col("child_oere").sum())
        .with_columns(nw.col("amount_oere").cast(nw.Int64), nw.col("child_oere").cast(nw.Int64))
    )


def area_flags(lines: Frame) -> Frame:
    """The different ``area``, ``flag`` of the lines of a forecast; a flag may hold several codes joined by ``;``."""
    return (
        lines.filter(~nw.col("flag").is_null() & nw.col("component").is_in(list(FORECAST_COMPONENTS)))
        .select("area", "flag")
        .unique()
    )
