"""Tables of a business case: lines, payers, inputs, persons, readings, uncertainty, pairs, cases beside each other and the pool."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trinvis.municipality.investment import Calculated
from trinvis.municipality.investment_calculated import calculated, case_of_file, invest
from trinvis.municipality.investment_pool import portfolio
from trinvis.municipality.investment_saved import SavedCase
from trinvis.municipality.investment_uncertain import simulated, threshold, two_way
from trinvis.presentation.investment_compared import (
    Listed,
    cases_table,
    chance_of,
    compared_table,
)
from trinvis.presentation.investment_inputs import inputs_table, persons_table
from trinvis.presentation.investment_money import cost_table, cost_years_table
from trinvis.presentation.investment_pairs import (
    acceptability_table,
    effects_table,
    threshold_table,
    two_way_table,
)
from trinvis.presentation.investment_payers import budget_table, payers_table
from trinvis.presentation.investment_portfolio import next_krone_table, portfolio_table
from trinvis.presentation.investment_readings import left_out_table, readings_table, unspoken_table
from trinvis.presentation.investment_uncertain import information_table, tornado_table, uncertainty_table
from trinvis.reports import danish
from trinvis.reports.table import ReportTable

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = """
case: {name}
title: {title}
start_year: 2026
horizon: 3
price_level: 2026
discount: {{rate: 0 %}}
payers: {{kommune: {{label: Kommunen, kind: municipality}}}}
alternatives: {{i_dag: Som i dag, ny: Ny indsats}}
states: {{ude: {{label: Anbragt, step: 5}}, hjemme: {{label: Hjemme, step: 3}}}}
inputs:
  boern: {{label: Børn, kind: count, unit: børn, value: 10}}
  rate: {{label: Succesrate, kind: rate, value: 50 %, of: {{text: børnene, count: boern}}, distribution: {{form: uniform, min: 10 %, max: 90 %}}}}
  pris: {{label: Pris, kind: amount, unit: kr. pr. år, value: 100000, price_level: 2026}}
  loen: {{label: Løn, kind: amount, unit: kr. pr. år, value: {wage}, price_level: 2026}}
groups: {{alle: {{label: Børnene, stock: boern, start: {{i_dag: {{ude: 1}}, ny: {{hjemme: rate, ude: 1 - rate}}}}}}}}
money:
  anbragt: {{label: Anbringelse, on: {{state: ude}}, amount: pris, account: "5.28"}}
  indsats: {{label: Rådgiver, on: {{year: all}}, amount: loen, effort: true, alternatives: [ny], account: "6.45.51"}}
effects: {{hjemme: {{label: Barneår hjemme, unit: barneår, on: {{state: hjemme}}, amount: 1}}}}
success: {{rate: rate, target: boern, year: 3}}
"""
"""Ten children: half of them come home, which saves 500.000 a year; three years."""


def small(name: str = "lille", wage: int = 400_000, **values: float) -> Calculated:
    return invest(SMALL.format(name=name, title=name.capitalize(), wage=wage), **values)


@pytest.fixture(scope="module")
def ishoej() -> Calculated:
    return invest(EXAMPLES / "ishoej-2018-offentliggjort.yaml")


def kroner(value: object) -> int:
    assert isinstance(value, int)
    return danish.rounded(value, 100)


def column(table: ReportTable, name: str) -> list[object]:
    return [row.get(name) for row in table.rows]


# money


def test_lines_add_up_to_the_net_gain() -> None:
    """15 person-years at home of 100.000 saved, 3 × 400.000 paid."""
    table = cost_table(small())
    assert [(row["label"], row["effort"], kroner(row["saved_oere"])) for row in table.rows] == [
        ("Anbringelse", False, 1_500_000),
        ("Rådgiver", True, -1_200_000),
    ]
    assert table.totals is not None
    assert kroner(table.totals["saved_oere"]) == 300_000
    assert kroner(table.totals["first_oere"]) == 3_000_000


def test_lines_of_one_name_are_one_thing() -> None:
    """Herning's accounts [004:541-555]: 991.000, −8.000, −7.727.000; −6.744.000 in all."""
    rows = {row["label"]: row for row in cost_table(invest(EXAMPLES / "herning-2013-2015.yaml")).rows}
    placements = [kroner(rows[label]["saved_oere"]) for label in
                  ("Hjemmebaserede anbringelser", "Familieplejeanbringelser", "Institutionsanbringelser")]  # fmt: skip
    assert placements == [-991_000, 8_000, 7_727_000]
    assert sum(placements) == 6_744_000


