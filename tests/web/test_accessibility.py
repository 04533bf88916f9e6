"""axe (WCAG 2.1 AA) finds nothing on any page: wide, at 400 pixels, at 200 % zoom; nothing is cut; keys reach everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.browser import logged_in
from tests.web.house import walk
from tests.web.served import Served

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
WIDE, NARROW, ZOOMED = (1280, 900), (400, 800), (640, 450)
"""Half the width is what is left of 1280 pixels at 200 % zoom."""

CHECK = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '));
}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def paths(site: Served) -> list[str]:
    """One page of each kind."""
    return [found.path for found in walk(site.client())]


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core findes ikke: make setup-dev")
    return AXE.read_text(encoding="utf-8")


def settled(page: Any, path: str) -> None:
    """Open the page, and wait for what it fetches by itself."""
    page.goto(path)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("size", [WIDE, NARROW, ZOOMED], ids=["1280", "400", "200 %"])
def test_axe_finds_nothing(chromium: Any, site: Served, paths: list[str], axe: str, size: tuple[int, int]) -> None:
    page = logged_in(chromium, site, width=size[0], height=size[1])
    wrong = []
    for path in paths:
        settled(page, path)
        page.evaluate(axe)
        wrong += [(path, one) for one in page.evaluate(CHECK, RULES)]
        if page.evaluate(WIDER) > 0:
            wrong.append((path, f"the page is {page.evaluate(WIDER)} pixels wider than the window"))
    page.context.close()
    assert wrong == []


def test_axe_finds_nothing_in_print(chromium: Any, site: Served, paths: list[str], axe: str) -> None:
    page = logged_in(chromium, site)
    page.emulate_media(media="print")
    wrong = []
    for path in paths:
        settled(page, path)
        page.evaluate(axe)
        wrong += [(path, one) for one in page.evaluate(CHECK, RULES)]
    page.context.close()
    assert wrong == []


def test_the_login_page_too(chromium: Any, site: Served, axe: str) -> None:
    page = chromium.new_page(base_url=site.address)
    page.goto("/login/")
    page.evaluate(axe)
    assert page.evaluate(CHECK, RULES) == []
    page.close()


def test_keys_reach_the_content_first_and_focus_is_seen(browsing: Any) -> None:
    browsing.goto("/opfoelgning/")
    browsing.keyboard.press("Tab")
    assert browsing.evaluate("() => document.activeElement.className") == "skip"
    browsing.keyboard.press("Enter")
    assert browsing.evaluate("() => document.activeElement.id") == "main"
    browsing.keyboard.press("Tab")
    outline = browsing.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_every_page_answers_in_one_heading(site: Served, paths: list[str]) -> None:
    client = site.client()
    for path in paths:
        html = client.get(path).text
        assert html.count("<h1") == 1, path
