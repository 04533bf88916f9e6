"""From grants and postings to the bridge: a year followed from month to month, worked by hand. Amounts in kroner."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.matching import match
from trinvis.calculations.commitments.year import spent_and_committed
from trinvis.calculations.followup.changes import Snapshot, changes
from trinvis.calculations.followup.grant_effects import committed_year
from trinvis.engine import Engine
from trinvis.parameters import Area
from trinvis.tables import POSTINGS

KR = 100
AREAS = (Area("pleje", "Plejefamilier", "Familie", "", ("5.28.22",), ("placement/foster",), "disposition", "", True),)


@pytest.fixture(scope="module")
def polars():
    with Engine.open("polars") as opened:
        yield opened


def postings(*rows: tuple[int, int, int]) -> pl.DataFrame:
    """Rows of (month, child, kroner), of the foster care account."""
    return POSTINGS.conform(
        pl.DataFrame(
            [
                {
                    "delivery_id": f"p{month}",
                    "row_no": number,
                    "period": month,
                    "account_key": "528221001",
                    "dranst": 1,
                    "child_no": child,
                    "amount_oere": kr * KR,
                }
                for number, (month, child, kr) in enumerate(rows)
            ],
            schema_overrides={"period": pl.Int32},
        )
    ).with_columns(area=pl.lit("pleje"))


def follow_up(engine, day: date, closed: int, facts: pl.DataFrame, posted: pl.DataFrame) -> Snapshot:
    calendar = engine.frame(months(2025, 2026))
    placed = engine.frame(facts.with_columns(area=pl.lit("pleje")))

    def held(frame):  # worked out once: a plan that is read many times grows beyond reason
        return engine.frame(engine.collect(frame))

    by_month = held(grant_months(placed, calendar, municipality=151))
    matched = held(match(engine.frame(posted), by_month, compute=held))
    lines = held(
        spent_and_committed(
            matched,
            by_month,
            year=2026,
            closed_through=closed,
            missing_invoice_months=3,
            disposed_areas=["pleje"],
            compute=held,
        )
    )
    return Snapshot(day, AREAS, lines, placed)


def moved(engine, before: Snapshot, after: Snapshot):
    found = changes(before, after, value=committed_year(months(2026, 2026), 151), collect=engine.collect)
    assert found.items["amount_oere"].sum() == found.forecast_after - found.forecast_before
    items = [
        (kind, grant, amount / KR)
        for kind, grant, amount in found.items.select("kind", "grant_id", "amount_oere").rows()
    ]
    return found.forecast_before / KR, items, found.forecast_after / KR


TWO = ({"rate": 100, "child_no": 1}, {"rate": 200, "child_no": 2})
TO_MARCH = [(month, child, 100 * child) for month in (202601, 202602, 202603) for child in (1, 2)]


def test_invoices_as_committed_move_nothing(polars, grants):
    """Jan–Mar, then Jan–Apr: April is posted as it was committed."""
    march = follow_up(polars, date(2026, 3, 31), 202603, grants(*TWO), postings(*TO_MARCH))
    april = postings(*TO_MARCH, (202604, 1, 100), (202604, 2, 200))
    assert moved(polars, march, follow_up(polars, date(2026, 4, 30), 202604, grants(*TWO), april)) == (3600, [], 3600)


def test_an_invoice_that_is_late_moves_nothing(polars, grants):
    """April's invoices have not come on 30 April: they are missing, not saved."""
    march = follow_up(polars, date(2026, 3, 31), 202603, grants(*TWO), postings(*TO_MARCH))
    april = follow_up(polars, date(2026, 4, 30), 202604, grants(*TWO), postings(*TO_MARCH))
    assert moved(polars, march, april) == (3600, [], 3600)


def test_a_month_in_which_much_happens(polars, grants):
    """Child 1's invoice is 15 dearer; child 2 goes home on 31 May (−1.400); child 3 is new from April (+2.700)."""
    march = follow_up(polars, date(2026, 3, 31), 202603, grants(*TWO), postings(*TO_MARCH))
    facts = grants(TWO[0], TWO[1] | {"stop": "2026-05-31"}, {"rate": 300, "child_no": 3, "start": "2026-04-01"})
    posted = postings(*TO_MARCH, (202604, 1, 115), (202604, 2, 200), (202604, 3, 300))
    april = follow_up(polars, date(2026, 4, 30), 202604, facts, posted)
    assert moved(polars, march, april) == (
        3600,
        [("new", 3, 2700), ("shortened", 2, -1400), ("posting", 1, 15)],
        4915,
    )


def test_a_stop_that_was_registered_late(polars, grants):
    """Child 2 stopped on 28 February, which is known in April: ten months of 200 fall away, March's 200 is paid."""
    march = follow_up(polars, date(2026, 3, 31), 202603, grants(*TWO), postings(*TO_MARCH))
    facts = grants(TWO[0], TWO[1] | {"stop": "2026-02-28"})
    april = follow_up(polars, date(2026, 4, 30), 202604, facts, postings(*TO_MARCH, (202604, 1, 100)))
    before, items, after = moved(polars, march, april)
    assert (before, after) == (3600, 1800)
    assert items == [("ended", 2, -2000), ("posting", None, 200)]


def test_a_grant_that_vanishes_from_the_snapshot(polars, grants):
    """Child 2's grant is gone: 2.400 fall away, the 600 that are paid stay without a grant."""
    march = follow_up(polars, date(2026, 3, 31), 202603, grants(*TWO), postings(*TO_MARCH))
    april = follow_up(polars, date(2026, 4, 30), 202604, grants(TWO[0]), postings(*TO_MARCH, (202604, 1, 100)))
    assert moved(polars, march, april) == (3600, [("cancelled", 2, -2400), ("posting", None, 600)], 1800)


def test_a_price_change_that_splits_the_grant_in_two_rows(polars, grants):
    """From 1 July the price is 110: 6 × 10."""
    march = follow_up(polars, date(2026, 3, 31), 202603, grants(*TWO), postings(*TO_MARCH))
    facts = grants(
        TWO[0] | {"stop": "2026-06-30"},
        TWO[1],
        {"rate": 110, "child_no": 1, "start": "2026-07-01", "grant_id": 1, "source_key": "G1"},
    )
    posted = postings(*TO_MARCH, (202604, 1, 100), (202604, 2, 200))
    april = follow_up(polars, date(2026, 4, 30), 202604, facts, posted)
    assert moved(polars, march, april) == (3600, [("price", 1, 60)], 3660)


def test_a_withdrawn_delivery_of_postings(polars, grants):
    """March's postings are withdrawn: its months are missing again, so nothing moves but what differed."""
    dear = [(202601, 1, 100), (202602, 1, 100), (202603, 1, 130)]
    march = follow_up(polars, date(2026, 3, 31), 202603, grants(TWO[0]), postings(*dear))
    april = follow_up(polars, date(2026, 4, 30), 202603, grants(TWO[0]), postings(*dear[:2]))
    assert moved(polars, march, april) == (1230, [("posting", 1, -30)], 1200)
