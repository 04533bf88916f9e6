"""The bridge (ændringer siden sidst): what moved the forecast between two as-of days, to the øre.

Each item is something that happened: a grant came, ended, was prolonged, became dearer; a posting differed from what was
committed; a method's figure moved; a rule changed. For any two sets of lines the items of an area add up to its change,
because whatever the named effects do not reach is *posting against commitment*, *method* or the component itself.

Boundary: lines and grants are compared lazily; what differs is collected, one row per changed grant or area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.followup.change_items import BUDGET_WORDS, Item, as_frame
from trinvis.calculations.followup.grant_changes import GrantChange, items_of
from trinvis.calculations.followup.grant_effects import Valuation, affected_rows, stage_values
from trinvis.calculations.followup.grant_terms import Terms, terms_of
from trinvis.calculations.followup.line_changes import BUDGET_COMPONENTS, Late, line_changes
from trinvis.calculations.forecast.projection import DISPOSED
from trinvis.calculations.staircase.rules import Frame
from trinvis.tables.lines import FORECAST_COMPONENTS

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters.profile import Area

_CHILD_BY_CHILD = DISPOSED[0]

Collect = Callable[[Frame], "pl.DataFrame"]


@dataclass(frozen=True)
class Snapshot:
    """One follow-up: its day, the profile's areas then, its lines, and the grants in force (placed in areas), if known.

    Every grant has a ``grant_id``, also those that were typed in.
    """

    day: date
    areas: Sequence[Area]
    lines: Frame
    grants: Frame | None = None


@dataclass(frozen=True)
class Changes:
    """The items (see ``change_items``) and what they lead from and to, in øre.

    Items that move *forecast* add up to ``forecast_after − forecast_before``, items that move *budget* to
    ``budget_after − budget_before``; the deviation moves by the latter less the former.
    """

    items: pl.DataFrame
    forecast_before: int
    forecast_after: int
    budget_before: int
    budget_after: int


def changes(
    before: Snapshot,
    after: Snapshot,
    *,
    value: Valuation | None,
    collect: Collect,
    late: Late | None = None,
    under_old_rules: Snapshot | None = None,
) -> Changes:
    """What moved from ``before`` to ``after``.

    ``value`` says what grants cost in the year (``grant_effects.committed_year``); without it, or without grants in both
    snapshots, a grant is new or gone by its lines alone. ``collect`` is the engine's. ``late`` names deliveries and journal
    entries that became known late: what rests on them is *late*, with its own kind in ``what``.

    ``under_old_rules`` is the later day's facts reckoned under the earlier parameters, profile and program: then the
    first part of the bridge leads there (``value`` must be under the old rules too), and the rest is *rule*. Without it
    areas whose method changed, or that only one profile has, stand as *rule*.
    """
    facts = under_old_rules or after
    known_late = late or Late()
    items = list(_fact_items(before, facts, value, collect, known_late))
    if under_old_rules is not None:
        items.extend(_rule_items(under_old_rules, after, collect))
    return Changes(as_frame(items), *_sums(before.lines, after.lines, collect))


def _fact_items(
    before: Snapshot, after: Snapshot, value: Valuation | None, collect: Collect, late: Late
) -> Iterable[Item]:
    old, new = _methods(before), _methods(after)
    ruled = {area for area in {*old, *new} if old.get(area) != new.get(area)}
    disposed = {area for area, method in new.items() if method == _CHILD_BY_CHILD and area not in ruled}
    moved: dict[int, dict[str, int]] = {}
    seen: dict[int, tuple[int, int, int]] = {}
    areas: dict[tuple[str, str, str], dict[int, int]] = {}
    for row in collect(line_changes(before.lines, after.lines, disposed, late)).iter_rows(named=True):
        amount = row["after_oere"] - row["before_oere"]
        if row["group"] == "grant":
            moved.setdefault(row["grant_id"], {})[row["area"]] = amount
            rows = seen.get(row["grant_id"], (0, 0, 0))
            here = (row["before_rows"], row["after_rows"], row["late_rows"])
            seen[row["grant_id"]] = (rows[0] + here[0], rows[1] + here[1], rows[2] + here[2])
        else:
            kind = "rule" if row["area"] in ruled else "late" if row["late_rows"] else row["group"]
            areas.setdefault((row["area"], row["group"], kind), {})[row["month"]] = amount
    for (area, group, kind), months in sorted(areas.items()):
        amount = sum(months.values())
        if amount:
            yield _area_item(area, group, kind, amount, tuple(sorted(months)))
    yield from _grant_items(before, after, value, collect, late, disposed, moved, seen)


def _methods(side: Snapshot) -> dict[str, str]:
    """Area → method; the three that are child by child differ in estimates alone, so they are one here."""
    return {area.id: _CHILD_BY_CHILD if area.method in DISPOSED else area.method for area in side.areas}


def _grant_items(
    before: Snapshot,
    after: Snapshot,
    value: Valuation | None,
    collect: Collect,
    late: Late,
    disposed: set[str],
    moved: dict[int, dict[str, int]],
    seen: dict[int, tuple[int, int, int]],
) -> Iterable[Item]:
    old: dict[int, Terms] = {}
    new: dict[int, Terms] = {}
    values: dict[int, dict[str, int]] = {}
    reckoned = before.grants is not None and after.grants is not None and value is not None
    if before.grants is not None and after.grants is not None and value is not None:
        old_rows, new_rows = (collect(rows) for rows in affected_rows(before.grants, after.grants))
        old, new = terms_of(old_rows), terms_of(new_rows)
        values = stage_values(old_rows, new_rows, value)
    days = day_number(before.day), day_number(after.day)
    for grant_id in sorted({*moved, *old, *new}):
        change = GrantChange(
            grant_id, old.get(grant_id), new.get(grant_id), values.get(grant_id, {}), moved.get(grant_id, {})
        )
        rows = seen.get(grant_id, (0, 0, 0))
        items = items_of(change, disposed, *days) if reckoned else _by_lines_alone(change, rows)
        known_late = rows[2] > 0 or _is_late(change.after, late)
        for item in items:
            yield replace(item, kind="late") if known_late else item


def _by_lines_alone(change: GrantChange, rows: tuple[int, int, int]) -> list[Item]:
    """Without the grants' terms: new when there were no lines before, ended when there are none after."""
    kind = "new" if not rows[0] else "ended" if not rows[1] else "posting"
    return [
        Item(kind, "forecast", area, amount, kind, grant_id=change.grant_id)
        for area, amount in sorted(change.moved.items())
    ]


