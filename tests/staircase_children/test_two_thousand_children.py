"""2,000 drawn children: the sweep gives what a loop over every child and day gives; every engine gives what Polars gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.staircase.activity import step_days, stock
from trinvis.calculations.staircase.durations import stays
from trinvis.calculations.staircase.flows import daily_flows, flow_matrix, moves, new_and_ended
from trinvis.calculations.staircase.following import placed_with_case
from trinvis.calculations.staircase.spells import spells
from trinvis.calculations.staircase.standing import AWAY, Standing, standing
from trinvis.engine import Engine

DAYS = 150
FIRST, LAST = -20, DAYS


def stood(engine: Engine, grants: pl.DataFrame, **how: Any) -> Standing:
    made = standing(engine.frame(grants), carry=("district", "birth_day", "intervention_type"), **how)
    return replace(made, segments=engine.frame(engine.collect(made.segments)))


def counts(frame: pl.DataFrame, *keys: str, value: str = "children") -> dict[Any, int]:
    return {tuple(row[key] for key in keys): row[value] for row in frame.to_dicts()}


@pytest.fixture(scope="module")
def world(cases: Any) -> pl.DataFrame:
    return cases.drawn(Random(2024), 2000, DAYS)


@pytest.fixture(scope="module", params=["highest", "first_begun"])
def both(request: Any, world: pl.DataFrame, cases: Any, polars: Engine) -> tuple[Any, Standing, Engine]:
    truth = cases.day_by_day(world, FIRST, LAST, request.param)
    return truth, stood(polars, world, choice=request.param), polars


def test_a_child_stands_on_the_same_step_and_grant_every_day(both: Any) -> None:
    truth, made, engine = both
    found = {}
    for row in engine.collect(made.segments).to_dicts():
        for day in range(max(row["from_day"], FIRST), min(row["to_day"], LAST) + 1):
            assert (row["child_no"], day) not in found, "one step on a day"
            found[row["child_no"], day] = (row["step"], row["grant_id"])
    assert found == truth.at


def test_stock_of_every_day_and_the_flows_between_them(both: Any) -> None:
    truth, made, engine = both
    stocks = Counter((step, day) for (_, day), (step, _) in truth.at.items())
    for day in (FIRST, 0, 17, 99, LAST):
        found = counts(engine.collect(stock(made, day)), "step")
        assert found == {(step,): number for (step, on), number in stocks.items() if on == day}
    expected = Counter(
        (day, truth.step(child, day - 1), truth.step(child, day))
        for child in truth.children
        for day in range(FIRST + 1, LAST + 1)
        if truth.step(child, day - 1) != truth.step(child, day)
    )
    flows = counts(engine.collect(daily_flows(made, FIRST + 1, LAST)), "day", "step_before", "step")
    assert flows == expected
    for step in {step for step, _ in stocks}:
        for day in range(FIRST + 1, LAST + 1):
            came = sum(number for (on, _, to), number in flows.items() if (on, to) == (day, step))
            left = sum(number for (on, was, _), number in flows.items() if (on, was) == (day, step))
            assert stocks[step, day] == stocks[step, day - 1] + came - left


def test_the_matrix_between_two_days(both: Any) -> None:
    truth, made, engine = both
    for before, day in ((FIRST, LAST), (3, 4), (40, 40)):
        pairs = Counter((truth.step(child, before), truth.step(child, day)) for child in truth.children)
        del pairs[AWAY, AWAY]
        assert counts(engine.collect(flow_matrix(made, before, day)), "step_before", "step") == pairs


def test_days_and_children_of_a_period(both: Any) -> None:
    truth, made, engine = both
    found = engine.collect(step_days(made, 5, 120))
    days = Counter(step for (_, day), (step, _) in truth.at.items() if 5 <= day <= 120)
    children = {(step, child) for (child, day), (step, _) in truth.at.items() if 5 <= day <= 120}
    assert counts(found, "step", value="days") == {(step,): number for step, number in days.items()}
    assert counts(found, "step") == {(step,): number for step, number in Counter(step for step, _ in children).items()}


@pytest.mark.parametrize("gap", [0, 7])
@pytest.mark.parametrize("level", ["step", "staircase"])
def test_new_and_ended_with_a_tolerated_gap(both: Any, gap: int, level: str) -> None:
    truth, made, engine = both
    first, last = 10, 110
    new, ended = Counter(), Counter()
    steps = [2, 3, 4, 5, 6] if level == "staircase" else [-1, 2, 3, 4, 5, 6]
    for child in truth.children:
        for group in [steps] if level == "staircase" else [[step] for step in steps]:
            there = [day for day in truth.days if truth.step(child, day) in group]
            for number, day in enumerate(there):
                alone_before = number == 0 or day - there[number - 1] - 1 > gap
                alone_after = number == len(there) - 1 or there[number + 1] - day - 1 > gap
                if alone_before and first <= day <= last:
                    new[truth.step(child, day), child] += 1
                if alone_after and first <= day <= last:
                    ended[truth.step(child, day), child] += 1
    found = engine.collect(new_and_ended(made, first, last, level=level, gap_days=gap)).to_dicts()
    for step in steps:
        row = next(row for row in found if row["step"] == step)
        for name, events in (("new", new), ("ended", ended)):
            of_step = [number for (on, _), number in events.items() if on == step]
            assert row[name] == sum(of_step)
            assert row[f"{name}_children"] == len(of_step)


def test_a_tolerated_gap_between_two_steps_is_a_move(both: Any) -> None:
    truth, made, engine = both
    gap, expected = 7, []
    for child in truth.children:
        last_day, last_step = None, None
        for day in truth.days:
            step = truth.step(child, day)
            if step == AWAY:
                continue
            if last_day is None:
                expected.append((child, day, AWAY, step))
            elif day - last_day - 1 > gap:
                expected += [(child, last_day + 1, last_step, AWAY), (child, day, AWAY, step)]
            elif step != last_step:
                expected.append((child, day, last_step, step))
            last_day, last_step = day, step
        if last_day is not None:
            expected.append((child, last_day + 1, last_step, AWAY))
    found = engine.collect(moves(made, FIRST + 1, LAST, gap_days=gap))
    # at the edges of the loop's days nobody knows what comes before and after
    inner = [row for row in found.rows() if FIRST + gap + 1 < row[1] < LAST - gap]
    assert sorted(inner) == sorted(row for row in expected if FIRST + gap + 1 < row[1] < LAST - gap)


def answers(on: Engine, grants: pl.DataFrame, *names: str) -> dict[str, pl.DataFrame]:
    made = stood(on, grants, choice="highest")
    frames = {
        "segments": made.segments,
        "stock": stock(made, 60, by=("district", "age_from", "intervention_type")),
        "days": step_days(made, 0, 100, by=("district", "age_from")),
        "flows": daily_flows(made, 0, 100),
        "moves": moves(made, 0, 100, gap_days=5),
        "matrix": flow_matrix(made, 10, 90),
        "spells": spells(made, gap_days=3),
        "stays": stays(made, 90),
        "staircase": new_and_ended(made, 0, 100, level="staircase", gap_days=3),
        "following": placed_with_case(on.frame(grants), made),
    }
    return {name: on.collect(frames[name]) for name in names or frames}


def equal(found: dict[str, pl.DataFrame], expected: dict[str, pl.DataFrame]) -> bool:
    for name, frame in expected.items():
        assert found[name].schema == frame.schema, name
        assert found[name].sort(frame.columns).equals(frame.sort(frame.columns)), name
    return True


def test_every_engine_gives_what_polars_gives(world: pl.DataFrame, engine: Engine, polars: Engine) -> None:
    some = world.filter(pl.col("child_no") <= 300)
    assert equal(answers(engine, some), answers(polars, some))


def test_a_cluster_gives_what_polars_gives(world: pl.DataFrame, cluster_engine: Engine, polars: Engine) -> None:
    some = world.filter(pl.col("child_no") <= 40)
    names = ("flows", "stays", "following")
    assert equal(answers(cluster_engine, some, *names), answers(polars, some, *names))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), choice=st.sampled_from(["highest", "first_begun"]))
def test_a_few_children_of_any_seed(seed: int, choice: str, cases: Any, polars: Engine) -> None:
    grants = cases.drawn(Random(seed), 6, 60)
    truth = cases.day_by_day(grants, -10, 60, choice)
    made = polars.collect(stood(polars, grants, choice=choice).segments)
    for day in range(-10, 61):
        on_day = made.filter(pl.col("from_day") <= day, pl.col("to_day") >= day)
        assert {row["child_no"]: (row["step"], row["grant_id"]) for row in on_day.to_dicts()} == {
            child: place for (child, on), place in truth.at.items() if on == day
        }
