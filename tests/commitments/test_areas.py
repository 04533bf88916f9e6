"""Each grant and each posting is in exactly one area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from trinvis.calculations.commitments.areas import grants_in_areas, postings_in_areas
from trinvis.engine import Engine
from trinvis.parameters import Profile

Rows = Callable[..., pl.DataFrame]

ACCOUNT_RULES = pl.DataFrame(
    [("d6:528221", "plejefamilier", "a1"), ("f9:528221005", "netvaerk", "a2"), ("m3:528", "resten", "a3")],
    schema=["pattern_key", "area", "rule_id"],
    orient="row",
)
TYPE_RULES = pl.DataFrame(
    [
        ("placement/institution/own", "egne", "t1"),
        ("placement/institution", "institutioner", "t2"),
        ("placement", "anbringelser", "t3"),
        ("family_treatment", "familiebehandling", "t4"),
    ],
    schema=["type_key", "area", "rule_id"],
    orient="row",
)


@pytest.mark.parametrize(
    ("row", "area", "rule"),
    [
        ({"placement_type": "institution", "provider_kind": "own"}, "egne", "t1"),
        ({"placement_type": "institution", "provider_kind": "private"}, "institutioner", "t2"),
        ({"placement_type": "institution"}, "institutioner", "t2"),
        ({"placement_type": "ship", "provider_kind": "own"}, "anbringelser", "t3"),
        ({"placement_type": None}, "anbringelser", "t3"),
        (
            {"intervention_type": "family_treatment", "placement_type": None, "provider_kind": "own"},
            "familiebehandling",
            "t4",
        ),
        # the account goes before the type, because the grant's postings go by it
        ({"placement_type": "institution", "account_key": "528221005"}, "netvaerk", "a2"),
        ({"placement_type": "institution", "account_key": "528221001"}, "plejefamilier", "a1"),
        ({"intervention_type": "legal_aid", "account_key": "528201007"}, "resten", "a3"),
        # an account that no rule covers: the type
        ({"placement_type": "institution", "account_key": "557721009"}, "institutioner", "t2"),
        ({"intervention_type": "legal_aid", "placement_type": None}, "ikke_placeret", None),
    ],
)
def test_the_area_of_a_grant(engine: Engine, grants: Rows, row: dict[str, Any], area: str, rule: str | None) -> None:
    facts = grants(row)

    found = engine.collect(grants_in_areas(engine.frame(facts), engine.frame(ACCOUNT_RULES), engine.frame(TYPE_RULES)))

    assert found.select("area", "area_rule").rows() == [(area, rule)]
    assert found.select(facts.columns).equals(facts)


def test_postings_tie_to_the_ledger_whatever_the_rules(engine: Engine) -> None:
    postings = pl.DataFrame(
        {
            "account_key": ["528221005", "528221001", "528231001", "557721009", None],
            "amount_oere": [1, 20, 300, 4000, 50_000],
        }
    )

    found = engine.collect(
        postings_in_areas(engine.frame(postings), engine.frame(pl.concat([ACCOUNT_RULES, ACCOUNT_RULES])))
    )

    assert dict(found.group_by("area").agg(pl.col("amount_oere").sum()).rows()) == {
        "netvaerk": 1,
        "plejefamilier": 20,
        "resten": 300,
        "ikke_placeret": 54_000,
    }
    assert found.filter(pl.col("area") == "ikke_placeret")["area_rule"].null_count() == 2


def test_no_rules_at_all_leaves_everything_unplaced(engine: Engine, grants: Rows) -> None:
    none = engine.frame(ACCOUNT_RULES.clear())

    found = grants_in_areas(engine.frame(grants({}, {})), none, engine.frame(TYPE_RULES.clear()))

    assert engine.collect(found)["area"].to_list() == ["ikke_placeret", "ikke_placeret"]


def test_a_grant_and_its_postings_meet_in_the_same_area_of_the_shipped_profiles(engine: Engine, grants: Rows) -> None:
    """A grant with an account lies where the postings on that account lie, in every profile."""
    accounts = ["528221001", "528221005", "528231003", "528211003", "528211016", "528201004", "525171001", "999999999"]
    facts = grants(*({"account_key": account} for account in accounts))
    postings = pl.DataFrame({"account_key": accounts})

    for name in ("standard", "kolding"):
        profile = Profile.shipped(name)
        by_account, by_type = engine.frame(profile.area_account_rules()), engine.frame(profile.area_type_rules())
        granted = engine.collect(grants_in_areas(engine.frame(facts), by_account, by_type))
        posted = engine.collect(postings_in_areas(engine.frame(postings), by_account))

        both = granted.join(posted, on="account_key", suffix="_posted").filter(pl.col("area_posted") != "ikke_placeret")
        assert both.height >= 6
        assert both["area"].to_list() == both["area_posted"].to_list()


def test_areas_on_a_cluster(cluster_engine: Engine, grants: Rows) -> None:
    facts = grants({"placement_type": "institution", "provider_kind": "own"}, {"account_key": "528221005"})
    rules = cluster_engine.frame(ACCOUNT_RULES), cluster_engine.frame(TYPE_RULES)

    found = cluster_engine.collect(grants_in_areas(cluster_engine.frame(facts), *rules)).sort("row_no")
    posted = cluster_engine.collect(postings_in_areas(cluster_engine.frame(facts), rules[0])).sort("row_no")

    assert found["area"].to_list() == ["egne", "netvaerk"]
    assert posted["area"].to_list() == ["ikke_placeret", "netvaerk"]
