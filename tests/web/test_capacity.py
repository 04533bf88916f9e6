"""*Kapacitet*: the answer against the hall, every tab and area, figures that open and add up, files, pictures, axe and keys."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import openpyxl
import pytest
from tests.municipality.capacity_section_files import with_sections
from tests.municipality.small import Kommune
from tests.web.browser import logged_in
from tests.web.house import Page, opened, page
from tests.web.served import KEY, Client, Served, served
from tests.web.test_accessibility import AXE, CHECK, NARROW, RULES, WIDE, WIDER, settled
from tests.web.test_every_figure import number_in, writings
from tests.web.test_keyboard import tab_to

from trinvis.municipality import Municipality
from trinvis.municipality.capacity_asked import AREAS, Asked
from trinvis.municipality.capacity_figure import HIDDEN
from trinvis.presentation import capacity_page
from trinvis.presentation.capacity_order import QUESTIONS
from trinvis.presentation.capacity_tables import report_table
from trinvis.presentation.municipality import municipality_name

DAY = date(2026, 9, 30)
TABS = tuple(tab for tab in capacity_page.TABS if tab != "huse")
MOST_BYTES = 1_000_000
SAMPLE = 20
"""Figures of a tab that are opened."""


def path(tab: str = "", **asked: str) -> str:
    """The address of a tab as of the day."""
    where = "/kapacitet/" + (f"{tab}/" if tab else "")
    return f"{where}?pr={DAY}&aar=2026" + "".join(f"&{name}={value}" for name, value in asked.items())


@pytest.fixture(scope="module")
def reader(site: Served) -> Client:
    return site.client()


@pytest.fixture(scope="module")
def pages(reader: Client) -> dict[tuple[str, str], Page]:
    """Every tab of every area."""
    return {(tab, area): page(reader, path(tab, omraade=area)) for area in AREAS for tab in TABS}


@pytest.fixture(scope="module")
def hall(site: Served) -> Iterator[Municipality]:
    with Municipality.open(site.folder, key=KEY) as made:
        yield made


def test_every_tab_and_area_answers_and_is_light(pages: dict[tuple[str, str], Page]) -> None:
    for where, found in pages.items():
        assert found.status == 200, where
        assert found.html.count("<h1>") == 1, where
        assert QUESTIONS[where[0]] in found.html, where
        assert "Beskrivende: viser ikke årsag." in found.html, where
        assert len(found.html.encode()) < MOST_BYTES, where


def test_the_first_line_is_the_sections_own_sentence(pages: dict[tuple[str, str], Page], hall: Municipality) -> None:
    for area in AREAS:
        made = hall.capacity(DAY, Asked(area=area))
        for tab in TABS:
            answer = capacity_page.page_of(made, tab).answer
            heading = pages[tab, area].html.partition("<h1>")[2].partition("</h1>")[0]
            assert re.findall(r">([^<]+)</a>", heading) == [one.text for one in answer if one.address], (tab, area)


def test_a_section_without_data_says_what_it_lacks(pages: dict[tuple[str, str], Page]) -> None:
    """PPR has no offers: there is a sentence in place of tables, here and on the overview."""
    lacking = "Ingen tilbud fra 1. oktober er på områdets paragraffer"
    assert lacking in pages["pladser", "ppr"].html
    assert "<table" not in pages["pladser", "ppr"].html.partition("<main")[2]
    assert lacking in pages["", "ppr"].html


def test_every_figure_says_the_same_when_opened_and_its_lines_add_up(
    pages: dict[tuple[str, str], Page], hall: Municipality
) -> None:
    for where, found in pages.items():
        figures = list(dict.fromkeys(opened(found)))
        if "<table" not in found.html.partition("<main")[2]:
            continue
        assert figures, where
        for address, text in figures[:: max(1, len(figures) // SAMPLE)]:
            behind = hall.explain(address)
            assert _says(text, behind.value, behind.unit), (where, address, text, behind.value)
            if behind.unit == "kr." and behind.lines.height and "signed_oere" in behind.lines.columns:
                assert int(behind.lines["signed_oere"].sum()) == behind.value, address


def _says(text: str, value: int, unit: str) -> bool:
    """Whether a text is a way to write the figure; one with fewer decimals was rounded once, from what the hundredths are rounded from."""
    told = number_in(text)
    if unit == "kr.":
        return told in writings(value, unit) | writings(abs(value), unit)
    whole, _, part = told.removesuffix(" %").replace(".", "").replace("−", "-").partition(",")
    return abs(abs(float(f"{whole}.{part or 0}")) - abs(value) / 100) <= 0.5 * 10 ** -len(part) + 0.005 + 1e-9


def test_a_figure_is_opened_down_to_the_deliverys_row(reader: Client, pages: dict[tuple[str, str], Page]) -> None:
    where = next(href for href, _ in pages["oekonomi", "children"].links if "economy.years.egen" in href)
    first = page(reader, where)
    assert first.status == 200
    rows = [href for href, text in first.links if text.startswith("Række ")]
    deeper = [href for href, _ in first.links if href.startswith("/beregning/?adresse=capacity")]
    if not rows:  # in one year's prices: the year's own kroner are a step further in
        rows = [href for href, text in page(reader, deeper[0]).links if text.startswith("Række ")]
    assert "REGK" in reader.get(rows[0]).text


def test_many_tables_have_an_index_and_the_long_ones_are_shown_one_at_a_time(
    reader: Client, pages: dict[tuple[str, str], Page]
) -> None:
    found = pages["aktivitet", "adults"]
    targets = [href[1:] for href, _ in found.links if href.endswith("-del") and href.startswith("#")]
    assert len(targets) > 5
    assert all(f'id="{one}"' in found.html for one in targets)
    choices = [(href, text) for href, text in found.links if href.endswith("#lange") and "vis=" in href]
    assert len(choices) > 5
    assert found.html.count("pr. 1.000 i hver kommune, efter myndighedskommune</h2>") == 1
    href, text = choices[-1]
    other = page(reader, f"/kapacitet/aktivitet/{href.partition('#')[0]}")
    assert f'aria-current="true">{text}</a>' in other.html
    assert parse_qs(urlparse(href).query)["omraade"] == ["adults"]
    shown = parse_qs(urlparse(href).query)["vis"][0]
    assert f'id="{shown.replace(".", "-")}-del"' in other.html


def test_files_are_the_table_on_the_screen(reader: Client, hall: Municipality) -> None:
    made = hall.capacity(DAY, Asked(area="adults", own_name=municipality_name(hall, DAY)))
    for key in ("economy.years.egen", "staff.regions", "places.owners", "survey.coverage", "potentials.overview"):
        table = report_table(made, made.table(key), synthetic=True)
        where = f"/kapacitet/hent/{key}/?pr={DAY}&omraade=adults&form="
        rows = list(csv.reader(io.StringIO(reader.get(f"{where}csv").text.lstrip("\ufeff")), delimiter=";"))
        told = json.loads(reader.get(f"{where}json").text)["rows"]
        book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{where}xlsx").content))
        labels = [row["label"] for row in table.rows]
        assert [row["label"] for row in told] == labels
        in_csv = [cell for row in rows for cell in row]
        in_book = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
        assert all(label in in_csv and label in in_book for label in labels), key
        for row, other in zip(table.rows, told, strict=True):
            for name in (one.name for one in table.columns if one.kind == "oere"):
                assert other[name] == row[name], (key, name)


def test_pictures_can_be_fetched_and_each_has_its_table(reader: Client, pages: dict[tuple[str, str], Page]) -> None:
    for where, found in pages.items():
        assert found.html.count("<figure") == found.html.count("Se tallene som tabel"), where
    where = f"/kapacitet/hent/economy.municipalities.total/?pr={DAY}&form="
    assert reader.get(f"{where}svg").text.startswith("<svg")
    assert reader.get(f"{where}png").content.startswith(b"\x89PNG")
    assert reader.get(f"/kapacitet/hent/economy.years.egen/?pr={DAY}&form=svg").status == 404
    assert reader.get(f"/kapacitet/hent/economy.findes.ikke/?pr={DAY}").status == 404
    assert reader.get(f"/kapacitet/hent/findesikke/?pr={DAY}").status == 404


def test_the_report_is_fetched_from_the_overview(reader: Client, pages: dict[tuple[str, str], Page]) -> None:
    links = [href for href, _ in pages["", "ppr"].links if "/kapacitet/rapport/" in href]
    assert len(links) == 2
    docx = reader.get(next(href for href in links if "/docx/" in href))
    assert docx.content.startswith(b"PK")
    assert "kapacitet-ppr-2025.docx" in docx.headers["Content-Disposition"]
    assert reader.get(f"/kapacitet/rapport/exe/?pr={DAY}").status == 404
    assert reader.get(f"/kapacitet/rapport/pdf/?pr={DAY}&regnskab=1999").status == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"omraade": "aeldre"}, "»aeldre« kan ikke vælges"),
        ({"regnskab": "1999"}, "Der er intet regnskab for 1999"),
        ({"indeks": "findesikke"}, "Indekset »findesikke« har ingen tal"),
        ({"siden": "engang"}, "»engang« er intet årstal"),
        ({"fast": "x"}, "»x« er intet årstal"),
        ({"niveau": "bedst"}, "»bedst« kan ikke vælges"),
    ],
)
def test_a_wrong_choice_is_said_in_a_sentence(reader: Client, asked: dict[str, str], said: str) -> None:
    found = reader.get(path("oekonomi", **asked))
    assert found.status == 200
    assert said in found.text
    assert "Traceback" not in found.text


def test_an_unknown_long_table_shows_the_usual_one(reader: Client) -> None:
    found = page(reader, path("personale", omraade="adults", vis="findesikke"))
    assert found.status == 200
    assert 'id="staff-municipalities-total-del"' in found.html


def test_without_accounts_it_says_what_to_import(tmp_path: Path) -> None:
    kommune = Kommune(tmp_path / "tom")
    kommune.grants(
        "I-1;010115-9999;Anbringelse;Plejefamilie;Familien;Måned;41.500,00;01.01.2026;01.01.9999;Bevilget",
        date(2026, 1, 31),
    )
    kommune.hall.close()
    with served(kommune.path) as running:
        found = running.client().get(path())
        assert found.status == 200
        assert "Der er ingen regnskaber for Børn og unge: hent dem ind" in found.text
        assert "trinvis import" in found.text


def test_who_may_not_see_persons_sees_no_small_counts(tmp_path: Path) -> None:
    """The small country has counts of few: they are hidden, also in sentences, and nothing of them stands in a file's rows."""
    kommune = with_sections(Kommune(tmp_path / "kommune"))
    made = kommune.hall.capacity(DAY, Asked(area="children"))
    hidden = made.seen_by(persons=False)
    small = 0
    for section in ("activity", "places"):
        for table in made.section(section):
            shown = report_table(hidden, hidden.table(table.key), synthetic=False)
            for at, figure in table.figures.items():
                if figure.persons is not None and 0 < figure.persons < 5 and figure.value is not None:
                    small += 1
                    other = hidden.table(table.key).figure(*at)
                    assert other is not None
                    assert (other.value, other.missing) == (None, HIDDEN), (table.key, at)
            assert all(made.address((table.key, *at)) not in shown.addresses.values() for at in _small(table))
    assert small
    kommune.hall.close()


