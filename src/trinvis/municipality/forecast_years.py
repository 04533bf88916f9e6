"""The years ahead on a basis: full-year persons, average price and kroner per step and type, without and with scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.ahead_caveats import OF_INTERVALS
from trinvis.calculations.forecast.ahead_drivers import yearly_factors
from trinvis.calculations.forecast.ahead_rows import PERSON_PARTS
from trinvis.calculations.forecast.scenario_changes import kind_label
from trinvis.calculations.forecast.years_ahead import years_ahead as calculated
from trinvis.municipality.address import Address
from trinvis.municipality.forecast_known import what_is_known
from trinvis.municipality.forecast_year import SEED, forecast_year
from trinvis.municipality.gathered import facts
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_overview import step_labels
from trinvis.tables import POPULATION

if TYPE_CHECKING:
    from trinvis.calculations.forecast.ahead_rows import YearRow
    from trinvis.calculations.forecast.years_ahead import YearsAhead
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters
    from trinvis.parameters.profile import Profile

YEARS = 4
DRAWS, SETS = 800, 40
"""Futures, and sets of model parameters that they share: two seconds for a municipality of 700 children."""

WITHOUT = "Udgifter uden indsats"
_HUNDREDTHS = 100
_TOTAL_SEX = "TOT"


@dataclass(frozen=True)
class TypeRow:
    """A type of grant on a step in one year; ``kind`` empty is the costs without grants, which have neither number nor price.

    ``persons``: expected full-year persons in hundredths. ``price_oere``: øre per full-year person. ``areas``: area → øre.
    """

    year: int
    step: int | None
    kind: str
    label: str
    persons: int
    price_oere: int | None
    amount_oere: int
    areas: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class ForecastYears:
    """``ahead`` is the calculation. ``this_year_oere``: the forecast of ``year`` without the area of the refund, to compare with,
    and ``refund_oere`` what that area is forecast to give.

    ``areas`` and ``steps`` are their labels, ``expected`` is area → the follow-up's year-end. ``caveats`` are Danish sentences that hold for all figures.
    """

    year: int
    basis: Basis
    ahead: YearsAhead
    this_year_oere: int
    refund_oere: int
    refund_area: str | None
    areas: Mapping[str, str]
    steps: Mapping[int, str]
    expected: Mapping[str, int]

    @property
    def draws(self) -> int:
        """How many futures the means are of."""
        return int(self.ahead.raw.days.shape[-1])

    @property
    def seed(self) -> int:
        """The seed of the luck."""
        return self.ahead.basis.seed

    @property
    def years(self) -> tuple[int, ...]:
        """The whole years after ``year``."""
        return self.ahead.years[1:]

    @property
    def caveats(self) -> tuple[str, ...]:
        """What holds for all figures; nothing of intervals, since none are shown."""
        return tuple(one for one in self.ahead.caveats if one != OF_INTERVALS)

    def rows(self, year: int) -> tuple[TypeRow, ...]:
        """Types by step, from the lowest, then the costs without grants; their amounts add up to ``amount_oere``."""
        return self._rows[year]

    def amount_oere(self, year: int) -> int:
        """What the year is expected to cost, without refund."""
        return sum(row.amount_oere for row in self.rows(year))

    def persons(self, year: int) -> int:
        """Expected full-year persons, hundredths: the rows' added up."""
        return sum(row.persons for row in self.rows(year))

    def price_oere(self, year: int) -> int | None:
        """Øre per full-year person over all types; None without any."""
        total = self.ahead.total(year)
        return total.price_oere

    def step_label(self, step: int | None) -> str:
        """The step's name as the municipality calls it."""
        return "Uden for trappen" if step is None else self.steps.get(step, f"Trin {step}")

    def seed_noise_oere(self, year: int) -> int:
        """How far another seed would typically move the year's mean: its standard error over the sets of model parameters."""
        means = self.ahead.amounts(year).reshape(self.ahead.basis.model.sets, -1).mean(axis=1)
        return round(float(means.std(ddof=1)) / len(means) ** 0.5) if len(means) > 1 else 0

    def address(self, figure: str, of: int | None = None, **where: str) -> str:
        """The address of a figure of the year ``of`` (None: of them all)."""
        said = {"of": str(of)} if of is not None else {}
        if len(self.years) != YEARS:
            said["years"] = str(len(self.years))
        return str(Address("years-ahead", self.year, self.basis.name, figure, said | where))

    def size(self) -> int:
        """Estimated bytes in memory."""
        raw, basis = self.ahead.raw, self.ahead.basis
        stops = basis.model.stops
        return sum(
            int(part.nbytes)
            for part in (raw.days, raw.oere, raw.other, basis.grants.likely, basis.weight, stops.open, stops.known)
        )

    @cached_property
    def _rows(self) -> dict[int, tuple[TypeRow, ...]]:
        return {year: type_rows(self.ahead, year) for year in self.ahead.years}


