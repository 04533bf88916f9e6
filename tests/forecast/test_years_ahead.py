"""The years ahead: worked by hand where nothing is left to chance, and what must hold of every drawing."""

from __future__ import annotations

from dataclasses import fields, replace
from math import isfinite

import numpy as np
import pytest
from tests.forecast.known_frames import AREA, Course, known

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.ahead_basis import Basis, basis
from trinvis.calculations.forecast.ahead_drivers import price_factors, yearly_factors
from trinvis.calculations.forecast.ahead_stops import StopTable
from trinvis.calculations.forecast.final_stops import EARLIEST, FinalStops
from trinvis.calculations.forecast.known import Known
from trinvis.calculations.forecast.year_drawn import Distribution
from trinvis.calculations.forecast.years_ahead import PARTS, PERSON_PARTS, YearsAhead, ahead, years_ahead
from trinvis.demo.processes import drawn

KR = 100
FEW = {"seed": 1, "draws": 200, "sets": 10}


@pytest.fixture(scope="module")
def small() -> Known:
    return drawn("small", 1).known(202606)


@pytest.fixture(scope="module")
def base(small: Known) -> YearsAhead:
    return years_ahead(small, **FEW)


def ground(of: Known, **given: object) -> Basis:
    return basis(
        of, **({"years": 2, "seed": 1, "sets": 4, "population": None, "price_index": None, "year_days": 365} | given)
    )


ONE = (Course(1, "2025-01-01", kr=100),)
"""A grant of 100 kr. a day, running with an unknown stop at the end of June 2026."""


def test_todays_grants_if_all_run_on() -> None:
    """184 days are left of 2026; 2027 has 365 days and 2028 366: 18.400, 36.500 and 36.600 kr."""
    found = years_ahead(known(ONE), years=2, **FEW)
    assert [found.full_year(year).all_run_on_oere for year in (2026, 2027, 2028)] == [
        18_400 * KR,
        36_500 * KR,
        36_600 * KR,
    ]
    assert all(found.full_year(year).expected.mean <= found.full_year(year).all_run_on_oere for year in found.years)


def test_prices_move_on_the_first_of_january_and_the_newest_rate_goes_on() -> None:
    """2 % in 2027: 36.500 × 1,02 = 37.230 kr. None for 2028, so 2 % more: 36.600 × 1,02² = 38.078,64 kr."""
    found = years_ahead(known(ONE), years=2, price_index={2026: 1.5, 2027: 1.02}, **FEW)
    assert [found.full_year(year).all_run_on_oere for year in (2026, 2027, 2028)] == [1_840_000, 3_723_000, 3_807_864]
    assert any("Prisindeks mangler for 2028" in said and "satsen for 2027" in said for said in found.caveats)
    assert not any("2026-priser" in said for said in found.caveats)


def test_price_factors() -> None:
    assert price_factors((2026, 2027), 2026, None)[0].tolist() == [1.0, 1.0]
    factors, said = price_factors((2026, 2027, 2028), 2026, {2027: 1.1, 2028: 1.2})
    assert factors == pytest.approx([1.0, 1.1, 1.32])
    assert said == ()
    assert price_factors((2027,), 2026, {2027: 1.1})[0] == pytest.approx([1.1])  # a December looks at the next year
    assert yearly_factors({2025: 10_000, 2026: 10_250, 2028: 11_000}) == {2026: 1.025}
    with pytest.raises(ValueError, match="Prisindekset for 2027 skal være en faktor over 0"):
        price_factors((2027,), 2026, {2027: 0.0})


@pytest.mark.parametrize(("year_days", "price"), [(365, (36_500, 36_500)), (0, (36_500, 36_600))])
def test_the_average_price_of_grants_that_cost_100_kr_a_day(year_days: int, price: tuple[int, int]) -> None:
    """A full-year person is 365 days (seed 004 line 655), or the year's own 366 in 2028."""
    found = years_ahead(known(ONE), years=2, year_days=year_days, **FEW)
    prices = [found.total(year).price_oere for year in (2027, 2028)]
    assert prices == [one * KR for one in price]
    row = found.rows(2028)[0].in_price
    assert row is not None
    assert (row.low95, row.high95) == pytest.approx((price[1] * KR, price[1] * KR))


