"""What a grant costs in a month: each unit by hand, dated rates, changes, whole months, and who pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from trinvis.calculations.commitments.amounts import EXTRA, grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.engine import Engine
from trinvis.tables.lines import line_types

OURS, THEIRS = 101, 151
Rows = Callable[..., pl.DataFrame]


def lines(engine: Engine, facts: pl.DataFrame, first: int = 2026, last: int | None = None) -> pl.DataFrame:
    calendar = engine.frame(months(first, last or first))
    found = engine.collect(grant_months(engine.frame(facts), calendar, municipality=OURS))
    return found.sort("row_no", "month", "amount_oere")


def by_month(found: pl.DataFrame, *rows: int) -> dict[int, int]:
    """Month → øre, of some rows or all."""
    chosen = found.filter(pl.col("row_no").is_in(rows)) if rows else found
    return dict(chosen.group_by("month").agg(pl.col("amount_oere").sum()).sort("month").rows())


def in_kroner(found: pl.DataFrame, *rows: int) -> dict[int, float]:
    return {month: oere / 100 for month, oere in by_month(found, *rows).items()}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # 15–31 January: 17 days of 1.000 kr.
        ({"unit": "day", "rate": 1000, "start": "2026-01-15", "stop": "2026-01-31"}, {202601: 17_000.00}),
        # 700 kr. a week is 100 kr. a day: 17 days and 3 days
        ({"unit": "week", "rate": 700, "start": "2026-01-15", "stop": "2026-02-03"}, {202601: 1700.00, 202602: 300.00}),
        ({"unit": "week", "rate": 1000, "start": "2026-01-01", "stop": "2026-01-01"}, {202601: 142.86}),
        ({"unit": "fortnight", "rate": 1000, "start": "2026-01-01", "stop": "2026-01-03"}, {202601: 214.29}),
        # 10.000 × 17/31, × 28/28, × 2/31
        (
            {"unit": "month", "rate": 10_000, "start": "2026-01-15", "stop": "2026-03-02"},
            {202601: 5483.87, 202602: 10_000.00, 202603: 645.16},
        ),
        # 365.000 a year is 1.000 a day
        (
            {"unit": "year", "rate": 365_000, "start": "2026-02-20", "stop": "2026-03-10"},
            {202602: 9000.0, 202603: 10_000.0},
        ),
        # 4,5 hours a week at 210 kr.: 945 kr. × 31/7
        ({"unit": "hour_week", "rate": 210, "quantity": 450, "stop": "2026-01-31"}, {202601: 4185.00}),
        # 12 hours a month at 400 kr., half of June
        (
            {"unit": "hour_month", "rate": 400, "quantity": 1200, "start": "2026-06-16", "stop": "2026-06-30"},
            {202606: 2400.0},
        ),
        # 10 times 600 kr. over 40 days: 150 kr. a day
        (
            {"unit": "session", "rate": 600, "quantity": 1000, "start": "2026-01-02", "stop": "2026-02-10"},
            {202601: 4500.00, 202602: 1500.00},
        ),
        ({"unit": "once", "rate": 25_000, "start": "2026-05-17", "stop": "2026-12-31"}, {202605: 25_000.00}),
        ({"unit": "once", "rate": 250, "quantity": 300, "start": "2026-05-17"}, {202605: 750.00}),
        # 95,4 % of the amount is ours, the rest is VAT that comes back
        ({"unit": "day", "rate": 99.99, "vat_factor": 9540, "stop": "2026-01-01"}, {202601: 95.39}),
        # two places at half price in one row
        ({"unit": "day", "rate": 0.01, "quantity": 50, "stop": "2026-01-01"}, {202601: 0.01}),
        ({"unit": "day", "rate": -0.01, "quantity": 50, "stop": "2026-01-01"}, {202601: -0.01}),
    ],
)
def test_each_unit_by_hand(engine: Engine, grants: Rows, row: Mapping[str, Any], expected: dict[int, float]) -> None:
    assert in_kroner(lines(engine, grants(row))) == expected


def test_a_leap_years_days(engine: Engine, grants: Rows) -> None:
    """366.000 a year is 1.000 a day in 2028, and February has 29 of them; 7 kr. a week is 1 kr. a day."""
    facts = grants(
        {"unit": "year", "rate": 366_000},
        {"unit": "week", "rate": 7},
        {"unit": "month", "rate": 29},
        start="2028-02-01",
        stop="2028-02-29",
    )

    assert lines(engine, facts, 2028)["amount_oere"].to_list() == [2_900_000, 2900, 2900]


def test_a_weekly_grant_from_2021_to_2028(engine: Engine, grants: Rows) -> None:
    """Each month the rate × days / 7 to the øre, each year the sum of its months and within 6 øre of the year's days / 7."""
    rates = [100_000, 123_457, 99_999, 1, 314_159]
    facts = grants(*({"unit": "week", "rate_oere": rate} for rate in rates), start="2021-01-01")
    calendar = months(2021, 2028)

    found = lines(engine, facts, 2021, 2028)

    for number, rate in enumerate(rates, start=1):
        months_of = by_month(found, number)
        for month, days in calendar.select("month", "days").rows():
            assert abs(months_of[month] - Fraction(rate * days, 7)) <= Fraction(1, 2)
        for year in range(2021, 2029):
            year_days = 366 if year % 4 == 0 else 365
            total = sum(oere for month, oere in months_of.items() if month // 100 == year)
            assert abs(total - Fraction(rate * year_days, 7)) <= 6


def test_table_5_2_in_whole_months(engine: Engine, grants: Rows) -> None:
    """Seed 003 lines 4809–4850: the disposition sheet of 2017; Cpr. 6 has no rate, its months say 100.000."""
    facts = grants(
        {"rate": 100_000},
        {"rate": 50_000},
        {"rate": 75_000, "stop": "2017-06-30"},
        {"rate": 100_000, "stop": "2017-02-28"},
        {"rate": 75_000, "status": "expected", "start": "2017-07-01"},
        {"rate": 100_000, "status": "expected", "start": "2017-03-01", "price_source": "months"},
        start="2017-01-01",
        counting="whole_months",
    )

    found = lines(engine, facts, 2017)

    rows = found.group_by("row_no").agg(pl.col("amount_oere").sum() / 100).sort("row_no")
    assert rows["amount_oere"].to_list() == [1_200_000, 600_000, 450_000, 200_000, 450_000, 1_000_000]
    assert list(in_kroner(found, 1, 2, 3, 4).values()) == [325_000] * 2 + [225_000] * 4 + [150_000] * 6
    assert list(in_kroner(found).values()) == [325_000] * 12
    assert sum(in_kroner(found, 1, 2, 3, 4).values()) == 2_450_000
    assert sum(in_kroner(found).values()) == 3_900_000
    assert found.filter(pl.col("flag").is_not_null())["row_no"].unique().to_list() == [6]
    assert found.filter(pl.col("row_no") == 6)["flag"][0] == "kildens_beloeb"


def test_drafts_and_cancelled_grants_cost_nothing(engine: Engine, grants: Rows) -> None:
    statuses = ("granted", "expected", "ended", "draft", "cancelled")
    facts = grants(*({"status": status} for status in statuses), rate=100, unit="once")

    assert lines(engine, facts)["status"].to_list() == ["granted", "expected", "ended"]


def test_nothing_granted_is_no_lines(engine: Engine, grants: Rows) -> None:
    found = lines(engine, grants({"rate": 1}).clear())

    assert found.height == 0
    assert {name: found.schema[name] for name in line_types()} == line_types()
    assert found.columns == [*line_types(), *EXTRA]


def test_dated_rates_are_rows_of_one_grant(engine: Engine, grants: Rows) -> None:
    """31.000 a month until 10 March, 62.000 from then: 10/31 of one and 21/31 of the other."""
    facts = grants(
        {"rate": 31_000, "stop": "2026-03-10"},
        {"rate": 62_000, "start": "2026-03-11", "stop": "2026-03-31"},
        grant_id=7,
    )

    found = lines(engine, facts)

    assert in_kroner(found) == {202601: 31_000, 202602: 31_000, 202603: 10_000 + 42_000}
    assert found["flag"].null_count() == found.height
    assert found["days"].to_list() == [31, 28, 10, 21]


def test_overlapping_rows_of_a_grant_are_both_counted_and_flagged(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"stop": "2026-01-20", "grant_id": 7},
        {"start": "2026-01-20", "stop": "2026-01-31", "grant_id": 7},
        {"start": "2026-02-01", "stop": "2026-02-03", "grant_id": 7},
        {"stop": "2026-01-20", "grant_id": 8},
        {"stop": "2026-01-20", "grant_id": None},
        {"stop": "2026-01-20", "grant_id": None},
        unit="day",
        rate=1,
    )

    found = lines(engine, facts)

    assert found["amount_oere"].to_list() == [2000, 1200, 300, 2000, 2000, 2000]
    assert found["flag"].to_list() == ["overlapper", "overlapper", None, None, None, None]


