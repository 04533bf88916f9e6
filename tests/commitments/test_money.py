"""The money rule: half away from zero, by whole numbers, the same on every engine up to the bound."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.money import (
    LARGEST_DOUBLED_NUMERATOR,
    UNITS,
    doubled_numerator,
    rounded_quotient,
)
from trinvis.engine import Engine
from trinvis.intake import money_size
from trinvis.intake.money_size import too_large


def excel_round(number: Fraction) -> int:
    """Half away from zero, written without the code's formula."""
    whole, rest = divmod(abs(number), 1)
    size = int(whole) + (1 if rest >= Fraction(1, 2) else 0)
    return size if number >= 0 else -size


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [
        (5, 10, 1),
        (-5, 10, -1),
        (15, 10, 2),
        (25, 10, 3),
        (-25, 10, -3),
        (24, 10, 2),
        (-24, 10, -2),
        (0, 7, 0),
        (7, 7, 1),
        (4_499_999_999_999_999, 1, 4_499_999_999_999_999),
        (10, 4, 3),
        (9, 4, 2),
    ],
)
def test_rounding_as_excel_does(engine: Engine, numerator: int, denominator: int, rounded: int) -> None:
    frame = engine.frame(pl.DataFrame({"n": [numerator], "d": [denominator]}))

    assert rounded_quotient(numerator, denominator) == rounded
    assert engine.collect(frame.select(q=rounded_quotient(nw.col("n"), nw.col("d"))))["q"].to_list() == [rounded]
    assert int((Decimal(numerator) / denominator).quantize(0, ROUND_HALF_UP)) == rounded


def test_null_stays_null(engine: Engine) -> None:
    frame = engine.frame(pl.DataFrame({"n": [None, 3]}, schema={"n": pl.Int64}))

    assert sorted(engine.collect(frame.select(q=rounded_quotient(nw.col("n"), 2)))["q"].to_list(), key=str) == [2, None]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**16), st.booleans()), min_size=1, max_size=50))
