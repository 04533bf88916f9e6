"""What a delivery means: snapshots replace, periods replace their months, increments add; as of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from workspace_readings import give, grants_read, noon, postings_read

from trinvis.workspace import Selection, Workspace, WorkspaceError

JAN, FEB, MAR, APR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
GRANT = {"cpr": "010115-9999", "start": date(2026, 1, 1), "rate_oere": 100_00, "provider": "Hus"}


def posting(day: date, kroner: int) -> dict[str, object]:
    return {"date": day, "amount_oere": kroner * 100}


def kroner(workspace: Workspace, as_of: date | None = None) -> dict[int, int]:
    """Posted kroner by month, as of a day: the pieces read as an engine reads them."""
    total: dict[int, int] = {}
    for piece in workspace.selection(as_of).pieces("postings"):
        facts = pl.read_parquet(piece.path)
        if piece.months is not None:
            facts = facts.filter(pl.col("period").is_in(piece.months))
        for month, oere in facts.group_by("period").agg(pl.col("amount_oere").sum()).iter_rows():
            total[month] = total.get(month, 0) + oere // 100
    return dict(sorted(total.items()))


def test_the_newest_extract_of_a_source_and_scope_counts(workspace: Workspace) -> None:
    first = give(workspace, JAN, grants=[GRANT])
    other = give(workspace, JAN, grants=[GRANT], scope="handicap")
    newer = give(workspace, FEB, grants=[GRANT, GRANT])
    assert workspace.selection(JAN).delivery_ids == (first.id, other.id)
    assert workspace.selection(FEB).delivery_ids == (other.id, newer.id)
    assert workspace.selection(date(2025, 12, 31)).pieces("grants") == []


def test_an_older_extract_that_comes_late_does_not_replace_the_newer(workspace: Workspace) -> None:
    newer = give(workspace, FEB, grants=[GRANT], extract_day=FEB)
    older = give(workspace, MAR, grants=[GRANT], extract_day=JAN)
    assert workspace.selection(MAR).delivery_ids == (newer.id,)
    assert [c.code for c in older.warnings] == ["older_extract"]
    assert "31.01.2026" in older.warnings[0].message
    assert newer.id in older.warnings[0].message


def test_january_to_march_then_january_to_april(workspace: Workspace) -> None:
    give(
        workspace,
        MAR,
        kind="period",
        months=(202601, 202603),
        postings=[posting(JAN, 10), posting(FEB, 20), posting(MAR, 30)],
    )
    give(
        workspace,
        APR,
        kind="period",
        months=(202601, 202604),
        postings=[posting(JAN, 11), posting(FEB, 20), posting(MAR, 33), posting(APR, 40)],
    )
    assert kroner(workspace, MAR) == {202601: 10, 202602: 20, 202603: 30}
    assert kroner(workspace, APR) == {202601: 11, 202602: 20, 202603: 33, 202604: 40}


def test_the_same_month_twice_counts_once_and_the_newest(workspace: Workspace) -> None:
    give(
        workspace,
        MAR,
        kind="period",
        months=(202601, 202603),
        postings=[posting(JAN, 10), posting(FEB, 20), posting(MAR, 30)],
    )
    give(workspace, APR, kind="period", months=(202602, 202602), postings=[posting(FEB, 25)])
    assert kroner(workspace) == {202601: 10, 202602: 25, 202603: 30}
    pieces = workspace.selection().pieces("postings")
    assert [p.months for p in pieces] == [(202601, 202603), (202602,)]


def test_a_period_without_rows_empties_its_month(workspace: Workspace) -> None:
    give(workspace, JAN, kind="period", months=(202601, 202601), postings=[posting(JAN, 10)])
    with workspace.importing() as session:
        read = postings_read(session, [posting(JAN, 10)], "period", 202601)
        read.facts["postings"] = read.facts["postings"].clear()
        session.commit(read, original=b"-", file_name="tom.csv", received_at=noon(FEB), known_from=FEB)  # type: ignore[arg-type]
    assert kroner(workspace) == {}
    assert kroner(workspace, JAN) == {202601: 10}


def test_increments_add_and_a_march_voucher_is_corrected_in_may(workspace: Workspace) -> None:
    give(workspace, APR, kind="increment", months=(202603, 202603), postings=[posting(MAR, 300)])
    may = date(2026, 5, 20)
    give(workspace, may, kind="increment", months=(202605, 202605), postings=[posting(may, -300), posting(may, 280)])
    assert kroner(workspace, APR) == {202603: 300}
    assert kroner(workspace, may) == {202603: 300, 202605: -20}


def test_a_withdrawn_delivery_stops_counting_from_its_day(workspace: Workspace) -> None:
    good = give(workspace, JAN, kind="period", months=(202601, 202601), postings=[posting(JAN, 10)])
    bad = give(workspace, FEB, kind="period", months=(202601, 202601), postings=[posting(JAN, 99)])
    withdrawn = workspace.withdraw(bad.id, MAR, noon(MAR))
    assert withdrawn.withdrawn_from == MAR
    assert kroner(workspace, FEB) == {202601: 99}
    assert kroner(workspace, date(2026, 3, 30)) == {202601: 99}
    assert kroner(workspace, MAR) == {202601: 10}
    assert kroner(workspace) == {202601: 10}
    assert [d.withdrawn_from for d in workspace.deliveries(FEB)] == [None, None]  # not known by then
    assert [d.id for d in workspace.deliveries()] == [good.id, bad.id]  # it stays
    with pytest.raises(WorkspaceError, match=r"allerede trukket tilbage fra 31\.03\.2026"):
        workspace.withdraw(bad.id, APR, noon(APR))
    with pytest.raises(WorkspaceError, match=r"31\.01\.2026"):
        workspace.withdraw(good.id, date(2026, 1, 30), noon(APR))
    with pytest.raises(WorkspaceError, match="ingen levering 000099"):
        workspace.withdraw("000099", APR, noon(APR))


def test_known_before_the_day_of_receipt_is_backdated(workspace: Workspace) -> None:
    backdated = give(workspace, JAN, grants=[GRANT], received=APR)
    assert backdated.backdated
    assert not give(workspace, APR, grants=[GRANT]).backdated
    assert workspace.selection(JAN).delivery_ids == (backdated.id,)
    with pytest.raises(WorkspaceError, match=r"kendt fra 30\.04\.2026, for den modtages 31\.03\.2026"):
        give(workspace, APR, grants=[GRANT], received=MAR)


def test_the_day_of_receipt_is_the_danish_day(workspace: Workspace) -> None:
    with workspace.importing() as session:
        read = grants_read(session, [GRANT], JAN)
        delivery = session.commit(
            read,  # type: ignore[arg-type]
            original=b"x",
            file_name="x",
            received_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC),  # 00.30 on 1 April in Copenhagen
            known_from=date(2026, 4, 1),
        )
    assert not delivery.backdated
    assert delivery.received_at == datetime(2026, 3, 31, 22, 30, tzinfo=UTC)


def test_selection_survives_as_json_whatever_comes_later(workspace: Workspace) -> None:
    give(workspace, MAR, kind="period", months=(202601, 202603), postings=[posting(JAN, 10), posting(MAR, 30)])
    give(workspace, MAR, grants=[GRANT])
    kept = workspace.selection(MAR).to_json()
    give(workspace, MAR, kind="period", months=(202601, 202601), postings=[posting(JAN, 11)], received=APR)  # backdated
    again = workspace.selection_from_json(kept)
    assert again.to_json() == kept
    assert again.pieces("postings")[0].months == (202601, 202602, 202603)
    assert again.pieces("postings")[0].path.exists()
    assert Selection.from_json(kept, workspace.root) == again
    assert workspace.selection(MAR).to_json() != kept


def test_what_a_delivery_keeps(workspace: Workspace) -> None:
    delivery = give(workspace, JAN, grants=[{**GRANT, "name": "Anna"}], original="Cpr;Navn\nø".encode())
    again = workspace.delivery(delivery.id)
    assert again == delivery
    assert (again.file_name, again.source, again.kind, again.tables) == ("fil.csv", "grants", "snapshot", {"grants": 1})
    assert again.counts["accepted"] == 1
    assert again.amounts == {"amount_oere": 0, "accepted_oere": 0}
    assert workspace.original(delivery.id) == "Cpr;Navn\nø".encode()
    assert workspace.texts(delivery.id).rows() == [(2, "child_name", "Anna")]
    facts = workspace.facts(delivery.id, "grants")
    assert facts["delivery_id"].to_list() == [delivery.id]
    assert facts["grant_id"].to_list() == [1]
    assert workspace.check() == []


def test_earlier_and_remembered(workspace: Workspace) -> None:
    with workspace.importing() as session:
        assert session.earlier("finance").rows == 0
        assert session.remembered("finance") == {}
        read = postings_read(session, [posting(JAN, 10)], "increment", 202601)
        read.remember["forms"] = {"Beløb": "da"}
        delivery = session.commit(read, original=b"1", file_name="x", received_at=noon(JAN), known_from=JAN)  # type: ignore[arg-type]
        earlier = session.earlier("finance")  # a second file in the same session sees the first
        assert (earlier.rows, earlier.amount_oere) == (1, 1000)
        assert earlier.facts["postings"]["amount_oere"].to_list() == [1000]
        assert "grants" not in earlier.facts
        assert session.remembered("finance") == {"forms": {"Beløb": "da"}}
        assert session.earlier("finance", "andet").rows == 0
    workspace.withdraw(delivery.id, JAN, noon(JAN))
    with workspace.importing() as session:
        assert session.earlier("finance").rows == 0
        assert session.remembered("finance") == {}
