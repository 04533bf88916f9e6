"""*Investeringer* on the example: a running case followed up, who takes part in it, and a case that begins with the municipality's own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from tests.municipality.case_files import SMALL
from tests.web.house import opened, page
from tests.web.investing import field, heading, rows, words
from tests.web.served import KEY, Answer, Client, Served, copied, served
from tests.web.test_every_figure import number_in

from trinvis.cases.reading import case_from_yaml
from trinvis.demo.cases import OWN, type_in
from trinvis.municipality import Municipality
from trinvis.municipality.investment_picked import Picked
from trinvis.presentation.investment_follow_up import follow_up_sentence

DAY = date(2026, 9, 30)
CASE = f"/investeringer/case/{OWN}/"
MOMENT = f"?pr={DAY}&aar=2026"
FOLLOWED, RUN = f"{CASE}opfoelgning/{MOMENT}", f"{CASE}deltagere/{MOMENT}"
GROUP = f"/investeringer/egne-tal/{MOMENT}&fra=01.09.2025&til=31.08.2026&alder_fra=0&alder_til=12&distrikt=Nord"


@pytest.fixture(scope="module")
def folder(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its cases; not to be written in."""
    made = copied(example_folder, tmp_path_factory.mktemp("running") / "kommune")
    with Municipality.open(made, key=KEY, clock=lambda: datetime(2026, 10, 1, 8, 0, tzinfo=UTC)) as kommune:
        type_in(kommune)
    return made


@pytest.fixture(scope="module")
def hall(folder: Path) -> Iterator[Municipality]:
    with Municipality.open(folder, key=KEY) as kommune:
        yield kommune