def test_probability_is_applied_to_the_rounded_amount_and_rounded_again(engine: Engine, grants: Rows) -> None:
    """0,10 kr. a week for 3 days is 4,29 øre → 4 øre; half of 4 is 2 (half of 4,29 would be 2 too); 0,05 → 2 → 1."""
    facts = grants({"rate": 0.10}, {"rate": 0.05}, unit="week", stop="2026-01-03", status="expected", probability=5000)

    found = lines(engine, facts)

    assert found["full_amount_oere"].to_list() == [4, 2]
    assert found["amount_oere"].to_list() == [2, 1]
    assert found["flag"].to_list() == ["sandsynlighed", "sandsynlighed"]


def test_an_expected_change_takes_its_grants_place_from_its_start(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"rate": 31_000, "source_key": "A"},
        {"rate": 62_000, "modifies": "A", "start": "2026-03-11", "status": "expected", "stop": "2026-03-31"},
        {"rate": 31_000, "source_key": "A", "child_no": 2},  # the same key of another child is another grant
    )

    found = lines(engine, facts)

    assert in_kroner(found, 1) == {202601: 31_000, 202602: 31_000, 202603: 10_000}  # it does not come back in April
    assert in_kroner(found, 2) == {202603: 42_000}
    assert len(by_month(found, 3)) == 12


