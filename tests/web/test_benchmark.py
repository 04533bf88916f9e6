"""*Sammenligning*: the page against the hall, the golden figures on it, every figure opened, files, pictures, axe and keys."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.municipality.national_files import TABLE_1_1, with_country, with_table_2_6
from tests.municipality.small import HOME, Kommune
from tests.staircase_spending.test_seed_001 import ADVISED
from tests.web.browser import logged_in
from tests.web.house import Page, opened, page
from tests.web.served import KEY, Served, served
from tests.web.test_accessibility import AXE, CHECK, NARROW, RULES, WIDE, WIDER, settled
from tests.web.test_every_figure import number_in, writings
from tests.web.test_keyboard import tab_to

from trinvis.municipality import Municipality
from trinvis.municipality.benchmark import Asked
from trinvis.presentation import benchmark_page
from trinvis.presentation.benchmark_pictures import PICTURES_OF
from trinvis.presentation.benchmark_tabs import TABS

DAY = date(2026, 2, 1)
TEN = ",".join(str(code) for code in ADVISED)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = with_country(Kommune(tmp_path_factory.mktemp("landet") / "kommune"))
    made.hall.close()
    with served(made.path) as running:
        yield running


@pytest.fixture(scope="module")
def advisory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = with_table_2_6(Kommune(tmp_path_factory.mktemp("raadgivning") / "kommune"), {HOME: TABLE_1_1[167]})
    made.hall.close()
    with served(made.path) as running:
        yield running


def path(tab: str, **asked: str) -> str:
    """The address of a tab as of the day."""
    where = "/sammenligning/" + (f"{tab}/" if tab else "")
    return f"{where}?pr={DAY}&aar=2026" + "".join(f"&{name}={value}" for name, value in asked.items())


@pytest.fixture(scope="module")
def tabs(country: Served) -> dict[str, Page]:
    client = country.client()
    return {tab: page(client, path(tab, indeks="eksempel", mod="uden_smaa_oeer_94")) for tab in TABS}


def test_the_first_line_answers_with_need_taken_along(tabs: dict[str, Page], country: Served) -> None:
    with Municipality.open(country.folder, key=KEY) as hall:
        made = hall.benchmark(DAY, Asked(against="uden_smaa_oeer_94", index="eksempel"))
        said = benchmark_page.answer(made)
    for found in tabs.values():
        assert found.status == 200
        assert f"<h1>{said}</h1>" in found.html
        assert "Beskrivende: viser ikke årsag" in found.html
        assert "faste 2019-priser (indeks: eksempel)" in found.html
    assert "mere end behovet tilsiger (2018)" in said or "mindre end behovet tilsiger (2018)" in said


def test_seed_000_on_the_page(tabs: dict[str, Page]) -> None:
    """Lines 39-101."""
    assert (
        "95,1 % af udgifterne er trinspecifikke: 13,7 af 14,4 mia. kr. i 2018 (98 kommuner)." in tabs["fordeling"].html
    )
    assert "Uden de fire små ø-kommuner 9.488 kr. (94 af 94)" in tabs["fordeling"].html
    assert "18 kommuner en andel til trin 2-3 over 50 % og 17 under 30 %" in tabs["andel"].html
    rows = dict(
        re.findall(
            r"Uden de fire små ø-kommuner</t[hd]><td>(Trin [^:]+):.*?class=\"opens\">([^<]*)</a></td><td>94</td>",
            tabs["andel"].html,
        )
    )
    assert rows == {"Trin 2-3": "7,60", "Trin 4-5": "0,90", "Trin 6": "−8,50", "Trin 4-6": "−7,60"}
    assert "det samme." in tabs["fordeling"].html


def test_seeds_001_and_003_on_the_page(advisory: Served) -> None:
    client = advisory.client()
    over_time = page(client, path("udvikling", mod=TEN)).html
    for kroner in ("672", "112", "508", "23"):  # Bilagstabel 2.6 [001:3288-3310]
        assert f">{kroner}</a>" in over_time
    ratio = page(client, path("forhold", mod=TEN)).html
    assert "Forholdet stiger i 6, er stabilt i 4 og falder i 0 af 10 kommuner fra 2016 til 2018" in ratio
    assert "5 kommuner ligger under 10,0 pct. og 5 over. Gennemsnittet af kommunerne er 9,7." in ratio
    for per_cent in ("46,5 %", "49,6 %", "57,6 %", "62,5 %", "64,3 %", "71,8 %"):  # T2, T3
        assert per_cent in ratio
    need = page(client, path("", mod="167,410,615,621,706,846")).html
    assert "1.015 kr. mere end behovet tilsiger (2015)" in need
    for kroner in ("1.015", "−2.020", "−1.815", "−2.281", "523", "−107"):  # [003:804-814]
        assert f">{kroner}</a>" in need
    children = page(client, path("boern", mod=TEN, tal="NT-1")).html
    assert ">−5,43</a>" in children  # T5


def test_every_figure_opens_and_says_the_same(tabs: dict[str, Page], country: Served) -> None:
    with Municipality.open(country.folder, key=KEY) as hall:
        for found in tabs.values():
            figures = list(opened(found))
            assert figures
            for address, text in figures[:: max(1, len(figures) // 25)]:
                behind = hall.explain(address)
                assert number_in(text) in writings(behind.value, behind.unit), (address, text)


def test_a_figure_is_opened_down_to_the_deliverys_row(country: Served) -> None:
    client = country.client()
    start = f"benchmark/2018/{DAY}/amount_oere?municipality={HOME}&steps=6"
    found = page(
        client, f"/beregning/?pr={DAY}&adresse={start.replace('&', '%26').replace('?', '%3F').replace('=', '%3D')}"
    )
    assert "som er tallet" in found.html
    row = next(href for href, text in found.links if text.startswith("Række "))
    assert "REGKC.csv" in client.get(row).text


def test_each_picture_has_its_table_and_can_be_fetched(tabs: dict[str, Page], country: Served) -> None:
    drawn = [block.picture for _, blocks in TABS.values() for block in blocks if block.picture]
    assert sorted(drawn) == sorted(PICTURES_OF)
    client = country.client()
    for found in tabs.values():
        assert found.html.count("<figure") == found.html.count("Se tallene som tabel")
    for measure in drawn:
        where = f"/sammenligning/hent/{measure}/?pr={DAY}&form="
        svg, png = client.get(f"{where}svg"), client.get(f"{where}png")
        assert svg.text.startswith("<svg")
        assert "viser ikke årsag" in svg.text
        assert png.content.startswith(b"\x89PNG")
        rows = list(csv.reader(io.StringIO(client.get(f"{where}csv").text), delimiter=";"))
        assert len(rows) > 1
    assert client.get(f"/sammenligning/hent/total/?pr={DAY}&form=svg").status == 404
    assert client.get(f"/sammenligning/hent/findesikke/?pr={DAY}").status == 404


def test_a_wrong_choice_and_nothing_imported_are_said(country: Served, tmp_path: Path) -> None:
    wrong = country.client().get(path("", mod="Atlantis"))
    assert wrong.status == 200
    assert "»Atlantis« er hverken et sæt, en region, en gruppe eller en kommune" in wrong.text
    kommune = Kommune(tmp_path / "tom")
    kommune.grants(
        "I-1;010115-9999;Anbringelse;Plejefamilie;Familien;Måned;41.500,00;01.01.2026;01.01.9999;Bevilget",
        date(2026, 1, 31),
    )
    kommune.hall.close()
    with served(kommune.path) as running:
        assert "Der er ingen regnskaber fra andre kommuner: hent dem ind" in running.client().get(path("")).text


def test_a_break_is_said_and_the_joint_category_shown(country: Served) -> None:
    found = page(country.client(), path("fordeling"))
    assert "Trin 2-3" in found.html
    assert "forebyggende indsatser for sig, 2015" in found.html


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "400"])
def test_axe_finds_nothing(chromium: Any, country: Served, size: tuple[int, int]) -> None:
    if not AXE.exists():
        pytest.skip("axe-core findes ikke: make setup-dev")
    window = logged_in(chromium, country, width=size[0], height=size[1])
    wrong = []
    for tab in TABS:
        settled(window, path(tab))
        for folded in window.query_selector_all("details:not(.moment)"):
            folded.evaluate("one => one.open = true")
        window.evaluate(AXE.read_text(encoding="utf-8"))
        wrong += [(tab, one) for one in window.evaluate(CHECK, RULES)]
        if window.evaluate(WIDER) > 0:
            wrong.append((tab, f"{window.evaluate(WIDER)} pixels too wide"))
    window.context.close()
    assert wrong == []


def test_the_choice_is_made_by_keyboard_alone(chromium: Any, country: Served) -> None:
    window = logged_in(chromium, country)
    settled(window, path("andel"))
    tab_to(window, ".choices summary")
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.name") == "mod"
    window.keyboard.type("Alle")
    tab_to(window, ".choosing button")
    window.keyboard.press("Enter")
    window.wait_for_url(lambda url: "mod=alle_98" in url)
    assert "Sammenlignet med alle kommuner" in window.inner_text("details.choices summary")
    window.context.close()
