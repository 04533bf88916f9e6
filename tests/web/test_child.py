"""*Barn*: the answer is the hall's, every figure opens, what if writes nothing until it is saved."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import unquote_plus

import polars as pl
import pytest
from tests.web.browser import logged_in
from tests.web.served import KEY, Answer, Client, Served

from trinvis.municipality import Municipality
from trinvis.reports import danish

DAY = date(2026, 9, 30)
AT = "pr=2026-09-30&aar=2026"


@pytest.fixture(scope="module")
def hall(site: Served) -> Any:
    with Municipality.open(site.folder, key=KEY) as opened:
        yield opened


@pytest.fixture(scope="module")
def placed(hall: Municipality) -> dict[str, Any]:
    """A child in an institution by the day, with no known stop."""
    return a_placed_child(hall)


def a_placed_child(hall: Municipality) -> dict[str, Any]:
    lines = hall.commitments(2026, DAY).lines.filter(
        pl.col("placement_type") == "institution", pl.col("stop_day").is_null(), pl.col("unit") == "day"
    )
    return lines.sort("child_no", "month").row(0, named=True)


def opened(answer: Answer) -> list[tuple[str, str]]:
    """(address, text) of every figure that can be opened."""
    found = re.findall(r'<a[^>]*href="[^"]*adresse=([^"]+)"[^>]*>([^<]+)</a>', answer.text)
    return [(unquote_plus(unescape(address)), unescape(text)) for address, text in found]


def read(text: str) -> int:
    """``1.234.567`` or ``1.234.567 kr.`` as whole kroner."""
    return int(text.removesuffix(" kr.").replace(".", "").replace(danish.MINUS, "-"))


def test_the_first_line_answers(site: Served, hall: Municipality, placed: dict[str, Any]) -> None:
    child = placed["child_no"]
    answer = site.client().get(f"/barn/{child}/?{AT}")
    heading = re.sub("<[^>]+>", "", unescape(answer.text.split("<h1>")[1].split("</h1>")[0]))
    own = hall.commitments(2026, DAY).lines.filter(pl.col("child_no") == child)["amount_oere"].sum()
    whole = hall.full_year(2026, DAY).filter(pl.col("child_no") == child)["amount_oere"].sum()
    assert hall.names("child", [child])[child] in heading
    assert "døgninstitution" in heading
    assert f"{danish.kroner(own)} kr. i 2026, {danish.kroner(whole)} kr. på et helt år" in heading


def test_every_figure_of_a_child_opens_to_what_it_says(
    site: Served, hall: Municipality, placed: dict[str, Any]
) -> None:
    answer = site.client().get(f"/barn/{placed['child_no']}/?{AT}")
    figures = opened(answer)
    assert len(figures) > 20
    for address, text in figures:
        found = hall.explain(address)
        assert found.value == found.lines["signed_oere"].sum(), address
        assert danish.rounded(found.value, 100) == read(text), address


def test_what_was_known_when(site: Served, hall: Municipality, placed: dict[str, Any]) -> None:
    """Every row of the page is one of the hall's history, the newest first."""
    answer = site.client().get(f"/barn/{placed['child_no']}/?{AT}")
    history = hall.grant_history(placed["child_no"], DAY)
    body = answer.text.split('id="child-history"')[1].split("<tbody>")[1].split("</tbody>")[0]
    days = re.findall(r'<th scope="row">([\d.]+)</th>', body)
    assert days == [danish.day(day) for day in reversed(history["known_from"].to_list())]


def test_every_rate_opens_to_the_row_that_said_it(site: Served, hall: Municipality, placed: dict[str, Any]) -> None:
    """In the grants and in the history; the row of the delivery has the rate that the page shows."""
    client = site.client()
    text = client.get(f"/barn/{placed['child_no']}/?{AT}").text
    rates = re.findall(
        r'<td class="figure"><a href="(/beregning/raekke/([^/]+)/(\d+)/)" class="opens">([^<]+)</a>', text
    )
    priced = hall.grant_history(placed["child_no"], DAY)["rate_oere"].drop_nulls().len()
    assert len(rates) > priced > 0
    for path, delivery, row, said in rates:
        facts = hall.source_row(delivery, int(row)).facts
        assert read(said) in {danish.rounded(rate, 100) for rate in facts["grants"]["rate_oere"]}, path
    assert "Takst" in client.get(rates[0][0]).text


def test_the_picture_names_steps_and_days(site: Served, placed: dict[str, Any]) -> None:
    text = site.client().get(f"/barn/{placed['child_no']}/?{AT}").text
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="') == 2
    assert "Indsatser på trappen" in text
    assert "trin 6, fra" in text
    assert "style=" not in text


def test_an_unknown_child_is_no_error(site: Served) -> None:
    answer = site.client().get("/barn/1/")
    assert answer.status == 404
    assert "Siden findes ikke" in answer.text


