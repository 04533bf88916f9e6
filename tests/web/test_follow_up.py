"""*Budgetopfølgning*: the page shows the hall's figures, and what is typed, approved and fetched there is kept."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.web.browser import logged_in
from tests.web.served import KEY, Served, copied, served

from trinvis.municipality import Municipality
from trinvis.presentation.follow_up_tables import facts_of
from trinvis.reports.cells import money
from trinvis.reports.csv_text import csv_bytes
from trinvis.reports.danish import kroner
from trinvis.reports.follow_up_table import follow_up_table
from trinvis.reports.json_text import json_bytes

DAY = date(2026, 9, 30)
PAGE = "/opfoelgning/?pr=2026-09-30&aar=2026"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
LAW = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(found => found.violations.map(v => v.id))"


@pytest.fixture(scope="module")
def hall(example_folder: Path) -> Iterator[Municipality]:
    with Municipality.open(example_folder, key=KEY) as opened:
        yield opened


@pytest.fixture(scope="module")
def written(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy that this file's tests write in, one after another."""
    with served(copied(example_folder, tmp_path_factory.mktemp("written") / "kommune")) as running:
        yield running


def links(text: str) -> dict[str, str]:
    """Address → what stands in the link to it, of every figure on a page."""
    found = {}
    for href, shown in re.findall(r'<a href="([^"]+)" class="opens">([^<]*)</a>', text):
        found[parse_qs(urlsplit(html.unescape(href)).query)["adresse"][0]] = html.unescape(shown)
    return found


