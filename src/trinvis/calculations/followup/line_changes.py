"""How the lines of two follow-ups differ, grouped as the bridge explains them. The lines are read once, lazily."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.forecast.line_columns import as_lines
from trinvis.calculations.staircase.rules import Frame
from trinvis.tables.lines import FORECAST_COMPONENTS, UNPLACED

BUDGET_COMPONENTS = ("budget_original", "budget_moved", "budget_supplementary", "budget_carried_over")

OWN_GROUPS = ("risk", "pool", "refund", *BUDGET_COMPONENTS)
"""Components that are a group of their own; the rest are *grant*, *posting* or *method*."""

_REST = tuple(component for component in FORECAST_COMPONENTS if component not in OWN_GROUPS)


@dataclass(frozen=True)
class Late:
    """What became known late (efterregistreret): with an earlier ``known_from`` than the day it was received.

    ``deliveries`` are the ids of such deliveries that the earlier follow-up did not have, ``entries`` journal numbers.
    """

    deliveries: frozenset[str] = frozenset()
    entries: frozenset[int] = frozenset()


def line_changes(before: Frame, after: Frame, disposed: Collection[str], late: Late) -> Frame:
    """Sums that differ, per ``area``, ``group``, ``grant_id``, ``month``: ``before_oere``, ``after_oere`` and what is late.

    ``group`` is *grant* (money of a grant in a disposed area, over all months), *posting* (other money of a disposed area and
    of no area), *method* (all money of an area that is forecast by method) or the component itself (risk, pool, refund, the
    four budget components). ``month`` is 0 for lines
    without month and in the group *grant*. ``before_rows`` and ``after_rows`` count lines, ``late_rows`` those that are late. Together the
    groups hold every line of forecast and budget, each once.
    """
    sides = [_side(before, disposed, None), _side(after, disposed, late)]
    keys = ["area", "group", "grant_id", "month"]
    return (
        nw.concat(sides)
        .group_by(*keys)
        .agg(*(nw.col(name).sum() for name in ("before_oere", "after_oere", "before_rows", "after_rows", "late_rows")))
        .with_columns(
            **{
                name: nw.col(name).cast(nw.Int64)
                for name in ("before_oere", "after_oere", "before_rows", "after_rows", "late_rows")
            }
        )
        .filter(nw.col("before_oere") != nw.col("after_oere"))
        .with_columns(grant_id=nw.when(nw.col("group") == "grant").then(nw.col("grant_id")))
    )


def explained_lines(lines: Frame, disposed: Collection[str]) -> Frame:
    """The lines of forecast and budget with ``group``, and ``area`` never null."""
    component, area = nw.col("component"), nw.col("area").fill_null(UNPLACED)
    kept = as_lines(lines).filter(component.is_in([*FORECAST_COMPONENTS, *BUDGET_COMPONENTS])).with_columns(area=area)
    by_child = area.is_in([*disposed, UNPLACED])
    group = (
        nw.when(component.is_in(list(OWN_GROUPS)))
        .then(component)
        .otherwise(
            nw.when(~by_child)
            .then(nw.lit("method"))
            .otherwise(nw.when(nw.col("grant_id").is_null()).then(nw.lit("posting")).otherwise(nw.lit("grant")))
        )
    )
    return kept.with_columns(group=group)


def lines_behind(lines: Frame, item: Mapping[str, Any]) -> Frame:
    """The lines of one snapshot behind an item (a row of ``change_items.as_frame``): its ``area``, ``group``, ``months``,
    ``grant_id``.

    Their sum after less before is what moved in all. For items of no grant that is the item's amount; a grant's items
    (new, price, posting …) share the grant's lines and add up to it. The group *disposed* is *grant* and *posting*.
    """
    area, group, months = item["area"], item["group"], item["months"]
    components = [group] if group in OWN_GROUPS else list(_REST)
    found = lines.filter((nw.col("area").fill_null(UNPLACED) == area) & nw.col("component").is_in(components))
    if group == "grant":
        found = found.filter(nw.col("grant_id") == item["grant_id"])
    if group == "posting":
        found = found.filter(nw.col("grant_id").is_null())
    if months:
        found = found.filter(nw.col("month").fill_null(0).is_in([int(month) for month in months.split(";")]))
    return found


def _side(lines: Frame, disposed: Collection[str], late: Late | None) -> Frame:
    grouped = explained_lines(lines, disposed)
    none, amount, one = nw.lit(0).cast(nw.Int64), nw.col("amount_oere"), nw.lit(1).cast(nw.Int64)
    of_grant = nw.col("group") == "grant"
    after = late is not None
    return grouped.select(
        "area",
        "group",
        # a number that no grant has stands for null: engines group nulls differently
        grant_id=nw.when(of_grant).then(nw.col("grant_id")).otherwise(none),
        month=nw.when(of_grant).then(none).otherwise(nw.col("month").fill_null(0).cast(nw.Int64)),
        before_oere=none if after else amount,
        after_oere=amount if after else none,
        before_rows=none if after else one,
        after_rows=one if after else none,
        late_rows=nw.when(_is_late(late)).then(one).otherwise(none) if late is not None else none,
    )


def _is_late(late: Late) -> nw.Expr:
    found = nw.col("row_no") != nw.col("row_no")
    if late.deliveries:
        found = found | nw.col("delivery_id").is_in(sorted(late.deliveries)).fill_null(False)
    if late.entries:
        found = found | nw.col("journal_seq").is_in(sorted(late.entries)).fill_null(False)
    return found.fill_null(False)
