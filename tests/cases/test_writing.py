"""A case written back is the same case: as a file that reads well, and as plain values."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cases.whole import WHOLE

from trinvis.cases.case import (
    HEADINGS,
    Alternative,
    Application,
    Case,
    Correlation,
    Discount,
    Distribution,
    Effect,
    FollowUpPlan,
    Group,
    Input,
    Knowledge,
    LeftOut,
    Money,
    Of,
    On,
    Payer,
    Reading,
    State,
    Success,
    Transition,
)
from trinvis.cases.expression import Expression, Name, Number, Operation
from trinvis.cases.formula import constant
from trinvis.cases.nodes import from_plain
from trinvis.cases.numbers import LOOKS
from trinvis.cases.part_values import PartValues
from trinvis.cases.reading import case_from_dict, case_from_yaml
from trinvis.cases.writing import case_to_dict, case_to_yaml
from trinvis.cases.yaml_nodes import from_yaml

WRITTEN = """\
case: prøve-2018
title: Tidlig hjælp
start_year: 2018
horizon: 4
price_level: 2018

price_index:
  source: Danmarks Statistik
  years: {2016: 100, 2018: 104}
discount: {rate: 4 %}

payers:
  kommunen: {label: Kommunen, kind: municipality}
  nabo: {label: Nabokommunen, kind: partner}
perspective: [kommunen]
alternatives: {som_i_dag: Som i dag, indsats: Indsats}

states:
  anbragt: {label: Anbragt, step: 5}
  hjemme: {label: Hjemme, step: 3}

inputs:
  antal: {label: Børn, kind: count, value: 155}
  rate:
    label: Succesrate
    kind: rate
    value: 8 %
    distribution: {form: triangular, min: 6 %, likely: 8 %, max: 10 %}
    of: {text: børn med en sag}
  tilbage:
    label: Tilbagefald
    kind: rate
    value: 20 %
    distribution: {form: beta, mean: 20 %, sd: 5 %}
    of: {text: børn med succes}
  pris: {label: Pris, kind: amount, value: 709502, price_level: 2016}
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
    kind: cost
    on: {state: anbragt}
    amount: pris
    index: vækst
    payers: {kommunen: 0.8, nabo: 0.2}
  rådgiver: {label: Rådgiver, kind: cost, on: {year: all}, amount: 500000, alternatives: [indsats]}

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


def test_a_case_is_written_as_people_would_write_it() -> None:
    assert case_to_yaml(case_from_yaml(WHOLE)) == WRITTEN
    assert case_from_yaml(WRITTEN) == case_from_yaml(WHOLE)


def test_plain_values_are_what_a_form_holds() -> None:
    case = case_from_yaml(WHOLE)
    plain = case_to_dict(case)
    assert plain["inputs"]["rate"]["distribution"] == {"form": "triangular", "min": 0.06, "likely": 0.08, "max": 0.1}
    assert plain["readings"] == {"lav": {"label": "Lav succesrate", "inputs": {"rate": 0.06}}}
    assert case_from_dict(json.loads(json.dumps(plain))) == case


def test_a_price_with_three_decimals_comes_back_as_itself() -> None:
    case = case_from_yaml(
        WHOLE.replace("value: 709502", "value: 616.1250").replace("amount: pris", "amount: pris * 12.3450")
    )
    assert case.inputs["pris"].value == 616.125
    assert "value: 616.1250" in case_to_yaml(case)
    assert case_from_yaml(case_to_yaml(case)) == case
    assert case_from_dict(case_to_dict(case)) == case


@pytest.mark.parametrize(
    "text",
    ["5.28", "true", "null", "2018-01-01", "", "- a", "a: b", "#1", "a #b", "1,5", "~", "[x]", "ja\n\n nej", "6 %"],
)
def test_a_text_that_looks_like_something_else_stays_a_text(text: str) -> None:
    case = replace(case_from_yaml(WHOLE), note=text, other_gains=(text,) if text else ())
    written = case_to_yaml(case)
    assert case_from_yaml(written) == case
    assert yaml.safe_load(written).get("note", "") == text


