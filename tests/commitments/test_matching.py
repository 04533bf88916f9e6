"""Which grant, child, provider or area each posting belongs to."""

from __future__ import annotations

from typing import Any

import polars as pl

from trinvis.calculations.commitments.matching import LEVELS, MATCH_RULES


def found(matched: pl.DataFrame) -> list[tuple[str, str, int | None]]:
    """(rule, level, grant) of each posting in order."""
    return matched.select("rule", "level", "grant_id").rows()


def test_every_rule_in_its_order(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child provider from   to     kr  key
        1     11    70       202601 202612 100 A
        2     12    71       202601 202612 200 B
        3     13    71       202601 202606 300 C
    """)
    postings = case.posted("""
        row period child provider kr  key voucher
        1   202602 .     .        55  .   V9
        2   202602 13    71       100 A   .
        3   202602 12    .        190 .   .
        4   202602 .     71       300 .   .
        5   202602 .     71       250 .   .
        6   202602 .     99       40  .   .
        7   202602 .     .        40  .   .
        8   202607 13    71       300 .   .
    """)
    hand = case.typed("""
        kind  voucher grant
        match V9      2
    """)
    matched = year.matched(grants, postings, hand)
    assert found(matched) == [
        ("M1", "grant", 2),  # by hand
        ("M2", "grant", 1),  # the reference goes before the child
        ("M3", "grant", 2),  # child and month, whatever the amount
        ("M4", "grant", 3),  # only grant 3 of provider 71 costs 300
        ("M5", "provider", None),
        ("M6", "area", None),  # provider 99 has no grant
        ("M6", "area", None),
        ("M7", "child", None),  # child 13 stopped in June
    ]
    assert set(matched["rule"]) == set(MATCH_RULES)
    assert set(matched["level"]) == set(LEVELS)


def test_month_of_service_is_the_stated_one_else_the_period(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child from   to     kr
        1     11    202601 202601 100
        2     11    202603 202603 100
    """)
    postings = case.posted("""
        period service child kr
        202603 202601  11    100
        202603 .       11    100
        202603 202602  11    100
    """)
    matched = year.matched(grants, postings)
    assert found(matched) == [("M3", "grant", 1), ("M3", "grant", 2), ("M7", "child", None)]
    assert matched["service_month"].to_list() == [202601, 202603, 202602]


def test_among_several_grants_exact_amount_then_provider_then_largest_then_lowest(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child provider from   to     kr
        1     11    70       202601 202612 30
        2     11    71       202601 202612 400
        3     11    72       202601 202612 400
        4     11    72       202601 202612 50
    """)
    postings = case.posted("""
        period child provider kr
        202601 11    .        50
        202601 11    72       399
        202601 11    .        399
        202601 11    70       400
        202601 11    70       29
    """)
    assert [grant for _, _, grant in found(year.matched(grants, postings))] == [
        4,  # exactly 50
        3,  # of provider 72: the larger of 3 and 4
        2,  # 2 and 3 cost most: the lowest number
        2,  # the exact amount goes before the provider
        1,  # provider 70
    ]


def test_granted_goes_before_expected_unless_the_amount_tells(year: Any, case: Any) -> None:
    """An expectation typed in the journal has the number of its entry, below 0."""
    grants = case.committed("""
        grant child from   to     kr  full status
        7     11    202601 202612 100 .    granted
        -3    11    202601 202612 60  150  expected
        8     12    202601 202612 100 .    granted
        -4    12    202601 202612 40  100  expected
    """)
    postings = case.posted("period child kr\n202601 11 90\n202601 11 150\n202601 12 100\n202601 12 30")
    assert [grant for _, _, grant in found(year.matched(grants, postings))] == [7, -3, 8, 8]


def test_a_child_is_matched_only_in_its_area(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child from   to     kr  area
        1     11    202601 202612 100 pleje
        2     11    202601 202612 100 forebyggelse
    """)
    postings = case.posted("""
        period child kr area
        202601 11    90 forebyggelse
        202601 11    90 institution
        202601 11    90 ikke_placeret
    """)
    assert found(year.matched(grants, postings)) == [
        ("M3", "grant", 2),
        ("M7", "child", None),
        ("M7", "child", None),
    ]


