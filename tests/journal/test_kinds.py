"""What each kind asks for; Danish sentences for what is wrong; and text as people type it."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from trinvis.journal import KINDS, InvalidEntry, from_text
from trinvis.journal.target_share import COMPONENTS, key_of
from trinvis.parameters import Parameters
from trinvis.tables import ASSUMPTIONS, BUDGETS, ESTIMATES

GOOD: dict[str, dict[str, Any]] = {
    "profile": {"profile": {"name": "standard", "areas": [{"id": "a"}]}},
    "parameter": {"name": "refund_limits", "key": "1", "value": 100, "valid_from": date(2026, 1, 1), "assumed": True},
    "method": {"method": "twelfths", "reason": "Jævnt forbrug"},
    "correction": {"grant_id": 7, "field": "stop", "value": "2026-05-31", "source_value": "2026-12-31"},
    "expectation": {
        "child_no": 12345678,
        "intervention_type": "placement",
        "placement_type": "foster",
        "unit": "month",
        "rate_oere": 4_150_000,
        "start": date(2026, 10, 1),
        "probability": 8000,
    },
    "risk": {"year": 2026, "area": "opholdssteder", "number": 100, "price_oere": 105_000_000, "probability": 4000},
    "pool": {"year": 2026, "area": "plejefamilier", "price_oere": 100_000_000},
    "estimate": {"year": 2026, "area": "refusion", "price_oere": -5_000_000},
    "assumption": {"year": 2026, "area": "plejefamilier", "full_year_persons": 6850, "average_price_oere": 52_500_000},
    "budget_line": {"year": 2026, "version": "moved", "account": "5.28.22.1.001", "amount_oere": -100},
    "match": {"delivery_id": "000003", "row_no": 17, "grant_id": 4, "service_month": 202602},
    "unmatch": {"voucher": "abcdef0123456789"},
    "identity": {"old_grant_id": 9, "grant_id": 4},
    "scenario": {
        "name": "Færre på institution",
        "scenario": {"changes": [{"change": "arrivals", "kind": "institution", "factor": 0.8, "from": 202701}]},
    },
    "investment": {"name": "Tidlig hjælp", "case": "case: tidlig-hjaelp\n", "note": "Første udkast"},
    "investment_quality": {"comment": "Prisen er for høj", "assured": False, "case_digest": "ab12"},
    "investment_state": {"state": "listed", "case_digest": "ab12", "note": "Til mødet i februar"},
    "investment_pool": {"pool": "Investeringspuljen", "year": 2027, "amount_oere": 500_000_000},
    "investment_run": {
        "start": "2026-01-01",
        "children": {"age": "0-12", "steps": "5+6"},
        "compared": {"districts": ["Nord"]},
    },
    "target_share": {
        "area": "adults",
        "component": "temporary_home",
        "measured": "money",
        "year": 2025,
        "share": 3200,
        "reason": "Kommunernes gennemsnit er 32 % (25-39); KREVI har 40 %, men kun for rene tilbud.",
    },
    "conversion_case": {
        "of_area": "adults",
        "year": 2025,
        "name": "Bostedet",
        "places_closed": 3600,
        "citizens_moved": 3500,
        "saved_oere": 44_444_444,
        "support_oere": 13_142_857,
        "lost_oere": 470_000_000,
        "moving_oere": 50_000_000,
        "moving_is": "once",
        "phase_in": "50;100",
        "reason": "Beslutningsnotat",
    },
    "saving_rate": {
        "of_area": "adults",
        "year": 2025,
        "saves": "digitalisation",
        "rate": 100,
        "base": "target",
        "reason": "Business case",
    },
    "explanation": {"year": 2026, "area": "plejefamilier", "text": "Færre børn end forudsat."},
    "note": {"text": "Husk"},
    "approval": {"year": 2026, "as_of": "2026-09-30", "basis": {"facts": {"position": 3}}, "figures": "{}"},
    "form": {"source": "finance", "headers": {"Beløb i kr": "amount_oere"}},
}


def test_every_kind_has_a_good_example() -> None:
    assert set(GOOD) == set(KINDS)


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_good_is_kept(kind: str) -> None:
    kept = KINDS[kind].validated(GOOD[kind])
    assert {k: str(v) for k, v in kept.items()} == {k: str(v) for k, v in GOOD[kind].items()}
    assert KINDS[kind].validated(kept) == kept  # what was kept is good again
    assert KINDS[kind].label
    assert KINDS[kind].key
    assert all(field.label and (field.meaning or field.name == "value") for field in KINDS[kind].fields)


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("note", {}, "Bemærkning mangler »Tekst« (text)."),
    ("note", {"text": ""}, "Bemærkning mangler »Tekst« (text)."),
    ("note", {"text": "x", "cpr": "1"}, "Bemærkning har intet felt »cpr«; felterne er text, about."),
    ("note", {"text": 7}, "Bemærkning: »Tekst« (text) skal være en tekst."),
    ("pool", {"year": "2026", "price_oere": 1}, "Pulje: »År« (year) skal være et helt tal."),
    ("pool", {"year": 2026, "price_oere": 1.5}, "Pulje: »Pris« (price_oere) skal være et beløb i hele øre."),
    ("pool", {"year": True, "price_oere": 1}, "Pulje: »År« (year) skal være et helt tal."),
    ("pool", {"year": 2026, "price_oere": 1, "start": "1/10"}, "Pulje: »Fra« (start) skal være en dato, som 2026-10-01."),
    (
        "risk",
        {"year": 2026, "price_oere": 1, "probability": 10_001},
        "Risikosag: sandsynligheden skal ligge mellem 0 og 100 procent (0 og 10000 i hundrededele).",
    ),
    (
        "risk",
        {"year": 2026, "price_oere": 1, "start": "2026-10-01", "stop": "2026-09-30"},
        "Risikosag: slutdatoen ligger før startdatoen.",
    ),
    ("parameter", {"name": "x", "value": 1}, "Parameter mangler »Gælder fra« (valid_from)."),
    ("correction", {"grant_id": 1, "field": "rate"}, "Rettelse af indsats: »Ny takst« mangler."),
    ("correction", {"grant_id": 1, "field": "rate", "value": "x"}, "Rettelse af indsats: »Ny takst« skal være et beløb i hele øre."),
    (
        "correction",
        {"grant_id": 1, "field": "status", "value": "done"},
        "Rettelse af indsats: »Ny status« skal være draft eller expected eller granted eller ended eller cancelled.",
    ),
    ("budget_line", {"year": 2026, "version": "moved", "amount_oere": 1, "account": "528"}, "Budgetlinje: kontoen skal skrives som 5.28.21.1.003 eller med ni cifre."),
    ("match", {"grant_id": 1}, "Kobling: angiv enten levering og række, et bilag eller en reference."),
    ("match", {"grant_id": 1, "row_no": 3}, "Kobling: levering og række skal angives sammen."),
    ("match", {"grant_id": 1, "voucher": "a", "service_month": 202613}, "Kobling: »Ydelsesmåned« (service_month) skal være en måned, som 202610."),
    ("unmatch", {"voucher": "a", "reference": "b"}, "Ophævet kobling: angiv enten levering og række, et bilag eller en reference."),
    ("identity", {"grant_id": 1}, "Indsatsens identitet: angiv enten levering og række eller det indsatsnummer, der skal tælles som et andet."),
    ("scenario", {"name": "x", "scenario": {"changes": {"change": "price"}}}, "Scenarie: ændringerne (changes) skal være en liste, hvor hver ændring er felter med værdier."),
    ("scenario", {"scenario": {"changes": []}}, "Scenarie mangler »Navn« (name)."),
    ("investment", {"name": "x", "case": " "}, "Investeringscase: casens tekst er tom."),
    ("investment_quality", {"comment": "x"}, "Kvalitetssikring af en case mangler »Kvalitetssikret« (assured)."),
    ("investment_pool", {"pool": "x", "year": 2027, "amount_oere": -1}, "Investeringspulje: beløbet pr. år skal være 0 kr. eller mere."),
    ("target_share", {"area": "adults", "year": 2025, "share": 10_001, "reason": "x"}, "Målgruppens andel: andelen skal ligge mellem 0 og 100 procent (0 og 10000 i hundrededele)."),
    ("target_share", {"area": "adults", "year": 2025, "share": 3200, "reason": " "}, "Målgruppens andel: begrundelsen er tom."),
    ("target_share", {"area": "adults", "year": 2025, "share": 3200}, "Målgruppens andel mangler »Begrundelse« (reason)."),
    ("target_share", {"area": "ppr", "component": "foster", "year": 2025, "share": 3200, "reason": "x"}, "Målgruppens andel: tilbuddet hører til et andet område; vælg Pædagogisk psykologisk rådgivning."),
    ("conversion_case", {"of_area": "adults", "year": 2025, "name": "x", "places_closed": 100, "citizens_moved": 100, "saved_oere": 1, "support_oere": 1, "lost_oere": -1, "reason": "x"}, "Omlægning til støtte i eget hjem: tallene skrives som positive; et af dem er under 0."),
    ("conversion_case", {"of_area": "adults", "year": 2025, "name": "x", "places_closed": 100, "citizens_moved": 100, "saved_oere": 1, "support_oere": 1, "lost_oere": 0, "phase_in": "50;120", "reason": "x"}, "Omlægning til støtte i eget hjem: indfasningen skrives som procenter fra 0 til 100 adskilt af semikolon, som 50;100."),
    ("saving_rate", {"of_area": "adults", "year": 2025, "saves": "digitalisation", "reason": "x"}, "Sats for en besparelse: skriv procenten fra 0 til 100 (rate)."),
    ("saving_rate", {"of_area": "adults", "year": 2025, "saves": "unused_place", "reason": "x"}, "Sats for en besparelse: skriv, hvad en plads mindre sparer om året (per_place_oere)."),
    ("saving_rate", {"of_area": "adults", "year": 2025, "saves": "digitalisation", "rate": 100, "base": "typed", "reason": "x"}, "Sats for en besparelse: et indtastet beløb skal være over 0 kr. og have et navn (amount_oere og base_name)."),
    ("profile", {"profile": {"x": date}}, "Kommuneprofil: »Profil« (profile) skal være en opstilling af navne og værdier."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "sentence"), WRONG)
def test_what_is_wrong_is_told_in_one_sentence(kind: str, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidEntry) as told:
        KINDS[kind].validated(values)
    assert str(told.value) == sentence


def test_a_correction_to_an_unknown_stop_has_no_value() -> None:
    assert KINDS["correction"].validated({"grant_id": 1, "field": "stop", "value": None}) == {
        "grant_id": 1,
        "field": "stop",
    }


def test_what_becomes_facts_has_the_fields_of_its_table() -> None:
    for kind, table in (
        ("risk", ESTIMATES),
        ("pool", ESTIMATES),
        ("assumption", ASSUMPTIONS),
        ("budget_line", BUDGETS),
    ):
        names = {c.name for c in table.columns}
        assert {f.name for f in KINDS[kind].fields} <= names
        required = {c.name for c in table.columns if c.required} - {"kind"}
        assert {f.name for f in KINDS[kind].fields if f.required} == required


TYPED: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    (
        "risk",
        {"year": "2026", "price_oere": "1.050.000", "probability": "40 %", "number": "1,5", "start": "01.10.2026", "area": "opholdssteder"},
        {"year": 2026, "price_oere": 105_000_000, "probability": 4000, "number": 150, "start": "2026-10-01", "area": "opholdssteder"},
    ),
    ("pool", {"year": "2026", "price_oere": "kr. 900000,50", "note": ""}, {"year": 2026, "price_oere": 90_000_050}),
    ("estimate", {"year": "2026", "price_oere": "-1.000"}, {"year": 2026, "price_oere": -100_000}),
    (
        "budget_line",
        {"year": "2026", "version": "Tillægsbevilling", "amount_oere": "5", "decided": "8-10-2025"},
        {"year": 2026, "version": "supplementary", "amount_oere": 500, "decided": "2025-10-08"},
    ),
    (
        "target_share",
        {"area": "Voksne", "component": "Botilbud til midlertidigt ophold", "measured": "Udgifterne", "year": "2025", "share": "32,5 %", "reason": "Vurderet"},
        {"area": "adults", "component": "temporary_home", "measured": "money", "year": 2025, "share": 3250, "reason": "Vurderet"},
    ),
    ("correction", {"grant_id": "7", "field": "Stopdato", "value": "31.05.2026"}, {"grant_id": 7, "field": "stop", "value": "2026-05-31"}),
    ("correction", {"grant_id": "7", "field": "rate", "value": "41.500"}, {"grant_id": 7, "field": "rate", "value": 4_150_000}),
    ("correction", {"grant_id": "7", "field": "step", "value": "5"}, {"grant_id": 7, "field": "step", "value": 5}),
    ("match", {"voucher": "ab", "grant_id": "3", "service_month": "2026-02"}, {"voucher": "ab", "grant_id": 3, "service_month": 202602}),
    (
        "assumption",
        {"year": "2026", "area": "a", "full_year_persons": "68,5", "average_price_oere": "525.000", "binding": "Nej"},
        {"year": 2026, "area": "a", "full_year_persons": 6850, "average_price_oere": 52_500_000, "binding": False},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "texts", "values"), TYPED)
def test_typed_text(kind: str, texts: dict[str, str], values: dict[str, Any]) -> None:
    assert from_text(KINDS[kind], texts) == values


@pytest.mark.parametrize(
    ("kind", "texts", "sentence"),
    [
        ("pool", {"year": "2026", "price_oere": "1,050.00"}, "Pulje: »Pris« (price_oere) skal være et tal, som 1.050.000 eller 2,5."),
        ("pool", {"year": "26a"}, "Pulje: »År« (year) skal være et helt tal."),
        ("pool", {"year": "2026", "price_oere": "1", "start": "31.02.2026"}, "Pulje: »Fra« (start) skal være en dato, som 01.10.2026."),
        ("budget_line", {"version": "ny"}, "Budgetlinje: »Budgetversion« (version) skal være »Oprindeligt budget«, »Omplacering«, »Tillægsbevilling«, »Overførsel«."),
        ("assumption", {"binding": "måske"}, "Budgetforudsætning: »Bindende« (binding) skal være ja eller nej."),
        ("correction", {"grant_id": "7", "field": "rate", "value": "dyr"}, "Rettelse af indsats: »Ny værdi« (value) skal være et tal, som 1.050.000 eller 2,5."),
        ("note", {"tekst": "x"}, "Bemærkning har intet felt »tekst«; felterne er text, about."),
    ],
)  # fmt: skip
def test_typed_text_that_cannot_be_read(kind: str, texts: dict[str, str], sentence: str) -> None:
    with pytest.raises(InvalidEntry) as told:
        from_text(KINDS[kind], texts)
    assert str(told.value) == sentence


def test_the_offers_of_a_share_are_those_of_the_accounts() -> None:
    """Every offer of the parameter ``capacity_accounts``, under its area and with its label."""
    table = Parameters.shipped().table("capacity_accounts", date(2025, 12, 31))
    for area, offers in COMPONENTS.items():
        known = table.filter(pl.col("area") == area).select("offer", "label").unique()
        assert set(known.rows()) <= set(offers), area
    earlier = Parameters.shipped().table("capacity_accounts", date(2011, 12, 31))
    named = {one for table in (table, earlier) for one in table.select("area", "offer", "label").rows()}
    assert named == {(area, *offer) for area, offers in COMPONENTS.items() for offer in offers}


def test_a_share_is_kept_by_what_it_is_of() -> None:
    whole = {"area": "adults", "year": 2025}
    assert key_of(whole) == "adults/2025"
    assert key_of(whole | {"component": "support", "measured": "money"}) == "adults/support/2025"
    assert key_of(whole | {"component": "support", "measured": "staff"}) == "adults/support/staff/2025"
