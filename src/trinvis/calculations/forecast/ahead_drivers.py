"""What drives the years ahead from outside the grants: prices on 1 January, children by age, costs that go on as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.running_costs import without_grants

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.donors import Donors
    from trinvis.calculations.forecast.known import Known

    Floats = NDArray[np.float64]

LEVEL_MONTHS = 12
"""The newest closed months that costs without grants go on at the mean of."""
_FEW = 6
_PRIOR_SHARE = 0.25
"""Standard deviation of a month over its level where there are too few months to see it."""
_AFTER_18 = range(18, 23)
"""Ages that grants started at 18 or later are compared with: aftercare lasts to the 23rd birthday."""


def yearly_factors(levels: Mapping[int, int]) -> dict[int, float]:
    """Factors of ``years_ahead`` from an index by year (any unit): each year over the year before it."""
    return {year: levels[year] / levels[year - 1] for year in sorted(levels) if year - 1 in levels}


def price_factors(
    years: tuple[int, ...], base: int, price_index: Mapping[int, float] | None
) -> tuple[Floats, tuple[str, ...]]:
    """[year] what a price of the year ``base`` has become, and what must be said of it.

    ``price_index`` maps a year to the factor that prices are multiplied with on its 1 January (1.025: 2.5 per cent). A year
    without one takes the newest known; with none at all prices stay. Raises ``ValueError`` for a factor not above 0.
    """
    import numpy as np

    if not price_index:
        return np.ones(len(years)), (f"Alle beløb er i {base}-priser: der er ikke angivet noget prisindeks.",)
    wrong = [year for year, factor in price_index.items() if not factor > 0]
    if wrong:
        raise ValueError(f"Prisindekset for {wrong[0]} skal være en faktor over 0, som 1,025.")
    out, level, missing, used = [], 1.0, [], None
    for year in range(base + 1, years[-1] + 1):
        earlier = [one for one in price_index if one <= year]
        if year not in price_index:
            missing.append(year)
        if earlier:
            used = max(earlier)
            level *= price_index[used]
        if year in years:
            out.append(level)
    index = np.array([1.0] * (len(years) - len(out)) + out)
    if not missing:
        return index, ()
    rate = "priserne uændrede" if used is None else f"satsen for {used}"
    listed = ", ".join(str(year) for year in missing)
    return index, (f"Prisindeks mangler for {listed}; der er regnet med den seneste kendte sats før året ({rate}).",)


def population_weights(
    donors: Donors, horizon: Horizon, first_place: int, population: Mapping[tuple[int, int], float] | None
) -> tuple[Floats, tuple[str, ...]]:
    """[donor, start month from ``first_place``] children of the age the donor started at, over those of the as-of year.

    ``population`` maps (year, age) to persons. Where it has no number for a year or age, the number is taken as unchanged,
    which is said. An unknown age follows all ages below 18.
    """
    import numpy as np

    places = np.arange(first_place, horizon.months + 1)
    weight = np.ones((len(donors.age), len(places)))
    if population is None:
        return weight, ("Der er ikke angivet en befolkningsprognose: tilgangen er regnet med uændret børnetal.",)
    base = horizon.as_of // 100
    years = np.array([horizon.month(int(place)) // 100 for place in places])
    missing: set[int] = set()
    for donor in range(len(weight)):
        ages = _ages(donors, donor)
        before = _persons(population, base, ages)
        for year in np.unique(years[years > base]):
            after = _persons(population, int(year), ages)
            if before and after is not None:
                weight[donor, years == year] = after / before
            else:
                missing.add(int(year) if before else base)
    if not missing:
        return weight, ()
    listed = ", ".join(str(year) for year in sorted(missing))
    return weight, (f"Befolkningsprognosen mangler tal for {listed}; dér er børnetallet regnet uændret.",)


def _ages(donors: Donors, donor: int) -> tuple[int, ...]:
    import numpy as np

    to_birthday = donors.to_birthday[donor]
    if np.isfinite(to_birthday):
        return (int(min(max((18 * 12 - to_birthday) // 12, 0), 17)),)
    return tuple(_AFTER_18) if donors.age[donor] > 1 else tuple(range(18))


def _persons(population: Mapping[tuple[int, int], float], year: int, ages: tuple[int, ...]) -> float | None:
    """The persons of those ages together; None when one of them has no number."""
    found = [population[year, age] for age in ages if (year, age) in population]
    return sum(found) if len(found) == len(ages) else None


def newest_prices(rows: pl.DataFrame) -> Floats:
    """What a calendar day of each grant costs in øre; 0 for a grant paid once."""
    import polars as pl

    prices: Floats = rows["day_oere"].cast(pl.Float64).fill_null(0.0).to_numpy()
    return prices


@dataclass(frozen=True)
class Level:
    """What an area costs a month without grants, øre: mean, standard deviation of a month, and how many months it rests on."""

    area: str
    mean: float
    deviation: float
    months: int

    def drawn(self, months: tuple[int, ...], draws: int, rng: np.random.Generator) -> Floats:
        """[year, draws] sums of so many months in each year; the level is as unsure in all of them, and together."""
        import numpy as np

        freedom = max(self.months - 1, 3)
        number = np.array(months, dtype=np.float64)[:, None]
        level = self.mean + self.deviation / np.sqrt(max(self.months, 1)) * rng.standard_t(freedom, draws)
        sums: Floats = number * level + np.sqrt(number) * self.deviation * rng.standard_normal((len(months), draws))
        return sums


def other_levels(known: Known, horizon: Horizon) -> tuple[Level, ...]:
    """The level of every area's money without grants, refund apart; areas with none are left out."""
    import polars as pl

    closed = known.spent.filter(pl.col("month") <= known.as_of)
    since = dict(closed.group_by("area").agg(pl.col("month").min()).iter_rows())
    found = []
    for area, every in without_grants(known, horizon).items():
        if area not in since:
            continue
        amounts = every[max(horizon.place(since[area]), 1 - LEVEL_MONTHS) - 1 :]
        if not amounts.any():
            continue
        mean = float(amounts.mean())
        spread = float(amounts.std(ddof=1)) if len(amounts) >= _FEW else _PRIOR_SHARE * abs(mean)
        found.append(Level(area, mean, spread, len(amounts)))
    return tuple(found)
