"""A crash at any step leaves the workspace as it was, or with the whole delivery; two imports at once take turns."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from typing import IO

import crash_child
import pytest
from workspace_readings import give

from trinvis.workspace import KeyFile, Workspace, WorkspaceBusy

JAN = date(2026, 1, 31)


def child(workspace: Workspace, key_file: KeyFile, action: str, stop_after: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, crash_child.__file__, str(workspace.root), str(key_file.path), action, str(stop_after)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def state(workspace: Workspace) -> tuple[object, ...]:
    """All that a user can see: deliveries, what counts, who is known, the next grant number."""
    with sqlite3.connect(workspace.root / "register.sqlite") as connection:
        identities = connection.execute("SELECT * FROM identities").fetchall()
        meta = connection.execute("SELECT * FROM meta").fetchall()
    return workspace.deliveries(), workspace.selection().to_json(), identities, meta


def folders(workspace: Workspace) -> set[str]:
    return {p.name for part in ("staging", "deliveries") for p in (workspace.root / part).glob("*")}


@pytest.fixture
def prepared(workspace: Workspace) -> Workspace:
    give(workspace, JAN, grants=crash_child.ROWS[:1])
    return workspace


def test_an_import_that_is_killed_at_every_step(prepared: Workspace, key_file: KeyFile, tmp_path: Path) -> None:
    steps: list[str] = []
    trial = tmp_path / "trial"
    shutil.copytree(prepared.root, trial)
    give(Workspace.open(trial, key_file), crash_child.FEB, grants=crash_child.ROWS, step=steps.append)
    assert steps == [
        "swept",
        "written identity.parquet",
        "written known_grants.parquet",
        "written grants.parquet",
        "written texts.bin",
        "written original.bin",
        "moved",
        "delivery written",
        "about to register",
        "registered",
    ]
    before = state(prepared)
    pristine = tmp_path / "pristine"
    shutil.copytree(prepared.root, pristine)
    for number, name in enumerate(steps, 1):
        shutil.rmtree(prepared.root)
        shutil.copytree(pristine, prepared.root)
        process = child(prepared, key_file, "import", number)
        assert process.wait(60) == -signal.SIGKILL, name
        after = Workspace.open(prepared.root, key_file)
        if name == "registered":
            assert [d.id for d in after.deliveries()] == ["000001", "000002"]
            assert after.check() == []
            continue
        assert state(after) == before, name
        assert {f.severity for f in after.check()} <= {"note"}, name
        delivery = give(after, crash_child.FEB, grants=crash_child.ROWS)  # and the next import finds nothing in its way
        assert delivery.id == "000002"
        assert folders(after) == {"000001", "000002"}, name
        assert after.check() == [], name
        assert after.facts("000002", "grants")["grant_id"].to_list() == [1, 2]


def test_a_change_of_key_that_is_killed_at_every_step(prepared: Workspace, key_file: KeyFile) -> None:
    number = prepared.facts("000001", "grants")["child_no"].item()
    for stop_after, name in enumerate(("prepared", "identities written", "about to rotate", "rotated"), 1):
        process = child(prepared, key_file, "rotate", stop_after)
        assert process.wait(60) == -signal.SIGKILL, name
        after = Workspace.open(prepared.root, key_file)
        assert after.names("child", [number]) == {number: "Anna"}, name
        assert after.check() == []
    assert not key_file.pending.path.exists()  # the last one was brought to its end


def test_what_was_not_committed_never_happened(prepared: Workspace) -> None:
    before = state(prepared)

    def stumble(step: str) -> None:
        if step == "about to register":
            raise RuntimeError("disk full")

    with pytest.raises(RuntimeError):
        give(prepared, crash_child.FEB, grants=crash_child.ROWS, step=stumble)
    assert state(prepared) == before
    assert [f.code for f in prepared.check()] == ["leftovers"]
    assert give(prepared, crash_child.FEB, grants=crash_child.ROWS).id == "000002"
    assert prepared.check() == []


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


def test_two_imports_at_once_one_waits_or_is_told(prepared: Workspace, key_file: KeyFile) -> None:
    holder = child(prepared, key_file, "hold")
    try:
        assert _line(holder.stdout) == "held"
        with pytest.raises(WorkspaceBusy) as told, prepared.importing():
            pass
        assert str(told.value).startswith("En anden indlæsning er i gang")
        with pytest.raises(WorkspaceBusy):
            prepared.withdraw("000001", JAN, prepared.deliveries()[0].received_at)
        with pytest.raises(WorkspaceBusy):
            prepared.rotate(timeout=0)
        assert len(prepared.deliveries()) == 1  # reading needs no turn
        threading.Timer(0.3, lambda: holder.stdin and holder.stdin.close()).start()
        started = time.monotonic()
        assert give(prepared, crash_child.FEB, grants=crash_child.ROWS).id == "000002"  # waits up to 5 seconds
        assert time.monotonic() - started > 0.2
    finally:
        holder.kill()
        holder.wait(10)


def test_threads_take_turns(workspace: Workspace) -> None:
    def one(n: int) -> None:
        give(workspace, JAN, grants=[{"cpr": f"{n}", "start": JAN}], scope=str(n))

    threads = [threading.Thread(target=one, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [d.id for d in workspace.deliveries()] == [f"{n:06d}" for n in range(1, 7)]
    assert workspace.selection().delivery_ids == tuple(f"{n:06d}" for n in range(1, 7))
    assert workspace.check() == []
