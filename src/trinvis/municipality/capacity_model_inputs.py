"""What the spending models are made of: spending per inhabitant, background, and what a municipality can influence, by year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.yearly import Unit, Yearly
from trinvis.municipality.capacity_measures import Measure
from trinvis.municipality.capacity_model_placed import PLACED, placed_measure
from trinvis.municipality.capacity_money import total_measure
from trinvis.municipality.public_figures import BACKGROUND, LEVEL, NEED, PublicFigure, public_figures
from trinvis.tables import OFFERS, STAFF

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

MODEL_YEARS = 3
"""The report's models rest on the mean of three years (seed 002 lines 552-554)."""
SPENDING = "spending"
LEAST_KNOWN = 0.5
"""How many of the municipalities with spending must have told a measure before the model is made of those alone."""


@dataclass(frozen=True, eq=False)
class Input:
    """One variable of a model. ``yearly`` is per inhabitant for spending and placed children, per 1,000 for other measures.

    ``measure`` is what it counts, where it is counted per inhabitant; else ``figure`` is the published one. ``slug`` begins its columns.
    """

    slug: str
    yearly: Yearly
    measure: Measure | None = None
    figure: PublicFigure | None = None

    @property
    def shown_per(self) -> int:
        """What its column is multiplied by: placed children are few per inhabitant and shown per 1,000."""
        return 1_000 if self.slug == PLACED else 1


@dataclass(frozen=True, eq=False)
class Inputs:
    """``years`` are the model's, ``every`` all that are shown; ``missing`` says what could not be taken along, and why.

    ``units`` are the country's municipalities; ``outside`` is ours where it is not one of them: no model is made of it.
    """

    units: tuple[Unit, ...]
    outside: Unit | None
    years: tuple[int, ...]
    every: tuple[int, ...]
    spending: Input
    background: tuple[Input, ...]
    influenceable: tuple[Input, ...]
    missing: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Input, ...]:
        """Spending and every variable."""
        return (self.spending, *self.background, *self.influenceable)

    @property
    def shown(self) -> tuple[Unit, ...]:
        """The country's municipalities, and ours."""
        return self.units if self.outside is None else (*self.units, self.outside)

    @property
    def placed(self) -> Input | None:
        """The placement frequency, where it is known."""
        return next((one for one in self.influenceable if one.slug == PLACED), None)

    def of(self, yearly: Yearly) -> Input:
        """The input that a model's variable is."""
        return next(one for one in self.all if one.yearly.key == yearly.key)


def inputs(made: Capacity) -> Inputs:
    """Everything that can be taken along. Raises ``CapacityRefused`` as the economy does."""
    spending = _per_inhabitant(made, total_measure(made), 1)
    years = made.years[-MODEL_YEARS:]
    influenceable, missing = _influenceable(made, years)
    return Inputs(
        tuple(Unit(code, made.name(code)) for code in made.country),
        None if made.own in made.country else Unit(made.own, made.name(made.own)),
        years,
        made.years,
        replace(spending, slug=SPENDING, yearly=replace(spending.yearly, key=SPENDING, label="Udgift pr. indbygger")),
        _background(made, years),
        influenceable,
        missing,
    )


def _per_inhabitant(made: Capacity, measure: Measure, per: int) -> Input:
    people = made.facts.population(measure.band)
    values: dict[int, dict[int, float | None]] = {}
    for (code, year), value in measure.values.items():
        if people.get((code, year), 0) > 0:
            values.setdefault(code, {})[year] = per * value / people[code, year]
    of = "pr. indbygger i aldersgruppen" if per == 1 else "pr. 1.000"
    yearly = Yearly(measure.key, f"{measure.label} {of}", values, measure.unit)
    return Input(_slug(measure.key), yearly, measure)


def _slug(key: str) -> str:
    return "".join(one if one.isalnum() else "_" for one in key.removeprefix(BACKGROUND).lower())


