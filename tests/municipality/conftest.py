"""The municipality under test, empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.municipality.small import Kommune


@pytest.fixture
def kommune(tmp_path: Path) -> Iterator[Kommune]:
    made = Kommune(tmp_path / "kommune")
    yield made
    made.hall.close()
