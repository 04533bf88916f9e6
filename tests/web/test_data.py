"""*Data*: files in, seen before they are kept, asked about, put right and taken back."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.example.example import KEY
from tests.web.browser import logged_in
from tests.web.sending import answer_with, batch_of, fields_of, sections, send_files, settled
from tests.web.served import Answer, Client, Served, copied, served

from trinvis.municipality import Municipality


@pytest.fixture(scope="module")
def writing(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One copy for all tests that write; each has months or sources of its own."""
    with served(copied(example_folder, tmp_path_factory.mktemp("writing") / "kommune")) as running:
        yield running


ACCOUNT = "01005-528211011-015206-529CPR---"
POSTINGS = "Bilag;Bogføringsdato;Konto;Beløb\n" + "".join(
    f"B{i};0{i}-10-2026;{ACCOUNT};{100 * i},50\n" for i in range(1, 6)
)
"""Five postings in October 2026: 100,50 + 200,50 + … + 500,50 = 1.502,50 kr."""
STRANGE = (
    "Sag;Borger;Ydelse;Fra og med den;Til og med den;Enhed;Pris pr. enhed i kr.;Leverandørtype;Status\n"
    "A1;010101-4001;Multiforløb;01.01.2026;31.12.2026;Døgn;1.000,00;Fondsejet;Bevilget\n"
    "A2;010102-4002;Plejefamilie;01.02.2026;31.12.2026;Døgn;900,00;Privat;Bevilget\n"
    "A3;010103-4003;Plejefamilie;01.03.2026;01.02.2026;Døgn;800,00;Privat;Bevilget\n"
)
"""Three grants under headings that nobody knows; the last stops before it starts."""
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, "a;b\n1;2\n")
    return out.getvalue()