def test_the_discounted_lines_of_ishoej_add_up_to_its_present_value(ishoej: Calculated) -> None:
    table = cost_table(ishoej)
    assert table.totals is not None
    assert sum(kroner(one) for one in column(table, "saved_discounted_oere")) == pytest.approx(
        kroner(table.totals["saved_discounted_oere"]), abs=3
    )
    assert any(note.startswith("Fra år 5 er forløbet én læsning") for note in table.notes)


def test_a_line_in_each_year_opens() -> None:
    case = invest(SMALL.format(name="lille", title="Lille", wage=400_000)).case
    table = cost_years_table(calculated(case, key="lille", basis="2026-01-31"), "ny")
    assert [kroner(table.rows[1][f"y{year}_oere"]) for year in (1, 2, 3)] == [400_000] * 3
    assert (
        table.addresses[1, "y2_oere"] == "investment/2027/2026-01-31/cost_oere?alternative=ny&case=lille&line=indsats"
    )


def test_payers_share_the_net_gain_year_by_year(ishoej: Calculated) -> None:
    """Year 1 undiscounted: 1.905.213,5 saved and 4.167.620 paid; 80,6 % of it is Ishøj's."""
    table = payers_table(ishoej)
    first = table.rows[0]
    assert [kroner(first[name]) for name in ("payer1_oere", "payer2_oere", "sum_oere")] == [
        -1_823_500,
        -438_907,
        -2_262_407,
    ]
    assert table.totals is not None
    assert kroner(table.totals["sum_oere"]) == kroner(table.totals["payer1_oere"]) + kroner(table.totals["payer2_oere"])


def test_the_effort_is_paid_on_one_account_and_saved_on_another() -> None:
    table = budget_table(small())
    assert [(row["account"], kroner(row["more_oere"]), kroner(row["less_oere"])) for row in table.rows] == [
        ("5.28", 0, 1_500_000),
        ("6.45.51", 1_200_000, 0),
    ]
    assert table.answer == (
        "Mest merudgift på 6.45.51, Kommunen, 1.200.000 kr.; mest mindreudgift på 5.28, Kommunen, 1.500.000 kr."
    )


# inputs and persons


def test_inputs_say_what_they_are_a_share_of_and_what_is_worked_out(ishoej: Calculated) -> None:
    rows = {row["name"]: row for row in inputs_table(ishoej).rows}
    assert rows["succesrate"]["of"] == "alle børn med en sag i Børneteamet (ikke de anbragte) (155)"
    assert rows["succesrate"]["uncertain"] == "lige sandsynlig, mindst 6 %, højst 10 %"
    assert rows["andel_anbragt"]["mark"] == "beregnet: anbragte / maalgruppe"
    assert rows["kalkulationsrente"]["mark"] == "udledt"
    assert (rows["anbringelsespris"]["value"], rows["anbringelsespris"]["price_level"]) == (
        "709.502 kr. pr. årsværk",
        2016,
    )
    assert "13 A, 1 B, 1 C og 4 D; 9 har ingen vidensgrad" in inputs_table(ishoej).answer
    assert {row["name"]: row["mark"] for row in inputs_table(small(rate=0.4)).rows}["rate"] == "sat"


def test_persons_are_person_years_and_empty_states_are_left_out() -> None:
    table = persons_table(small())
    assert [one.label for one in table.columns[2:]] == [
        "Som i dag: Anbragt",
        "Ny indsats: Anbragt",
        "Ny indsats: Hjemme",
    ]
    assert column(table, "persons2_2") == [500, 500, 500]
    assert table.totals is not None
    assert table.totals["persons1_1"] == 3_000
    without = persons_table(invest(EXAMPLES / "herning-2013-2015.yaml"))
    assert (without.rows, without.totals) == ((), None)