def test_a_reading_says_only_what_differs_and_can_empty_a_field() -> None:
    case = case_from_yaml(WHOLE.replace("label: Pris\n", "label: Pris\n    source: Regnskab\n    note: Se bilag\n"))
    other = replace(case.inputs["pris"], value=1.0, note="")
    row = replace(case.inputs["vækst"], growth_by_year=(0.0, 0.5))
    asked = replace(case, readings=(Reading("x", "X", {"pris": other, "vækst": row}),))
    assert case_to_dict(asked)["readings"]["x"]["inputs"] == {"pris": {"value": 1, "note": None}, "vækst": [0, 0.5]}
    assert case_from_yaml(case_to_yaml(asked)) == asked


NAMES = ["a", "børn", "pris_2016", "null", "on", "ældre_2", "y", "no"]
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")) | st.sampled_from("\n:#-{}[]'\"%,&*!|>@` "), min_size=1, max_size=40
).map(lambda text: text.strip()).filter(bool)  # fmt: skip
line = texts.map(lambda text: text.replace("\n", " ").strip()).filter(bool)
numbers = st.floats(-1e12, 1e12).map(lambda one: one + 0.0) | st.integers(-(10**6), 10**6).map(float)
shares = st.floats(0, 1) | st.integers(0, 1000).map(lambda one: one / 1000)
formulas: st.SearchStrategy[Expression] = st.one_of(
    numbers.map(constant),
    st.sampled_from([*NAMES, "aar"]).map(Name),
    st.builds(Operation, st.sampled_from("+-*/^"), st.sampled_from(NAMES).map(Name), shares.map(Number)),
)
name = st.sampled_from(NAMES)
some_names = st.lists(name, max_size=2, unique=True).map(tuple)
timing = st.sampled_from([None, "start", "middle", "end"])
rows = st.lists(numbers, min_size=1, max_size=4).map(tuple)
GIVEN: dict[str, tuple[str, ...]] = {
    "fixed": (),
    "beta": ("alpha", "beta"),
    "gamma": ("mean", "sd"),
    "pert": ("min", "likely", "max"),
    "uniform": ("min", "max"),
    "empirical": (),
}


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    form: Any = draw(st.sampled_from(sorted(GIVEN)))
    given = {key: draw(numbers) for key in GIVEN[form]}
    return Distribution(form, given, draw(rows) if form == "empirical" else ())


@st.composite
def inputs(draw: st.DrawFn, called: str) -> Input:
    way = draw(st.sampled_from(["value", "formula", "by_year", "by_stay", "growth_by_year"]))
    made: Any = draw(numbers if way == "value" else formulas if way == "formula" else rows)
    return Input(
        name=called,
        label=draw(line),
        kind=draw(st.sampled_from(["amount", "rate", "count", "number", "years", "index"])),
        unit=draw(line | st.just("")),
        after=draw(st.sampled_from(["last", "zero", "refuse"])),
        distribution=draw(st.none() | distributions()) if way == "value" else None,
        of=draw(st.none() | st.builds(Of, line, st.none() | formulas)),
        price_level=draw(st.none() | st.integers(1990, 2030)),
        source=draw(texts | st.just("")),
        grade=draw(st.sampled_from([None, "A", "D"])),
        **{way: made},
    )


ons = st.one_of(
    name.map(lambda one: On("state", state=one)),
    st.tuples(name, name).map(lambda pair: On("move", source=pair[0], state=pair[1])),
    st.sampled_from(["", *NAMES]).map(lambda one: On("entry", group=one)),
    st.lists(st.integers(1, 9), max_size=3).map(lambda years: On("year", years=tuple(years))),
    st.integers(1, 9).map(lambda year: On("once", years=(year,))),
)
by_alternative = st.dictionaries(st.sampled_from(["", *NAMES]), formulas, max_size=2)
starts = st.dictionaries(
    st.sampled_from(["", *NAMES]), st.dictionaries(name, formulas, min_size=1, max_size=2), min_size=1, max_size=2
)


