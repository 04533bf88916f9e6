"""A running case's municipality beside itself before, beside other districts of its own, and beside other municipalities.

The points are counted from what is in the workspace; each opens. What they are compared by, with its assumptions, stands in
``calculations.investment``; nothing here says what a difference comes of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.investment.before_after import BeforeAfter, before_after
from trinvis.calculations.investment.difference_in_differences import (
    DifferenceInDifferences,
    Scale,
    difference_in_differences,
)
from trinvis.calculations.investment.half_year import half_of
from trinvis.calculations.investment.synthetic_control import SyntheticControl, synthetic_control
from trinvis.calculations.investment.wording import numbered, several
from trinvis.municipality.investment_follow_up import CannotFollow
from trinvis.municipality.investment_panels import (
    OUTCOMES,
    Outcome,
    Panel,
    district_panel,
    districts_known,
    municipality_panel,
)

if TYPE_CHECKING:
    from datetime import date

    from trinvis.calculations.staircase.expenditure import Counting
    from trinvis.calculations.staircase.spans import Span
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.investment_picked import Picked

EVERYBODY = "Hele kommunen"


@dataclass(frozen=True)
class Compared:
    """What was compared (``panel``, of which the points from ``after_from`` on are after the change), and what came of it.

    Exactly one of the three methods is there. ``notes`` is what must be known of the points.
    """

    panel: Panel
    changed: tuple[str, ...]
    after_from: int
    made: BeforeAfter | DifferenceInDifferences | SyntheticControl
    notes: tuple[str, ...]


def compare_before(
    house: House,
    basis: Basis,
    outcome: Outcome,
    changed_on: date,
    picked: Picked | None = None,
    first: date | None = None,
) -> Compared:
    """The municipality (or a group of it; the days of ``picked`` are not asked) half-year by half-year, before and after a day.

    Raises ``CannotFollow`` where there is nothing to count.
    """
    panel = district_panel(house, basis, outcome, {EVERYBODY: ()}, picked, first)
    after = _after(panel, changed_on)
    values, (unit, decimals) = panel.values[EVERYBODY], OUTCOMES[outcome][1:]
    return Compared(
        panel, (EVERYBODY,), after, before_after(values, after, unit=unit, decimals=decimals), _notes(panel, changed_on)
    )


def compare_districts(
    house: House,
    basis: Basis,
    outcome: Outcome,
    changed_on: date,
    changed: Collection[str],
    against: Collection[str] = (),
    *,
    picked: Picked | None = None,
    scale: Scale = "level",
    first: date | None = None,
) -> Compared:
    """Districts with the change against others (none named: all others that are known), half-year by half-year. Raises ``CannotFollow``."""
    known = districts_known(house, basis)
    others = tuple(against) or tuple(one for one in known if one not in changed)
    absent = sorted({*changed, *others} - set(known))
    if absent:
        raise CannotFollow(
            f"Distriktet {several(absent)} findes ikke i data; vælg blandt {several(list(known)) if known else 'ingen'}."
        )
    panel = district_panel(house, basis, outcome, {one: (one,) for one in (*changed, *others)}, picked, first)
    after = _after(panel, changed_on)
    unit, decimals = OUTCOMES[outcome][1:]
    try:
        made = difference_in_differences(panel.values, set(changed), after, unit=unit, scale=scale, decimals=decimals)
    except ValueError as error:
        raise CannotFollow(str(error)) from None
    return Compared(panel, tuple(changed), after, made, _notes(panel, changed_on))


def compare_municipalities(
    house: House,
    basis: Basis,
    changed_year: int,
    against: Collection[int],
    *,
    group: Span,
    method: Literal["difference", "synthetic"] = "difference",
    changed: Collection[int] = (),
    scale: Scale = "level",
    counting: Counting = "net",
    since: int | None = None,
) -> Compared:
    """Municipalities' spending on a group of steps per 0-22-year-old, year by year: ours (or ``changed``) against the chosen ones.

    ``changed_year`` is the first year after the change. Raises ``CannotFollow``.
    """
    own = tuple(changed) or (house.workspace.municipality,)
    panel = municipality_panel(house, basis, (*own, *against), own, group, counting, since)
    years = [int(one) for one in panel.periods]
    after = sum(1 for year in years if year < changed_year)
    names = tuple(panel.names[code] for code in own)
    try:
        made: DifferenceInDifferences | SyntheticControl
        if method == "difference":
            made = difference_in_differences(
                panel.values, set(names), after, unit="kr. pr. 0-22-årig", scale=scale, decimals=0
            )
        elif len(names) == 1:
            made = synthetic_control(panel.values, names[0], after, unit="kr. pr. 0-22-årig", decimals=0)
        else:
            raise CannotFollow("En vægtet sammensætning laves for én kommune ad gangen; vælg én.")
    except ValueError as error:
        raise CannotFollow(str(error)) from None
    return Compared(panel, names, after, made, panel.notes)


def _after(panel: Panel, changed_on: date) -> int:
    """How many half-years lie before the one in which the change falls."""
    change = half_of(changed_on)
    return sum(1 for half in panel.halves if half < change)


def _notes(panel: Panel, changed_on: date) -> tuple[str, ...]:
    change = half_of(changed_on)
    out = list(panel.notes)
    if changed_on != change.first:
        out.append(f"Ændringen faldt midt i {change.words}, som er regnet med til tiden efter.")
    out.append(f"{numbered(len(panel.periods), 'halvår', 'halvår')} fra {panel.periods[0]} til {panel.periods[-1]}.")
    return tuple(out)


def points(made: Compared) -> Mapping[str, tuple[tuple[str, float, str], ...]]:
    """Name → (period, value, address) of every point."""
    panel = made.panel
    return {
        name: tuple(zip(panel.periods, values, panel.addresses.get(name, ("",) * len(values)), strict=True))
        for name, values in panel.values.items()
    }
