"""The municipality's key figures (nøgletal) at the end of each March and September that its data reach, with all they rest on.

A day or window that the data do not reach has no figure: missing stays missing. Figures that were received or typed in of this
or other municipalities (``public_figures``) are series of their own, beside and never in the municipality's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.staircase import key_figure_counts as counted
from trinvis.calculations.staircase import key_figure_windows as windows
from trinvis.calculations.staircase.breaks import Break
from trinvis.calculations.staircase.direction import RATE_STABLE, RATIO_STABLE, Direction, direction
from trinvis.calculations.staircase.key_figures import Definition, KeyFigure, definitions
from trinvis.calculations.staircase.placement_shares import placed_on, placement_full_year
from trinvis.calculations.staircase.series import Series, series, status_days
from trinvis.municipality.address import Address
from trinvis.municipality.inhabitants_known import Inhabitants, Population, population_known
from trinvis.municipality.key_figures_published import Published, published
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_activity import collected, far_back
from trinvis.municipality.staircase_standing import Stands, stands
from trinvis.municipality.staircase_view import DISABILITY, UNACCOMPANIED, View
from trinvis.municipality.staircase_years import STATBANK, StaircaseYears, staircase_years

if TYPE_CHECKING:
    from trinvis.calculations.staircase.key_figures import CountedBy
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

USUAL = View(without=frozenset({DISABILITY, UNACCOMPANIED}))
"""As VIVE counts them: without children supported solely for disability, and without unaccompanied refugee children."""

CHILD, YOUNG = 17, 22
"""Last ages of the denominators."""
DECEMBER = (12, 1)

NO_FOLLOW_UPS = "Opfølgninger på barnets plan er ikke modtaget."
NOT_REACHED = "Data når ikke så langt tilbage, som nøgletallet kræver."
NO_LIMIT = "Der er ingen fastlagt grænse for, hvornår dette nøgletal er stabilt, så det har ingen retning."


@dataclass(frozen=True)
class Figure:
    """A key figure and the count of inhabitants that it is of (None: none known, or its denominator is another)."""

    made: KeyFigure
    inhabitants: Inhabitants | None = None


@dataclass(frozen=True)
class KeyFigures:
    """All key figures up to ``day``. ``figures`` is by figure and day, ``missing`` says why one has none at all.

    ``series`` are over the days that the figure is of: half-years, or years. ``breaks`` are those of the accounts that the figure of
    spending cannot be compared across.
    """

    day: date
    basis: Basis
    view: View
    stands: Stands
    definitions: Mapping[str, Definition]
    figures: Mapping[str, tuple[Figure, ...]]
    missing: Mapping[str, str]
    published: tuple[Published, ...]
    breaks: tuple[Break, ...] = ()

    def newest(self, figure: str) -> Figure | None:
        """The figure on its last day."""
        found = self.figures.get(figure, ())
        return found[-1] if found else None

    def series(self, figure: str) -> Series:
        """The figure over its days; those without one are missing."""
        found = {one.made.day: one.made.rate for one in self.figures.get(figure, ())}
        days = self.days_of(figure)
        return series(self.definitions[figure], self._counted_by(figure), days, found)

    def days_of(self, figure: str) -> tuple[date, ...]:
        """Every day from the figure's first to its last that it could be of."""
        found = [one.made.day for one in self.figures.get(figure, ())]
        if not found:
            return ()
        every = status_days(found[0], found[-1])
        return every if set(found) <= set(every) else tuple(found)

    def way(self, figure: str) -> Direction | None:
        """Rising, stable or falling by the limits of VIVE; None where there is no limit, or fewer than two figures."""
        definition, found = self.definitions[figure], self.figures.get(figure, ())
        if definition.per == 1000:
            return self.series(figure).course.direction(RATE_STABLE)
        newest_break = max((one.year for one in self.breaks), default=0)
        ratios = [ratio_of(one.made) for one in found if one.made.day.year >= newest_break]
        known = [one for one in ratios if one is not None]
        if definition.counting == "spending" and len(known) > 1:
            return direction(known[0], known[-1], RATIO_STABLE)
        return None

    def address(self, figure: str, day: date, part: str = "") -> str:
        """The address of a figure on a day, or of its ``numerator`` or ``denominator``."""
        where = {"of": day.isoformat(), **view_where(self.view), **({"part": part} if part else {})}
        if self.day != self.basis.day:
            where["until"] = self.day.isoformat()  # steps and definitions are those of the last day's year
        return str(Address("key-figures", self.day.year, self.basis.name, figure, where))

    def size(self) -> int:
        """Estimated bytes in memory, without the ways themselves."""
        return 200_000

    def _counted_by(self, figure: str) -> CountedBy:
        newest = self.newest(figure)
        return self.definitions[figure].counted_by if newest is None else newest.made.counted_by


