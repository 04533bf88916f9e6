"""*Investeringer*: what is written through the page: a new case, its file, quality assurance, states, who takes part, and removal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.request import Request

import pytest
from tests.municipality.case_files import SMALL
from tests.web.investing import HERNING, ISHOEJ, OWN, case, field, heading, investing, listed, rows, words
from tests.web.served import KEY, Answer, Client, Served

from trinvis.cases.reading import case_from_yaml
from trinvis.municipality import Municipality

NEW = {
    "title": "Tættere hjælp på Ærø",
    "purpose": "Færre børn anbringes",
    "target": "Børn på 0-12 år med en sag",
    "count": "155",
    "start_year": "2027",
    "horizon": "10",
    "today": "Anbringelse uden for hjemmet",
    "price_today": "709.502",
    "instead": "Familiebehandling",
    "price_instead": "94.917",
    "price_level": "2026",
    "price_source": "eget regnskab 2026",
    "success": "8 %",
    "success_min": "6 %",
    "success_max": "10 %",
    "phase_in": "20 %, 20 %, 20 %, 20 %, 20 %",
    "relapse": "5 %",
    "effect_source": "Hernings evaluering",
    "once": "230.000",
    "running": "1.337.305",
    "running_years": "3",
    "partner": "Nabokommunen",
    "partner_share": "19,4 %",
    "political": "Børnepolitikken siger: hjælp hjemme",
    "citizen_gain": "Barnet bliver hos sine forældre",
    "left_out": "Skole\nDagbehandling",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One municipality that every test here writes in, each in cases of its own."""
    with investing(tmp_path_factory.mktemp("written")) as found:
        yield found


@pytest.fixture(scope="module")
def client(running: Served) -> Client:
    return running.client()


def own(name: str, title: str = "") -> str:
    """The small case under another name."""
    return SMALL.replace("case: tidlig-hjaelp", f"case: {name}").replace(
        "title: Tidlig hjælp", f"title: {title or name}"
    )


def put_in(client: Client, text: str) -> Answer:
    """A case read in as text."""
    client.get(listed("laes-ind/"))
    return client.post(listed("laes-ind/"), text=text, version="0")


def send_file(client: Client, path: str, content: bytes, **fields: str) -> Answer:
    """The form of a case's file with a file chosen."""
    token = next(cookie.value for cookie in client._cookies if cookie.name == "csrftoken")
    border = "x-trinvis-border"
    parts = b"".join(
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {"csrfmiddlewaretoken": token, **fields}.items()
    )
    parts += f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="case.yaml"\r\n\r\n'.encode()
    headers = {"Referer": client.address, "Content-Type": f"multipart/form-data; boundary={border}"}
    return client._sent(
        Request(
            client.address.rstrip("/") + path, data=parts + content + f"\r\n--{border}--\r\n".encode(), headers=headers
        )
    )


def kept(running: Served, key: str, day: date = date(2026, 11, 1)) -> object:
    with Municipality.open(running.folder, key=KEY) as hall:
        return hall.case(key, day)


def test_a_whole_new_case_is_made_and_shown(client: Client, running: Served) -> None:
    form = client.get(listed("ny/"))
    assert form.status == 200
    assert [heading(form.text), form.text.count("<fieldset")] == ["Hvad vil I gøre, for hvem, og hvad koster det?", 5]
    made = client.post(listed("ny/"), **NEW)
    assert made.status == 200
    assert "t%C3%A6ttere-hj%C3%A6lp-p%C3%A5-%C3%A6r%C3%B8" in made.url
    assert "er gemt som kladde" in words(made.text)
    assert "hvis 13 børn får succes" in heading(made.text)  # 8 % of 155 is 12.4
    figures = {row[0]: row[1] for row in rows(made.text, "figures")}
    assert figures["Indsatsens udgift, 1. år"] == "1.567.305 kr."  # 230,000 + 1,337,305
    assert figures["Forudsatte succeser"] == "13"
    saved = kept(running, "tættere-hjælp-på-ærø")
    found = case_from_yaml(saved.text)  # type: ignore[attr-defined]
    assert (found.horizon, found.start_year, len(found.left_out)) == (10, 2027, 2)
    assert saved.lacking == ("Beregningen er ikke kvalitetssikret; lad en kvalitetssikrer gennemgå og godkende den.",)  # type: ignore[attr-defined]
    assert "Tættere hjælp på Ærø" in words(client.get(listed()).text)
    for tab in ("usikkerhed", "betaler", "laesninger", "forudsaetninger", "opfoelgning", "ansoegning"):
        assert client.get(case("tættere-hjælp-på-ærø", tab)).status == 200


