"""By keyboard alone: open a figure, change the day, approve the follow-up; map a heading, import, withdraw a delivery."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.web.browser import logged_in
from tests.web.served import KEY, Served

from trinvis.municipality import Municipality

MANY = 400
HEADING = "Kr. i alt"
POSTINGS = f"Bilag;Bogføringsdato;Konto;{HEADING}\n" + "".join(
    f"B{i};0{i}-10-2026;01005-528211011-015206-529CPR---;{100 * i},50\n" for i in range(1, 4)
)
"""Three postings in October 2026 under a heading that nobody knows: 100,50 + 200,50 + 300,50 = 601,50 kr."""


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


def press(page: Any, selector: str) -> None:
    """Tab to what ``selector`` finds, and press Enter."""
    tab_to(page, selector)
    page.keyboard.press("Enter")


def choose(page: Any, selector: str, text: str) -> None:
    """Tab to a field with choices, and type the beginning of one."""
    tab_to(page, selector)
    page.keyboard.type(text)
    assert page.evaluate("() => document.activeElement.selectedOptions[0].label").startswith(text)


def test_an_unknown_heading_is_mapped_and_the_file_comes_in(chromium: Any, own_site: Served, tmp_path: Path) -> None:
    file = tmp_path / "oktober.csv"
    file.write_text(POSTINGS, "utf-8")
    page = logged_in(chromium, own_site)
    page.goto("/data/")
    tab_to(page, "#files")
    page.set_input_files("#files", str(file))
    press(page, "form[data-drop] button")
    page.wait_for_selector("select[name$=-source]")
    choose(page, "select[name$=-source]", "Posteringer")
    press(page, "button[value=se]")

    page.wait_for_selector("text=mangler en overskrift for")
    field = page.get_by_label(HEADING).get_attribute("id")
    choose(page, f"[id='{field}']", "Beløb")
    press(page, "button[value=se]")
    page.wait_for_selector("button[value=hent]")
    assert "hentes 3 ind, ingen afvises" in page.inner_text("section.file")
    press(page, "button[value=hent]")
    page.wait_for_selector("h2:has-text('Hentet ind')")
    with Municipality.open(own_site.folder, key=KEY) as kommune:
        kept = kommune.deliveries()[-1]
        assert (kept.source, kept.file_name, kept.counts["accepted"]) == ("finance", "oktober.csv", 3)
        assert kept.counts["accepted_oere"] == 60_150
        assert kommune.entries("form")[-1].values["headers"][HEADING] == "amount_oere"
    page.context.close()


def test_a_delivery_is_withdrawn(chromium: Any, own_site: Served) -> None:
    with Municipality.open(own_site.folder, key=KEY) as kommune:
        newest = kommune.deliveries()[-1]
        assert newest.id in kommune.in_force()
    page = logged_in(chromium, own_site)
    page.goto("/data/")
    press(page, f"table.deliveries a[href$='/{newest.id}/']")
    page.wait_for_url(f"**/data/levering/{newest.id}/")
    press(page, "main a[href$='/traek-tilbage/']")
    page.wait_for_url("**/traek-tilbage/")
    tab_to(page, "#day")
    page.keyboard.press("Control+A")
    page.keyboard.type(f"{newest.known_from:%d.%m.%Y}")
    press(page, "main form button")
    page.wait_for_selector("text=tæller ikke fra")
    assert "trukket tilbage" in page.inner_text("main").casefold()
    with Municipality.open(own_site.folder, key=KEY) as kommune:
        assert kommune.delivery(newest.id).withdrawn_from == newest.known_from
        assert newest.id not in kommune.in_force()
    page.context.close()
