"""*Disponering*: the page's figures are the hall's, filters keep the totals, what is typed stands, two tabs lose nothing."""

from __future__ import annotations

import re
import time
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import quote, unquote_plus

import polars as pl
import pytest
from tests.web.browser import logged_in
from tests.web.served import KEY, Answer, Client, Served

from trinvis.municipality import Municipality
from trinvis.reports import danish

AT = "pr=2026-09-30&aar=2026"


@pytest.fixture(scope="module")
def hall(site: Served) -> Any:
    with Municipality.open(site.folder, key=KEY) as opened:
        yield opened


@pytest.fixture(scope="module")
def made(hall: Municipality) -> Any:
    return hall.commitments(2026, date(2026, 9, 30))


def totals(answer: Answer) -> list[str]:
    """The texts of the foot's cells."""
    foot = answer.text.split("<tfoot>")[1].split("</tfoot>")[0]
    return [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", foot)]


def total(answer: Answer) -> str:
    """What the foot says under *I alt 2026*."""
    head = answer.text.split("<thead>")[1].split("</thead>")[0]
    names = [re.sub("<[^>]+>", "", cell).strip(" ↑↓") for cell in re.findall(r"<th[^>]*>(.*?)</th>", head)]
    return totals(answer)[names.index("I alt 2026")]


def rows(answer: Answer) -> int:
    return answer.text.split("<tbody>")[1].split("</tbody>")[0].count("<tr")


def test_the_totals_are_the_halls_whatever_is_shown(site: Served, made: Any) -> None:
    answer = site.client().get(f"/disponering/?{AT}")
    months = dict(made.lines.group_by("month").agg(pl.col("amount_oere").sum()).iter_rows())
    assert totals(answer)[-12:] == [danish.kroner(months[202600 + m]) for m in range(1, 13)]
    assert total(answer) == danish.kroner(made.total["amount_oere"])
    assert rows(answer) == 100
    assert f"{made.lines['child_no'].n_unique() - 100} rækker mere" in answer.text.replace(".", "")


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [
        ("omraade=plejefamilier", "area", "plejefamilier"),
        ("trin=6", "step", 6),
        ("sted=institution", "placement_type", "institution"),
        ("status=granted", "status", "granted"),
        ("distrikt=Nord", "district", "Nord"),
    ],
)
def test_a_filter_keeps_what_fits_and_its_total_opens(
    site: Served, hall: Municipality, made: Any, query: str, column: str, value: object
) -> None:
    answer = site.client().get(f"/disponering/?{AT}&{query}", HX_Request="true")
    assert "<html" not in answer.text
    own = made.lines.filter(pl.col(column) == value)
    assert total(answer) == danish.kroner(own["amount_oere"].sum())
    address = f"commitments/2026/2026-09-30/amount_oere?{column}={value}"
    assert quote(address, safe="") in answer.text
    assert hall.explain(address).value == own["amount_oere"].sum()


@pytest.mark.parametrize(
    ("by", "column"), [("indsats", "grant_id"), ("omraade", "area"), ("type", "intervention_type"), ("trin", "step")]
)
def test_grouped_otherwise_the_total_is_the_same(site: Served, made: Any, by: str, column: str) -> None:
    answer = site.client().get(f"/disponering/?{AT}&efter={by}", HX_Request="true")
    assert total(answer) == danish.kroner(made.total["amount_oere"])
    assert rows(answer) == min(100, made.lines[column].n_unique())


def test_a_child_is_found_by_name_and_by_number(site: Served, hall: Municipality, made: Any) -> None:
    child = made.lines["child_no"][0]
    name = hall.names("child", [child])[child]
    by_number = site.client().get(f"/disponering/?{AT}&soeg={child}", HX_Request="true")
    assert rows(by_number) == 1
    assert name in by_number.text
    numbers = made.lines["child_no"].unique().to_list()
    same = [number for number, called in hall.names("child", numbers).items() if called == name]
    by_name = site.client().get(f"/disponering/?{AT}&soeg={quote(name.upper())}", HX_Request="true")
    own = made.lines.filter(pl.col("child_no").is_in(same))["amount_oere"].sum()
    assert total(by_name) == danish.kroner(own)
    addresses = re.findall(r'adresse=([^"&]+)', by_name.text.split("<tfoot>")[1])
    assert hall.explain(unquote_plus(unescape(addresses[0]))).value == own


@pytest.mark.parametrize("by", ["barn", "trin"])
def test_a_search_that_finds_most_children_has_totals_that_open(site: Served, hall: Municipality, by: str) -> None:
    answer = site.client().get(f"/disponering/?{AT}&soeg=1&efter={by}", HX_Request="true")
    found = next(int(number) for number in re.findall(r"([\d.]+) indsatser, ", answer.text.replace(".", "")))
    assert found > 600
    body, foot_part = answer.text.split("<tbody>")[1].split("<tfoot>")
    links = re.findall(r'href="([^"]+adresse=[^"]+)"[^>]*>([^<]*)<', answer.text)
    assert max(len(link) for link, _ in links) < 3_000
    opened = re.compile(r'adresse=([^"&]+)"[^>]*>([−\d.]+)<')
    foot = opened.findall(foot_part)
    assert len(foot) == 14
    for address, said in [*foot, *opened.findall(body)[:40]]:
        assert danish.kroner(hall.explain(unquote_plus(unescape(address))).value) == said
    title = unescape(site.client().get(f"/beregning/?adresse={foot[0][0]}").text.split("<h1>")[1])
    assert f"{danish.decimal(found)} indsatser" in title


