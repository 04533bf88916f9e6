"""The year of a disposed area: posted, missing, covered by collective invoices, committed ahead. Amounts in kroner."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

ONE = """
    grant child provider from   to     kr
    1     11    70       202601 202612 100
"""


def test_january_to_march_then_january_to_april(year: Any, case: Any) -> None:
    grants = case.committed(ONE)
    to_march = "period child kr\n202601 11 100\n202602 11 100\n202603 11 100"
    assert year.figures(grants, case.posted(to_march), closed=202603) == {
        "spent": 300, "committed_open": 900, "forecast": 1200,
    }  # fmt: skip
    # April is delivered without its invoice: missing, not saved
    assert year.figures(grants, case.posted(to_march), closed=202604) == {
        "spent": 300, "missing_invoice": 100, "committed_open": 800, "forecast": 1200,
    }  # fmt: skip
    assert year.figures(grants, case.posted(to_march + "\n202604 11 110"), closed=202604) == {
        "spent": 410, "committed_open": 800, "forecast": 1210,
    }  # fmt: skip


def test_the_same_month_twice(year: Any, case: Any) -> None:
    """Two invoices for March are both spent; the month is replaced once."""
    postings = case.posted("period child kr\n202601 11 100\n202602 11 100\n202603 11 100\n202603 11 100")
    assert year.figures(case.committed(ONE), postings, closed=202603) == {
        "spent": 400, "committed_open": 900, "forecast": 1300,
    }  # fmt: skip


def test_a_march_voucher_corrected_in_may(year: Any, case: Any) -> None:
    grants = case.committed(ONE)
    before = """
        period service child kr
        202601 .       11    100
        202602 .       11    100
        202603 .       11    100
        202604 .       11    100
        202605 .       11    100
    """
    reversed_only = before + "    202605 202603  11    -100\n"
    corrected = reversed_only + "    202605 202603  11    90\n"
    assert year.figures(grants, case.posted(before), closed=202605)["forecast"] == 1200
    # reversed and not yet booked again: March is missing once more
    assert year.figures(grants, case.posted(reversed_only), closed=202605) == {
        "spent": 400, "missing_invoice": 100, "committed_open": 700, "forecast": 1200,
    }  # fmt: skip
    assert year.figures(grants, case.posted(corrected), closed=202605) == {
        "spent": 490, "committed_open": 700, "forecast": 1190,
    }  # fmt: skip


def test_a_credit_note_alone_is_no_payment(year: Any, case: Any) -> None:
    """The invoice came in a collective one; 5 back on the child do not replace the month."""
    postings = case.posted("period child kr\n202601 11 -5")
    assert year.figures(case.committed(ONE), postings, closed=202601) == {
        "spent": -5, "missing_invoice": 100, "committed_open": 1100, "forecast": 1195,
    }  # fmt: skip


THREE = """
    grant child provider from   to     kr
    1     11    70       202601 202601 100
    2     12    70       202601 202601 200
    3     13    70       202601 202601 300
    4     14    71       202601 202601 400
