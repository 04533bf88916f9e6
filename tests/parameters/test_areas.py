"""No krone in two areas, and none of the area's own outside them."""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.parameters import Parameters, Profile
from trinvis.parameters.account_pattern import candidate_keys, most_specific
from trinvis.parameters.delimitation import inside
from trinvis.parameters.type_pattern import PROVIDER_KINDS
from trinvis.parameters.type_pattern import most_specific as most_specific_type
from trinvis.tables import choices

TODAY = date(2026, 9, 30)
NAMES = Profile.names()
TYPES = [code for code, _ in choices.INTERVENTION_TYPES]
PLACES = [code for code, _ in choices.PLACEMENT_TYPES]
ACCOUNTS = {
    name: dict(Profile.shipped(name).area_account_rules().select("pattern_key", "area").iter_rows()) for name in NAMES
}
AREA_TYPES = {
    name: dict(Profile.shipped(name).area_type_rules().select("type_key", "area").iter_rows()) for name in NAMES
}


def test_kinds_of_provider_are_those_of_the_tables() -> None:
    assert tuple(code for code, _ in choices.PROVIDER_KINDS) == PROVIDER_KINDS


@pytest.mark.parametrize("name", NAMES)
def test_each_key_stands_once(name: str) -> None:
    profile = Profile.shipped(name)
    for rules, key in ((profile.area_account_rules(), "pattern_key"), (profile.area_type_rules(), "type_key")):
        assert rules[key].is_unique().all()
        assert rules["rule_id"].is_unique().all()
        assert set(rules["area"]) <= {area.id for area in profile.areas}
        assert rules.schema == {key: pl.String, "area": pl.String, "rule_id": pl.String}


@pytest.mark.parametrize("name", NAMES)
def test_every_known_account_of_the_area_falls_in_one_area(name: str) -> None:
    for account in Parameters.shipped().table("accounts", TODAY)["account_key"]:
        assert most_specific(ACCOUNTS[name], account) is not None, account


@settings(deadline=None)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(["52820", "52821", "52822", "52823", "52824", "52825"]),
    st.sampled_from(["1", "2"]),
    st.integers(0, 999),
)
def test_every_possible_account_of_drift_and_refund_falls_in_one_area(
    name: str, function: str, dranst: str, grouping: int
) -> None:
    account = f"{function}{dranst}{grouping:03d}"
    winning = [key for key in candidate_keys(account) if key in ACCOUNTS[name]]
    assert winning
    assert len({key[:2] for key in winning}) == len(winning)  # one rule per level: the first decides alone


@pytest.mark.parametrize(("dranst", "grouping"), list(product("12", ["009", "015", "016"])))
def test_the_three_groupings_of_social_purposes(dranst: str, grouping: str) -> None:
    account = f"55772{dranst}{grouping}"
    assert most_specific(ACCOUNTS["standard"], account) == "merudgifter_tabt_arbejdsfortjeneste"


@pytest.mark.parametrize("name", NAMES)
def test_every_type_at_every_place_falls_in_one_area(name: str) -> None:
    """A placement without a place is the one exception: it cannot be placed by type and says so."""
    for kind, where, provider in product(TYPES, [None, *PLACES], [None, *PROVIDER_KINDS]):
        area = most_specific_type(AREA_TYPES[name], kind, where, provider)
        assert (area is None) == (kind == "placement" and where is None), (kind, where, provider)


@pytest.mark.parametrize(
    ("account", "area"),
    [
        ("528221001", "plejefamilier"),
        ("528221005", "slaegt_netvaerk"),
        ("528221092", "betalinger_statsrefusion"),
        ("528201003", "opholdssteder"),
        ("528201004", "eget_vaerelse_kostskole"),
        ("528201005", "eget_vaerelse_kostskole"),
        ("528201007", "advokatbistand"),
        ("528201999", "opholdssteder"),
        ("528202003", "betalinger_statsrefusion"),
        ("528211003", "familiebehandling"),
        ("528211007", "aflastning_kontaktperson"),
        ("528211017", "forebyggende"),
        ("528211200", "egne_tilbud_ledelse"),
        ("528231002", "doegninstitutioner"),
        ("528241999", "sikrede_doegninstitutioner"),
        ("528251999", "saerlige_dagtilbud"),
        ("522072005", "refusion_saerligt_dyre"),
        ("528213001", None),  # anlæg is no part of the follow-up
        ("522011001", None),
    ],
)
def test_accounts_of_the_standard_profile(account: str, area: str | None) -> None:
    assert most_specific(ACCOUNTS["standard"], account) == area


def test_own_institutions_have_an_area_of_their_own_in_middelfart() -> None:
    own = most_specific_type(AREA_TYPES["middelfart"], "placement", "institution", "own")
    other = most_specific_type(AREA_TYPES["middelfart"], "placement", "institution", "private")
    assert (own, other) == ("egne_tilbud_ledelse", "doegninstitutioner")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("delimitation", ["bilagstabel_1_1", "tabel_1_1"])
def test_known_accounts_inside_either_delimitation_have_an_area(name: str, delimitation: str) -> None:
    accounts = Parameters.shipped().table("accounts", TODAY)["account_key"]
    for account in accounts.filter(inside(Parameters.shipped(), delimitation, accounts, TODAY)):
        assert most_specific(ACCOUNTS[name], account) is not None
