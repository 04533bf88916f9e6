"""*Investeringer*: sliders. What they fetch is the page's own answer with the same values; what cannot be used is said and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.municipality.case_files import SMALL
from tests.web.house import fragment, opened
from tests.web.investing import ISHOEJ, OWN, TABS, case, field, heading, investing, rows, words
from tests.web.served import Answer, Client, Served

TWO = SMALL.replace("tidlig-hjaelp", "to-veje").replace(
    "hjaelp: Tidlig hjælp}", "hjaelp: Tidlig hjælp, mere: Mere hjælp}"
)
TWO = TWO.replace("hjaelp: {hjemme: 1}}", "hjaelp: {hjemme: 1}, mere: {hjemme: 1}}")
FINE = SMALL.replace("tidlig-hjaelp", "fine-tal").replace("value: 500000", "value: 500000.123456")
"""A price with more decimals than are shown."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with investing(tmp_path_factory.mktemp("sliders"), more=(TWO, FINE)) as found:
        yield found


@pytest.fixture(scope="module")
def client(running: Served) -> Client:
    return running.client()


def fetched(client: Client, key: str, **asked: str) -> Answer:
    """What htmx fetches when a slider was drawn."""
    return client.get(case(key, "svar", **asked), HX_Request="true")


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (ISHOEJ, {"set_succesrate": "8 %"}),
        (ISHOEJ, {"set_succesrate": "6,5 %", "set_maalgruppe": "200", "laesning": "minimum"}),
        (ISHOEJ, {"set_anbringelsespris": "622.266", "set_kalkulationsrente": "0,03"}),
        (OWN, {"set_succes": "30 %", "set_loen": "700.000,50"}),
        ("to-veje", {"set_pris": "400000", "alternativ": "mere"}),
    ],
)
def test_the_part_says_what_the_whole_page_says(client: Client, key: str, asked: dict[str, str]) -> None:
    part, whole = fetched(client, key, **asked), client.get(case(key, **asked))
    assert (part.status, whole.status) == (200, 200)
    assert heading(part.text) == heading(whole.text)
    for table in ("figures", "result"):
        assert rows(part.text, table) == rows(whole.text, table)
    assert rows(part.text, "result") != rows(client.get(case(key)).text, "result")
    shown = set(opened(fragment("", part.text)))
    assert shown <= set(opened(fragment("", whole.text)))
    assert shown
    said = re.search(r'id="answer-said"[^>]*>(.*?)</p>', part.text, re.DOTALL)
    assert said is not None
    assert words(said[1]) == heading(part.text)


def test_the_published_range_of_success(client: Client) -> None:
    """6 % of 155 does not pay for itself within four years; 10 % does (application, lines 680-720)."""
    low = {row[0]: row for row in rows(fetched(client, ISHOEJ, set_succesrate="6 %").text, "figures")}
    assert low["Nettogevinst efter 4 år"][1] == "−4.154.253 kr."
    assert low["Forudsatte succeser"][1] == "10"
    high = {row[0]: row for row in rows(fetched(client, ISHOEJ, set_succesrate="10 %").text, "figures")}
    assert high["Nettogevinst efter 4 år"][1] == "2.752.446 kr."


def test_sliders_that_were_not_moved_change_nothing(client: Client) -> None:
    """The form sends every field as it is shown; a price with more decimals than are shown is still the case's own."""
    for key in (ISHOEJ, "fine-tal"):
        whole = client.get(case(key)).text
        names = re.findall(r'name="set\.([^"]+)"', whole)
        assert len(names) > 2
        sent = {f"set_{name}": field(whole, f"set.{name}") for name in names}
        part = fetched(client, key, **sent)
        assert rows(part.text, "result") == rows(whole, "result")
        assert "set." not in re.findall(r'data-here="([^"]*)"', part.text)[0]


