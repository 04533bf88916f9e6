"""A published model for the engine to be held against: total hip replacement, two prostheses, a 60-year-old woman.

Briggs, Sculpher and Claxton, *Decision Modelling for Health Economic Evaluation* (2006); the same inputs are used in hesim's documentation.
Yearly cycles, 60; five regression coefficients that go together; prostheses paid at entry, the rest at the end of the cycle.
Probabilistic means, published: cost 512 (standard) and 612 (new), QALYs 14.63 and 14.67.
"""

from __future__ import annotations

from trinvis.cases.case import Case
from trinvis.cases.reading import case_from_yaml

COEFFICIENTS = {  # mean and standard deviation
    "lngamma": (0.3740968, 0.0474501),
    "cons": (-5.490935, 0.207892),
    "b_age": (-0.0367022, 0.0052112),
    "b_male": (0.768536, 0.109066),
    "b_new": (-1.344474, 0.3825815),
}
COVARIANCES = {
    ("lngamma", "cons"): -0.005691,
    ("lngamma", "b_age"): 0.000000028,
    ("lngamma", "b_male"): 0.0000051,
    ("lngamma", "b_new"): 0.000259,
    ("cons", "b_age"): -0.000783,
    ("cons", "b_male"): -0.007247,
    ("cons", "b_new"): -0.000642,
    ("b_age", "b_male"): 0.000033,
    ("b_age", "b_new"): -0.000111,
    ("b_male", "b_new"): 0.000184,
}
MORTALITY = ((45, 0.00099), (55, 0.0026), (65, 0.0067), (75, 0.0193), (85, 0.0535), (999, 0.1548))
"""Yearly chance of death of women below each age."""

AGE, CYCLES = 60, 60


def hip_case() -> Case:
    """The model as a case: the general engine is told nothing that this text does not say."""
    return case_from_yaml(TEXT)


def _input(name: str, mean: float, sd: float) -> str:
    return f"  {name}: {{label: {name}, kind: number, value: {mean}, distribution: {{form: normal, mean: {mean}, sd: {sd}}}}}\n"


def _correlation(pair: tuple[str, str], covariance: float) -> str:
    value = covariance / COEFFICIENTS[pair[0]][1] / COEFFICIENTS[pair[1]][1]
    return f"  - {{between: [{pair[0]}, {pair[1]}], value: {value!r}}}\n"


def _mortality() -> list[float]:
    return [next(rate for below, rate in MORTALITY if AGE + cycle < below) for cycle in range(1, CYCLES + 1)]


TEXT = f"""
case: hofte
title: Hofteproteser
start_year: 2006
horizon: {CYCLES}
price_level: 2006
discount: {{rate: 6 %, effects: 1.5 %, continuous: true, timing: end}}
payers: {{sundhed: {{label: Sundhedsvæsenet, kind: region}}}}
alternatives: {{standard: Standardprotese, ny: Ny protese}}
states:
  primaer: {{label: Første operation}}
  god: {{label: Vellykket første}}
  revision: {{label: Revision}}
  god_revision: {{label: Vellykket revision}}
  doed: {{label: Død}}
inputs:
{"".join(_input(name, mean, sd) for name, (mean, sd) in COEFFICIENTS.items())}\
  alder: {{label: Alder, kind: number, value: {AGE}}}
  mand: {{label: Mand, kind: number, value: 0}}
  gamma: {{label: Gamma, kind: number, formula: exp(lngamma)}}
  lambda_standard: {{label: Lambda, kind: number, formula: exp(cons + alder * b_age + mand * b_male)}}
  lambda_ny: {{label: Lambda, kind: number, formula: exp(cons + alder * b_age + mand * b_male + b_new)}}
  dodelighed: {{label: Dødelighed, kind: rate, of: {{text: levende}}, by_year: {_mortality()}}}
  doed_operation: {{label: Død ved operation, kind: rate, of: {{text: opererede}}, value: 0.02, distribution: {{form: beta, alpha: 2, beta: 98}}}}
  doed_revision: {{label: Død ved revision, kind: rate, of: {{text: reviderede}}, value: 0.02, distribution: {{form: beta, alpha: 2, beta: 98}}}}
  igen: {{label: Ny revision, kind: rate, of: {{text: reviderede}}, value: 0.04, distribution: {{form: beta, alpha: 4, beta: 96}}}}
  nytte_god: {{label: Nytte, kind: number, value: 0.85, distribution: {{form: beta, mean: 0.85, sd: 0.03}}}}
  nytte_revision: {{label: Nytte, kind: number, value: 0.30, distribution: {{form: beta, mean: 0.30, sd: 0.03}}}}
  nytte_god_revision: {{label: Nytte, kind: number, value: 0.75, distribution: {{form: beta, mean: 0.75, sd: 0.04}}}}
  pris_standard: {{label: Standardprotese, kind: amount, unit: pund, value: 394, price_level: 2006}}
  pris_ny: {{label: Ny protese, kind: amount, unit: pund, value: 579, price_level: 2006}}
  pris_revision: {{label: Revision, kind: amount, unit: pund, value: 5294, price_level: 2006, distribution: {{form: gamma, mean: 5294, sd: 1487}}}}
  foerste: {{label: Personer, kind: count, by_year: [1], after: zero}}
groups:
  patienter: {{label: Patienter, enters: foerste, start: {{primaer: 1}}}}
transitions:
  - {{from: primaer, to: doed, chance: doed_operation}}
  - {{from: primaer, to: god, chance: 1 - doed_operation}}
  - {{from: god, to: revision, chance: 1 - exp(lambda_standard * ((periode - 1)^gamma - periode^gamma)), alternatives: [standard]}}
  - {{from: god, to: revision, chance: 1 - exp(lambda_ny * ((periode - 1)^gamma - periode^gamma)), alternatives: [ny]}}
  - {{from: god, to: doed, chance: dodelighed}}
  - {{from: revision, to: doed, chance: doed_revision + dodelighed}}
  - {{from: revision, to: god_revision, chance: 1 - doed_revision - dodelighed}}
  - {{from: god_revision, to: revision, chance: igen}}
  - {{from: god_revision, to: doed, chance: dodelighed}}
money:
  standard: {{label: Standardprotese, on: {{entry: patienter}}, amount: pris_standard, timing: start, alternatives: [standard]}}
  ny: {{label: Ny protese, on: {{entry: patienter}}, amount: pris_ny, timing: start, alternatives: [ny]}}
  revision: {{label: Revision, on: {{state: revision}}, amount: pris_revision}}
effects:
  god: {{label: Vellykket, unit: QALY, on: {{state: god}}, amount: nytte_god}}
  revision: {{label: Revision, unit: QALY, on: {{state: revision}}, amount: nytte_revision}}
  god_revision: {{label: Vellykket revision, unit: QALY, on: {{state: god_revision}}, amount: nytte_god_revision}}
correlations:
{"".join(_correlation(pair, value) for pair, value in COVARIANCES.items())}"""
