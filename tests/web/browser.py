"""Debian's Chromium, headless, as tests and pictures use it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.web.served import Served

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def found() -> str | None:
    """The browser's program; None where there is none."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


@contextmanager
def started() -> Iterator[Any]:
    """The browser, until the block ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        yield browser
        browser.close()


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
