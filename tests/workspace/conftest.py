"""Workspaces for tests: new, empty, with a key file beside them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # so that the readings can be shared with the child processes

from trinvis.workspace import KeyFile, Workspace


@pytest.fixture
def key_file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "keys" / "kommune.key")


@pytest.fixture
def workspace(tmp_path: Path, key_file: KeyFile) -> Workspace:
    return Workspace.create(tmp_path / "kommune", municipality=151, key=key_file)
