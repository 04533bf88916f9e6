"""The four lists: what is on each, and what is on none. Amounts in kroner in the tables, øre in the rows."""

from __future__ import annotations

from typing import Any

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.commitments.reconciliation import LISTS, LOOK


def short(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """(month, grant, child, committed, posted, look) of each row, in kroner."""
    return [
        (r["month"], r["grant_id"], r["child_no"], r["committed_oere"] / 100, r["posted_oere"] / 100, r["look"])
        for r in rows
    ]


ONE = """
    grant child provider from   to     kr
    1     11    70       202601 202612 100
"""


def test_all_in_order_leaves_the_lists_empty(year: Any, case: Any) -> None:
    postings = case.posted("period child kr\n202601 11 100\n202602 11 100")
    lists = year.lists(case.committed(ONE), postings, closed=202602)
    assert lists == {name: [] for name in LISTS}


def test_paid_without_active_grant(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child provider from   to     kr  key area
        1     11    70       202603 202612 100 A   pleje
        2     12    71       202601 202612 100 .   forebyggelse
    """)
    postings = case.posted("""
        row period child provider kr key
        1   202601 11    .        90 .
        2   202601 .     .        91 A
        3   202601 12    .        92 .
        4   202602 99    .        93 .
        5   202602 .     70       94 .
        6   202602 .     79       95 .
        7   202602 99    .        -5 .
    """)
    lists = year.lists(grants, postings, closed=202602)
    assert short(lists["paid_without_grant"]) == [
        (202601, 1, None, 0, 91, "paid_grant"),  # found by key, two months before its start
        (202601, None, 11, 0, 90, "paid_child"),  # the child's grant begins in March
        (202601, None, 12, 0, 92, "paid_elsewhere"),  # the child has a grant in another area
        (202602, None, 99, 0, 93, "paid_child"),
        (202602, None, None, 0, 94, "paid_provider"),  # provider 70 has a grant here, but not yet
        (202602, None, 99, 0, -5, "paid_child"),
    ]
    assert [row["row_no"] for row in lists["paid_without_grant"]] == [2, 1, 3, 4, 5, 7]
    assert lists["payment_after_stop"] == []


def test_payment_after_stop(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child provider from   to     kr  key open
        1     11    70       202510 202512 100 A   .
        2     11    70       202601 202603 100 B   .
        3     12    71       202601 202603 100 .   ja
    """)
    postings = case.posted("""
        row period service child provider kr  key voucher
        1   202604 .       11    .        101 .   V1
        2   202604 .       .     70       102 .   .
        3   202604 .       .     .        103 A   .
        4   202604 202603  11    .        100 .   .
        5   202604 .       12    .        104 .   .
    """)
    lists = year.lists(grants, postings, closed=202603)
    rows = lists["payment_after_stop"]
    assert short(rows) == [
        (202604, 1, None, 0, 103, "stop_child"),
        (202604, 2, 11, 0, 101, "stop_child"),  # the last of the child's grants to stop
        (202604, 2, None, 0, 102, "stop_provider"),  # a carer still paid
    ]
    march, december = day_number_of(2026, 3, 31), day_number_of(2025, 12, 31)
    assert [row["stop_day"] for row in rows] == [december, march, march]
    assert [row["row_no"] for row in rows] == [3, 1, 2]
    # the stop of grant 3 is unknown, so nothing was paid after it
    assert short(lists["paid_without_grant"]) == [(202604, None, 12, 0, 104, "paid_child")]


def day_number_of(year: int, month: int, day: int) -> int:
    from datetime import date

    return day_number(date(year, month, day))


def test_a_reversed_payment_and_income_are_not_on_the_lists(year: Any, case: Any) -> None:
    grants = case.committed("grant child from to kr\n1 11 202601 202601 100")
    postings = case.posted("""
        period child kr   art dranst
        202601 11    100  .   1
        202602 11    100  .   1
        202603 11    -100 .   1
        202602 11    -100 .   1
        202603 11    100  .   1
        202602 11    -30  77  1
        202602 11    -20  .   2
        202503 11    60   .   1
    """)
    lists = year.lists(grants, postings, closed=202602)
    assert lists["payment_after_stop"] == lists["paid_without_grant"] == []


def test_granted_and_not_paid(year: Any, case: Any) -> None:
    grants = case.committed("""
        row grant child provider from   to     kr      status
        51  1     11    70       202601 202603 100     granted
        52  2     12    71       202603 202604 50      granted
        53  3     13    .        202603 202603 40      expected
        54  4     14    .        202603 202603 60/-60  granted
    """)
    postings = case.posted("""
        period provider child kr
        202603 71       .     30
        202603 .        14    60
    """)
    rows = year.lists(grants, postings, closed=202603, late=2)["grant_without_payment"]
    assert short(rows) == [
        (202601, 1, 11, 100, 0, "unpaid_old"),  # no longer in the forecast
        (202602, 1, 11, 100, 0, "unpaid"),
        (202603, 1, 11, 100, 0, "unpaid"),
        (202603, 2, 12, 50, 0, "unpaid_collective"),  # April is open
        (202603, 3, 13, 40, 0, "unpaid_expected"),
        (202603, 4, 14, -60, 0, "unpaid_income"),
    ]
    assert [row["counts"] for row in rows] == [False, True, True, True, True, True]
    assert [row["collective_oere"] for row in rows] == [None, None, None, 3000, None, None]
    assert (rows[0]["delivery_id"], rows[0]["row_no"]) == ("g1", 51)


def test_price_mismatch(year: Any, case: Any) -> None:
    grants = case.committed("""
        row grant child from   to     kr       full
        51  1     11    202601 202604 100      .
        52  1     11    202603 202603 10       .
        53  2     12    202603 202603 100/-100 .
        54  3     13    202603 202603 40       100
    """)
    postings = case.posted("""
        period service child kr   art
        202601 .       11    100  .
        202602 .       11    60   .
        202603 .       11    109  .
        202603 .       11    2    .
        202604 .       11    70   .
        202603 .       12    100  47
        202603 .       12    -95  77
        202603 .       13    100  .
    """)
    rows = year.lists(grants, postings, closed=202603)["price_mismatch"]
    assert short(rows) == [
        (202602, 1, 11, 100, 60, "price_less"),
        (202603, 1, 11, 110, 111, "price"),  # two price periods and two vouchers; April is open
        (202603, 2, 12, -100, -95, "price"),  # too little income
    ]  # grant 3 was expected with 40 %: the price is right
    assert [row["difference_oere"] for row in rows] == [-4000, 100, 500]
    assert rows[1]["row_no"] == 51
    wide = year.lists(grants, postings, closed=202603, tolerance_oere=100)["price_mismatch"]
    assert [row["month"] for row in wide] == [202602, 202603]


def test_a_match_by_hand_with_its_month_clears_the_list(year: Any, case: Any) -> None:
    """The invoice for March came in May without saying so; the journal says so."""
    grants = case.committed("grant child from to kr\n1 11 202601 202603 100")
    postings = case.posted("row period child kr\n1 202601 11 100\n2 202602 11 100\n3 202605 11 100")
    before = year.lists(grants, postings, closed=202605)
    assert [(name, len(rows)) for name, rows in before.items()] == [
        ("paid_without_grant", 0), ("grant_without_payment", 1), ("price_mismatch", 0), ("payment_after_stop", 1),
    ]  # fmt: skip
    hand = case.typed("kind row grant month\nmatch 3 1 202603")
    assert year.lists(grants, postings, closed=202605, hand=hand) == {name: [] for name in LISTS}


def test_every_place_to_look_is_said_in_danish(year: Any, case: Any) -> None:
    from random import Random

    grants, postings, hand = case.muddle(Random(48), 60)
    lists = year.lists(grants, postings, closed=202605, hand=hand)
    assert {row["look"] for rows in lists.values() for row in rows} <= set(LOOK)
    assert all(text.endswith((".", "?")) for text in LOOK.values())
