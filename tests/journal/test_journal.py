"""The journal on SQLite and on a real PostgreSQL: append-only, as of a day, at a position, no lost update."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from trinvis.journal import Entry, InvalidEntry, Journal, JournalError, LostUpdate
from trinvis.journal.store import TABLE
from trinvis.workspace import DataKey

JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def write(
    journal: Journal, text: str, known: date, *, key: str = "a", recorded: date | None = None, **more: Any
) -> Entry:
    day = recorded or known
    return journal.append(
        "note",
        key,
        {"text": text},
        by="Ida",
        recorded_at=datetime(day.year, day.month, day.day, 11, tzinfo=UTC),
        known_from=known,
        **more,
    )


def texts(journal: Journal, **seen: Any) -> list[str]:
    return [entry.values["text"] for entry in journal.entries("note", **seen)]


def test_an_entry_is_kept_as_it_was_written(journal: Journal, address: str, cipher: DataKey) -> None:
    written = journal.append(
        "risk",
        "sag 1",
        {
            "year": 2026,
            "price_oere": 105_000_000,
            "probability": 4000,
            "start": date(2026, 10, 1),
            "note": "Ny sag æøå",
        },
        by="Ida Økonom",
        recorded_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC),  # 00.30 on 1 April in Denmark
        known_from=MAR,
        effective_from=FEB,
        expected_version=0,
    )
    assert written == Entry(
        seq=1,
        kind="risk",
        key="sag 1",
        version=1,
        values={
            "year": 2026,
            "price_oere": 105_000_000,
            "probability": 4000,
            "start": "2026-10-01",
            "note": "Ny sag æøå",
        },
        by="Ida Økonom",
        recorded_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC),
        known_from=MAR,
        effective_from=FEB,
    )
    assert written.backdated
    again = Journal.open(address, cipher)
    assert again.entries() == [written]
    assert again.position() == 1
    again.close()


def test_the_last_of_each_key_holds(journal: Journal) -> None:
    for text, known in (("1", JAN), ("2", FEB), ("3", MAR)):
        write(journal, text, known)
    write(journal, "other", FEB, key="b")
    assert texts(journal) == ["3", "other"]
    assert texts(journal, as_of=date(2026, 1, 30)) == []
    assert texts(journal, as_of=JAN) == ["1"]
    assert texts(journal, as_of=FEB) == ["2", "other"]
    assert texts(journal, position=2) == ["2"]
    assert texts(journal, as_of=FEB, position=3) == ["2"]
    assert [e.values["text"] for e in journal.history("note", "a")] == ["1", "2", "3"]
    assert journal.entries("risk") == []


def test_a_backdated_entry_is_the_last_word_from_its_day(journal: Journal) -> None:
    write(journal, "1", JAN)
    write(journal, "2", MAR)
    late = write(journal, "3", FEB, recorded=MAR)
    assert late.backdated
    assert texts(journal, as_of=JAN) == ["1"]
    assert texts(journal, as_of=FEB) == ["3"]
    assert texts(journal, as_of=MAR) == ["3"]
    assert texts(journal, as_of=FEB, position=2) == ["1"]


def test_entries_of_different_effective_days_hold_side_by_side(journal: Journal) -> None:
    first = write(journal, "from January", JAN, effective_from=JAN)
    write(journal, "from March", JAN, effective_from=MAR)
    assert texts(journal) == ["from January", "from March"]
    write(journal, "from February after all", FEB, effective_from=FEB, replaces=first.seq)
    assert texts(journal) == ["from March", "from February after all"]
    assert texts(journal, as_of=JAN) == ["from January", "from March"]
    with pytest.raises(InvalidEntry, match=r"kan ikke erstatte nr\. 99"):
        write(journal, "x", FEB, replaces=99)


def test_a_parameter_holds_from_its_own_day(journal: Journal) -> None:
    for year, value in ((2025, 100), (2026, 110)):
        journal.append(
            "parameter",
            "discount_rate",
            {"name": "discount_rate", "value": value, "valid_from": date(year, 1, 1)},
            by="Ida",
            recorded_at=datetime(2026, 1, 31, 11, tzinfo=UTC),
            known_from=JAN,
        )
    assert [(e.effective_from, e.values["value"]) for e in journal.entries("parameter")] == [
        (date(2025, 1, 1), 100),
        (date(2026, 1, 1), 110),
    ]


def test_what_is_taken_back_is_gone_from_its_day(journal: Journal) -> None:
    write(journal, "1", JAN)
    instant = datetime(2026, 3, 31, 11, tzinfo=UTC)
    gone = journal.retract("note", "a", by="Ida", recorded_at=instant, known_from=MAR, expected_version=1)
    assert (gone.retracted, gone.version, gone.values) == (True, 2, {})
    assert texts(journal) == []
    assert texts(journal, as_of=FEB) == ["1"]
    with pytest.raises(InvalidEntry, match="findes ikke og kan ikke trækkes tilbage"):
        journal.retract("note", "a", by="Ida", recorded_at=instant, known_from=MAR)
    write(journal, "2", MAR)
    assert texts(journal) == ["2"]


def test_a_lost_update_is_refused(journal: Journal) -> None:
    write(journal, "1", JAN, expected_version=0)
    write(journal, "2", JAN, expected_version=1)
    for stale in (0, 1, 3):
        with pytest.raises(LostUpdate) as lost:
            write(journal, "3", JAN, expected_version=stale)
        assert (lost.value.expected, lost.value.found) == (stale, 2)
    assert str(lost.value) == (
        "Bemærkning »a« er ændret af en anden, siden du åbnede den (du havde udgave 3, nu er den 2); hent den igen, og gentag din ændring."
    )
    assert texts(journal) == ["2"]
    assert journal.version("note", "a") == 2
    assert journal.version("note", "b") == 0
    write(journal, "4", JAN)  # without an expectation nothing is checked
    assert texts(journal) == ["4"]


def test_of_writers_at_the_same_time_one_wins(address: str, cipher: DataKey) -> None:
    journals = [Journal.open(address, cipher) for _ in range(4)]
    outcome: list[str] = []
    gate = threading.Barrier(len(journals))

    def one(journal: Journal, name: str) -> None:
        gate.wait()
        for n in range(5):
            write(journal, f"{name}{n}", JAN, key=f"own {name} {n}")
        try:
            write(journal, name, JAN, expected_version=0)
            outcome.append("written")
        except LostUpdate:
            outcome.append("refused")

    threads = [threading.Thread(target=one, args=(j, str(n))) for n, j in enumerate(journals)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcome) == ["refused"] * 3 + ["written"]
    for journal in journals:
        assert [e.seq for e in journal.history()] == list(range(1, 22))  # 4 × 5 + 1, without a gap
        journal.close()


def test_what_cannot_be_written(journal: Journal) -> None:
    with pytest.raises(InvalidEntry, match="kendt fra 28.02.2026, for den skrives 31.01.2026".replace(".", r"\.")):
        write(journal, "x", FEB, recorded=JAN)
    with pytest.raises(InvalidEntry, match="mangler en nøgle"):
        write(journal, "x", JAN, key=" ")
    with pytest.raises(InvalidEntry, match="Journalen kender ikke »gossip«; vælg en af profile"):
        journal.append("gossip", "x", {}, by="Ida", recorded_at=datetime(2026, 1, 31, tzinfo=UTC), known_from=JAN)
    assert journal.position() == 0


def test_frame(journal: Journal) -> None:
    write(journal, "1", JAN)
    write(journal, "2", FEB)
    frame = journal.frame("note")
    assert frame.select("journal_seq", "entry_key", "version", "known_from", "by", "text").rows() == [
        (2, "a", 2, FEB, "Ida", "2")
    ]
    assert journal.frame("risk").schema["price_oere"] == pl.Int64
    assert journal.frame("risk").schema["start"] == pl.Date
    assert journal.frame("risk").is_empty()


def test_another_key_opens_nothing(address: str, cipher: DataKey) -> None:
    journal = Journal.open(address, cipher)
    write(journal, "x", JAN)
    journal.close()
    with pytest.raises(JournalError, match=r"nr\. 1 kan ikke læses med denne nøgle"):
        Journal.open(address, DataKey.new())


def test_what_stands_in_clear_cannot_be_changed_unnoticed(tmp_path: Path, cipher: DataKey) -> None:
    path = tmp_path / "journal.sqlite"
    write(Journal.open(str(path), cipher), "x", FEB)
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {TABLE} SET known_day = known_day - 30")
    with pytest.raises(JournalError, match="beskadiget"):
        Journal.open(str(path), cipher)


def test_nothing_typed_stands_in_clear(address: str, cipher: DataKey, tmp_path: Path) -> None:
    marks = ("Mærke1", "Mærke2", "Mærke3")
    journal = Journal.open(address, cipher)
    journal.append(
        "note", marks[0], {"text": marks[1]}, by=marks[2], recorded_at=datetime(2026, 1, 31, tzinfo=UTC), known_from=JAN
    )
    if address.startswith("postgresql"):
        import psycopg

        with psycopg.connect(address) as connection:
            kept = repr(connection.execute(f"SELECT * FROM {TABLE}").fetchall()).encode()
    else:
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(mark.encode() in kept for mark in marks)
    journal.close()


def test_a_server_that_is_not_there_is_one_danish_line_without_the_password() -> None:
    with pytest.raises(JournalError) as told:
        Journal.open("postgresql://ida:hemmeligt@127.0.0.1:1/nothing", DataKey.new())
    assert str(told.value).startswith("Journalen i PostgreSQL svarer ikke: ")
    assert "hemmeligt" not in str(told.value)
    assert "\n" not in str(told.value)
    with pytest.raises(JournalError, match="kan ikke åbnes"):
        Journal.open("/nowhere/at/all/journal.sqlite", DataKey.new())


def test_a_broken_connection_is_made_again(postgres: str, cipher: DataKey) -> None:
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {TABLE}")
        journal = Journal.open(postgres, cipher)
        write(journal, "1", JAN)
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    with pytest.raises(JournalError, match="svarer ikke"):
        journal.entries()
    assert texts(journal) == ["1"]
    journal.close()
