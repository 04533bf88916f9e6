"""The doctor sees what has been changed outside the program."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from workspace_readings import give

from trinvis.workspace import Damaged, Workspace

DAY = date(2026, 1, 31)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    for _ in range(3):
        give(workspace, DAY, grants=[{"cpr": "1", "name": "Anna", "start": DAY}])
    assert workspace.check() == []
    return workspace


def _flip(workspace: Workspace, name: str) -> None:
    path = workspace.root / "deliveries" / "000002" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _forget(workspace: Workspace) -> None:
    with sqlite3.connect(workspace.root / "register.sqlite") as connection:
        for table, column in (("files", "delivery_id"), ("deliveries", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} > '000001'")


def _swap_identity(workspace: Workspace) -> None:
    with sqlite3.connect(workspace.root / "register.sqlite") as connection:
        connection.execute("UPDATE identities SET number = number + 1")


DAMAGE: dict[str, tuple[Callable[[Workspace], object], str, str]] = {
    "a changed fact file": (lambda w: _flip(w, "grants.parquet"), "file_changed", "grants.parquet"),
    "a changed sealed file": (lambda w: _flip(w, "original.bin"), "file_changed", "original.bin"),
    "a missing file": (lambda w: (w.root / "deliveries/000002/texts.bin").unlink(), "file_missing", "texts.bin"),
    "a missing delivery": (lambda w: shutil.rmtree(w.root / "deliveries/000003"), "file_missing", "000003"),
    "a register older than the files": (_forget, "unregistered", "000003"),
    "a moved identity": (_swap_identity, "identity_damaged", "1 rækker"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found(filled: Workspace, what: str) -> None:
    damage, code, word = DAMAGE[what]
    damage(filled)
    found = [f for f in filled.check() if f.code == code]
    assert found
    assert word in found[0].message
    assert found[0].severity == "error"
    assert found[0].message.endswith(".")


def test_files_newer_than_the_register_are_never_overwritten(filled: Workspace) -> None:
    _forget(filled)
    with pytest.raises(Damaged, match="trinvis doctor"):
        give(filled, DAY, grants=[{"cpr": "1", "start": DAY}])
    assert (filled.root / "deliveries" / "000003" / "grants.parquet").exists()


def test_a_damaged_sealed_file_is_one_danish_line(filled: Workspace) -> None:
    _flip(filled, "texts.bin")
    with pytest.raises(Damaged, match="er beskadiget"):
        filled.texts("000002")