def several(build: Any) -> st.SearchStrategy[Any]:
    """Parts with names, each name once."""
    return st.lists(name, max_size=3, unique=True).flatmap(lambda names: st.tuples(*(build(one) for one in names)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case that can be written; whether it makes sense is another matter."""
    of = {one: draw(inputs(one)) for one in draw(st.lists(name, max_size=3, unique=True))}
    read = {one: draw(inputs(one) | st.just(of[one]) | st.just(replace(of[one], note="andet"))) for one in of}
    lines = {"on": ons, "amount": formulas, "alternatives": some_names, "groups": some_names, "timing": timing}
    return Case(
        name=draw(st.sampled_from(["sag", "ishøj-2018", "2018_x"])),
        title=draw(line),
        target_text=draw(texts),
        licence=draw(texts | st.just("")),
        start_year=draw(st.integers(1990, 2100)),
        horizon=draw(st.integers(1, 100)),
        period=draw(st.sampled_from(["year", "month"])),
        counting=draw(st.sampled_from(["end", "start", "half"])),
        price_level=draw(st.integers(1990, 2100)),
        price_index=draw(st.dictionaries(st.integers(1990, 2100), numbers, max_size=3)),
        price_index_source=draw(line | st.just("")),
        discount=draw(st.builds(Discount, st.none() | formulas, st.none() | st.dates(date(1999, 1, 1)), st.none() | formulas, st.booleans(), st.sampled_from(["start", "middle", "end"]))),
        payers=draw(several(lambda one: st.builds(Payer, st.just(one), line, st.sampled_from(["municipality", "citizen"])))) or (Payer("a", "A", "other"),),
        perspective=draw(some_names),
        alternatives=draw(several(lambda one: st.builds(Alternative, st.just(one), line, texts | st.just("")))) or (Alternative("a", "A"),),
        states=draw(several(lambda one: st.builds(State, st.just(one), line, st.none() | st.integers(1, 6)))),
        inputs=of,
        groups=draw(several(lambda one: st.builds(Group, st.just(one), line, by_alternative, by_alternative, starts, st.none() | formulas, st.booleans()))),
        transitions=tuple(draw(st.lists(st.builds(Transition, name, name, formulas, st.sampled_from(["year", "period"]), some_names, some_names), max_size=2))),
        money=draw(several(lambda one: st.builds(Money, name=st.just(one), label=line, kind=st.sampled_from(["cost", "gain"]), index=st.none() | formulas, payers=st.dictionaries(name, formulas, max_size=2), effort=st.booleans(), account=st.sampled_from(["", "5.28", "6.45.51"]), centre=line | st.just(""), **lines))),
        effects=draw(several(lambda one: st.builds(Effect, name=st.just(one), label=line, unit=line, **lines))),
        readings=draw(several(lambda one: st.builds(Reading, st.just(one), line, st.just(read), texts | st.just(""), st.booleans()))),
        correlations=tuple(draw(st.lists(st.builds(Correlation, name, name, numbers), max_size=2))),
        success=draw(st.none() | st.builds(Success, name, name, st.integers(0, 100))),
        knowledge=tuple(draw(st.lists(st.builds(Knowledge, texts, line, st.sampled_from("ABCD")), max_size=2))),
        left_out=tuple(draw(st.lists(st.builds(LeftOut, texts, texts, st.sampled_from(["up", "down", "unknown"])), max_size=2))),
        other_gains=tuple(draw(st.lists(texts, max_size=2))),
        follow_up=draw(st.builds(FollowUpPlan, st.integers(1, 60), line | st.just(""), st.lists(line, max_size=2).map(tuple))),
        application=draw(st.builds(Application, st.dictionaries(st.sampled_from(sorted(HEADINGS)), texts, max_size=3))),
        note=draw(texts | st.just("")),
    )  # fmt: skip


def read(node: Any) -> Case:
    """A case as it stands, without asking whether it makes sense."""
    problems: list[Any] = []
    values = PartValues(problems)
    case = values.case(node)
    assert not problems
    return case


def from_text(text: str) -> Case:
    problems: list[Any] = []
    node = from_yaml(text, problems)
    assert not problems
    return read(node)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_any_case_is_read_as_it_was_written(case: Case) -> None:
    assert from_text(case_to_yaml(case)) == case
    assert read(from_plain(case_to_dict(case))) == case
    assert case_to_yaml(from_text(case_to_yaml(case))) == case_to_yaml(case)


@pytest.mark.parametrize(
    ("text", "number"),
    [("6.674690568137167e-278", True), ("2E3", True), ("6,5 %", True), ("2e", False), ("2 * e3", False)],
)
def test_a_number_with_an_exponent_is_no_formula(text: str, number: bool) -> None:
    """Else a reading's very small number was read as a formula."""
    assert bool(LOOKS.fullmatch(text)) == number