def test_quotients_within_the_bound_are_exact(engine: Engine, cases: list[tuple[int, int, bool]]) -> None:
    """Also just beside a half and just beside a whole number, where a float would slip."""
    rows = []
    for divisor, size, negative in cases:
        largest = (LARGEST_DOUBLED_NUMERATOR - divisor) // 2
        whole = size % (largest // divisor + 1) * divisor
        for beside in (whole, whole + divisor // 2, whole + (divisor + 1) // 2, whole + divisor - 1):
            number = min(beside, largest)
            rows.append((-number if negative else number, divisor))
    if engine.name == "spark":
        rows = rows[:8]
    frame = pl.DataFrame(rows, schema=["n", "d"], orient="row")

    found = engine.collect(engine.frame(frame).select("n", "d", q=rounded_quotient(nw.col("n"), nw.col("d"))))

    assert all(q == excel_round(Fraction(n, d)) for n, d, q in found.rows())


def largest_rate(unit: str, quantity: int, vat_factor: int, probability: int) -> int:
    """The largest rate that is not refused."""
    low, high = 0, LARGEST_DOUBLED_NUMERATOR
    while low < high:
        middle = (low + high + 1) // 2
        fits = doubled_numerator(middle, quantity, vat_factor, unit, 365, probability) <= LARGEST_DOUBLED_NUMERATOR
        low, high = (middle, high) if fits else (low, middle - 1)
    return low


def test_the_largest_allowed_row_and_its_negative_are_exact_on_every_engine(engine: Engine, grants) -> None:
    shapes = [(q, v, p) for q in (100, 37_599) for v in (10_000, 9_541) for p in (10_000, 9_999)]
    rows = [
        {
            "unit": unit,
            "quantity": q,
            "vat_factor": v,
            "probability": p,
            "rate_oere": sign * largest_rate(unit, q, v, p),
        }
        for unit in UNITS
        for q, v, p in shapes
        for sign in (1, -1)
    ]
    facts = grants(*rows, start="2026-01-01", stop="2026-12-31")
    calendar = engine.frame(months(2026, 2026))

    lines = engine.collect(grant_months(engine.frame(facts), calendar, municipality=101))

    assert lines.height == len(rows) * 12 - (11 * 2 * len(shapes))  # "once" has one month
    spread = {"day": 1, "week": 7, "fortnight": 14, "hour_week": 7, "year": 365, "session": 365, "once": 1}
    month_days = dict(months(2026, 2026).select("month", "days").rows())
    for number, month, full, amount in lines.select("row_no", "month", "full_amount_oere", "amount_oere").rows():
        row = rows[number - 1]
        over = spread.get(row["unit"]) or month_days[month]
        days = 1 if row["unit"] == "once" else month_days[month]
        exact = Fraction(row["rate_oere"] * row["quantity"] * row["vat_factor"] * days, 100 * 10_000 * over)
        assert full == excel_round(exact), (row, month)
        assert amount == excel_round(Fraction(full * row["probability"], 10_000)), (row, month)


@pytest.mark.parametrize(
    ("rate_kr", "unit", "quantity"),
    [
        (14_000_000, "year", 100),  # the dearest place that could be thought of, a year's rate
        (3_000_000, "month", 100),
        (150_000, "day", 100),
        (5_000, "hour_week", 16_800),  # every hour of the week
        (100_000_000, "once", 100),
    ],
)
def test_real_prices_are_far_below_the_bound(rate_kr: int, unit: str, quantity: int) -> None:
    assert doubled_numerator(rate_kr * 100, quantity, 10_000, unit) <= LARGEST_DOUBLED_NUMERATOR


def test_intake_keeps_the_same_bound() -> None:
    """Intake knows no calculation, so the number stands in both rooms."""
    assert money_size.LARGEST_DOUBLED_NUMERATOR == LARGEST_DOUBLED_NUMERATOR


amounts = st.one_of(st.integers(-(10**12), 10**12), st.integers(-(10**18), 10**18))


@given(amounts, st.integers(0, 10**7), st.sampled_from([10_000, 9_540, 1, 2_500]), st.sampled_from(UNITS))
def test_intake_lets_nothing_through_that_is_above_the_bound(rate: int, quantity: int, vat: int, unit: str) -> None:
    row = pl.DataFrame({"rate_oere": [rate], "quantity": [quantity], "vat_factor": [vat], "unit": [unit]})
    refused = row.select(refused=too_large())["refused"][0]

    if doubled_numerator(rate, quantity, vat, unit, 36_525, 9_999) > LARGEST_DOUBLED_NUMERATOR:
        assert refused
    if doubled_numerator(rate, quantity, vat, unit, 36_525, 9_999) * 100_000 < LARGEST_DOUBLED_NUMERATOR:
        assert not refused


def test_intake_reads_empty_cells_as_one_and_a_hundred_per_cent() -> None:
    rows = pl.DataFrame(
        {
            "rate_oere": [10_000_00, None, 10**16],
            "quantity": [None, None, None],
            "vat_factor": [None, None, None],
            "unit": ["month", "month", "month"],
        },
        schema_overrides={"quantity": pl.Int64, "vat_factor": pl.Int64},
    )

    assert rows.select(refused=too_large())["refused"].to_list() == [False, False, True]


def test_the_money_rule_holds_on_a_cluster(cluster_engine: Engine) -> None:
    largest = (LARGEST_DOUBLED_NUMERATOR - 7) // 2
    frame = pl.DataFrame({"n": [largest, -largest, 5, -5, 25], "d": [7, 7, 10, 10, 10]})

    found = cluster_engine.frame(frame).select("n", "d", q=rounded_quotient(nw.col("n"), nw.col("d")))

    assert all(q == excel_round(Fraction(n, d)) for n, d, q in cluster_engine.collect(found).rows())
