"""*Overblik*: the page against the hall; its parts that are loaded afterwards; what it weighs; narrow and without script."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from tests.example.example import Example, built_once
from tests.web.browser import logged_in
from tests.web.house import Page, fragment, opened, page
from tests.web.served import KEY, Answer, Client, Served, served

from trinvis.demo import files
from trinvis.municipality import Municipality
from trinvis.presentation import overview
from trinvis.reports import danish

DAY, YEAR = date(2026, 9, 30), 2026
HERE = f"/?pr={DAY}"
HISTORY = f"/overblik/historik/{YEAR}/{DAY}/"
CHANGES = f"/overblik/aendringer/{YEAR}/{DAY}/"
HEAVIEST = 400_000
SMALLEST_TEXT = 11
TEXT_SIZES = """() => [...document.querySelectorAll('main svg text')]
    .filter(one => one.getBoundingClientRect().width > 0)
    .map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Municipality:
    made: Example = built_once(tmp_path_factory, "example", files)
    return made.hall


@pytest.fixture(scope="module")
def whole(site: Served) -> Page:
    """The page with nothing loaded afterwards."""
    return page(site.client(), f"{HERE}&alt=1")


def figures(found: Page) -> dict[str, str]:
    """Address → text of every figure."""
    return dict(opened(found))


def test_the_first_line_is_the_answer(whole: Page, hall: Municipality) -> None:
    assert f"<h1>{overview.answer(hall.follow_up(YEAR, DAY))}</h1>" in whole.html


def test_the_second_line_opens_and_adds_up_to_the_forecast(whole: Page, hall: Municipality) -> None:
    line = re.search(r'<p class="second">.*?</p>', whole.html, re.DOTALL)
    assert line is not None
    addresses = re.findall(r"follow-up%2F2026%2F2026-09-30%2F(\w+)", line[0])
    assert addresses == ["spent_oere", "committed_oere", "estimates_oere", "method_oere", "refund_oere"]
    total = hall.follow_up(YEAR, DAY).total
    assert sum(total[name] for name in addresses) == total["forecast_oere"]
    for name in addresses:
        assert f">{danish.millions(total[name])} mio. kr.</a>" in line[0]


def test_the_months_are_worked_out_one_by_one(own_site: Served, hall: Municipality) -> None:
    """A new page asks month by month; then the picture is on the page itself."""
    client = own_site.client()
    first = client.get(HERE).text
    assert 'hx-trigger="load"' in first
    asked = re.search(r'<div class="waiting" hx-get="([^"]+)"', first)
    assert asked is not None
    assert asked[1] == HISTORY
    progress = []
    for _ in range(10):
        answer = client.get(HISTORY, HX_Request="true")
        ready = re.search(r'<progress value="(\d+)" max="9"', answer.text)
        if ready is None:
            break
        progress.append(int(ready[1]))
    assert progress == [2, 3, 4, 5, 6, 7, 8]
    assert "<svg" in answer.text
    again = client.get(HERE).text
    assert 'class="waiting" hx-get="/overblik/historik' not in again
    shown = figures(fragment("/", again))
    for day in (date(2026, 8, 31), DAY):
        total = hall.follow_up(YEAR, day).total
        for column in ("budget_oere", "forecast_oere", "deviation_oere"):
            assert shown[f"follow-up/{YEAR}/{day}/{column}"].startswith(danish.millions(total[column])), (day, column)


def test_the_causes_add_up_to_the_extra_expense(whole: Page, hall: Municipality) -> None:
    causes = [address for address in figures(whole) if address.startswith("why/")]
    assert [address.rpartition("/")[2] for address in causes] == ["persons", "mix", "price", "other", "total"]
    total = hall.follow_up(YEAR, DAY).total
    *parts, whole_difference = (hall.explain(address).value for address in causes)
    assert sum(parts) == whole_difference == -total["deviation_oere"]


def test_what_changed_adds_up_and_leads_on(site: Served, hall: Municipality) -> None:
    client = site.client()
    found = page(client, CHANGES)
    part = client.get(CHANGES, HX_Request="true").text
    kinds = figures(fragment(CHANGES, part))
    moved = hall.changes(YEAR, date(2026, 8, 31), DAY)
    total = moved.total_after - moved.total_before
    assert "Siden 31. august 2026: " in part
    assert kinds[str(moved.address(moves="forecast"))] == f"+{danish.millions(total)} mio. kr."
    said = sum(hall.explain(address).value for address in kinds if "kind=" in address)
    small = moved.items.filter(moved.items["moves"] == "forecast").group_by("kind").agg(amount=_sum())
    rest = sum(amount for _, amount in small.iter_rows() if abs(amount) < overview.SMALLEST)
    assert said + rest == total
    link = re.search(r'href="(/opfoelgning/aendringer/\?siden=2026-08-31)"', part)
    assert link is not None
    assert client.get(link[1]).status == 200
    assert found.status == 200