@pytest.fixture(scope="module")
def running(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same served, for tests that write last of all in it."""
    with served(copied(folder, tmp_path_factory.mktemp("followed") / "kommune")) as found:
        yield found


def sent(client: Client, html: str, **changed: str) -> Answer:
    """The form of who takes part as it stands, with what was changed; several of one name are not sent."""
    form = re.search(r'<form method="post" action="[^"]*/deltagere/".*?</form>', html, re.DOTALL)
    assert form is not None
    typed = {name: field(form[0], name) for name in ("version", "start", "children", "others", "municipalities", "steps", "effort", "note")}  # fmt: skip
    typed |= {name: field(form[0], name) for name in ("alder_fra", "alder_til")}
    for name in ("trin", "distrikt", "mod"):
        found = re.search(rf'name="{name}" value="([^"]*)" checked', form[0])
        typed |= {name: unescape(found[1])} if found else {}
    return client.post(RUN, **{**typed, **changed})


def test_the_first_line_is_what_was_followed(running: Served, hall: Municipality) -> None:
    found = page(running.client(), FOLLOWED)
    made = hall.follow_case(OWN, DAY)
    assert found.status == 200
    assert heading(found.html) == follow_up_sentence(made)
    assert "den siger ikke, hvad forskellen kommer af" in words(found.html)
    assert len(rows(found.html, "followed")) == len(made.halves) + 1
    assert "Forudsætter:" in words(found.html)


def test_every_figure_of_it_opens(running: Served, hall: Municipality) -> None:
    wrong = []
    for path in (FOLLOWED, GROUP):
        figures = dict(opened(page(running.client(), path)))
        assert figures
        for address, text in figures.items():
            behind = hall.explain(address)
            shown = float(number_in(text).removesuffix(" %").replace("−", "-").replace(".", "").replace(",", "."))
            value = behind.value / 100
            # persons on average over a half-year, and stays in years, open to their days; a stay is shown to 1/100 of a year
            days = (shown, *(shown * length for length in ((365,) if "år" in text else (181, 182, 184))))
            if not any(abs(value - one) < (2 if behind.unit == "dage" else 0.5) for one in days):
                wrong.append((text, behind.value, behind.unit, address[:60]))
    assert wrong == []


def test_own_numbers_stand_ready_for_a_case(running: Served, hall: Municipality) -> None:
    found = running.client().get(GROUP)
    assert found.status == 200
    assert heading(found.text).startswith("Målgruppen er ")
    area = re.search(r'<textarea[^>]*id="copy"[^>]*>(.*?)</textarea>', found.text, re.DOTALL)
    assert area is not None
    own = unescape(area[1]).removeprefix("\n")
    assert "Egne data: levering" in own
    case = SMALL.replace("inputs:\n", own.rstrip() + "\n", 1).replace("amount: pris,", "amount: pris_trin_5,")
    read = case_from_yaml(
        case.replace("price_level: 2026\n", "price_level: 2026\nprice_index: {years: {2025: 100, 2026: 100}}\n", 1)
    )
    group = hall.target_group(
        DAY, Picked(date(2025, 9, 1), date(2026, 8, 31), age_from=0, age_to=12, districts=("Nord",))
    )
    assert {name: read.inputs[name].value for name in group.inputs} == {
        name: one.value for name, one in group.inputs.items()
    }


def test_a_new_case_begins_with_them(running: Served) -> None:
    client = running.client()
    found = client.get(f"{GROUP}&i_dag=5&i_stedet=3")
    link = re.search(r'href="([^"]*/investeringer/ny/\?[^"]*)"', found.text)
    assert link is not None
    form = client.get(unescape(link[1]))
    assert field(form.text, "today") == "Anbringelse i plejefamilie"
    assert field(form.text, "target") == "Børn på 0-12 år i Nord med en indsats på trappen"
    for name in ("count", "price_today", "price_instead", "price_level"):
        assert re.fullmatch(r"[\d.]+", field(form.text, name)), name


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("fra=x&til=y", "»x« er ingen dag; skriv den som 01.01.2026."),
        ("fra=01.09.2026&til=01.01.2026", "byt om på dagene"),
        ("fra=01.01.0001&til=31.08.2026", "er for langt væk"),
        ("fra=01.01.2026&til=31.08.2026&alder_fra=x", "»x« er ikke en alder; skriv et helt tal, fx 6."),
        ("fra=01.01.2026&til=31.08.2026&distrikt=Vest", "Ingen børn i data passer på valget"),
    ],
)
def test_a_wrong_group_is_said_and_stays(running: Served, asked: str, said: str) -> None:
    found = running.client().get(f"/investeringer/egne-tal/{MOMENT}&{asked}")
    assert found.status == 200
    assert said in words(found.text)
    assert field(found.text, "fra") == asked.split("&")[0].removeprefix("fra=")


def test_who_takes_part_is_typed_and_nothing_is_lost(running: Served) -> None:
    client = running.client()
    form = client.get(RUN)
    assert field(form.text, "start") == "01.01.2025"
    wrong = sent(client, form.text, start="i går", note="Efter mødet")
    assert wrong.status == 400
    assert "Skriv den dag, indsatsen begyndte" in words(wrong.text)
    assert (field(wrong.text, "start"), field(wrong.text, "note")) == ("i går", "Efter mødet")
    for changed, said in (
        ({"municipalities": "Herning"}, "Kommunerne skrives som koder"),
        ({"effort": "2025-1 590.000"}, "Indsatsens udgift: »2025-1 590.000« kan ikke læses"),
        ({"effort": "2025-1: mange"}, "Indsatsens udgift 2025-1"),
        ({"alder_fra": "tre"}, "»tre« er ikke en alder"),
    ):
        refused = sent(client, form.text, **changed)
        assert (refused.status, said in words(refused.text)) == (400, True), changed
    written = sent(client, form.text, alder_til="10", effort="2025-1: 590.000", note="Rettet")
    assert written.status == 200
    assert "er gemt" in words(written.text)
    with Municipality.open(running.folder, key=KEY) as kommune:
        known = kommune.running_case(OWN, DAY)
    assert known is not None
    assert known.children["age"] == "0-10"
    assert list(known.effort.values()) == [590_000.0]
    late = sent(client, form.text, note="For sent")
    assert late.status == 400
    assert "En anden har ændret den" in words(late.text)
    assert field(late.text, "note") == "For sent"


def test_the_form_is_what_the_journal_says(hall: Municipality) -> None:
    from trinvis.presentation.investment_running_form import running_texts, running_values

    entry = next(one for one in hall.entries("investment_run", DAY) if one.key == OWN)
    again = running_values(running_texts(entry.values))
    assert {name: again[name] for name in ("children", "compared")} == {
        name: entry.values[name] for name in ("children", "compared")
    }
    text = hall.case(OWN, DAY).text
    assert case_from_yaml(text) == hall.case(OWN, DAY).case