@pytest.mark.parametrize("slug", ["uden-indsats", "ikke-betalt", "afviger", "efter-stop"])
def test_every_sum_of_a_reconciliation_list_opens_to_rows_that_add_up(
    site: Served, hall: Municipality, slug: str
) -> None:
    """Cells and totals, of the whole list and of each area."""
    path = f"/disponering/afstemning/?{AT}&liste={slug}"
    page = site.client().get(path).text
    areas = re.findall(r'<option value="([a-z_]+)"', page)
    assert areas
    for more in ("", "&taeller=ja", *(f"&omraade={area}" for area in areas)):
        text = site.client().get(path + more).text.split("<table")[1].split("</table>")[0]
        figures = re.findall(r'<td class="figure">(.*?)</td>', text)
        opened = re.findall(r'adresse=([^"&]+)"[^>]*>([−\d.]+)<', text)
        assert len(opened) == len(figures) > 0, more
        for address, said in [*opened[:9], *opened[-3:]]:
            made = hall.explain(unquote_plus(unescape(address)))
            assert danish.kroner(made.value) == said, address
            if made.inputs:
                posted, committed = made.inputs
                assert posted.amount_oere - committed.amount_oere == made.value
            else:
                assert made.lines["signed_oere"].sum() == made.value, address
    last = site.client().get(f"/beregning/?adresse={opened[-1][0]}")
    assert last.status == 200
    assert "IKKE" not in last.text


def test_nothing_found_is_said(site: Served) -> None:
    answer = site.client().get(f"/disponering/?{AT}&soeg=findesikke", HX_Request="true")
    assert "Ingen fundet" in answer.text


def test_sorted_by_a_month(site: Served) -> None:
    answer = site.client().get(f"/disponering/?{AT}&sorter=m202603_oere&retning=faldende", HX_Request="true")
    body = answer.text.split("<tbody>")[1].split("</tbody>")[0]
    march = [re.findall(r"<td[^>]*>(.*?)</td>", row)[5] for row in body.split("<tr")[1:]]
    amounts = [int(re.sub(r"<[^>]+>|\.", "", cell)) for cell in march]
    assert len(amounts) == 100
    assert amounts == sorted(amounts, reverse=True)