"""


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        # the whole invoice: nothing of provider 70 is missing
        ("202601 . 70 600", {"spent": 600, "missing_invoice": 1000, "collective_offset": -600, "forecast": 1000}),
        # 50 less: they are still missing
        ("202601 . 70 550", {"spent": 550, "missing_invoice": 1000, "collective_offset": -550, "forecast": 1000}),
        # 50 more: they are spent; nothing of provider 71 is covered
        ("202601 . 70 650", {"spent": 650, "missing_invoice": 1000, "collective_offset": -600, "forecast": 1050}),
        # one child by itself, the rest in one sum
        (
            "202601 12 70 210\n202601 . 70 400",
            {"spent": 610, "missing_invoice": 800, "collective_offset": -400, "forecast": 1010},
        ),
        # nobody is named: the area
        ("202601 . . 600", {"spent": 600, "missing_invoice": 1000, "collective_offset": -600, "forecast": 1000}),
        # provider first, then the area with what is left: 600 + min(500, 400)
        (
            "202601 . 70 650\n202601 . . 500",
            {"spent": 1150, "missing_invoice": 1000, "collective_offset": -1000, "forecast": 1150},
        ),
        # credited again: nothing is covered
        ("202601 . 70 600\n202601 . 70 -600", {"missing_invoice": 1000, "forecast": 1000}),
        # a child without a grant covers nobody else's invoice
        ("202601 99 70 600", {"spent": 600, "missing_invoice": 1000, "forecast": 1600}),
        # income in one sum covers nothing
        ("202601 . 70 -600", {"spent": -600, "missing_invoice": 1000, "forecast": 400}),
    ],
)
def test_collective_invoice(year: Any, case: Any, posted: str, expected: dict[str, float]) -> None:
    """Never spread over children: one line per provider, else area, and month, and never below 0 missing."""
    postings = case.posted("period child provider kr\n" + posted)
    lines = year.lines(case.committed(THREE), postings, closed=202601)
    assert case.forecast(lines) == expected
    offsets = lines.filter(pl.col("component") == "collective_offset")
    assert offsets["child_no"].null_count() == offsets["grant_id"].null_count() == len(offsets)


def test_carers_pay_on_the_provider_number(year: Any, case: Any) -> None:
    """Pay 150 and expenses 60 on the carer, no child: the child's 200 are covered, 10 more are spent."""
    grants = case.committed("grant child provider from to kr\n1 11 90 202601 202602 200")
    postings = case.posted("""
        period provider kr
        202601 90       150
        202601 90       60
        202602 90       200
    """)
    lines = year.lines(grants, postings, closed=202602)
    assert case.forecast(lines) == {
        "spent": 410, "missing_invoice": 200, "collective_offset": -200, "forecast": 410,
    }  # fmt: skip
    # in February the amount alone tells which grant is paid (M4)
    spent = lines.filter(pl.col("component") == "spent").sort("month", "amount_oere")
    assert spent["child_no"].to_list() == [None, None, 11]


def test_partial_payment(year: Any, case: Any) -> None:
    """A closed month is replaced by what is posted; an open one keeps the rest."""
    grants = case.committed(ONE)
    postings = case.posted("period child kr\n202601 11 60")
    assert year.figures(grants, postings, closed=202601) == {"spent": 60, "committed_open": 1100, "forecast": 1160}
    assert year.figures(grants, postings, closed=202512) == {"spent": 60, "committed_open": 1140, "forecast": 1200}
    paid_more = case.posted("period child kr\n202601 11 130")
    assert year.figures(grants, paid_more, closed=202512) == {"spent": 130, "committed_open": 1100, "forecast": 1230}


def test_an_open_month_is_covered_by_its_collective_invoice(year: Any, case: Any) -> None:
    postings = case.posted("period provider kr\n202601 70 600")
    assert year.figures(case.committed(THREE), postings, closed=202512) == {
        "spent": 600, "collective_offset": -600, "committed_open": 1000, "forecast": 1000,
    }  # fmt: skip


def test_payment_after_stop_is_spent_beside_the_commitment(year: Any, case: Any) -> None:
    grants = case.committed("grant child from to kr\n1 11 202601 202603 100\n2 12 202601 202612 50")
    postings = case.posted("""
        period child kr
        202603 11    100
        202604 11    100
    """)
    # after April the last three closed months count: child 11's February, child 12's February to April
    assert year.figures(grants, postings, closed=202604) == {
        "spent": 200, "missing_invoice": 100 + 150, "committed_open": 400, "forecast": 850,
    }  # fmt: skip


@pytest.mark.parametrize(("late", "missing"), [(0, 0), (1, 100), (2, 200), (3, 300), (12, 500)])
def test_a_missing_invoice_stops_counting(year: Any, case: Any, late: int, missing: int) -> None:
    """After May: the last ``late`` closed months, May the first of them."""
    lines = year.lines(case.committed(ONE), case.posted("period child kr\n202501 11 1"), closed=202605, late=late)
    parts = lines.filter(pl.col("component") == "missing_invoice")
    assert parts["amount_oere"].sum() == missing * 100
    assert set(parts["month"]) == set(range(202606 - min(late, 5), 202606))


