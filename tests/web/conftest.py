"""The example municipality served once for all tests that only read it; a browser where one is found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.example.example import built_once
from tests.web.served import Served, copied, served

from trinvis.demo import files

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


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
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        pytest.skip("Chromium findes ikke: make setup-tests")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browsing(chromium: Any, site: Served) -> Iterator[Any]:
    """A page in the browser, logged in at the example's pages (see ``logged_in``)."""
    with_page = logged_in(chromium, site)
    yield with_page
    with_page.context.close()


def logged_in(chromium: Any, running: Served, *, width: int = 1280, height: int = 900) -> Any:
    """A new browser page that is logged in at ``running``; errors of scripts and refused styles fail the test at once."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, base_url=running.address, locale="da-DK"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("console", lambda said: _complain(said) if said.type == "error" else None)
    page.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
    page.goto("/login/")
    page.fill("input[name=username]", running.name)
    page.fill("input[name=password]", running.password)
    page.click("main button")
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


def _complain(said: Any) -> None:
    if "status of 4" not in said.text:
        pytest.fail(f"console: {said.text}")
