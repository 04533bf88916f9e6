"""Full-year persons, average price, children, full-year effect, and how much of the forecast stands on a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.persons import (
    YEARS_OWN_DAYS,
    committed_child_by_child,
    committed_share,
    full_year_effect,
    full_year_persons,
    person_sums,
)
from trinvis.engine import Engine
from trinvis.tables import GRANTS
from trinvis.tables.lines import empty_lines

Rows = Callable[..., pl.DataFrame]


def persons(engine: Engine, facts: pl.DataFrame, *by: str, year: int = 2026, full_year_days: int = 365) -> pl.DataFrame:
    lines = grant_months(engine.frame(facts), engine.frame(months(year, year)), municipality=101)
    sums = engine.collect(person_sums(lines, by))
    return full_year_persons(sums, full_year_days=full_year_days).sort("year", *by)


def test_full_year_persons_are_charged_days_over_365(engine: Engine, grants: Rows) -> None:
    """Seed 004 line 655: a place all year is 1, half a year about 183 days; one full-year person can be several children."""
    facts = grants(
        {"child_no": 1},
        {"child_no": 2, "stop": "2026-07-02"},  # 183 days
        {"child_no": 3, "start": "2026-07-03"},  # 182 days
        unit="day",
        rate=1000,
    )

    whole = persons(engine, facts).row(0, named=True)

    assert whole["person_days"] == 730 * 10_000
    assert (whole["full_year_persons"], whole["full_year_days"], whole["children"]) == (200, 365, 3)
    assert whole["amount_oere"] == 730 * 100_000
    assert whole["average_price_oere"] == 365 * 100_000


def test_a_leap_year_counts_366_days_of_365_or_of_its_own(engine: Engine, grants: Rows) -> None:
    facts = grants({"unit": "day", "rate": 1000, "start": "2028-01-01"})

    assert persons(engine, facts, year=2028)["full_year_persons"].to_list() == [100]  # 366 / 365 = 1,0027
    assert persons(engine, facts, year=2028)["average_price_oere"].to_list() == [36_500_000]
    own = persons(engine, facts, year=2028, full_year_days=YEARS_OWN_DAYS)
    assert own.select("full_year_persons", "full_year_days", "average_price_oere").rows() == [(100, 366, 36_600_000)]


def test_what_makes_a_person_and_what_only_costs(engine: Engine, grants: Rows) -> None:
    """Supplementary grants, single payments and children whom others pay for are no persons of ours, but their cost counts."""
    facts = grants(
        {"child_no": 1},
        {"child_no": 1, "main": False, "rate": 100},
        {"child_no": 1, "unit": "once", "rate": 5000},
        {"child_no": 2, "paying_municipality": 151},
        {"child_no": None},
        unit="day",
        rate=1000,
        stop="2026-12-31",
    )

    whole = persons(engine, facts).row(0, named=True)

    assert whole["full_year_persons"] == 200  # child 1 and the grant whose child is unknown
    assert (whole["children"], whole["grants"]) == (1, 2)
    assert whole["amount_oere"] == 365 * (100_000 + 10_000 + 100_000) + 500_000


def test_an_expected_grant_counts_with_its_probability(engine: Engine, grants: Rows) -> None:
    facts = grants({"unit": "day", "rate": 1000, "status": "expected", "probability": 4000, "start": "2026-10-01"})

    found = persons(engine, facts, "status").row(0, named=True)

    assert found["person_days"] == 92 * 4000
    assert found["full_year_persons"] == 10  # 92 × 0,4 / 365 = 0,1008
    assert found["average_price_oere"] == 36_500_000


def test_by_any_grouping_the_parts_add_up(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"child_no": 1, "team": "Nord", "provider_kind": "own", "step": 5, "stop": "2026-03-15"},
        {"child_no": 1, "team": "Nord", "provider_kind": "private", "step": 6, "start": "2026-03-16"},
        {"child_no": 2, "team": "Syd", "intervention_type": "relief", "placement_type": None, "district": "Vest"},
        rate=10_000,
    )
    whole = persons(engine, facts).row(0, named=True)

    for by in ("intervention_type", "step", "provider_kind", "team", "district", "month"):
        parts = persons(engine, facts, by)
        assert parts["person_days"].sum() == whole["person_days"]
        assert parts["amount_oere"].sum() == whole["amount_oere"]
    assert persons(engine, facts, "step").select("step", "children").rows() == [(None, 1), (5, 1), (6, 1)]
    assert whole["children"] == 2
    assert persons(engine, facts, "month", "team").filter(pl.col("month") == 202603)["children"].to_list() == [1, 1]


def test_no_days_have_no_average_price(engine: Engine, grants: Rows) -> None:
    found = persons(engine, grants({"unit": "once", "rate": 100})).row(0, named=True)

    assert (found["full_year_persons"], found["average_price_oere"], found["children"]) == (0, None, 0)
    assert persons(engine, grants({"rate": 1}).clear()).height == 0


def test_a_large_area_is_divided_exactly(engine: Engine, grants: Rows) -> None:
    """Twenty billion kroner over three days of one child: no float would keep the øre."""
    facts = grants({"unit": "day", "rate_oere": 666_666_666_667, "stop": "2026-01-03"})

    assert persons(engine, facts)["average_price_oere"].to_list() == [365 * 666_666_666_667]


def test_full_year_effect_of_what_began_stopped_and_changed(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"start": "2026-10-01", "intervention_type": "relief"},  # 3 months this year, 12 the next
        {"stop": "2026-06-30"},  # 6 months, 0
        {"stop": "2027-03-31", "start": "2025-01-01"},  # 12 months, 3
        rate=1000,
    )
    lines = grant_months(engine.frame(facts), engine.frame(months(2026, 2027)), municipality=101)

    by_type = engine.collect(full_year_effect(lines, 2026, ["intervention_type"])).sort("intervention_type")
    whole = engine.collect(full_year_effect(lines, 2026))

    assert by_type.rows() == [("placement", 1_800_000, 300_000, -1_500_000), ("relief", 300_000, 1_200_000, 900_000)]
    assert whole.rows() == [(2_100_000, 1_500_000, -600_000)]


def test_the_share_of_the_forecast_that_stands_on_a_child(engine: Engine) -> None:
    """85–90 % in Horsens (seed 003 line 4915)."""
    rows = [
        ("plejefamilier", "spent", 1, 400),
        ("plejefamilier", "spent", None, 100),  # carers' pay, booked without a child
        ("plejefamilier", "committed_open", 1, 300),
        ("plejefamilier", "missing_invoice", 2, 150),
        ("plejefamilier", "risk", 3, 50),
        ("plejefamilier", "committed_year", 1, 9999),  # beside the forecast
        ("ramme", "method_rest", None, 700),
        ("tom", "spent", 1, 5),
        ("tom", "spent", None, -5),
    ]
    lines = pl.DataFrame(rows, schema=["area", "component", "child_no", "amount_oere"], orient="row")
    full = pl.concat([empty_lines(), lines], how="diagonal_relaxed")

    found = committed_share(engine.collect(committed_child_by_child(engine.frame(full)))).sort("area")

    assert found.rows() == [("plejefamilier", 850, 1000, 8500), ("ramme", 0, 700, 0), ("tom", 5, 0, None)]
    whole = committed_share(engine.collect(committed_child_by_child(engine.frame(full), by=())))
    assert whole.rows() == [(855, 1700, 5029)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 700), st.integers(0, 500), st.integers(0, 5), st.booleans(), st.integers(1, 10_000)),
        max_size=12,
    )
)
def test_person_days_are_the_days_of_a_plain_count(rows: list[tuple[int, int, int, bool, int]]) -> None:
    facts = GRANTS.conform(
        pl.DataFrame(
            [
                {
                    "delivery_id": "d",
                    "row_no": number,
                    "grant_id": number,
                    "child_no": child,
                    "main": main,
                    "probability": probability,
                    "unit": "week",
                    "rate_oere": 1,
                    "status": "granted",
                    "intervention_type": "relief",
                    "start": date(2025, 7, 1) + timedelta(days=start),
                    "stop": date(2025, 7, 1) + timedelta(days=start + length),
                }
                for number, (start, length, child, main, probability) in enumerate(rows)
            ],
            schema_overrides=GRANTS.facts() if not rows else None,
            infer_schema_length=None,
        )
    )
    counted, children = 0, set()
    for start, length, child, main, probability in rows:
        days = [date(2025, 7, 1) + timedelta(days=day) for day in range(start, start + length + 1)]
        in_year = sum(day.year == 2026 for day in days)
        if main and in_year:
            counted += in_year * probability
            children.add(child)

    with Engine.open("polars") as engine:
        found = persons(engine, facts)

    assert found["person_days"].sum() == counted
    assert found["children"].sum() == len(children)


def test_persons_on_a_cluster(cluster_engine: Engine, grants: Rows) -> None:
    facts = grants({"child_no": 1}, {"child_no": 1, "main": False}, {"child_no": None}, unit="day", rate=1000)
    lines = grant_months(cluster_engine.frame(facts), cluster_engine.frame(months(2026, 2027)), municipality=101)

    found = full_year_persons(cluster_engine.collect(person_sums(lines, ["month"]))).sort("month")

    assert found["children"].to_list() == [1] * 24
    assert found["person_days"].sum() == 2 * 730 * 10_000
    assert cluster_engine.collect(full_year_effect(lines, 2026))["effect_oere"].to_list() == [0]
