"""What each child costs month by month: cases of collective invoices. Amounts in kroner."""

from __future__ import annotations

from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.commitments.conftest import committed, muddle, posted

from trinvis.calculations.commitments.matching import match
from trinvis.calculations.forecast.refund import child_expenses, household_months
from trinvis.calculations.forecast.refund_basis import child_costs
from trinvis.engine import Engine
from trinvis.parameters import Parameters
from trinvis.parameters.refund import refund_bands

LIMITS_2022 = refund_bands(Parameters.shipped(), date(2022, 7, 1))
"""The verified limits of 2022, Barnets lov § 198, stk. 1; they stand in for those of 2026."""

# no amount without a child may fit one grant alone (rule M4): collective invoices are written in two
THREE = """
    grant child provider from   to     kr
    1     11    70       202601 202612 100
    2     12    70       202601 202612 200
    3     13    70       202601 202612 300
    4     14    71       202601 202612 400
"""
NOTHING_POSTED = posted("period child kr\n202601 99 1").clear()


def costs(
    engine: Engine, grants: pl.DataFrame, postings: pl.DataFrame, closed: int, *, late: int = 3, year: int = 2026,
    hand: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    def held(frame):
        return engine.frame(engine.collect(frame))

    priced = engine.frame(grants)
    matched = match(engine.frame(postings), priced, None if hand is None else engine.frame(hand), compute=held)
    how = {"year": year, "closed_through": closed, "missing_invoice_months": late}
    return engine.collect(child_costs(held(matched), priced, compute=held, **how))


def by_child(rows: pl.DataFrame, month: int | None = None) -> dict[int, float]:
    """Child → kroner, of the year or of a month."""
    chosen = rows if month is None else rows.filter(pl.col("month") == month)
    sums = chosen.group_by("child_no").agg(pl.col("amount_oere").sum()).sort("child_no")
    return {child: amount / 100 for child, amount in sums.iter_rows() if amount}


def every_month(line: str) -> str:
    return "\n".join(line.format(month=month) for month in range(202601, 202613))


def known(postings: pl.DataFrame, closed: int) -> pl.DataFrame:
    return postings.filter(pl.col("period") <= closed)


@pytest.mark.parametrize(
    "invoices",
    [
        "{month} . 70 600\n{month} . 71 400",  # a collective invoice of each provider
        "{month} . . 1000",  # nobody is named
        "{month} . 70 650\n{month} 14 71 400",  # one child by itself; the 50 beyond are no child's
        "{month} 12 70 200\n{month} . 70 400\n{month} . 71 400",  # one of the provider's children by itself
        "{month} 12 70 200\n{month} . 70 150\n{month} . 70 150\n{month} . . 500",  # the provider's, then the area's
        "{month} 11 70 100\n{month} 12 70 200\n{month} 13 70 300\n{month} 14 71 400",  # all by themselves
    ],
)
@pytest.mark.parametrize("late", [0, 3])
def test_a_childs_cost_is_the_same_as_months_close(invoices: str, late: int) -> None:
    """However the places are invoiced, each child costs its commitment in every month, counted once."""
    postings = posted("period child provider kr\n" + every_month(invoices))
    with Engine.open("polars") as engine:
        for closed in (202512, 202601, 202603, 202607, 202611, 202612, 202702, 202706):
            found = costs(engine, committed(THREE), known(postings, closed), closed, late=late)
            assert by_child(found) == {11: 1200, 12: 2400, 13: 3600, 14: 4800}, closed
            assert by_child(found, 202604) == {11: 100, 12: 200, 13: 300, 14: 400}, closed


@pytest.mark.parametrize(
    ("invoices", "expected"),
    [
        ("202601 . 70 150\n202601 . 70 150", {11: 50, 12: 100, 13: 150}),  # half of what the provider has left
        ("202601 12 70 210\n202601 . 70 150\n202601 . 70 50", {11: 50, 12: 210, 13: 150}),  # half of the other two
        (
            "202601 . 70 150\n202601 . 70 150\n202601 . . 350",
            {11: 75, 12: 150, 13: 225, 14: 200},
        ),  # then half of what the area has left
        ("202601 . 70 150\n202601 . 70 50", {11: 33.33, 12: 66.66, 13: 99.99}),  # a third is 33,33 %, rounded down
        ("202601 . 70 600\n202601 . 70 -600", {}),  # credited again
        ("202601 99 70 600", {99: 600}),  # a child without a grant pays nobody else's place
        ("202601 . 70 -600", {}),  # income in one sum
    ],
)
def test_an_old_month_that_is_covered_in_part(engine: Engine, invoices: str, expected: dict[int, float]) -> None:
    """The same share of each commitment stands; what nothing covers is given up, as in the forecast."""
    postings = posted("period child provider kr\n" + invoices)
    assert by_child(costs(engine, committed(THREE), postings, 202604), 202601) == expected


def test_while_an_invoice_is_waited_for_the_whole_commitment_counts(engine: Engine) -> None:
    """The forecast sets the collective 300 off against the missing 600; the children cost 600 all the same."""
    postings = posted("period child provider kr\n202601 . 70 150\n202601 . 70 150")
    found = costs(engine, committed(THREE), postings, 202603)
    assert by_child(found, 202601) == {11: 100, 12: 200, 13: 300, 14: 400}
    assert set(found["component"]) == {"missing_invoice", "committed_open"}


def test_the_expected_refund_is_the_same_as_months_close(engine: Engine) -> None:
    """100.000 a month by collective invoice: 28.333,33 × 25 % × 12 = 85.000 kr., whenever it is asked."""
    grants = committed("grant child provider from to kr\n1 11 70 202601 202612 100000")
    postings = posted("period provider kr\n" + every_month("{month} 70 50000\n{month} 70 50000"))
    nobody = engine.frame(pl.DataFrame(schema={"child_no": pl.Int64, "household_no": pl.Int64}))
    for closed in (202512, 202606, 202703):
        found = engine.frame(costs(engine, grants, known(postings, closed), closed))
        months = household_months(child_expenses(found, year=2026), nobody, LIMITS_2022, 2026)
        assert engine.collect(months)["refund_oere"].sum() == 85_000_00, closed


def test_a_late_invoice_counts_in_the_month_that_it_pays_for(engine: Engine) -> None:
    """January's invoice is booked in March, December's in the next ledger year; last December's is no cost of this year."""
    grants = committed("grant child from to kr\n1 11 202501 202612 100")
    postings = posted("""
        period service child kr
        202601 202512  11    777
        202603 202601  11    101
        202702 202612  11    102
    """)
    found = costs(engine, grants, postings, 202703)
    assert by_child(found, 202601) == {11: 101}
    assert by_child(found) == {11: 101 + 102}


def test_the_childs_own_voucher_takes_the_place_of_its_commitment(engine: Engine) -> None:
    """80 are posted by the grant's key and 120 on the child beyond it: they pay the child's second grant, once."""
    grants = committed("""
        grant child provider from   to     kr  key
        1     11    70       202601 202601 80  A
        2     11    70       202601 202601 120 B
    """)
    postings = posted("period child provider kr key\n202601 . . 80 A\n202601 11 70 120 .")
    for closed in (202512, 202601, 202606):
        assert by_child(costs(engine, grants, postings, closed)) == {11: 200}, closed


def test_income_is_taken_off(engine: Engine) -> None:
    """The other municipality's payment, posted or still to come; it is given up like an invoice that never comes."""
    grants = committed("grant child provider from to kr\n1 11 70 202601 202601 100/-40")
    invoice = "period child provider kr art\n202601 . 70 100 47\n202601 . 70 3 47\n"
    paid = posted(invoice + "202601 11 . -40 77")
    for closed in (202512, 202601, 202606):
        assert by_child(costs(engine, grants, paid, closed)) == {11: 60}, closed
    waiting = posted(invoice + "202601 99 . 1 47")
    found = {closed: by_child(costs(engine, grants, waiting, closed))[11] for closed in (202512, 202601, 202606)}
    assert found == {202512: 60, 202601: 60, 202606: 100}


def test_an_expectation_that_never_came_is_no_cost(engine: Engine) -> None:
    """12 of 20 are expected, and counted while they may come; the money that came is for the granted one."""
    grants = committed("""
        grant child provider from   to     kr  full status
        1     11    70       202601 202601 100 .    granted
        2     12    70       202601 202601 12  20   expected
    """)
    postings = posted("period provider kr\n202601 70 90\n202601 70 22")
    assert by_child(costs(engine, grants, postings, 202601)) == {11: 100, 12: 12}
    assert by_child(costs(engine, grants, postings, 202606)) == {11: 100}


def test_a_child_costs_the_same_by_whatever_method_its_area_is_forecast(engine: Engine) -> None:
    """The costs know no method: an area of its own is disposed for the refund too."""
    grants = committed("grant child provider from to kr area\n1 11 70 202601 202612 100 hjem")
    assert by_child(costs(engine, grants, NOTHING_POSTED, 202512)) == {11: 1200}


def summed(rows: pl.DataFrame) -> list[tuple[object, ...]]:
    keys = ["area", "child_no", "grant_id", "component", "month"]
    sums = rows.group_by(*keys).agg(pl.col("amount_oere").sum())
    return sums.filter(pl.col("amount_oere") != 0).sort(*keys, nulls_last=True).rows()


@given(seed=st.integers(0, 10**9), number=st.integers(1, 15), closed=st.integers(202511, 202703))
@settings(max_examples=25, deadline=None)
def test_whatever_is_posted(seed: int, number: int, closed: int) -> None:
    """No more is covered than what is posted without a child, nor than the commitment; the order of rows is irrelevant."""
    grants, postings, hand = muddle(Random(seed), number)
    with Engine.open("polars") as engine:
        found = costs(engine, grants, postings, closed, hand=hand)
        shuffled = costs(
            engine, grants.sample(fraction=1, shuffle=True, seed=1), postings.sample(fraction=1, shuffle=True, seed=2),
            closed, hand=hand,
        )  # fmt: skip
    assert summed(shuffled) == summed(found)
    covered = found.filter(pl.col("component") == "covered")
    assert (covered["amount_oere"] > 0).all()
    place = ["area", "month"]
    nameless = (
        postings.filter(pl.col("amount_oere") > 0)
        .with_columns(month=pl.coalesce("service_month", "period"))
        .group_by(place)
        .agg(pl.col("amount_oere").sum().alias("money"))
    )
    of_area = covered.group_by(place).agg(pl.col("amount_oere").sum()).join(nameless, on=place, how="left")
    assert (of_area["amount_oere"] <= of_area["money"].fill_null(0)).all()
    most = grants.filter(pl.col("amount_oere") > 0).group_by("grant_id", "month").agg(pl.col("amount_oere").sum())
    each = covered.join(most, on=["grant_id", "month"], suffix="_committed")
    assert (each["amount_oere"] <= each["amount_oere_committed"]).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_engines_agree(engine: Engine, seed: int) -> None:
    grants, postings, hand = muddle(Random(seed), 25)
    with Engine.open("polars") as polars:
        expected = summed(costs(polars, grants, postings, 202608, late=1, hand=hand))
    assert {row[3] for row in expected} == {"spent", "missing_invoice", "committed_open", "covered"}
    assert summed(costs(engine, grants, postings, 202608, late=1, hand=hand)) == expected