def _small(table: Any) -> list[tuple[str, str]]:
    return [at for at, one in table.figures.items() if one.persons is not None and 0 < one.persons < 5]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "400"])
def test_axe_finds_nothing(chromium: Any, site: Served, size: tuple[int, int]) -> None:
    if not AXE.exists():
        pytest.skip("axe-core findes ikke: make setup-dev")
    window = logged_in(chromium, site, width=size[0], height=size[1])
    wrong = []
    for area in AREAS:
        for tab in TABS:
            settled(window, path(tab, omraade=area))
            for folded in window.query_selector_all("details:not(.moment)"):
                folded.evaluate("one => one.open = true")
            window.evaluate(AXE.read_text(encoding="utf-8"))
            wrong += [(tab, area, one) for one in window.evaluate(CHECK, RULES)]
            if window.evaluate(WIDER) > 0:
                wrong.append((tab, area, f"{window.evaluate(WIDER)} pixels too wide"))
    window.context.close()
    assert wrong == []


def test_area_tab_choice_and_table_are_reached_by_keyboard_alone(chromium: Any, site: Served) -> None:
    window = logged_in(chromium, site)
    settled(window, path())
    tab_to(window, '.areas a[href*="omraade=adults"]')
    window.keyboard.press("Enter")
    window.wait_for_url("**omraade=adults**")
    tab_to(window, '.tabs a[href*="/personale/"]')
    window.keyboard.press("Enter")
    window.wait_for_url("**/personale/**")
    tab_to(window, ".choices summary")
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.name") == "regnskab"
    window.keyboard.type("2024")
    tab_to(window, ".choosing button")
    window.keyboard.press("Enter")
    window.wait_for_url(lambda url: "regnskab=2024" in url)
    assert "omraade=adults" in window.url
    assert "2024: vælg andet" in window.inner_text("details.choices summary")
    tab_to(window, "td a.opens")
    said = window.evaluate("document.activeElement.innerText")
    window.keyboard.press("Enter")
    window.wait_for_url("**/beregning/**")
    assert number_in(said).partition(",")[0] in window.inner_text("h1")
    window.context.close()
