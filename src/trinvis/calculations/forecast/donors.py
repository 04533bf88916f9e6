"""Which grants new ones take their price, area and age from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.courses_seen import CHILDHOOD_DAYS, FAR, age_group
from trinvis.calculations.forecast.horizon import MONTH_DAYS

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

_DONORS = 30
"""A new grant takes price and age from one of the newest of its kind, so many at most."""


@dataclass(frozen=True)
class Donors:
    """Grants whose price and age new ones take, by kind: ``first[k]`` … ``first[k + 1]`` are those of kind k."""

    first: Whole
    area: Whole
    day_oere: Floats
    age: Whole
    to_birthday: Floats
    """Months from the start to the 18th birthday; infinite when unknown or passed."""
    planned: Floats
    """Months from start to the stop known when first seen; infinite for an unknown stop."""


def donors(first: pl.DataFrame, kinds: tuple[str, ...], areas: tuple[str, ...]) -> Donors:
    """The newest grants of each kind with a price, ``_DONORS`` at most; a kind without any has none."""
    import numpy as np
    import polars as pl

    parts, edges = [], [0]
    for kind in kinds:
        some = (
            first.filter(pl.col("kind") == kind, pl.col("day_oere") > 0)
            .sort("start_day", "grant_id", descending=True)
            .head(_DONORS)
        )
        parts.append(some)
        edges.append(edges[-1] + len(some))
    chosen = pl.concat([first.clear(), *parts])
    area_of = {area: number for number, area in enumerate(areas)}
    age = (chosen["start_day"] - chosen["birth_day"]).cast(pl.Float64).to_numpy() / 365.25
    start = chosen["start_day"].to_numpy().astype(np.float64)
    planned = (chosen["first_stop"].cast(pl.Float64).to_numpy() - start) / MONTH_DAYS
    turns = (chosen["birth_day"].cast(pl.Float64).to_numpy() + CHILDHOOD_DAYS - start) / MONTH_DAYS
    return Donors(
        np.array(edges, dtype=np.int64),
        np.array([area_of[area] for area in chosen["area"]], dtype=np.int64),
        chosen["day_oere"].to_numpy().astype(np.float64),
        age_group(age),
        np.where(np.isnan(turns) | (turns <= 0), np.inf, turns),
        np.where(np.isnan(planned) | (planned > FAR), np.inf, planned),
    )
