"""A small case that has a little of everything, as it stands in a file."""

from __future__ import annotations

WHOLE = """\
case: prøve-2018
title: Tidlig hjælp
start_year: 2018
horizon: 4
price_level: 2018
price_index: {source: Danmarks Statistik, years: {2016: 100, 2018: 104}}
discount: {rate: 4 %, timing: end}
payers:
  kommunen: {label: Kommunen, kind: municipality}
  nabo: {label: Nabokommunen, kind: partner}
perspective: [kommunen]
alternatives:
  som_i_dag: Som i dag
  indsats: Indsats
states:
  anbragt: {label: Anbragt, step: 5}
  hjemme: {label: Hjemme, step: 3}
inputs:
  antal: {label: Børn, kind: count, value: 155}
  rate:
    label: Succesrate
    kind: rate
    value: 8 %
    of: børn med en sag
    distribution: {form: triangular, min: 6 %, likely: 8 %, max: 10 %}
  tilbage:
    label: Tilbagefald
    kind: rate
    value: 20 %
    of: børn med succes
    distribution: {form: beta, mean: 20 %, sd: 5 %}
  pris:
    label: Pris
    kind: amount
    value: 709502
    price_level: 2016
  vækst: {label: Udvikling, kind: index, growth_by_year: [0 %, 1 %, 1 %, 1 %]}
  succeser: {label: Succeser, kind: number, formula: antal * rate}
groups:
  børn:
    label: Børn
    enters: succeser
    start: {som_i_dag: {anbragt: 1}, indsats: {hjemme: 1}}
    duration: 3
transitions:
  - {from: hjemme, to: anbragt, chance: tilbage, alternatives: [indsats]}
money:
  pladser:
    label: Anbringelse
    on: {state: anbragt}
    amount: pris
    index: vækst
    payers: {kommunen: 80 %, nabo: 20 %}
  rådgiver: {label: Rådgiver, on: {year: all}, amount: 500000, alternatives: [indsats]}
effects:
  år_hjemme: {label: År hjemme, unit: barneår, on: {state: hjemme}, amount: 1}
readings:
  lav: {label: Lav succesrate, inputs: {rate: 6 %}}
correlations:
  - {between: [rate, tilbage], value: -0.4}
success: {rate: rate, target: antal, year: 4}
knowledge:
  - {text: Herning fik færre anbragte, source: KORA 2017, grade: B}
left_out:
  - {text: Skole, why: Ikke opgjort, draws: up}
application: {purpose: Færre anbragte}
"""
