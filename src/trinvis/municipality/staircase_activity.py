"""The children on the staircase between two days: stock, new and ended stays, full-year persons, flows and durations.

What the page *Trappen* and ``trinvis staircase`` count. Every count opens to the children or stays behind it
(``staircase_activity_opened``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.staircase.activity import full_year_persons, step_days, stock
from trinvis.calculations.staircase.durations import Durations, durations, stays
from trinvis.calculations.staircase.flows import flow_matrix, new_and_ended
from trinvis.calculations.staircase.standing import AWAY, OUTSIDE
from trinvis.municipality.address import Address
from trinvis.municipality.staircase_standing import Stands, stands
from trinvis.municipality.staircase_view import View, WrongView

if TYPE_CHECKING:
    from trinvis.calculations.staircase.standing import Frame
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

By = Literal["age", "district", "type"]

BY: dict[By, tuple[str, ...]] = {
    "age": ("age_from",),
    "district": ("district",),
    "type": ("intervention_type", "placement_type"),
}
"""What children can be told apart by → the columns that do."""

BY_WORDS: dict[By, str] = {"age": "Aldersgruppe", "district": "Distrikt", "type": "Indsatstype"}

FIGURES: dict[str, str] = {
    "children_before": "Børn på trinnet den første dag",
    "new": "Nye ophold på trinnet",
    "ended": "Afsluttede ophold på trinnet",
    "children": "Børn på trinnet den sidste dag",
    "full_year": "Helårspersoner på trinnet i perioden",
    "days": "Dage på trinnet i perioden",
    "flow": "Børn, efter hvor de stod den første og den sidste dag",
    "completed": "Ophold, der er sluttet",
    "running": "Ophold, der stadig løber",
    "median_days": "Median af opholdenes længde",
}
"""Figure → what users read."""


@dataclass(frozen=True)
class StepChildren:
    """One step, or ``OUTSIDE``: children on the two days, stays begun and ended between them, and the days children stood there."""

    step: int
    label: str
    children_before: int
    new: int
    ended: int
    children: int
    days: int

    @property
    def full_year(self) -> Fraction:
        """Full-year persons of the period: days / 365."""
        return full_year_persons(self.days, year=0)


@dataclass(frozen=True)
class GroupChildren:
    """Children of a group (``values`` of the columns of ``BY``) on a step on the last day, and its full-year days in the period."""

    step: int
    values: tuple[Any, ...]
    children: int
    days: int


@dataclass(frozen=True)
class StaircaseActivity:
    """The children between ``before`` and ``day``; the period is the days after ``before``, ``day`` included.

    ``flows`` is (step before, step now) → children, ``AWAY`` for not on the staircase. ``durations`` are of every stay seen
    until ``day``, by step.
    """

    year: int
    basis: Basis
    before: date
    day: date
    view: View
    stands: Stands
    steps: tuple[StepChildren, ...]
    flows: Mapping[tuple[int, int], int]
    durations: tuple[Durations, ...]

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        return self.before + timedelta(days=1)

    @property
    def sees_before(self) -> bool:
        """Whether the data hold who stood there on the first day: else the comparison lacks those who have stopped since."""
        return self.stands.seen_from is not None and self.stands.seen_from <= self.before

    @property
    def moved(self) -> tuple[int, int]:
        """(down, up): children who stand on a lower, or higher, step than on the first day."""
        both = {way: count for way, count in self.flows.items() if way[0] > OUTSIDE and way[1] > OUTSIDE}
        down = sum(count for (start, to), count in both.items() if to < start)
        return down, sum(count for (start, to), count in both.items() if to > start)

    @property
    def total(self) -> StepChildren:
        """All steps and outside together; a stay on two steps counts on both."""
        names = ("children_before", "new", "ended", "children", "days")
        return StepChildren(AWAY, "I alt", **{name: sum(getattr(one, name) for one in self.steps) for name in names})

    def address(self, figure: str, **where: str) -> str:
        """The address of a figure; ``where`` names columns of the rows behind it."""
        said = {"since": self.before.isoformat(), "until": self.day.isoformat(), **self.view.where, **where}
        return str(Address("activity", self.year, self.basis.name, figure, said))

    def size(self) -> int:
        """Estimated bytes in memory, without the ways themselves."""
        return 20_000


def staircase_activity(
    house: House, basis: Basis, year: int, view: View | None = None, before: date | None = None, day: date | None = None
) -> StaircaseActivity:
    """The activity between two days; ``day`` is the as-of day moved into ``year``, ``before`` the same a year earlier.

    Raises ``WrongView`` where ``before`` is not before ``day``.
    """
    from trinvis.municipality.staircase_view import year_before

    view = view or View()
    day = day or min(max(basis.day, date(year, 1, 1)), date(year, 12, 31))
    before = before or year_before(day)
    if before >= day:
        raise WrongView(f"Der kan ikke sammenlignes fra {before:%d.%m.%Y} til {day:%d.%m.%Y}; vælg en tidligere dag.")
    ways = stands(house, basis, year, view, far_back(before))
    key = f"activity/{ways.digest}/{before}/{day}"
    made = house.cache.get(key, lambda: _made(ways, basis, year, view, before, day), StaircaseActivity.size)
    return replace(made, basis=basis)


YEARS_BACK = 6
"""How far back stays are looked for, so that those that run are as long as they are."""


def far_back(day: date) -> date:
    """The first day that the ways are asked to reach."""
    return date(day.year - YEARS_BACK, 1, 1)


def _made(ways: Stands, basis: Basis, year: int, view: View, before: date, day: date) -> StaircaseActivity:
    first, last = day_number(before) + 1, day_number(day)
    standing = ways.standing
    now, then = (
        dict(collected(stock(standing, on)).select("step", "children").iter_rows()) for on in (last, first - 1)
    )
    turned = {row["step"]: row for row in collected(new_and_ended(standing, first, last)).iter_rows(named=True)}
    days = dict(collected(step_days(standing, first, last)).select("step", "days").iter_rows())
    seen = {*now, *then, *turned, *days, *ways.labels} | {OUTSIDE}
    steps = tuple(
        StepChildren(
            step,
            label_of(ways, step),
            then.get(step, 0),
            turned.get(step, {}).get("new", 0),
            turned.get(step, {}).get("ended", 0),
            now.get(step, 0),
            days.get(step, 0),
        )
        for step in (*sorted(step for step in seen if step > OUTSIDE), OUTSIDE)
    )
    matrix = collected(flow_matrix(standing, first - 1, last)).iter_rows(named=True)
    flows = {(row["step_before"], row["step"]): row["children"] for row in matrix}
    lasted = collected(stays(standing, last))
    observed = None if ways.seen_from is None else day_number(ways.seen_from)
    lengths = durations(lasted, ("step",), observed_from=observed)
    return StaircaseActivity(year, basis, before, day, view, ways, steps, dict(sorted(flows.items())), lengths)


def groups(made: StaircaseActivity, by: By) -> tuple[GroupChildren, ...]:
    """The children on each step by age group, district or type; types are those of the grant that decides where the child stands."""
    columns = BY[by]
    standing, last = made.stands.standing, day_number(made.day)
    now = counts(collected(stock(standing, last, columns)), columns, "children")
    days = counts(collected(step_days(standing, day_number(made.before) + 1, last, columns)), columns, "days")
    order = sorted(
        {*now, *days},
        key=lambda key: (
            [
                (value is None, value or 0) if isinstance(value, int) else (value is None, str(value))
                for value in key[1]
            ],
            key[0],
        ),
    )
    return tuple(
        GroupChildren(step, values, now.get((step, values), 0), days.get((step, values), 0)) for step, values in order
    )


def durations_by(made: StaircaseActivity, by: By) -> tuple[Durations, ...]:
    """How long stays last, by step and group."""
    lasted = collected(stays(made.stands.standing, day_number(made.day)))
    observed = None if made.stands.seen_from is None else day_number(made.stands.seen_from)
    return durations(lasted, ("step", *BY[by]), observed_from=observed)


def counts(frame: pl.DataFrame, columns: Sequence[str], figure: str) -> dict[tuple[int, tuple[Any, ...]], int]:
    """(step, values of the columns) → the figure."""
    return {(row[0], row[1:-1]): row[-1] for row in frame.select("step", *columns, figure).iter_rows()}


def label_of(ways: Stands, step: int) -> str:
    """``5 Anbringelse i plejefamilie``; *Uden for trappen* for a child without a step, *Ikke på trappen* for one that is away."""
    if step == OUTSIDE:
        return "Uden for trappen"
    return "Ikke på trappen" if step == AWAY else f"{step} {ways.labels.get(step, f'Trin {step}')}"


def collected(frame: Frame) -> pl.DataFrame:
    """A frame worked out."""
    return frame.collect("polars").to_native()  # type: ignore[no-any-return]
