"""The worked examples, and a small case that a test can change: two pages of text are too many to stand in every test."""

from __future__ import annotations

from pathlib import Path

import trinvis

EXAMPLES = Path(trinvis.__file__).parent / "cases" / "examples"


def example(name: str) -> str:
    """The text of a worked example."""
    return (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")


SMALL = """\
case: tidlig-hjaelp
title: Tidlig hjælp
start_year: 2026
horizon: 3
price_level: 2026
discount: {rate: 0 %}
payers:
  kommunen: {label: Kommunen, kind: municipality}
alternatives: {som_i_dag: Som i dag, hjaelp: Tidlig hjælp}
states:
  anbragt: {label: Anbragt}
  hjemme: {label: Hjemme}
inputs:
  boern: {label: Børn, kind: count, unit: børn, value: 10, source: Sagslisten}
  succes: {label: Succesrate, kind: rate, of: {text: børnene, count: boern}, value: 20 %, distribution: {form: uniform, min: 10 %, max: 30 %}, source: Skøn}
  pris: {label: Anbringelse, kind: amount, unit: kr. pr. år, value: 500000, price_level: 2026, source: Regnskab}
  loen: {label: Løn, kind: amount, unit: kr. pr. år, value: 600000, price_level: 2026, source: Budget}
groups:
  undgaaede:
    label: Undgåede anbringelser
    stock: boern * succes
    start: {som_i_dag: {anbragt: 1}, hjaelp: {hjemme: 1}}
    enters: {}
money:
  anbringelse: {label: Anbringelser, on: {state: anbragt}, amount: pris, account: "5.28"}
  loen: {label: Rådgiver, on: {year: all}, amount: loen, effort: true, account: "6.45.51", alternatives: [hjaelp]}
effects: {aar_hjemme: {label: År hjemme, unit: barneår, on: {state: hjemme}, amount: 1}}
success: {rate: succes, target: boern}
application: {political: Byrådet vil hjælpe tidligt, citizen_gain: Færre anbringes}
"""
"""Two of ten children stay at home: 1,000,000 a year saved, 600,000 a year spent, 400,000 a year gained."""
