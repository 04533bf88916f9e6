"""The other files of a capacity analysis: what is read, and what each fault is called."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trinvis.intake import ReadOptions, Unreadable
from trinvis.intake.profiles.paragraph_lists import paragraphs_of


def _codes(read: Any) -> dict[int | None, list[str]]:
    rows: dict[int | None, list[str]] = {}
    for row, code in read.findings.select("row_no", "code").rows():
        rows.setdefault(row, []).append(code)
    return rows


BROKEN = {
    "offers": {
        2: ["T116"], 3: ["T116"], 4: ["T004"], 5: ["T003", "T045"], 6: ["T001", "T003", "T106"], 7: ["T001", "T003"], 8: ["T118"],
        9: ["T001"],
    },
    "framework": {2: ["T116"], 3: ["T116"], 4: ["T004"], 5: ["T003"], 6: ["T003", "T045"], 7: ["T106"], 8: ["T001"], 9: ["T122"], 10: ["T122"], 11: ["T106"]},
    "places": {2: ["T121"], 3: ["T103"], 4: ["T001", "T003"], 5: ["T001", "T003"], 6: ["T106"], 7: ["T121"], 8: ["T001"]},
    "staff": {
        2: ["T116"], 3: ["T116"], 4: ["T001", "T003"], 5: ["T003"], 6: ["T001", "T003"], 8: ["T001"], 9: ["T106"],
        10: ["T001", "T003"],
    },
    "activity": {2: ["T116"], 3: ["T116"], 4: ["T003"], 5: ["T004"], 6: ["T004"], 7: ["T001"], 8: ["T117"], 9: ["T106"]},
    "causes": {2: ["T044"], 3: ["T044"], 4: ["T003"], 5: ["T003"], 6: ["T003"], 7: ["T003"], 8: ["T001"], 10: ["T107"]},
    "psychiatry": {
        2: ["T116"], 3: ["T116"], 4: ["T043"], 5: ["T001", "T107"], 6: ["T118"], 7: ["T004"], 8: ["T001"], 9: ["T003"],
    },
    "waiting": {
        2: ["T116"], 3: ["T116"], 4: ["T001"], 5: ["T041"], 6: ["T003"], 7: ["T003"], 8: ["T106"], 9: ["T001", "T003"], 10: ["T004"],
    },
    "programmes": {2: ["T116"], 3: ["T116"], 4: ["T004"], 5: ["T003"], 6: ["T001", "T003"], 7: ["T001", "T003"]},
    "prices": {2: ["T116"], 3: ["T116"], 4: ["T001"], 5: ["T003"], 6: ["T003", "T120"]},
}  # fmt: skip


@pytest.mark.parametrize("source", BROKEN)
def test_each_fault_has_its_rule(source: str, read_fixture: Any) -> None:
    read = read_fixture(f"{source}_broken.csv")
    assert _codes(read) == BROKEN[source]
    assert read.counts.rejected == read.rejected_raw.height


def test_offers(read_fixture: Any) -> None:
    """A snapshot of 1 October: paragraphs and rates per service; a rate without a unit is per day."""
    read = read_fixture("offers.csv")
    assert read.facts["offers"].select(
        "offer", "owner", "municipality", "paragraphs", "places", "offer_places", "rate_oere"
    ).rows() == [
        ("Egehuset", "municipality", 151, "SEL-66.1.6", 1_200, None, 3_150_00),
        ("Egehuset", "municipality", 151, "SEL-52.3.3", 600, None, 1_480_50),
        ("Eksempelhuset", "private", 270, "SEL-107", 1_800, None, 2_210_00),
        ("Bofællesskabet Prøven", "region", 265, "SEL-107; SEL-108", 1_000, 1_400, 2_450_00),
        ("Bofællesskabet Prøven", "region", 265, "SEL-108", 1_000, 1_400, 2_150_00),
    ]
    assert set(read.facts["offers"]["unit"]) == {"day"}
    assert (read.meaning.extract_day, read.meaning.kind) == (date(2025, 10, 1), "snapshot")


def test_a_year_of_offers_is_its_1_october(read_text: Any) -> None:
    """Tilbudsportalen is counted on 1 October of the year: seed 002 lines 3578-3580."""
    text = "Dato;Tilbud;Ejer;Kommune;Paragraffer;Pladser\n2011;A;Privat;151;§ 107;4"
    assert read_text("offers", text).facts["offers"]["day"].to_list() == [date(2011, 10, 1)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("§ 66, stk. 1, nr. 6; § 107", ("SEL-66.1.6", "SEL-107")),
        ("§§ 103 og 104", ("SEL-103", "SEL-104")),
        ("§ 85, 97 og 99", ("SEL-85", "SEL-97", "SEL-99")),
        ("ABL § 105 + SEL § 85", ("ABL-105", "SEL-85")),
        ("Barnets lov § 43, stk. 1; § 107", ("BL-43.1", "SEL-107")),
        ("SEL-52-3.3", ("SEL-52.3.3",)),
        ("§ 107 og § 107", ("SEL-107",)),
        ("botilbud", ()),
    ],
)
def test_paragraphs_of_one_field(text: str, read: tuple[str, ...]) -> None:
    assert paragraphs_of(text) == read


def test_framework(read_fixture: Any) -> None:
    """Rows of seed 002 lines 9809-9836: half places, a region without figures, and a concept that changed in 2011."""
    places = read_fixture("framework.csv").facts["framework_places"]
    assert places.select("region", "year", "places", "concept").rows() == [
        ("1081", 2010, 37_300, "2007-"),
        ("1081", 2011, 37_300, "2007-"),
        ("1085", 2010, 51_000, "2010-"),
        ("1085", 2011, 46_150, "2010-"),
        ("1084", 2010, 157_800, "2008-2010"),
        ("1084", 2011, 66_200, "2011-"),
        ("1083", 2010, None, None),
        ("1083", 2011, None, None),
    ]


def test_municipal_and_regional_places_apart(read_text: Any) -> None:
    """The total follows from the two where it is not written; ``-`` is not counted up and makes no total."""
    text = (
        "Region;År;Paragraffer;Heraf kommunale;Heraf regionale;Pladser i alt\n"
        "Nord;2010;§ 107;248;125;373\nNord;2011;§ 107;248,5;125;\nMidt;2010;§ 107;-;125;-\nMidt;2011;§ 107;0;125;125"
    )
    places = read_text("framework", text).facts["framework_places"]
    assert places.select("places", "municipal_places", "regional_places").rows() == [
        (37_300, 24_800, 12_500),
        (37_350, 24_850, 12_500),
        (None, None, 12_500),
        (12_500, 0, 12_500),
    ]


def test_places(read_fixture: Any, numbers: Any) -> None:
    """A year, a month by its days and a month by its number; the house is the grants' provider."""
    places = read_fixture("places.csv").facts["places"]
    assert places.select("provider_no", "start", "stop", "places", "occupied_days", "waiting").rows() == [
        (1, date(2025, 1, 1), date(2025, 12, 31), 1_200, 4_161, 2),
        (1, date(2026, 1, 1), date(2026, 1, 31), 1_200, 372, 3),
        (1, date(2026, 2, 1), date(2026, 2, 28), 1_200, 336, 3),
        (None, date(2025, 1, 1), date(2025, 12, 31), 4_000, 12_118, None),
    ]
    assert numbers.names["provider"] == {"Fiktivgården": "Fiktivgården"}


