"""A million draws of the Ishøj case over ten years, and the memory that it takes: python bench/investment_ishoej.py"""

from __future__ import annotations

import resource
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench

from trinvis.calculations.investment.engine import model, simulate
from trinvis.calculations.investment.run import Simulated
from trinvis.cases.reading import case_from_yaml

DRAWS, SEED = 1_000_000, 1
MOST_BESIDES = 100_000_000
"""Bytes of memory at the most beside the draws that are handed back."""

CASE = """
case: ishoej
title: Ishøj-model i Børneteamet, usikker
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
  maalgruppe: {label: Børn, kind: count, value: 155}
  succesrate: {label: Succesrate, kind: rate, of: {text: børn med en sag}, value: 8 %, distribution: {form: pert, min: 6 %, likely: 8 %, max: 10 %}}
  indfasning: {label: Indfasning, kind: rate, of: {text: succeser}, by_year: [20 %, 20 %, 20 %, 20 %, 20 %], after: zero}
  tilbagefald: {label: Tilbagefald, kind: rate, of: {text: succeser}, value: 5 %, distribution: {form: beta, mean: 0.05, sd: 0.02}}
  pris: {label: Anbringelse, kind: amount, unit: kr., value: 709502, price_level: 2016, distribution: {form: gamma, mean: 709502, sd: 60000}}
  forebyggelse: {label: Forebyggelse, kind: amount, unit: kr., value: 94917, price_level: 2016, distribution: {form: uniform, min: 62050, max: 148920}}
  vaekst: {label: Vækst, kind: index, growth_by_year: [0 %, 1 %, 0.9 %, 0.9 %]}
groups:
  undgaaede: {label: Undgåede, enters: maalgruppe * succesrate * indfasning, start: {som_i_dag: {anbragt: 1}, indsats: {hjemme: 1}}DURATION}
transitions: [{from: hjemme, to: anbragt, chance: tilbagefald, alternatives: [indsats]}]
money:
  anbringelser: {label: Anbringelser, on: {state: anbragt}, amount: pris, index: vaekst, payers: {ishoej: 125/155, vallensbaek: 30/155}}
  forebyggende: {label: Forebyggende, on: {state: hjemme}, amount: forebyggelse, index: vaekst, payers: {ishoej: 125/155, vallensbaek: 30/155}}
  drift: {label: Drift, on: {year: all}, amount: 3937620, alternatives: [indsats], payers: {ishoej: 125/155, vallensbaek: 30/155}}
  start: {label: Start, on: {once: 1}, amount: 230000, alternatives: [indsats], payers: {ishoej: 125/155, vallensbaek: 30/155}}
"""


def besides(made: Simulated, before: int) -> int:
    """The peak of memory since ``before``, less the arrays that are handed back, in bytes."""
    arrays = (getattr(made, field.name) for field in fields(made))
    returned = sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before - returned


def main() -> int:
    bench = Bench("The Ishøj case")
    pooled, cohorts = (model(case_from_yaml(CASE.replace("DURATION", duration))) for duration in ("", ", duration: 8"))
    simulate(pooled, "indsats", 10_000, SEED)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    grown = besides(simulate(pooled, "indsats", DRAWS, SEED), before)
    bench.measure(
        "from its text to its figures, once", lambda: model(case_from_yaml(CASE.replace("DURATION", ""))).run()
    )
    bench.measure(f"{DRAWS:,} draws × 10 years", lambda: simulate(pooled, "indsats", DRAWS, SEED), bar=2)
    bench.measure("the same on one thread", lambda: simulate(pooled, "indsats", DRAWS, SEED, threads=1))
    bench.measure("the same, each child for 8 years", lambda: simulate(cohorts, "indsats", DRAWS, SEED))
    status = bench.report()
    one, two = (simulate(cohorts, "indsats", 100_000, SEED, threads=threads) for threads in (1, 2))
    alike = one.net.tobytes() == two.net.tobytes() and one.cost.tobytes() == two.cost.tobytes()
    print(
        f"\nMemory beside the draws handed back: {grown / 1e6:.0f} MB (bar: {MOST_BESIDES / 1e6:.0f} MB). "
        f"One thread and two give {'the same bits' if alike else '**different figures**'}."
    )
    return status or int(grown > MOST_BESIDES or not alike)


if __name__ == "__main__":
    sys.exit(main())
