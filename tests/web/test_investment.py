"""*Investeringer*: the first line of every page, Ishøj's figures on it, every figure opened, and what cannot be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from tests.municipality.case_files import SMALL
from tests.web.house import Page, opened, page
from tests.web.investing import (
    DAY,
    HERNING,
    ISHOEJ,
    OWN,
    STATED,
    TABS,
    YEARS,
    case,
    heading,
    investing,
    listed,
    rows,
    words,
)
from tests.web.served import KEY, Served
from tests.web.test_every_figure import number_in, writings

from trinvis.municipality import Municipality
from trinvis.presentation.investment_sentences import answer

DANISH = SMALL.replace("tidlig-hjaelp", "tættere-på-ærø").replace("Tidlig hjælp", "Tættere på Ærø")
"""A case whose name has the letters of its language."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with investing(tmp_path_factory.mktemp("cases"), more=(DANISH,)) as found:
        yield found


@pytest.fixture(scope="module")
def hall(running: Served) -> Iterator[Municipality]:
    with Municipality.open(running.folder, key=KEY) as kommune:
        yield kommune


@pytest.fixture(scope="module")
def tabs(running: Served) -> dict[str, Page]:
    """The published case of Ishøj, tab by tab."""
    client = running.client()
    return {tab: page(client, case(ISHOEJ, tab)) for tab in TABS}


def test_the_list_says_how_far_the_cases_have_come(running: Served) -> None:
    found = page(running.client(), listed())
    assert (found.status, heading(found.html)) == (200, "6 cases: 6 kladder.")
    table = {row[0]: row[1:] for row in rows(found.html, "cases")}
    ishoej = table["Ishøj-model i Børneteamet, som offentliggjort"]
    assert ishoej[:5] == ["Kladde", "1.567.305", "22.932.570", "23.570.369", "i år 4"]
    assert ishoej[5:7] == ["4", "39 %"]
    assert table["Tættere på Ærø"][:2] == ["Kladde", "600.000"]


def test_every_tab_answers_in_its_first_line(tabs: dict[str, Page], hall: Municipality) -> None:
    made = hall.calculated_case(ISHOEJ, DAY)
    assert {tab: found.status for tab, found in tabs.items()} == dict.fromkeys(TABS, 200)
    said = {tab: heading(found.html) for tab, found in tabs.items()}
    assert said[""] == answer(made)
    assert said[""].startswith("Indsatsen har tjent sig ind i år 4 og giver 2,75 mio. kr. mere, end den koster")
    assert re.match(r"I 39 % af gennemregningerne har den tjent sig ind senest i år 4", said["usikkerhed"])
    assert said["betaler"].startswith("Indsatsen koster 1.567.305 kr. det første år: Ishøj Kommune 1.263.248 kr. og")
    assert said["laesninger"] == "Balancen nås i 4. år, som casen står."
    assert said["forudsaetninger"].startswith("Beregningen hviler på 32 forudsætninger")
    assert said["opfoelgning"] == "Casen følges ikke op endnu"
    assert said["ansoegning"] == "Casen mangler én ting, før den kan komme på byrådets liste"


def test_ishoej_as_it_was_published(tabs: dict[str, Page]) -> None:
    """The application's table of results and its attachment, lines 680-760: eight yearly figures for 10 % of 155."""
    figures = {row[0]: row[1] for row in rows(tabs[""].html, "figures")}
    assert figures["Tjent ind"] == "i år 4"
    assert figures["Nettogevinst efter 4 år"] == "2.752.446 kr."
    assert (figures["Forudsatte succeser"], figures["Nødvendige succeser"]) == ("16", "14")
    assert figures["Indsatsens udgift, 1. år"] == "1.567.305 kr."
    assert figures["Indsatsens udgift over 10 år"] == "13.603.050 kr."
    years = rows(tabs[""].html, "result")
    assert [row[4] for row in years[1:5]] == ["−2.175.391", "−82.368", "1.677.654", "3.332.551"]
    assert [row[5] for row in years[1:5]] == ["−2.175.391", "−2.257.758", "−580.105", "2.752.446"]
    assert [row[2:6] for row in years[5:11]] == [["–"] * 4] * 6  # no year from the fifth on is one figure
    assert years[10][6:] == ["22.932.570", "23.570.369"]


def test_what_the_text_of_ishoej_does_not_say(tabs: dict[str, Page]) -> None:
    said = words(tabs["laesninger"].html)
    assert "2.600.315 kr. om året er i beregningen og ikke blandt de oplyste udgifter" in said
    assert "15,5 af 155. Det svarer til 44 % af de børn i Børneteamet, der er anbragt i dag (35)" in said
    assert "er 15 % af de anbragte børn og unge i Hernings Sverigesdistrikter" in said
    assert "(622.266,49 kr. pr. årsværk) er den akkumulerede nettogevinst i år 4 301.567 kr." in said
    assert "er den akkumulerede nettogevinst i år 4 252.716 kr." in said
    assert (
        "1.263.956 kr. og Vallensbæk Kommune 303.349 kr. af det første års udgift i stedet for 1.263.248 kr. og 304.057 kr."
        in said
    )
    table = {row[0]: row for row in rows(tabs["laesninger"].html, "readings")}
    assert table["Succesrate 6 %"][2:5] == ["−4.154.253", "896.030", "9. år"]
    assert table["Børneteamets egen sammensætning, succesrate 6 %"][2] == "−5.624.781"
    payers = {(row[0], row[2]): row[3] for row in rows(tabs["betaler"].html, "budget")}
    assert payers["6.45.51", "Ishøj Kommune"] == "1.263.248"
    assert payers["6.45.51", "Vallensbæk Kommune"] == "304.057"


