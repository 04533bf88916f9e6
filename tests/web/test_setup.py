"""*Opsætning*: own values, methods and profiles are checked, compared and kept with history; nothing typed is lost."""

from __future__ import annotations

import html
import re
from datetime import date

from tests.web.served import KEY, Client, Served

from trinvis.municipality import Municipality

LIMIT = "/opsaetning/parameter/refund_limits/?noegle=1"
DAY = date(2026, 9, 30)


def version(text: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', text)
    assert found is not None
    return found[1]


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status == 200, path
    return html.unescape(answer.text)


def test_parameters_methods_profiles_and_journal(own_site: Served) -> None:
    client = own_site.client()
    parameters(client)
    methods(client)
    profiles(client, own_site)
    journal(client)
    with Municipality.open(own_site.folder, key=KEY) as kommune:
        assert kommune.parameters(DAY).value("refund_limits", DAY, "1").value == 100_000_050
        assert kommune.profile(DAY).area("plejefamilier").method == "twelfths"
        assert kommune.profile(DAY).explanation_kr_oere == 12_300_000


def parameters(client: Client) -> None:
    assert "Refusionsgrænser" in text_of(client, "/opsaetning/?soeg=refusionsgr%C3%A6nser&egne=1")
    assert "Ingen parameter" in text_of(client, "/opsaetning/?soeg=findes-ikke")
    part = client.get("/opsaetning/?soeg=refusion", HX_Request="true", HX_Target="parameters-part").text
    assert "<html" not in part
    page = text_of(client, LIMIT)
    assert "930.000 kr. pr. år" in page
    seen = version(page)
    wrong = client.post(LIMIT, version=seen, value="1,2,3", valid_from="01.01.2026", source="Brev")
    assert wrong.status == 400
    assert "er ikke et tal" in html.unescape(wrong.text)
    assert 'value="Brev"' in wrong.text  # what was typed stands there still
    assert client.post(LIMIT, version=seen, value="1", valid_from="i går", source="Brev").status == 400
    assert "Kilden mangler" in html.unescape(client.post(LIMIT, version=seen, value="1", valid_from="01.01.2026").text)
    kept = html.unescape(
        client.post(
            LIMIT, version=seen, value="1.000.000,50", valid_from="01.01.2026", valid_to="31.12.2026", source="Brev"
        ).text
    )
    assert "1.000.000,50 kr. pr. år" in kept
    assert "930.000 kr. pr. år" in kept  # in the history
    # another tab that still has the old version
    late = client.post(LIMIT, version=seen, value="2.000.000", valid_from="01.01.2026", source="Min egen")
    assert late.status == 409
    said = html.unescape(late.text)
    assert "ændret af en anden" in said
    assert "2.000.000" in said
    assert "1.000.000,50" in said


def methods(client: Client) -> None:
    path = "/opsaetning/profil/metode/plejefamilier/"
    page = text_of(client, path)
    seen = version(page)
    assert "Begrundelsen mangler" in html.unescape(client.post(path, version=seen, method="twelfths", reason="").text)
    kept = html.unescape(client.post(path, version=seen, method="twelfths", reason="Prøven siger det").text)
    assert "Prøven siger det" in kept
    late = client.post(path, version=seen, method="risk", reason="For sent")
    assert late.status == 409
    assert "For sent" in late.text
    assert client.get("/opsaetning/profil/metode/findes-ikke/").status == 404


def profiles(client: Client, own_site: Served) -> None:
    with Municipality.open(own_site.folder, key=KEY) as kommune:
        now = kommune.profile(DAY).to_yaml()
    assert client.get("/opsaetning/profil/fil/").text == now
    path = "/opsaetning/profil/ny/"
    seen = version(text_of(client, "/opsaetning/profil/metode/plejefamilier/"))
    same = client.post(path, text=now)
    assert "er den profil, der gælder nu" in html.unescape(same.text)
    broken = html.unescape(client.post(path, text=now.replace("method: twelfths", "method: gaet")).text)
    assert "»gaet« kendes ikke" in broken
    assert "Profilen kan ikke læses som YAML" in html.unescape(client.post(path, text="a: [").text)
    assert "Der er ingen fil" in html.unescape(client.post(path, text="").text)
    text = f"{now}\nexplanation_kr_oere: 12300000\n"
    compared = client.post(path, text=text)
    said = html.unescape(compared.text)
    assert "forklaringsgrænse" in said
    assert "123.000 kr." in said
    seen = version(compared.text)
    kept = client.post(path, text=text, keep="1", version=seen)
    assert "123.000 kr." in html.unescape(kept.text)
    late = client.post(path, text=now, keep="1", version=seen)
    assert late.status == 409
    assert "ændret af en anden" in html.unescape(late.text)


def journal(client: Client) -> None:
    page = text_of(client, "/opsaetning/journal/?art=method")
    assert "Prøven siger det" in page
    assert "Risikosag" not in re.search(r"<tbody>.*?</tbody>", page, re.S)[0]  # type: ignore[index]
    assert "Ingen poster" in text_of(client, "/opsaetning/journal/?soeg=findes-ikke")
    limits = text_of(client, "/opsaetning/journal/?art=parameter&soeg=refund_limits/1")
    assert "nr. " in limits  # replaced by
    assert "Refusionsgrænser, særligt dyre enkeltsager, Grænse 1" in limits
    assert "Værdi: 930.000 kr. pr. år" in limits
    pools = text_of(client, "/opsaetning/journal/?art=pool")
    assert "Plejefamilier, 2026" in pools
    assert "plejefamilier" not in re.search(r"<tbody>.*?</tbody>", pools, re.S)[0]  # type: ignore[index]
    assert client.get("/opsaetning/hent/journal/?form=csv").status == 200
    assert client.get("/opsaetning/hent/parametre/?form=json").status == 200
    assert client.get("/opsaetning/hent/andet/").status == 404