def test_after_the_year_missing_invoices_run_out(year: Any, case: Any) -> None:
    nothing = case.posted("period child kr\n202501 11 1")
    forecasts = {
        closed: year.figures(case.committed(ONE), nothing, closed=closed)["forecast"]
        for closed in (202512, 202612, 202701, 202702, 202703)
    }
    assert forecasts == {202512: 1200, 202612: 300, 202701: 200, 202702: 100, 202703: 0}


def test_other_years(year: Any, case: Any) -> None:
    grants = case.committed("grant child from to kr\n1 11 202512 202701 100")
    postings = case.posted("""
        period service child kr
        202512 202512  11    100
        202512 202601  11    100
        202601 202512  11    7
        202601 202701  11    8
    """)
    lines = year.lines(grants, postings, closed=202602)
    # 2026 spends what its ledger periods hold; January was paid in advance in 2025; February is missing
    assert case.forecast(lines) == {"spent": 15, "missing_invoice": 100, "committed_open": 1000, "forecast": 1115}
    spent = lines.filter(pl.col("component") == "spent")
    assert set(spent["flag"]) == {"andet_aar"}
    assert spent["month"].to_list() == [202601, 202601]
    # seen from 2026, 2025 is what its own ledger holds (the supplementary period belongs to it)
    assert year.figures(grants, postings, closed=202602, year=2025) == {"spent": 200, "forecast": 200}


def test_no_krone_in_two_areas(year: Any, case: Any) -> None:
    """Booked on another area's account, found by key: spent there, and no longer missing here."""
    grants = case.committed("grant child from to kr key area\n1 11 202601 202601 100 A pleje")
    postings = case.posted("period child kr key area\n202601 11 100 A institution")
    lines = year.lines(grants, postings, closed=202601, areas=("pleje", "institution"))
    assert case.forecast(lines) == {"spent": 100, "forecast": 100}
    spent = lines.filter(pl.col("component") == "spent")
    assert spent.select("area", "grant_id", "flag", "step").row(0) == ("institution", 1, "anden_konto", 5)


def test_one_invoice_for_two_grants_of_a_child(year: Any, case: Any) -> None:
    """43 pay the 40 of grant 1 and the 3 of grant 2; the price rise on 45 is not taken for more than the 3."""
    grants = case.committed("""
        grant child from   to     kr
        1     11    202601 202601 40
        2     11    202601 202601 3
        3     12    202601 202601 5
    """)
    assert year.figures(grants, case.posted("period child kr\n202601 11 43"), closed=202601) == {
        "spent": 43, "missing_invoice": 5, "forecast": 48,
    }  # fmt: skip
    assert year.figures(grants, case.posted("period child kr\n202601 11 42"), closed=202512) == {
        "spent": 42, "committed_open": 6, "forecast": 48,
    }  # fmt: skip
    assert year.figures(grants, case.posted("period child kr\n202601 11 45"), closed=202601) == {
        "spent": 45, "missing_invoice": 5, "forecast": 50,
    }  # fmt: skip
    # each by its own voucher
    apart = case.posted("period child kr\n202601 11 40\n202601 11 3")
    assert year.figures(grants, apart, closed=202601) == {"spent": 43, "missing_invoice": 5, "forecast": 48}


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        ("202601 12 1 .", {"spent": 1, "forecast": 1}),  # both sides still to come cancel out
        ("202601 11 100 47", {"spent": 100, "missing_invoice": -100, "forecast": 0}),
        ("202601 11 -100 77", {"spent": -100, "missing_invoice": 100, "forecast": 0}),
        ("202601 11 -100 .", {"spent": -100, "missing_invoice": 100, "forecast": 0}),  # no art: income by its sign
        ("202601 11 100 47\n202601 11 -100 77", {"forecast": 0}),
        ("202601 11 120 47\n202601 11 -110 77", {"spent": 10, "forecast": 10}),
    ],
)
def test_another_municipality_pays(year: Any, case: Any, posted: str, expected: dict[str, float]) -> None:
    """The cost waits for its invoice and the income for its payment, each for its own."""
    grants = case.committed("grant child from to kr\n1 11 202601 202601 100/-100")
    postings = case.posted("period child kr art\n" + posted)
    assert year.figures(grants, postings, closed=202601) == expected