def _certain(made: Basis, month: int) -> Basis:
    """The same, but every open grant ends in that month of the horizon."""
    stops = made.model.stops
    open_ = np.zeros_like(stops.open)
    open_[..., month - EARLIEST] = 1
    return replace(made, model=replace(made.model, stops=FinalStops(stops.months, open_, stops.known)))


def test_a_grant_that_ends_in_january_costs_half_of_it() -> None:
    """The seventh month after June 2026 is January 2027: 184 days in 2026, 15,5 in 2027, none in 2028."""
    found = ahead(_certain(ground(known(ONE)), 7), draws=20)
    days = [found.persons(year, part="running") * 365 for year in found.years]
    assert [one.min() for one in days] == pytest.approx([184, 15.5, 0])
    assert [one.max() for one in days] == pytest.approx([184, 15.5, 0])
    assert found.amounts(2027, part="running").mean() == pytest.approx(1_550 * KR)
    assert found.full_year(2027).all_run_on_oere == 36_500 * KR


def test_a_grant_that_has_not_begun_is_coming_and_no_full_year_effect() -> None:
    found = ahead(_certain(ground(known((Course(1, "2026-10-01"),))), 7), draws=20)
    assert found.persons(2026, part="coming").max() * 365 == pytest.approx(92)
    assert found.persons(2026, part="running").max() == 0
    assert found.full_year(2027).all_run_on_oere == 0


def test_one_luck_gives_one_stop_also_past_the_horizon() -> None:
    """States end in month 1 (25 %), 2 (25 %) or later (50 %); the tail goes on as steeply as the last months."""
    chances = np.zeros((2, 8), dtype=np.float32)
    chances[0, [1 - EARLIEST, 2 - EARLIEST, 3 - EARLIEST]] = 0.25, 0.25, 0.5
    chances[1, 3 - EARLIEST] = 1  # never within the horizon
    table = StopTable(chances, 2)
    row = np.zeros(4, dtype=np.int64)
    got = table.drawn(row, np.array([0.0, 0.24, 0.26, 0.49]))
    assert got.tolist() == [1, 1, 2, 2]
    early, late = table.drawn(row[:2], np.array([0.51, 0.99]))
    assert 2 < early < late < np.inf
    assert np.isinf(table.drawn(np.ones(1, dtype=np.int64), np.array([0.5]))).all()


def test_number_times_price_is_the_amount_and_rows_add_up(base: YearsAhead) -> None:
    for year in base.years:
        rows = base.rows(year)
        for row in rows:
            if row.kind is not None and row.price_oere is not None:
                assert row.amount_oere == rounded_quotient(row.persons * row.price_oere, PERSON_PARTS)
                assert row.amount_oere == pytest.approx(
                    row.in_amount.mean, abs=row.price_oere / PERSON_PARTS + row.persons
                )
                assert row.persons / PERSON_PARTS == pytest.approx(row.in_persons.mean, abs=0.0001)
        total = base.total(year)
        assert total.amount_oere == sum(row.amount_oere for row in rows)
        assert total.persons == sum(row.persons for row in rows)
        kinds = {row.kind for row in rows} - {None}
        of_kinds = sum(base.total(year, kind=kind).amount_oere for kind in kinds)
        assert total.amount_oere == of_kinds + sum(row.amount_oere for row in rows if row.kind is None)
        assert total.amount_oere == sum(base.total(year, area=area).amount_oere for area in {row.area for row in rows})
        parts = sum(base.amounts(year, part=part) for part in (*PARTS, "other"))
        assert base.amounts(year) == pytest.approx(parts)
        assert total.in_amount.mean == pytest.approx(total.amount_oere, rel=1e-5)


def _numbers(found: YearsAhead) -> list[float]:
    given = [
        one
        for year in found.years
        for row in (*found.rows(year), found.total(year))
        for one in (row.in_persons, row.in_price, row.in_amount)
        if one is not None
    ]
    given += [found.full_year(year).expected for year in found.years]
    return [getattr(one, field.name) for one in given for field in fields(Distribution)]


def test_every_number_is_finite_and_intervals_are_in_order(base: YearsAhead) -> None:
    assert all(isfinite(number) for number in _numbers(base))
    for row in base.rows(2028):
        assert row.in_amount.low95 <= row.in_amount.low80 <= row.in_amount.median
        assert row.in_amount.median <= row.in_amount.high80 <= row.in_amount.high95
        assert row.persons >= 0


