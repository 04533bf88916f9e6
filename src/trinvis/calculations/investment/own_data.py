"""A target group in the municipality's own data: which children, and on which of their days they belong to it.

A child belongs to the group on the days when it stands on the staircase within everything that the group says. The ways of all
children (``Standing``) are cut to those days, so that whatever counts children on the staircase counts the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.activity import step_days
from trinvis.calculations.staircase.standing import OUTSIDE, Frame, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

YEAR_DAYS = 365
"""Days of a full-year person (seed 004 line 655)."""
_BIRTHDAY_HUNDREDTHS = 36_525


@dataclass(frozen=True)
class Group:
    """Children between two days (day numbers, both included); what is empty or None leaves nobody out.

    ``age_from`` and ``age_to`` are whole years, both included, on the day itself. ``types`` are ``intervention`` or
    ``intervention/placement``; a paragraph holds all below it (``BL-32`` holds ``BL-32.1.5``); an empty district is none.
    ``steps`` may hold ``OUTSIDE``; without steps every step is in, and days without a step are not.
    """

    first_day: int
    last_day: int
    age_from: int | None = None
    age_to: int | None = None
    steps: tuple[int, ...] = ()
    districts: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    children: tuple[int, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    """Other columns of the deciding grant, each with the text that it must be: a team, an account, a provider."""

    @property
    def aged(self) -> bool:
        """Whether the group has a limit of age."""
        return self.age_from is not None or self.age_to is not None

    @property
    def days(self) -> int:
        """Days from the first to the last."""
        return self.last_day - self.first_day + 1

    @property
    def years(self) -> float:
        """The same in years."""
        return self.days / YEAR_DAYS

    def holds(self, step: int) -> bool:
        """Whether a child of the group may stand there."""
        return step in self.steps if self.steps else step > OUTSIDE


def in_group(standing: Standing, group: Group) -> Standing:
    """The children's ways, cut to the days on which they belong to the group.

    A child without a known birth day is in no group with a limit of age (``unknown_age`` counts them).
    """
    rows = _chosen(standing.segments, group)
    if group.aged:
        rows = _of_age(rows.filter(~nw.col("birth_day").is_null()), group)
    rows = rows.with_columns(
        from_day=nw.max_horizontal("from_day", nw.lit(group.first_day).cast(nw.Int64)),
        to_day=nw.min_horizontal("to_day", nw.lit(group.last_day).cast(nw.Int64)),
    ).filter(nw.col("from_day") <= nw.col("to_day"))
    return replace(standing, segments=rows)


def unknown_age(standing: Standing, group: Group) -> Frame:
    """``child_no`` of those who would belong to the group but for a birth day that is not known; none without a limit of age."""
    anybody = in_group(standing, replace(group, age_from=None, age_to=None)).segments
    unknown = nw.col("birth_day").is_null() if group.aged else nw.col("child_no").is_null()
    return anybody.filter(unknown).select("child_no").unique()


def days_of_children(own: Standing, by: Sequence[str] = ()) -> Frame:
    """``child_no``, ``step``, the ``by`` columns and ``days``: how long each child of the group stood on each step."""
    length = nw.col("to_day") - nw.col("from_day") + 1
    counted = own.segments.with_columns(days=length).group_by("child_no", "step", *by)
    return counted.agg(nw.col("days").sum().cast(nw.Int64))


@dataclass(frozen=True)
class StepCount:
    """The group on one step: different children, those on the last day, and days (full-year persons: days / 365)."""

    step: int
    children: int
    children_on_day: int
    days: int

    @property
    def full_year(self) -> float:
        """Full-year persons of the whole period."""
        return self.days / YEAR_DAYS


def step_counts(own: Standing, group: Group, collect: Callable[[Frame], pl.DataFrame]) -> tuple[StepCount, ...]:
    """The group step by step, lowest first."""
    now = collect(own.on(group.last_day).group_by("step").agg(children=nw.col("child_no").count()))
    last = {int(step): int(number) for step, number in now.select("step", "children").iter_rows()}
    rows = collect(step_days(own, group.first_day, group.last_day)).sort("step")
    return tuple(
        StepCount(int(step), int(children), last.get(int(step), 0), int(days))
        for step, children, days in rows.select("step", "children", "days").iter_rows()
    )


def _chosen(rows: Frame, group: Group) -> Frame:
    rows = rows.filter(nw.col("step").is_in(list(group.steps)) if group.steps else nw.col("step") > OUTSIDE)
    if group.children:
        rows = rows.filter(nw.col("child_no").is_in(list(group.children)))
    if group.districts:
        rows = rows.filter(nw.coalesce(nw.col("district"), nw.lit("")).is_in(list(group.districts)))
    if group.paragraphs:
        rows = rows.filter(_any([_below(one) for one in group.paragraphs]))
    if group.types:
        rows = rows.filter(_any([_of_type(one) for one in group.types]))
    for column, text in group.marks:
        said = nw.coalesce(nw.col(column).cast(nw.String), nw.lit(""))
        rows = rows.filter(said == text)
    return rows


def _any(conditions: Sequence[nw.Expr]) -> nw.Expr:
    whole = conditions[0]
    for one in conditions[1:]:
        whole = whole | one
    return whole.fill_null(False)


def _below(paragraph: str) -> nw.Expr:
    text = nw.col("paragraph")
    return (
        (text == paragraph) | text.str.starts_with(f"{paragraph}.") | text.str.starts_with(f"{paragraph}-")
    ).fill_null(False)


def _of_type(text: str) -> nw.Expr:
    intervention, _, place = text.partition("/")
    here = nw.col("intervention_type") == intervention
    return ((here & (nw.col("placement_type") == place)) if place else here).fill_null(False)


def _of_age(rows: Frame, group: Group) -> Frame:
    """The rows cut to the days between two birthdays; a year is 365,25 days, as in the age groups of the staircase."""
    born = nw.col("birth_day").cast(nw.Int64)
    if group.age_from is not None:
        rows = rows.with_columns(from_day=nw.max_horizontal("from_day", born + birthday(group.age_from)))
    if group.age_to is not None:
        rows = rows.with_columns(to_day=nw.min_horizontal("to_day", born + birthday(group.age_to + 1) - 1))
    return rows.filter(nw.col("from_day") <= nw.col("to_day"))


def birthday(age: int) -> int:
    """Days from birth to the first day of a year of age."""
    return -(-age * _BIRTHDAY_HUNDREDTHS // 100)