def test_a_house_without_an_end_goes_on(read_text: Any) -> None:
    text = "Kommune;Hus;Tilbudstype;Fra;Til;Pladser\n151;A;Hus;01.03.2026;;8\n151;B;Hus;2025;2026;8\n151;C;Hus;01.01.2026;01.01.9999;8"
    places = read_text("places", text).facts["places"]
    assert places.select("start", "stop").rows() == [
        (date(2026, 3, 1), None),
        (date(2025, 1, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), None),
    ]


def test_staff(read_fixture: Any) -> None:
    """Categories together, regions and the country are sums; PPR is 3.22.04."""
    read = read_fixture("staff.csv")
    assert (read.counts.accepted, read.counts.sums, read.counts.titles) == (4, 3, 2)
    assert read.facts["staff"].select("year", "function", "category", "fte", "employer").rows() == [
        (2024, "52823", "Pædagoger", 1_450, "municipality"),
        (2024, "52823", "Socialrådgivere", 225, "municipality"),
        (2025, "52823", "Pædagoger", 1_500, "municipality"),
        (2025, "32204", "Psykologer", 640, "municipality"),
    ]


def test_activity_says_which_municipality_counts(read_fixture: Any) -> None:
    """``..`` is not counted up; 0 is 0; the whole country is a sum; thousands need no question."""
    read = read_fixture("activity.csv")
    assert read.facts["activity"].select("counted_by", "year", "measure", "counted", "number").rows() == [
        ("paying", 2024, "§ 85", "persons", 212),
        ("paying", 2025, "§ 85", "persons", 220),
        ("acting", 2024, "§ 107", "persons", 35),
        ("acting", 2025, "§ 107", "persons", None),
        ("paying", 2025, "Anbringelser", "started", 0),
    ]
    assert read.counts.sums == 1


