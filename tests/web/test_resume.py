"""A session that expires in a form, and a token from before the login: a clear sentence, and nothing typed is lost."""

from __future__ import annotations

from tests.web.served import Client, Served

TYPED = {"area": "plejefamilier", "text": "Tre nye anbringelser i august; én er hjemgivet."}


def stranger(site: Served) -> Client:
    """Somebody whose session is gone, but whose page still stands in the browser."""
    client = Client(site.address)
    client.get("/login/")
    return client


def test_what_was_typed_comes_back_on_the_login(site: Served) -> None:
    answer = stranger(site).post("/opfoelgning/", **TYPED)
    assert answer.status == 401
    assert "Du er logget ud" in answer.text
    assert TYPED["text"] in answer.text


def test_after_login_it_is_sent_again_with_one_press(site: Served) -> None:
    client = stranger(site)
    client.post("/opfoelgning/", **TYPED)
    answer = client.post(
        "/opfoelgning/", **TYPED, trinvis_to="/opfoelgning/", trinvis_name=site.name, trinvis_password=site.password
    )
    assert answer.status == 200
    assert "Send nu det, du skrev" in answer.text
    assert TYPED["text"] in answer.text
    assert site.password not in answer.text
    assert client.get("/opfoelgning/").url.endswith("/opfoelgning/")


def test_a_wrong_password_keeps_it_too(site: Served) -> None:
    client = stranger(site)
    answer = client.post(
        "/opfoelgning/", **TYPED, trinvis_to="/opfoelgning/", trinvis_name="en anden", trinvis_password="gæt"
    )
    assert answer.status == 401
    assert "forkert" in answer.text
    assert TYPED["text"] in answer.text


def test_a_token_from_before_the_login_keeps_it(site: Served) -> None:
    client = site.client()
    answer = client.post("/opfoelgning/", **TYPED, csrfmiddlewaretoken="a" * 64)
    assert answer.status == 403
    assert TYPED["text"] in answer.text
    assert "Send igen" in answer.text


def test_a_form_from_another_site_gets_nothing(site: Served) -> None:
    from urllib.request import Request

    client = site.client()
    answer = client._sent(
        Request(
            f"{site.address}opfoelgning/",
            data=b"text=x",
            headers={"Origin": "https://andet.example", "Referer": "https://andet.example/"},
        )
    )
    assert answer.status == 403
    assert "Send igen" not in answer.text


def test_a_part_of_a_page_says_it_beside_the_fields(site: Served) -> None:
    answer = stranger(site).get("/opfoelgning/", HX_Request="true")
    assert answer.status == 401
    assert {name.lower(): value for name, value in answer.headers.items()}["hx-retarget"] == "#messages"
    assert "log ind i et nyt faneblad" in answer.text
