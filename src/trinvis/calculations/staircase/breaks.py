"""Series breaks: years from which the chart of accounts divides the money anew, and what can be compared across them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.expenditure import Spending
from trinvis.calculations.staircase.measures import AreaPerChild, LowerToUpper, Measure, SpendingPerChild, StepShare
from trinvis.calculations.staircase.spans import LOWER, PLACED, WHOLE, Span, crosses, hull, span_of, span_text, within

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Break:
    """One row of ``series_breaks``; ``year`` is the first of the new series.

    Across it the money of ``joint`` can be compared as a whole, and nothing that has a border inside it. With
    ``without_groupings`` it only hits data that have no groupings; with ``leaves`` a part of the money stands among what may
    lie on several steps on one side of it, so that sums of steps are broken too.
    """

    id: str
    label: str
    year: int
    accounts: tuple[str, ...]
    steps: tuple[int, ...]
    joint: Span
    without_groupings: bool
    leaves: bool
    reason: str
    source: str
    rule_id: str

    def touches(self, group: Span) -> bool:
        """Whether the group holds one of its steps."""
        return any(group[0] <= step <= group[1] for step in self.steps)

    def hits(self, group: Span) -> bool:
        """Whether the group's amount means something else on the other side."""
        return self.touches(group) and (self.leaves or crosses(self.joint, group))


class SeriesBreak(ValueError):
    """A comparison across a break that it cannot be made across; the message is one Danish sentence with the reason."""

    def __init__(self, measure: Measure, broken: Break, way_out: str) -> None:
        self.broken = broken
        super().__init__(f"{measure.label} kan ikke sammenlignes hen over {broken.year}: {broken.reason}; {way_out}")


def breaks_of(table: pl.DataFrame) -> tuple[Break, ...]:
    """The breaks of the parameter table ``series_breaks`` on a day, in order of year."""
    rows = table.filter(table["year"].is_not_null()).sort("year", "break").iter_rows(named=True)
    return tuple(
        Break(
            id=row["break"],
            label=row["label"] or row["break"],
            year=row["year"],
            accounts=tuple((row["accounts"] or "").split()),
            steps=tuple(int(step) for step in (row["steps"] or "").split()),
            joint=span_of(row["joint"] or f"{WHOLE[0]}-{WHOLE[1]}"),
            without_groupings=bool(row["without_groupings"]),
            leaves=bool(row["leaves"]),
            reason=row["reason"] or row["label"] or row["break"],
            source=row["source"],
            rule_id=row["rule_id"],
        )
        for row in rows
    )


def drawn(breaks: Iterable[Break], measure: Measure, years: Sequence[int]) -> tuple[Break, ...]:
    """The breaks to draw in a series of the measure over these years: those that touch it, whether or not they hit it."""
    if not years or isinstance(measure, AreaPerChild):
        return ()
    groups = (LOWER, PLACED) if isinstance(measure, LowerToUpper) else (measure.group,)
    return tuple(
        one for one in breaks if min(years) < one.year <= max(years) and any(one.touches(group) for group in groups)
    )


def across(
    breaks: Iterable[Break],
    spending: Spending,
    measure: Measure,
    members: Iterable[int],
    years: Sequence[int],
    *,
    on_joint: bool = False,
) -> Measure:
    """The measure that can be compared between these years: itself, or with ``on_joint`` the one on the joint category.

    Raises ``SeriesBreak`` where a break lies between the first and last year and hits the measure, and there is no joint
    category to go to or it was not asked for.
    """
    within_years = [one for one in breaks if min(years) < one.year <= max(years)]
    members = tuple(members)
    widened = measure
    while (broken := _hit(within_years, spending, widened, members, years)) is not None:
        if not on_joint:
            raise SeriesBreak(measure, broken, _way_out(widened, broken))
        wider = _widened(widened, broken)
        if wider is None:
            raise SeriesBreak(measure, broken, _way_out(widened, broken))
        widened = wider
    return widened


def _hit(
    breaks: Sequence[Break], spending: Spending, measure: Measure, members: tuple[int, ...], years: Sequence[int]
) -> Break | None:
    for one in breaks:
        if isinstance(measure, AreaPerChild):
            continue
        if isinstance(measure, LowerToUpper):
            groups: tuple[Span, ...] = (LOWER, PLACED)
        elif isinstance(measure, StepShare):
            groups = (measure.group, WHOLE)
        else:
            groups = (measure.group,)
        for group in groups:
            settled = isinstance(measure, SpendingPerChild) and measure.with_left_out and within(one.joint, group)
            seen = not one.without_groupings or spending.crossed(members, years, group)
            if one.hits(group) and seen and not settled:
                return one
    return None


def _widened(measure: Measure, broken: Break) -> Measure | None:
    """The measure on the joint category of a break; None when that says nothing (a share of all, a ratio)."""
    if isinstance(measure, SpendingPerChild):
        return SpendingPerChild(hull(measure.group, broken.joint), measure.with_left_out or broken.leaves)
    if isinstance(measure, StepShare) and not broken.leaves:
        wider = hull(measure.group, broken.joint)
        return StepShare(wider) if not within((LOWER[0], PLACED[1]), wider) else None
    return None


def _way_out(measure: Measure, broken: Break) -> str:
    wider = _widened(measure, broken)
    if wider is None:
        return "vælg år på samme side af bruddet, eller se på kroner pr. 0-22-årig."
    return f"vælg år på samme side af bruddet, eller sammenlign på den fælles kategori ({span_text(wider.group)})."