def test_a_cancelled_change_changes_nothing(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"rate": 100, "source_key": "A"},
        {"rate": 200, "modifies": "A", "start": "2026-03-01", "status": "cancelled"},
        {"rate": 200, "modifies": "B", "start": "2026-12-01", "status": "expected"},
        {"rate": 200, "modifies": "C", "source_key": "C", "start": "2026-12-01"},  # names itself: a slip of the pen
    )

    assert set(in_kroner(lines(engine, facts), 1).values()) == {100}
    assert in_kroner(lines(engine, facts), 3, 4) == {202612: 400}


def test_a_change_expected_at_forty_per_cent_leaves_the_grant_sixty(engine: Engine, grants: Rows) -> None:
    """Granted 100.000, perhaps 50.000 from July (40 %), perhaps 0 from October (30 %): 100 %, 60 %, then 30 % stays."""
    facts = grants(
        {"rate": 100_000, "source_key": "A"},
        {"rate": 50_000, "modifies": "A", "start": "2026-07-01", "status": "expected", "probability": 4000},
        {"rate": 0, "modifies": "A", "start": "2026-10-01", "status": "expected", "probability": 3000},
    )

    found = lines(engine, facts)

    assert list(in_kroner(found, 1).values()) == [100_000] * 6 + [60_000] * 3 + [30_000] * 3
    assert list(in_kroner(found, 2).values()) == [20_000] * 6
    assert sum(in_kroner(found).values()) == 600_000 + 180_000 + 90_000 + 120_000


def test_a_change_of_a_change_that_comes_first_takes_both_places(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"rate": 100, "source_key": "A"},
        {"rate": 200, "source_key": "B", "modifies": "A", "start": "2026-06-01", "status": "expected"},
        {"rate": 300, "source_key": "C", "modifies": "B", "start": "2026-04-01", "status": "expected"},
    )

    found = lines(engine, facts)

    assert list(in_kroner(found).values()) == [100] * 3 + [300] * 9
    assert 2 not in found["row_no"]


def test_whole_months_charge_a_month_in_full_if_any_day_is_active(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"unit": "month", "rate": 1000, "start": "2026-01-31", "stop": "2026-03-01"},
        {"unit": "day", "rate": 10, "start": "2026-02-14", "stop": "2026-02-14"},
        {"unit": "once", "rate": 77, "start": "2026-02-14"},
        counting="whole_months",
    )

    found = lines(engine, facts)

    assert in_kroner(found, 1) == {202601: 1000, 202602: 1000, 202603: 1000}
    assert in_kroner(found, 2) == {202602: 280}
    assert in_kroner(found, 3) == {202602: 77}


def test_whole_months_never_charge_a_month_twice_when_the_price_changes_in_it(engine: Engine, grants: Rows) -> None:
    """3.100 until 10 March, 6.200 from 11 March (no gap), and from 21 April after a gap 3.000 to the end of the grant."""
    facts = grants(
        {"rate": 3100, "start": "2026-02-20", "stop": "2026-03-10"},
        {"rate": 6200, "start": "2026-03-11", "stop": "2026-04-10"},
        {"rate": 3000, "start": "2026-04-21", "stop": "2026-05-02"},
        {"rate": 9000, "start": "2026-03-01", "stop": "2026-03-01", "grant_id": 8},
        grant_id=7,
        counting="whole_months",
    )

    found = lines(engine, facts)

    assert in_kroner(found, 1) == {202602: 3100, 202603: 1000}
    assert in_kroner(found, 2) == {202603: 4200, 202604: round(6200 * 20 / 30, 2)}
    assert in_kroner(found, 3) == {202604: 1000, 202605: 3000}
    assert in_kroner(found, 4) == {202603: 9000}
    assert found.filter(pl.col("grant_id") == 7).group_by("month").agg(pl.col("days").sum()).sort("month")[
        "days"
    ].to_list() == [28, 31, 30, 31]


