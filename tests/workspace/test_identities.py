"""Identifiers become random numbers; the table behind them can be opened with the key alone."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from workspace_readings import give

from trinvis.workspace import Workspace, WorkspaceError
from trinvis.workspace.identifier import looks_like_cpr, normal_form

DAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("kind", "typed", "normal"),
    [
        ("child", "010115-9999", "0101159999"),
        ("child", " 010115 9999 ", "0101159999"),
        ("child", "101159999", "0101159999"),  # a spreadsheet took the first 0
        ("child", "910115-9999", "9101159999"),  # replacement number: 60 is added to the day… 91 = 31
        ("child", "Cpr. 1", "cpr. 1"),
        ("child", "123456789", "123456789"),  # 01.23.45 is no date
        ("child", "  ", None),
        ("provider", "Fiktivt  Hus\xa0", "fiktivt hus"),
        ("provider", "101159999", "101159999"),
        ("key", "010115-9999", "010115-9999"),
        ("key", " F-20417 ", "f-20417"),
    ],
)
def test_normal_form(kind: str, typed: str, normal: str | None) -> None:
    assert normal_form(kind, pl.Series([typed])).to_list() == [normal]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Team 010115-9999", True),
        ("010115 9999", True),
        ("0101159999", True),
        ("5282110031", False),
        ("01005-528211003-060601-479CPR", False),
        ("30101159999", False),
        ("Team 3", False),
    ],
)
def test_what_looks_like_a_cpr_number(text: str, found: bool) -> None:
    assert looks_like_cpr(pl.Series([text])).item() is found


def test_the_same_identifier_has_the_same_number_wherever_it_stands(workspace: Workspace) -> None:
    with workspace.importing() as session:
        numbers = session.numbers("child", pl.Series(["010115-9999", None, "0101159999", "Cpr. 1", ""]))
        assert numbers.dtype == pl.Int64
        assert numbers[0] == numbers[2] != numbers[3]
        assert numbers[1] is None
        assert numbers[4] is None
        assert all(10_000_000 <= n < 100_000_000 for n in numbers.drop_nulls())
        assert session.numbers("staff", pl.Series(["010115-9999"])).item() != numbers[0]  # each kind has its own
        keys = session.numbers("key", pl.Series(["F-1", "f-1 ", None, "F-2"]))
        assert keys[0] == keys[1] != keys[3]
        assert keys[2] is None
        assert keys.str.len_chars().drop_nulls().to_list() == [16, 16, 16]


def test_only_persons_of_accepted_rows_are_kept_and_only_at_commit(workspace: Workspace) -> None:
    anna = {"cpr": "010115-9999", "name": "Anna", "provider": "Hus", "start": DAY}
    with workspace.importing() as session:
        tried = session.numbers("child", pl.Series(["010115-9999"])).item()
    assert workspace.names("child", [tried]) == {}
    facts = workspace.facts(give(workspace, DAY, grants=[anna]).id, "grants")
    number = facts["child_no"].item()
    assert workspace.names("child", [number, 1]) == {number: "Anna"}
    assert workspace.names("provider", facts["provider_no"].to_list()) == {facts["provider_no"].item(): "Hus"}
    identity = workspace.identities("child", [number])[number]
    assert (identity.identifier, identity.name, identity.birth) == ("010115-9999", "Anna", None)
    with workspace.importing() as session:
        session.numbers("child", pl.Series(["020220-1234"]))
        assert session.numbers("child", pl.Series(["0101159999"])).item() == number
    assert workspace.number("child", "010115 9999") == number
    assert workspace.key_mark(" ") is None


def test_who_has_no_name_is_shown_by_the_birth_date_and_never_by_the_cpr_number(workspace: Workspace) -> None:
    foster_home = {"cpr": "010115-9999", "name": None, "provider": "0202701234", "start": DAY}
    facts = workspace.facts(give(workspace, DAY, grants=[foster_home]).id, "grants")
    assert list(workspace.names("child", facts["child_no"].to_list()).values()) == ["010115-xxxx"]
    assert list(workspace.names("provider", facts["provider_no"].to_list()).values()) == ["020270-xxxx"]


def test_a_new_name_is_learnt_and_a_missing_one_forgets_nothing(workspace: Workspace) -> None:
    for name in ("Anna Hansen", None, "Anna Jensen"):
        facts = workspace.facts(give(workspace, DAY, grants=[{"cpr": "1", "name": name, "start": DAY}]).id, "grants")
        names = workspace.names("child", facts["child_no"].to_list())
        assert list(names.values()) == [name or "Anna Hansen"]


def test_an_identifier_that_a_user_types(workspace: Workspace) -> None:
    number = workspace.number("child", "Cpr. 7", name="Bo")
    assert workspace.number("child", "cpr. 7") == number
    assert workspace.names("child", [number]) == {number: "Bo"}
    with pytest.raises(WorkspaceError, match="tom"):
        workspace.number("child", " ")
    with workspace.importing() as session:
        assert workspace.key_mark("F-1") == session.numbers("key", pl.Series(["f-1"])).item()


def test_a_cpr_number_in_a_text_column_is_covered_and_told(workspace: Workspace) -> None:
    rows = [{"cpr": "1", "start": DAY, "team": "Team 010115-9999"}, {"cpr": "2", "start": DAY, "team": "Team Nord"}]
    delivery = give(workspace, DAY, grants=rows)
    assert workspace.facts(delivery.id, "grants")["team"].to_list() == ["[skjult]", "Team Nord"]
    assert workspace.texts(delivery.id).rows() == [(2, "team", "Team 010115-9999")]
    assert [c.code for c in delivery.warnings] == ["cpr_in_text"]
    assert delivery.warnings[0].message.startswith("Kolonnen »Team« holder noget, der ligner et cpr-nummer, i 1 rækker")
