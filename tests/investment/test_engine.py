"""What a period is, by tables worked out by hand: who enters, who moves, who is counted, and what it costs."""

from __future__ import annotations

import numpy as np
import pytest
from tests.investment.small_case import small

from trinvis.calculations.investment.engine import model


def table(values: np.ndarray, digits: int = 9) -> list:
    """The values of the only draw."""
    return np.round(values[..., 0], digits).tolist()


def test_persons_enter_then_move_then_are_counted() -> None:
    """8 a year; each year half of those at home go out. Year 2: (4 + 8) / 2 = 6 at home, 4 + 6 = 10 out."""
    run = model(
        small("""
            groups: {boern: {label: Børn, enters: 8, start: {hjemme: 1}}}
            transitions: [{from: hjemme, to: ude, chance: 50 %}]
        """)
    ).run()
    assert run.states == ("ude", "hjemme")
    assert table(run.persons[0]) == [[4, 10, 17], [4, 6, 7]]
    assert table(run.moves[0]) == [[4, 6, 7]]


@pytest.mark.parametrize(("counting", "home"), [("end", [4, 6, 7]), ("start", [8, 12, 14]), ("half", [6, 9, 10.5])])
def test_persons_are_counted_after_their_moves_before_them_or_between(counting: str, home: list[float]) -> None:
    run = model(
        small(f"""
            counting: {counting}
            groups: {{boern: {{label: Børn, enters: 8, start: {{hjemme: 1}}}}}}
            transitions: [{{from: hjemme, to: ude, chance: 50 %}}]
        """)
    ).run()
    assert table(run.persons[0, 1]) == home


def test_all_leave_a_state_at_once_by_the_chances_at_the_beginning_of_the_period() -> None:
    """Of 100 out 30 go home and of 50 at home 25 go out: 95 and 55, whatever the order of the lines."""
    body = """
        horizon: 1
        groups:
          ude: {label: Ude, stock: 100, start: {ude: 1}}
          hjemme: {label: Hjemme, stock: 50, start: {hjemme: 1}}
        transitions:
          - {from: ude, to: hjemme, chance: 30 %}
          - {from: hjemme, to: ude, chance: 50 %}
    """
    assert table(model(small(body)).run().persons[0, :, 0]) == [95, 55]


def test_stock_is_there_from_the_first_period_and_enters_every_year() -> None:
    run = model(small("groups: {boern: {label: Børn, stock: 5, enters: 2, start: {ude: 3/4, hjemme: 1/4}}}")).run()
    assert table(run.persons[0]) == [[5.25, 6.75, 8.25], [1.75, 2.25, 2.75]]


def test_alternatives_have_their_own_numbers_starts_and_chances() -> None:
    run = model(
        small("""
            horizon: 1
            alternatives: {nu: Som nu, indsats: Indsats, mere: Mere}
            groups:
              boern: {label: Børn, enters: {nu: 10, indsats: 12}, start: {nu: {ude: 1}, indsats: {hjemme: 1}}}
            transitions: [{from: hjemme, to: ude, chance: 25 %, alternatives: [indsats]}]
        """)
    ).run()
    assert table(run.persons[:, :, 0]) == [[10, 0], [3, 9], [0, 0]]


def test_a_year_of_months_enters_a_twelfth_at_a_time_or_all_in_the_first() -> None:
    run = model(
        small("""
            horizon: 2
            period: month
            groups:
              jaevnt: {label: Jævnt, enters: 12 * aar, start: {ude: 1}}
              straks: {label: Straks, enters: 12, start: {hjemme: 1}, evenly: false}
        """)
    ).run()
    assert table(run.persons[0, 0]) == [*range(1, 13), *range(14, 38, 2)]
    assert table(run.persons[0, 1]) == [12] * 12 + [24] * 12


def test_a_chance_per_year_is_that_chance_after_twelve_months() -> None:
    body = """
        horizon: 1
        period: month
        groups: {boern: {label: Børn, stock: 100, start: {hjemme: 1}}}
        transitions: [{from: hjemme, to: ude, chance: 36 %, per: PER}]
    """
    by_year = model(small(body.replace("PER", "year"))).run().persons[0, 1]
    assert by_year[11, 0] == pytest.approx(64, rel=1e-12)
    assert by_year[5, 0] == pytest.approx(80, rel=1e-12)  # the root of 0,64
    by_month = model(small(body.replace("PER", "period"))).run().persons[0, 1]
    assert by_month[1, 0] == pytest.approx(100 * 0.64**2, rel=1e-12)


def test_a_person_counts_for_as_long_as_the_duration_and_is_gone_after() -> None:
    """2,5 years at 100 kr.: 100, 100 and 50 kr. for each who enters. Year 3 has 10 × (1 + 1 + 0,5)."""
    run = model(
        small("""
            horizon: 5
            groups: {boern: {label: Børn, enters: "10 * (1 - max(0, min(1, aar - 3)))", start: {ude: 1}, duration: 2.5}}
            money: {ophold: {label: Ophold, on: {state: ude}, amount: 100}}
        """)
    ).run()
    assert table(run.persons[0, 0]) == [10, 20, 25, 15, 5]
    assert table(run.cost[0, 0]) == [1000, 2000, 2500, 1500, 500]


