"""No krone is in two areas or twice in one, whatever day is asked about."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.example.example import DISPOSED, Example, month_end

from trinvis.calculations.followup.figures import FIGURES
from trinvis.municipality.follow_up import FollowUp

CUT_OFF = date(2025, 6, 5)
"""While the delivery that was cut off counts; five days later it is withdrawn."""

CASES = [
    (2024, date(2024, 2, 29)),
    (2024, date(2025, 2, 28)),  # the supplementary period of the year before is open
    (2025, CUT_OFF),
    (2025, date(2025, 6, 10)),
    (2025, date(2025, 12, 31)),
    (2025, date(2026, 9, 30)),  # long after the year
    (2026, date(2025, 12, 31)),  # before it
    (2026, date(2026, 9, 30)),
]

each_case = pytest.mark.parametrize(("year", "day"), CASES, ids=[f"{year} pr. {day}" for year, day in CASES])

GRANT_AND_MONTH = ["grant_id", "month"]


def by_rule(made: FollowUp, *rules: str) -> pl.DataFrame:
    """Lines whose last rule is one of ``rules`` (see ``YEAR_RULES``)."""
    return made.lines.filter(pl.col("rules").str.split(";").list.last().is_in(rules))


def posted_for(example: Example, made: FollowUp, day: date) -> pl.DataFrame:
    """What is posted on each grant for each month of service, in the ledger of the year."""
    service = example.postings_in_force(day).select("delivery_id", "row_no", "service")
    return (
        made.lines.filter(pl.col("component") == "spent", pl.col("grant_id").is_not_null())
        .join(service, on=["delivery_id", "row_no"], how="left")
        .group_by("grant_id", pl.col("service").alias("month"))
        .agg(pl.col("amount_oere").sum().alias("posted"))
    )


@each_case
def test_spent_is_every_posting_in_force_once(example: Example, year: int, day: date) -> None:
    """In an area or outside the specialised area: row for row, øre for øre."""
    spent_is_the_ledger(example, example.hall.follow_up(year, day), day)


@pytest.mark.parametrize("year", [2025, 2026])
def test_spent_of_gross_areas_and_what_they_leave_out_is_the_ledger_too(example: Example, year: int) -> None:
    made = example.hall.follow_up(year, example.last_day, "gross")
    assert made.left_out.filter(pl.col("component") == "spent").height > 5
    spent_is_the_ledger(example, made, example.last_day)


def spent_is_the_ledger(example: Example, made: FollowUp, day: date) -> None:
    spent = pl.concat([made.lines, made.outside, made.left_out]).filter(pl.col("component") == "spent")
    found = spent.select("delivery_id", "row_no", pl.col("month").alias("period"), "amount_oere")
    ledger = example.postings_in_force(day).filter(pl.col("period") // 100 == made.year)
    keys = ["delivery_id", "row_no"]
    assert found.select(keys).is_unique().all()
    assert found.sort(keys).equals(ledger.select(found.columns).sort(keys))


@each_case
def test_an_expected_month_of_a_grant_counts_once(example: Example, year: int, day: date) -> None:
    """A day of a grant's row is missing in a closed month or committed in an open one, at most once in each direction."""
    made = example.hall.follow_up(year, day)
    expected = by_rule(made, "D2", "D3")
    way = (pl.col("amount_oere") < 0).alias("income")  # from another payer: a line of its own
    # two lines where the month is cut by an expected change: the days before it, and those after it that may still come
    of_month = expected.group_by("delivery_id", "row_no", "month", way).agg(pl.len(), pl.col("days").sum())
    once = of_month.filter(pl.col("len") == 1)
    assert (of_month.height - once.height) * 50 <= of_month.height
    assert all(days <= month_end(month).day for month, days in of_month.select("month", "days").iter_rows())
    assert set(expected["area"]) <= set(DISPOSED)
    closed = expected.filter(pl.col("month") <= made.closed_through)
    assert set(closed["component"]) <= {"missing_invoice"}
    assert set(expected.filter(pl.col("month") > made.closed_through)["component"]) <= {"committed_open"}
    assert closed["month"].n_unique() <= made.profile.missing_invoice_months
    # what is left for the forecast was committed, and nothing else
    committed = made.lines.filter(pl.col("component") == "committed_year")
    same = ["delivery_id", "row_no", "month", "amount_oere"]
    assert expected.join(committed.select(same).unique(), on=same, how="anti").is_empty()


