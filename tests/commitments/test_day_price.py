"""What a day of a grant costs: worked by hand, and against what ``grant_months`` says of whole months."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.day_price import day_price
from trinvis.tables import GRANTS

HOME = 151
JANUARY, NEW_YEARS_EVE = 20_454, 20_818  # 1 January and 31 December 2026


def grant(**values: object) -> pl.DataFrame:
    row = {
        "delivery_id": "1", "row_no": 1, "grant_id": 1, "child_no": 1, "status": "granted", "unit": "day", "rate_oere": 1_000_00,
        "start_day": JANUARY, "stop_day": NEW_YEARS_EVE,
    } | values  # fmt: skip
    types = GRANTS.facts()
    columns = {name: pl.Series(name, [row.get(name)], dtype=kind) for name, kind in types.items()}
    return pl.DataFrame(columns).with_columns(area=pl.lit("a"), step_derived=pl.lit(4))


def day_of(frame: pl.DataFrame, year_days: int = 365) -> int:
    price = nw.from_native(frame.lazy()).select(price=day_price(municipality=HOME, year_days=year_days))
    return int(price.collect().to_native().item())


@pytest.mark.parametrize(
    ("values", "oere"),
    [
        ({"unit": "day", "rate_oere": 3_000_00}, 3_000_00),
        ({"unit": "week", "rate_oere": 700_00}, 100_00),
        ({"unit": "fortnight", "rate_oere": 700_00}, 50_00),
        ({"unit": "month", "rate_oere": 36_500_00}, 1_200_00),  # 12 × 36.500 / 365
        ({"unit": "year", "rate_oere": 365_000_00}, 1_000_00),
        ({"unit": "hour_week", "rate_oere": 350_00, "quantity": 400}, 200_00),  # 4 hours a week
        ({"unit": "hour_month", "rate_oere": 365_00, "quantity": 1000}, 120_00),  # 10 hours a month
        ({"unit": "day", "rate_oere": 1_000_00, "quantity": 150}, 1_500_00),
        ({"unit": "day", "rate_oere": 1_000_00, "vat_factor": 9_000}, 900_00),
        ({"unit": "week", "rate_oere": 100_00}, 14_29),  # 14.2857 kr.
        ({"unit": "day", "rate_oere": -500_00}, -500_00),
        ({"unit": "once"}, 0),
        ({"unit": "session", "quantity": 1000}, 0),
        ({"rate_oere": None}, 0),
        ({"unit": "furlong"}, 0),
        ({"paying_municipality": HOME}, 1_000_00),
        ({"paying_municipality": 400}, 0),  # the cost and the income expected for it
        (
            {"paying_municipality": 400, "provider_kind": "own", "residence_municipality": 400},
            -1_000_00,
        ),  # a place sold
    ],
)
def test_a_day_by_hand(values: dict[str, object], oere: int) -> None:
    assert day_of(grant(**values)) == oere


@pytest.mark.parametrize("unit", ["day", "week", "fortnight", "month", "year", "hour_week", "hour_month"])
@pytest.mark.parametrize("quantity", [100, 250, 333])
@pytest.mark.parametrize("vat_factor", [10_000, 8_571])
def test_the_days_of_a_year_cost_its_months(unit: str, quantity: int, vat_factor: int) -> None:
    frame = grant(unit=unit, rate_oere=12_345_67, quantity=quantity, vat_factor=vat_factor)
    lazy = nw.from_native(frame.lazy())
    calendar = nw.from_native(months(2026, 2026).lazy())
    found = grant_months(lazy, calendar, municipality=HOME).collect("polars").to_native()
    assert found.height == 12
    assert abs(day_of(frame) * 365 - found["amount_oere"].sum()) <= 365 / 2 + 12 / 2
    if unit in ("day", "week", "fortnight", "hour_week"):
        for month, amount in found.select("month", "amount_oere").iter_rows():
            days = months(2026, 2026).filter(pl.col("month") == month)["days"].item()
            assert abs(day_of(frame) * days - amount) <= days / 2 + 0.5


def test_a_leap_year_has_a_day_more_to_spread_over() -> None:
    assert day_of(grant(unit="year", rate_oere=366_000_00), 366) == 1_000_00