def test_tabs_and_files_take_along_what_is_tried(client: Client) -> None:
    part = fetched(client, ISHOEJ, set_succesrate="7 %", laesning="minimum").text
    tabs = re.findall(r'<a href="([^"]+)"[^>]*>(?:Hvem betaler|Usikkerhed)</a>', part)
    assert len(tabs) == 2
    for href in tabs:
        tab = client.get(href.replace("&amp;", "&")).text
        assert "Sat til andet end casens: Succesrate: 7 %" in words(tab)
        assert f"{case(ISHOEJ, 'betaler').split('?')[0].rsplit('/', 2)[0]}" in tab
    table = re.findall(r'href="([^"]*hent/result/[^"]*form=csv)"', part)[0].replace("&amp;", "&")
    assert client.get(table).text.count(";") > 20


def test_every_tab_of_every_case_stands_with_every_slider_at_its_ends(client: Client) -> None:
    for key in (ISHOEJ, OWN, "to-veje"):
        whole = client.get(case(key)).text
        for name, low, high in re.findall(r'id="r-([^"]+)"[^>]*min="([^"]+)" max="([^"]+)"', whole):
            for value in (low, high):
                asked = {f"set_{name}": value}
                assert fetched(client, key, **asked).status == 200, (key, name, value)
                tab = client.get(case(key, "laesninger", **asked))
                assert tab.status == 200
                assert "uventet fejl" not in tab.text
        for tab_name in TABS:
            assert client.get(case(key, tab_name, **{f"set_{name}": high})).status == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("mange", "»Succesrate« er ikke et tal: »mange«; skriv fx 10 %."),
        ("8", "»Succesrate« skal ligge mellem 0 og 100 %; der står »8«. Skriv fx 10 %."),
        ("-1 %", "»Succesrate« skal ligge mellem 0 og 100 %; der står »-1 %«."),
        ("<script>", "»Succesrate« er ikke et tal: »<script>«"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_lost(client: Client, typed: str, said: str) -> None:
    asked = {"set_succesrate": typed, "set_maalgruppe": "200"}
    part = fetched(client, ISHOEJ, **asked)
    assert part.status == 200
    headers = {name.lower(): value for name, value in part.headers.items()}
    assert headers["hx-retarget"] == "#not-used"  # the answer that was there stays
    assert said in words(part.text)
    whole = client.get(case(ISHOEJ, **asked))
    assert whole.status == 200
    assert said in words(whole.text)
    assert "Svaret er regnet uden." in words(whole.text)
    assert field(whole.text, "set.succesrate") == typed
    assert field(whole.text, "set.maalgruppe") == "200"
    assert 'aria-invalid="true"' in whole.text
    assert rows(whole.text, "result") == rows(client.get(case(ISHOEJ, set_maalgruppe="200")).text, "result")
    tab = client.get(case(ISHOEJ, "betaler", **asked))
    assert said in words(tab.text)
    assert client.get(case(ISHOEJ, "hent/result", form="csv", **asked)).status == 400


def test_a_value_that_the_case_cannot_hold_is_said(client: Client) -> None:
    found = client.get(case(OWN, set_loen="10.000.000.000.000.000"))
    assert found.status == 200
    assert 'role="alert"' in found.text
    assert heading(found.text).startswith("Indsatsen har tjent sig ind")
    assert "unknown" not in client.get(case(OWN, set_findes_ikke="3")).text


def test_the_picture_follows_by_itself(client: Client) -> None:
    part = fetched(client, ISHOEJ, set_succesrate="8 %").text
    link = re.findall(r'hx-get="([^"]*billede[^"]*)"', part)[0].replace("&amp;", "&")
    assert 'hx-trigger="load' in part
    drawn = client.get(link, HX_Request="true")
    assert drawn.status == 200
    assert "<svg" in drawn.text
    assert drawn.text != client.get(case(ISHOEJ, "billede"), HX_Request="true").text
    assert client.get(case(ISHOEJ, "billede", set_succesrate="x"), HX_Request="true").status == 200


def test_without_script_the_form_leads_to_the_whole_page(client: Client) -> None:
    found = client.get(case(ISHOEJ, "svar", set_succesrate="8 %"))
    assert "/svar/" not in found.url
    assert field(found.text, "set.succesrate") == "8 %"
    assert "13 børn" in heading(found.text)
