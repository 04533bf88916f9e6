"""A new user takes raw files to an approved follow-up in the browser, one file with a heading that nobody knows among them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.web.browser import logged_in
from tests.web.served import KEY, Served, served

from trinvis.demo import MUNICIPALITY, files
from trinvis.municipality import Municipality

SECONDS = 120
"""Of machine time, from the first page to the approval."""

ODD, HEADING = "posteringer_2026-03.csv", "Kr. i alt"


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Served]:
    """A municipality with nothing in it yet."""
    folder = tmp_path / "kommune"
    made = Municipality.create(folder, municipality=MUNICIPALITY, key=KEY, clock=lambda: datetime.now(UTC), by="prøve")
    made.close()
    with served(folder) as running:
        yield running


@pytest.fixture
def raw(tmp_path: Path) -> list[Path]:
    """The example's files, one of them with an unknown heading."""
    plan = files(tmp_path / "filer")
    found = [delivery.file for delivery in plan.deliveries]
    odd = next(path for path in found if path.name == ODD)
    content = odd.read_bytes().decode("cp1252")
    head, _, rest = content.partition("\n")
    assert "Beløb" in head
    odd.write_bytes(f"{head.replace('Beløb', HEADING)}\n{rest}".encode("cp1252"))
    return found


def test_from_raw_files_to_an_approved_follow_up(chromium: Any, empty_site: Served, raw: list[Path]) -> None:
    page = logged_in(chromium, empty_site)
    page.set_default_timeout(SECONDS * 1000)
    begin = time.monotonic()

    page.goto("/data/")
    page.set_input_files("input[name=filer]", [str(path) for path in raw])
    page.click("button:has-text('Læs filerne')")

    # the one file that nobody knows: what it is, then which heading is the amount
    odd = page.locator("section.file", has_text=ODD)
    odd.locator("select[name$=source]").select_option(label="Posteringer fra økonomisystemet")
    page.click("button:has-text('Læs igen med svarene')")
    odd.locator("fieldset", has_text="Filens overskrifter").get_by_label(HEADING).select_option(label="Beløb")
    page.click("button:has-text('Læs igen med svarene')")
    page.wait_for_selector(f"text={len(raw)} filer er klar")
    page.click("button:has-text('Hent ind')")
    page.wait_for_selector("h2:has-text('Hentet ind')")
    assert page.locator("ul.taken li").count() == len(raw)

    # the month that was sent twice
    page.goto("/data/?soeg=igen")
    page.locator("#deliveries tr", has_text="igen").locator("a").first.click()
    page.click("text=Træk leveringen tilbage")
    page.click("main form button:has-text('Træk tilbage')")

    # explain what must be explained, and approve
    page.goto("/opfoelgning/")
    page.wait_for_load_state("networkidle")
    missing = page.locator("form[action*=forklar]:has(textarea):visible")
    for _ in range(missing.count()):
        form = missing.first
        area = form.locator("input[name=omraade]").get_attribute("value")
        form.locator("textarea").fill("Flere anbringelser end forudsat; set i sagerne.")
        form.locator("button").click()
        page.wait_for_function("(area) => !document.querySelector(`#tekst-${area}`)?.checkVisibility()", arg=area)
    page.goto("/opfoelgning/godkend/")
    assert "Alle afvigelser, der skal forklares, er forklaret." in page.inner_text("main")
    answer = page.inner_text("h1")
    page.click("main form button:has-text('Godkend som nr. 1')")
    page.wait_for_selector("text=Godkendt opfølgning nr. 1")
    assert time.monotonic() - begin < SECONDS

    # what was approved is what the hall says, computed again to the byte
    page.context.close()
    with Municipality.open(empty_site.folder, key=KEY) as kommune:
        kept = kommune.approvals()[0]
        assert kommune.recompute(1) == kept.figures
        assert kept.by == empty_site.name
        made = kommune.follow_up(kept.year, kept.as_of)
        assert made.unexplained.is_empty()
        assert made.total["spent_oere"] > 0
        assert answer
