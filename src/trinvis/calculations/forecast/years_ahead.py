"""The years after this one: full-year persons, average price and amount per kind, child by child where known.

Running grants last as ``durations`` has learnt, new ones come month by month as ``arrivals`` has, and take age and price from
the newest of their kind. Prices are the grants' own, moved on 1 January by an index; costs without grants go on at their
level. The year of ``known`` itself is here only the months that are left of it: what is posted, late postings, typed pools and
refund belong to ``year_drawn``, and refund is not foreseen for the years after it.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.ahead_basis import Basis, basis
from trinvis.calculations.forecast.ahead_draws import PARTS, Drawn, drawn
from trinvis.calculations.forecast.ahead_effects import Effects
from trinvis.calculations.forecast.ahead_rows import PERSON_PARTS, FullYear, YearRow, price_drawn, row_of_cell
from trinvis.calculations.forecast.scenario_changes import Scenario
from trinvis.calculations.forecast.year_drawn import Distribution

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.known import Known

    Floats = NDArray[np.float64]

YEARS = 4
DRAWS = 1000
SETS = 40
YEAR_DAYS = 365
"""Days of a full-year person (seed 004 line 655); 0 takes the year's own."""


@dataclass(frozen=True, eq=False)
class YearsAhead:
    """The years drawn. ``caveats`` are Danish sentences that belong with every figure."""

    basis: Basis
    scenario: Scenario | None
    factor: Floats
    """[year, cell] on today's price."""
    raw: Drawn

    @property
    def years(self) -> tuple[int, ...]:
        """The year of the forecast and those after it."""
        return self.basis.years

    @property
    def caveats(self) -> tuple[str, ...]:
        """What holds for all figures, in Danish."""
        return self.basis.caveats

    def year_days(self, year: int) -> int:
        """The days that a full-year person of the year has."""
        return self.basis.year_days or (366 if isleap(year) else 365)

    def persons(
        self,
        year: int,
        *,
        area: str | None = None,
        kind: str | None = None,
        step: int | None = None,
        part: str | None = None,
    ) -> Floats:
        """Draws of full-year persons; of one area, kind, step and part (see ``PARTS``), or all."""
        at = self.years.index(year)
        days: Floats = self.raw.days[_part(part), at][:, self._cells(area, kind, step)].sum(axis=(0, 1))
        return days / self.year_days(year)

    def amounts(
        self,
        year: int,
        *,
        area: str | None = None,
        kind: str | None = None,
        step: int | None = None,
        part: str | None = None,
    ) -> Floats:
        """Draws of øre, as ``persons``; costs without grants are the part ``other`` and in all that names no kind or step."""
        at = self.years.index(year)
        total: Floats = self.raw.other[at, :0].sum(axis=0)
        if part in (None, "other") and kind is None and step is None:
            rows = [row for row, level in enumerate(self.basis.levels) if area in (None, level.area)]
            total = self.raw.other[at, rows].sum(axis=0)
        if part == "other":
            return total
        some = self._cells(area, kind, step)
        own = self.raw.oere[_part(part), at][:, some].sum(axis=0)
        both: Floats = total + (own * self.factor[at, some, None]).sum(axis=0)
        return both

    def rows(self, year: int) -> tuple[YearRow, ...]:
        """A row per area, kind and step, then one per area with costs without grants."""
        return tuple(row for row in self._rows if row.year == year)

    def total(self, year: int, *, area: str | None = None, kind: str | None = None, step: int | None = None) -> YearRow:
        """The rows of a year added up, all or those asked for."""
        asked = (("area", area), ("kind", kind), ("step", step))
        rows = [row for row in self.rows(year) if all(want in (None, getattr(row, name)) for name, want in asked)]
        persons, amount = sum(row.persons for row in rows), sum(row.amount_oere for row in rows)
        of_grants = sum(row.amount_oere for row in rows if row.kind is not None)
        price = rounded_quotient(of_grants * PERSON_PARTS, persons) if persons else None
        number, own = (
            self.persons(year, area=area, kind=kind, step=step),
            self.amounts(year, area=area, kind=kind, step=step),
        )
        other = self.amounts(year, area=area, part="other") if kind is None and step is None else 0.0
        return YearRow(
            year, area, kind, step, persons, price, amount,
            Distribution.of(number), price_drawn(number, own - other), Distribution.of(own),
        )  # fmt: skip

    def full_year(self, year: int, *, area: str | None = None, kind: str | None = None) -> FullYear:
        """Full-year effect of the grants that run on the as-of day, all or of an area and kind."""
        import numpy as np

        at, grants = self.years.index(year), self.basis.grants
        some = np.zeros(len(self.basis.cells), dtype=bool)
        some[self._cells(area, kind, None)] = True
        mine = grants.now & some[grants.cell]
        days = self.basis.edges[at + 1] - self.basis.edges[at]
        cost = grants.day_oere[mine] * days * self.factor[at, grants.cell[mine]]
        return FullYear(
            year, round(float(cost.sum())), Distribution.of(self.amounts(year, area=area, kind=kind, part="running"))
        )

    @cached_property
    def _rows(self) -> tuple[YearRow, ...]:
        out = []
        for at, year in enumerate(self.years):
            for number, cell in enumerate(self.basis.cells):
                days = self.raw.days[:, at, number].sum(axis=0) / self.year_days(year)
                oere = self.raw.oere[:, at, number].sum(axis=0) * self.factor[at, number]
                out.append(row_of_cell(year, cell.area, cell.kind, cell.step, days, oere))
            for number, level in enumerate(self.basis.levels):
                oere = self.raw.other[at, number]
                spread = Distribution.of(oere)
                none = Distribution.of(oere * 0)
                out.append(YearRow(year, level.area, None, None, 0, None, round(spread.mean), none, None, spread))
        return tuple(out)

    def _cells(self, area: str | None, kind: str | None, step: int | None) -> list[int]:
        return [
            number
            for number, cell in enumerate(self.basis.cells)
            if area in (None, cell.area) and kind in (None, cell.kind) and step in (None, cell.step)
        ]