@pytest.mark.parametrize("level", ["politikomraade", "budgetomraade", "omraade", "type", "konto"])
@pytest.mark.parametrize("measure", ["netto", "brutto"])
def test_every_figure_of_every_level_is_the_halls(site: Served, hall: Municipality, level: str, measure: str) -> None:
    page = site.client().get(f"{PAGE}&niveau={level}&opgoerelse={measure}&skala=kr&kolonner=alle").text
    found = links(page[: page.index('id="forklaringer"')])
    assert len(found) > 15
    asked = {figure: shown for figure, shown in found.items() if "_oere" in figure}
    chosen = list(asked)[:: max(1, len(asked) // 12)]
    for address in chosen:
        assert kroner(hall.explain(address).value) == asked[address], address


def test_an_area_opens_into_parts(site: Served) -> None:
    reader = site.client()
    assert "Kommunal plejefamilie" not in reader.get(PAGE).text
    opened = reader.get(f"{PAGE}&aabn=plejefamilier").text
    assert "Kommunal plejefamilie" in opened
    assert "Budgettet er lagt på området" in opened
    fragment = reader.get(f"{PAGE}&aabn=plejefamilier", HX_Request="true").text
    assert fragment.lstrip().startswith('<div id="opfoelgning">')


def test_what_lacks_an_explanation_stands_first_with_a_link(site: Served, hall: Municipality) -> None:
    page = site.client().get(PAGE).text
    lacking = hall.follow_up(2026, DAY).unexplained["area"].to_list()
    assert lacking
    top = page[page.index('id="mangler"') : page.index("<table")]
    assert re.findall(r'href="#forklaring-(\w+)"', top) == lacking
    for area in lacking:
        assert f'id="forklaring-{area}"' in page


def test_expected_underspend_is_asked_about_as_strictly(site: Served) -> None:
    """An area with an underspend over the threshold, and an overspend: both explanations are asked for until written."""
    page = site.client().get(PAGE).text
    asked = re.findall(r'id="forklaring-\w+".*?<h3>(.*?)</h3>', page, flags=re.DOTALL)
    assert any("mindreforbrug" in one for one in asked)
    assert any("merforbrug" in one for one in asked)


def test_an_unknown_choice_is_as_if_not_made(site: Served) -> None:
    answer = site.client().get(f"{PAGE}&niveau=galakse&opgoerelse=x&skala=y&sorter=zz&aabn=findesikke")
    assert answer.status == 200
    assert links(answer.text) == links(site.client().get(PAGE).text)


def test_the_files_hold_the_halls_figures(site: Served, hall: Municipality) -> None:
    reader = site.client()
    made = hall.follow_up(2026, DAY)
    table = follow_up_table(facts_of(made, DAY, synthetic=True))
    query = "?pr=2026-09-30&aar=2026"
    got = reader.get(f"/opfoelgning/eksport/json/{query}")
    assert got.content == json_bytes(table)
    assert got.headers["Content-Disposition"] == 'attachment; filename="budgetopfoelgning-2026-pr-2026-09-30.json"'
    assert reader.get(f"/opfoelgning/eksport/csv/{query}").content == csv_bytes(table)
    gross = json.loads(reader.get(f"/opfoelgning/eksport/json/{query}&opgoerelse=brutto").content)
    assert gross["totals"]["forecast_oere"] == hall.follow_up(2026, DAY, "gross").total["forecast_oere"]
    book = reader.get(f"/opfoelgning/eksport/xlsx/{query}")
    assert "xl/workbook.xml" in zipfile.ZipFile(BytesIO(book.content)).namelist()
    assert "altid netto" in reader.get(f"/opfoelgning/eksport/xlsx/{query}&opgoerelse=brutto").text
    assert reader.get("/opfoelgning/eksport/exe/").status == 404


def test_changes_between_any_two_days(site: Served, hall: Municipality) -> None:
    reader = site.client()
    moved = hall.changes(2026, date(2026, 7, 31), DAY)
    page = reader.get("/opfoelgning/aendringer/?siden=31.07.2026&pr=30.09.2026&aar=2026").text
    kinds = {a: shown for a, shown in links(page).items() if "detail" not in a}
    total = f"changes/2026/{moved.name}/amount_oere?moves=forecast"
    assert kinds.pop(total) == kroner(moved.total_after - moved.total_before)
    assert sum(hall.explain(a).value for a in kinds if "moves=forecast" in a) == moved.total_after - moved.total_before
    for address, shown in kinds.items():
        assert kroner(hall.explain(address).value) == shown
    child = next(row["child_no"] for row in moved.items.to_dicts() if row["child_no"])
    found = reader.get(f"/opfoelgning/aendringer/?siden=2026-07-31&pr=2026-09-30&soeg={child}", HX_Request="true").text
    rows = re.findall(r'<tr class="[^"]+">.*?</tr>', found, flags=re.DOTALL)
    assert rows
    assert all(str(child) in row for row in rows if 'class="total"' not in row)
    assert reader.get("/opfoelgning/aendringer/?siden=2026-12-31&pr=2026-09-30").status == 400
    assert reader.get("/opfoelgning/aendringer/?siden=godkendt-99&pr=2026-09-30").status == 400


def test_causes_add_up_between_figures_that_open(site: Served, hall: Municipality) -> None:
    for more in ("", "&mod=sidste-aar"):
        page = site.client().get(f"/opfoelgning/hvorfor/?pr=2026-09-30&aar=2026{more}").text
        for address, shown in links(page).items():
            assert kroner(hall.explain(address).value) == shown.removesuffix(" kr.")
        for part in page.split("<section>")[1:]:
            terms = re.findall(r'class="opens"[^>]*>([−\d.]+) kr\.', part.split("<table")[0])
            total = re.search(r"Merudgift i alt</th>.*?([−\d.]+)</td></tr></tfoot>", part, flags=re.DOTALL)
            if len(terms) == 2 and total:
                first, second, difference = (int(x.replace(".", "").replace("−", "-")) for x in (*terms, total[1]))
                assert abs(first - second - difference) <= 1  # each is rounded to whole kroner


def test_every_difference_opens_to_the_two_figures_it_lies_between(site: Served, hall: Municipality) -> None:
    """Totals of the causes, and the differences that no cause divides, against the budget and against last year."""
    for more, against in (("", "budget_oere"), ("&mod=sidste-aar", "last_year_oere")):
        page = site.client().get(f"/opfoelgning/hvorfor/?pr=2026-09-30&aar=2026{more}").text
        tables = re.findall(r"<table.*?</table>", page, flags=re.DOTALL)
        cells = [
            cell for table in tables for cell in re.findall(r'<t[dh][^>]*class="figure[^"]*">(.*?)</t[dh]>', table)
        ]
        assert cells
        assert [
            cell for cell in cells if re.search(r"\d", cell) and "adresse=" not in cell and "href" not in cell
        ] == []
        totals = [address for address in links(page) if "/total" in address]
        assert len(totals) > 1
        for address in totals:
            made = hall.explain(address)
            forecast, compared, *causes = made.inputs
            assert made.value == forecast.amount_oere - compared.amount_oere == sum(one.amount_oere for one in causes)
            assert f"/{against}" in compared.address


def form(page: str, area: str) -> dict[str, str]:
    """The fields of an area's form as the page gives them."""
    part = page[page.index(f'id="forklaring-{area}"') :]
    version = re.search(r'name="udgave" value="(\d+)"', part)
    assert version is not None
    return {"omraade": area, "udgave": version[1]}


def test_the_month_on_the_page(written: Served) -> None:
    """Explanations by two tabs, approval of what was shown, and the approval opened again."""
    one = written.client()
    send = "/opfoelgning/forklaring/?pr=2026-09-30&aar=2026"
    page = one.get(PAGE).text
    area = re.findall(r'href="#forklaring-(\w+)"', page)[0]
    fields = form(page, area)
    # nothing written: a sentence, nothing kept
    empty = one.post(send, **fields, tekst="  ")
    assert (empty.status, "Skriv en forklaring" in empty.text) == (400, True)
    # written: author and time are shown, and it is no longer missing
    assert one.post(send, **fields, tekst="Vi har fået\nto nye børn & en <b>dyr</b> plads.").status == 200
    page = one.get(PAGE).text
    part = page[page.index(f'id="forklaring-{area}"') :]
    assert "to nye børn &amp; en &lt;b&gt;dyr&lt;/b&gt; plads." in part
    assert re.search(rf"{written.name}, \d\d\.\d\d\.\d{{4}} kl\. \d\d\.\d\d", part)
    assert f'href="#forklaring-{area}"' not in page[page.index('id="mangler"') : page.index("<table")]
    # the other tab still has the old version: both texts are shown, nothing is lost, and the next save counts
    late = one.post(send, **fields, tekst="Min egen tekst.")
    assert late.status == 409
    assert "to nye børn" in late.text
    assert "Min egen tekst.</textarea>" in late.text
    assert written.name in late.text
    both = one.post(send, **form(late.text, area), tekst="To nye børn. Min egen tekst.")
    assert both.status == 200
    assert "To nye børn. Min egen tekst." in one.get(PAGE).text
    # a day before: the later text is not to be put out of force from there
    earlier = one.get("/opfoelgning/?pr=2026-08-31&aar=2026&forklar=" + area).text
    assert "nyere forklaring, kendt fra 30.09.2026" in earlier[earlier.index(f'id="forklaring-{area}"') :]
    refused = one.post("/opfoelgning/forklaring/?pr=2026-08-31&aar=2026", **fields, tekst="Gammelt.")
    assert refused.status == 400
    assert (
        "Gammelt.</textarea>"
        in one.post("/opfoelgning/forklaring/?pr=2026-08-31&aar=2026", **fields, tekst="Gammelt.").text
    )

    place = "/opfoelgning/godkend/?pr=2026-09-30&aar=2026"
    shown = one.get(place).text
    basis = re.search(r'name="grundlag" value="(\w+)"', shown)
    assert basis is not None
    assert "Mangler afvigelsesforklaring" in shown
    # something was typed after the page was opened: what is approved must be what was seen
    page = one.get(PAGE).text
    one.post(send, **form(page, area), tekst="Rettet igen.")
    stale = one.post(place, grundlag=basis[1])
    assert (stale.status, "Intet er godkendt" in stale.text) == (409, True)
    fresh = re.search(r'name="grundlag" value="(\w+)"', stale.text)
    assert fresh is not None
    done = one.post(place, grundlag=fresh[1])
    assert done.url.endswith("/opfoelgning/godkendt/1/")
    assert "Rettet igen." in done.text
    # sent twice approves once
    assert one.post(place, grundlag=fresh[1]).status == 409
    assert one.get("/opfoelgning/godkendt/2/").status == 404
    with Municipality.open(written.folder, key=KEY) as hall:
        for address, figure in links(done.text).items():
            if address.endswith("forecast_oere"):
                assert address.startswith("follow-up/2026/godkendt-1/")
                assert figure == money(hall.explain(address).value, "mio")
    again = one.get("/opfoelgning/godkendt/1/kontrol/", HX_Request="true").text
    assert "præcis de samme tal" in again
    since = one.get("/opfoelgning/aendringer/?siden=godkendt-1&pr=2026-09-30&aar=2026")
    assert "uændret" in since.text


def test_typed_and_saved_by_keyboard_alone(chromium: Any, written: Served) -> None:
    browsing = logged_in(chromium, written)
    try:
        browsing.goto(PAGE)
        area = browsing.evaluate(
            "document.querySelector('#mangler a').hash.slice(1)"
        )  # another than the test before took
        browsing.focus("#mangler a")
        browsing.keyboard.press("Enter")
        browsing.keyboard.press("Tab")  # from the jump's target: the deviation, then the field
        browsing.keyboard.press("Tab")
        browsing.keyboard.type("Skrevet med tastaturet alene.")
        browsing.keyboard.press("Tab")
        browsing.keyboard.press("Enter")
        browsing.wait_for_selector(f"#{area} .said.success")
        assert "Skrevet med tastaturet alene." in browsing.inner_text(f"#{area} .text")
        assert browsing.locator(f'#mangler a[href="#{area}"]').count() == 0
        # a fold opens by keyboard, keeps the focus, and the address can be sent on
        browsing.focus("#aabn-plejefamilier")
        browsing.keyboard.press("Enter")
        browsing.wait_for_selector("tr.part")
        assert browsing.evaluate("document.activeElement.id") == "aabn-plejefamilier"
        assert "aabn=plejefamilier" in browsing.url
        # logged out in another tab: a sentence, and what was typed stays
        browsing.goto(PAGE + "&forklar=slaegt_netvaerk")
        field = browsing.locator("#tekst-slaegt_netvaerk")
        field.fill("Dette må ikke forsvinde.")
        browsing.context.clear_cookies()
        browsing.click("#forklaring-slaegt_netvaerk form button")
        browsing.wait_for_selector("#messages [role=alert]")
        assert field.input_value() == "Dette må ikke forsvinde."
    finally:
        browsing.context.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core: make setup-tests")
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing_and_nothing_is_cut(chromium: Any, site: Served, width: int) -> None:
    browsing = logged_in(chromium, site, width=width)
    try:
        for path in (
            f"{PAGE}&aabn=plejefamilier&forklar=slaegt_netvaerk",
            f"{PAGE}&niveau=konto&kolonner=alle",
            "/opfoelgning/aendringer/?siden=2026-08-31",
            "/opfoelgning/hvorfor/",
            "/opfoelgning/godkend/",
        ):
            browsing.goto(path)
            browsing.evaluate(AXE.read_text("utf-8"))
            assert browsing.evaluate(LAW) == [], path
            assert browsing.evaluate("document.documentElement.scrollWidth") <= width, path
            assert browsing.locator("h1").count() == 1
    finally:
        browsing.context.close()


def test_a_file_is_fetched_with_a_word_while_it_is_written(browsing: Any) -> None:
    browsing.goto(PAGE)
    with browsing.expect_download(timeout=60_000) as download:
        browsing.click("a[data-wait]:has-text('Regneark')")
        assert "bliver skrevet" in browsing.inner_text("#henter")
    assert download.value.suggested_filename == "budgetopfoelgning-2026-pr-2026-09-30.xlsx"
    browsing.wait_for_selector("#henter:has-text('er hentet')")