def test_the_same_seed_gives_the_same_numbers_on_any_number_of_threads(small: Known, base: YearsAhead) -> None:
    again = years_ahead(small, **FEW, threads=1)
    other = years_ahead(small, **(FEW | {"seed": 2}))
    assert _numbers(again) == _numbers(base)
    assert [again.rows(year) for year in again.years] == [base.rows(year) for year in base.years]
    assert _numbers(other) != _numbers(base)


def test_no_grants_at_all() -> None:
    found = years_ahead(known(), **FEW)
    assert [found.total(year).amount_oere for year in found.years] == [0] * 5
    assert found.total(2027).price_oere is None
    assert all(isfinite(number) for number in _numbers(found))


def test_costs_without_grants_go_on_at_their_level() -> None:
    """100.000 kr. in each of the newest 12 months: 1,2 mio. kr. a year, 0,6 in what is left of 2026; no trend, no refund."""
    months = [month for month in range(202401, 202607) if 1 <= month % 100 <= 12]
    spent = [("drift", month, 50_000 if month < 202507 else 100_000) for month in months]
    spent += [("refusion", month, -40_000) for month in months]
    found = years_ahead(known(ONE, spent=spent, refund_area="refusion"), price_index={2028: 1.1}, **FEW)
    amounts = [found.total(year, area="drift").amount_oere for year in found.years]
    assert amounts[0] == 60_000_000
    assert amounts[1:] == pytest.approx([120_000_000, 132_000_000, 145_200_000, 159_720_000], abs=1)
    assert found.total(2027, area="refusion").amount_oere == 0


def test_only_the_ages_that_become_more_bring_more_grants() -> None:
    """10 % more 15-year-olds from 2027: 10 % more residence, which begins at 15, and as many in foster care, at 4."""
    days = [f"{year}-{month:02d}-10" for year in (2024, 2025, 2026) for month in range(1, 13)]
    courses = [
        Course(2 * n + place, start, kind=kind, birth=f"{int(start[:4]) - age}-01-01", first=int(start[:4] + start[5:7]))
        for n, start in enumerate(days)
        for place, (kind, age) in enumerate((("foster", 4), ("residence", 15)))
    ]  # fmt: skip
    people = {(year, age): 1000.0 for year in (2026, 2027, 2028) for age in range(18)}
    grown = people | {(year, 15): 1100.0 for year in (2027, 2028)}
    given = known(courses, as_of=202612)
    same, more = (years_ahead(given, years=1, population=one, seed=1, draws=2000, sets=20) for one in (people, grown))
    first = same.basis.model.donors.first
    assert same.basis.model.kinds == ("foster", "residence")
    assert (more.basis.weight[: first[1]] == 1).all()
    assert set(np.unique(more.basis.weight[first[1] :])) == {1.0, 1.1}
    for year in (2027, 2028):
        assert (same.persons(year, kind="foster") == more.persons(year, kind="foster")).all()
        before, after = (one.persons(year, kind="residence", part="new") for one in (same, more))
        assert (after >= before).all()
        assert after.mean() / before.mean() == pytest.approx(1.1, abs=0.015)
        assert same.persons(year, part="running").tolist() == more.persons(year, part="running").tolist()
    assert not any("Befolkning" in said for said in more.caveats)


def test_a_projection_without_a_year_leaves_the_number_and_says_so() -> None:
    people = {(2026, age): 1000.0 for age in range(18)} | {(2027, age): 900.0 for age in range(18)}
    found = ground(known([Course(n, "2025-01-10", first=202501) for n in range(1, 9)]), population=people)
    assert found.weight.min() == 0.9
    assert found.weight[:, -12:].tolist() == [[1.0] * 12] * len(found.weight)
    assert any("Befolkningsprognosen mangler tal for 2028" in said for said in found.caveats)


def test_a_december_looks_at_four_whole_years_and_the_next() -> None:
    found = years_ahead(known(ONE, as_of=202612), **FEW)
    assert found.years == (2027, 2028, 2029, 2030, 2031)
    assert found.full_year(2027).all_run_on_oere == 36_500 * KR
    assert not any("de måneder, der er tilbage" in said for said in found.caveats)
    assert found.basis.cells[0].area == AREA
    with pytest.raises(ValueError, match="0 eller mere"):
        years_ahead(known(ONE), years=-1, **FEW)
