"""The example municipality, built once for all tests that only ask it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.example.example import KEY, NOW, Example

from trinvis.demo import files
from trinvis.demo.building import BUILDER, FROM_THE_START, fill
from trinvis.demo.plan import MUNICIPALITY
from trinvis.municipality import Municipality

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE not in item.path.parents:
            continue
        # one process builds the example, however many share the tests
        if "example" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("example"))
        if item.get_closest_marker("soak") and not os.environ.get("TRINVIS_SOAK"):
            item.add_marker(pytest.mark.skip(reason="kun i make soak"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """All 36 months, received through the municipality's own door."""
    folder = tmp_path_factory.mktemp("example")
    plan = files(folder / "filer")
    with Municipality.create(
        folder / "kommune", municipality=MUNICIPALITY, key=KEY, clock=lambda: NOW, by=BUILDER, known_from=FROM_THE_START
    ) as made:
        fill(made, plan, lambda *_: None)
    with Municipality.open(folder / "kommune", key=KEY) as hall:
        yield Example(hall, plan, folder / "kommune")