def test_the_same_name_twice_is_said_at_its_field(client: Client) -> None:
    client.post(listed("ny/"), **{**NEW, "title": "To gange"})
    again = client.post(listed("ny/"), **{**NEW, "title": "To gange", "purpose": "Noget andet"})
    assert again.status == 400
    assert "Der er allerede en case med det navn; giv indsatsen et andet." in words(again.text)
    assert field(again.text, "purpose") == "Noget andet"


@pytest.mark.parametrize(
    ("wrong", "at", "said"),
    [
        ({"title": ""}, "title", "Skriv »Navn på indsatsen«."),
        ({"count": "mange"}, "count", "»mange« er ikke et tal; skriv det som her: 155."),
        ({"start_year": "næste år"}, "start_year", "er ikke et årstal; skriv et helt tal fra 1990 til 2200."),
        ({"price_today": "709,502"}, "price_today", "læses som 709 kroner og 50 øre"),
        ({"success": "8"}, "success", "Skriv »8 %«, hvis det er procent."),
        ({"success_max": ""}, "success_max", "Skriv både mindst og højst, eller ingen af dem."),
        ({"success_min": "9 %"}, "success_min", "Mindst må ikke være over den mest sandsynlige, 8 %."),
        ({"phase_in": "60 %; 60 %"}, "phase_in", "Årene giver tilsammen over 100 %"),
        ({"relapse": "-1 %"}, "relapse", "er ikke en andel; skriv fra 0 % til 100 %."),
        ({"running_years": "11"}, "running_years", "Der regnes kun over 10 år"),
        ({"partner_share": ""}, "partner_share", "Skriv, hvor stor en andel Nabokommunen har."),
        ({"rate": "3,5"}, "rate", "skriv en rente fra -5 % til 20 %"),
        ({"count": "10.000.000.000"}, "count", "højst 10 mio. personer"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    client: Client, wrong: dict[str, str], at: str, said: str
) -> None:
    sent = {**NEW, "title": "Forkert", **wrong}
    answer = client.post(listed("ny/"), **sent)
    assert answer.status == 400
    error = re.search(rf'id="e-{at}">(.*?)</p>', answer.text, re.DOTALL)
    assert error is not None
    assert said in words(error[1])
    assert {name: field(answer.text, name) for name in sent} == sent
    assert "Intet er gemt endnu." in words(answer.text)
    assert client.get(case("forkert")).status == 404


def test_an_address_brings_what_the_own_data_say(client: Client) -> None:
    found = client.get(listed("ny/", count="163", price_today="521.061", today="Anbringelse i plejefamilie"))
    assert field(found.text, "count") == "163"
    assert field(found.text, "price_today") == "521.061"


def test_a_file_is_read_in_and_its_problems_have_lines(client: Client) -> None:
    broken = own("fil-med-fejl").replace("value: 20 %,", "value: 120 %,").replace("horizon: 3", "horizon: -3")
    found = put_in(client, broken)
    assert found.status == 400
    said = words(found.text)
    assert "linje 4, horizon: Tidshorisont kan ikke være -3; skriv et helt tal fra 1 til 100." in said
    assert "Casen har" in said
    assert field(found.text, "text") == broken
    assert client.get(case("fil-med-fejl")).status == 404
    client.get(listed("laes-ind/"))
    sent = send_file(
        client, listed("laes-ind/"), b"\xef\xbb\xbf" + own("fra-fil").replace("\n", "\r\n").encode(), version="0"
    )
    assert heading(sent.text).startswith("Indsatsen har tjent sig ind i år 1")
    for content, wrong in (
        (own("latin").encode("latin-1"), "Filen er ikke tekst i UTF-8"),
        (b"x" * 500_000, "Filen er over 400 kB"),
    ):
        refused = send_file(client, listed("laes-ind/"), content, version="0", text="det, der stod")
        assert refused.status == 400
        assert wrong in words(refused.text)
        assert field(refused.text, "text") == "det, der stod"
    assert "Der er ingen tekst" in words(put_in(client, "  ").text)


def test_names_that_cannot_be_taken(client: Client) -> None:
    taken = put_in(client, SMALL)
    assert taken.status == 400
    assert f"Der er allerede en case, der hedder »{OWN}«" in words(taken.text)
    put_in(client, own("fast-navn"))
    page = client.get(case("fast-navn", "ret"))
    moved = client.post(case("fast-navn", "ret"), text=own("andet-navn"), version=field(page.text, "version"))
    assert moved.status == 400
    assert "Casen hedder »fast-navn« og kan ikke skifte navn her" in words(moved.text)
    assert client.get(case("andet-navn")).status == 404


def test_two_tabs_lose_nothing(client: Client, running: Served) -> None:
    put_in(client, own("to-faner", "To faner"))
    other = running.client()
    first, second = client.get(case("to-faner", "ret")), other.get(case("to-faner", "ret"))
    theirs = own("to-faner", "To faner").replace("value: 20 %,", "value: 25 %,")
    assert (
        other.post(case("to-faner", "ret"), text=theirs, version=field(second.text, "version"), note="ny sats").status
        == 200
    )
    mine = own("to-faner", "To faner").replace("value: 20 %,", "value: 15 %,")
    late = client.post(case("to-faner", "ret"), text=mine, version=field(first.text, "version"))
    assert late.status == 400
    assert "En anden har ændret den" in words(late.text)
    assert "value: 25 %," in words(late.text)
    assert field(late.text, "text") == mine
    again = client.post(case("to-faner", "ret"), text=mine, version=field(late.text, "version"))
    assert again.status == 200
    assert case_from_yaml(kept(running, "to-faner").text).inputs["succes"].value == 0.15  # type: ignore[attr-defined]


def test_from_draft_to_running_through_the_page(client: Client) -> None:
    name = "hele-vejen"
    put_in(
        client,
        own(name, "Hele vejen").replace(
            "application: {political: Byrådet vil hjælpe tidligt, citizen_gain: Færre anbringes}\n", ""
        ),
    )
    page = client.get(case(name, "ansoegning"))
    assert heading(page.text) == "Casen mangler 3 ting, før den kan komme på byrådets liste"

    def move(to: str) -> Answer:
        found = client.get(case(name, "ansoegning"))
        version = re.search(r'action="[^"]*status/".*?name="version" value="(\d+)"', found.text, re.DOTALL)
        assert version is not None
        return client.post(case(name, "status"), state=to, note="Efter mødet", version=version[1])

    held = move("listed")
    assert held.status == 400
    for lacking in ("politisk", "borgeren", "kvalitetssikret"):
        assert lacking in words(held.text).lower()
    assert field(held.text, "note") == "Efter mødet"
    version = field(client.get(case(name, "ret")).text, "version")
    assert client.post(case(name, "ret"), text=own(name, "Hele vejen"), version=version).status == 200
    assert "kvalitetssikret" in words(move("listed").text)

    def assure(comment: str, **more: str) -> Answer:
        found = client.get(case(name, "ansoegning"))
        version = re.search(r'action="[^"]*kvalitet/".*?name="version" value="(\d+)"', found.text, re.DOTALL)
        assert version is not None
        return client.post(case(name, "kvalitet"), comment=comment, version=version[1], **more)

    unsure = assure("Priserne skal efterses")
    assert "Ikke kvalitetssikret af" in words(unsure.text)
    assert "Priserne skal efterses" in unsure.text
    assert "Kvalitetssikret af" in words(assure("Efterset", assured="1").text)
    assert heading(client.get(case(name, "ansoegning")).text) == "Casen kan komme på byrådets liste"
    assert "kan ikke blive »I gang«" in words(move("running").text)
    listed_page = move("listed")
    assert listed_page.status == 200
    assert "er nu »På byrådets liste«" in words(listed_page.text)
    assert "1 på byrådets liste" in heading(client.get(listed()).text)

    version = field(client.get(case(name, "ret")).text, "version")
    changed = own(name, "Hele vejen").replace("value: 20 %,", "value: 22 %,")
    assert client.post(case(name, "ret"), text=changed, version=version).status == 200
    draft = client.get(case(name, "ansoegning"))
    assert "er en kladde igen; den skal kvalitetssikres på ny" in words(draft.text)
    assert "Kvalitetssikret i en tidligere udgave" in words(draft.text)
    assert move("approved").status == 400
    assure("Set igen", assured="1")
    for to, word in (("listed", "På byrådets liste"), ("approved", "Godkendt"), ("running", "I gang")):
        assert f"er nu »{word}«" in words(move(to).text)


def test_a_comment_that_came_too_late_stands_still(client: Client, running: Served) -> None:
    put_in(client, own("to-kommentarer"))
    other = running.client()
    other.get(case("to-kommentarer", "ansoegning"))
    assert other.post(case("to-kommentarer", "kvalitet"), comment="Den første", version="0").status == 200
    late = client.post(case("to-kommentarer", "kvalitet"), comment="Den anden", assured="1", version="0")
    assert late.status == 400
    assert field(late.text, "comment") == "Den anden"
    assert "Den første" in words(late.text)


def test_a_case_is_taken_off_the_list_and_can_come_again(client: Client, running: Served) -> None:
    put_in(client, own("væk-igen", "Væk igen"))
    page = client.get(case("væk-igen"))
    gone = client.post(case("væk-igen", "fjern"), version=field(page.text, "version"))
    assert "er taget af listen; den står stadig i journalen" in words(gone.text)
    assert client.get(case("væk-igen")).status == 404
    assert "Væk igen" not in {row[0] for row in rows(client.get(listed()).text, "cases")}
    with Municipality.open(running.folder, key=KEY) as hall:
        assert [entry.key for entry in hall.history("investment", "væk-igen")]
    assert put_in(client, own("væk-igen", "Væk igen")).status == 200
    assert client.get(case("væk-igen")).status == 200


def test_cases_side_by_side(client: Client) -> None:
    both = client.get(f"{listed('sammenlign/')}&case={ISHOEJ}&case={HERNING}")
    table = rows(both.text, "compare")
    assert [row[0] for row in table[1:]] == [
        "Ishøj-model i Børneteamet, som offentliggjort",
        "Sverigesprogrammet i Herning, regnskab 2015 mod 2013",
    ]
    assert "forskelligt antal år (1, 10); nutidsværdierne kan ikke uden videre holdes op mod hinanden" in words(
        both.text
    )
    assert heading(both.text).startswith("»Ishøj-model i Børneteamet, som offentliggjort« har den højeste nutidsværdi")


def test_the_pool_chooses_or_says_why_it_cannot(client: Client) -> None:
    asked = f"{listed('pulje/', beloeb='1.600.000; 1.400.000; 1.400.000')}&case={ISHOEJ}&case={HERNING}"
    found = client.get(asked)
    chosen = {row[0]: row[1] for row in rows(found.text, "portfolio")}
    assert chosen["Ishøj-model i Børneteamet, som offentliggjort"] == "ja"
    assert chosen["Sverigesprogrammet i Herning, regnskab 2015 mod 2013"] == "nej"
    assert "Ingen af de valgte" not in found.text
    for amounts, said in (("100", "puljen"), ("mange", "ikke et tal"), ("-5", "")):
        refused = client.get(f"{listed('pulje/', beloeb=amounts)}&case={ISHOEJ}")
        assert refused.status == 200
        assert 'role="alert"' in refused.text or "Ingen" in heading(refused.text)
        assert said in words(refused.text).lower()
        assert field(refused.text, "beloeb") == amounts
    assert "selected" in client.get(listed("pulje/", beloeb="4.000.000", vaegt="chance")).text


def test_what_was_typed_when_the_session_ended_comes_back(running: Served) -> None:
    late = running.client()
    late.get(listed("ny/"))
    session = next(cookie for cookie in late._cookies if cookie.name == "sessionid")
    late._cookies.clear(session.domain, session.path, session.name)
    asked = late.post(listed("ny/"), **{**NEW, "title": "For sent"})
    assert asked.status == 401
    assert field(asked.text, "title") == "For sent"
