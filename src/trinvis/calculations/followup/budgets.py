"""The budget as lines: four versions, each line in its area (original, moved, supplementary, carried over)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.areas import postings_in_areas
from trinvis.calculations.forecast.line_columns import as_lines
from trinvis.calculations.forecast.placing import placed_by_name_or_type
from trinvis.calculations.staircase.rules import Frame
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.parameters.profile import Area

VERSIONS = ("original", "moved", "supplementary", "carried_over")
"""Budget versions in the order they come; the corrected budget is their sum."""


def budget_lines(budgets: Frame, areas: Sequence[Area], account_rules: Frame, year: int) -> Frame:
    """Lines of the components ``budget_original`` … ``budget_carried_over`` of one year, in øre (expense +, income −).

    A row is placed by the area it names (id or label), else by its account (``account_rules``: ``pattern_key``, ``area``,
    ``rule_id``), else by its intervention type where that leaves one area; the rest is ``ikke_placeret``. Every row of the
    year gives one line; a move between areas is two rows that sum to nothing. ``month`` is null.
    """
    of_year = budgets.filter((nw.col("year") == year) & nw.col("version").is_in(list(VERSIONS)))
    by_account = (
        postings_in_areas(of_year.rename({"area": "_named"}), account_rules)
        .with_columns(_by_account=nw.when(nw.col("area") != UNPLACED).then(nw.col("area")))
        .drop("area", "area_rule")
        .rename({"_named": "area"})
    )
    placed = placed_by_name_or_type(by_account, areas, also=["_by_account"])
    return as_lines(
        placed.with_columns(
            component=nw.concat_str([nw.lit("budget_"), nw.col("version")]),
            rules=nw.concat_str([nw.lit("placed_by/"), nw.coalesce(nw.col("area_rule"), nw.lit("intet"))]),
        )
    )
