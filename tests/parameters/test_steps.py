"""Account, paragraph and type → step, and staircases of a municipality's own."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.parameters import Parameters, Profile
from trinvis.parameters.account_pattern import most_specific
from trinvis.parameters.staircase import Staircase, Step, place, shipped_staircase
from trinvis.tables import choices

TODAY = date(2026, 9, 30)
SHIPPED = Parameters.shipped()
TYPES = [code for code, _ in choices.INTERVENTION_TYPES]
PLACES = [code for code, _ in choices.PLACEMENT_TYPES]


def steps(profile: str, intervention_type: str, placement_type: str | None = None, age: int | None = 10) -> int | None:
    one = Profile.shipped(profile)
    rules = one.type_step_rules(SHIPPED, TODAY)
    return place(one.staircases(SHIPPED, TODAY), rules, intervention_type, placement_type, age)[1]


def test_the_six_national_steps() -> None:
    """Socialstyrelsen's six steps (social.dk)."""
    assert [(step.step, step.label) for step in shipped_staircase(SHIPPED, "national", TODAY).steps] == [
        (1, "Tidligere indsatser i almenområdet"),
        (2, "Forebyggende indsatser"),
        (3, "Hjemmebaserede foranstaltninger"),
        (4, "Anbringelse i slægt eller netværk"),
        (5, "Anbringelse i plejefamilie"),
        (6, "Anbringelse på institution"),
    ]


@pytest.mark.parametrize("place_type", ["institution", "part_closed", "secure", "residence", "ship"])
def test_the_five_institution_places_are_step_6(place_type: str) -> None:
    """Seed 001 line 2861."""
    assert steps("standard", "placement", place_type) == 6


@pytest.mark.parametrize(
    ("intervention_type", "place_type", "national", "kolding"),
    [
        ("placement", "own_room", 3, 5),  # seed 001 line 3044; seed 003 lines 1227-1242
        ("placement", "boarding_school", 3, 3),  # seed 001 line 3044; seed 003 lines 1285-1311
        ("parent_support", None, 3, 3),  # seed 001 line 3044
        ("family_stay", None, 3, 3),  # seed 001 line 3044; seed 003 lines 1285-1311
        ("placement", "kin_foster", 4, 4),  # seed 001 line 2996; seed 003 lines 1269-1283
        ("placement", "foster", 5, 5),  # seed 001 line 2934
        ("placement", "municipal_foster", 5, 5),
        ("placement", "residence", 6, 6),  # seed 003 lines 1260-1267
        ("early_prevention", None, 2, 2),  # seed 001 line 3109
        ("relief", None, 3, 3),
        ("extra_costs", None, None, None),
        ("placement", None, None, None),
    ],
)
def test_type_to_step(
    intervention_type: str, place_type: str | None, national: int | None, kolding: int | None
) -> None:
    assert steps("standard", intervention_type, place_type) == national
    assert steps("kolding", intervention_type, place_type) == kolding


def test_koldings_steps_carry_the_categories_of_boernelinealen() -> None:
    """Seed 003 lines 1227–1311."""
    categories = {step.step: step.category for step in shipped_staircase(SHIPPED, "kolding", TODAY).steps}
    assert categories == {1: "1 og 2", 2: "1 og 2", 3: "3 og 4b", 4: "4a og 4b", 5: "4b", 6: "4b"}


@pytest.mark.parametrize("scheme", ["national", "kolding"])
def test_every_type_and_every_place_of_a_placement_has_a_rule(scheme: str) -> None:
    rules = SHIPPED.table("type_step", TODAY).filter(pl.col("scheme") == scheme)
    pairs = set(rules.select("intervention_type", "placement_type").iter_rows())
    assert {(one, None) for one in TYPES} <= pairs
    assert {(one, where) for one in ("placement", "aftercare") for where in PLACES} <= pairs
    assert {one for one, _ in pairs} == set(TYPES)
    assert {where for _, where in pairs if where} == set(PLACES)


@pytest.mark.parametrize(
    ("account", "national", "kolding"),
    [
        ("528201003", 6, 6),
        ("528201004", 3, 3),
        ("528201005", 3, 5),
        ("528201007", None, None),
        ("528201999", 6, 6),
        ("528202003", None, None),
        ("528211003", 3, 3),
        ("528211016", 2, 2),
        ("528211017", 2, 2),
        ("528221001", 5, 5),
        ("528221005", 4, 4),
        ("528231002", 6, 6),
        ("528241999", 6, 6),
        ("528251999", None, None),
        ("557721009", None, None),
        ("522072005", None, None),
    ],
)
def test_account_to_step(account: str, national: int | None, kolding: int | None) -> None:
    """The proposals of the chart of accounts, own room and schools moved to where each staircase has them."""
    for profile, step in (("standard", national), ("kolding", kolding)):
        rules = Profile.shipped(profile).account_step_rules(SHIPPED, TODAY)
        by_key = dict(rules.select("pattern_key", pl.struct("step", "rule_id")).iter_rows())
        found = most_specific(by_key, account)
        assert found is not None
        assert found["step"] == step


def test_every_account_of_the_area_has_a_step_rule_and_each_is_a_proposal() -> None:
    rules = SHIPPED.table("account_step", TODAY)
    assert set(rules["status"]) == {"proposal"}
    keys = set(rules.filter(pl.col("scheme") == "national")["pattern_key"])
    for account in SHIPPED.table("accounts", TODAY)["account_key"]:
        assert most_specific(dict.fromkeys(keys, True), account)


def test_foster_and_residence_cannot_be_told_apart_before_2016() -> None:
    rules = SHIPPED.table("account_step", date(2015, 12, 31)).filter(pl.col("scheme") == "national")
    assert rules.filter(pl.col("pattern") == "5.28.20.1")["step"].to_list() == [None]
    assert "5.28.22.1" not in rules["pattern"].to_list()


def test_ballerups_paragraph_table() -> None:
    """50 paragraphs of OS2bos; one step or a span that follows the case."""
    table = SHIPPED.table("paragraph_step", TODAY)
    own = table.filter(pl.col("paragraph").str.starts_with("SEL"))
    assert own.height == 50
    assert own["verified"].all()
    cases = {row["paragraph"]: (row["steps"], row["default_step"]) for row in own.iter_rows(named=True)}
    assert cases["SEL-11-3.1"] == ("2", 2)
    assert cases["SEL-52-3.3"] == ("3", 3)
    assert cases["SEL-52-3.5"] == ("2 3 4 5 6", None)
    assert cases["SEL-52-3.7"] == ("4 5 6", None)
    assert cases["SEL-42"] == ("2", 2)


def test_paragraphs_of_the_childrens_act_follow_the_translation_and_are_proposals() -> None:
    table = SHIPPED.table("paragraph_step", TODAY)
    law = SHIPPED.table("law_sel_bl", TODAY).filter(pl.col("bl_key").is_not_null() & pl.col("sel_key").is_not_null())
    by_paragraph = {row["paragraph"]: row for row in table.iter_rows(named=True)}
    new = [row for row in by_paragraph.values() if row["paragraph"].startswith("BL")]
    assert len(new) == 32
    for row in new:
        assert row["status"] == "proposal"
        assert row["steps"] == by_paragraph[row["derived_from"]]["steps"]
    for sel, bl in law.filter("verified").select("sel_key", "bl_key").iter_rows():
        if sel in by_paragraph:
            assert by_paragraph[bl]["derived_from"] == sel


def test_spans_are_whole() -> None:
    for row in SHIPPED.table("paragraph_step", TODAY).iter_rows(named=True):
        listed = [int(step) for step in row["steps"].split()]
        assert listed == list(range(row["step_low"], row["step_high"] + 1))
        assert row["default_step"] == (listed[0] if len(listed) == 1 else None)


def test_horsens_has_two_staircases_by_age_and_one_step_is_a_staircase_of_its_own() -> None:
    """Seed 003 lines 1213–1218."""
    horsens = Profile.shipped("horsens")
    staircases = horsens.staircases(SHIPPED, TODAY)
    assert [(one.id, one.age_from, one.age_to) for one in staircases] == [("boern", 0, 12), ("unge", 13, 22)]
    rules = horsens.type_step_rules(SHIPPED, TODAY)
    assert place(staircases, rules, "contact_person", None, 12) == ("boern", 3, 1)
    assert place(staircases, rules, "relief", None, 13) == ("unge", 3, 2)
    assert place(staircases, rules, "family_stay", None, 13) == ("unge", 3, 3)
    assert place(staircases, rules, "placement", "foster", 17) == ("unge", 5, None)
    assert place(staircases, rules, "placement", "foster", None) == (None, None, None)


def test_an_own_staircase_moves_only_what_it_names() -> None:
    own = Staircase(
        "egen", "Egen", "national", (Step(1, "Nederst"), Step(2, "Øverst", types=("relief", "placement/foster")))
    )
    profile = Profile.from_dict(Profile.shipped("standard").to_dict() | {"name": "egen", "label": "Egen"})
    assert profile.scheme == "national"
    from trinvis.parameters.staircase import type_step_rules

    rules = type_step_rules(SHIPPED, (own,), TODAY)
    assert place((own,), rules, "relief", None, None) == ("egen", 2, None)
    assert place((own,), rules, "placement", "foster", None) == ("egen", 2, None)
    assert place((own,), rules, "placement", "kin_foster", None) == ("egen", 4, None)


@settings(deadline=None)
@given(st.sampled_from(Profile.names()), st.sampled_from(TYPES), st.sampled_from([None, *PLACES]), st.integers(0, 22))
def test_a_child_stands_on_one_staircase_and_on_a_step_that_it_has(
    name: str, intervention_type: str, place_type: str | None, age: int
) -> None:
    profile = Profile.shipped(name)
    staircases = profile.staircases(SHIPPED, TODAY)
    assert sum(one.covers(age) for one in staircases) == 1
    rules = profile.type_step_rules(SHIPPED, TODAY)
    scheme, step, _ = place(staircases, rules, intervention_type, place_type, age)
    known = next(one for one in staircases if one.id == scheme)
    assert step is None or step in {one.step for one in known.steps}
