"""What is exactly true of the example, against the truth that was kept aside; nothing here is near enough.

How near a forecast lies before the year is over depends on newcomers, and is no matter of right or wrong: what can be said to
the øre is what grants cost whose terms are known, and where a year ends that is over.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.example.example import DISPOSED, Example

LONG_AFTER = date(2026, 9, 30)
KEY_AND_MONTH = ["key", "month"]


def by_area(example: Example, year: int, day: date, column: str) -> dict[str, int]:
    areas = example.hall.follow_up(year, day).areas.filter(pl.col("kind") == "area")
    return dict(areas.select("area", column).iter_rows())


def true_cost(example: Example, year: int) -> dict[str, int]:
    """Area → what was truly booked in the ledger of the year; typing errors are no part of it."""
    cost = example.truth("year_cost").filter(pl.col("year") == year)
    return dict(cost.select("area", "ledger_oere").iter_rows())


@pytest.mark.parametrize(("year", "day"), [(2025, date(2026, 3, 31)), (2025, LONG_AFTER), (2024, date(2025, 6, 30))])
def test_a_year_that_is_over_has_spent_what_it_truly_cost(example: Example, year: int, day: date) -> None:
    """Area by area, to the øre: what was typed wrong was rejected or lies outside, and came right the month after."""
    true = true_cost(example, year)
    spent = by_area(example, year, day, "spent_oere")
    assert set(spent) >= set(true)
    assert spent == {area: true.get(area, 0) for area in spent}


@pytest.mark.parametrize(("year", "day"), [(2025, date(2026, 3, 31)), (2025, LONG_AFTER), (2024, date(2025, 6, 30))])
def test_a_year_that_is_over_ends_at_what_it_truly_cost(example: Example, year: int, day: date) -> None:
    """Areas forecast child by child, once every invoice has come or grown too old: pools and risk cases gave way before."""
    true = true_cost(example, year)
    forecast = by_area(example, year, day, "forecast_oere")
    assert {area: forecast[area] for area in DISPOSED} == {area: true[area] for area in DISPOSED}


def test_what_was_typed_wrong_is_listed_with_its_money(example: Example) -> None:
    """Of 2025: accounts with two digits swapped lie outside the area; days and amounts that cannot be read are rejected."""
    made = example.hall.follow_up(2025, LONG_AFTER)
    outside = made.outside.filter(pl.col("component") == "spent")
    assert outside["account_key"].str.starts_with("5822").all()
    assert outside.height >= 5
    rejected = made.not_read.by_area.filter(pl.col("source") == "finance")
    assert rejected["rows"].sum() > 0
    assert rejected["unreadable"].sum() > 0


def shown(example: Example, day: date) -> pl.DataFrame:
    """The grants' rows of an extract with the source's own key."""
    keys = example.keys_of_rows(day)
    rows = example.hall.commitments(day.year, day).grants
    return rows.with_columns(key=pl.col("row_no").replace_strict(keys, return_dtype=pl.String))


def committed(example: Example, year: int, day: date) -> pl.DataFrame:
    keys = example.keys_of_rows(day)
    lines = example.hall.commitments(year, day).lines.filter(pl.col("full_amount_oere") > 0)
    return (
        lines.with_columns(key=pl.col("row_no").replace_strict(keys, return_dtype=pl.String))
        .group_by(KEY_AND_MONTH)
        .agg(pl.col("amount_oere").sum())
        .cast({"month": pl.Int64})
    )


def test_grants_whose_terms_are_true_cost_what_is_true(example: Example) -> None:
    """The year before, seen from long after: month by month, every grant but those whose number of sessions is still spread
    over an end that is not known, and those typed wrong in this very extract."""
    day, year = LONG_AFTER, 2025
    grants = example.truth("grants")
    true = (
        example.truth("charges")
        .filter(pl.col("month") // 100 == year)
        .join(grants.select("grant", "key"), on="grant")
        .select(*KEY_AND_MONTH, "amount_oere")
    )
    stops = shown(example, day).group_by("key").agg(pl.col("stop").max(), pl.col("stop").is_null().any().alias("open"))
    uncertain = (
        grants.filter(pl.col("unit") == "session")
        .join(stops, on="key")
        .filter(pl.col("open") | (pl.col("stop") != pl.col("stop_right")))["key"]
    )
    newest = max((d for d in example.hall.deliveries() if d.source == "grants"), key=lambda d: d.known_from)
    keys = example.keys_of_rows(day)
    typed_wrong = [keys[row] for row in example.hall.rejects(newest.id)["row_no"]]
    left_out = [*uncertain, *typed_wrong]
    compared = ~pl.col("key").is_in(left_out)
    known = committed(example, year, day).filter(compared).sort(KEY_AND_MONTH)
    assert known.height > 10_000
    assert known.equals(true.filter(compared).sort(KEY_AND_MONTH))


def test_what_is_committed_of_the_months_so_far_is_true_for_most(example: Example) -> None:
    """Of 2026: a grant differs only from a month in which its stop, price or start was not known yet. Those that ended and
    say so are true in every month."""
    day, year = LONG_AFTER, 2026
    ended = shown(example, day).filter(pl.col("status") == "ended")["key"].unique()
    grants = example.truth("grants")
    true = (
        example.truth("charges")
        .filter(pl.col("month") // 100 == year)
        .join(grants.select("grant", "key"), on="grant")
        .filter(pl.col("key").is_in(ended.implode()))
        .select(*KEY_AND_MONTH, "amount_oere")
        .sort(KEY_AND_MONTH)
    )
    found = committed(example, year, day).filter(pl.col("key").is_in(ended.implode()))
    assert true["key"].n_unique() > 200
    assert found.sort(KEY_AND_MONTH).equals(true)
