"""A target group out of a small municipality's own files: children, prices, durations and moves by hand, opened, and warned about."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from tests.municipality.small import KEY, Kommune, table

from trinvis.calculations.investment.engine import model, simulate
from trinvis.cases.case import Alternative, Case, Discount, Group, Money, On, Payer, State, Transition
from trinvis.cases.checks import problems
from trinvis.cases.expression import Name, Number, Operation
from trinvis.cases.reading import case_from_yaml
from trinvis.cases.writing import case_to_yaml
from trinvis.engine import Engine
from trinvis.municipality import Municipality
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation
from trinvis.municipality.investment_own import OwnData, own_data
from trinvis.municipality.investment_own_opened import FIGURES, explain_own
from trinvis.municipality.investment_picked import Picked, WrongPick, picked_of
from trinvis.municipality.rules import rules

SINCE, NOW = date(2025, 10, 1), date(2026, 9, 30)
FOSTER = "Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00"
HOUSE = "Anbringelse;Døgninstitution;Fiktivt Hus;Måned;100.000,00"
FAMILY = "Familiebehandling;;Fiktivt Familiehus;Måned;10.000,00"
ROWS = f"""
    F-0;050519-9999;{FAMILY};01.01.2024;31.01.2025;Afsluttet
    F-1;010115-9999;{HOUSE};01.01.2025;31.12.2025;Afsluttet
    F-2;010115-9999;{FOSTER};01.01.2026;01.01.9999;Bevilget
    F-3;020216-9999;{FAMILY};01.01.2025;31.03.2026;Afsluttet
    F-4;030317-9999;{FAMILY};01.10.2025;01.01.9999;Bevilget
    F-5;040418-9999;{FOSTER};01.01.2025;01.01.9999;Bevilget
    """
CHILDREN = """
    010115-9999;Nord;2015;1
    020216-9999;Nord;2016;2
    030317-9999;Syd;2017;3
    040418-9999;;2018;4
    """
WHOLE = Picked(SINCE, NOW)


@pytest.fixture
def filled(kommune: Kommune) -> Kommune:
    kommune.grants(ROWS, NOW)
    heading = "Cpr-nr.;Distrikt;Fødselsår;Fødselsmåned"
    kommune.receive(table(heading, CHILDREN), "children", NOW, extract_day=NOW)
    return kommune


def made(kommune: Kommune, picked: Picked = WHOLE, day: date = NOW) -> OwnData:
    house = kommune.hall._house
    return own_data(house, house.basis(day), picked)


def parsed(text: str) -> Address:
    path, _, query = text.partition("?")
    question, year, basis, figure = path.split("/")
    return Address(question, int(year), basis, figure, dict(parse_qsl(query, keep_blank_values=True)))


def opened(kommune: Kommune, text: str, day: date = NOW) -> Explanation:
    house = kommune.hall._house
    basis = house.basis(day)
    return explain_own(house, basis, parsed(text), rules(house, basis.rules).parameters)


def refund(kommune: Kommune, *limits_kr: int) -> None:
    """The limits of the state's refund in 2025 and 2026, band by band."""
    for year in (2025, 2026):
        for band, limit in enumerate(limits_kr, start=1):
            values = {"name": "refund_limits", "key": str(band), "value": limit * 100, "assumed": True}
            kommune.hall.write(
                "parameter", f"refund_limits/{band}/{year}", {**values, "valid_from": date(year, 1, 1)},
                by="Testen", known_from=date(2020, 1, 1),
            )  # fmt: skip


def test_children_and_full_year_persons(filled: Kommune) -> None:
    """A year of 365 days. Step 3: 182 + 365 days; step 5: 273 + 365; step 6: 92."""
    own = made(filled)
    assert [(one.step, one.children, one.children_on_day, one.days) for one in own.steps] == [
        (3, 2, 1, 547),
        (5, 2, 2, 638),
        (6, 1, 0, 92),
    ]
    assert (own.children, own.children_on_day) == (4, 3)
    assert own.full_year == pytest.approx(1277 / 365)
    assert own.inputs["maalgruppe"].value == 3
    assert own.inputs["antal_trin_5"].value == 2


