"""*Trappen*: the first line, every figure opened, choices, files, small counts, and the page by keyboard and at 400 pixels."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from tests.web.browser import logged_in
from tests.web.house import Page, opened, page
from tests.web.served import KEY, Served
from tests.web.test_accessibility import AXE, CHECK, NARROW, RULES, WIDE, WIDER, settled
from tests.web.test_every_figure import number_in, writings
from tests.web.test_keyboard import tab_to

from trinvis.municipality import Municipality
from trinvis.presentation import staircase_page
from trinvis.presentation.staircase_groups import durations_table, groups_table
from trinvis.presentation.staircase_pictures import flows_sketch
from trinvis.presentation.staircase_tables import Shown, flows_table, steps_table
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW

DAY, YEAR = date(2026, 9, 30), 2026
HERE = f"/trappen/?pr={DAY}&aar={YEAR}"
CHILDREN = f"/trappen/boern/?pr={DAY}&aar={YEAR}"
FIGURES = f"/trappen/noegletal/?pr={DAY}&aar={YEAR}"


@pytest.fixture(scope="module")
def hall(example_folder: Path) -> Iterator[Municipality]:
    with Municipality.open(example_folder, key=KEY) as kommune:
        yield kommune


@pytest.fixture(scope="module")
def shown(hall: Municipality) -> Shown:
    return Shown(hall.staircase_activity(YEAR, DAY), hall.staircase_money(YEAR, DAY), synthetic=True)


@pytest.fixture(scope="module")
def whole(site: Served) -> Page:
    return page(site.client(), f"{HERE}&alt=1")


def test_the_first_line_is_the_answer(whole: Page, shown: Shown) -> None:
    assert whole.status == 200
    assert f"<h1>{staircase_page.answer(shown.made, shown.money)}</h1>" in whole.html
    assert re.search(
        r"Vi bevæger os (?:ned|op) ad trappen: [\d,]+ % af børnene står på trin 4-6 mod [\d,]+ %", whole.html
    )


@pytest.mark.parametrize(
    "path", [f"{HERE}&alt=1", CHILDREN, f"{CHILDREN}&efter=type", FIGURES, f"{FIGURES}&noegletal=8"]
)
def test_every_figure_opens_and_says_the_same(site: Served, hall: Municipality, path: str) -> None:
    seen = dict(opened(page(site.client(), path)))
    assert len(seen) > 25
    for address, text in seen.items():
        found = hall.explain(address)
        said = writings(found.value, found.unit) | {danish.kroner(found.value)}
        assert number_in(text) in said, (address, text, found.value)
        if found.parts and found.unit == "kr." and found.address.question != "key-figures":
            assert sum(part.amount_oere for part in found.parts) == found.value, address


def test_the_steps_and_the_rest_are_the_follow_up(shown: Shown, hall: Municipality) -> None:
    total, table = hall.follow_up(YEAR, DAY).total, steps_table(shown)
    assert table.totals is not None
    assert table.totals["posted_oere"] == total["spent_oere"] == sum(int(str(row["posted_oere"])) for row in table.rows)
    assert table.totals["forecast_oere"] == total["forecast_oere"]


def test_the_children_are_those_of_the_overview(shown: Shown, hall: Municipality) -> None:
    overview = {one.step: one.children for one in hall.staircase(YEAR, DAY).steps}
    for one in shown.made.steps:
        if one.step > 0:
            assert overview[one.step]["children"] == one.children
            assert overview[one.step]["children_before"] == one.children_before


def test_the_parts_are_fetched_and_go_nowhere_alone(site: Served) -> None:
    client = site.client()
    first = client.get(HERE).text
    assert 'hx-get="/trappen/hvorfor/?' in first
    part = client.get(f"/trappen/hvorfor/?pr={DAY}&aar={YEAR}", HX_Request="true").text
    assert "Hvorfor? Januar-september 2026 mod 2025" in part
    assert "Trinnenes andel" in part
    assert "<h1>" in client.get(f"/trappen/hvorfor/?pr={DAY}&aar={YEAR}").text


def test_choices_are_said_and_wrong_ones_refused(site: Served) -> None:
    client = site.client()
    chosen = client.get(
        f"{HERE}&siden=31.03.2026&hovedydelse=foerst&uden=handicap&uden=uledsagede&trappe=national"
    ).text
    assert "Uden børn, der udelukkende støttes på grund af funktionsnedsættelse og uledsagede flygtningebørn." in chosen
    assert "begyndte først" in chosen
    assert "Den nationale trappe." in chosen
    assert "den 31. marts 2026" in chosen
    for wrong in ("siden=i+morgen", "siden=2027-01-01", "trappe=x", "hovedydelse=x", "uden=x"):
        answer = client.get(f"{HERE}&{wrong}")
        assert answer.status == 400, wrong
        assert "Uventet" not in answer.text
    assert client.get(f"{CHILDREN}&efter=x").status == 404
    assert client.get(f"{FIGURES}&noegletal=x").status == 404


def test_everything_can_be_downloaded(site: Served, shown: Shown) -> None:
    client = site.client()
    for what in ("trin", "penge", "flytninger", "varighed", "grupper", "hvorfor", "aar", "noegletal"):
        path = f"/trappen/hent/{what}/?pr={DAY}&aar={YEAR}"
        assert json.loads(client.get(f"{path}&form=json").text)["rows"], what
        assert list(csv.reader(io.StringIO(client.get(f"{path}&form=csv").text.lstrip("\ufeff")), delimiter=";"))
        assert openpyxl.load_workbook(io.BytesIO(client.get(f"{path}&form=xlsx").content)).sheetnames
    for what in ("trappen", "hvorfor", "aar"):
        path = f"/trappen/hent-billede/{what}/?pr={DAY}&aar={YEAR}"
        assert client.get(f"{path}&form=svg").text.startswith("<svg")
        assert client.get(f"{path}&form=png").content.startswith(b"\x89PNG")
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(f"/trappen/noegletal/hent-rapport/?pr={DAY}&form={form}").content.startswith(begins)
    for wrong in ("hent/x/", "hent-billede/x/", "hent-billede/trappen/?form=gif", "noegletal/hent-rapport/?form=txt"):
        assert client.get(f"/trappen/{wrong}").status == 404
    svg = client.get(f"/trappen/hent-billede/trappen/?pr={DAY}&form=svg").text
    assert "opdigtede" in svg
    assert flows_sketch(shown).title.split(",")[0] in svg


def test_small_counts_are_hidden_so_that_they_cannot_be_worked_out(shown: Shown) -> None:
    """What is left of a row or column never gives back a hidden count that stands alone in it."""
    hidden = Shown(shown.made, shown.money, True, 5)
    table = flows_table(hidden)
    names = [column.name for column in table.columns if column.name != "label"]
    for row in table.rows[:-1]:
        values = [row[name] for name in names]
        assert not any(isinstance(value, int) and 0 < value < 5 for value in values)
        assert sum(value is None for value in values) != 1
    of_groups = [groups_table(hidden, by) for by in ("age", "district", "type")]
    for row in (row for one in of_groups for row in one.rows):
        assert not any(
            isinstance(value, int) and 0 < value < 5 for name, value in row.items() if name.startswith("step_")
        )
        assert row["full_year"] is None
    for one in steps_table(hidden).rows:
        assert not any(0 < int(str(one.get(name) or 0)) < 5 for name in ("children_before", "children"))
        assert "new" not in one  # with who left, they would give a hidden number back
    for one in (table, *of_groups, steps_table(hidden)):
        for (number, name), _ in one.addresses.items():
            row = one.totals or {} if number == TOTAL_ROW else one.rows[number]
            assert row[name] is not None, (one.name, number, name)
    assert any(None in row.values() for row in table.rows[:-1])
    picture = flows_sketch(hidden)
    assert "ind" not in picture.words.split()


def test_lengths_of_few_stays_are_hidden_and_no_sentence_gives_small_counts_away(shown: Shown) -> None:
    hidden = Shown(shown.made, shown.money, True, 5)
    said = staircase_page.moved(shown.made)
    assert said in (steps_table(shown).lead[0], flows_table(shown).answer)
    assert said not in (*steps_table(hidden).lead, flows_table(hidden).answer)
    for by in (None, "age", "type"):
        seen, every = durations_table(hidden, by), durations_table(shown, by)  # type: ignore[arg-type]
        assert len(seen.rows) == len(every.rows)
        few = 0
        for row, whole in zip(seen.rows, every.rows, strict=True):
            for count, mean in (("completed", "mean"), ("running", "so_far")):
                if 0 < int(str(whole[count])) < 5:
                    few += 1
                    assert (row[count], row[mean], row["median_days"]) == (None, None, None)
        if by == "type":
            assert few


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "400"])
def test_axe_finds_nothing_and_nothing_is_cut(chromium: Any, site: Served, size: tuple[int, int]) -> None:
    tab = logged_in(chromium, site, width=size[0], height=size[1])
    for path in (f"{HERE}&alt=1", CHILDREN, FIGURES):
        settled(tab, path)
        tab.evaluate(AXE.read_text(encoding="utf-8"))
        assert tab.evaluate(CHECK, RULES) == [], path
        assert tab.evaluate(WIDER) <= 0, path
    tab.context.close()


def test_the_choices_are_reached_by_keyboard(browsing: Any) -> None:
    settled(browsing, HERE)
    tab_to(browsing, "details.choose summary")
    browsing.keyboard.press("Enter")
    tab_to(browsing, "#siden")
    browsing.keyboard.type("31.03.2026")
    browsing.keyboard.press("Enter")
    browsing.wait_for_url(lambda url: "siden=31.03.2026" in url)
    assert "31. marts 2026" in browsing.inner_text("h1")
