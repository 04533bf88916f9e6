"""Ishøj's calculation of 2018 through the engine: the published figures to the krone.

Figures are of Ishøj Kommune's description of its intervention to the investment pool of 2018, [004] with line. What is not
printed follows from the eight printed years: 3.937.620 kr. a year where the text has 1.337.305, the rate of 4 %, the growth and the phase-in.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.investment.small_case import small

from trinvis.calculations.investment.engine import model

CASE = small("""
    start_year: 2018
    horizon: 10
    price_level: 2016
    discount: {rate: 4 %, timing: end}
    payers:
      ishoej: {label: Ishøj Kommune, kind: municipality}
      vallensbaek: {label: Vallensbæk Kommune, kind: partner}
    alternatives: {som_i_dag: Som i dag, indsats: Ishøj-model}
    states: {anbragt: {label: Anbragt}, hjemme: {label: Hjemme}}
    inputs:
      maalgruppe: {label: Børn, kind: count, value: 155}                                            # [004:598]
      succesrate: {label: Succesrate, kind: rate, of: {text: børn med en sag}, value: 10 %}         # [004:604-606]
      indfasning: {label: Indfasning, kind: rate, of: {text: succeser}, by_year: [20 %, 20 %, 20 %, 20 %, 20 %], after: zero}
      tilbagefald: {label: Tilbagefald, kind: rate, of: {text: succeser}, by_year: [0, 0, 0, 0, 0, 20 %], after: zero}  # [004:666]
      pris: {label: Anbringelse, kind: amount, unit: kr. pr. årsværk, value: 709502, price_level: 2016}      # [004:283]
      forebyggelse: {label: Forebyggelse, kind: amount, unit: kr. pr. år, value: 94917, price_level: 2016}   # [004:303]
      oevrig: {label: Ikke i teksten, kind: amount, unit: kr. pr. år, value: 2600315, price_level: 2016}
      vaekst: {label: Vækst, kind: index, growth_by_year: [0 %, 1 %, 0.9 %, 0.9 %]}
      ishoejs: {label: Ishøjs andel, kind: rate, of: {text: udgiften}, value: 80.6 %}                # [004:368]
    groups:
      undgaaede: {label: Undgåede, enters: maalgruppe * succesrate * indfasning, start: {som_i_dag: {anbragt: 1}, indsats: {hjemme: 1}}}
    transitions: [{from: hjemme, to: anbragt, chance: tilbagefald, alternatives: [indsats]}]
    money:
      anbringelser: {label: Anbringelser, on: {state: anbragt}, amount: pris, index: vaekst}
      forebyggende: {label: Forebyggende, on: {state: hjemme}, amount: forebyggelse, index: vaekst}
      drift: {label: Drift, on: {year: all}, amount: 1337305, alternatives: [indsats], payers: {ishoej: ishoejs, vallensbaek: 1 - ishoejs}}  # [004:345]
      start: {label: Start, on: {once: 1}, amount: 230000, alternatives: [indsats], payers: {ishoej: ishoejs, vallensbaek: 1 - ishoejs}}    # [004:333]
      oevrig: {label: Ikke i teksten, on: {year: all}, amount: oevrig, alternatives: [indsats]}
    readings:
      seks: {label: 6 %, inputs: {succesrate: 6 %}}
      oplyst: {label: Oplyst drift, inputs: {oevrig: 0}}
      oplyst_seks: {label: Oplyst drift og 6 %, inputs: {oevrig: 0, succesrate: 6 %}}
      egen: {label: Egen sammensætning, inputs: {pris: {label: Pris, kind: amount, unit: kr., formula: (2*1416090 + 8*860454 + 22*533804 + 3*106609) / 35}}}
      egen_seks: {label: Egen og 6 %, inputs: {succesrate: 6 %, pris: {label: Pris, kind: amount, unit: kr., formula: (2*1416090 + 8*860454 + 22*533804 + 3*106609) / 35}}}
      kuld: {label: Efter kuld, inputs: {forebyggelse: {label: Forebyggelse, kind: amount, unit: kr., by_stay: [281160, 171605, 62050], price_level: 2016}}}
""")


def kroner(values: np.ndarray) -> list[int]:
    return [int(one) for one in np.floor(values + 0.5)]


@pytest.mark.parametrize(
    ("reading", "years"),
    [
        ("", [-2_175_391, -82_368, 1_677_654, 3_332_551]),  # [004:692-696]
        ("seks", [-2_908_165, -1_505_641, -393_620, 653_173]),  # [004:698-702]
        ("oplyst", [324_912, 2_321_770, 3_989_324, 5_555_311]),
        ("oplyst_seks", [-407_862, 898_496, 1_918_051, 2_875_933]),
        ("kuld", [-2_730_538, -843_496, 1_031_519, 2_795_232]),
    ],
)
def test_net_gain_of_the_first_four_years(reading: str, years: list[int]) -> None:
    assert kroner(model(CASE, reading).run().net("indsats")[:4, 0]) == years


@pytest.mark.parametrize(
    ("reading", "year", "accumulated"),
    [
        ("", 4, 2_752_446),  # [004:705]
        ("seks", 9, 204_390),  # full effect in year 5, relapse from year 6; the document has 278.483 [004:709]
        ("egen", 4, 301_567),
        ("egen_seks", 4, -5_624_781),
        ("kuld", 4, 252_716),
    ],
)
def test_accumulated_net_gain(reading: str, year: int, accumulated: int) -> None:
    assert kroner(model(CASE, reading).run().net("indsats")[:year].sum(axis=0)) == [accumulated]


def test_cost_of_the_effort_by_municipality_in_the_first_year() -> None:
    run = model(CASE, "oplyst").run()
    effort = [run.lines.index("drift"), run.lines.index("start")]
    assert run.paid is not None
    assert kroner(run.paid[1, effort, :, 0].sum(axis=0)[:, 0]) == [1_263_248, 304_057]  # [004:368-369], of 1.567.305
    assert kroner(run.cost[1, effort].sum(axis=(0, 1))) == [13_603_050]  # [004:350]
    exact = model(CASE, "oplyst").run({"ishoejs": 125 / 155})
    assert exact.paid is not None
    assert kroner(exact.paid[1, effort, :, 0].sum(axis=0)[:, 0]) == [1_263_956, 303_349]