def test_prices_by_hand(filled: Kommune) -> None:
    """Step 3: 60.000 + 120.000 kr. in 547 days; step 5: 9 × 40.000 + 12 × 40.000 in 638; step 6: 3 × 100.000 in 92."""
    three, five, six = made(filled).prices
    assert three.mean == pytest.approx(180_000 * 365 / 547)
    assert five.mean == pytest.approx(840_000 * 365 / 638)
    assert six.mean == pytest.approx(300_000 * 365 / 92)
    # residuals ±(60.000 − 120.109,69 × 182/365) = ±109,69; √(2 × 2 × 109,69²) / (547/365)
    assert three.error == pytest.approx(2 * (60_000 - three.mean * 182 / 365) / (547 / 365))
    assert six.error is None
    price = made(filled).inputs["pris_trin_5"]
    assert (price.price_level, price.unit) == (2026, "kr. pr. helårsperson")


def test_prices_are_net_of_the_states_refund(filled: Kommune) -> None:
    """Above 900.000 kr. a year 25 %: 12 × 100.000 is 300.000 above, 6.250 kr. a month, 18.750 kr. in October to December."""
    refund(filled, 900_000, 1_800_000, 2_100_000)
    six = made(filled).prices[2]
    assert six.cost_oere == (300_000 - 18_750) * 100
    assert "efter betaling fra andre kommuner og statsrefusion" in made(filled).figure("pris_trin_6").sentence
    lines = opened(filled, made(filled).figure("pris_trin_6").address).inputs[0]
    assert lines.amount_oere == six.cost_oere
    assert not any("refusion" in one for one in made(filled).warnings)


def test_moves_arrivals_and_stays(filled: Kommune) -> None:
    own = made(filled)
    assert {(one.step, one.to_step): one.count for one in own.moves if one.count} == {(3, -2): 1, (6, 5): 1}
    # child 3 comes on the first day; the one that moves to step 5 comes from the group's own step 6
    assert {one.step: one.count for one in own.arrivals} == {3: 1, 5: 0, 6: 0}
    assert {one.step: (one.ended, one.running) for one in own.stays} == {3: (1, 1), 5: (0, 2), 6: (1, 0)}
    assert "skift_trin_5_til_ud" not in own.inputs
    assert "varighed_trin_5" not in own.inputs
    assert "Ingen er set; højst" in own.figure("skift_trin_5_til_ud").sentence


def test_a_group_of_steps_is_entered_from_its_other_side(filled: Kommune) -> None:
    """With step 5 alone the child that comes from step 6 is an arrival."""
    own = made(filled, Picked(SINCE, NOW, steps=(5,)))
    assert [(one.step, one.count) for one in own.arrivals] == [(5, 1)]
    assert [one.step for one in own.steps] == [5]


def test_every_figure_opens_to_what_it_counts(filled: Kommune) -> None:
    own = made(filled)
    for one in own.figures:
        found = opened(filled, one.address)
        of = parsed(one.address).figure
        assert found.unit == FIGURES[of][1]
        if of == "price":
            assert found.value == pytest.approx(100 * one.value, abs=0.5)
            cost, days = found.inputs
            assert opened(filled, cost.address).value == cost.amount_oere
            assert opened(filled, cost.address).lines["signed_oere"].sum() == cost.amount_oere
            assert opened(filled, days.address).value == days.amount_oere
        elif of == "stay":
            assert found.value == pytest.approx(one.value * 36_500, abs=0.5)
            assert sum(opened(filled, part.address).value for part in found.inputs) == sum(p.amount_oere for p in found.inputs)  # fmt: skip
        else:
            assert found.value == 100 * one.count == 100 * found.lines.height
            assert set(found.lines["file_name"].drop_nulls()) <= {"grants.csv"}
    full = str(Address("investment-own", 2026, "2026-09-30", "full_year", {**WHOLE.where, "step": "5"}))
    assert opened(filled, full).value == round(100 * 638 / 365)
    for step in own.steps:
        days = str(Address("investment-own", 2026, "2026-09-30", "days", {**WHOLE.where, "step": str(step.step)}))
        assert opened(filled, days).value == 100 * step.days
    children = str(Address("investment-own", 2026, "2026-09-30", "children", WHOLE.where))
    assert opened(filled, children).value == 400


