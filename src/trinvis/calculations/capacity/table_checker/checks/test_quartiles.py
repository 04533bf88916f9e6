from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import codes, found, suspects

HEAD = ";Mindst;1. kvartil;Median;3. kvartil;Størst;Gennemsnit\n"
ROLES = {
    "low": "Mindst",
    "q1": "1. kvartil",
    "median": "Median",
    "q3": "3. kvartil",
    "high": "Størst",
    "mean": "Gennemsnit",
    "by": "columns",
}


def test_out_of_order() -> None:
    said = found(f"{HEAD}2011;4,1;9,0;7,8;10,9;14,2;9,1", quartiles=[ROLES])
    assert codes(said) == ["quartiles-order"]
    assert "1. kvartil 9,0 er større end median 7,8" in said[0].message
    assert suspects(said) == {"2011, 1. kvartil", "2011, Median"}


@pytest.mark.parametrize("mean", ["15,0", "7,3", "11,2"])
def test_a_mean_that_no_numbers_have(mean: str) -> None:
    """A quarter lies in each part: from (4,1 + 7,8 + 9,0 + 10,9) / 4 to (7,8 + 9,0 + 10,9 + 14,2) / 4, that is 7,95 to 10,475."""
    assert codes(found(f"{HEAD}2011;4,1;7,8;9,0;10,9;14,2;{mean}", quartiles=[ROLES])) == ["quartiles-mean"]


@pytest.mark.parametrize("mean", ["8,0", "9,1", "10,5"])
def test_a_mean_that_some_have(mean: str) -> None:
    assert not found(f"{HEAD}2011;4,1;7,8;9,0;10,9;14,2;{mean}", quartiles=[ROLES])


def test_a_weighted_mean_is_only_between_the_ends() -> None:
    assert not found(f"{HEAD}2011;4,1;7,8;9,0;10,9;14,2;13,0", quartiles=[{**ROLES, "weighted": "true"}])


def test_without_the_ends_the_mean_still_has_a_least() -> None:
    """At least (0 + 7,8 + 9,0 + 10,9) / 4 = 6,925 of what is never below 0; above the third quartile it is worth a look."""
    roles = {role: ROLES[role] for role in ("q1", "median", "q3", "mean", "by")}
    text = ";1. kvartil;Median;3. kvartil;Gennemsnit\n2011;7,8;9,0;10,9;{}"
    assert [(one.code, one.sure) for one in found(text.format("6,5"), quartiles=[roles])] == [
        ("quartiles-mean", "certain")
    ]
    assert [(one.code, one.sure) for one in found(text.format("12,0"), quartiles=[roles])] == [
        ("quartiles-mean", "look")
    ]
    assert not found(text.format("9,4"), quartiles=[roles])


def test_alike_quartiles_pass() -> None:
    assert not found(f"{HEAD}2011;0;0;0;0;9;1", quartiles=[ROLES])
