"""What an own house costs against buying places outside, from what was told of it and from the rates that are paid outside."""

from __future__ import annotations

from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.houses import month_days
from trinvis.calculations.capacity.make_or_buy import HouseCost, MakeOrBuy, Sold, ahead_make_or_buy
from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_houses_outside import OutsidePrice, outside_price

if TYPE_CHECKING:
    from trinvis.calculations.capacity.houses import HouseMonth
    from trinvis.municipality.capacity_houses_known import KnownHouses
    from trinvis.municipality.capacity_houses_places import Row, Told

_YEAR = 12


class CostSide:
    """The money of an ``OwnHouse``."""

    if TYPE_CHECKING:
        known: KnownHouses
        provider_no: int

        @property
        def told(self) -> Told: ...
        @property
        def end(self) -> int: ...
        @cached_property
        def seen(self) -> tuple[HouseMonth, ...]: ...
        @cached_property
        def ahead_bought(self) -> HouseAhead | str: ...

    @cached_property
    def cost(self) -> HouseCost | str:
        """What the house costs by the rows that tell of the newest month; a sentence where it is not told."""
        rows = self.cost_rows
        if not rows or any(row["fixed_oere"] is None or row["variable_oere"] is None for row in rows):
            return "Husets faste udgifter pr. år og udgift pr. ekstra døgn er ikke oplyst; hent dem ind sammen med pladserne."
        places = sum(row["places"] for row in rows)
        variable = (
            fsum(row["variable_oere"] * row["places"] for row in rows) / places if places else rows[0]["variable_oere"]
        )
        try:
            return HouseCost(sum(row["fixed_oere"] for row in rows) / 100 / _YEAR, variable / 100)
        except CapacityRefused as error:
            return str(error)

    @property
    def cost_rows(self) -> tuple[Row, ...]:
        """The rows whose places are those of the newest month."""
        return self.told.rows_on(self.end)

    @cached_property
    def outside(self) -> OutsidePrice:
        """What a day outside costs."""
        return outside_price(self.known, self.provider_no)

    @cached_property
    def sold(self) -> Sold | str:
        """The sold part of the days of the last twelve months and what is paid for them; a sentence where the rate is not told."""
        months = self.seen[-_YEAR:]
        days, sold = sum(one.occupied for one in months), sum(one.sold for one in months)
        if not sold:
            return Sold(0.0, 0.0)
        rates = [row["rate_oere"] for row in self.cost_rows if row["rate_oere"] is not None]
        if not rates:
            return "Huset sælger døgn, men taksten for dem er ikke oplyst; hent den ind sammen med pladserne."
        return Sold(sold / days, fsum(rates) / len(rates) / 100)

    @cached_property
    def make_or_buy(self) -> MakeOrBuy | str:
        """The months ahead in the house, and outside for those who do not fit, against buying all; a sentence where it cannot be told."""
        ahead = self.ahead_bought
        for found in (self.cost, self.sold, ahead):
            if isinstance(found, str):
                return found
        assert isinstance(ahead, HouseAhead)
        assert isinstance(self.cost, HouseCost)
        assert isinstance(self.sold, Sold)
        if self.outside.rate_oere is None:
            return self.outside.refused
        days = [month_days(one.month)[1] - month_days(one.month)[0] + 1 for one in ahead.months]
        try:
            return ahead_make_or_buy(ahead, self.cost, self.outside.rate_oere / 100, days, self.sold)
        except CapacityRefused as error:
            return str(error)
