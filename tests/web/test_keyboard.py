"""By keyboard alone: open a figure, change the day, approve the follow-up. Each page's own task is in its own test."""

from __future__ import annotations

from typing import Any

from tests.web.browser import logged_in
from tests.web.served import Served

MANY = 400


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the focus is on what ``selector`` finds."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def test_a_figure_opens_and_the_follow_up_is_approved(chromium: Any, own_site: Served) -> None:
    page = logged_in(chromium, own_site)
    page.goto("/opfoelgning/")
    tab_to(page, "table a.opens")
    said = page.evaluate("() => document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.wait_for_url("**/beregning/**")
    assert said.strip("−")[:2] in page.inner_text("h1")

    tab_to(page, "details.moment summary")
    page.keyboard.press("Enter")
    tab_to(page, "#pr")
    page.keyboard.press("Control+A")
    page.keyboard.type("31.08.2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**pr=31.08.2026**")
    assert "31. august 2026" in page.inner_text("header")
    assert said.strip("−")[:2] in page.inner_text("h1"), "the rest of what was asked is kept"

    page.goto("/opfoelgning/godkend/")
    tab_to(page, "main form.approve button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Godkendt opfølgning nr. 1")
    page.context.close()
