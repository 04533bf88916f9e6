"""Account patterns: five forms, the most specific wins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.parameters.account_pattern import candidate_keys, covers, most_specific, pattern_key
from trinvis.parameters.errors import PatternError

ACCOUNTS = st.from_regex(r"[0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("5.28.21.1.003", "f9:528211003"),
        ("528211003", "f9:528211003"),
        ("5.28.21.*.003", "g8:52821003"),
        ("5.28.21.1", "d6:528211"),
        ("5.28.21", "f5:52821"),
        ("5.28", "m3:528"),
        (" 5.28 ", "m3:528"),
    ],
)
def test_the_forms(text: str, key: str) -> None:
    assert pattern_key(text) == key


@pytest.mark.parametrize(
    "text", ["", "5", "5.2", "5.28.2", "5.28.21.*", "5.28.21.1.3", "5.28.21.1.003.4", "528211", "5,28", "٥.٢٨"]
)
def test_other_forms_are_refused_with_the_wanted_one(text: str) -> None:
    with pytest.raises(PatternError, match=r"skriv det som 5\.28\.21\.1\.003"):
        pattern_key(text)


@pytest.mark.parametrize(
    ("pattern", "account", "answer"),
    [
        ("5.28", "528211003", True),
        ("5.28.21", "528212003", True),
        ("5.28.21.1", "528212003", False),
        ("5.28.21.*.003", "528212003", True),
        ("5.28.21.*.003", "528212004", False),
        ("5.57.72.*.009", "557721009", True),
        ("5.28", "557721009", False),
    ],
)
def test_what_a_pattern_covers(pattern: str, account: str, answer: bool) -> None:
    assert covers(pattern, account) is answer


def test_the_most_specific_rule_wins() -> None:
    rules = {pattern_key(text): text for text in ("5.28", "5.28.21", "5.28.21.1", "5.28.21.*.017", "5.28.21.1.017")}
    cases = {
        "528211017": "5.28.21.1.017",
        "528212017": "5.28.21.*.017",
        "528211003": "5.28.21.1",
        "528213003": "5.28.21",
        "528221001": "5.28",
    }
    assert {account: most_specific(rules, account) for account in cases} == cases
    assert most_specific(rules, "557721009") is None


@settings(deadline=None)
@given(ACCOUNTS)
def test_every_account_is_covered_by_its_own_five_keys_and_they_narrow(account: str) -> None:
    keys = candidate_keys(account)
    assert [len(key) - 3 for key in keys] == [9, 8, 6, 5, 3]
    assert keys[0] == pattern_key(account)


def test_an_account_of_another_length_is_refused() -> None:
    with pytest.raises(PatternError, match="ikke ni cifre"):
        candidate_keys("52821100")
