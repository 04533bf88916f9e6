"""Særligt dyre enkeltsager, Barnets lov § 198 and BEK 1485 of 6 December 2023 § 3."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.forecast.refund import (
    ALREADY_POSTED,
    already_posted_lines,
    child_expenses,
    household_months,
    refund_lines,
)
from trinvis.parameters import MissingParameter, Parameters
from trinvis.parameters.refund import RefundBand, refund_bands
from trinvis.tables.lines import line_types

KR = 100
BANDS = refund_bands(Parameters.shipped(), date(2022, 7, 1))
"""The verified limits of 2022, Barnets lov § 198, stk. 1."""

MONTHS = range(202601, 202613)
NO_HOUSEHOLDS = pl.DataFrame(schema={"child_no": pl.Int64, "household_no": pl.Int64})


def by_year(kroner: int) -> Fraction:
    """The annual formula: 25 % above 860.000, 50 % above 1.680.000, 75 % above 2.120.000."""
    return sum((Fraction(25, 100) * max(0, kroner - limit) for limit in (860_000, 1_680_000, 2_120_000)), Fraction(0))


def lines(*rows: dict, extra: dict | None = None) -> pl.DataFrame:
    base = {"component": "committed_open", "child_no": 1, "area": "x", "days": 0}
    return pl.DataFrame([base | row for row in rows], schema=line_types() | (extra or {}))


def months(engine, frame, households=NO_HOUSEHOLDS, bands=BANDS):
    expenses = child_expenses(engine.frame(frame), year=2026)
    return engine.collect(household_months(expenses, engine.frame(households), bands, 2026)).sort("child_no", "month")


def test_twelve_equal_months_give_the_annual_formula(engine):
    """200.000 a month = 2.400.000: 820.000 × 25 % + 440.000 × 50 % + 280.000 × 75 % = 635.000 kr."""
    got = months(engine, lines(*({"month": m, "amount_oere": 200_000 * KR} for m in MONTHS)))
    assert got["refund_oere"].sum() == 635_000 * KR == by_year(2_400_000) * KR
    assert got["refund_oere"][0] == 5_291_667  # 52.916,67 kr. a month


def test_six_months_do_not_give_the_annual_formula(engine):
    """400.000 in each of six months = 2.400.000 as well, but each month stands against a twelfth of the limits.

    A month: (140.000 − 71.666,67) × 25 % + (176.666,67 − 140.000) × 50 % + (400.000 − 176.666,67) × 75 %
    = 17.083,33 + 18.333,33 + 167.500 = 202.916,67; six of them 1.217.500 kr.
    """
    got = months(engine, lines(*({"month": m, "amount_oere": 400_000 * KR} for m in MONTHS[:6])))
    assert got["refund_oere"].sum() == 1_217_500 * KR
    assert got["refund_oere"].sum() != by_year(2_400_000) * KR
    assert len(got) == 6


def test_siblings_in_one_household_are_added(engine):
    """Two at 60.000 are each below 71.666,67 a month; together 120.000: 48.333,33 × 25 % = 12.083,33 kr."""
    rows = [{"month": m, "amount_oere": 60_000 * KR, "child_no": child} for m in MONTHS for child in (7, 8)]
    apart = months(engine, lines(*rows))
    assert apart.is_empty()
    together = pl.DataFrame({"child_no": [8, 7, 7], "household_no": [3, 3, 3]})
    got = months(engine, lines(*rows), together)
    assert got["refund_oere"].sum() == 145_000 * KR
    assert got.select("household_no", "child_no", "children").unique().rows() == [(3, 7, 2)]


def test_all_revenue_is_deducted(engine):
    """100.000 paid, 30.000 received: 70.000 a month is below the first limit."""
    rows = [{"month": m, "amount_oere": a * KR} for m in MONTHS for a in (100_000, -30_000)]
    assert months(engine, lines(*rows)).is_empty()


def test_one_off_expenses_are_spread_over_the_years_twelve_months(engine):
    """50.000 a month and 600.000 once = 100.000 every month: 28.333,33 × 25 % × 12 = 85.000 kr."""
    rows = [{"month": m, "amount_oere": 50_000 * KR, "grant_id": 1} for m in MONTHS]
    frame = engine.frame(lines(*rows, {"month": 202605, "amount_oere": 600_000 * KR, "grant_id": 2}))
    once = engine.frame(pl.DataFrame({"grant_id": [2]}))
    expenses = child_expenses(frame, year=2026, once_grants=once)
    found = household_months(expenses, engine.frame(NO_HOUSEHOLDS), BANDS, 2026)
    got = engine.collect(found).sort("month")
    assert got["refund_oere"].sum() == 85_000 * KR
    assert got["month"].to_list() == list(MONTHS)


def test_objektiv_finansiering_is_left_out(engine):
    rows = [{"month": m, "amount_oere": 200_000 * KR, "objective_financing": True} for m in MONTHS]
    assert months(engine, lines(*rows, extra={"objective_financing": pl.Boolean()})).is_empty()


def test_refund_received_is_no_revenue_of_the_child(engine):
    frame = lines(
        {"month": 202601, "amount_oere": 200, "component": "spent"},
        {"month": 202601, "amount_oere": -50, "component": "spent", "area": "refusion"},
    )
    got = engine.collect(child_expenses(engine.frame(frame), year=2026, refund_areas=["refusion"]))
    assert got["amount_oere"].to_list() == [200]


def test_pools_risk_cases_memo_lines_and_money_without_a_child_count_for_nothing(engine):
    rows = [{"component": c, "month": 202601, "amount_oere": 10**9} for c in ("risk", "pool", "committed_year")]
    rows.append({"month": 202601, "amount_oere": 10**9, "child_no": None})
    assert months(engine, lines(*rows)).is_empty()


def test_refund_is_income_and_says_what_it_rests_on(engine):
    assumed = (RefundBand(860_000 * KR, 2500, 12, "refund_limits/2026/1", True), *BANDS[1:])
    frame = engine.frame(lines({"month": 202601, "amount_oere": 200_000 * KR}))
    expenses = child_expenses(frame, year=2026)
    found = household_months(expenses, engine.frame(NO_HOUSEHOLDS), assumed, 2026)
    (line,) = engine.collect(refund_lines(found, assumed, "refusion")).to_dicts()
    assert (line["component"], line["area"], line["amount_oere"]) == ("refund", "refusion", -5_291_667)
    assert line["rules"] == ";".join(["refund/child_costs", *(b.rule_id for b in assumed)])
    assert line["flag"] == "antagne_graenser"


def test_what_is_received_already_is_not_expected_again():
    got = already_posted_lines({202512: -5, 202603: -100, 202606: 0}, "refusion", 2026)
    assert got.select("month", "amount_oere", "flag").rows() == [(202603, 100, ALREADY_POSTED)]


def test_the_limits_are_the_verified_ones():
    assert [(band.limit_oere, band.share, band.months) for band in BANDS] == [
        (860_000 * KR, 2500, 12),
        (1_680_000 * KR, 5000, 12),
        (2_120_000 * KR, 7500, 12),
    ]
    with pytest.raises(MissingParameter, match="2026"):
        refund_bands(Parameters.shipped(), date(2026, 1, 1))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 12), st.integers(-(10**7), 6 * 10**7)), max_size=40))
def test_against_the_rule_written_out(rows):
    """Children 1 and 2 share a household; the plain rule in fractions, rounded once per household and year."""
    frame = lines(*({"child_no": c, "month": 202600 + m, "amount_oere": a} for c, m, a in rows))
    households = pl.DataFrame({"child_no": [1, 2], "household_no": [9, 9]})
    lazy = household_months(
        child_expenses(nw.from_native(frame.lazy()), year=2026), nw.from_native(households.lazy()), BANDS, 2026
    )
    got = dict(lazy.collect().to_native().group_by("child_no").agg(pl.col("refund_oere").sum()).rows())
    for members in ((1, 2), (3,), (4,)):
        exact = Fraction(0)
        for month in range(1, 13):
            cost = sum(a for c, m, a in rows if c in members and m == month)
            exact += sum(
                (
                    Fraction(25, 100) * max(Fraction(0), cost - Fraction(limit, 12))
                    for limit in (86_000_000, 168_000_000, 212_000_000)
                ),
                Fraction(0),
            )
        assert sum(got.get(child, 0) for child in members) == int(exact + Fraction(1, 2))