def test_a_key_that_several_grants_share_goes_to_the_active_one(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child from   to     kr  key
        1     11    202601 202603 100 A
        2     11    202604 202612 100 A
        3     11    202604 202612 120 A
    """)
    postings = case.posted("""
        period kr key
        202602 1  A
        202605 1  A
        202701 1  A
    """)
    # in no month active: the lowest
    assert [grant for _, _, grant in found(year.matched(grants, postings))] == [1, 3, 1]


def test_a_prolonged_grant_is_found_by_each_of_its_keys(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child from   to     kr  key
        1     11    202601 202603 100 A
        1     11    202604 202612 110 B
    """)
    postings = case.posted("""
        period kr key
        202606 1  A
        202602 1  B
    """)
    assert found(year.matched(grants, postings)) == [("M2", "grant", 1), ("M2", "grant", 1)]


def test_provider_and_amount_must_be_unique_on_both_sides(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child provider from   to     kr
        1     11    70       202601 202612 100
        2     12    70       202601 202612 100
        3     13    70       202601 202612 200
    """)
    postings = case.posted("""
        period provider kr
        202601 70       100
        202601 70       200
        202602 70       200
        202602 70       200
    """)
    assert found(year.matched(grants, postings)) == [
        ("M5", "provider", None),  # two grants cost 100
        ("M4", "grant", 3),
        ("M5", "provider", None),  # two postings of 200
        ("M5", "provider", None),
    ]


def test_hand_matches_the_most_particular_and_then_the_latest(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child from   to     kr  key
        1     11    202601 202612 100 A
        2     12    202601 202612 100 B
        3     13    202601 202612 100 C
    """)
    postings = case.posted("""
        row period child kr key voucher
        1   202601 11    9  A   V1
        2   202601 11    9  A   V1
        3   202601 11    9  A   V2
        4   202601 12    9  B   V3
        5   202602 13    9  C   V4
    """)
    hand = case.typed("""
        kind    row voucher key grant month
        match   1   .       .   3     .
        match   .   V1      .   1     .
        match   .   V1      .   2     .
        match   .   .       A   3     .
        unmatch .   .       B   .     .
        match   5   .       .   3     202601
    """)
    matched = year.matched(grants, postings, hand)
    assert found(matched) == [
        ("M1", "grant", 3),  # the posting itself, though the voucher was matched later
        ("M1", "grant", 2),  # the later of two on the voucher
        ("M1", "grant", 3),  # by reference
        ("M7", "child", None),  # undone: neither key nor child may match it
        ("M1", "grant", 3),
    ]
    assert matched["journal_seq"].to_list() == [1, 3, 4, 5, 6]
    assert matched["service_month"].to_list() == [202601, 202601, 202601, 202601, 202601]


def test_a_match_undone_and_made_again_is_used_next_month(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child from   to     kr
        1     11    202601 202612 100
    """)
    february = case.posted("""
        row period provider kr key
        1   202601 70       9  K
        2   202602 70       9  K
    """)
    made, undone = "kind key grant\nmatch K 1", "kind key grant\nmatch K 1\nunmatch K ."
    again = undone + "\nmatch K 1"
    assert [r for r, _, _ in found(year.matched(grants, february, case.typed(made)))] == ["M1", "M1"]
    assert [r for r, _, _ in found(year.matched(grants, february, case.typed(undone)))] == ["M6", "M6"]
    assert [r for r, _, _ in found(year.matched(grants, february, case.typed(again)))] == ["M1", "M1"]


def test_undone_without_a_child_goes_to_the_provider(year: Any, case: Any) -> None:
    grants = case.committed("""
        grant child provider from   to     kr  key
        1     11    70       202601 202612 100 A
    """)
    postings = case.posted("""
        row period provider kr  key
        1   202601 70       100 A
    """)
    hand = case.typed("kind row\nunmatch 1")
    assert found(year.matched(grants, postings, hand)) == [("M5", "provider", None)]


def test_nothing_to_match(year: Any, case: Any) -> None:
    grants = case.committed("grant child from to kr\n1 11 202601 202601 100")
    postings = case.posted("period child kr\n202601 11 100")
    assert year.matched(grants, postings.clear()).height == 0
    assert found(year.matched(grants.clear(), postings)) == [("M7", "child", None)]
    empty = case.typed("kind row grant\nmatch 1 1").clear()
    assert found(year.matched(grants, postings, empty)) == [("M3", "grant", 1)]