@each_case
def test_a_month_is_posted_or_expected_never_both(example: Example, year: int, day: date) -> None:
    """A closed month on which something is posted is not missing; an open one counts less what is posted on it (D4).

    Expenses alone: income that another municipality pays in one sum for several grants of a child settles one of them.
    """
    made = example.hall.follow_up(year, day)
    posted = posted_for(example, made, day).filter(pl.col("posted") > 0)
    expense = pl.col("amount_oere") > 0
    missing = by_rule(made, "D2").filter(expense, pl.col("month") <= made.closed_through)
    assert missing.join(posted, on=GRANT_AND_MONTH, how="semi").is_empty()
    committed = by_rule(made, "D3").filter(expense).group_by(GRANT_AND_MONTH).agg(pl.col("amount_oere").sum())
    taken = by_rule(made, "D4").filter(~expense).group_by(GRANT_AND_MONTH).agg(pl.col("amount_oere").sum())
    due = (
        committed.join(posted, on=GRANT_AND_MONTH)
        .select(*GRANT_AND_MONTH, (-pl.min_horizontal("amount_oere", "posted")).alias("amount_oere"))
        .sort(GRANT_AND_MONTH)
    )
    assert taken.sort(GRANT_AND_MONTH).equals(due)


@each_case
def test_a_collective_invoice_pays_no_more_than_it_is_and_no_more_than_is_due(
    example: Example, year: int, day: date
) -> None:
    """By provider, then by area and month: what is taken off is there to take, and something is there to take it off."""
    made = example.hall.follow_up(year, day)
    due = made.lines.filter(pl.col("component").is_in(["missing_invoice", "committed_open"]), pl.col("amount_oere") > 0)
    for keys, rule in ((["area", "provider_no", "month"], "D6"), (["area", "month"], "D7")):
        taken = by_rule(made, rule).group_by(keys).agg(-pl.col("amount_oere").sum().alias("taken"))
        assert (taken["taken"] > 0).all()
        left = taken.join(due.group_by(keys).agg(pl.col("amount_oere").sum()), on=keys, how="left")
        assert (left["taken"] <= left["amount_oere"]).all()
    taken_in_all = made.lines.filter(pl.col("component") == "collective_offset")
    service = example.postings_in_force(day).select("delivery_id", "row_no", "service")
    without_child = (
        made.lines.filter(pl.col("component") == "spent", pl.col("grant_id").is_null())
        .join(service, on=["delivery_id", "row_no"])
        .filter(pl.col("amount_oere") > 0)
        .group_by("area", pl.col("service").alias("month"))
        .agg(pl.col("amount_oere").sum().alias("posted"))
    )
    both = (
        taken_in_all.group_by("area", "month")
        .agg(-pl.col("amount_oere").sum().alias("taken"))
        .join(without_child, on=["area", "month"], how="left")
    )
    assert (both["taken"] <= both["posted"]).all()


@each_case
def test_areas_add_up_to_policy_areas_and_to_the_total(example: Example, year: int, day: date) -> None:
    made = example.hall.follow_up(year, day)
    money = [name for name in made.areas.columns if name.endswith("_oere")]
    assert set(money) == set(FIGURES)
    areas = made.areas.filter(pl.col("kind") == "area")
    assert areas["area"].is_unique().all()
    assert areas.select(money).sum().row(0) == made.areas.filter(pl.col("kind") == "total").select(money).row(0)
    for policy_area in made.areas.filter(pl.col("kind") == "policy_area").iter_rows(named=True):
        members = areas.filter(pl.col("policy_area") == policy_area["area"])
        assert members.select(money).sum().row(0, named=True) == {name: policy_area[name] for name in money}


def test_the_days_asked_about_have_something_of_everything(example: Example) -> None:
    """Else the tests above would hold for nothing: missing invoices, collective ones, money outside."""
    made = example.hall.follow_up(2026, date(2026, 9, 30))
    for rule in ("D2", "D3", "D6"):
        assert by_rule(made, rule).height > 5, rule
    assert made.outside.filter(pl.col("component") == "spent").height >= 5
