"""The occupancy of an own house over the last twelve months, and how it opens to each month's days."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.reports import danish
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import HouseSeen, PastMonth

YEAR = 12
YEAR_FIGURE = "occupancy_year"


def last_year(seen: HouseSeen) -> Sequence[PastMonth]:
    """The newest twelve months that have been, or as many as there are."""
    return seen.past[-YEAR:]


def occupancy_year(seen: HouseSeen) -> float | None:
    """Occupied days of normed ones over ``last_year``, 0-1 or above; None where a month is not shown or the house has no places."""
    months = last_year(seen)
    days = [one.occupied for one in months if one.occupied is not None]
    normed = fsum(one.normed for one in months)
    return sum(days) / normed if normed and len(days) == len(months) else None


def explain_year(made: Houses, seen: HouseSeen, address: Address) -> Explanation:
    """``occupancy_year`` of a house, opened; raises ``BadAddress`` where there is none."""
    value, months = occupancy_year(seen), last_year(seen)
    if value is None:
        raise BadAddress(f"{seen.name} har ingen belægning for det seneste år; ret adressen.")
    inputs = tuple(
        Part(f"{label}, {danish.month(one.month)}", round(days * 100), made.address(figure, seen.provider_no, one.month), "døgn")
        for figure, label in (("occupied", "Belagte døgn"), ("normed", "Normerede døgn"))
        for one in months
        if (days := getattr(one, figure)) is not None
    )  # fmt: skip
    between = f"{danish.month(months[0].month)} til {danish.month(months[-1].month)}"
    return Explanation(
        address=address, title=f"{seen.name}: belægning, {between}", value=round(value * 10_000), unit="%",
        sentence="Månedernes belagte døgn lagt sammen, divideret med deres normerede døgn; kan være over 100 %.",
        parts=(), inputs=inputs, lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip
