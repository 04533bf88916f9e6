"""Which step a grant and a posting stand on, and by which rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.staircase import place_grants, place_postings
from trinvis.engine import Engine
from trinvis.parameters import Parameters, Profile
from trinvis.parameters.account_pattern import most_specific

Rows = Callable[..., pl.DataFrame]
TODAY = date(2026, 9, 30)

TYPE_RULES = pl.DataFrame(
    [
        ("placement", "foster", 5, "t1"),
        ("placement", "kin_foster", 4, "t2"),
        ("placement", None, None, "t3"),
        ("family_treatment", None, 3, "t4"),
        ("relief", None, None, "t5"),
    ],
    schema=["intervention_type", "placement_type", "step", "rule_id"],
    orient="row",
)
PARAGRAPHS = pl.DataFrame(
    [("BL-32.1.2", 3, 3, 3, "p1"), ("BL-46", None, 4, 6, "p2"), ("BL-90", None, 2, 6, "p3")],
    schema=["paragraph", "default_step", "step_low", "step_high", "rule_id"],
    orient="row",
)


def placed(engine: Engine, grants: pl.DataFrame, types: pl.DataFrame = TYPE_RULES, **options: str) -> pl.DataFrame:
    found = place_grants(engine.frame(grants), engine.frame(types), engine.frame(PARAGRAPHS), **options)
    return engine.collect(found).sort("row_no")


@pytest.mark.parametrize(
    ("row", "step", "rule", "differs"),
    [
        ({"placement_type": "foster"}, 5, "t1", False),
        ({"placement_type": "foster", "step": 5}, 5, "t1", False),
        ({"placement_type": "foster", "step": 6}, 5, "t1", True),
        # the type decides before the paragraph
        ({"placement_type": "kin_foster", "paragraph": "BL-32.1.2"}, 4, "t2", False),
        # the place is missing: the paragraph lets the step follow the case, within what it allows
        ({"placement_type": None, "paragraph": "BL-46", "step": 6}, 6, "p2", False),
        ({"placement_type": None, "paragraph": "BL-46", "step": 2}, None, "t3", True),
        ({"placement_type": None, "paragraph": "BL-46"}, None, "t3", False),
        ({"placement_type": None, "paragraph": "unknown", "step": 6}, None, "t3", True),
        # no place for a type that needs none; a place that no rule names falls back on the type
        ({"intervention_type": "family_treatment", "placement_type": None}, 3, "t4", False),
        ({"intervention_type": "family_treatment", "placement_type": "ship"}, 3, "t4", False),
        # the type leaves it open, the paragraph has one step
        ({"intervention_type": "relief", "placement_type": None, "paragraph": "BL-32.1.2"}, 3, "p1", False),
        # neither knows the type
        ({"intervention_type": "legal_aid", "placement_type": None}, None, None, False),
        ({"intervention_type": "legal_aid", "placement_type": None, "paragraph": "BL-90"}, None, "p3", False),
        ({"intervention_type": "legal_aid", "placement_type": None, "paragraph": "BL-90", "step": 2}, 2, "p3", False),
    ],
)
def test_the_step_of_a_grant(
    engine: Engine, grants: Rows, row: dict[str, Any], step: int | None, rule: str | None, differs: bool
) -> None:
    found = placed(engine, grants(row)).row(0, named=True)

    assert (found["step_derived"], found["step_rule"], found["step_differs"]) == (step, rule, differs)
    assert found["step"] == row.get("step")


def test_every_grant_is_placed_once_also_when_rules_are_doubled(engine: Engine, grants: Rows) -> None:
    facts = grants({"placement_type": "foster"}, {"placement_type": None}, {"intervention_type": "relief"})

    assert placed(engine, facts, pl.concat([TYPE_RULES, TYPE_RULES]))["row_no"].to_list() == [1, 2, 3]


def test_outside_the_staircase_is_not_overruled_by_a_paragraph(engine: Engine, grants: Rows) -> None:
    """Lost earnings are outside by the type's own rule; extra costs follow the case."""
    rules = pl.DataFrame(
        [("lost_earnings", None, None, False, "t1"), ("extra_costs", None, None, True, "t2")],
        schema=["intervention_type", "placement_type", "step", "follows_case", "rule_id"],
        schema_overrides={"placement_type": pl.String, "step": pl.Int64},
        orient="row",
    )
    facts = grants({"intervention_type": "lost_earnings"}, {"intervention_type": "extra_costs"}, paragraph="BL-32.1.2")

    found = placed(engine, facts, rules)

    assert found.select("step_derived", "step_rule").rows() == [(None, "t1"), (3, "p1")]


def test_two_staircases_by_age_and_a_sub_step(engine: Engine, grants: Rows) -> None:
    """As Horsens (seed 003 lines 1211–1215): one staircase for 0–12 and one for 13–18, a step unfolded into sub-steps."""
    rules = pl.DataFrame(
        [
            ("children", 0, 12, "relief", None, 3, 31, "c"),
            ("youth", 13, 18, "relief", None, 2, None, "y1"),
            ("youth", 13, 18, "placement", "foster", 5, None, "y2"),
        ],
        schema=["scheme", "age_from", "age_to", "intervention_type", "placement_type", "step", "sub_step", "rule_id"],
        orient="row",
    )
    facts = grants(
        {"intervention_type": "relief", "age": 12},
        {"intervention_type": "relief", "age": 13},
        {"age": 13},
        {"intervention_type": "relief", "age": 19},
        {"intervention_type": "relief", "age": None},
    )

    found = placed(engine, facts, rules)

    assert found.select("staircase", "step_derived", "sub_step", "step_rule").rows() == [
        ("children", 3, 31, "c"),
        ("youth", 2, None, "y1"),
        ("youth", 5, None, "y2"),
        (None, None, None, None),
        (None, None, None, None),
    ]
    assert placed(engine, facts, rules, scheme="children")["step_derived"].to_list() == [3, None, None, None, None]


def test_the_national_steps_as_shipped(engine: Engine, grants: Rows) -> None:
    """Institution is five places (seed 001 line 2861); own room and boarding school are home-based (line 3044)."""
    steps = {
        "kin_foster": 4,
        "foster": 5,
        "municipal_foster": 5,
        "own_room": 3,
        "boarding_school": 3,
        "residence": 6,
        "institution": 6,
        "part_closed": 6,
        "secure": 6,
        "ship": 6,
    }
    rules = Profile.shipped("standard").type_step_rules(Parameters.shipped(), TODAY)

    found = placed(engine, grants(*({"placement_type": place} for place in steps)), rules)

    assert found["step_derived"].to_list() == list(steps.values())
    assert found["staircase"].unique().to_list() == ["national"]
    assert found["step_rule"].str.starts_with("type_step/national/placement/").all()


ACCOUNT_RULES = pl.DataFrame(
    [
        ("f9:528211016", 2, "r1"),
        ("g8:52821092", None, "r2"),
        ("d6:528211", 3, "r3"),
        ("f5:52821", None, "r4"),
        ("m3:528", 6, "r5"),
    ],
    schema=["pattern_key", "step", "rule_id"],
    orient="row",
)


@pytest.mark.parametrize(
    ("account", "step", "rule"),
    [
        ("528211016", 2, "r1"),  # one account
        ("528212092", None, "r2"),  # a grouping on any dranst: outside, though 5.28 has a step
        ("528211003", 3, "r3"),  # function and dranst
        ("528212016", None, "r4"),  # function
        ("528221001", 6, "r5"),  # main function
        ("557721009", None, None),
        (None, None, None),
    ],
)
def test_the_step_of_a_posting_is_its_most_specific_rules(
    engine: Engine, account: str | None, step: int | None, rule: str | None
) -> None:
    postings = pl.DataFrame(
        {"row_no": [1, 2], "account_key": [account, account], "amount_oere": [5, 7]},
        schema_overrides={"account_key": pl.String},
    )

    found = engine.collect(place_postings(engine.frame(postings), engine.frame(ACCOUNT_RULES)))

    assert found.select("step", "step_rule").unique().rows() == [(step, rule)]
    assert found["amount_oere"].sum() == 12


digits = st.text("0123456789", min_size=9, max_size=9)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["5282", "5577", "9999"]).flatmap(lambda start: digits.map(lambda d: start + d[4:])),
        max_size=40,
    )
)
def test_accounts_meet_the_same_rule_as_one_by_one(accounts: list[str]) -> None:
    rules = Profile.shipped("kolding").account_step_rules(Parameters.shipped(), TODAY)
    by_key = dict(rules.select("pattern_key", "rule_id").rows())
    postings = pl.DataFrame(
        {"row_no": range(len(accounts)), "account_key": accounts}, schema_overrides={"account_key": pl.String}
    )

    with Engine.open("polars") as engine:
        found = engine.collect(place_postings(engine.frame(postings), engine.frame(rules))).sort("row_no")

    assert found["step_rule"].to_list() == [most_specific(by_key, account) for account in accounts]


def test_steps_on_a_cluster(cluster_engine: Engine, grants: Rows) -> None:
    facts = grants({"placement_type": "foster", "step": 6}, {"placement_type": None, "paragraph": "BL-46", "step": 6})
    postings = pl.DataFrame({"account_key": ["528211016", "528212092", "999999999"]})

    found = placed(cluster_engine, facts)
    steps = cluster_engine.collect(place_postings(cluster_engine.frame(postings), cluster_engine.frame(ACCOUNT_RULES)))

    assert found["step_derived"].to_list() == [5, 6]
    assert dict(steps.select("account_key", "step_rule").rows()) == {
        "528211016": "r1",
        "528212092": "r2",
        "999999999": None,
    }