def test_a_filter_is_answered_quickly(site: Served) -> None:
    client = site.client()
    client.get(f"/disponering/?{AT}")
    taken = []
    for query in ("omraade=plejefamilier", "soeg=otto", "trin=3", "efter=indsats", "status=granted") * 2:
        begun = time.perf_counter()
        client.get(f"/disponering/?{AT}&{query}", HX_Request="true")
        taken.append(time.perf_counter() - begun)
    assert sorted(taken)[len(taken) // 2] < 0.3


def test_the_lists_have_every_case_and_their_amounts_open(site: Served, hall: Municipality) -> None:
    lists = hall.reconciliation(2026, date(2026, 9, 30))
    client = site.client()
    client.get(f"/?{AT}")
    for slug, name in {"uden-indsats": "paid_without_grant", "efter-stop": "payment_after_stop"}.items():
        answer = client.get(f"/disponering/afstemning/?liste={slug}")
        assert rows(answer) == min(100, lists[name].height)
        assert totals(answer)[-3 if name == "paid_without_grant" else -4] == danish.kroner(
            lists[name]["posted_oere"].sum()
        )
        cell = re.search(r'adresse=([^"]+)" class="opens">([^<]+)', answer.text)
        assert cell is not None
        assert danish.kroner(hall.explain(unquote_plus(unescape(cell[1]))).value) == cell[2]


def version_in(answer: Answer) -> str:
    found = re.search(r'name="version" value="(\d+)"', answer.text)
    assert found is not None
    return found[1]


def test_what_is_typed_on_the_pages(own_site: Served) -> None:
    """Risk cases, corrections and matches: written, refused with what was typed, changed in two tabs, taken back."""
    client = own_site.client()
    client.get(f"/?{AT}")
    _risk_case(client)
    _two_tabs(client)
    _correction(client, own_site)
    _match(client)


def _risk_case(client: Client) -> None:
    client.get("/disponering/skoen/risikosag/")
    wrong = client.post(
        "/disponering/skoen/risikosag/", version="0", area="plejefamilier", note="Prøve & sag", number="1", price_oere="mange",
        probability="50", start="01.10.2026",
    )  # fmt: skip
    assert 'role="alert"' in wrong.text
    assert "skal være et tal" in wrong.text
    assert "Prøve &amp; sag" in wrong.text
    assert 'value="mange"' in wrong.text
    written = client.post(
        "/disponering/skoen/risikosag/", version="0", area="plejefamilier", note="Prøve & sag", number="1", price_oere="365.000",
        probability="50", start="01.10.2026",
    )  # fmt: skip
    assert "Risikosagen er gemt" in written.text
    assert ">46.000<" in written.text  # 92 of 365 days of 365.000 at 50 %
    assert "Prøve &amp; sag" in written.text


def _two_tabs(client: Client) -> None:
    path = "/disponering/skoen/risikosag/?noegle=risiko-2026-3"
    mine = version_in(client.get(path))
    fields = {
        "area": "plejefamilier",
        "number": "1",
        "price_oere": "520.000",
        "probability": "60",
        "start": "01.11.2026",
    }
    client.post(path, version=mine, note="Den andens tekst", **fields)
    lost = client.post(path, version=mine, note="Min tekst", **fields)
    assert "En anden har ændret den" in lost.text
    assert "Den andens tekst" in lost.text
    assert "Min tekst" in lost.text
    kept = client.post(path, version=version_in(lost), note="Min tekst", **fields)
    assert "Min tekst" in kept.text
    assert "Den andens tekst" not in kept.text
    ended = client.post(path, version=version_in(client.get(path)), handling="afslut", note="Min tekst", **fields)
    assert "er afsluttet" in ended.text
    assert "Min tekst" not in ended.text


def _correction(client: Client, site: Served) -> None:
    with Municipality.open(site.folder, key=KEY) as hall:
        made = hall.commitments(2026, date(2026, 9, 30))
        line = made.lines.filter(
            pl.col("month") == 202612, pl.col("unit") == "day", pl.col("stop_day").is_null(), pl.col("amount_oere") > 0
        ).row(0, named=True)
        before = made.total["amount_oere"]
    path = f"/disponering/rettelser/{line['grant_id']}/stop/"
    assert "Kilden siger: ukendt" in client.get(path).text
    without = client.post(path, version="0", value="30.11.2026", note="")
    assert "Skriv, hvorfor" in without.text
    assert 'value="30.11.2026"' in without.text
    saved = client.post(path, version="0", value="30.11.2026", note="Hjemgives")
    assert "stopdato (kilden: ukendt)" in saved.text
    listed = client.get("/disponering/rettelser/").text
    assert "1 rettelse gælder" in listed
    assert "Hjemgives" in listed
    after = total(client.get(f"/disponering/?{AT}", HX_Request="true"))
    assert after == danish.kroner(before - line["amount_oere"])
    client.post(path, version=version_in(client.get(path)), handling="afslut", value="30.11.2026", note="Hjemgives")
    assert total(client.get(f"/disponering/?{AT}", HX_Request="true")) == danish.kroner(before)


def _match(client: Client) -> None:
    page = client.get("/disponering/afstemning/?liste=efter-stop")
    count = int(re.search(r"Betalt efter stop \((\d+)\)", page.text)[1])  # type: ignore[index]
    place = re.search(r'href="(/disponering/afstemning/kobl/[^"]+)"', page.text)
    assert place is not None
    form = client.get(place[1], HX_Request="true")
    assert "<html" not in form.text
    grant = re.findall(r'<option value="(\d+)"', form.text)[-1]
    empty = client.post(place[1], version="0", grant_id="", service_month="2026-05", note="")
    assert "Vælg den indsats" in empty.text
    client.post(place[1], version="0", grant_id=grant, service_month="2026-05", note="Aftalt")
    page = client.get("/disponering/afstemning/?liste=efter-stop")
    assert "Aftalt" in page.text
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key is not None
    client.post("/disponering/afstemning/fortryd/", kind="match", key=key[1], version="1")
    page = client.get("/disponering/afstemning/?liste=efter-stop")
    assert "Aftalt" not in page.text
    assert f"Betalt efter stop ({count})" in page.text


def test_by_keyboard_in_a_browser(chromium: Any, site: Served) -> None:
    """Type in the search: the sheet changes by itself, the address follows, and the total stays in sight."""
    page = logged_in(chromium, site)
    page.goto(f"/disponering/?{AT}")
    before = page.inner_text("tfoot")
    page.focus("#soeg")
    page.keyboard.type("otto")
    page.wait_for_function("before => document.querySelector('tfoot').innerText !== before", arg=before)
    assert "soeg=otto" in page.url
    assert page.locator("tbody tr").count() > 0
    box = page.locator("tfoot tr").bounding_box()
    assert box is not None
    page.context.close()


def test_at_400_pixels_nothing_sticks_out(chromium: Any, site: Served) -> None:
    page = logged_in(chromium, site, width=400)
    page.goto(f"/?{AT}")
    for path in ("", "skoen/", "rettelser/", "afstemning/", "skoen/risikosag/"):
        page.goto(f"/disponering/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.context.close()
