"""What known grants cost beyond what is posted: collective invoices are taken off them, changes follow what they change."""

from __future__ import annotations

import polars as pl

from trinvis.calculations.forecast.to_come import ToCome, to_come
from trinvis.tables.lines import line_types

BY_MONTH = {
    "grant_id": pl.Int64,
    "month": pl.Int32,
    "full_amount_oere": pl.Int64,
    "amount_oere": pl.Int64,
}


def lines(*rows: tuple[str, int | None, int | None, int, int]) -> pl.DataFrame:
    """component, grant, provider, month, øre; the child has ten times the grant's number."""
    found = [
        {
            "area": "pleje", "component": component, "grant_id": grant, "provider_no": provider, "month": month,
            "amount_oere": amount, "child_no": grant and grant * 10,
        }
        for component, grant, provider, month, amount in rows
    ]  # fmt: skip
    return pl.DataFrame(found, schema=line_types())


def asked(
    some: pl.DataFrame,
    newest: dict[int, bool],
    *,
    shares: list[tuple[int, int, int, int]] | None = None,
    changes: dict[int, int] | None = None,
) -> ToCome:
    shown = pl.DataFrame(
        {"grant_id": list(newest), "expected": list(newest.values())},
        schema={"grant_id": pl.Int64, "expected": pl.Boolean},
    )
    moved = changes or {}
    return to_come(
        some,
        pl.DataFrame(shares or [], schema=BY_MONTH, orient="row"),
        shown,
        pl.DataFrame(
            {"grant_id": list(moved), "target": list(moved.values())},
            schema={"grant_id": pl.Int64, "target": pl.Int64},
        ),
    )


def amounts(found: ToCome) -> dict[tuple[int, int], int]:
    return {(grant, month): amount for grant, _, month, amount in found.grants.iter_rows()}


def test_missing_invoices_and_open_months_of_each_grant() -> None:
    found = asked(
        lines(
            ("missing_invoice", 1, 7, 202601, 100),
            ("committed_open", 1, 7, 202602, 200),
            ("committed_open", 1, 7, 202602, -50),
            ("spent", 1, 7, 202601, 900),
        ),
        {1: False},
    )
    assert amounts(found) == {(1, 202601): 100, (1, 202602): 150}
    assert found.loose.is_empty()
    assert found.covered.is_empty()


def test_a_collective_invoice_is_shared_in_proportion_and_to_the_oere() -> None:
    """100 øre of a provider's invoice over grants of 100, 100 and 101 øre; the area's 31 over what is left of all."""
    some = lines(
        *(("missing_invoice", grant, 7, 202601, amount) for grant, amount in ((1, 100), (2, 100), (3, 101))),
        ("missing_invoice", 4, 8, 202601, 109),
        ("collective_offset", None, 7, 202601, -100),
        ("collective_offset", None, None, 202601, -31),
    )
    found = asked(some, dict.fromkeys((1, 2, 3, 4), False))
    assert sum(amounts(found).values()) == some["amount_oere"].sum()
    assert all(amount >= 0 for amount in amounts(found).values())
    assert 97 <= amounts(found)[4, 202601] <= 100  # 109 less about a tenth of what is left in the area
    assert found.covered["amount_oere"].sum() == 131
    assert set(found.covered["child_no"]) == {10, 20, 30, 40}
    assert found.loose.is_empty()


def test_what_no_grant_can_take_stays_with_the_area() -> None:
    found = asked(
        lines(("missing_invoice", 1, 7, 202601, 60), ("collective_offset", None, 7, 202601, -100)), {1: False}
    )
    assert amounts(found) == {(1, 202601): 0}
    assert found.loose.rows() == [("pleje", -40)]


def test_an_expected_grant_counts_in_full() -> None:
    """Half certain: 50 of 100 øre are committed, 10 of them paid; the probability is drawn later."""
    some = lines(("committed_open", 1, 7, 202601, 50), ("committed_open", 1, 7, 202601, -10))
    assert amounts(asked(some, {1: True}, shares=[(1, 202601, 100, 50)])) == {(1, 202601): 80}
    assert amounts(asked(some, {1: False}, shares=[(1, 202601, 100, 50)])) == {(1, 202601): 40}


def test_a_change_counts_on_the_grant_that_it_changes() -> None:
    """Grant 2 may take the place of grant 1 with 40 %: 60 + 40 of the two, on grant 1, as weighted."""
    some = lines(("committed_open", 1, 7, 202601, 60), ("committed_open", 2, 9, 202601, 40))
    found = asked(some, {1: False}, shares=[(1, 202601, 60, 60), (2, 202601, 100, 40)], changes={2: 1})
    assert amounts(found) == {(1, 202601): 100}


def test_a_grant_that_the_newest_snapshot_does_not_show_is_not_lost() -> None:
    found = asked(lines(("committed_open", 5, 7, 202601, 70)), {1: False})
    assert found.grants.is_empty()
    assert found.loose.rows() == [("pleje", 70)]