def test_the_other_examples(running: Served) -> None:
    client = running.client()
    stated = {row[0]: row for row in rows(client.get(case(STATED)).text, "result")}
    assert [stated[year][4] for year in "1234"] == ["324.912", "2.321.770", "3.989.324", "5.555.311"]
    assert "6.744.000" in words(client.get(case(HERNING, "betaler")).text)
    assert "1.576" in heading(client.get(case(YEARS)).text)


def test_every_figure_opens_and_says_the_same(tabs: dict[str, Page], running: Served, hall: Municipality) -> None:
    client = running.client()
    pages = [*tabs.values(), page(client, listed()), page(client, listed("sammenlign/"))]
    pages.append(page(client, case(ISHOEJ, laesning="minimum", set_succesrate="7 %")))
    pages.append(page(client, listed("pulje/", beloeb="4.000.000;4.000.000")))
    seen: dict[tuple[str, str], None] = {}
    for found in pages:
        figures = list(opened(found))
        assert figures or any(one in found.path for one in ("ansoegning", "opfoelgning", "usikkerhed")), found.path
        seen |= dict.fromkeys(figures)
    assert len(seen) > 100
    for address, text in seen:
        behind = hall.explain(address)
        if "År for år" in behind.sentence:  # an input with a value for each year opens with all of them
            assert text in behind.sentence, address
            continue
        said = {one.removesuffix(" %") for one in writings(behind.value, behind.unit)}
        assert number_in(text).removesuffix(" %") in said, (address, text)


def test_a_figure_is_opened_down_to_its_source(running: Served) -> None:
    client = running.client()
    found = page(client, case(ISHOEJ))
    link = next(href for href, text in found.links if text == "2.752.446 kr.")
    for wanted in ("4. år", "Som i dag", "Anbringelser", "Gennemsnitlig anbringelsesudgift"):
        found = page(client, link)
        assert found.status == 200
        rows_of = re.findall(r"<(?:tr|li)\b.*?</(?:tr|li)>", found.html, re.DOTALL)
        row = next(one for one in rows_of if wanted in words(one) and "adresse=" in one)
        link = re.findall(r'href="(/beregning/[^"]+)"', row)[0].replace("&amp;", "&")
    assert "[004:283]" in words(client.get(link).text)


def test_a_case_with_the_letters_of_its_language(running: Served) -> None:
    client = running.client()
    found = client.get(case("tættere-på-ærø"))
    assert found.status == 200
    assert heading(found.text).startswith("Indsatsen har tjent sig ind i år 1 og giver 1,20 mio. kr. mere")
    sent = client.get(f"/investeringer/case/t%C3%A6ttere-p%C3%A5-%C3%A6r%C3%B8/hent/fil/?pr={DAY}")
    assert "t%C3%A6ttere-p%C3%A5-%C3%A6r%C3%B8.yaml" in sent.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (case("findes-ikke"), 404, ""),
        (case(ISHOEJ, "findes-ikke"), 404, ""),
        (case(ISHOEJ, laesning="findes-ikke"), 200, "har ingen læsning, der hedder »findes-ikke«"),
        (case(ISHOEJ, alternativ="findes-ikke"), 200, "har intet alternativ »findes-ikke«"),
        (case(ISHOEJ, "hent/findes-ikke"), 404, ""),
        (listed("hent/findes-ikke/"), 404, ""),
        (listed("hent/cases/", form="docx"), 404, ""),
    ],
)
def test_what_is_not_there_is_said(running: Served, path: str, status: int, said: str) -> None:
    found = running.client().get(path)
    assert found.status == status
    assert said in words(found.text)
    assert "uventet fejl" not in found.text


def test_a_saved_case_that_cannot_be_read_does_not_take_the_others_with_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A case of an earlier version of the form, whose text a later program refuses."""
    with investing(tmp_path) as site:
        with Municipality.open(site.folder, key=KEY) as kommune:
            journal = kommune._house.journal
            entry = next(one for one in kommune.entries("investment") if one.key == OWN)
            values = {**entry.values, "case": SMALL.replace("horizon: 3", "horizon: -3")}
            journal.append(
                "investment", OWN, values, by="Prøven", known_from=date(2026, 1, 1), recorded_at=entry.recorded_at, expected_version=entry.version
            )  # fmt: skip
        client = site.client()
        overview = client.get(listed())
        assert "Tidlig hjælp" in words(overview.text)
        assert "linje" in {row[0]: row for row in rows(overview.text, "cases")}["Tidlig hjælp"][-1]
        one = client.get(case(OWN))
        assert (one.status, heading(one.text)) == (200, "Tidlig hjælp")
        assert "kan ikke læses" in words(one.text)
        assert "/ret/" in one.text
        assert client.get(case(OWN, "ret")).status == 200
        for place in ("sammenlign/", "pulje/"):
            assert client.get(listed(place)).status == 200


def test_pages_ask_for_login_and_hold_to_the_policy(running: Served) -> None:
    from tests.web.served import Client

    stranger = Client(running.address)
    for path in (listed(), case(ISHOEJ), listed("ny/"), case(ISHOEJ, "hent/arbejdsbog")):
        assert "/login/" in stranger.get(path).url
    client = running.client()
    for tab in TABS:
        answer_page = client.get(case(ISHOEJ, tab))
        assert "script-src 'self'" in answer_page.headers["Content-Security-Policy"]
        assert not re.search(r"<[^>]+\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=\"", answer_page.text), tab
