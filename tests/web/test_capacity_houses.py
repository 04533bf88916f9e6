"""*Kapacitet*, *Egne huse*: the answer against the hall, every figure opened, files and pictures, one of many chosen, axe and keys."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.municipality.capacity_section_files import with_sections
from tests.municipality.house_files import receive_grants, receive_places, stay
from tests.municipality.small import KEY, Kommune
from tests.web.browser import logged_in
from tests.web.house import Page, opened, page
from tests.web.served import Served, served
from tests.web.test_accessibility import AXE, CHECK, NARROW, RULES, WIDE, WIDER, settled
from tests.web.test_every_figure import number_in, writings
from tests.web.test_keyboard import tab_to

from trinvis.municipality import Municipality
from trinvis.presentation.capacity_houses_sentences import first_sentence, plain

KNOWN, DAY = date(2026, 4, 30), date(2026, 6, 30)
TAB = f"/kapacitet/huse/?pr={DAY}&aar=2026"
ENDED = stay(90, "2023-01-01", "2024-12-31", house="Familien", place="Plejefamilie", status="Afsluttet")


def with_houses(kommune: Kommune, houses: int) -> None:
    """So many houses of two, three … places with one fewer in each, one who left each in 2025, and one child outside."""
    rows, places = [ENDED, stay(91, "2026-01-01", house="Eksternhuset", kind="Privat", rate="4.000,00")], []
    for at in range(1, houses + 1):
        name = f"Hus {at}"
        rows.append(stay(100 * at, "2025-01-01", "2025-06-30", house=name, status="Afsluttet"))
        rows += [stay(100 * at + one, f"2025-{one:02d}-15", house=name) for one in range(1, at + 1)]
        places.append(f"151;{name};Døgninstitution;01.01.2025;;{at + 1};;;;1.200.000,00;350,00;")
    receive_grants(kommune, rows, KNOWN)
    receive_places(kommune, "\n".join(places), KNOWN)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two houses, and the country's accounts."""
    made = with_sections(Kommune(tmp_path_factory.mktemp("huse") / "kommune"))
    with_houses(made, 2)
    made.hall.close()
    with served(made.path) as running:
        yield running


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Seven houses, and no accounts."""
    made = Kommune(tmp_path_factory.mktemp("mange") / "kommune")
    with_houses(made, 7)
    made.hall.close()
    with served(made.path) as running:
        yield running


@pytest.fixture(scope="module")
def shown(two: Served) -> Page:
    return page(two.client(), TAB)


def test_the_first_line_says_when_and_what_it_costs(shown: Page, two: Served) -> None:
    with Municipality.open(two.folder, key=KEY) as hall:
        made = hall.capacity_houses(DAY)
        parts, sentences = first_sentence(made), [one.sentence for one in made.houses]
    assert shown.status == 200
    heading = shown.html.partition("<h1>")[2].partition("</h1>")[0]
    assert [one.text for one in parts if one.address] == [text for _, text in shown.links if f">{text}</a>" in heading]
    assert plain(parts).split(" (")[0] in heading
    assert len(sentences) == shown.html.count("måned for måned</h2>") == 2
    assert shown.html.count("<figure") == shown.html.count("Se tallene som tabel") == 2


def test_what_the_other_tabs_choose_is_not_asked_here(shown: Page, two: Served) -> None:
    assert 'aria-label="Områder"' not in shown.html
    assert 'class="choosing"' not in shown.html
    assert 'aria-current="page">Egne huse</a>' in shown.html
    overview = page(two.client(), f"/kapacitet/?pr={DAY}&aar=2026")
    assert 'aria-label="Områder"' in overview.html
    href = next(href for href, text in overview.links if text == "Egne huse" and href.startswith("/kapacitet/huse/"))
    assert "pr=2026-06-30" in href
    assert "<dt><a" in overview.html
    assert overview.html.rpartition("<dt>")[2].startswith('<a href="/kapacitet/huse/')


def test_every_figure_opens_and_says_the_same(shown: Page, two: Served) -> None:
    figures = list(opened(shown))
    assert len(figures) > 300
    with Municipality.open(two.folder, key=KEY) as hall:
        for address, text in figures:
            behind = hall.explain(address)
            assert number_in(text) in writings(behind.value, behind.unit), (address, text)


def test_a_figure_is_opened_down_to_the_deliverys_row(shown: Page, two: Served) -> None:
    client = two.client()
    where = next(href for href, _ in shown.links if "at_end" in href and "202604" in href)
    found = page(client, where)
    assert "Hus 1: personer den sidste dag i måneden, april 2026" in found.html
    row = next(href for href, text in found.links if text.startswith("Række "))
    assert "grants.csv" in client.get(row).text
    ahead = page(client, next(href for href, _ in shown.links if "places" in href and "202701" in href))
    assert "Hus 1: normerede pladser den sidste dag i måneden, januar 2027: <span" in ahead.html
    row = next(href for href, text in ahead.links if text.startswith("Række "))
    assert "places.csv" in client.get(row).text


def test_tables_and_pictures_can_be_fetched(shown: Page, two: Served) -> None:
    client = two.client()
    files = [href for href, _ in shown.links if "/huse/hent/" in href]
    assert len(files) == 3 * 4 + 2 * 2
    for href in files:
        answer, form = client.get(href), href.rpartition("form=")[2]
        assert answer.status == 200, href
        if form == "csv":
            assert len(list(csv.reader(io.StringIO(answer.text), delimiter=";"))) > 1
        elif form == "json":
            assert json.loads(answer.text)["rows"]
        elif form == "svg":
            assert answer.text.startswith("<svg")
        else:
            assert answer.content[:2] in (b"PK", b"\x89P")
    for wrong in ("houses/?form=svg", "findesikke/?form=csv", "houses/?form=exe"):
        assert client.get(f"/kapacitet/huse/hent/{wrong}&pr={DAY}").status == 404


def test_without_houses_it_says_what_to_import_and_is_reached_without_accounts(tmp_path: Path) -> None:
    kommune = Kommune(tmp_path / "tom")
    receive_grants(kommune, [ENDED], KNOWN)
    kommune.hall.close()
    with served(kommune.path) as running:
        client = running.client()
        overview = page(client, f"/kapacitet/?pr={DAY}")
        href = next(href for href, text in overview.links if text == "Egne huse")
        found = page(client, href)
        assert found.status == 200
        assert "<h1>Der er ikke oplyst pladser i egne huse: hent tabellen" in found.html
        assert "trinvis import" in found.html
        assert "<table" not in found.html


def test_one_of_many_is_chosen_by_keyboard_alone(chromium: Any, many: Served) -> None:
    window = logged_in(chromium, many)
    settled(window, TAB)
    headings = [one.inner_text() for one in window.query_selector_all("main section > h2")]
    assert headings == ["Alle huse", "Selv eller købe ude", "Hus 1"]
    tab_to(window, "#c-hus")
    window.keyboard.type("Hus 5")
    tab_to(window, ".choosing button")
    window.keyboard.press("Enter")
    window.wait_for_url(lambda url: "hus=" in url)
    assert "pr=2026-06-30" in window.url
    assert window.query_selector_all("main section > h2")[-1].inner_text() == "Hus 5"
    assert window.evaluate("document.querySelector('#c-hus').selectedOptions[0].text") == "Hus 5"
    window.context.close()


def test_the_months_are_opened_and_a_figure_followed_by_keyboard(chromium: Any, two: Served) -> None:
    window = logged_in(chromium, two)
    settled(window, TAB)
    tab_to(window, ".picture .beside summary")
    window.keyboard.press("Enter")
    tab_to(window, ".picture .beside td a.opens")
    said = window.evaluate("document.activeElement.innerText")
    window.keyboard.press("Enter")
    window.wait_for_url("**/beregning/**")
    assert number_in(said) in window.inner_text("h1")
    window.context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "400"])
def test_axe_finds_nothing(chromium: Any, two: Served, many: Served, size: tuple[int, int]) -> None:
    if not AXE.exists():
        pytest.skip("axe-core findes ikke: make setup-dev")
    wrong = []
    for running in (two, many):
        window = logged_in(chromium, running, width=size[0], height=size[1])
        settled(window, TAB)
        for folded in window.query_selector_all("details:not(.moment)"):
            folded.evaluate("one => one.open = true")
        window.evaluate(AXE.read_text(encoding="utf-8"))
        wrong += window.evaluate(CHECK, RULES)
        if window.evaluate(WIDER) > 0:
            wrong.append(f"{window.evaluate(WIDER)} pixels too wide")
        window.context.close()
    assert wrong == []