def view_where(view: View) -> dict[str, str]:
    """The choices as an address of key figures says them: here leaving nobody out must be said."""
    return {**view.where, "without": "+".join(sorted(view.without))}


def ratio_of(made: KeyFigure) -> Fraction | None:
    """Steps 2-3 for each øre of steps 4-6 (*forhold*) of the key figure of spending; None for others."""
    lower, placed = made.beside.get("preventive_oere"), made.beside.get("placements_oere")
    return Fraction(lower) / placed if lower is not None and placed else None


def key_figures(house: House, basis: Basis, day: date | None = None, view: View = USUAL) -> KeyFigures:
    """The key figures up to ``day`` (the as-of day)."""
    day = min(day or basis.day, basis.day)
    ways = stands(house, basis, day.year, view, far_back(day))
    key = f"key-figures/{ways.digest}/{day}"
    made = house.cache.get(key, lambda: _made(house, basis, ways, day, view), KeyFigures.size)
    return replace(made, basis=basis)


def _made(house: House, basis: Basis, ways: Stands, day: date, view: View) -> KeyFigures:
    known = definitions(rules(house, basis.rules).parameters.table("key_figures", day))
    people = population_known(house, basis)
    found: dict[str, tuple[Figure, ...]] = {}
    missing: dict[str, str] = {}
    years = staircase_years(house, basis, day.year)
    for figure, definition in known.items():
        if definition.counting == "followed_up":
            missing[figure] = NO_FOLLOW_UPS
            continue
        if definition.counting == "spending":
            own = _of_years(definition, years, people, day)
        else:
            own = _reached([_counted(definition, ways, people, one) for one in _days(definition, ways, day)])
        found[figure] = own
        if not own:
            missing[figure] = NOT_REACHED
    breaks = tuple(one for one in years.breaks if one.leaves)
    return KeyFigures(day, basis, view, ways, known, found, missing, published(house, basis, known, day), breaks)


def _reached(found: list[Figure]) -> tuple[Figure, ...]:
    """From the first day with a denominator on: before it the data do not reach. All of them where none has one."""
    first = next((place for place, one in enumerate(found) if one.made.rate is not None), 0)
    return tuple(found[first:])


def _days(definition: Definition, ways: Stands, day: date) -> tuple[date, ...]:
    """The days that the data reach: those whose window begins after the first day that is known."""
    if ways.seen_from is None:
        return ()
    first = ways.seen_from + timedelta(days=definition.window_days)
    if definition.counting == "placed_on":
        days = tuple(date(year, *DECEMBER) for year in range(first.year, day.year + 1))
    elif definition.counting == "placed_year":
        days = tuple(date(year, 12, 31) for year in range(first.year, day.year + 1) if date(year, 1, 1) >= first)
    else:
        days = status_days(first, day)
    return tuple(one for one in days if first <= one <= day)


def _counted(definition: Definition, ways: Stands, people: Population, day: date) -> Figure:
    standing, periods, view = ways.standing, ways.periods, ways.standing.exclusions
    near = people.near(day, CHILD)
    persons = near.persons if near else None
    of: dict[str, Callable[[], KeyFigure]] = {
        "stands": lambda: counted.standing_on(
            definition, standing, day, persons, collected, counted_by="self_reported"
        ),
        "stays": lambda: windows.stay_length(definition, standing, day, collected),
        "formerly": lambda: windows.formerly(definition, standing, day, persons, collected),
        "moves_up": lambda: windows.moved(definition, standing, day, collected),
        "moves_down": lambda: windows.moved(definition, standing, day, collected),
        "placed_on": lambda: placed_on(definition, periods, day, persons, collected, exclusions=view),
        "placed_year": lambda: placement_full_year(definition, periods, day.year, persons, collected, exclusions=view),
    }
    if definition.counting == "receives":
        if definition.denominator == "children_before":
            return Figure(windows.development(definition, periods, day, collected, exclusions=view))
        made = counted.receiving(definition, periods, day, persons, collected, exclusions=view)
    else:
        made = of[definition.counting]()
    return Figure(made, near if definition.denominator in ("inhabitants_0_17", "children") else None)


def _of_years(definition: Definition, years: StaircaseYears, people: Population, day: date) -> tuple[Figure, ...]:
    """The key figure of spending for each whole year whose money lies on single steps."""
    made = []
    for one in years.years:
        if one.year > day.year or any(low != high and high > 1 for low, high in one.steps):
            continue
        near = people.near(date(one.year, 1, 1) - timedelta(days=1), YOUNG)
        by_step = {low: oere for (low, _), oere in one.steps.items()}
        by = "statistics" if years.source == STATBANK else "self_reported"
        figure = windows.spending(definition, by_step, one.year, near.persons if near else None, counted_by=by)  # type: ignore[arg-type]
        made.append(Figure(figure, near))
    return tuple(made)