def workbook(*names: str) -> bytes:
    """A workbook with the same postings on each sheet; the third has a day that cannot be read."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in names:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 1, ["Bilag", "Bogføringsdato", "Konto", "Beløb"])
        for i in range(1, 6):
            sheet.write_row(i, 1, [f"B{i}", "ukendt" if i == 3 else f"0{i}-12-2026", ACCOUNT, 100 * i + 0.5])
    book.close()
    return out.getvalue()


def kept(site: Served) -> Municipality:
    return Municipality.open(site.folder, key=KEY)


def deliveries(site: Served) -> list[Any]:
    with kept(site) as kommune:
        return kommune.deliveries()


def clear(client: Client, page: Answer) -> None:
    answer_with(client, page, "fjern")


def test_the_first_line_says_what_has_arrived(site: Served) -> None:
    text = site.client().get("/data/?pr=2026-09-30").text
    assert "<h1>Alt til og med august 2026 er modtaget.</h1>" in text
    text = site.client().get("/data/?pr=2026-12-01").text
    assert "Alt til og med september 2026 er modtaget; der mangler" in text
    assert "bevilgede indsatser og posteringer for oktober 2026 og november 2026." in text


def test_the_list_shows_what_the_hall_has_and_can_be_filtered(site: Served) -> None:
    client, there = site.client(), deliveries(site)
    page = client.get("/data/?alle=1").text
    assert all(one.id in page for one in there)
    some = client.get("/data/?kilde=budget&alle=1", HX_Request="true", HX_Target="deliveries").text
    assert {one.id for one in there if one.id in some} == {one.id for one in there if one.source == "budget"}
    assert "<html" not in some


HOSTILE = {
    "arkiv.zip": (zipped("a.csv"), "zip-arkiv"),
    "billede.png": (PICTURE, "er et billede"),
    "skrift.docx": (zipped("word/document.xml"), "ikke et regneark"),
    "laast.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "adgangskode"),
    "krypteret.csv": (b"-----BEGIN PGP MESSAGE-----\n\nabc\n", "krypteret"),
    "halv.xlsx": (workbook("Ark1")[:1500], "beskadiget"),
    "tom.csv": (b"", "tom"),
    "pdf.csv": (b"%PDF-1.7\n%\xe2\xe3", "er en pdf"),
    "forkert.csv": (b"Dato;Vejr\n01.01.2026;sol\n", "vælg, hvad filen er"),
    "tilfaeldig.bin": (bytes(range(256)) * 8, "hverken tekst eller regneark"),
}


def test_wrong_files_get_a_sentence_and_change_nothing(writing: Served) -> None:
    client, before = writing.client(), deliveries(writing)
    page = send_files(client, {name: content for name, (content, _) in HOSTILE.items()})
    shown = sections(page)
    for name, (_, words) in HOSTILE.items():
        assert words in shown[name], name
        assert "--" not in shown[name], name
    assert 'value="hent"' not in page.text
    assert deliveries(writing) == before
    clear(client, page)
    assert client.get(f"/data/modtag/{batch_of(page)}/").status == 404
    assert "valgt nogen fil" in send_files(client, {}).text
    assert not list((writing.folder / "web" / "jobs").glob("*.file"))


def test_a_file_is_seen_then_kept_and_lies_sealed_meanwhile(writing: Served) -> None:
    client, before = writing.client(), deliveries(writing)
    page = send_files(client, {"hemmelig Modelsen.csv": POSTINGS.encode()})
    shown = sections(page)["hemmelig Modelsen.csv"]
    assert "Af 6 rækker hentes 5 ind, ingen afvises, og 1 er sum eller titel." in shown
    assert "oktober 2026" in shown
    assert "læst 1.502,50" in shown
    assert "afløser ingen tidligere levering" in shown
    assert deliveries(writing) == before
    web = writing.folder / "web"
    for path in [*web.rglob("*")]:
        content = path.read_bytes() if path.is_file() else b""
        assert b"Modelsen" not in content, path
        assert b"528211011" not in content, path
    twice = fields_of(page)
    page = answer_with(client, page, "hent")
    again = client.post(f"/data/modtag/{batch_of(page)}/svar/", **twice, goer="hent")  # the form sent twice
    assert again.status == 200
    fresh = deliveries(writing)[len(before) :]
    assert [(one.file_name, one.counts["accepted_oere"], one.by) for one in fresh] == [
        ("hemmelig Modelsen.csv", 150_250, writing.name)
    ]
    answer = client.get(f"/data/levering/{fresh[0].id}/original/")
    assert answer.content == POSTINGS.encode()
    assert "attachment" in answer.headers["Content-Disposition"]
    # and the same file once more is said to be the same
    page = send_files(client, {"igen.csv": POSTINGS.encode()})
    shown = sections(page)["igen.csv"]
    assert f"Filen er helt den samme som levering {fresh[0].id}" in shown
    assert "alle 5 rækker er uændrede" in shown
    clear(client, page)
    # taken back, after a page that asks
    assert (
        "Der bliver ingen posteringer for oktober 2026"
        in client.get(f"/data/levering/{fresh[0].id}/traek-tilbage/").text
    )
    assert "er ingen dato" in client.post(f"/data/levering/{fresh[0].id}/traek-tilbage/", dag="i går").text
    day = fresh[0].known_from.isoformat()
    assert "tæller ikke fra" in client.post(f"/data/levering/{fresh[0].id}/traek-tilbage/", dag=day).text
    assert deliveries(writing)[-1].withdrawn_from == fresh[0].known_from


def test_unknown_headings_and_words_are_asked_once(writing: Served) -> None:
    client = writing.client()
    page = send_files(client, {"udtræk.csv": STRANGE.encode("cp1252")})
    assert "vælg, hvad filen er" in sections(page)["udtræk.csv"]
    page = answer_with(client, page, "se", source="grants")
    assert "mangler en overskrift for" in sections(page)["udtræk.csv"]
    columns = {
        "Borger": "child_no",
        "Fra og med den": "start",
        "Til og med den": "stop",
        "Pris pr. enhed i kr.": "rate_oere",
    }
    page = answer_with(client, page, "se", **chosen(page, columns))
    shown = sections(page)["udtræk.csv"]
    assert "Dagen, udtrækket er fra" in shown
    assert "Stopdatoen ligger før startdatoen" in shown
    words = {"Multiforløb": "family_treatment", "Fondsejet": "private"}
    page = answer_with(client, page, "se", extract_day="31.10.2026", **chosen(page, words))
    shown = sections(page)["udtræk.csv"]
    assert "ord, som ikke kendes" not in shown
    assert "Af 4 rækker hentes 2 ind, 1 afvises" in shown
    page = answer_with(client, page, "hent")
    delivery = deliveries(writing)[-1]
    assert (delivery.source, str(delivery.extract_day), delivery.counts["accepted"]) == ("grants", "2026-10-31", 2)
    with kept(writing) as kommune:
        told = next(entry for entry in kommune.entries("form") if entry.key == "grants")
        assert told.values["headers"]["Borger"] == "child_no"
        assert told.values["values"]["intervention_type"] == {"Multiforløb": "family_treatment"}
        assert told.by == writing.name
    # the next file is known by its headings, and only its day is asked for
    page = send_files(
        client,
        {"næste.csv": (STRANGE + "A4;010104-4004;Multiforløb;01.04.2026;;Døgn;700,00;Privat;Bevilget\n").encode()},
    )
    shown = sections(page)["næste.csv"]
    assert "Dagen, udtrækket er fra" in shown
    assert "ord, som ikke kendes" not in shown
    assert "Hvad filen er (skal" not in shown
    clear(client, page)
    # the rejected row is put right: the whole file again, every row once
    text = client.get(f"/data/levering/{delivery.id}/?soeg=stopdato").text
    assert "Stopdatoen ligger før startdatoen" in text
    assert (
        "Stopdatoen"
        not in client.get(f"/data/levering/{delivery.id}/?soeg=findesikke", HX_Request="true", HX_Target="rejects").text
    )
    assert "010103-4003" in client.get(f"/data/levering/{delivery.id}/afviste.csv").text
    assert client.get(f"/data/levering/{delivery.id}/afviste.xlsx").content.startswith(b"PK")
    form = client.get(f"/data/levering/{delivery.id}/ret/?raekke=4")
    assert 'value="010103-4003"' in form.text
    assert (
        "Ingen felter er rettet"
        in client.post(f"/data/levering/{delivery.id}/ret/?raekke=4", **{"4-4": "01.02.2026"}).text
    )
    page = settled(client, client.post(f"/data/levering/{delivery.id}/ret/?raekke=4", **{"4-4": "01.12.2026"}))
    shown = sections(page)["udtræk (rettet).csv"]
    assert "Af 4 rækker hentes 3 ind, ingen afvises" in shown
    assert "2 rækker er uændrede, 1 nye eller ændrede, 0 borte eller ændrede" in shown
    answer_with(client, page, "hent")
    right = deliveries(writing)[-1]
    assert (right.counts["accepted"], right.extract_day, right.scope) == (3, delivery.extract_day, delivery.scope)
    with kept(writing) as kommune:
        assert right.id in kommune.in_force()
        assert delivery.id not in kommune.in_force()


def chosen(page: Answer, wanted: dict[str, str]) -> dict[str, str]:
    """The field under each label, and what is chosen there."""
    out = {}
    for label, value in wanted.items():
        found = re.search(rf'<label for="([^"]+)">{re.escape(label)}(?: <|</label>)', page.text)
        assert found is not None, label
        out[found[1].split("-", 1)[1]] = value
    return out


def test_a_workbook_is_asked_for_its_sheet_and_corrected_in_its_cell(writing: Served) -> None:
    client = writing.client()
    page = send_files(client, {"to ark.xlsx": workbook("Nord", "Syd")})
    assert "flere ark" in sections(page)["to ark.xlsx"]
    page = answer_with(client, page, "se", sheet="Syd")
    assert "1 afvises" in sections(page)["to ark.xlsx"]
    answer_with(client, page, "hent")
    delivery = deliveries(writing)[-1]
    page = settled(client, client.post(f"/data/levering/{delivery.id}/ret/", **{"4-1": "03-12-2026"}))
    answer_with(client, page, "hent")
    right = deliveries(writing)[-1]
    assert (right.counts["accepted"], right.counts["accepted_oere"]) == (5, 150_250)
    assert right.file_name == "to ark (rettet).xlsx"


def test_wrong_answers_come_back_with_what_was_typed_and_a_sentence_at_each_field(writing: Served) -> None:
    client = writing.client()
    page = send_files(
        client, {"oktober.csv": POSTINGS.encode(), "november.csv": POSTINGS.replace("-10-", "-11-").encode()}
    )
    first, second = (name.removesuffix("-med") for name in fields_of(page) if name.endswith("-med"))
    typed = fields_of(page) | {
        f"{first}-period_from": "13/2026",
        f"{first}-known_from": "01.01.2999",
        f"{first}-scope": "<Nord>",
        f"{second}-period_from": "2026-11",
        f"{second}-period_to": "2026-10",
    }
    del typed[f"{second}-med"]
    wrong = client.post(f"/data/modtag/{batch_of(page)}/svar/", **typed, goer="hent")
    assert wrong.status == 400
    assert "3 svar kan ikke bruges" in wrong.text
    shown = {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in fields_of(wrong).items()}
    assert {name: value for name, value in shown.items() if name != "once"} == {
        name: value for name, value in typed.items() if name != "once"
    }
    for field, sentence in {
        f"{first}-period_from": "Måneden skal skrives som 2026-09.",
        f"{first}-known_from": "Dagen ligger efter i dag: skriv i dag eller en tidligere dag.",
        f"{second}-period_to": "Perioden slutter, før den begynder.",
    }.items():
        tag = re.search(rf'<input[^>]*name="{field}"[^>]*>(.*?)</div>', wrong.text)
        assert tag is not None
        assert 'aria-invalid="true"' in tag[0]
        assert f'{field}-wrong"' in tag[0]
        assert sentence in tag[1]
    assert wrong.text.count("aria-invalid") == 3
    assert wrong.text.count('<details class="more" open><summary>Ret, hvad leveringen betyder') == 2
    page = client.post(f"/data/modtag/{batch_of(page)}/svar/", **{f"{second}-fjern": "1"}, goer="se")
    page = answer_with(client, page, "hent", period_from="2026-10", period_to="2026-11", known_from="01.10.2023")
    assert "Svarene er brugt" in page.text  # nothing is kept before it was seen with the answers
    answer_with(client, page, "hent")
    made = deliveries(writing)[-1]
    assert (made.period_from, made.period_to, str(made.known_from), made.backdated) == (
        202610,
        202611,
        "2023-10-01",
        True,
    )


def test_an_amount_that_cannot_be_read_is_blank_and_not_nothing(writing: Served) -> None:
    client = writing.client()
    page = send_files(client, {"bilag.csv": POSTINGS.replace("100,50", "se bilag").encode()})
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*Beløb kan ikke læses.*?</tr>", page.text, re.DOTALL)
    assert row is not None
    assert "0,00" not in row[0]
    assert "1 afvist rækkes beløb kan ikke læses." in sections(page)["bilag.csv"]
    clear(client, page)


def test_two_headings_for_one_column_come_back(writing: Served) -> None:
    client = writing.client()
    page = send_files(client, {"udtræk.csv": STRANGE.replace("Borger", "Hvem").replace("Sag;", "Sagen;").encode()})
    page = answer_with(client, page, "se", source="grants")
    wrong = answer_with(client, page, "se", **chosen(page, {"Hvem": "child_no", "Sagen": "child_no"}))
    assert wrong.status == 400
    assert wrong.text.count("To overskrifter har fået den samme kolonne.") == 2
    assert list(fields_of(wrong).values()).count("child_no") == 2
    clear(client, page)


OS2BOS = (
    "id,amount,date,payment_schedule__payment_id,payment_schedule__payment_frequency,activity_start_date,activity_end_date,"
    "activity_status,section,sbsys_id,cpr_number,leader,Egen kolonne\n"
    "1,100.00,2026-01-01,1,MONTHLY,2026-01-01,,GRANTED,SEL-52-3.7,S-1,0101159999,Led Ersen,x\n"
)


def test_headings_that_a_source_is_known_to_have_are_not_asked_about(writing: Served) -> None:
    client = writing.client()
    page = send_files(client, {"betalinger.csv": OS2BOS.encode()})
    assert ">Egen kolonne</label>" in page.text
    assert ">leader</label>" not in page.text
    assert "1 overskrift, som ikke kendes" in page.text
    clear(client, page)


def test_by_keyboard_and_without_faults_for_axe(writing: Served, chromium: Any, tmp_path: Path) -> None:
    page = logged_in(chromium, writing, width=400)
    file = tmp_path / "udtræk.csv"
    file.write_text(STRANGE.replace("Borger", "Hvem").replace("Fra og med den", "Begyndte"), "utf-8")
    axe = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

    def look() -> None:
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
        assert [one["id"] for one in found["violations"]] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url

    page.goto("/data/")
    look()
    page.focus("#files")
    page.set_input_files("#files", str(file))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-keep]")
    look()
    page.focus("select[name$=-source]")
    page.keyboard.type("Bevilgede")
    page.focus("button[value=se]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=mangler en overskrift")
    look()
    rejected = next(one for one in reversed(deliveries(writing)) if one.counts["rejected"])
    for path in ("", "ret/", "traek-tilbage/"):
        page.goto(f"/data/levering/{rejected.id}/{path}")
        look()
    page.context.close()


def test_a_body_too_large_is_swallowed_and_answered_in_danish() -> None:
    from types import SimpleNamespace

    from trinvis.web.uploads import Channel, too_large

    limits = SimpleNamespace(
        max_request_body_size=1000, max_request_header_size=10_000, inbuf_overflow=1000, url_scheme="http"
    )
    parser = Channel.parser_class(limits)
    left = b"POST /data/modtag/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + b"x" * 200
    while left:
        left = left[parser.received(left) :]
    assert not parser.completed
    assert parser.received(b"x" * 4800 + b"GET") == 4800
    assert parser.completed
    assert parser.error.code == 413
    assert "512 MB" in too_large()


def test_a_fault_of_ours_is_not_called_a_fault_of_the_request() -> None:
    from types import SimpleNamespace

    from waitress.utilities import BadRequest, InternalServerError

    from trinvis.web.uploads import UNEXPECTED, UNREADABLE_REQUEST, Channel

    for error, sentence in ((InternalServerError(""), UNEXPECTED), (BadRequest(""), UNREADABLE_REQUEST)):
        sent: list[bytes] = []
        request = SimpleNamespace(error=error, version="1.1", headers={})
        channel = SimpleNamespace(server=SimpleNamespace(adj=SimpleNamespace(ident="")), write_soon=sent.append)
        Channel.error_task_class(channel, request).execute()
        assert sentence.encode() in b"".join(sent)


@pytest.mark.skipif(os.name != "posix", reason="needs /proc")
def test_no_temporary_file_holds_an_upload(writing: Served) -> None:
    before = {path for folder in ("/tmp", "/var/tmp") for path in Path(folder).glob("tmp*")}
    client = writing.client()
    page = send_files(client, {"stor.csv": POSTINGS.encode() + b"\n" * 3_000_000})
    assert "hentes 5 ind" in sections(page)["stor.csv"]
    after = {path for folder in ("/tmp", "/var/tmp") for path in Path(folder).glob("tmp*")}
    assert not [path for path in after - before if path.is_file() and b"Bilag" in path.read_bytes()]
    clear(client, page)