def test_activity_without_who_counts_is_refused(read_text: Any) -> None:
    with pytest.raises(Unreadable, match="Opgjort efter"):
        read_text("activity", "Kommune;År;Indsats;Antal\n151;2025;§ 85;12")


def test_causes_of_a_placement(read_fixture: Any) -> None:
    """Five causes of three placements: one placement has two in one field, one has two rows."""
    causes = read_fixture("causes.csv").facts["placement_causes"]
    assert causes.select("row_no", "acting_municipality", "paying_municipality", "cause").rows() == [
        (2, 151, 151, "Udadreagerende adfærd"),
        (2, 151, 151, "Sindslidelse"),
        (3, 151, 270, "Indadreagerende adfærd"),
        (4, 151, 270, "ADHD"),
        (5, 151, None, "ADHD"),
    ]
    assert causes["placement"].n_unique() == 3


def test_a_cause_written_twice_in_one_field_is_one(read_text: Any) -> None:
    text = 'Anbringelse;År;Handlekommune;Årsag\nA;2025;151;"ADHD; ADHD;"\nB;2025;151;ADHD'
    assert read_text("causes", text).facts["placement_causes"]["cause"].to_list() == ["ADHD", "ADHD"]


def test_a_field_of_nothing_but_semicolons_names_no_cause(read_text: Any) -> None:
    read = read_text("causes", 'Anbringelse;År;Handlekommune;Årsag\nA;2025;151;"; ;"\nB;2025;151;ADHD')
    assert _codes(read) == {2: ["T003"]}


def test_psychiatry(read_fixture: Any) -> None:
    """Municipalities and regions in one file, regions under either heading; the country is a sum."""
    read = read_fixture("psychiatry.csv")
    assert read.facts["psychiatry"].select(
        "municipality", "region", "kind", "number", "rejected", "amount_oere"
    ).rows() == [
        (151, None, "discharge", 45, None, 612_400_00),
        (151, None, "outpatient", 1_204, None, 402_150_50),
        (151, None, "finished", 96, None, 176_064_00),
        (None, "1085", "referral", 2_410, 578, None),
        (None, "1081", "referral", 1_105, 298, None),
        (None, "1084", "beds", 1_012, None, None),
    ]
    assert read.counts.sums == 1


def test_waiting(read_fixture: Any) -> None:
    """0 days is a step without waiting; nothing is no answer."""
    waiting = read_fixture("waiting.csv").facts["waiting"]
    assert waiting.select("step_no", "days", "hours", "shift", "state").rows() == [
        (1, 4_900, 250, True, "value"),
        (2, 6_600, 1_200, False, "value"),
        (3, 3_200, 600, False, "estimate"),
        (4, 0, None, True, "value"),
        (1, None, None, None, "not_applicable"),
        (2, None, None, None, "no_answer"),
    ]


def test_who_is_waited_for_and_what_the_contact_is_about(read_text: Any) -> None:
    text = (
        "Kommune;År;Forløb;Trin nr.;Trin;Ansvarlig;Afventer;Kontakt;Ventetid\n"
        "151;2025;PPR til psykiatri;1;Udredning;PPR;PPR;Udredning;66\n"
        "151;2025;PPR til psykiatri;2;Udredning igen;Børnepsykiatri;Børnepsykiatri;Udredning;127\n"
        "151;2025;PPR til psykiatri;3;Svar;PPR;;;3"
    )
    waiting = read_text("waiting", text).facts["waiting"]
    assert waiting.select("actor", "waits_for", "contact").rows() == [
        ("PPR", "PPR", "Udredning"),
        ("Børnepsykiatri", "Børnepsykiatri", "Udredning"),
        ("PPR", None, None),
    ]


def test_programmes_and_prices(read_fixture: Any) -> None:
    programmes = read_fixture("programmes.csv").facts["programmes"]
    assert programmes.select("municipality", "day", "use").rows() == [
        (151, date(2026, 5, 1), "own"),
        (151, date(2026, 5, 1), "refers"),
        (270, date(2025, 12, 31), "none"),
    ]
    prices = read_fixture("prices.csv").facts["price_levels"]
    assert prices.select("index", "year", "level").rows() == [
        ("pl", 2023, 10_000),
        ("pl", 2024, 10_325),
        ("pl", 2025, 10_640),
    ]


def test_a_file_of_one_year_says_it_once(read_text: Any) -> None:
    text = "Kommune;Konto;Personalegruppe;Årsværk\n151;5.28.23;Pædagoger;14,5"
    with pytest.raises(Unreadable, match="--year"):
        read_text("staff", text)
    read = read_text("staff", text, options=ReadOptions(year=2025))
    assert read.facts["staff"]["year"].to_list() == [2025]
    assert (read.meaning.period_from, read.meaning.period_to) == (202501, 202512)