# readings


def test_readings_show_what_they_replace_and_when_they_have_paid(ishoej: Calculated) -> None:
    """622.266 for 709.502: 301.567; by cohort 252.716; printed cost only 12.191.317; a rate of 6 %: −4.154.253, year 9."""
    rows = {row["name"]: row for row in readings_table(ishoej).rows}
    found = {name: (kroner(rows[name]["asked_oere"]), rows[name]["break_even"]) for name in
             (None, "minimum", "egen_pris", "forebyggelse_pr_kuld", "kun_oplyst_drift")}  # fmt: skip
    assert found == {
        None: (2_752_446, "4. år"),
        "minimum": (-4_154_253, "9. år"),
        "egen_pris": (301_567, "4. år"),
        "forebyggelse_pr_kuld": (252_716, "4. år"),
        "kun_oplyst_drift": (12_191_317, "1. år"),
    }
    assert rows["minimum"]["replaces"] == "Succesrate: 6 %"


def test_what_the_text_does_not_say(ishoej: Calculated) -> None:
    table = unspoken_table(ishoej)
    assert table.answer == "Beregningen viser 9 ting, som teksten ikke siger."
    assert "2.600.315 kr. om året er i beregningen" in str(table.rows[0]["text"])
    assert unspoken_table(small()).rows == ()


def test_what_is_left_out_says_which_way_it_draws(ishoej: Calculated) -> None:
    assert left_out_table(ishoej).rows[1]["draws"] == "gevinsten er snarere større"


# uncertainty


def test_percentiles_of_a_rate_that_is_spread_evenly() -> None:
    """Net gain after three years is 3.000.000 × rate − 1.200.000: at 10 %, 50 %, 90 %: −0,9, 0,3 and 1,5 million."""
    drawn = simulated(small(), draws=20_000)
    last = uncertainty_table(drawn).rows[-1]
    assert kroner(last["p5_oere"]) == pytest.approx(-780_000, abs=20_000)
    assert kroner(last["median_oere"]) == pytest.approx(300_000, abs=20_000)
    assert last["back_pct"] == pytest.approx(6_250, abs=100)
    assert uncertainty_table(drawn).facts["draws"] == 20_000
    bar = tornado_table(drawn).rows[0]
    assert bar["label"] == "Succesrate"
    assert kroner(bar["at_high_oere"]) == pytest.approx(1_380_000, abs=20_000)


def test_what_to_measure_next() -> None:
    """Without knowing, the effort is chosen; knowing a rate below 40 % (3 of 8) saves 450.000 on average of those: 168.750."""
    table = information_table(simulated(small(), draws=20_000))
    assert kroner(table.rows[0]["worth_oere"]) == pytest.approx(168_750, rel=0.05)
    assert table.answer.startswith("Mål først »Succesrate«")
    assert information_table(simulated(small(wage=1), draws=200)).answer == (
        "Valget er det samme i alle gennemregninger: ingen måling ville ændre det."
    )


def test_a_case_with_nothing_uncertain_has_no_uncertainty() -> None:
    drawn = simulated(invest(EXAMPLES / "herning-2013-2015.yaml"), draws=100)
    assert uncertainty_table(drawn).rows == ()
    assert tornado_table(drawn).rows == ()
    assert information_table(drawn).totals is None


# two at a time, and effects


def test_two_inputs_and_the_value_at_which_the_answer_turns() -> None:
    made = small()
    found = two_way(made, "rate", "loen", {"rate": (0.1, 0.7), "loen": (0.0, 600_000.0)})
    table = two_way_table(made, found)
    assert table.rows[0]["first"] == "10 %"
    assert [one.label for one in table.columns][1] == "0"
    assert kroner(table.rows[-1]["v7_oere"]) == 300_000
    passing = threshold_table(made, threshold(made, "rate", {"rate": (0.1, 0.9)}))
    assert (passing.rows[0]["value"], passing.rows[0]["way"]) == ("40 %", "gevinst over, tab under")
    assert passing.answer == "»Succesrate« skal være mindst 40 %, hvis nutidsværdien over 3 år skal være 0 eller mere."


