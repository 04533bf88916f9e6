"""The children between two days: grants in a small file, and what the staircase counts of them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.municipality.small import Kommune, table

from trinvis.calculations.staircase.standing import AWAY, OUTSIDE
from trinvis.municipality.address import BadAddress
from trinvis.municipality.staircase_activity import StaircaseActivity, durations_by, groups
from trinvis.municipality.staircase_activity_opened import rows
from trinvis.municipality.staircase_view import View, WrongView, view_of

THEN, NOW = date(2025, 9, 30), date(2026, 9, 30)
FOSTER = "Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00"
HOUSE = "Anbringelse;Døgninstitution;Fiktivt Hus;Måned;100.000,00"
FAMILY = "Familiebehandling;;Fiktivt Familiehus;Måned;10.000,00"
ROWS = f"""
    F-1;010115-9999;{HOUSE};01.01.2025;31.12.2025;Afsluttet
    F-2;010115-9999;{FOSTER};01.01.2026;01.01.9999;Bevilget
    F-3;020216-9999;{FAMILY};01.01.2025;31.03.2026;Afsluttet
    F-4;030317-9999;{FAMILY};01.10.2025;01.01.9999;Bevilget
    F-5;040418-9999;{FOSTER};01.01.2025;01.01.9999;Bevilget
    """
CHILDREN = """
    010115-9999;Udsat;Nord;Nej;Nej
    020216-9999;Udsat;Nord;Nej;Nej
    030317-9999;Udsat;Syd;Ja;Nej
    040418-9999;Udsat;;Nej;Ja
    """


def filled(kommune: Kommune) -> Kommune:
    kommune.grants(ROWS, NOW)
    heading = "Cpr-nr.;Målgruppe;Distrikt;Kun funktionsnedsættelse;Uledsaget flygtning"
    kommune.receive(table(heading, CHILDREN), "children", NOW, extract_day=NOW)
    return kommune


def activity(kommune: Kommune, view: View | None = None, before: date | None = None) -> StaircaseActivity:
    return filled(kommune).hall.staircase_activity(2026, NOW, view, before)


def test_children_stays_and_days_of_a_year(kommune: Kommune) -> None:
    """One moves down from the house (92 days in it) to a family, one leaves after 182 days, one comes, one stays all 365."""
    made = activity(kommune)
    seen = {
        one.step: (one.children_before, one.new, one.ended, one.children, one.days) for one in made.steps if one.days
    }
    assert seen == {3: (1, 1, 1, 1, 182 + 365), 5: (1, 1, 0, 2, 273 + 365), 6: (1, 0, 1, 0, 92)}
    assert made.flows == {(6, 5): 1, (3, AWAY): 1, (AWAY, 3): 1, (5, 5): 1}
    assert made.moved == (1, 0)


def test_every_count_opens_to_as_many_rows(kommune: Kommune) -> None:
    made = activity(kommune)
    for one in made.steps:
        for figure in ("children_before", "new", "ended", "children", "days"):
            found = kommune.hall.explain(made.address(figure, step=str(one.step)))
            assert found.value == 100 * getattr(one, figure), (figure, one.step)
        full = kommune.hall.explain(made.address("full_year", step=str(one.step)))
        assert full.value == round(one.full_year * 100)
    for (start, to), count in made.flows.items():
        opened = kommune.hall.explain(made.address("flow", step_before=str(start), step=str(to)))
        assert (opened.value, opened.lines.height) == (100 * count, count)
    assert rows(made, "flow").height == sum(made.flows.values())


def test_stock_is_kept_from_day_to_day(kommune: Kommune) -> None:
    made = activity(kommune)
    for one in made.steps:
        came = sum(count for (start, to), count in made.flows.items() if to == one.step != start)
        went = sum(count for (start, to), count in made.flows.items() if start == one.step != to)
        assert one.children_before + came - went == one.children


def test_durations_know_ended_and_running_stays(kommune: Kommune) -> None:
    made = activity(kommune)
    seen = {one.group: (one.completed, one.completed_days, one.running, one.running_days) for one in made.durations}
    assert seen[3,] == (1, 455, 1, 365)
    assert seen[6,] == (1, 365, 0, 0)
    assert seen[5,] == (0, 0, 2, 273 + 638)
    assert sum(one.running for one in durations_by(made, "age")) == 3


def test_groups_by_age_district_and_type_add_up(kommune: Kommune) -> None:
    made = activity(kommune)
    for by in ("age", "district", "type"):
        found = groups(made, by)
        assert sum(one.children for one in found) == made.total.children == 3
        assert sum(one.days for one in found) == made.total.days
    districts = {(one.step, one.values[0]): one.children for one in groups(made, "district") if one.children}
    assert districts == {(3, "Syd"): 1, (5, "Nord"): 1, (5, None): 1}


@pytest.mark.parametrize(
    ("without", "children"),
    [({"disability"}, {5: 2}), ({"unaccompanied"}, {3: 1, 5: 1}), ({"disability", "unaccompanied"}, {5: 1})],
)
def test_children_may_be_left_out_and_it_is_said(kommune: Kommune, without: set[str], children: dict[int, int]) -> None:
    made = activity(kommune, View(without=frozenset(without)))
    assert {one.step: one.children for one in made.steps if one.children} == children
    assert made.view.sentence.split(". ")[-1].startswith("Uden ")
    assert "without=" in made.address("children")


def test_the_first_begun_of_two_main_grants_may_decide(kommune: Kommune) -> None:
    kommune.grants(
        f"""
        F-1;010115-9999;{FAMILY};01.01.2025;01.01.9999;Bevilget
        F-2;010115-9999;{FOSTER};01.01.2026;01.01.9999;Bevilget
        """,
        NOW,
    )
    for choice, step in (("highest", 5), ("first_begun", 3)):
        made = kommune.hall.staircase_activity(2026, NOW, view_of({"choice": choice}))
        assert [one.step for one in made.steps if one.children] == [step]


def test_what_had_stopped_before_the_newest_extract_is_known_from_an_older(kommune: Kommune) -> None:
    """The newest extract begins in 2026 and has a new price of the one that runs; the older one knew when it began, and who left."""
    kommune.grants(
        f"""
        F-1;010115-9999;{FOSTER};01.01.2024;01.01.9999;Bevilget
        F-2;020216-9999;{FAMILY};01.01.2025;31.10.2025;Afsluttet
        F-3;030317-9999;{FAMILY};01.01.2025;01.01.9999;Bevilget
        """,
        date(2025, 12, 31),
    )
    kommune.grants(
        f"""
        F-1;010115-9999;{FOSTER};01.01.2026;01.01.9999;Bevilget
        F-4;040418-9999;{FAMILY};01.01.2026;31.01.2026;Afsluttet
        """,
        NOW,
    )
    made = kommune.hall.staircase_activity(2026, NOW)
    assert {one.step: one.children_before for one in made.steps if one.children_before} == {3: 1, 5: 1}
    assert made.sees_before is False
    (foster,) = [one for one in made.durations if one.group == (5,)]
    assert (foster.running, foster.running_days) == (1, 1004)


def test_wrong_choices_are_refused_in_danish(kommune: Kommune) -> None:
    hall = filled(kommune).hall
    with pytest.raises(WrongView, match="vælg en tidligere dag"):
        hall.staircase_activity(2026, NOW, None, NOW)
    for said in ({"scheme": "x"}, {"choice": "x"}, {"without": "x"}):
        with pytest.raises(WrongView, match="vælg"):
            view_of(said)
    for address in (
        "activity/2026/2026-09-30/x",
        "activity/2026/2026-09-30/children?since=i+går",
        "activity/2026/2026-09-30/children?scheme=x",
        "activity/2026/2026-09-30/children?step=x",
        "activity/2026/2026-09-30/median_days?step=1",
    ):
        with pytest.raises(BadAddress):
            hall.explain(address)
    assert OUTSIDE not in {one.step for one in hall.staircase_activity(2026, NOW).steps if one.children}