def test_moves_of_the_last_part_of_a_year_count_in_part() -> None:
    run = model(
        small("""
            groups: {boern: {label: Børn, stock: 16, start: {hjemme: 1}, duration: 1.5}}
            transitions: [{from: hjemme, to: ude, chance: 50 %}]
            money: {flytning: {label: Flytning, on: {move: {from: hjemme, to: ude}}, amount: 10}}
        """)
    ).run()
    assert table(run.moves[0, 0]) == [8, 2, 0]  # 16 × ½, then 8 × ½ in half a year
    assert table(run.cost[0, 0]) == [80, 20, 0]


def test_chances_by_the_year_of_the_case_and_by_the_year_since_entry() -> None:
    """By year 0, ½, 0: all move in year 2. By stay 0, ½, 0: each who entered moves in the second year of the stay."""
    body = """
        inputs: {chance: {label: Chance, kind: rate, of: {text: børn}, BY: [0, 0.5], after: zero}}
        groups: {boern: {label: Børn, enters: 8, start: {hjemme: 1}}}
        transitions: [{from: hjemme, to: ude, chance: chance}]
    """
    assert table(model(small(body.replace("BY", "by_year"))).run().persons[0, 0]) == [0, 8, 8]
    assert table(model(small(body.replace("BY", "by_stay"))).run().persons[0, 0]) == [0, 4, 8]


def test_the_year_since_entry_has_twelve_months() -> None:
    run = model(
        small("""
            horizon: 2
            period: month
            inputs: {pris: {label: Pris, kind: amount, unit: kr., by_stay: [1200, 2400], price_level: 2024}}
            groups: {boern: {label: Børn, enters: 12, start: {ude: 1}}}
            money: {ophold: {label: Ophold, on: {state: ude}, amount: pris}}
        """)
    ).run()
    first = 100 * sum(range(1, 13))
    assert table(run.cost[0, 0]) == [first, 12 * 12 * 100 + first + 100 * sum(range(1, 13))]


def test_values_by_year_go_on_end_or_are_refused() -> None:
    body = """
        inputs: {antal: {label: Antal, kind: count, by_year: [3, 5], after: AFTER}}
        groups: {boern: {label: Børn, enters: antal, start: {ude: 1}}}
    """
    assert table(model(small(body.replace("AFTER", "last"))).run().persons[0, 0]) == [3, 8, 13]
    assert table(model(small(body.replace("AFTER", "zero"))).run().persons[0, 0]) == [3, 8, 8]


def test_growth_is_cumulated_and_the_last_rate_goes_on_or_stops() -> None:
    body = """
        inputs: {vaekst: {label: Vækst, kind: index, growth_by_year: [0, 10 %], after: AFTER}}
        money: {drift: {label: Drift, on: {year: all}, amount: 100, index: vaekst}}
    """
    assert table(model(small(body.replace("AFTER", "last"))).run().cost[0, 0]) == [100, 110, 121]
    assert table(model(small(body.replace("AFTER", "zero"))).run().cost[0, 0]) == [100, 110, 110]


def test_money_falls_on_states_moves_entries_years_and_once() -> None:
    run = model(
        small("""
            groups: {boern: {label: Børn, stock: 1, enters: 8, start: {hjemme: 1}}}
            transitions: [{from: hjemme, to: ude, chance: 50 %}]
            money:
              ophold: {label: Ophold, on: {state: hjemme}, amount: 10}
              flytning: {label: Flytning, on: {move: {from: hjemme, to: ude}}, amount: 100}
              visitation: {label: Visitation, on: {entry: boern}, amount: 5}
              drift: {label: Drift, on: {years: [2, 3]}, amount: 7}
              start: {label: Start, on: {once: 2}, amount: 11}
              refusion: {label: Refusion, kind: gain, on: {state: hjemme}, amount: 4}
        """)
    ).run()
    # at home: 9/2; (4,5 + 8)/2; (6,25 + 8)/2. Those there from the start do not enter.
    assert table(run.cost[0]) == [
        [45, 62.5, 71.25],
        [450, 625, 712.5],
        [40, 40, 40],
        [0, 7, 7],
        [0, 11, 0],
        [-18, -25, -28.5],
    ]


def test_money_of_a_year_is_spread_over_its_months_and_once_falls_in_the_first() -> None:
    run = model(
        small("""
            horizon: 2
            period: month
            discount: {rate: 10 %, timing: start}
            groups: {boern: {label: Børn, stock: 12, start: {ude: 1}}}
            money:
              ophold: {label: Ophold, on: {state: ude}, amount: 100}
              drift: {label: Drift, on: {year: all}, amount: 12}
              start: {label: Start, on: {once: 2}, amount: 110}
        """)
    ).run()
    assert table(run.cost[0]) == [[1200, 1200], [12, 12], [0, 110]]
    assert table(run.discounted[0, 2]) == [0, 100]
    assert run.discounted[0, 1, 0, 0] == pytest.approx(sum(1.1 ** -(m / 12) for m in range(12)), rel=1e-12)


