"""A running case followed from a small municipality's own files, and compared with itself, with districts and with other municipalities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from tests.investment.test_own_realised import case
from tests.municipality.national_files import accounts, folk1a, receive, regkc
from tests.municipality.small import HOME, KEY, Kommune, table
from tests.municipality.test_investment_own import opened

from trinvis.calculations.investment.before_after import BeforeAfter
from trinvis.calculations.investment.difference_in_differences import DifferenceInDifferences
from trinvis.calculations.investment.engine import model
from trinvis.calculations.investment.half_year import HalfYear
from trinvis.calculations.investment.synthetic_control import SyntheticControl
from trinvis.calculations.staircase.spans import PLACED
from trinvis.cases.case import Case
from trinvis.engine import Engine
from trinvis.municipality import Municipality
from trinvis.municipality.investment_compared import (
    compare_before,
    compare_districts,
    compare_municipalities,
    points,
)
from trinvis.municipality.investment_follow_up import CannotFollow, CaseFollowUp, follow_up_of
from trinvis.municipality.investment_participants import Participants, participants
from trinvis.municipality.investment_picked import Picked, WrongPick
from trinvis.tables import GRANTS

NOW = date(2024, 12, 31)
FIRST, SECOND = HalfYear(2024, 1), HalfYear(2024, 2)
FOSTER = "Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00"
FAMILY = "Familiebehandling;;Fiktivt Familiehus;Måned;10.000,00"
RELIEF = "Aflastning/støtteophold;;Fiktivt Ishus;Måned;5.000,00"
ROWS = f"""
    F-0;050519-9999;{FAMILY};01.01.2022;31.12.2022;Afsluttet
    F-1;010115-9999;{FOSTER};01.01.2023;30.06.2024;Afsluttet
    F-2;010115-9999;{FAMILY};01.07.2024;01.01.9999;Bevilget
    F-3;020216-9999;{FAMILY};01.04.2024;01.01.9999;Bevilget
    F-4;030317-9999;{FOSTER};01.01.2023;01.01.9999;Bevilget
    F-5;030317-9999;{RELIEF};01.10.2024;01.01.9999;Bevilget
    """


@pytest.fixture
def filled(kommune: Kommune) -> Kommune:
    kommune.grants(ROWS, NOW)
    kommune.postings(
        """
        31.01.2024;2024-01;5.28.22.1.002;40.000,00;010115-9999;F-1;2024-01;B1
        30.04.2024;2024-04;5.28.21.1.004;10.500,00;020216-9999;F-3;2024-04;B2
        31.07.2024;2024-07;5.28.22.1.002;41.000,00;030317-9999;F-4;2024-07;B3
        31.01.2024;2024-01;3.22.01.1.001;7.000,00;030317-9999;;;B4
        """,
        202401, 202412, NOW,
    )  # fmt: skip
    return kommune


def number(kommune: Kommune, row: int) -> int:
    """The child of a row of the file (1: the first one)."""
    house = kommune.hall._house
    frame = kommune.hall.facts(GRANTS, house.basis(NOW))
    return int(frame.filter(frame["row_no"] == row + 1)["child_no"][0])


def made(kommune: Kommune, who: Participants, of: Case | None = None, day: date = NOW, **said: object) -> CaseFollowUp:
    of = of or case()
    house = kommune.hall._house
    return follow_up_of(house, house.basis(day), of, model(of).run(), "indsats", who, **said)  # type: ignore[arg-type]


def test_a_typed_list_followed_by_hand(filled: Kommune) -> None:
    """Child A: foster care (240.000 kr.), then help at home (60.000). Child B from 1 April: 30.000, then 60.000.

    Without the effort a participant costs 250.000 kr. a half-year; B was there 91 of 182 days of the first.
    """
    a, b = number(filled, 2), number(filled, 4)
    who = Participants(children={a: None, b: date(2024, 4, 1)})
    found = made(filled, who, effort={FIRST: 100_000.0, SECOND: 150_000.0})
    first, second = found.halves
    assert found.came == {a: date(2024, 1, 1), b: date(2024, 4, 1)}
    assert (first.happened.participants, first.happened.began) == (1.5, 2)
    assert dict(first.happened.cost) == {a: 240_000, b: 30_000}
    assert first.happened.placed == 1
    assert (first.happened.price((5,)), first.happened.price((3,))) == (pytest.approx(480_000), pytest.approx(120_000))
    assert (first.without, first.gain) == (375_000, 375_000 - 270_000 - 100_000)
    assert (second.happened.participants, second.happened.spending) == (2, 120_000)
    assert (second.gain, second.gain_sum) == (500_000 - 120_000 - 150_000, 5_000 + 230_000)
    assert second.happened.placed == 0
    assert second.gain_sum_interval is not None
    assert second.gain_sum_interval.words.startswith("95 % ud fra spredningen mellem deltagerne")


def test_every_realised_figure_opens(filled: Kommune) -> None:
    a, b = number(filled, 2), number(filled, 4)
    found = made(filled, Participants(children={a: None, b: date(2024, 4, 1)}))
    for one in found.halves:
        opens = found.addresses[one.happened.half]
        assert opened_on(filled, opens["cost"]) == one.happened.spending * 100
        days = opened_on(filled, opens["days"])
        assert days == pytest.approx(100 * sum(one.happened.full_year.values()) * one.happened.half.days)
        assert one.happened.posted is not None
        assert opened_on(filled, opens["posted"]) == one.happened.posted * 100
    # 40.000 on A and 10.500 on B; the school's posting and the third child's are none of theirs
    assert [one.happened.posted for one in found.halves] == [50_500, 0]
    assert "came=" in found.addresses[FIRST]["cost"]  # B from 1 April
    assert "came=" not in found.addresses[SECOND]["cost"]


def opened_on(kommune: Kommune, address: str) -> int:
    return opened(kommune, address, NOW).value


def test_a_field_marks_the_participants_also_on_help_beside_the_main_one(filled: Kommune) -> None:
    house = filled.hall._house
    relief = participants(
        house, house.basis(NOW), Participants(marked=("intervention_type", "relief")), date(2024, 1, 1)
    )
    assert relief == {number(filled, 5): date(2024, 10, 1)}
    foster = participants(house, house.basis(NOW), Participants(marked=("placement_type", "foster")), date(2024, 1, 1))
    assert foster == {number(filled, 2): date(2024, 1, 1), number(filled, 5): date(2024, 1, 1)}


def test_a_filter_picks_the_participants_and_keeps_them_when_they_leave_it(filled: Kommune) -> None:
    picked = Picked(NOW, NOW, steps=(5,))
    found = made(filled, Participants(picked=picked))
    assert set(found.came) == {number(filled, 2), number(filled, 5)}
    second = found.halves[1].happened
    assert second.began == 2
    assert second.cost[number(filled, 2)] == 60_000  # at home now, still a participant
    assert second.cost[number(filled, 5)] == 240_000 + 15_000  # foster care and relief beside it


def test_what_is_said_of_it(filled: Kommune) -> None:
    found = made(filled, Participants(children={number(filled, 2): None}))
    said = " ".join(found.warnings)
    assert "Kun 1 deltager" in said
    assert "Udgiften til selve indsatsen er casens egen i 1. halvår 2024 og 2. halvår 2024" in said
    assert "Ikke i leveringerne og ikke med her: Skat." in said
    assert "Statsrefusionens grænser for 2024 er ikke kendt" in said
    assert "Regnskabet dækker kun 2 af 6 måneder i 1. halvår 2024" in said
    assert found.price_note == "Alle beløb er i 2024-priser."
    assert found.halves[0].gain_interval is None


def test_prices_are_brought_to_the_cases_level(filled: Kommune) -> None:
    a = number(filled, 2)
    of = case(
        price_level=2023, price_index={2023: 100.0, 2024: 125.0}, inputs={"plejepris": case().inputs["plejepris"]}
    )
    found = made(filled, Participants(children={a: None}), of)
    assert found.halves[0].happened.spending == 240_000 / 1.25
    assert found.price_note == "Realiserede beløb er regnet om til 2023-priser med casens prisindeks."
    old = replace(case().inputs["plejepris"], price_level=2020)
    bare = made(filled, Participants(children={a: None}), case(price_level=2020, inputs={"plejepris": old}))
    assert "casen er i 2020-priser" in bare.price_note
    assert any("prisindeks dækker ikke årene" in one for one in bare.warnings)


@pytest.mark.parametrize(
    ("said", "words"),
    [({"started": date(2024, 9, 1)}, "intet helt halvår"), ({"places": {"nej": (5,)}}, "ingen tilstand »nej«"), ({"places": {"hjemme": (), "pleje": ()}}, "ingen udgift på en tilstand")],
)  # fmt: skip
def test_what_cannot_be_followed_says_why(said: dict[str, object], words: str, filled: Kommune) -> None:
    with pytest.raises(CannotFollow, match=words):
        made(filled, Participants(children={number(filled, 2): None}), **said)  # type: ignore[arg-type]


def test_nobody_in_the_data_is_said(filled: Kommune) -> None:
    found = made(filled, Participants(picked=Picked(NOW, NOW, steps=(6,))))
    assert found.warnings[0].startswith("Ingen børn i data er deltagere")
    assert [one.happened.spending for one in found.halves] == [0, 0]


def test_participants_are_chosen_in_one_way() -> None:
    with pytest.raises(WrongPick, match="på én måde"):
        Participants()
    with pytest.raises(WrongPick, match="på én måde"):
        Participants(children={1: None}, marked=("team", "Nord"))
    with pytest.raises(WrongPick, match="mærkes med 'navn'"):
        Participants(marked=("navn", "x"))


# comparisons

DISTRICTS = ("Nord", "Syd", "Vest", "Øst")
END = date(2026, 12, 31)
CHANGE = date(2025, 1, 1)


@pytest.fixture
def county(kommune: Kommune) -> Kommune:
    """Four districts from 2021 to 2026: 6 children in foster care in each, all the time; from 2025 on the last three of Nord are at home."""
    random = Random(1)
    rows, children = [], []
    for place, district in enumerate(DISTRICTS):
        for child in range(6):
            cpr = f"{1 + child:02}{1 + place:02}15-{9990 + place}"
            children.append(f"{cpr};{district}")
            last = "31.12.2024" if district == "Nord" and child >= 3 else "01.01.9999"
            status = "Afsluttet" if last != "01.01.9999" else "Bevilget"
            rows.append(f"F-{place}{child};{cpr};{FOSTER};01.01.2020;{last};{status}")
        for brief in range(8):  # children who are there for a while, some in each half-year
            cpr = f"{11 + brief:02}{1 + place:02}16-{9990 + place}"
            children.append(f"{cpr};{district}")
            start = date(2021, 1, 1) + timedelta(days=random.randint(0, 1900))
            stop = start + timedelta(days=random.randint(60, 250))
            rows.append(f"G-{place}{brief};{cpr};{FOSTER};{start:%d.%m.%Y};{stop:%d.%m.%Y};Afsluttet")
    rows.append(f"H-0;311299-9999;{FAMILY};01.01.2020;15.12.2020;Afsluttet")
    kommune.grants("\n".join(rows), END)
    kommune.receive(table("Cpr-nr.;Distrikt", "\n".join(children)), "children", END, extract_day=END)
    return kommune


def test_districts_against_districts(county: Kommune) -> None:
    """Three of six children left Nord for good: the difference is near −3, and near what the points give by hand."""
    house = county.hall._house
    found = compare_districts(house, house.basis(END), "placed", CHANGE, ["Nord"])
    assert isinstance(found.made, DifferenceInDifferences)
    assert (found.after_from, len(found.panel.halves)) == (8, 12)
    values = found.panel.values
    changes = {name: sum(of[8:]) / 4 - sum(of[:8]) / 8 for name, of in values.items()}
    expected = changes["Nord"] - sum(changes[name] for name in DISTRICTS[1:]) / 3
    assert found.made.comparison.difference == pytest.approx(expected)
    assert -4.5 < expected < -1.5
    assert found.made.comparison.interval is None
    assert "mindst to på hver side" in found.made.comparison.refused
    assert found.notes == ("12 halvår fra 1. halvår 2021 til 2. halvår 2026.",)


def test_every_point_opens(county: Kommune) -> None:
    house = county.hall._house
    for outcome in ("placed", "spending"):
        found = compare_districts(house, house.basis(END), outcome, CHANGE, ["Nord"], ["Syd"])  # type: ignore[arg-type]
        for name, of in points(found).items():
            for (_, value, address), half in list(zip(of, found.panel.halves, strict=True))[7:9]:
                shown = opened(county, address, END).value / 100
                assert shown == pytest.approx(value * (half.days if outcome == "placed" else 1)), (name, half)


def test_before_and_after_of_the_whole_municipality(county: Kommune) -> None:
    house = county.hall._house
    found = compare_before(house, house.basis(END), "placed", CHANGE)
    assert isinstance(found.made, BeforeAfter)
    assert found.made.comparison.interval is not None
    whole = found.panel.values["Hele kommunen"]
    by_district = compare_districts(house, house.basis(END), "placed", CHANGE, ["Nord"]).panel.values.values()
    assert whole == pytest.approx([sum(of) for of in zip(*by_district, strict=True)])
    late = compare_before(house, house.basis(END), "placed", date(2025, 3, 1))
    assert late.after_from == 8
    assert late.notes[0] == "Ændringen faldt midt i 1. halvår 2025, som er regnet med til tiden efter."


def test_what_cannot_be_compared_says_why(county: Kommune) -> None:
    house = county.hall._house
    basis = house.basis(END)
    with pytest.raises(CannotFollow, match="Distriktet Nordpolen findes ikke i data"):
        compare_districts(house, basis, "placed", CHANGE, ["Nordpolen"])
    with pytest.raises(CannotFollow, match="mindst én periode før ændringen"):
        compare_districts(house, basis, "placed", date(2020, 1, 1), ["Nord"])
    with pytest.raises(CannotFollow, match="ikke et helt halvår"):
        compare_before(house, basis, "placed", CHANGE, first=date(2026, 10, 1))
    with pytest.raises(CannotFollow, match="hent dem fra Statistikbanken"):
        compare_municipalities(house, basis, 2024, [101], group=PLACED)


OTHERS = (147, 153, 155, 157, 159, 161, 163, 165, 167, 169, 173)
YEARS = range(2014, 2026)


@pytest.fixture
def country(kommune: Kommune) -> Kommune:
    """Invented accounts: every municipality goes its own way a little; ours spends 2.000 kr. less per 0-22-year-old from 2023 on."""
    random = Random(4)
    cells = []
    for code in (HOME, *OTHERS):
        level = random.randint(6_000, 9_000)
        for year in YEARS:
            per_child = (
                level + 100 * (year - 2014) + random.randint(-150, 150) - 2_000 * (code == HOME and year >= 2023)
            )
            if (code, year) != (173, 2020):
                cells.append((code, year, "5.28.22.002", 1, per_child * 1_000))
    receive(kommune, "REGKC.csv", regkc(accounts(cells)), "statbank")
    receive(
        kommune, "FOLK1A.csv", folk1a([(code, year, 1000) for code in (HOME, *OTHERS) for year in YEARS]), "statbank"
    )
    return kommune


@pytest.mark.parametrize("method", ["difference", "synthetic"])
def test_municipalities_with_a_known_difference(method: str, country: Kommune) -> None:
    house = country.hall._house
    basis = house.basis(date(2026, 2, 1))
    found = compare_municipalities(house, basis, 2023, OTHERS, group=PLACED, method=method, counting="gross")  # type: ignore[arg-type]
    assert found.panel.periods == tuple(map(str, YEARS[2:]))  # before 2016 no rule places the account
    assert any(one.startswith("Uden tal for alle årene og udeladt: ") for one in found.notes)
    said = found.made.comparison
    assert said.difference == pytest.approx(-2_000, abs=200)
    assert found.after_from == 7
    if isinstance(found.made, SyntheticControl):
        assert said.interval is not None
        assert said.interval.high < 0
        assert sum(found.made.weights.values()) == pytest.approx(1, abs=0.01)
    else:
        # one municipality against ten can be swapped in 11 ways: too few
        assert said.interval is None
        assert "mindst 20 måder" in said.refused


def test_several_municipalities_are_not_mixed_at_once(country: Kommune) -> None:
    house = country.hall._house
    with pytest.raises(CannotFollow, match="én kommune ad gangen"):
        compare_municipalities(house, house.basis(date(2026, 2, 1)), 2023, OTHERS[2:], group=PLACED, method="synthetic", changed=(*OTHERS[:1], HOME), counting="gross")  # fmt: skip


def test_the_same_on_every_engine(filled: Kommune, engine: Engine) -> None:
    who = Participants(picked=Picked(NOW, NOW, steps=(5,)))
    other = Municipality.open(filled.path, key=KEY, engine=engine)._house
    of = case()
    found = follow_up_of(other, other.basis(NOW), of, model(of).run(), "indsats", who)
    expected = made(filled, who)
    assert (found.came, found.addresses, found.warnings) == (expected.came, expected.addresses, expected.warnings)
    assert [one.happened for one in found.halves] == [one.happened for one in expected.halves]