def test_all_that_children_cost_in_a_year_is_in_their_steps(filled: Kommune) -> None:
    """Every krone of the year's decided grants stands on the day that it is of: 2025's commitments to the øre."""
    year = Picked(date(2025, 1, 1), date(2025, 12, 31))
    costs = sum(one.cost_oere for one in made(filled, year).prices)
    assert costs == filled.hall.commitments(2025, NOW).total["amount_oere"]


@pytest.mark.parametrize(
    ("said", "children"),
    [
        ({"age_to": 8}, 2),
        ({"age_from": 9, "age_to": 10}, 3),
        ({"districts": ("Nord",)}, 2),
        ({"districts": ("",)}, 1),
        ({"types": ("placement/foster",)}, 2),
        ({"types": ("family_treatment",)}, 2),
        ({"steps": (6,)}, 1),
        ({"marks": (("status", "ended"),)}, 2),
    ],
    ids=lambda said: str(said),
)
def test_a_filter_says_itself_in_its_address(said: dict[str, object], children: int, filled: Kommune) -> None:
    picked = Picked(SINCE, NOW, **said)  # type: ignore[arg-type]
    assert picked_of(picked.where) == picked
    assert made(filled, picked).children == children


def test_a_typed_list_of_children_is_a_group(filled: Kommune) -> None:
    first = made(filled).figures[0]
    numbers = opened(filled, first.address).lines["child_no"].to_list()
    picked = Picked(SINCE, NOW, children=tuple(sorted(numbers[:2])))
    assert picked_of(picked.where) == picked
    assert made(filled, picked).children == 2


def test_a_grant_without_a_price_was_rejected_and_is_said(kommune: Kommune) -> None:
    kommune.grants(
        f"""
        F-1;010115-9999;{FOSTER};01.01.2025;01.01.9999;Bevilget
        F-2;020216-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;;01.01.2025;01.01.9999;Bevilget
        F-3;030317-9999;{FOSTER};01.01.2024;01.01.2025;Afsluttet
        """,
        NOW,
    )
    own = made(kommune)
    assert [(one.children, one.days, one.mean) for one in own.prices] == [(1, 365, 480_000)]
    assert "1 afvist række i leveringerne er ikke med i tallene." in own.warnings


def test_warnings_say_what_the_figures_rest_on(filled: Kommune) -> None:
    said = " ".join(made(filled).warnings)
    assert "kun 4 børn" in said
    assert "Kun ét barn på trin 6" in said
    assert "Statsrefusionens grænser for 2025, 2026 er ikke kendt" in said
    short = " ".join(made(filled, Picked(date(2026, 7, 1), NOW)).warnings)
    assert "kun 92 dage" in short
    early = " ".join(made(filled, Picked(date(2024, 1, 1), NOW)).warnings)
    assert "kender først afsluttede indsatser fra 31.01.2025" in early
    nobody = made(filled, Picked(SINCE, NOW, age_from=17))
    assert nobody.warnings[0].startswith("Ingen børn")
    assert nobody.prices == ()
    aged = " ".join(made(filled, Picked(date(2024, 6, 1), NOW, age_to=17)).warnings)
    assert "1 barn uden kendt fødselsmåned" in aged


def test_an_old_extract_is_said(kommune: Kommune) -> None:
    kommune.grants(ROWS, date(2026, 6, 30))
    said = " ".join(made(kommune).warnings)
    assert "Det nyeste udtræk er fra 30.06.2026" in said


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"since": NOW, "until": SINCE}, "før den begynder"),
        ({"age_from": 12, "age_to": 6}, "byt om"),
        ({"age_to": 99}, "fra 0 til 30"),
        ({"steps": (0,)}, "trin på trappen"),
        ({"types": ("slot",)}, "'slot' findes ikke"),
        ({"marks": (("navn", "x"),)}, "efter 'navn'"),
    ],
)
def test_a_wrong_filter_is_refused(said: dict[str, object], words: str) -> None:
    with pytest.raises(WrongPick, match=words):
        Picked(**{"since": SINCE, "until": NOW, **said})  # type: ignore[arg-type]