def test_income_in_an_open_month(year: Any, case: Any) -> None:
    grants = case.committed("grant child from to kr\n1 11 202601 202601 100/-100")
    postings = case.posted("period child kr art\n202601 11 -60 77")
    assert year.figures(grants, postings, closed=202512) == {"spent": -60, "committed_open": 60, "forecast": 0}


def test_one_payment_for_two_grants_of_a_child(year: Any, case: Any) -> None:
    """The other municipality pays 43 for the 40 of grant 1 and the 3 of grant 2; what it pays beyond them is no other child's."""
    grants = case.committed("""
        grant child from   to     kr
        1     11    202601 202601 40/-40
        2     11    202601 202601 3/-3
        3     12    202601 202601 5/-5
    """)
    invoices = "period child kr art\n202601 11 43 47\n202601 12 5 47\n"
    for closed, to_come in ((202601, "missing_invoice"), (202512, "committed_open")):
        in_one = case.posted(invoices + "202601 11 -43 77")
        assert year.figures(grants, in_one, closed=closed) == {"spent": 5, to_come: -5, "forecast": 0}
        too_much = case.posted(invoices + "202601 11 -45 77")
        assert year.figures(grants, too_much, closed=closed) == {"spent": 3, to_come: -5, "forecast": -2}
        apart = case.posted(invoices + "202601 11 -40 77\n202601 11 -3 77")
        assert year.figures(grants, apart, closed=closed) == {"spent": 5, to_come: -5, "forecast": 0}
    # in an open month 41 leave 2 of the child's 43 to come
    part = case.posted(invoices + "202601 11 -41 77")
    assert year.figures(grants, part, closed=202512) == {"spent": 7, "committed_open": -7, "forecast": 0}


def test_a_payment_matched_to_a_grant_without_income(year: Any, case: Any) -> None:
    """The posting names the child alone, and the largest grant brings no income: the child's other grant does."""
    grants = case.committed("""
        grant child from   to     kr
        1     11    202601 202601 100
        2     11    202601 202601 30/-30
    """)
    postings = case.posted("period child kr art\n202601 11 100 47\n202601 11 30 47\n202601 11 -30 77")
    assert year.figures(grants, postings, closed=202601) == {"spent": 100, "forecast": 100}


def test_a_payment_with_the_key_of_one_grant_settles_that_one(year: Any, case: Any) -> None:
    """Only what names the child alone may be for several grants; a key says which."""
    grants = case.committed("""
        grant child from   to     kr      key
        1     11    202601 202601 40/-40  A
        2     11    202601 202601 3/-3    B
    """)
    postings = case.posted("period child kr art key\n202601 11 43 47 .\n202601 11 -43 77 A")
    assert year.figures(grants, postings, closed=202601) == {"missing_invoice": -3, "forecast": -3}


def test_a_refund_does_not_make_an_invoice_disappear(year: Any, case: Any) -> None:
    postings = case.posted("period child kr dranst\n202601 11 -40 2")
    grants = case.committed("grant child from to kr\n1 11 202601 202601 100")
    assert year.figures(grants, postings, closed=202601) == {
        "spent": -40, "missing_invoice": 100, "forecast": 60,
    }  # fmt: skip


def test_an_expected_change_and_what_it_may_replace(year: Any, case: Any) -> None:
    """40 % that grant 1 becomes grant 2: what is paid in a closed month shows which came true."""
    grants = case.committed("""
        grant child from   to     kr full status
        1     11    202601 202601 60 100  granted
        2     11    202601 202601 48 120  expected
    """)
    nothing = case.posted("period child kr\n202501 99 1")
    assert year.figures(grants, nothing, closed=202601) == {"missing_invoice": 108, "forecast": 108}
    for paid in (100, 120):
        postings = case.posted(f"period child kr\n202601 11 {paid}")
        assert year.figures(grants, postings, closed=202601) == {"spent": paid, "forecast": paid}


