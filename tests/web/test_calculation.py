"""*Vis beregningen*: the page says what the command line says, adds up, and leads down to the file's own row."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from urllib.parse import quote

import pytest
from tests.web.served import KEY, Client, Served

from trinvis.municipality import Municipality
from trinvis.reports import danish

AREA = "follow-up/2026/2026-09-30/forecast_oere?area=plejefamilier"


def opened(client: Client, address: str, more: str = "") -> str:
    answer = client.get(f"/beregning/?adresse={quote(address, safe='')}{more}")
    assert answer.status == 200, (address, answer.status)
    return html.unescape(answer.text)


@pytest.fixture(scope="module")
def client(site: Served) -> Client:
    return site.client()


def written(oere: int) -> str:
    return f"{danish.kroner(oere, 2)} kr."


@pytest.mark.parametrize(
    "address",
    [
        AREA,
        "follow-up/2026/2026-09-30/forecast_oere",
        "follow-up/2026/2026-09-30/deviation_oere",
        "follow-up/2026/2026-09-30/last_year_oere",
        "follow-up/2026/2026-09-30/budget_oere?area=opholdssteder",
        "follow-up/2026/2026-09-30/spent_oere?area=uden_for_omraadet",
        "follow-up/2026/2026-09-30+gross/forecast_oere?area=plejefamilier",
        "commitments/2026/2026-09-30/amount_oere?area=opholdssteder",
        "changes/2026/2026-08-31..2026-09-30/amount_oere?area=plejefamilier",
        "changes/2026/2026-08-31..2026-09-30/amount_oere?kind=new",
    ],
)
def test_the_page_says_the_halls_figure_and_that_its_lines_add_up(client: Client, site: Served, address: str) -> None:
    with Municipality.open(site.folder, key=KEY) as kommune:
        value = kommune.explain(address).value
    page = opened(client, address)
    assert written(value) in re.search(r"<h1>.*?</h1>", page, re.S)[0]  # type: ignore[index]
    assert f"Linjerne giver {written(value)}, som er tallet." in page or "kind=new" in address
    total = re.findall(r'<tfoot>.*?class="figure">([^<]+)<', page, re.S)
    assert f"{total[0]} kr." == written(value)  # of the terms, the items or the lines
    assert "IKKE" not in page
    assert page.count('<tr class="line">') <= 500


def test_terms_open_further_and_add_up(client: Client) -> None:
    page = opened(client, AREA)
    terms = re.search(r'<table class="shown terms".*?</table>', page, re.S)
    assert terms is not None
    links = re.findall(r'href="(/beregning/\?adresse=[^"]+)"', terms[0])
    assert len(links) >= 4
    for link in links[:3]:
        assert "som er tallet" in html.unescape(client.get(link).text)


def test_a_share_leads_to_its_two_figures(client: Client) -> None:
    page = opened(client, "follow-up/2026/2026-09-30/deviation_pct")
    assert "Tallet er ingen sum" in page
    assert "deviation_oere" in page
    assert "Nævner: korrigeret budget" in page


def test_search_and_pages_never_change_the_total(client: Client, site: Served) -> None:
    with Municipality.open(site.folder, key=KEY) as kommune:
        lines = kommune.explain(AREA).lines
    count = lines.height
    page = opened(client, AREA)
    assert f"{count:,}".replace(",", ".") in page
    assert page.count("/beregning/raekke/") <= 200
    second = opened(client, AREA, "&side=2")
    assert f"Linje 201–400 af {count}" in second
    child = lines["child_no"].drop_nulls()[0]
    own = lines.filter(lines["child_no"] == child)
    found = client.get(
        f"/beregning/?adresse={quote(AREA, safe='')}&soeg={child}", HX_Request="true", HX_Target="lines-part"
    )
    assert "<html" not in found.text
    text = html.unescape(found.text)
    assert f"{own.height} af {count} linjer" in text
    assert written(int(own["signed_oere"].sum())) in text
    assert "Ingen linjer" in opened(client, AREA, "&soeg=findes-ikke")


def test_sorted_by_amount(client: Client, site: Served) -> None:
    with Municipality.open(site.folder, key=KEY) as kommune:
        largest = int(kommune.explain(AREA).lines["signed_oere"].max())  # type: ignore[arg-type]
    page = opened(client, AREA, "&sorter=signed_oere&retning=faldende")
    lines = re.search(r'<table class="shown lines".*?</tbody>', page, re.S)
    assert lines is not None
    assert re.findall(r'class="figure">([^<]+)</td>', lines[0])[0] == danish.kroner(largest, 2)


def test_files_are_the_same_table(client: Client, site: Served) -> None:
    with Municipality.open(site.folder, key=KEY) as kommune:
        found = kommune.explain(AREA)
    told = json.loads(client.get(f"/beregning/fil/?form=json&adresse={quote(AREA, safe='')}").text)
    assert told["value_oere"] == found.value
    assert sum(row["signed_oere"] for row in told["rows"]) == found.value
    rows = list(
        csv.reader(
            io.StringIO(client.get(f"/beregning/fil/?form=csv&adresse={quote(AREA, safe='')}").text), delimiter=";"
        )
    )
    assert len(rows) == found.lines.height + 2
    assert client.get(f"/beregning/fil/?form=xlsx&adresse={quote(AREA, safe='')}").content[:2] == b"PK"


def test_a_row_shows_the_files_cells_without_personal_numbers(client: Client) -> None:
    page = opened(client, AREA)
    link = re.search(r"/beregning/raekke/(\d+)/(\d+)/", page)
    assert link is not None
    row = html.unescape(client.get(link[0]).text)
    assert f"Række {link[2]} i " in row
    assert f"Levering {link[1]}" in row
    assert "Rækken, som den stod i filen" in row
    assert "(vises ikke)" in row
    assert not re.search(r"\b\d{6}-\d{4}\b", row)
    assert "/barn/" in row


def test_a_typed_row_shows_its_entry(client: Client) -> None:
    page = opened(client, "follow-up/2026/2026-09-30/estimates_oere")
    link = re.search(r"/beregning/journal/(\d+)/", page)
    assert link is not None
    entry = html.unescape(client.get(link[0]).text)
    assert f"Journal nr. {link[1]}" in entry
    assert "Skrevet af" in entry


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("abc", "kan ikke læses"),
        ("follow-up/2026/2026-13-30/forecast_oere", "hverken en dag"),
        ("follow-up/99999/2026-09-30/forecast_oere", "kan ikke læses"),
        ("follow-up/²/2026-09-30/forecast_oere", "kan ikke læses"),
        ("follow-up/2026/2026-09-30/findes_ikke", "findes ikke"),
        ("follow-up/2026/2026-09-30/forecast_oere?area=findes_ikke", "findes_ikke"),
        ("follow-up/2026/godkendt-99/forecast_oere", "ingen godkendelse nr. 99"),
        ("changes/2026/2026-08-31/amount_oere", "hverken en dag"),
        ("changes/2026/2026-08-31..2026-09-30/andet", "findes ikke"),
        ("commitments/2026/2026-09-30/amount_oere?zz=1", "zz"),
    ],
)
def test_a_bad_address_is_a_sentence(client: Client, address: str, says: str) -> None:
    answer = client.get(f"/beregning/?adresse={quote(address, safe='')}")
    assert answer.status == 400
    assert says in html.unescape(answer.text)
    assert 'role="alert"' in answer.text


def test_unknown_rows_are_sentences(client: Client) -> None:
    assert "ingen række 999999" in html.unescape(client.get("/beregning/raekke/000001/999999/").text)
    assert client.get("/beregning/raekke/999999/1/").status == 400
    assert "ingen nr. 999999" in html.unescape(client.get("/beregning/journal/999999/").text)


def test_the_link_works_for_a_colleague_after_login(site: Served) -> None:
    stranger = Client(site.address)
    path = f"/beregning/?adresse={quote(AREA, safe='')}"
    answer = stranger.get(path)
    assert "/login/" in answer.url
    target = re.search(r'name="next" value="([^"]+)"', answer.text)
    assert target is not None
    after = stranger.post("/login/", username=site.name, password=site.password, next=html.unescape(target[1]))
    assert "Plejefamilier" in after.text
    assert "Linjerne giver" in after.text