def _sum() -> Any:
    import polars as pl

    return pl.col("amount_oere").sum()


def test_the_staircase_is_the_halls_and_ties_to_the_forecast(whole: Page, hall: Municipality) -> None:
    made, shown = hall.staircase(YEAR, DAY), figures(whole)
    assert made.forecast_oere == hall.follow_up(YEAR, DAY).total["forecast_oere"]
    assert len(made.steps) == 7
    for step in made.steps:
        for figure, value in step.children.items():
            assert shown[str(made.address(figure, step))] == danish.decimal(value), (step.label, figure)
        assert shown[str(made.address("forecast_oere", step))].startswith(danish.millions(step.forecast_oere))
    assert "uden for trappen" in whole.html


def test_the_areas_are_those_of_the_follow_up(whole: Page, hall: Municipality) -> None:
    made, shown = hall.follow_up(YEAR, DAY), figures(whole)
    for row in made.areas.filter(made.areas["kind"] != "policy_area").iter_rows(named=True):
        for column in ("budget_oere", "spent_oere", "forecast_oere", "deviation_oere"):
            assert danish.millions(row[column]) in shown[str(made.address(column, row["kind"], row["area"]))]


def test_without_script_the_whole_page_is_one_link_away(site: Served) -> None:
    answer = site.client().get(HISTORY)
    assert answer.url.endswith("alt=1")
    assert 'hx-trigger="load"' not in answer.text
    for part in ("history", "why", "changes", "stairs", "by-area"):
        assert f'id="{part}"' in answer.text
    assert answer.text.count("<svg") == 5


@pytest.mark.parametrize("path", ["/overblik/historik/2026/i-dag/", "/overblik/aendringer/2026/2026-13-01/"])
def test_a_day_that_is_none_is_said(site: Served, path: str) -> None:
    answer = site.client().get(path, HX_Request="true")
    assert answer.status == 400
    assert "er ingen dato" in answer.text


@pytest.mark.parametrize("day", ["2023-10-31", "2024-02-29", "2026-10-01"])
def test_other_days_can_be_seen(site: Served, day: str) -> None:
    """The first day of all, a leap day, a day inside a month."""
    client = site.client()
    found = page(client, f"/?pr={day}")
    assert found.status == 200
    assert "<h1>" in found.html


def test_a_day_before_the_first_delivery_says_so(site: Served) -> None:
    answer = site.client().get("/?pr=2020-01-31")
    assert "ikke modtaget data, som var kendt 31. januar 2020" in answer.text


def test_a_new_municipality_is_shown_where_to_begin(tmp_path: Path) -> None:
    folder = tmp_path / "ny"
    Municipality.create(
        folder, municipality=151, key=KEY, clock=lambda: datetime(2026, 10, 1, tzinfo=UTC), by="Testen"
    ).close()
    with served(folder) as running:
        answer = running.client().get("/")
    assert "ikke modtaget data" in answer.text
    assert 'href="/data/"' in answer.text


def test_the_start_page_is_light(site: Served) -> None:
    """Everything that a first visit fetches, fonts included, as it is sent."""
    client = site.client()
    first = fetched(client, HERE)
    text = client.get(HERE).text
    sent = len(first.content)
    for path in {*re.findall(r'(?:href|src)="(/static/[^"]+)"', text)}:
        answer = fetched(client, path)
        sent += len(answer.content)
        if path.endswith("trinvis.css"):
            css = client.get(path).text
            sent += sum(
                len(fetched(client, urljoin(path, font)).content) for font in re.findall(r'url\("([^"]+)"\)', css)
            )
    sent += sum(len(client.get(path, HX_Request="true").content) for path in (HISTORY, CHANGES))
    assert sent < HEAVIEST


def fetched(client: Client, path: str) -> Answer:
    answer = client.get(path, Accept_Encoding="gzip")
    assert answer.status == 200, path
    return answer


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (800, 900), (400, 800)])
def test_pictures_can_be_read_at_every_width(chromium: Any, site: Served, width: int, height: int) -> None:
    browser = logged_in(chromium, site, width=width, height=height)
    browser.goto(f"{HERE}&alt=1")
    sizes = browser.evaluate(TEXT_SIZES)
    assert len(sizes) > 30
    assert min(sizes) >= SMALLEST_TEXT
    browser.goto(HERE)
    browser.wait_for_selector("#history svg", state="attached", timeout=40_000)
    browser.wait_for_selector("#changes .kinds")
    pictures = browser.locator("main svg:visible")
    assert pictures.count() == 3
    for number in range(3):
        assert pictures.nth(number).get_attribute("role") == "img"
        assert len(pictures.nth(number).get_attribute("aria-label")) > 60
    browser.context.close()