def _is_late(terms: Terms | None, late: Late) -> bool:
    return terms is not None and bool(terms.sources & late.deliveries or terms.entries & late.entries)


def _area_item(area: str, group: str, kind: str, amount: int, months: tuple[int, ...]) -> Item:
    budget = group in BUDGET_COMPONENTS
    what = "budget" if budget else "posting" if group == "disposed" else group
    detail = BUDGET_WORDS[group].capitalize() if budget else ""
    moves = "budget" if budget else "forecast"
    return Item(what if kind == group else kind, moves, area, amount, what, detail, group, months)


def _rule_items(before: Snapshot, after: Snapshot, collect: Collect) -> Iterable[Item]:
    """Same facts under old and new rules: one item per area and group of lines."""
    new = {area.id for area in after.areas if area.method in DISPOSED}
    sums: dict[tuple[str, str], int] = {}
    for row in collect(line_changes(before.lines, after.lines, new, Late())).iter_rows(named=True):
        group = "disposed" if row["group"] in ("grant", "posting") else row["group"]
        key = (row["area"], group)
        sums[key] = sums.get(key, 0) + row["after_oere"] - row["before_oere"]
    for (area, group), amount in sorted(sums.items()):
        if amount:
            yield replace(_area_item(area, group, "rule", amount, ()), detail="Samme oplysninger, andre regler")


def _sums(before: Frame, after: Frame, collect: Collect) -> tuple[int, int, int, int]:
    """Forecast before and after, budget before and after."""
    import polars as pl

    from trinvis.calculations.followup.figures import area_sums

    found = []
    for lines in (before, after):
        sums = collect(area_sums(lines)).group_by("component").agg(pl.col("amount_oere").sum())
        amounts = dict(sums.select("component", "amount_oere").iter_rows())
        found.append(
            (
                sum(amounts.get(component, 0) for component in FORECAST_COMPONENTS),
                sum(amounts.get(component, 0) for component in BUDGET_COMPONENTS),
            )
        )
    (old_forecast, old_budget), (new_forecast, new_budget) = found
    return old_forecast, new_forecast, old_budget, new_budget
