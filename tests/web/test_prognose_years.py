"""*Årene frem*: the page against the hall; scenarios typed, compared and taken back; a frame fitted; no interval anywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import openpyxl  # type: ignore[import-untyped]
import pytest
from tests.web.browser import logged_in
from tests.web.house import Page, opened, page
from tests.web.served import KEY, Served
from tests.web.test_accessibility import AXE, CHECK, NARROW, RULES, WIDE, WIDER, settled
from tests.web.test_every_figure import number_in, writings
from tests.web.test_keyboard import tab_to

from trinvis.municipality import Municipality
from trinvis.municipality.forecast_years import ForecastYears
from trinvis.presentation import forecast_years_page
from trinvis.reports import danish

DAY, YEAR = date(2026, 9, 30), 2026
HERE = f"/prognose/aar/?pr={DAY}"
PART = f"/prognose/aar/svar/{YEAR}/{DAY}/"
COMPARED = f"/prognose/aar/scenarier/{YEAR}/{DAY}/"
FORM = f"/prognose/aar/scenarie/?pr={DAY}"
TYPED = {
    "name": "Færre på institution", "note": "Flere plejefamilier.",
    "change-1": "shift", "kind-1": "institution", "to-1": "foster", "per_cent-1": "30", "from-1": "2027-01",
    "change-2": "price", "kind-2": "alle", "to-2": "", "per_cent-2": "98,5", "from-2": "2028",
}  # fmt: skip


@pytest.fixture(scope="module")
def hall(example_folder: Path) -> Iterator[Municipality]:
    with Municipality.open(example_folder, key=KEY) as kommune:
        yield kommune


@pytest.fixture(scope="module")
def made(hall: Municipality) -> ForecastYears:
    return hall.years_ahead(YEAR, DAY)


@pytest.fixture(scope="module")
def whole(site: Served) -> Page:
    return page(site.client(), f"{HERE}&alt=1&ramme=95.000.000")


def test_the_first_line_is_the_answer(whole: Page, made: ForecastYears) -> None:
    assert whole.status == 200
    assert f"<h1>{forecast_years_page.answer(made)}</h1>" in whole.html
    assert re.search(
        r"I 2027 venter vi [\d,]+ mio\. kr\. med dagens praksis, [\d,]+ mio\. kr\. (mere|mindre) end i år\.", whole.html
    )


def test_no_interval_is_given_and_it_is_said(whole: Page) -> None:
    assert forecast_years_page.UNTESTED in whole.html
    for never in ("80 %", "95 %", "percentil"):
        assert never not in whole.html


def test_every_figure_opens_and_says_the_same(whole: Page, hall: Municipality) -> None:
    seen = dict(opened(whole))
    assert len(seen) > 100
    for address, text in seen.items():
        found = hall.explain(address)
        assert number_in(text) in writings(found.value, found.unit), address
        if found.parts and address.startswith("years-ahead"):
            assert sum(part.amount_oere for part in found.parts) == found.value, address


def test_the_tables_add_up_on_the_page(whole: Page, made: ForecastYears) -> None:
    seen = dict(opened(whole))
    for year in made.years:
        rows = made.rows(year)
        assert seen[made.address("amount_oere", year)] == danish.kroner(sum(row.amount_oere for row in rows))
        assert seen[made.address("persons", year)] == danish.decimal(sum(row.persons for row in rows), 100, 2)


def test_an_opened_figure_has_a_page(site: Served, made: ForecastYears) -> None:
    row = made.rows(2027)[0]
    address = made.address("persons", 2027, kind=row.kind, step=str(row.step))
    shown = page(site.client(), f"/beregning/?{urlencode({'adresse': address})}")
    assert shown.status == 200
    assert "helårspersoner" in shown.html


def test_the_files_tie_to_the_page(site: Served, made: ForecastYears) -> None:
    client = site.client()
    found = json.loads(client.get(f"/prognose/aar/hent/typer/?pr={DAY}&form=json").text)
    for year in made.years:
        *rows, total = [row for row in found["rows"] if row["year"] == year]
        assert total["amount_oere"] == made.amount_oere(year) == sum(row["amount_oere"] for row in rows)
    text = client.get(f"/prognose/aar/hent/aar/?pr={DAY}&form=csv").text.lstrip("\ufeff")
    assert any(str(made.years[0]) in row for row in csv.reader(io.StringIO(text), delimiter=";"))
    for what in ("typer", "aar", "scenarier", "ramme"):
        answer = client.get(f"/prognose/aar/hent/{what}/?pr={DAY}&form=xlsx&ramme=95.000.000")
        assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames
    assert client.get(f"/prognose/aar/hent/ramme/?pr={DAY}").status == 404
    assert client.get(f"/prognose/aar/hent/andet/?pr={DAY}").status == 404


def test_a_frame_is_answered_with_a_paragraph(whole: Page, site: Served) -> None:
    assert re.search(r"Antallet skal ned fra [\d,]+ til [\d,]+ helårspersoner i 2027\.", whole.html)
    assert (
        "Rammen til det specialiserede børne- og ungeområdes indsatser er 95.000.000 kr. i budget 2027." in whole.html
    )
    client = site.client()
    for text, said in (("mange", "Rammen skal være et tal"), ("-1", "Rammen skal være 0 kr. eller mere")):
        answer = client.get(f"{HERE}&ramme={text}")
        assert answer.status == 200
        assert said in answer.text
    assert "hæv rammen" in client.get(f"{HERE}&ramme=1&type=foster").text
    assert "ikke blandt forudsætningerne" in client.get(f"{HERE}&ramme=1&type={quote('<b>')}").text


def test_a_scenario_is_typed_compared_changed_and_removed(own_site: Served) -> None:
    client = own_site.client()
    first = client.get(HERE).text
    assert f'hx-get="{PART}" hx-trigger="load"' in first
    assert "Ingen endnu." in first
    saved = client.post(FORM, version="0", **TYPED)
    assert (saved.status, "er gemt" in saved.text) == (200, True)
    assert f'hx-get="{COMPARED}" hx-trigger="load"' in saved.text
    answer = fragment_of(client.get(COMPARED, HX_Request="true").text)
    with Municipality.open(own_site.folder, key=KEY) as hall:
        ((one, outcome),) = hall.compare_scenarios(YEAR, DAY).outcomes
        assert one.note == TYPED["note"]
        assert [change.change for change in outcome.scenario.changes] == ["shift", "price"]
        for year, difference in outcome.whole.items():
            if year != YEAR:
                assert danish.kroner(difference.oere) in answer
                assert sum(effect.by_year[year].oere for effect in outcome.effects) == difference.oere
    again = f"{FORM}&noegle={quote(TYPED['name'])}"
    form = client.get(again).text
    assert 'value="98,5"' in form
    assert 'value="2027-01"' in form
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version is not None
    late = client.post(again, version="0", **TYPED)
    assert late.status == 400
    assert "har ændret den" in late.text
    twice = client.post(FORM, version="0", **TYPED)
    assert twice.status == 400
    assert "allerede et scenarie" in twice.text
    gone = client.post(again, version=version[1], handling="fjern", **TYPED)
    assert "er fjernet" in gone.text
    assert "Ingen endnu." in gone.text


def fragment_of(html: str) -> str:
    assert "<h1" not in html
    return html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Skriv et navn"),
        ({"per_cent-1": "meget"}, "Ændring 1: »Procent« skal være et tal fra 0 til 100"),
        ({"per_cent-2": "900"}, "Ændring 2: »Procent« skal være et tal fra 10 til 500"),
        ({"from-1": "2026-01"}, "Ændring 1: »Fra« skal være en måned efter"),
        ({"from-1": "snart"}, "Ændring 1: »Fra« skal være en måned efter"),
        ({"to-1": ""}, "Ændring 1: vælg den type"),
        ({"to-1": "institution"}, "er den samme type"),
        ({"change-1": "", "change-2": ""}, "vælg, hvad der ændres"),
        ({"kind-2": "ship"}, "findes ikke i kommunens indsatser"),
    ],
)
def test_what_is_typed_wrong_comes_back_with_a_sentence(site: Served, changed: dict[str, str], said: str) -> None:
    answer = site.client().post(FORM, version="0", **{**TYPED, **changed})
    assert answer.status == 400
    assert said in answer.text
    assert 'value="30"' in answer.text or "per_cent-1" in changed
    assert TYPED["note"] in answer.text


def test_a_year_that_is_over_is_said_so(site: Served) -> None:
    answer = site.client().get(f"/prognose/aar/?pr={DAY}&aar=2025&alt=1")
    assert answer.status == 200
    assert "Alle måneder i 2025 er lukket" in answer.text


def test_wide_narrow_and_by_keyboard(chromium: Any, site: Served) -> None:
    if not AXE.exists():
        pytest.skip("axe-core findes ikke: make setup-dev")
    axe = AXE.read_text(encoding="utf-8")
    for width, height in (WIDE, NARROW):
        seen = logged_in(chromium, site, width=width, height=height)
        for path in (f"{HERE}&ramme=95.000.000", FORM):
            settled(seen, path)
            seen.evaluate(axe)
            assert seen.evaluate(CHECK, RULES) == [], (path, width)
            assert seen.evaluate(WIDER) <= 0, (path, width)
        seen.context.close()
    keys = logged_in(chromium, site)
    settled(keys, HERE)
    tab_to(keys, "#f-ramme")
    keys.keyboard.type("95.000.000")
    keys.keyboard.press("Enter")
    keys.wait_for_selector("table.frame")
    keys.context.close()