def test_what_a_further_unit_of_effect_costs() -> None:
    """600.000 a year: 1.800.000 paid, 1.500.000 saved, 15 years at home: 20.000 kr. each."""
    drawn = simulated(small(wage=600_000), draws=20_000)
    table = effects_table(drawn)
    assert table is not None
    assert kroner(table.rows[-1]["ratio_oere"]) == pytest.approx(20_000, rel=0.06)
    found = drawn.acceptability([0.0, 1_000_000.0])
    assert found is not None
    assert column(acceptability_table(drawn, found), "best") == ["Som i dag", "Ny indsats"]


# several cases


def test_cases_beside_each_other_say_what_makes_them_hard_to_compare(ishoej: Calculated) -> None:
    table = compared_table([ishoej, small()], {"lille": chance_of(simulated(small(), draws=1_000))})
    assert column(table, "title") == ["Ishøj-model i Børneteamet, som offentliggjort", "Lille"]
    assert (kroner(table.rows[0]["present_oere"]), kroner(table.rows[0]["high_oere"])) == (22_932_570, 23_570_369)
    assert table.rows[0]["chance_pct"] is None
    assert table.rows[1]["chance_pct"] == pytest.approx(6_250, abs=400)
    assert any(note.startswith("Casene løber over forskelligt antal år (3, 10)") for note in table.notes)


def kept(made: Calculated, state: str = "draft", **more: object) -> SavedCase:
    whole = dict.fromkeys(SavedCase.__dataclass_fields__)
    whole |= {
        "key": made.case.name,
        "title": made.case.title,
        "state": state,
        "assured": False,
        "wrong": (),
        "changed": "",
    }
    return SavedCase(**{**whole, **more})  # type: ignore[arg-type]


def test_the_list_of_cases_has_state_answer_and_what_is_wrong(ishoej: Calculated) -> None:
    broken = kept(small("knaekket"), wrong=("linje 3: …",), known_from=date(2026, 1, 31))
    table = cases_table([Listed(kept(ishoej, "listed"), ishoej), Listed(broken, None)])
    assert table.answer.startswith("2 cases: ")
    assert (table.rows[0]["break_even"], kroner(table.rows[0]["asked_oere"])) == ("i år 4", 2_752_446)
    assert (table.rows[1].get("present_oere"), table.rows[1]["remark"]) == (None, "linje 3: …")
    assert cases_table([]).answer == "Der er ingen investeringscases endnu."


def test_the_pool_chooses_what_gains_most_and_says_what_comes_next() -> None:
    """A gains 300.000 for 400.000 a year, B 900.000 for 200.000: a pool of 200.000 takes B alone."""
    cases = [small("dyr"), small("billig", wage=200_000)]
    found = portfolio(cases, [200_000.0, 200_000.0, 200_000.0], draws=200)
    table = portfolio_table(found)
    assert [(row["title"], row["chosen"], row["per_krone"]) for row in table.rows] == [
        ("Billig", True, 150),
        ("Dyr", False, 25),
    ]
    assert table.answer == "Vælg »Billig«: nutidsværdien er 900.000 kr."
    assert table.totals is not None
    assert kroner(table.totals["investment_oere"]) == 1_800_000
    assert (
        next_krone_table(found).answer == "Med 1,80 mio. kr. i alt kommer »Dyr« med og giver 0,25 kr. pr. krone mere."
    )


def test_a_pool_without_a_feasible_choice_says_so() -> None:
    from trinvis.calculations.investment.portfolio import Bounds

    found = portfolio([small("dyr")], [1_000.0] * 3, bounds=Bounds(must=frozenset({"dyr"})), draws=200)
    assert portfolio_table(found).answer.startswith("Der er intet valg, der holder alle bindinger.")


def test_every_table_of_every_example_can_be_made() -> None:
    for path in sorted(EXAMPLES.glob("*.yaml")):
        made = calculated(case_of_file(path))
        for table in (cost_table, cost_years_table, payers_table, budget_table, readings_table, unspoken_table):
            assert table(made).title
