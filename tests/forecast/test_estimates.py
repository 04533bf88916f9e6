"""Risk cases and pools."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.forecast.estimates import RISK_IN_CLOSED_MONTH, YEAR_CLOSED, estimate_lines, typed_amounts
from trinvis.parameters import Area
from trinvis.tables import ESTIMATES


def area(name, label="", types=(), method="disposition"):
    return Area(name, label or name, "Familie", "", (), types, method, "")


AREAS = (
    area("opholdssteder", "Opholdssteder", types=("placement/residence",)),
    area("familie", "Familiebehandling", types=("family_treatment", "practical_support")),
    area("egne", "Egne institutioner", types=("placement/institution/own",)),
    area("andre", "Andre institutioner", types=("placement/institution",)),
    area("refusion", "Central refusionsordning", method="estimate"),
)


CALENDAR = months(2025, 2028)


def rows(*cases: dict) -> pl.DataFrame:
    base = {"delivery_id": "d1", "kind": "risk", "year": 2026}
    return ESTIMATES.conform(
        pl.DataFrame([base | {"row_no": i} | case for i, case in enumerate(cases)], infer_schema_length=None)
    )


def lines(engine, frame, year=2026, **options):
    return engine.collect(estimate_lines(engine.frame(frame), engine.frame(CALENDAR), AREAS, year, **options)).sort(
        "row_no", "month"
    )


def test_number_times_price_times_probability_times_time(engine):
    """Seed 003 line 5237: 1 × 1.050.000 × 40 % × 92/365 (1 October to the end of 2026) = 105.863,01 kr."""
    found = lines(
        engine,
        rows(
            {
                "area": "Opholdssteder",
                "number": 100,
                "price_oere": 105000000,
                "probability": 4000,
                "start": date(2026, 10, 1),
            }
        ),
    )
    assert found["component"].unique().to_list() == ["risk"]
    assert found["month"].to_list() == [202610, 202611, 202612]
    assert found["amount_oere"].sum() == 10586301  # 42.000.000 × 92 / 365 = 10.586.301,37 øre
    assert found["amount_oere"].to_list() == [3567123, 3452055, 3567123]
    assert found["area"].unique().to_list() == ["opholdssteder"]


def test_a_whole_year_costs_the_whole_price_also_in_a_leap_year(engine):
    for year in (2026, 2028):
        frame = rows({"area": "familie", "price_oere": 1200001, "year": year})
        assert lines(engine, frame, year)["amount_oere"].sum() == 1200001


def test_pool_and_estimate_are_amount_times_probability_without_month(engine):
    """Table 5.2 (seed 003 line 4842): a pool of 1.000.000."""
    found = lines(
        engine,
        rows(
            {"kind": "pool", "area": "opholdssteder", "price_oere": 100000000},
            {"kind": "estimate", "area": "Familiebehandling", "price_oere": -333333, "probability": 5000},
        ),
    )
    assert found.select("component", "area", "amount_oere", "month").rows() == [
        ("pool", "opholdssteder", 100000000, None),
        ("pool", "familie", -166667, None),  # −166.666,5 rounds away from zero
    ]


def test_the_type_places_what_has_no_area_and_the_rest_is_unplaced(engine):
    found = lines(
        engine,
        rows(
            {"kind": "pool", "price_oere": 1, "intervention_type": "placement", "placement_type": "residence"},
            {"kind": "pool", "price_oere": 2, "intervention_type": "family_treatment"},
            {"kind": "pool", "price_oere": 3, "intervention_type": "placement"},
            {"kind": "pool", "price_oere": 4, "intervention_type": "placement", "placement_type": "institution"},
            {"kind": "pool", "price_oere": 5, "area": "Findes ikke"},
        ),
    )
    assert found["area"].to_list() == ["opholdssteder", "familie", "ikke_placeret", "andre", "ikke_placeret"]


def test_a_typed_year_end_is_no_pool(engine):
    frame = rows({"kind": "estimate", "area": "Central refusionsordning", "price_oere": -500, "probability": 5000})
    assert lines(engine, frame).is_empty()
    assert engine.collect(typed_amounts(engine.frame(frame), AREAS, 2026)).rows() == [("refusion", -250)]


def test_when_the_year_is_closed_what_was_not_known_gives_way(engine):
    """In full while December is open; then the pool, the estimate and the risk case stand with nothing and say why."""
    frame = rows(
        {"kind": "pool", "area": "opholdssteder", "price_oere": 100000000},
        {"kind": "estimate", "area": "familie", "price_oere": -5000},
        {"kind": "risk", "area": "familie", "price_oere": 36500, "start": date(2026, 12, 30)},
    )
    for open_year in (202512, 202611):
        found = lines(engine, frame, closed_through=open_year)
        assert found.select("amount_oere", "flag").rows() == [(100000000, None), (-5000, None), (200, None)]
    for closed_year in (202612, 202702):
        found = lines(engine, frame, closed_through=closed_year)
        assert found.select("component", "amount_oere", "flag").rows() == [
            ("pool", 0, YEAR_CLOSED),
            ("pool", 0, YEAR_CLOSED),
            ("risk", 0, YEAR_CLOSED),
        ]
    # the next year's are another matter
    assert lines(
        engine, rows({"kind": "pool", "area": "familie", "price_oere": 7, "year": 2027}), 2027, closed_through=202612
    )["amount_oere"].to_list() == [7]


def test_money_of_a_risk_case_in_a_closed_month_is_flagged(engine):
    found = lines(
        engine,
        rows({"area": "familie", "price_oere": 36500, "start": date(2026, 8, 20), "stop": date(2026, 9, 2)}),
        closed_through=202608,
    )
    assert found.select("month", "amount_oere", "flag").rows() == [
        (202608, 1200, RISK_IN_CLOSED_MONTH),
        (202609, 200, None),
    ]


day = st.integers(date(2025, 11, 1).toordinal(), date(2027, 2, 1).toordinal()).map(date.fromordinal)


case = st.fixed_dictionaries(
    {
        "number": st.integers(0, 2000),
        "price_oere": st.integers(-(10**10), 10**10),
        "probability": st.integers(0, 10000),
        "start": st.none() | day,
        "stop": st.none() | day,
    }
)


@settings(deadline=None, max_examples=30)
@given(st.lists(case, min_size=1, max_size=40))
def test_the_months_add_up_to_one_rounding(cases):
    frame = rows(*({"area": "familie"} | case for case in cases))
    lazy = estimate_lines(nw.from_native(frame.lazy()), nw.from_native(CALENDAR.lazy()), AREAS, 2026)
    got = dict(lazy.collect().to_native().group_by("row_no").agg(pl.col("amount_oere").sum()).rows())
    for number, case in enumerate(cases):
        first = max(case["start"] or date.min, date(2026, 1, 1))
        last = min(case["stop"] or date.max, date(2026, 12, 31))
        days = max((last - first).days + 1, 0)
        exact = Fraction(case["number"] * case["price_oere"] * case["probability"] * days, 100 * 10000 * 365)
        whole, rest = divmod(abs(exact), 1)
        assert got.get(number, 0) == (int(whole) + (rest >= Fraction(1, 2))) * (1 if exact >= 0 else -1)


@pytest.mark.parametrize("price", [10**12, -(10**12)])
def test_large_products_are_exact_on_every_engine(engine, price):
    found = lines(engine, rows({"area": "familie", "number": 400000, "price_oere": price, "probability": 3333}))
    assert found["amount_oere"].sum() == 4000 * price * 3333 // 10000