def test_what_if_shows_the_halls_answer_and_its_figures_open(
    site: Served, hall: Municipality, placed: dict[str, Any]
) -> None:
    made = hall.what_if_moved(
        placed["grant_id"],
        date(2026, 11, 1),
        {"placement_type": "foster", "unit": "month", "rate_oere": 45_000_00},
        year=2026,
        as_of=DAY,
    )
    client = site.client()
    client.get(f"/?{AT}")
    answer = client.get(
        f"/barn/{placed['child_no']}/hvad-hvis/?handling=flyt&indsats={placed['grant_id']}&dato=01.11.2026&sted=foster"
        "&takst=45.000&enhed=month"
    )
    heading = answer.text.split("<h1>")[1].split("</h1>")[0]
    assert f"{danish.kroner(-made.this_year_oere)} kr. mindre i 2026" in heading
    assert f"{danish.kroner(-made.full_year_oere)} kr. mindre på et helt år" in heading
    assert f"{danish.kroner(made.this_year_after_oere)}<" in answer.text
    for name, sums in (
        ("what-if-after", [made.this_year_after_oere]),
        ("what-if-next", [made.next_year_after_oere]),
        ("what-if-whole", [made.full_year_before_oere, made.full_year_after_oere]),
    ):
        assert f'href="#{name}"' in answer.text
        table = answer.text.split(f'id="{name}"')[1].split("</table>")[0]
        body, foot = table.split("<tbody>")[1].split("<tfoot>")
        cells = [re.findall(r'<td class="figure">([^<]*)</td>', row) for row in body.split("<tr")[1:]]
        columns = list(zip(*[row[-len(sums) :] for row in cells], strict=True))
        for column, whole in zip(columns, sums, strict=True):
            assert abs(sum(read(one) for one in column if one) - danish.rounded(whole, 100)) <= len(column)
        assert re.findall(r'<td class="figure">([^<]+)</td>', foot) == [danish.kroner(one) for one in sums]
    first = answer.text.split('id="what-if-after"')[1]
    assert re.search(r"kr\. pr\. (døgn|måned) × ", unescape(first.split("</table>")[0]))
    for address, text in opened(answer):
        assert danish.rounded(hall.explain(address).value, 100) == read(text), address


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("handling=flyt&dato=01.11.2026&sted=foster&takst=mange", "skal være et tal"),
        ("handling=flyt&dato=01.11.2026&sted=&takst=", "Vælg, hvor barnet flytter hen"),
        ("handling=stop&dato=i morgen", "er ingen dato"),
        ("handling=stop&dato=01.01.1999", "begynder først"),
    ],
)
def test_what_if_says_what_is_wrong_and_keeps_what_was_typed(
    site: Served, placed: dict[str, Any], query: str, said: str
) -> None:
    client = site.client()
    client.get(f"/?{AT}")
    path = f"/barn/{placed['child_no']}/hvad-hvis/?indsats={placed['grant_id']}&{query.replace(' ', '%20')}"
    answer = client.get(path)
    assert answer.status == 200
    assert said in answer.text
    typed = re.search("dato=([^&]+)", query)
    assert typed is not None
    assert f'value="{typed[1]}"' in answer.text


def test_a_what_if_is_saved_as_an_expectation(own_site: Served) -> None:
    with Municipality.open(own_site.folder, key=KEY) as hall:
        placed = a_placed_child(hall)
        made = hall.what_if_moved(
            placed["grant_id"],
            date(2026, 11, 1),
            {"placement_type": "foster", "unit": "month", "rate_oere": 45_000_00},
            year=2026,
            as_of=DAY,
        )
        client = own_site.client()
        client.get(f"/?{AT}")
        asked = {
            "handling": "flyt", "indsats": str(placed["grant_id"]), "dato": "01.11.2026", "sted": "foster", "takst": "45.000",
            "enhed": "month", "leverandoertype": "", "sandsynlighed": "100",
        }  # fmt: skip
        child = placed["child_no"]
        assert hall.entries("expectation") == []
        saved = client.post(f"/barn/{child}/hvad-hvis/", note="Aftalt med familien", **asked)
        assert "Gemt som forventning" in saved.text
        written = hall.entries("expectation")
        assert len(written) == 1
        assert written[0].values["note"] == "Aftalt med familien"
        own = hall.commitments(2026, DAY).lines.filter(pl.col("child_no") == child)["amount_oere"].sum()
        assert own == made.this_year_after_oere
    _seen_and_changed(client, child, danish.kroner(own))


def _seen_and_changed(client: Client, child: int, amount: str) -> None:
    page = client.get(f"/barn/{child}/")
    assert f"{amount} kr." in page.text
    assert "Forventet" in page.text
    link = re.search(r'href="(/disponering/skoen/forventning/\?noegle=[^"]+)"', page.text)
    assert link is not None
    form = client.get(unescape(link[1]))
    assert "Aftalt med familien" in form.text
    assert 'value="45.000"' in form.text


def test_at_400_pixels_and_by_keyboard(chromium: Any, site: Served, placed: dict[str, Any]) -> None:
    page = logged_in(chromium, site, width=400)
    page.goto(f"/?{AT}")
    for path in ("", "hvad-hvis/"):
        page.goto(f"/barn/{placed['child_no']}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.check("#k-stop")
    page.fill("#f-dato", "31.10.2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**dato=31.10.2026**")
    assert "Stopper indsatsen" in page.inner_text("h1")
    page.context.close()