def years_ahead(
    known: Known,
    *,
    years: int = YEARS,
    seed: int,
    draws: int = DRAWS,
    sets: int = SETS,
    scenario: Scenario | None = None,
    population: Mapping[tuple[int, int], float] | None = None,
    price_index: Mapping[int, float] | None = None,
    year_days: int = YEAR_DAYS,
    threads: int = 2,
) -> YearsAhead:
    """What is left of the year of ``known``, and the ``years`` after it, drawn ``draws`` times. Pure; seeded.

    ``population`` maps (year, age in whole years) to persons: new grants of an age scale with it, against the year of the
    as-of day. ``price_index`` maps a year to the factor of its 1 January (see ``yearly_factors``). What is not given stays as it
    is and is said in ``caveats``. ``year_days``: days of a full-year person, 0 for the year's own. Raises ``ScenarioError``
    for a scenario about what is not there and ``ValueError`` for wrong numbers.
    """
    ground = basis(
        known,
        years=years,
        seed=seed,
        sets=sets,
        population=population,
        price_index=price_index,
        year_days=year_days,
    )
    return ahead(ground, scenario, draws=draws, threads=threads)


def ahead(
    ground: Basis, scenario: Scenario | None = None, *, draws: int = DRAWS, threads: int = 2, raw: Drawn | None = None
) -> YearsAhead:
    """The years of a basis under a scenario, with the same luck whatever the scenario; ``raw`` when it is drawn already."""
    import numpy as np

    scenario = scenario or Scenario("")
    scenario.check(ground.model.kinds, ground.priced, ground.as_of, ground.years[-1])
    effects = Effects(scenario.changes, ground.model.kinds, ground.model.horizon)
    of_kind = effects.prices(ground.years)
    kind = np.array([ground.model.kinds.index(cell.kind) for cell in ground.cells], dtype=np.int64)
    factor = ground.index[:, None] * of_kind[:, kind]
    return YearsAhead(ground, scenario, factor, raw or drawn(ground, effects, draws=draws, threads=threads))


def _part(part: str | None) -> list[int]:
    return [number for number, name in enumerate(PARTS) if part in (None, name)]