def _background(made: Capacity, years: tuple[int, ...]) -> tuple[Input, ...]:
    """Every imported background figure; each is told once in a while, so one year of it is enough."""
    found = []
    for key, figure in public_figures(made.facts.house, made.basis).figures.items():
        if not key.startswith(BACKGROUND) or key in (NEED, LEVEL):
            continue
        values: dict[int, dict[int, float | None]] = {}
        for year, point in points(figure, years).items():
            for code, value in point.items():
                if code and value is not None:
                    values.setdefault(code, {})[year] = value / 100
        if values:
            yearly = Yearly(key, figure.name, values, figure.unit, figure.source, needed=1)
            found.append(Input(_slug(key), yearly, figure=figure))
    return tuple(found)


def points(figure: PublicFigure, years: tuple[int, ...]) -> dict[int, Mapping[int, int | None]]:
    """The last day of each of the years; where none of them has one, the newest before."""
    found = {one.day.year: one.values for one in figure.points if one.day.year in years}
    if not found and (before := figure.at(years[0])) is not None:
        found = {years[0]: before.values}
    return found


def days_of(figure: PublicFigure, years: tuple[int, ...]) -> tuple[date, ...]:
    """The days that ``points`` are of."""
    found = {one.day.year: one.day for one in figure.points if one.day.year in years}
    if not found and (before := figure.at(years[0])) is not None:
        found = {years[0]: before.day}
    return tuple(found.values())


def _influenceable(made: Capacity, years: tuple[int, ...]) -> tuple[tuple[Input, ...], tuple[str, ...]]:
    """Placement frequency, staff and places: what a municipality decides itself, means of the years that have been told."""
    measures: list[tuple[str, Measure | None, int]] = []
    if made.area == "children":
        measures.append(("Anbragte børn", placed_measure(made), 1))
    measures += [("Årsværk", _staff(made), 1_000), ("Pladser", _places(made), 1_000)]
    spent = {code for code, year in total_measure(made).values if year in years}
    found, missing = [], []
    for label, measure, per in measures:
        why = _unfit(measure, years, spent)
        if measure is None or why:
            missing.append(f"{label} {why} og er ikke med i modellen.")
        else:
            told = sum(bool(measure.known(made.country, year)) for year in years)
            one = _per_inhabitant(made, measure, per)
            found.append(replace(one, yearly=replace(one.yearly, needed=told)))
    return tuple(found), tuple(missing)


def _unfit(measure: Measure | None, years: tuple[int, ...], spent: set[int]) -> str:
    """Why a measure cannot be taken along; empty where it can."""
    values = {} if measure is None else {at: value for at, value in measure.values.items() if at[1] in years}
    known = {code for code, _ in values} & spent
    period = f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    if not known:
        return f"kendes ikke for landets kommuner i {period}"
    if len(known) < LEAST_KNOWN * len(spent):
        return f"kendes kun for {len(known)} af {len(spent)} kommuner i {period}"
    return "er det samme i alle kommuner" if len(set(values.values())) == 1 else ""


def _staff(made: Capacity) -> Measure | None:
    from trinvis.municipality.capacity_staff_measures import total_staff

    return _known(made, STAFF.name, lambda: total_staff(made), "staff")


def _places(made: Capacity) -> Measure | None:
    from trinvis.municipality.capacity_places_measures import place_measures

    found = _known(made, OFFERS.name, lambda: place_measures(made)[0], "places")
    if found is None or made.own in made.country:
        return found
    whole = [year for year in made.years if len(found.known(made.country, year)) == len(made.country)]
    return replace(found, values={(made.own, year): 0.0 for year in whole} | dict(found.values))


def _known(made: Capacity, table: str, make: Callable[[], Measure], key: str) -> Measure | None:
    """A measure of a table under its key here; None where nothing of the table, or of the area in it, was received."""
    if not made.facts.has(table):
        return None
    try:
        return replace(make(), key=key)
    except CapacityRefused:
        return None


def chosen(every: tuple[Input, ...], keys: tuple[str, ...]) -> tuple[Input, ...]:
    """The background that is asked for by its keys; all where nothing is asked. Raises ``CapacityRefused`` with the choices."""
    by_key = {one.slug: one for one in every} | {one.yearly.key: one for one in every}
    for key in keys:
        if key not in by_key:
            known = ", ".join(one.slug for one in every) or "ingen; hent dem ind"
            raise CapacityRefused(f"Baggrundstallet »{key}« kendes ikke; vælg blandt {known}.")
    return tuple(dict.fromkeys(by_key[key] for key in keys)) or every