def test_a_period_that_is_not_over_is_refused(filled: Kommune) -> None:
    with pytest.raises(WrongPick, match="vælg en tidligere dag"):
        made(filled, Picked(SINCE, date(2026, 12, 31)))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("investment-own/2026/2026-09-30/løn?since=2025-10-01&until=2026-09-30", "findes ikke i egne data"),
        ("investment-own/2026/2026-09-30/days?until=2026-09-30", "kan ikke læses"),
        ("investment-own/2026/2026-09-30/days?since=2025-10-01&until=2026-09-30&age=x", "kan ikke læses"),
        ("investment-own/2026/2026-09-30/days?since=2025-10-01&until=2026-09-30&scheme=x", "Trappen 'x'"),
        ("investment-own/2026/2026-09-30/days?since=2025-10-01&until=2026-09-30&children=~x", "liste af numre"),
        ("investment-own/2026/2026-09-30/days?since=2025-10-01&until=2026-09-30&farve=x", "Kolonnen 'farve'"),
        ("investment-own/2026/2026-09-30/days?since=2025-10-01&until=2026-09-30&step=x", "intet trin"),
        ("investment-own/2026/2026-09-30/stay?since=2025-10-01&until=2026-09-30&step=2", "ingen ophold"),
        ("investment-own/2026/2026-09-30/stay?since=2025-10-01&until=2026-09-30&step=5&horizon=x", "Horisonten"),
        ("investment-own/2026/2026-09-30/price?since=2025-10-01&until=2026-09-30&step=2", "ingen dage"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(address: str, words: str, filled: Kommune) -> None:
    with pytest.raises(BadAddress, match=words):
        opened(filled, address)


def test_the_same_on_every_engine(filled: Kommune, engine: Engine) -> None:
    expected = made(filled)
    other = Municipality.open(filled.path, key=KEY, engine=engine)
    found = own_data(other._house, other._house.basis(NOW), WHOLE)
    assert found.figures == expected.figures
    assert found.warnings == expected.warnings


def test_the_inputs_stand_in_a_case_that_can_be_calculated_drawn_and_written(filled: Kommune) -> None:
    """The children on each step today, their prices and the moves seen make a case without problems."""
    own = made(filled)
    names = own.inputs
    todays = Group(
        "i_dag", "Børn på trappen i dag", {}, {"": Operation("+", Name("antal_trin_3"), Name("antal_trin_5"))},
        {"": {"trin_3": Operation("/", Name("antal_trin_3"), Name("maalgruppe")), "trin_5": Operation("/", Name("antal_trin_5"), Name("maalgruppe"))}},
    )  # fmt: skip
    case = Case(
        name="egne-data", title="Egne data", start_year=2026, horizon=3, price_level=2026,
        alternatives=(Alternative("som_i_dag", "Som i dag"), Alternative("indsats", "Indsats")),
        states=(State("trin_3", "Trin 3", 3), State("trin_5", "Trin 5", 5), State("ude", "Ude af trappen")),
        groups=(todays,), inputs=names,
        money=tuple(Money(f"trin_{step}", f"Trin {step}", "cost", On("state", f"trin_{step}"), Name(f"pris_trin_{step}")) for step in (3, 5)),
        transitions=(Transition("trin_3", "ude", Name("skift_trin_3_til_ud")),),
        payers=(Payer("kommune", "Kommunen", "municipality"),), discount=Discount(Number(0.0)),
    )  # fmt: skip
    assert problems(case) == ()
    run = model(case).run()
    gone = names["skift_trin_3_til_ud"].value
    assert gone is not None
    expected = own.prices[0].mean * (1 - gone) + 2 * own.prices[1].mean
    assert run.cost[0, :, 0].sum() == pytest.approx(expected, rel=1e-6)
    drawn = simulate(model(case), "indsats", 200, 1)
    assert set(drawn.names) >= {"pris_trin_3", "pris_trin_5", "skift_trin_3_til_ud"}
    again = case_from_yaml(case_to_yaml(case))
    assert {name: (one.value, one.source) for name, one in again.inputs.items()} == {
        name: (one.value, one.source) for name, one in names.items()
    }
