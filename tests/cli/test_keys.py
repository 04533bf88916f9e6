"""The master key: made outside the folder, found again, missed in one line."""

from __future__ import annotations

import base64
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trinvis.cli import edge
from trinvis.cli.wrong import Wrong

Ask = Callable[..., Any]
"""Runs a command line (see the fixture) and gives its status, output and errors."""


def key_files(home: Path) -> list[Path]:
    return sorted((home / "config" / "trinvis").glob("*"))


def test_init_makes_a_key_that_only_the_owner_reads(home: Path, ask: Ask) -> None:
    answer = ask("init", "ny", "--municipality", "Ballerup")
    assert answer.status == 0
    (key,) = key_files(home)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert str(key) in answer.out
    assert not any("key" in path.name for path in (home / "ny").rglob("*"))


def test_a_missing_key_is_one_line(home: Path, kommune: str, ask: Ask) -> None:
    (key,) = key_files(home)
    key.rename(home / "gemt")
    answer = ask("import", kommune, "indsatser.csv", "--source", "grants")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert str(key) in answer.err
    (home / "gemt").rename(key)
    assert ask("deliveries", kommune).status == 0


def test_a_wrong_key_is_one_line(kommune: str, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRINVIS_KEY", "00" * 32)
    answer = ask("import", kommune, "indsatser.csv", "--source", "grants")
    assert answer.status == 2
    assert answer.err.startswith("Nøglen passer ikke til arbejdsmappen")
    assert answer.err.count("\n") == 1


def test_the_key_may_stand_in_the_environment(home: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRINVIS_KEY", "0f" * 32)
    answer = ask("init", "ny", "--municipality", "151")
    assert "Nøglen er i TRINVIS_KEY" in answer.out
    assert key_files(home) == []
    monkeypatch.setenv("TRINVIS_KEY", base64.b64encode(bytes([15]) * 32).decode())
    assert ask("deliveries", "ny").status == 0


def test_the_key_file_may_be_named(home: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRINVIS_KEY_FILE", str(home / "usb" / "nøgle"))
    assert ask("init", "ny", "--municipality", "151").status == 0
    assert (home / "usb" / "nøgle").exists()
    assert ask("deliveries", "ny").status == 0


def test_the_key_is_changed(home: Path, kommune: str, ask: Ask) -> None:
    (key,) = key_files(home)
    before = key.read_text()
    answer = ask("key-rotate", kommune)
    assert answer.status == 0
    assert key.read_text() != before
    assert ask("doctor", kommune).status == 0
    key.write_text(before)
    assert ask("deliveries", kommune).status == 2


def test_a_key_of_the_environment_is_changed_to_the_next(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRINVIS_KEY", "0f" * 32)
    ask("init", "ny", "--municipality", "151")
    assert "TRINVIS_NEW_KEY" in ask("key-rotate", "ny").err
    monkeypatch.setenv("TRINVIS_NEW_KEY", "1e" * 32)
    assert ask("key-rotate", "ny").status == 0
    assert ask("deliveries", "ny").status == 2
    monkeypatch.setenv("TRINVIS_KEY", "1e" * 32)
    assert ask("deliveries", "ny").status == 0


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, "0f" * 31])
def test_what_is_no_key_is_never_repeated(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        edge.parse_key(text, "TRINVIS_KEY")
    assert "TRINVIS_KEY" in str(wrong.value)
    assert not text or text not in str(wrong.value)
