"""Profiles: read, written, validated; and what the shipped ones say."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.parameters import METHODS, Profile, ProfileError
from trinvis.parameters.practice import Band, CarryOver

NAMES = ("horsens", "hvidovre", "kolding", "mariagerfjord", "middelfart", "standard", "syddjurs")
METHOD_CODES = st.sampled_from([method for method in METHODS if method != "estimate"])


def test_the_shipped_profiles() -> None:
    assert Profile.names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_is_read_back_as_written(name: str) -> None:
    profile = Profile.shipped(name)
    assert profile.name == name
    assert Profile.from_yaml(profile.to_yaml()) == profile
    assert Profile.from_dict(json.loads(json.dumps(profile.to_dict()))) == profile


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.integers(0, 24),
    st.integers(0, 10**10),
    st.integers(0, 10_000),
    st.sampled_from([365, 0]),
    METHOD_CODES,
    st.none() | st.text("abc", min_size=1, max_size=5),
)
def test_any_changed_profile_is_read_back(
    name: str, months: int, oere: int, pct: int, days: int, method: str, index: str | None
) -> None:
    content = Profile.shipped(name).to_dict()
    content |= {
        "missing_invoice_months": months,
        "explanation_kr_oere": oere,
        "explanation_pct": pct,
        "full_year_days": days,
        "price_index": index,
    }
    content["areas"][0]["method"] = method
    profile = Profile.from_dict(content)
    assert Profile.from_yaml(profile.to_yaml()) == profile
    assert profile.areas[0].method == method


def test_all_eight_methods_occur_in_the_standard_profile() -> None:
    """The seven of Middelfart (seed 003 lines 5205–5224) and the refund."""
    assert {area.method for area in Profile.shipped("standard").areas} == set(METHODS)


@pytest.mark.parametrize(
    ("name", "answers"),
    [  # matrix of seed 003: tables 2.2 (1196-1226), 3.5, 4.1, 5.1 (4423-4479), 5.3 (5021-5048), carry-over 3971-3989
        ("hvidovre", ("national", True, False, "frame", 0, "none", 3, False)),
        ("middelfart", ("national", True, False, "frame", 0, "none", 4, False)),
        ("horsens", ("own", False, True, "modified_bum", 100, "positive", 2, False)),
        ("kolding", ("kolding", False, True, "modified_bum", 0, "none", 4, False)),
        ("syddjurs", ("national", True, True, "modified_bum_ad_hoc", 0, "negative", 3, False)),
        ("mariagerfjord", ("national", True, True, "modified_bum", 100, "none", 4, True)),
    ],
)
def test_the_matrix_of_the_six(name: str, answers: tuple[object, ...]) -> None:
    one = Profile.shipped(name)
    council = next(level.per_year for level in one.follow_up_rhythm if level.level == "council")
    assert answers == (
        one.staircase if isinstance(one.staircase, str) else "own",
        one.disability_in_frame,
        one.own_preventive_priced,
        one.provider_model,
        one.frame_regulation.efficiency_pct,
        one.frame_regulation.demography,
        council,
        one.general_reserve,
    )
    assert {level.per_year for level in one.follow_up_rhythm if level.level == "administration"} == {12}


def test_carry_over_of_the_six() -> None:
    """Seed 003 lines 3971–3989: none in three, full in two, Hvidovre by bands."""
    kinds = {name: Profile.shipped(name).carry_over.kind for name in NAMES if name != "standard"}
    assert kinds == {
        "hvidovre": "bands",
        "middelfart": "none",
        "horsens": "full",
        "kolding": "none",
        "syddjurs": "none",
        "mariagerfjord": "full",
    }
    bands = (Band(500, "institutionen"), Band(1500, "forvaltningen"))
    assert Profile.shipped("hvidovre").carry_over == CarryOver("bands", bands)


def test_who_may_grant_family_treatment_in_kolding() -> None:
    """Seed 003, table 3.5 (lines 3447–3496)."""
    rules = [rule for rule in Profile.shipped("kolding").grant_authority if rule.intervention == "family_treatment"]
    assert [(rule.granted_by, rule.condition) for rule in rules] == [
        ("rådgiver", "op til fire timer pr. måned og intern leverandør"),
        ("faglig koordinator", "over fire timer pr. måned eller ekstern leverandør"),
    ]


def test_middelfart_forecasts_as_in_table_5_4() -> None:
    """Seed 003 lines 5205–5224."""
    middelfart = Profile.shipped("middelfart")
    methods = {area.id: area.method for area in middelfart.areas}
    assert methods["plejefamilier"] == methods["sikrede_doegninstitutioner"] == "pool"
    assert methods["eget_vaerelse_kostskole"] == "moving_average_12"
    assert methods["advokatbistand"] == "twelfths"
    assert methods["egne_tilbud_ledelse"] == "decentral_frame"
    assert "placement/institution/own" in middelfart.area("egne_tilbud_ledelse").types
    assert methods["refusion_saerligt_dyre"] == "estimate"


def test_based_on_changes_adds_and_leaves_out() -> None:
    profile = Profile.from_yaml(
        """
        based_on: standard
        name: eksempel
        label: Eksempel
        without: [sikrede_doegninstitutioner]
        areas:
          - {id: advokatbistand, method: estimate, method_reason: skønnes, estimate_oere: 12000000}
          - {id: sikrede, label: Sikrede, policy_area: B, budget_area: A, accounts: [5.28.24], types: [placement/secure],
             method: disposition, method_reason: få}
        """
    )
    assert len(profile.areas) == len(Profile.shipped("standard").areas)
    assert profile.areas[-1].id == "sikrede"
    assert profile.area("advokatbistand").estimate_oere == 12_000_000
    assert profile.area("advokatbistand").accounts == ("5.28.20.1.007",)
    with pytest.raises(KeyError):
        profile.area("sikrede_doegninstitutioner")


def set_area(**changes: object) -> Callable[[dict[str, Any]], object]:
    return lambda content: content["areas"][0].update(changes)


def set_field(**changes: object) -> Callable[[dict[str, Any]], object]:
    return lambda content: content.update(changes)


def own_staircase(**changes: object) -> Callable[[dict[str, Any]], object]:
    one: dict[str, Any] = {"id": "a", "label": "A", "based_on": "national", "age_from": 0, "age_to": 12}
    one["steps"] = [{"step": 1, "label": "Et"}]
    return lambda content: content.update(staircase=[one, one | {"id": "b", "age_from": 13, "age_to": 18} | changes])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (set_area(accounts=["5.28.22.1", "5.28.20.1"]), "Kontomønstret »5.28.20.1« hører til både »plejefamilier« og »opholdssteder«; lad"),
        (set_area(accounts=["528201007"]), "Kontomønstret »5.28.20.1.007« hører til både »plejefamilier« og »advokatbistand«"),
        (set_area(types=["relief"]), "Typen »relief« hører til både »plejefamilier« og »aflastning_kontaktperson«"),
        (set_area(accounts=["5.28.22.x"]), "Området »plejefamilier«: Kontomønstret »5.28.22.x« kan ikke læses; skriv"),
        (set_area(types=["placement/telt"]), "Området »plejefamilier«: Typen »placement/telt«: »telt« kendes ikke; vælg"),
        (set_area(types=["placement/foster/ven"]), "»ven« kendes ikke; vælg"),
        (set_area(method="gæt"), "Området »plejefamilier«, feltet method: »gæt« kendes ikke; vælg"),
        (set_area(method_reason=" "), "feltet method_reason: begrundelsen mangler; skriv"),
        (set_area(estimate_oere=5), "feltet estimate_oere: skønnet bruges kun af metoden estimate; slet"),
        (set_area(accounts=[], types=[]), "Området »plejefamilier«: hverken konti eller typer hører til; skriv"),
        (set_area(id="opholdssteder"), "Området »opholdssteder«: id er brugt to gange; giv"),
        (set_area(id="ikke_placeret"), "Området »ikke_placeret«: id kan ikke bruges; skriv"),
        (set_area(accounts=[5.28]), "feltet areas, »plejefamilier«, feltet accounts, nr. 1: der skal stå en tekst; ret"),
        (set_area(net="ja"), "feltet net: der skal stå ja eller nej (true/false); ret"),
        (set_area(pris=3), "Profilen, feltet areas, »plejefamilier«, feltet pris: feltet kendes ikke; slet"),
        (set_field(areas=[]), "Profilen, feltet areas: der er ingen områder; beskriv"),
        (set_field(areas="alle"), "Profilen, feltet areas: der skal stå en liste; begynd"),
        (set_field(full_year_days=360), "feltet full_year_days: »360« kendes ikke; vælg en af 365, 0."),
        (set_field(counting="uger"), "feltet counting: »uger« kendes ikke"),
        (set_field(delimitation="alt"), "feltet delimitation: »alt« kendes ikke; vælg en af bilagstabel_1_1, tabel_1_1."),
        (set_field(staircase="vores"), "feltet staircase: »vores« kendes ikke; vælg national eller kolding, eller skriv"),
        (set_field(staircase=[]), "feltet staircase: listen er tom; beskriv"),
        (set_field(missing_invoice_months=-1), "feltet missing_invoice_months: -1 er negativt; skriv"),
        (set_field(missing_invoice_months=True), "feltet missing_invoice_months: der skal stå et helt tal; ret"),
        (set_field(carry_over={"kind": "bands"}), "feltet carry_over.bands: båndene passer ikke; skriv"),
        (set_field(follow_up_rhythm=[{"level": "alle", "per_year": 1}]), "feltet follow_up_rhythm.level: »alle« kendes ikke"),
        (set_field(name="Vor by"), "feltet name: »Vor by« kan ikke bruges; skriv"),
        (set_field(ramme=3), "Profilen, feltet ramme: feltet kendes ikke; slet"),
        (set_field(based_on="ukendt"), "Profilen »ukendt« findes ikke; vælg en af horsens"),
        (own_staircase(age_from=12), "Trappen »b«: alderen overlapper trappen »a«; ret"),
        (own_staircase(age_from=19), "Trappen »b«: alderen slutter, før den begynder; ret"),
        (own_staircase(id="a"), "to trapper har samme id; giv"),
        (own_staircase(based_on="x"), "Trappen »b«, feltet based_on: »x« kendes ikke; vælg"),
        (own_staircase(steps=[]), "Trappen »b«: trinnene mangler eller går igen; giv"),
        (own_staircase(steps=[{"step": 1, "label": "E", "types": ["relief"], "sub_steps": [{"sub_step": 1, "label": "u", "types": ["relief"]}]}]), "Trappen »b«: typen »relief« står på to trin; lad"),
        (own_staircase(steps=[{"step": 1, "label": "E", "types": ["fest"]}]), "Trappen »b«: Typen »fest«: »fest« kendes ikke"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_where_and_what_to_do(
    change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    content = Profile.shipped("standard").to_dict()
    change(content)
    with pytest.raises(ProfileError) as caught:
        Profile.from_yaml(yaml.safe_dump(content, allow_unicode=True))
    assert any(sentence in error for error in caught.value.errors), caught.value.errors
    assert str(caught.value).startswith(caught.value.errors[0])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "er tom"),
        ("name: [", "kan ikke læses som YAML, linje"),
        ("- a", "er tom eller ingen liste"),
        ("areas: []", "feltet name: feltet mangler; skriv"),
    ],
)
def test_what_is_no_profile(text: str, sentence: str) -> None:
    with pytest.raises(ProfileError, match=sentence):
        Profile.from_yaml(text)


def test_an_unknown_shipped_profile() -> None:
    with pytest.raises(ProfileError, match="Profilen »roskilde« findes ikke; vælg en af"):
        Profile.shipped("roskilde")


def test_an_area_left_out_must_exist() -> None:
    with pytest.raises(ProfileError, match="feltet without: området »x« findes ikke"):
        Profile.from_yaml("based_on: standard\nname: a\nlabel: A\nwithout: [x]\n")