def test_whole_months_of_rows_without_a_grant_do_not_meet(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"stop": "2026-01-10"},
        {"start": "2026-01-20", "stop": "2026-01-25"},
        grant_id=None,
        rate=10,
        counting="whole_months",
    )

    assert in_kroner(lines(engine, facts)) == {202601: 20}


def test_a_change_in_whole_months_takes_the_whole_month(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"rate": 100, "source_key": "A"},
        {"rate": 300, "modifies": "A", "start": "2026-06-15", "status": "expected"},
        counting="whole_months",
    )

    assert list(in_kroner(lines(engine, facts)).values()) == [100] * 5 + [300] * 7


def test_another_municipality_pays_the_income_stands_beside_the_cost(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"rate": 1000, "stop": "2026-01-31", "paying_municipality": THEIRS},
        {"rate": 1000, "stop": "2026-01-31", "paying_municipality": OURS},
    )

    found = lines(engine, facts)

    assert found.select("row_no", "amount_oere", "days", "flag").rows() == [
        (1, -100_000, 0, "mellemkommunal"),
        (1, 100_000, 31, "mellemkommunal"),
        (2, 100_000, 31, None),
    ]
    assert found["person_days"].to_list() == [0, 0, 310_000]


def test_payment_changes_on_a_day(engine: Engine, grants: Rows) -> None:
    """We pay until 10 January, they pay from then: our share is 10/31."""
    facts = grants(
        {"stop": "2026-01-10"},
        {"start": "2026-01-11", "stop": "2026-01-31", "paying_municipality": THEIRS},
        rate=3100,
        grant_id=7,
    )

    assert in_kroner(lines(engine, facts)) == {202601: 1000}


def test_own_places_used_by_others_are_income(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"acting_municipality": THEIRS},
        {"residence_municipality": THEIRS},
        {"acting_municipality": OURS, "residence_municipality": THEIRS},  # our case in our place, they pay
        rate=1000,
        stop="2026-01-31",
        paying_municipality=THEIRS,
        provider_kind="own",
    )

    found = lines(engine, facts)

    assert in_kroner(found, 1) == {202601: -1000}
    assert in_kroner(found, 2) == {202601: -1000}
    assert in_kroner(found, 3) == {202601: 0}
    assert found["flag"].to_list() == ["mellemkommunal;solgt_plads"] * 2 + ["mellemkommunal"] * 2


def test_a_missing_price_is_unknown_and_never_zero(engine: Engine, grants: Rows) -> None:
    facts = grants({}, {"rate": 10, "unit": "moon"}, stop="2026-01-31")

    found = lines(engine, facts)

    assert found["amount_oere"].to_list() == [None, None]
    assert found["flag"].to_list() == ["mangler_pris", "mangler_pris"]


def test_sessions_without_a_stop_stand_on_the_start_day_and_are_flagged(engine: Engine, grants: Rows) -> None:
    found = lines(engine, grants({"unit": "session", "rate": 500, "quantity": 1200, "start": "2026-04-09"}))

    assert found.select("month", "amount_oere", "days", "flag").rows() == [(202604, 600_000, 0, "mangler_stop")]


def test_a_line_carries_its_grant_and_the_rules_it_rests_on(engine: Engine, grants: Rows) -> None:
    facts = grants(
        {
            "rate": 100,
            "stop": "2026-01-31",
            "step": 6,
            "step_derived": 5,
            "step_rule": "type_step/foster",
            "area": "plejefamilier",
            "area_rule": "area/plejefamilier",
            "team": "Nord",
            "account_key": "528221001",
        }
    )

    line = lines(engine, facts).row(0, named=True)

    assert line["component"] == "committed_year"
    assert (line["area"], line["step"], line["team"], line["account_key"]) == ("plejefamilier", 5, "Nord", "528221001")
    assert line["rules"] == "area/plejefamilier;type_step/foster"
    assert (line["delivery_id"], line["row_no"], line["source_key"]) == ("d1", 1, "G1")
    assert (line["unit"], line["rate_oere"], line["weight"]) == ("month", 10_000, 10_000)


def test_amounts_on_a_cluster(cluster_engine: Engine, grants: Rows) -> None:
    facts = grants(
        {"rate": 100_000, "source_key": "A", "counting": "whole_months"},
        {"rate": 50_000, "modifies": "A", "start": "2026-07-01", "status": "expected", "probability": 4000},
        {
            "rate": 1000,
            "unit": "week",
            "paying_municipality": THEIRS,
            "provider_kind": "own",
            "acting_municipality": THEIRS,
        },
        {"rate": 600, "unit": "session", "quantity": 1000, "stop": "2026-12-31", "vat_factor": 9540},
    )

    with Engine.open("polars") as plain:
        assert lines(cluster_engine, facts).equals(lines(plain, facts))
