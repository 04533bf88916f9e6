"""*Måneden*: the checklist says what the hall says, items are marked as seen, and it ends in approval."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.web.browser import logged_in
from tests.web.served import KEY, Served

from trinvis.municipality import Municipality
from trinvis.reports import danish


def test_the_month_is_looked_through(own_site: Served, chromium: Any) -> None:
    with Municipality.open(own_site.folder, key=KEY) as kommune:
        day = max(one.known_from for one in kommune.deliveries())
        made = kommune.month(day.year, day)
    client = own_site.client()
    page = html.unescape(client.get("/maaneden/").text)
    assert f"{made.done} af {len(made.items)} klaret" in page
    for item in made.items:
        assert item.title in page
        assert item.sentence in page
    total = danish.kroner(int(made.children["amount_oere"].sum()))
    assert total in re.search(r'<table class="shown moved".*?</table>', page, re.S)[0]  # type: ignore[index]

    team = made.children["team"].drop_nulls()[0]
    part = client.get(f"/maaneden/?team={team}", HX_Request="true", HX_Target="children-part").text
    own = made.children.filter(made.children["team"] == team)
    assert "<html" not in part
    assert danish.kroner(int(own["amount_oere"].sum())) in html.unescape(part)

    # an item that has changed since the page was opened is not marked
    wrong = client.post("/maaneden/set/", code="afstemning", sentence="noget andet")
    assert "har ændret sig" in html.unescape(wrong.text)

    # by keyboard in the browser
    browser = logged_in(chromium, own_site)
    browser.goto("/maaneden/")
    item = browser.locator(".checklist li", has_text="Forbehold i tallene")
    item.get_by_role("button").focus()
    browser.keyboard.press("Enter")
    browser.wait_for_selector("#messages .success")
    item = browser.locator(".checklist li", has_text="Forbehold i tallene")
    assert "Klaret" in item.inner_text()
    assert f"Set af {own_site.name}" in item.inner_text()
    assert f"{made.done + 1} af {len(made.items)} klaret" in browser.inner_text("h1")
    item.get_by_role("button").click()
    browser.wait_for_selector("text=åbnet igen")
    browser.get_by_role("link", name="Gå til godkendelse").click()
    assert "/opfoelgning/godkend/" in browser.url
    browser.context.close()