def test_lines_of_a_group_and_of_an_alternative_count_only_those() -> None:
    run = model(
        small("""
            horizon: 1
            alternatives: {nu: Som nu, indsats: Indsats}
            groups:
              smaa: {label: Små, stock: 3, start: {ude: 1}}
              store: {label: Store, stock: 5, start: {ude: 1}}
            money:
              alle: {label: Alle, on: {state: ude}, amount: 1}
              smaa: {label: Små, on: {state: ude}, amount: 1, groups: [smaa]}
              indsats: {label: Indsats, on: {state: ude}, amount: 1, alternatives: [indsats]}
        """)
    ).run()
    assert table(run.cost[:, :, 0]) == [[8, 3, 0], [8, 3, 8]]


def test_money_is_shared_by_its_payers_and_without_any_the_first_pays() -> None:
    run = model(
        small("""
            horizon: 1
            payers:
              ishoej: {label: Ishøj, kind: municipality}
              vallensbaek: {label: Vallensbæk, kind: partner}
              borger: {label: Borgeren, kind: citizen}
            alternatives: {nu: Som nu, indsats: Indsats}
            money:
              foer: {label: Før, on: {year: all}, amount: 155, alternatives: [nu], payers: {ishoej: 125/155, vallensbaek: 30/155}}
              efter: {label: Efter, on: {year: all}, amount: 100, alternatives: [indsats]}
              egen: {label: Egen, on: {year: all}, amount: 10, alternatives: [indsats], payers: {borger: 1}}
        """)
    ).run()
    assert table(run.payer_cost[:, :, 0]) == [[125, 30, 0], [100, 0, 10]]
    assert run.paid is not None
    assert table(run.paid[0, 0, :, 0]) == [125, 30, 0]
    assert run.perspective == ("ishoej", "vallensbaek")  # all but citizens
    assert table(run.net("indsats")) == [55]
    assert table(run.net("indsats", payer="borger")) == [-10]


def test_amounts_of_another_price_level_are_moved_by_the_index_and_formulas_are_not() -> None:
    run = model(
        small("""
            horizon: 1
            price_level: 2024
            price_index: {source: DST, years: {2020: 80, 2024: 100}}
            inputs:
              pris: {label: Pris, kind: amount, unit: kr., value: 400, price_level: 2020}
              dobbelt: {label: Dobbelt, kind: amount, unit: kr., formula: 2 * pris}
            money:
              pris: {label: Pris, on: {year: all}, amount: pris}
              dobbelt: {label: Dobbelt, on: {year: all}, amount: dobbelt}
        """)
    ).run({"pris": np.array([400.0, 800.0])})
    assert run.cost[0, :, 0].tolist() == [[500, 1000], [1000, 2000]]
    assert run.inputs["pris"].tolist() == [400, 800]  # as they stand in the file


def test_effects_are_per_person_year_in_their_own_unit_at_their_own_rate() -> None:
    run = model(
        small("""
            horizon: 2
            discount: {rate: 10 %, effects: 0 %}
            groups: {boern: {label: Børn, stock: 4, start: {hjemme: 1}}}
            money: {ophold: {label: Ophold, on: {state: hjemme}, amount: 11}}
            effects: {aar_hjemme: {label: År hjemme, unit: barneår, on: {state: hjemme}, amount: 0.5}}
        """)
    ).run()
    assert table(run.effect[0]) == [[2, 2]]
    assert table(run.effect_discounted[0]) == [[2, 2]]
    assert table(run.discounted[0, 0]) == [40, round(44 / 1.21, 9)]


def test_a_reading_replaces_inputs_and_values_replace_numbers_and_formulas() -> None:
    case = small("""
        horizon: 1
        inputs:
          antal: {label: Antal, kind: count, value: 3}
          pris: {label: Pris, kind: number, formula: antal + 1}
        money: {drift: {label: Drift, on: {year: all}, amount: antal * pris}}
        readings: {flere: {label: Flere, inputs: {antal: 5}}}
    """)
    assert table(model(case).run().cost[0, 0]) == [12]
    assert table(model(case, "flere").run().cost[0, 0]) == [30]
    many = model(case).run({"antal": np.array([1.0, 2.0]), "pris": 10.0})
    assert many.cost[0, 0, 0].tolist() == [10, 20]
    assert many.inputs["pris"].tolist() == [10, 10]
    assert many.paid is None


def test_persons_may_be_left_out_of_what_is_kept() -> None:
    case = small("""
        groups: {boern: {label: Børn, stock: 4, start: {hjemme: 1}}}
        money: {ophold: {label: Ophold, on: {state: hjemme}, amount: 11}}
    """)
    run = model(case).run(keep_persons=False)
    assert run.persons.shape == (1, 2, 0, 1)
    assert run.cost.tolist() == model(case).run().cost.tolist()