def test_an_area_by_another_method_has_spent_and_memo_lines_only(year: Any, case: Any) -> None:
    postings = case.posted("period child kr\n202601 11 90")
    lines = year.lines(case.committed(ONE), postings, closed=202602, areas=())
    sums = dict(lines.group_by("component").agg(pl.col("amount_oere").sum() // 100).rows())
    assert sums == {"spent": 90, "committed_year": 1200, "plain_replacement": 90 + 1000}


def test_plain_replacement(year: Any, case: Any) -> None:
    """Expected expenses are replaced by those posted as months close (seed 003 lines 4871–4875): a late invoice is lost."""
    postings = case.posted("""
        period service child kr
        202601 .       11    100
        202603 .       11    100
        202604 .       11    30
    """)
    lines = year.lines(case.committed(ONE), postings, closed=202603)
    plain = lines.filter(pl.col("component") == "plain_replacement")
    assert plain["amount_oere"].sum() == (100 + 100 + 9 * 100) * 100
    # Trinvis: February is missing, April is under way
    assert case.forecast(lines) == {
        "spent": 230, "missing_invoice": 100, "committed_open": 870, "forecast": 1200,
    }  # fmt: skip


def test_table_5_2_with_every_invoice_on_time(year: Any, case: Any) -> None:
    """Seed 003 table 5.2 (lines 4809–4850): 3.900.000 with the expected ones, whichever month is closed."""
    grants = case.committed("""
        grant child from   to     kr     open status
        1     1     202601 202612 100000 ja   granted
        2     2     202601 202612 50000  ja   granted
        3     3     202601 202606 75000  .    granted
        4     4     202601 202602 100000 .    granted
        5     5     202607 202612 75000  ja   expected
        6     6     202603 202612 100000 ja   expected
    """)
    on_time = case.posted("""
        period child kr
        202601 1     100000
        202601 2     50000
        202601 3     75000
        202601 4     100000
        202602 1     100000
        202602 2     50000
        202602 3     75000
        202602 4     100000
    """)
    for closed, spent in ((202512, 0), (202601, 325_000), (202602, 650_000)):
        known = on_time.filter(pl.col("period") <= closed)
        figures = year.figures(grants, known, closed=closed)
        assert figures["forecast"] == 3_900_000
        assert figures.get("spent", 0) == spent


def test_lines_open_to_their_rows_and_rules(year: Any, case: Any) -> None:
    grants = case.committed(ONE)
    postings = case.posted("row period child kr\n41 202601 11 100\n42 202603 11 60")
    lines = year.lines(grants, postings, closed=202602).filter(pl.col("component") != "committed_year")
    kept = (
        "component",
        "month",
        "grant_id",
        "child_no",
        "intervention_type",
        "amount_oere",
        "delivery_id",
        "row_no",
        "rules",
    )
    rows = lines.select(kept).sort("component", "month", "amount_oere").filter(pl.col("month") <= 202603)
    assert rows.filter(pl.col("component") != "plain_replacement").rows() == [
        ("committed_open", 202603, 1, 11, "placement", -6000, None, None, "D4"),
        ("committed_open", 202603, 1, 11, "placement", 10000, "g1", 1, "area.rule;D3"),
        ("missing_invoice", 202602, 1, 11, "placement", 10000, "g1", 1, "area.rule;D2"),
        ("spent", 202601, 1, 11, "placement", 10000, "p1", 41, "account.rule;M3;D1"),
        ("spent", 202603, 1, 11, "placement", 6000, "p1", 42, "account.rule;M3;D1"),
    ]


def test_an_unknown_price_is_never_nothing(year: Any, case: Any) -> None:
    """A grant without a rate keeps its null amount in the lines, and a posting settles it."""
    grants = case.committed(ONE).with_columns(
        amount_oere=pl.lit(None, dtype=pl.Int64), full_amount_oere=pl.lit(None, dtype=pl.Int64)
    )
    lines = year.lines(grants, case.posted("period child kr\n202601 11 90"), closed=202602)
    assert case.forecast(lines) == {"spent": 90, "forecast": 90}
    unknown = lines.filter(pl.col("component").is_in(["missing_invoice", "committed_open"]))
    assert unknown.select("month", "amount_oere").sort("month").rows() == [(m, None) for m in range(202602, 202613)]
