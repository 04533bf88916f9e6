"""A grant keeps its identity between deliveries: key, else child, type, provider and start; prolongations; overruling."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspace_readings import give

from trinvis.tables import GRANTS
from trinvis.workspace import REASONS, Overrules, Workspace
from trinvis.workspace.grants import KNOWN, identify

Row = tuple[Any, ...]


def day(text: str | None) -> date | None:
    """``0103`` = 1 March 2026, ``010327`` = 1 March 2027."""
    return None if text is None else date(2000 + int(text[4:] or 26), int(text[2:4]), int(text[:2]))


def facts(delivery: str, *rows: Row) -> pl.DataFrame:
    """Grants of one delivery: (child, provider, start, stop, rate[, key[, type[, row_no]]])."""
    if not rows:
        return GRANTS.empty()
    out = []
    for number, row in enumerate(rows):
        given_more = list(row[5:])
        key, kind, row_no = given_more + [None, "placement", number + 1][len(given_more) :]
        child, provider, start, stop, rate = row[:5]
        out.append(
            {
                "delivery_id": delivery,
                "row_no": row_no,
                "child_no": child,
                "provider_no": provider,
                "start": day(start),
                "stop": day(stop),
                "rate_oere": rate,
                "source_key": key,
                "intervention_type": kind,
                "unit": "month",
            }
        )
    types = {"start": pl.Date, "stop": pl.Date, "source_key": pl.String}
    return GRANTS.conform(pl.DataFrame(out, infer_schema_length=None, schema_overrides=types))


def follow(*deliveries: list[Row], overrules: Overrules | None = None) -> list[list[tuple[int, str]]]:
    """(grant id, reason) of each row of each delivery, one after another."""
    known, free, out = pl.DataFrame(schema=KNOWN), 1, []
    for number, rows in enumerate(deliveries):
        found = identify(
            facts(f"L{number}", *rows), known, next_grant=free, delivery_id=f"L{number}", overrules=overrules
        )
        known, free = found.known, found.next_grant
        out.append(list(found.identity.select("grant_id", "reason").iter_rows()))
    return out


A, B = 1, 2  # children
P, Q = 7, 8  # providers

CASES: dict[str, tuple[list[list[Row]], list[tuple[int, str]]]] = {
    "the same rows again": (
        [[(A, P, "0101", None, 100), (B, P, "0101", None, 100)], [(B, P, "0101", None, 100), (A, P, "0101", None, 100)]],
        [(2, "same_start"), (1, "same_start")],
    ),
    "a new rate does not make a new grant": (
        [[(A, P, "0101", None, 100)], [(A, P, "0101", None, 120)]],
        [(1, "same_start")],
    ),
    "the start was corrected by 31 days": (
        [[(A, P, "0101", None, 100)], [(A, P, "0102", None, 100)]],
        [(1, "near_start")],
    ),
    "by 32 days it is another grant": (
        [[(A, P, "0101", None, 100)], [(A, P, "0202", None, 100)]],
        [(2, "new")],
    ),
    "the nearest start wins": (
        [[(A, P, "0101", None, 100), (A, P, "2001", None, 100)], [(A, P, "1801", None, 100), (A, P, "0301", None, 100)]],
        [(2, "near_start"), (1, "near_start")],
    ),
    "each row is given once": (
        [[(A, P, "0101", None, 100)], [(A, P, "0201", None, 100), (A, P, "0301", None, 100)]],
        [(1, "near_start"), (2, "new")],
    ),
    "another provider is another grant": (
        [[(A, P, "0101", None, 100)], [(A, Q, "0101", None, 100)]],
        [(2, "new")],
    ),
    "the source's key holds through a change of start, type and provider": (
        [[(A, P, "0101", None, 100, "K1")], [(A, Q, "0106", None, 100, "K1", "relief")]],
        [(1, "source_key")],
    ),
    "and through a corrected CPR number": (
        [[(A, P, "0101", None, 100, "K1")], [(B, P, "0101", None, 100, "K1")]],
        [(1, "source_key_child")],
    ),
    "but a key that two children share is no key alone": (
        [[(A, P, "0101", None, 100, "K1")], [(A, P, "0101", None, 100, "K1"), (B, P, "0101", None, 100, "K1")]],
        [(1, "source_key"), (2, "new")],
    ),
    "two keys are two grants however alike": (
        [[(A, P, "0101", None, 100, "K1")], [(A, P, "0101", None, 100, "K2")]],
        [(2, "new")],
    ),
    "a key that comes later is taken up": (
        [[(A, P, "0101", None, 100)], [(A, P, "0101", None, 100, "K1")]],
        [(1, "same_start")],
    ),
    "price periods under one key are one grant": (
        [[], [(A, P, "0101", "3103", 100, "K1"), (A, P, "0104", None, 120, "K1")]],
        [(1, "new"), (1, "source_key")],
    ),
    "a second price period appears under the key": (
        [[(A, P, "0101", None, 100, "K1")], [(A, P, "0101", "3103", 100, "K1"), (A, P, "0104", None, 120, "K1")]],
        [(1, "source_key"), (1, "source_key")],
    ),
    "a grant is split in two at a price change": (
        [[(A, P, "0101", None, 100)], [(A, P, "0101", "3103", 100), (A, P, "0104", None, 120)]],
        [(1, "same_start"), (1, "price_change")],
    ),
    "a prolongation": (
        [[(A, P, "0101", "3003", 100)], [(A, P, "0101", "3003", 100), (A, P, "3103", "3006", 100)]],
        [(1, "same_start"), (1, "prolonged")],
    ),
    "a prolongation whose forerunner has left the extract": (
        [[(A, P, "0101", "3103", 100)], [(A, P, "0104", None, 100)]],
        [(1, "prolonged")],
    ),
    "a chain within one delivery, in any order of rows": (
        [[], [(A, P, "0107", None, 130), (A, P, "0101", "3103", 100), (A, P, "0104", "3006", 100)]],
        [(1, "price_change"), (1, "new"), (1, "prolonged")],
    ),
    "two days after is no prolongation": (
        [[], [(A, P, "0101", "3103", 100), (A, P, "0204", None, 100)]],
        [(1, "new"), (2, "new")],
    ),
    "only one of two goes on from a row, the one at the same rate": (
        [[], [(A, P, "0101", "3103", 100), (A, P, "0104", None, 50), (A, P, "0104", None, 100)]],
        [(1, "new"), (2, "new"), (1, "prolonged")],
    ),
    "a new key prolongs as well": (
        [[(A, P, "0101", "3103", 100, "K1")], [(A, P, "0101", "3103", 100, "K1"), (A, P, "0104", None, 100, "K2")]],
        [(1, "source_key"), (1, "prolonged")],
    ),
    "a grant that is away for a month comes back as itself": (
        [[(A, P, "0101", None, 100), (B, P, "0101", None, 100)], [(B, P, "0101", None, 100)], [(A, P, "0101", None, 100)]],
        [(1, "same_start")],
    ),
    "a row that stops before it starts disturbs nobody": (
        [[], [(A, P, "0106", "3103", 100), (A, P, "0104", None, 100)]],
        [(2, "new"), (1, "new")],
    ),
    "one row of the file with several price periods": (
        [[], [(A, P, "0101", "3101", 100, None, "placement", 9), (A, P, "0103", "3103", 120, None, "placement", 9)]],
        [(1, "new"), (1, "new")],
    ),
    "an unknown start is found by key alone": (
        [[(A, P, None, None, 100, "K1"), (A, P, None, None, 100)], [(A, P, None, None, 100), (A, P, None, None, 100, "K1")]],
        [(3, "new"), (1, "source_key")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    deliveries, expected = CASES[case]
    assert follow(*deliveries)[-1] == expected


def test_every_reason_has_words() -> None:
    assert {reason for d, _ in CASES.values() for rows in follow(*d) for _, reason in rows} <= set(REASONS)


def test_a_row_that_was_cut_loose_by_hand_stays_so() -> None:
    deliveries: list[list[Row]] = [
        [(A, P, "0101", None, 100)],
        [(A, P, "0301", None, 100)],
        [(A, P, "0301", None, 100)],
    ]
    assert [rows[0][0] for rows in follow(*deliveries)] == [1, 1, 1]
    cut = Overrules(rows={("L1", 1): 50})
    assert [rows[0][0] for rows in follow(*deliveries, overrules=cut)] == [1, 1, 50]


def test_two_grants_that_a_user_joins() -> None:
    joined = Overrules(grants={2: 1, 3: 2})
    frame = pl.DataFrame({"delivery_id": ["L0"] * 4, "row_no": [1, 2, 3, 4], "grant_id": [1, 2, 3, 4]})
    assert joined.apply(frame)["grant_id"].to_list() == [1, 1, 1, 4]
    assert Overrules(rows={("L0", 4): 3}, grants={3: 2, 2: 1}).apply(frame)["grant_id"].to_list() == [1, 1, 1, 1]
    assert Overrules(grants={1: 2, 2: 1}).apply(frame).height == 4  # a ring ends


def test_the_match_and_its_reason_are_kept(workspace: Workspace) -> None:
    anna = {"cpr": "010115-9999", "provider": "Hus", "start": date(2026, 1, 1), "rate_oere": 100}
    first = give(workspace, date(2026, 1, 31), grants=[anna])
    split = [{**anna, "stop": date(2026, 3, 31)}, {**anna, "start": date(2026, 4, 1), "rate_oere": 120}]
    second = give(workspace, date(2026, 4, 30), grants=split)
    kept = workspace.identity(second.id)
    assert kept.select("row_no", "grant_id", "reason", "matched_delivery_id", "matched_row_no").rows() == [
        (2, 1, "same_start", first.id, 2),
        (3, 1, "price_change", second.id, 2),
    ]
    assert workspace.facts(second.id, "grants")["grant_id"].to_list() == [1, 1]
    assert workspace.new_grant_id() == 2
    assert workspace.new_grant_id() == 3


def test_sources_and_scopes_number_their_grants_apart(workspace: Workspace) -> None:
    row = [{"cpr": "a", "provider": "Hus", "start": date(2026, 1, 1)}]
    ids = [
        workspace.facts(give(workspace, date(2026, 1, 31), grants=row, source=source, scope=scope).id, "grants")[
            "grant_id"
        ].item()
        for source, scope in (("dubu", ""), ("grants", ""), ("grants", "handicap"), ("dubu", ""))
    ]
    assert ids == [1, 2, 3, 1]


def test_a_withdrawn_delivery_has_still_given_its_grants_their_numbers(workspace: Workspace) -> None:
    row = [{"cpr": "a", "provider": "Hus", "start": date(2026, 1, 1)}]
    first = give(workspace, date(2026, 1, 31), grants=row)
    workspace.withdraw(first.id, date(2026, 2, 1), first.received_at.replace(month=2, day=2))
    again = give(workspace, date(2026, 2, 28), grants=row)
    assert workspace.facts(again.id, "grants")["grant_id"].to_list() == [1]


starts = st.integers(0, 120).map(lambda n: (date(2026, 1, 1) + timedelta(days=n)).strftime("%d%m%y"))
rows = st.tuples(
    st.integers(1, 3),
    st.integers(1, 2),
    starts,
    st.none() | starts,
    st.integers(1, 2),
    st.none() | st.sampled_from("KLM"),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(rows, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_delivery_that_comes_again_is_the_same_grants_in_any_order_of_rows(delivery: list[Row], random: Any) -> None:
    again = list(enumerate(delivery))
    random.shuffle(again)
    first, second = follow(delivery, [row for _, row in again])
    distinct = [row for row in delivery if delivery.count(row) == 1 and [r[:3] for r in delivery].count(row[:3]) == 1]
    for (number, row), (grant, _) in zip(again, second, strict=True):
        if row in distinct and row[5] is None:
            assert grant == first[number][0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(rows, max_size=8), min_size=1, max_size=4))
def test_every_row_has_a_grant_and_numbers_are_never_given_twice(deliveries: list[list[Row]]) -> None:
    seen: dict[int, int] = {}
    for number, found in enumerate(follow(*deliveries)):
        assert len(found) == len(deliveries[number])
        for grant, reason in found:
            assert grant is not None
            if reason == "new":
                assert seen.setdefault(grant, number) == number


def test_what_users_decided_is_followed_by_the_next_import(workspace: Workspace) -> None:
    row = [{"cpr": "a", "provider": "Hus", "start": date(2026, 1, 1)}]
    first = give(workspace, date(2026, 1, 31), grants=row)
    cut = workspace.new_grant_id()
    decided = Overrules(rows={(first.id, 2): cut})
    second = give(workspace, date(2026, 2, 28), grants=row, overrules=decided)
    assert workspace.facts(first.id, "grants")["grant_id"].to_list() == [1]  # a delivery never changes
    assert decided.apply(workspace.facts(first.id, "grants"))["grant_id"].to_list() == [cut]
    assert workspace.facts(second.id, "grants")["grant_id"].to_list() == [cut]
