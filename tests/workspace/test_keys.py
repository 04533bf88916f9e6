"""The key lies outside; without it or with another one nothing opens; changing it rewrites the identity table and the wraps."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from workspace_readings import give

from trinvis.workspace import (
    KeyChanged,
    KeyFile,
    MissingKey,
    NotAWorkspace,
    Workspace,
    WorkspaceError,
    WrongKey,
    key_text,
    new_key,
    parse_key,
    workspace_id,
)
from trinvis.workspace.sealing import DataKey, SealBroken

DAY = date(2026, 1, 31)
ANNA = {"cpr": "010115-9999", "name": "Anna", "key": "F-1", "provider": "Hus", "start": DAY}


def one_line(error: pytest.ExceptionInfo[WorkspaceError]) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_a_missing_or_wrong_key_stops_with_one_line(workspace: Workspace, key_file: KeyFile, tmp_path: Path) -> None:
    with pytest.raises(WrongKey) as wrong:
        Workspace.open(workspace.root, new_key())
    assert one_line(wrong).startswith(f"Nøglen passer ikke til arbejdsmappen {workspace.root}")
    with pytest.raises(WrongKey):
        Workspace.open(workspace.root, b"short")
    with pytest.raises(MissingKey) as missing:
        Workspace.open(workspace.root, KeyFile(tmp_path / "none.key"))
    assert str(tmp_path / "none.key") in one_line(missing)
    key_file.path.write_text("not a key")
    with pytest.raises(WorkspaceError) as unreadable:
        Workspace.open(workspace.root, key_file)
    assert "er ikke en Trinvis-nøgle" in one_line(unreadable)


def test_what_is_no_workspace(tmp_path: Path, workspace: Workspace) -> None:
    with pytest.raises(NotAWorkspace, match="trinvis init"):
        Workspace.open(tmp_path / "nowhere", new_key())
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "register.sqlite").write_bytes(b"not a database, but long enough to be one" * 50)
    with pytest.raises(NotAWorkspace, match="kan ikke læses"):
        Workspace.open(tmp_path / "other", new_key())
    with pytest.raises(WorkspaceError, match="er ikke tom"):
        Workspace.create(workspace.root, municipality=151, key=new_key())
    with sqlite3.connect(workspace.root / "register.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 99 WHERE name = 'format'")
    with pytest.raises(WorkspaceError, match="nyere udgave"):
        Workspace.open(workspace.root, new_key())


def test_a_folder_whose_making_was_interrupted_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "k").mkdir()
    for name in ("register.sqlite.new", "register.sqlite.new-journal"):
        (tmp_path / "k" / name).write_bytes(b"half")
    made = Workspace.create(tmp_path / "k", municipality=151, key=new_key())
    assert made.check() == []
    assert [path.name for path in made.root.iterdir()] == ["register.sqlite"]


def test_the_key_may_not_lie_with_the_data(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="må ikke ligge i arbejdsmappen"):
        Workspace.create(tmp_path / "k", municipality=151, key=KeyFile(tmp_path / "k" / "secret" / "key"))
    assert not (tmp_path / "k").exists()


def test_a_key_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "a" / "b.key")
    key = file.create()
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.read() == key
    with pytest.raises(WorkspaceError, match="overskrives ikke"):
        file.create()
    assert parse_key(key_text(key), "TRINVIS_KEY") == key
    with pytest.raises(WorkspaceError, match="TRINVIS_KEY"):
        parse_key("æøå", "TRINVIS_KEY")


def test_the_workspace_opens_again(workspace: Workspace, key_file: KeyFile) -> None:
    delivery = give(workspace, DAY, grants=[ANNA])
    again = Workspace.open(workspace.root, key_file)
    assert (again.id, again.municipality) == (workspace.id, 151) == (workspace_id(workspace.root), 151)
    assert again.deliveries() == [delivery]
    assert Workspace.open(workspace.root, key_file.read()).texts(delivery.id)["text"].to_list() == ["Anna"]


def hashes(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and path.name != "register.sqlite"
    }


def test_rotation_rewrites_the_identity_table_and_the_wraps_alone(workspace: Workspace, key_file: KeyFile) -> None:
    delivery = give(workspace, DAY, grants=[ANNA])
    number = workspace.facts(delivery.id, "grants")["child_no"].item()
    old_key, files, mark = key_file.read(), hashes(workspace.root), workspace.key_mark("F-1")
    table = "SELECT mark, private FROM identities ORDER BY number"
    before = sqlite3.connect(workspace.root / "register.sqlite").execute(table).fetchall()
    secret = workspace.journal_key()

    workspace.rotate()

    assert key_file.read() != old_key
    assert not key_file.pending.path.exists()
    assert hashes(workspace.root) == files
    after = sqlite3.connect(workspace.root / "register.sqlite").execute(table).fetchall()
    assert len(after) == len(before)
    assert not {part for row in before for part in row} & {part for row in after for part in row}
    old_bytes = (workspace.root / "register.sqlite").read_bytes()
    assert not any(part in old_bytes for row in before for part in row)  # nothing lingers in free pages
    with pytest.raises(WrongKey):
        Workspace.open(workspace.root, old_key)
    for again in (workspace, Workspace.open(workspace.root, key_file)):
        assert again.names("child", [number]) == {number: "Anna"}
        assert again.texts(delivery.id)["text"].to_list() == ["Anna"]
        assert again.number("child", "0101159999") == number
        assert again.key_mark("F-1") == mark
        assert again.journal_key() == secret
        assert again.check() == []
    facts = workspace.facts(give(workspace, DAY, grants=[ANNA]).id, "grants")
    assert facts["child_no"].item() == number
    assert facts["grant_id"].item() == 1


def test_rotation_to_a_key_that_the_caller_keeps(workspace: Workspace, key_file: KeyFile) -> None:
    other = Workspace.open(workspace.root, key_file.read())
    with pytest.raises(WorkspaceError, match="angiv den nye nøgle"):
        other.rotate()
    give(workspace, DAY, grants=[ANNA])
    fresh = new_key()
    other.rotate(fresh)
    assert Workspace.open(workspace.root, fresh).check() == []
    with pytest.raises(KeyChanged, match="åbn den igen"):
        workspace.deliveries()[0] and workspace.texts("000001")


def test_a_seal_holds_its_place() -> None:
    key = DataKey.new()
    sealed = key.seal(b"content", "here")
    assert key.open(sealed, "here") == b"content"
    assert repr(key) == "DataKey()"
    broken = [
        sealed[:-1],
        sealed + b"x",
        sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:],
        b"",
        b"TVS1",
        b"TVS1\0\0\0\1\0",
    ]
    for damaged in broken:
        with pytest.raises(SealBroken):
            key.open(damaged, "here")
    with pytest.raises(SealBroken):
        key.open(sealed, "there")
    with pytest.raises(SealBroken):
        DataKey.new().open(sealed, "here")
