"""The example municipality, built once for all tests that only ask it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.example.example import Example, built_once

from trinvis.demo import files

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE not in item.path.parents:
            continue
        # what one process has reckoned the next test of it need not reckon again
        if "example" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("example"))
        if item.get_closest_marker("soak") and not os.environ.get("TRINVIS_SOAK"):
            item.add_marker(pytest.mark.skip(reason="kun i make soak"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """All 36 months, received through the municipality's own door."""
    made = built_once(tmp_path_factory, "example", files)
    with made.hall:
        yield made
