"""Net prices of a full-year person: by hand, every øre once, and the standard error against statsmodels and by drawing children again."""

from __future__ import annotations

from random import Random

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from tests.investment.own_ways import drawn, segments, ways

from trinvis.calculations.investment.own_data import Group, in_group
from trinvis.calculations.investment.own_prices import (
    costs_of_children,
    on_group_days,
    prices,
    ratio_error,
    refund_on_group_days,
)
from trinvis.calculations.investment.own_refund import refund_of_children
from trinvis.calculations.staircase.following import UNPLACED
from trinvis.engine import Engine

MONTH = (0, 30)


def test_a_month_is_cut_where_the_child_moves_and_where_the_group_ends(engine: Engine) -> None:
    """Days 0-30. The child stands on step 5 on days 0-9 and on step 3 from day 10; the group ends with day 19.

    Grant 1 (310,00 kr.) runs all 31 days: 10 days on step 5, 10 on step 3, 11 outside. Grant 2 (1,00 kr.), supplementary, runs days
    8-10: 1 day of 3 on step 3 (33 øre, the lower step first) and 2 on step 5 (67). Grant 3 is paid once, on day 25, outside; grant 4 is another child's.
    """
    standing = ways(
        engine, segments({"child": 1, "days": (0, 9), "step": 5}, {"child": 1, "days": (10, 40), "step": 3})
    )
    own = in_group(standing, Group(0, 19))
    periods = pl.DataFrame(
        {"grant_id": [1, 2, 3, 4], "child_no": [1, 1, 1, 2], "from_day": [0, 8, 25, 0], "to_day": [30, 10, 25, 30]}
    )
    amounts = pl.DataFrame(
        {"amount_id": [1, 2, 3, 4], "grant_id": [1, 2, 3, 4], "amount_oere": [31_000, 100, 5_000, 700]}
    ).with_columns(first_day=pl.lit(MONTH[0]), last_day=pl.lit(MONTH[1]))
    children = amounts.select("amount_id", "amount_oere").with_columns(child_no=pl.Series([1, 1, 1, 2]))
    placed = on_group_days(engine.frame(amounts), engine.frame(periods), own)
    by_place = engine.collect(placed).sort("amount_id", "step").select("amount_id", "step", "amount_oere").rows()
    assert by_place == [
        (1, UNPLACED, 11_000),
        (1, 3, 10_000),
        (1, 5, 10_000),
        (2, 3, 33),
        (2, 5, 67),
        (3, UNPLACED, 5_000),
        (4, UNPLACED, 700),
    ]
    costs = engine.collect(costs_of_children(engine.frame(children), placed)).sort("step")
    assert costs.select("child_no", "step", "cost_oere").rows() == [(1, 3, 10_033), (1, 5, 10_067)]


def test_every_oere_lies_once(engine: Engine) -> None:
    random = Random(11)
    rows = drawn(random, 30)
    standing, group = ways(engine, rows), Group(100, 420, steps=(3, 5))
    own = in_group(standing, group)
    amounts = pl.DataFrame(
        [
            {"amount_id": number, "grant_id": row["grant_id"], "first_day": first, "last_day": first + 29, "amount_oere": random.randint(-999, 99_999)}
            for number, (row, first) in enumerate((row, first) for row in rows.to_dicts() for first in (120, 150, 390))
        ]
    )  # fmt: skip
    periods = rows.select("grant_id", "child_no", "from_day", "to_day")
    placed = engine.collect(on_group_days(engine.frame(amounts), engine.frame(periods), own))
    again = placed.group_by("amount_id").agg(pl.col("amount_oere").sum()).sort("amount_id")
    assert again["amount_oere"].to_list() == amounts["amount_oere"].to_list()
    assert set(placed["step"]) <= {3, 5, UNPLACED}