def type_rows(ahead: YearsAhead, year: int) -> tuple[TypeRow, ...]:
    """A year's cells added up over areas, by step and type, the costs without grants last."""
    found: dict[tuple[int, str], list[YearRow]] = {}
    for row in ahead.rows(year):
        last = (1_000, "") if row.kind is None else (row.step if row.step is not None else 999, row.kind)
        found.setdefault(last, []).append(row)
    return tuple(_type_row(year, rows) for _, rows in sorted(found.items()) if any(row.amount_oere for row in rows))


def _type_row(year: int, rows: list[YearRow]) -> TypeRow:
    kind, persons = rows[0].kind, sum(row.persons for row in rows)
    amount = sum(row.amount_oere for row in rows)
    return TypeRow(
        year=year,
        step=rows[0].step,
        kind=kind or "",
        label=kind_label(kind) if kind else WITHOUT,
        persons=rounded_quotient(persons, PERSON_PARTS // _HUNDREDTHS),
        price_oere=rounded_quotient(amount * PERSON_PARTS, persons) if persons else None,
        amount_oere=amount,
        areas={str(row.area): row.amount_oere for row in rows if row.amount_oere},
    )


def years_ahead(
    house: House, basis: Basis, year: int, *, years: int = YEARS, draws: int = DRAWS, sets: int = SETS, seed: int = SEED
) -> ForecastYears:
    """The ``years`` after ``year``; kept in the cache under everything that they depend on.

    Raises ``CannotForecast`` when nothing is known to go on from, or the year is over.
    """
    key = f"years/{house.figures_digest(basis)}/{house.engine.name}/{year}/{years}/{draws}/{sets}/{seed}"

    def made() -> ForecastYears:
        return _made(house, basis, year, years, draws, sets, seed)

    return house.cache.get(key, made, ForecastYears.size)


def _made(house: House, basis: Basis, year: int, years: int, draws: int, sets: int, seed: int) -> ForecastYears:
    found = what_is_known(house, basis, year)
    decided = rules(house, basis.rules)
    profile, parameters = decided.profile, decided.parameters
    this_year = forecast_year(house, basis, year)
    refund = found.known.refund_area
    labels = {area.id: area.label for area in profile.areas} | {row.area: row.label for row in this_year.areas}
    return ForecastYears(
        year=year,
        basis=basis,
        ahead=calculated(
            found.known,
            years=years,
            seed=seed,
            draws=draws,
            sets=sets,
            population=population(house, basis),
            price_index=price_index(profile, parameters, basis.day),
            year_days=profile.full_year_days or 0,
        ),
        this_year_oere=sum(row.mean_oere for row in this_year.areas if row.area != refund),
        refund_oere=sum(row.mean_oere for row in this_year.areas if row.area == refund),
        refund_area=refund,
        areas=labels,
        steps=step_labels(profile, parameters, date(year, 12, 31)),
        expected={row.area: row.follow_up_oere for row in this_year.areas},
    )


def price_index(profile: Profile, parameters: Parameters, day: date) -> dict[int, float] | None:
    """Year → factor on its 1 January, from the profile's index where the municipality has typed its levels; None without."""
    if profile.price_index is None:
        return None
    levels = parameters.index_levels(profile.price_index)
    return yearly_factors({year: level for year, level in levels.items() if year >= day.year and level > 0}) or None


def population(house: House, basis: Basis) -> dict[tuple[int, int], float] | None:
    """(year, age) → persons in our own municipality on the first counted day of the year; None where no day lies ahead."""
    rows = house.engine.collect(
        facts(house, basis, POPULATION)
        .filter(nw.col("municipality") == house.workspace.municipality, ~nw.col("age").is_null())
        .select("delivery_id", "sex", "age", "day", "persons")
    ).filter(pl.col("day").is_not_null())
    # a table may have come twice, by hand and fetched, or a projection's first year beside the count: the newest stands
    rows = rows.sort("delivery_id").unique(["sex", "age", "day"], keep="last", maintain_order=True)
    of_year = pl.col("day").dt.year()
    rows = rows.with_columns(year=of_year).filter(pl.col("day") == pl.col("day").min().over("year"))
    both = (pl.col("sex") == _TOTAL_SEX).fill_null(True)
    counted = rows.filter(both | ~both.any().over("year", "age"))
    if counted.filter(pl.col("year") > basis.day.year).is_empty():
        return None
    sums = counted.group_by("year", "age").agg(pl.col("persons").sum())
    return {(int(year), int(age)): float(persons) for year, age, persons in sums.iter_rows()}
