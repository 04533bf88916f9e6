"""The example municipality served once for all tests that only read it; a browser where one is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.example.example import built_once
from tests.web.browser import found, logged_in, started
from tests.web.served import Served, copied, served

from trinvis.demo import files

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group("web"))


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's folder, built; not to be written in."""
    made = built_once(tmp_path_factory, "example", files)
    made.hall.close()
    return made.path


@pytest.fixture(scope="session")
def site(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The example's pages, for tests that only read."""
    with served(copied(example_folder, tmp_path_factory.mktemp("served") / "kommune")) as running:
        yield running


@pytest.fixture
def own_site(example_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """The example's pages on a copy of its own, for a test that writes."""
    with served(copied(example_folder, tmp_path / "kommune")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, headless; the test is skipped where there is none."""
    if found() is None:
        pytest.skip("Chromium findes ikke: make setup-tests")
    with started() as browser:
        yield browser


@pytest.fixture
def browsing(chromium: Any, site: Served) -> Iterator[Any]:
    """A page in the browser, logged in at the example's pages (see ``logged_in``)."""
    with_page = logged_in(chromium, site)
    yield with_page
    with_page.context.close()