def test_the_refund_follows_the_days_on_the_staircase(engine: Engine) -> None:
    """A refund of 90,00 kr. in a month of which the child stood 20 days on the staircase, 10 of them on step 6 in the group."""
    standing = ways(
        engine, segments({"child": 7, "days": (0, 9), "step": 6}, {"child": 7, "days": (10, 19), "step": 3})
    )
    own = in_group(standing, Group(0, 30, steps=(6,)))
    refunds = pl.DataFrame({"amount_id": [1], "child_no": [7], "first_day": [0], "last_day": [30], "amount_oere": [9_000]})  # fmt: skip
    placed = engine.collect(refund_on_group_days(engine.frame(refunds), standing, own)).sort("step")
    assert placed.select("step", "amount_oere").rows() == [(UNPLACED, 4_500), (6, 4_500)]


def test_a_households_refund_is_split_by_what_its_children_cost(engine: Engine) -> None:
    """100 øre for a household whose children cost 1 and 2 kr. that month (33 and 67), 50 for a child alone, 10 in a month without costs."""
    refunds = pl.DataFrame(
        {
            "household_no": [1, None, 1],
            "child_no": [10, 30, 10],
            "children": [2, 1, 2],
            "month": [202601, 202601, 202602],
            "refund_oere": [100, 50, 10],
        }
    )
    expenses = pl.DataFrame(
        {"child_no": [10, 20, 30], "month": [202601] * 3, "amount_oere": [100, 200, 900], "once": [False] * 3}
    )
    households = pl.DataFrame({"child_no": [10, 20, 30], "household_no": [1, 1, None]})
    found = refund_of_children(*(engine.frame(one) for one in (refunds, expenses, households)))
    rows = engine.collect(found).sort("month", "child_no").select("child_no", "month", "refund_oere").rows()
    assert rows == [(10, 202601, 33), (20, 202601, 67), (30, 202601, 50), (10, 202602, 10)]


def test_a_price_by_hand() -> None:
    """Two children on step 5: 73 days for 100.000 kr. and 292 days for 300.000 kr. are 400.000 kr. for one full-year person.

    Full-year persons 0,2 and 0,8: residuals 100.000 − 80.000 = 20.000 and 300.000 − 320.000 = −20.000; the error is
    √(2/1 × 2 × 20.000²) / 1 = 40.000. On step 6 a child alone has a price and no error; child 4 has no price there and is held out.
    """
    days = {(1, 5): 73, (2, 5): 292, (3, 6): 365, (4, 6): 100}
    costs = {(1, 5): 10_000_000, (2, 5): 30_000_000, (3, 6): 120_000_000, (4, 6): 1}
    five, six = prices(days, costs, frozenset({4}))
    assert (five.mean, five.children, five.days, five.cost_oere) == (400_000, 2, 365, 40_000_000)
    assert five.error == pytest.approx(40_000)
    assert (six.mean, six.error, six.children, six.left_out) == (1_200_000, None, 1, 1)
    assert prices({(4, 6): 100}, {}, frozenset({4})) == ()


def test_the_error_is_that_of_a_regression_through_nothing() -> None:
    """A ratio of sums is weighted least squares on the children's own prices, weights their full-year persons: the same HC0 error but for
    n/(n − 1), which is HC1 with one coefficient."""
    drawn_ = np.random.default_rng(4)
    persons = drawn_.uniform(0.1, 1, 40)
    costs = persons * drawn_.lognormal(13, 0.4, 40)
    fit = sm.WLS(costs / persons, np.ones(40), weights=persons).fit(cov_type="HC1")
    assert ratio_error(costs.tolist(), persons.tolist()) == pytest.approx(float(fit.bse[0]))


def test_the_interval_covers_the_price_of_many_children() -> None:
    """40 children with days and prices that go together; true price: E(cost)/E(years). 500 municipalities, 95 % ± 2,5."""
    random = np.random.default_rng(9)

    def municipality(children: int) -> tuple[np.ndarray, np.ndarray]:
        years = random.uniform(0.05, 1, children)
        return years * random.lognormal(13, 0.3, children) * (1.3 - 0.4 * years), years

    cost, years = municipality(400_000)
    true, inside = cost.sum() / years.sum(), 0
    for _ in range(500):
        cost, years = municipality(40)
        error = ratio_error(cost.tolist(), years.tolist())
        assert error is not None
        inside += abs(cost.sum() / years.sum() - true) <= 1.96 * error
    assert 0.91 <= inside / 500 <= 0.975
