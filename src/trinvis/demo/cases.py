"""The cases of the example municipality: Trinvis' worked examples, and an invented one of its own, running since January 2025."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

from trinvis.cases.reading import case_from_yaml
from trinvis.cases.writing import case_to_yaml
from trinvis.demo.plan import Typed
from trinvis.demo.typed import CONTROLLER, LEADER
from trinvis.municipality.investment_picked import Picked

if TYPE_CHECKING:
    from trinvis.municipality import Municipality

WORKED = ("ishoej-2018-offentliggjort", "ishoej-2018-oplyst", "herning-2013-2015", "de-utrolige-aar")
EXAMPLE = "Eksempel, der følger med Trinvis; tallene er kildernes"
BUILDER = "Trinvis' eksempel"
WORKED_FROM = date(2024, 1, 2)

OWN = "taettere-familiebehandling-nord"
DISTRICT, OTHERS, AGE = "Nord", ("Midt", "Syd"), (0, 12)
SINCE, UNTIL = date(2023, 11, 1), date(2024, 10, 31)
"""The year that the own case's numbers are from."""
START = date(2025, 1, 1)
SPENT = {"2025-1": 702_000, "2025-2": 588_000, "2026-1": 604_000}
"""What the effort has cost, kroner by half-year; invented."""
MOVES = "skift_"
"""What the names of inputs that are moves begin with."""


def type_in(municipality: Municipality) -> None:
    """Write every case in the journal. The municipality must have received what it knew in October 2024."""
    for typed in (*worked(), *own(municipality)):
        municipality.write(typed.kind, typed.key, typed.values, by=typed.by, known_from=typed.known_from)


def worked() -> list[Typed]:
    """The worked examples, said to be no cases of the municipality's."""
    out = []
    for name in WORKED:
        text = resources.files("trinvis.cases").joinpath(f"examples/{name}.yaml").read_text(encoding="utf-8")
        values = {"name": case_from_yaml(text).title, "case": text, "note": EXAMPLE}
        out.append(Typed("investment", name, values, WORKED_FROM, BUILDER))
    return out


def own(municipality: Municipality) -> list[Typed]:
    """The own case from draft to running, with the children that it is followed on, and a pool for the coming years."""
    text = own_text(municipality)
    case = {"name": case_from_yaml(text).title, "case": text, "note": "Opdigtet"}
    assured = {
        "assured": True,
        "comment": "Priser og flytninger er efterset i kommunens egne tal; effekten er et skøn (opdigtet)",
    }
    run = {
        "start": START,
        "children": {"age": f"{AGE[0]}-{AGE[1]}", "district": DISTRICT, "steps": "3"},
        "compared": {"districts": list(OTHERS)},
        "note": "Opdigtet",
    }
    steps = [
        Typed("investment", OWN, case, date(2024, 11, 4), CONTROLLER),
        Typed("investment_quality", OWN, assured, date(2024, 11, 18), "Kvalitetssikringsgruppen (opdigtet)"),
        Typed("investment_state", OWN, {"state": "listed"}, date(2024, 11, 19), LEADER),
        Typed("investment_state", OWN, {"state": "approved"}, date(2024, 12, 11), LEADER),
        Typed("investment_state", OWN, {"state": "running"}, START, LEADER),
        Typed("investment_run", OWN, run, START, CONTROLLER),
        Typed("investment_run", OWN, {**run, "effort": SPENT}, date(2026, 7, 15), CONTROLLER),
    ]
    for year, kroner in ((2027, 2_000_000), (2028, 1_500_000)):
        pool = {"pool": "Investeringspuljen", "year": year, "amount_oere": kroner * 100, "note": "Opdigtet"}
        steps.append(Typed("investment_pool", f"Investeringspuljen/{year}", pool, date(2026, 6, 15), CONTROLLER))
    return steps


def own_text(municipality: Municipality) -> str:
    """The own case with the municipality's own numbers, as they were known when it was written: children and prices of the district,
    moves of all districts, since those of one are too few."""
    file = resources.files("trinvis.demo").joinpath(f"data/{OWN}.yaml")
    case = case_from_yaml(file.read_text(encoding="utf-8"))
    everywhere = Picked(SINCE, UNTIL, age_from=AGE[0], age_to=AGE[1])
    moves = municipality.target_group(UNTIL, everywhere).inputs
    own = municipality.target_group(UNTIL, replace(everywhere, districts=(DISTRICT,))).inputs
    known = {**own, **{name: one for name, one in moves.items() if name.startswith(MOVES)}}
    inputs = {name: known.get(name, one) for name, one in case.inputs.items()}
    level = inputs["pris_trin_5"].price_level or case.price_level
    inputs = {name: one if one.price_level is None else replace(one, price_level=level) for name, one in inputs.items()}
    return case_to_yaml(replace(case, inputs=inputs, price_level=level))
