"""A house's interval tried on its own past: what would have been foreseen from each month, with what was known then, and what came.

From the day of the first extract on the grants are those known at the month's end. Before it what is known now is taken back: who came
later is not there yet, and no stop that lay ahead is known. Places are as they became.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.capacity.houses import Stay, house_rows, joined_stays, month_days
from trinvis.calculations.capacity.own_places_held import ENOUGH, HORIZONS, Try
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.commitments.corrections import apply_corrections
from trinvis.municipality.capacity_houses_known import DECIDED, KnownHouses, by_house, lives_in
from trinvis.municipality.capacity_houses_one import OwnHouse, foreseen
from trinvis.municipality.capacity_houses_planned import Plans, plans_of
from trinvis.municipality.forecast_seen import month_end
from trinvis.municipality.gathered import facts
from trinvis.municipality.typed import corrections, overrules
from trinvis.tables import GRANTS

if TYPE_CHECKING:
    from trinvis.municipality.house import House

LAST = 36
"""Months that are tried from, at the most: the newest."""
DRAWS = 300
SEED = 1


@dataclass
class Past:
    """The grants of the houses as they were known at the end of earlier months; each month is looked up once."""

    house: House
    known: KnownHouses
    _then: dict[int, pl.DataFrame] = field(default_factory=dict)

    def tries(self, one: OwnHouse) -> tuple[Try, ...]:
        """Every month that could be foreseen from, at each horizon that has come."""
        months = one.whole
        at_end = {month.month: month.at_end for month in months}
        found: list[Try] = []
        for place in range(max(ENOUGH - 1, len(months) - LAST), len(months) - HORIZONS[0]):
            found += self._tried(one, place, at_end)
        return tuple(found)

    def _tried(self, one: OwnHouse, place: int, at_end: dict[int, int]) -> list[Try]:
        origin, ahead = one.whole[place].month, min(len(one.whole) - 1 - place, HORIZONS[-1])
        as_known = self.known.extract_since is not None and month_days(origin)[1] >= self.known.extract_since
        stays, plans = self._as_known(one, origin) if as_known else self._taken_back(one, origin)
        others = one.others[origin].steady
        try:
            made = foreseen(
                plans, stays, one.whole[: place + 1], one.places_after(origin, ahead), origin, one.since,
                others=others, draws=DRAWS, seed=SEED,
            )  # fmt: skip
        except CapacityRefused:
            return []
        return [
            Try(origin, months, at_end[month.month], month.low, month.high, as_known)
            for months in HORIZONS
            if months <= ahead
            for month in (made.months[months - 1],)
        ]

    def _taken_back(self, one: OwnHouse, origin: int) -> tuple[tuple[Stay, ...], Plans]:
        end = month_days(origin)[1]
        stays = tuple(
            Stay(stay.person, stay.start_day, stay.stop_day if (stay.stop_day or end + 1) <= end else None, stay.sold)
            for stay in one.stays
            if stay.start_day <= end
        )
        return stays, Plans(stays, (), 0)

    def _as_known(self, one: OwnHouse, origin: int) -> tuple[tuple[Stay, ...], Plans]:
        """The stays as known then; those that had ended and that the extract no longer told are taken from older ones."""
        end = month_days(origin)[1]
        every = self._rows(origin)
        rows = every.filter(pl.col("provider_no") == one.provider_no)
        gone = one.living.filter(
            pl.col("status").is_in(DECIDED),
            pl.col("stop_day") <= end,
            ~pl.col("grant_id").is_in(every["grant_id"].unique().to_list()),
        )
        told = pl.concat([rows, gone.select(rows.columns)], how="vertical_relaxed")
        found = house_rows(nw.from_native(told.lazy()), [one.provider_no], self.known.own).collect("polars").to_native()
        stays = joined_stays(by_house(found).get(one.provider_no, ()))
        return stays, plans_of(rows, every, stays, end)

    def _rows(self, month: int) -> pl.DataFrame:
        """What somebody lived in any of the houses by, as known at the end of a month."""
        if month not in self._then:
            self._then[month] = self._read(month)
        return self._then[month]

    def _read(self, month: int) -> pl.DataFrame:
        house, then = self.house, self.house.basis(month_end(month))
        ours = nw.col("provider_no").is_in(list(self.known.told))
        rows = house.engine.collect(facts(house, then, GRANTS).filter(ours))
        changed, typed = overrules(house, then.facts), corrections(house, then.facts)
        rows = rows if changed is None else changed.apply(rows)
        if typed is not None:
            rows = house.engine.collect(apply_corrections(house.engine.frame(rows), typed))
        return lives_in(rows).select(
            "provider_no", "child_no", "grant_id", "source_key", "status", "start_day", "stop_day", "probability", "modifies",
            "paying_municipality",
        )  # fmt: skip
