"""An own house drawn month by month, from the same months as the table beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.presentation.capacity_houses_tables import BEHIND, months_table
from trinvis.presentation.capacity_houses_turns import turn_of
from trinvis.presentation.sketch import Sketch, drawn, sketch_file
from trinvis.reports.charts.house_month_series import HouseMonthBar, HouseMonths, house_months_words
from trinvis.reports.charts.house_months import house_months_chart

if TYPE_CHECKING:
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import AheadMonth, HouseSeen, PastMonth
    from trinvis.presentation.capacity_houses_turns import Which
    from trinvis.presentation.drawn import Drawn


def picture_of(made: Houses, seen: HouseSeen, *, synthetic: bool) -> Drawn | None:
    """The picture of a house with its table; None where nobody knows who lives there."""
    sketch = _sketch(seen)
    return None if sketch is None else drawn(sketch, months_table(made, seen, synthetic=synthetic))


def picture_file(seen: HouseSeen, form: str) -> bytes | None:
    """The picture as svg or png; None where there is none."""
    sketch = _sketch(seen)
    return None if sketch is None else sketch_file(sketch, form)


def _sketch(seen: HouseSeen) -> Sketch | None:
    past, ahead = seen.past[-BEHIND:], seen.ahead
    if not past or all(one.at_end is None and not one.hidden for one in past):
        return None
    months = (*(_known(one) for one in past), *(_expected(one) for one in ahead))
    listed = [one.month for one in months]
    made = HouseMonths(months, len(past), _mark(seen, "full", listed), _mark(seen, "empty", listed))
    return Sketch(
        f"{seen.name}: pladser og beboere måned for måned",
        house_months_words(made),
        lambda narrow: house_months_chart(made, narrow=narrow),
    )


def _mark(seen: HouseSeen, which: Which, months: list[int]) -> int | None:
    """The month from which the house is so; None where it is before the first that is drawn."""
    turn = turn_of(seen, which)
    return turn.month if turn is not None and turn.month in months else None


def _known(one: PastMonth) -> HouseMonthBar:
    return HouseMonthBar(one.month, _part(one.places), _some(one.at_end), _some(one.waiting))


def _expected(one: AheadMonth) -> HouseMonthBar:
    queue = (
        None if one.waiting is None else Fraction(round(one.waiting * 10), 10)
    )  # what the table shows as 0,0 is no box
    return HouseMonthBar(one.month, _part(one.places), _some(one.occupied), queue, _some(one.low), _some(one.high))


def _some(value: float | None) -> Fraction | None:
    return None if value is None else _part(value)


def _part(value: float) -> Fraction:
    return Fraction(round(value * 100), 100)
