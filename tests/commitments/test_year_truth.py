"""Worlds whose truth is known: every grant month is invoiced in full, whoever is named on the invoice and however late."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

AREAS = ("pleje", "forebyggelse")


@given(seed=st.integers(0, 10**9), number=st.integers(1, 25), closed=st.integers(202600, 202612))
@settings(max_examples=25, deadline=None)
@example(seed=19, number=19, closed=202608)  # two of a child's grants cost the same: the provider tells which is paid
def test_invoices_up_to_two_months_late_leave_the_forecast(
    year: Any, case: Any, seed: int, number: int, closed: int
) -> None:
    """Of fully known grants, in each area and in each month that is closed, with two months to wait for an invoice."""
    random = Random(seed)
    grants = case.grants_of(random, number)
    truth = dict(grants.group_by("area").agg(pl.col("amount_oere").sum()).rows())
    for lateness in ([0], [2], [-1, 0, 1, 2]):
        invoices = case.invoices_of(random, grants, lateness)
        assert invoices["amount_oere"].sum() == sum(truth.values())
        known = invoices.filter(pl.col("period") <= closed)
        lines = year.lines(grants, known, closed=closed, late=2, areas=AREAS)
        parts = lines.filter(~pl.col("component").is_in(["committed_year", "plain_replacement"]))
        found = dict(parts.group_by("area").agg(pl.col("amount_oere").sum()).rows())
        assert found == truth


def test_with_one_month_of_patience_two_late_months_are_lost(year: Any, case: Any) -> None:
    """That the bound is two is no accident: with one, February is given up while its invoice is on the way."""
    grants = case.committed("grant child from to kr\n1 11 202601 202612 100")
    known = case.posted("period service child kr\n202603 202601 11 100")
    assert year.figures(grants, known, closed=202603, late=2)["forecast"] == 1200
    assert year.figures(grants, known, closed=202603, late=1)["forecast"] == 1100


@given(seed=st.integers(0, 10**9), number=st.integers(1, 12), closed=st.integers(202511, 202615))
@settings(max_examples=25, deadline=None)
def test_whatever_is_posted(year: Any, case: Any, seed: int, number: int, closed: int) -> None:
    """Spent ties to the ledger in every area; nothing to come falls below 0; the order of rows is irrelevant."""
    random = Random(seed)
    grants, postings, hand = case.muddle(random, number)
    grants = grants.filter(pl.col("amount_oere") > 0)
    lines = year.lines(grants, postings, closed=closed, areas=AREAS, hand=hand)

    ledger = postings.filter(pl.col("period") // 100 == 2026).group_by("area").agg(pl.col("amount_oere").sum())
    spent = lines.filter(pl.col("component") == "spent")
    assert dict(spent.group_by("area").agg(pl.col("amount_oere").sum()).rows()) == dict(ledger.rows())
    assert spent.select("delivery_id", "row_no").is_unique().all()

    to_come = lines.filter(pl.col("component").is_in(["missing_invoice", "committed_open", "collective_offset"]))
    left = to_come.group_by("area", "month").agg(pl.col("amount_oere").sum())
    assert left.filter(pl.col("amount_oere") < 0).is_empty()

    shuffled = year.lines(
        grants.sample(fraction=1, shuffle=True, seed=1), postings.sample(fraction=1, shuffle=True, seed=2),
        closed=closed, areas=AREAS, hand=hand.sample(fraction=1, shuffle=True, seed=3),
    )  # fmt: skip
    assert shuffled.sort(lines.columns).equals(lines.sort(lines.columns))
