"""A case in operation as the journal says it: who takes part, what it is held up against, and what the effort has cost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.municipality.small import Kommune, table

from trinvis.calculations.investment.half_year import HalfYear
from trinvis.municipality.investment_follow_up import CannotFollow
from trinvis.municipality.investment_picked import Picked, WrongPick
from trinvis.municipality.investment_running import running_of
from trinvis.tables import GRANTS

NOW = date(2024, 12, 31)
FOSTER = "Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00"
FAMILY = "Familiebehandling;;Fiktivt Familiehus;Måned;10.000,00"
CASE = """\
case: hjemme
title: Hjemme
start_year: 2024
horizon: 2
price_level: 2024
discount: {rate: 0 %}
payers:
  kommunen: {label: Kommunen, kind: municipality}
alternatives: {som_i_dag: Som i dag, hjaelp: Hjælp}
states:
  anbragt: {label: Anbragt, step: 5}
  hjemme: {label: Hjemme, step: 3}
inputs:
  boern: {label: Børn, kind: count, unit: børn, value: 2, source: Sagslisten}
  pleje: {label: Plejefamilie, kind: amount, value: 480000, price_level: 2024, distribution: {form: normal, mean: 480000, sd: 20000}, source: Regnskab}
  behandling: {label: Familiebehandling, kind: amount, value: 120000, price_level: 2024, source: Regnskab}
  loen: {label: Løn, kind: amount, value: 200000, price_level: 2024, source: Budget}
groups:
  boern:
    label: Børn
    stock: boern
    enters: {}
    start: {som_i_dag: {anbragt: 1}, hjaelp: {hjemme: 1}}
money:
  pleje: {label: Plejefamilier, on: {state: anbragt}, amount: pleje}
  behandling: {label: Familiebehandling, on: {state: hjemme}, amount: behandling}
  loen: {label: Løn, on: {year: all}, amount: loen, effort: true, alternatives: [hjaelp]}
"""


@pytest.fixture
def filled(kommune: Kommune) -> Kommune:
    """Two children of Nord at home with family treatment all of 2024, one of Syd in foster care."""
    kommune.grants(
        f"""
        F-0;050519-9999;{FAMILY};01.01.2022;31.12.2022;Afsluttet
        F-1;010115-9999;{FAMILY};01.01.2023;01.01.9999;Bevilget
        F-2;020216-9999;{FAMILY};01.01.2023;01.01.9999;Bevilget
        F-3;030317-9999;{FOSTER};01.01.2023;01.01.9999;Bevilget
        """,
        NOW,
    )
    districts = "010115-9999;Nord\n020216-9999;Nord\n030317-9999;Syd"
    kommune.receive(table("Cpr-nr.;Distrikt", districts), "children", NOW, extract_day=NOW)
    kommune.hall.save_case(CASE, by="Konsulenten", known_from=NOW)
    return kommune


def said(kommune: Kommune, **values: Any) -> None:
    run = {"start": "2024-01-01", **values}
    kommune.hall.write("investment_run", "hjemme", run, by="Chefen", known_from=NOW)


def test_followed_by_a_filter(filled: Kommune) -> None:
    """480,000 a half-year as today, 120,000 with the effort, and 100,000 for it: 260,000 gained, as expected."""
    said(filled, children={"district": "Nord", "steps": "3"}, effort={"2024-1": 150_000})
    found = filled.hall.follow_case("hjemme", NOW, draws=400)
    first, second = found.halves
    assert [one.happened.participants for one in found.halves] == [2, 2]
    assert (first.happened.spending, second.happened.spending) == (120_000, 120_000)
    assert (first.effort, first.effort_known, second.effort_known) == (150_000, True, False)
    assert second.gain == pytest.approx(480_000 - 120_000 - 100_000, rel=0.01)
    assert first.expected_interval is not None
    assert first.expected_interval.low < 260_000 < first.expected_interval.high
    assert filled.hall.follow_case("hjemme", NOW, draws=400).halves == found.halves


def test_what_has_come_opens_whole(filled: Kommune) -> None:
    grants = filled.hall.facts(GRANTS, filled.hall.basis(NOW))
    first_child, second_child = sorted(grants.filter(grants["row_no"].is_in([3, 4]))["child_no"].to_list())
    said(filled, children={"list": f"{first_child}, {second_child}=2024-04-01"})
    found = filled.hall.follow_case("hjemme", NOW)
    first = found.halves[0]
    assert found.came == {first_child: date(2024, 1, 1), second_child: date(2024, 4, 1)}
    assert first.happened.spending == 60_000 + 30_000  # six months, and three
    opened = filled.hall.explain(found.addresses[HalfYear(2024, 1)]["cost"])
    assert opened.value == round(first.happened.spending * 100) == int(opened.lines["signed_oere"].sum())


def test_compared_as_the_journal_says(filled: Kommune) -> None:
    said(filled, children={"district": "Nord"}, compared={"districts": ["Syd"], "municipalities": [153]})
    found = filled.hall.compare_case("hjemme", NOW)
    assert [one.made.comparison.kind for one in found.found] == ["before_after", "difference_in_differences"]
    assert len(found.refused) == 1  # no accounts were received
    assert found.found[0].changed


def test_nobody_has_said_who_takes_part(filled: Kommune) -> None:
    assert filled.hall.running_case("hjemme", NOW) is None
    for ask in (filled.hall.follow_case, filled.hall.compare_case):
        with pytest.raises(CannotFollow, match="hvem der er med i »Hjemme«"):
            ask("hjemme", NOW)
    said(filled)
    with pytest.raises(CannotFollow, match="hvem der er med"):
        filled.hall.follow_case("hjemme", NOW)


def test_what_an_entry_says() -> None:
    found = running_of(
        {
            "start": "2025-01-01",
            "children": {"age": "0-12"},
            "compared": {"municipalities": [151, 153], "steps": "5-6", "method": "synthetic"},
            "effort": {"2025-2": 10},
        }
    )
    assert found.who is not None
    assert found.who.picked == Picked(date(2025, 1, 1), date(2025, 1, 1), age_from=0, age_to=12)
    assert (found.municipalities, found.steps, found.synthetic) == ((151, 153), (5, 6), True)
    assert found.effort == {HalfYear(2025, 2): 10.0}
    marked = running_of({"start": "2025-01-01", "children": {"mark_team": "Nord"}})
    assert marked.who is not None
    assert marked.who.marked == ("team", "Nord")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"children": {"list": "4711x"}}, "Barnet »4711x« kan ikke læses"),
        ({"children": {"list": "4711", "age": "0-12"}}, "enten med en liste"),
        ({"children": {"steps": 5}}, "vælges med tekster"),
        ({"compared": {"skoler": ["x"]}}, "ikke sammenlignes med »skoler«"),
        ({"compared": {"districts": "Nord"}}, "districts skal være en liste af navne"),
        ({"compared": {"municipalities": ["x"]}}, "en liste af kommunekoder"),
        ({"compared": {"steps": "9"}}, "Trinnene »9« kan ikke læses"),
        ({"effort": {"2025": 1}}, "Indsatsens udgift »2025: 1« kan ikke læses"),
    ],
)
def test_what_cannot_be_read_is_not_kept(filled: Kommune, values: dict[str, Any], words: str) -> None:
    with pytest.raises(WrongPick, match=words):
        said(filled, **values)
    assert filled.hall.entries("investment_run") == []
