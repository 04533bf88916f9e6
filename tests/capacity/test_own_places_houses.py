"""Who lives in the municipality's own houses, from grants, and how full the houses were: worked by hand, on every engine."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.calculations.capacity.houses import Places, Stay, house_months, house_rows, joined_stays
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.commitments.calendar import OPEN_DAY, day_number
from trinvis.engine import Engine


def _day(year: int, month: int, day: int) -> int:
    return day_number(date(year, month, day))


HOUSE, OTHER = 7, 8
GRANTS = pl.DataFrame(
    [
        (HOUSE, 1, "granted", _day(2026, 1, 1), None, None),
        (HOUSE, 2, "ended", _day(2026, 1, 1), _day(2026, 1, 31), 151),
        (HOUSE, 2, "granted", _day(2026, 2, 1), _day(2026, 2, 10), 151),
        (HOUSE, 3, "granted", _day(2026, 2, 1), None, 270),
        (HOUSE, 4, "expected", _day(2026, 2, 1), None, None),
        (HOUSE, 5, "cancelled", _day(2026, 1, 1), None, None),
        (OTHER, 6, "granted", _day(2026, 1, 1), None, None),
        (HOUSE, 1, "granted", _day(2026, 1, 1), None, None),
    ],
    schema={
        "provider_no": pl.Int64, "child_no": pl.Int64, "status": pl.String, "start_day": pl.Int32, "stop_day": pl.Int32,
        "paying_municipality": pl.Int64,
    },
    orient="row",
)  # fmt: skip


def test_grants_of_a_house_become_stays(engine: Engine) -> None:
    """Only decided grants of the house; child 2's two price periods are one stay; child 3 is paid by 270."""
    rows = engine.collect(house_rows(engine.frame(GRANTS), [HOUSE], 151))
    stays = joined_stays(rows.select("person", "start_day", "stop_day", "sold").iter_rows())
    assert stays == (
        Stay(1, _day(2026, 1, 1), None),
        Stay(2, _day(2026, 1, 1), _day(2026, 2, 10)),
        Stay(3, _day(2026, 2, 1), None, sold=True),
    )


def test_months_of_a_house() -> None:
    """January: 2 × 31 days of 3 × 31. February: 28 + 10 + 28 = 66 days of 3 × 14 + 4 × 14 = 98; two live there on the 28th."""
    stays = (
        Stay(1, _day(2026, 1, 1), None),
        Stay(2, _day(2026, 1, 1), _day(2026, 2, 10)),
        Stay(3, _day(2026, 2, 1), None, sold=True),
    )
    places = (Places(_day(2025, 1, 1), 3), Places(_day(2026, 2, 15), 4))
    january, february = house_months(stays, places, 202601, 202602, {202602: 1})
    assert (january.normed, january.occupied, january.sold, january.at_end, january.free) == (93, 62, 0, 2, 1)
    assert (february.normed, february.occupied, february.sold, february.at_end, february.free) == (98, 66, 28, 2, 2)
    assert february.occupancy == pytest.approx(66 / 98)
    assert (january.waiting, february.waiting) == (None, 1)


def test_a_closed_house_has_no_occupancy() -> None:
    (month,) = house_months((), (Places(0, 0),), 202601, 202601)
    assert month.occupancy is None


def test_more_residents_than_places_are_shown() -> None:
    stays = (Stay(1, 0, None), Stay(2, 0, None))
    (month,) = house_months(stays, (Places(0, 1),), 202601, 202601)
    assert (month.free, month.occupancy) == (-1, 2.0)


def test_places_that_nobody_has_told_are_not_0() -> None:
    with pytest.raises(CapacityRefused, match="pladser er ikke oplyst for 01-2026"):
        house_months((), (Places(_day(2026, 1, 2), 3),), 202601, 202601)
    with pytest.raises(CapacityRefused, match="baglæns"):
        house_months((), (Places(0, 3),), 202602, 202601)


def test_the_order_of_rows_is_irrelevant_and_a_gap_parts_stays() -> None:
    rows = [(1, 10, 20, False), (1, 22, 30, False), (2, 5, OPEN_DAY, True), (1, 21, 21, False), (3, 9, 8, False)]
    assert joined_stays(rows) == joined_stays(reversed(rows)) == (Stay(1, 10, 30), Stay(2, 5, None, sold=True))
    assert len(joined_stays([(1, 10, 20, False), (1, 22, 30, False)])) == 2
