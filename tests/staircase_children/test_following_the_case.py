"""Grants that follow the case stand where the child's main grant stands that day, or on nothing; their money follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import polars as pl
import pytest

from trinvis.calculations.staircase.following import (
    HOW,
    UNPLACED,
    money_on_steps,
    placed_with_case,
    with_what_follows,
)
from trinvis.calculations.staircase.standing import AWAY, OUTSIDE, standing
from trinvis.engine import Engine

FIRST, LAST = -80, 200


def pieces(engine: Engine, grants: pl.DataFrame, choice: str = "highest") -> pl.DataFrame:
    made = standing(engine.frame(grants), choice=choice)
    made = replace(made, segments=engine.frame(engine.collect(made.segments)))
    return engine.collect(placed_with_case(engine.frame(grants), made))


def stretches(found: pl.DataFrame, grant: int) -> list[tuple[Any, ...]]:
    of_grant = found.filter(pl.col("grant_id") == grant).sort("from_day")
    return of_grant.select("from_day", "to_day", "step", "step_how").rows()


def test_relief_follows_a_child_from_treatment_to_foster_care(cases: Any, engine: Engine) -> None:
    grants = cases.periods(
        {"days": (10, 19), "step": 3, "main": True},
        {"days": (20, 40), "step": 5, "main": True},
        {"days": (5, None), "step": 3, "main": False, "follows_case": True, "step_low": 2, "step_high": 6},
        {"days": (15, 45), "step": None, "main": False, "follows_case": True, "step_low": 4, "step_high": 6},
        {"days": (15, 45), "step": 2, "main": False, "follows_case": False},
    )
    found = pieces(engine, grants)
    assert stretches(found, 3) == [
        (5, 9, UNPLACED, "without_main"),
        (10, 19, 3, "follows"),
        (20, 40, 5, "follows"),
        (41, 2_932_896, UNPLACED, "without_main"),
    ]
    # a support person for the parents of a placed child cannot stand on step 3
    assert stretches(found, 4) == [
        (15, 19, UNPLACED, "not_allowed"),
        (20, 40, 5, "follows"),
        (41, 45, UNPLACED, "without_main"),
    ]
    assert stretches(found, 5) == [(15, 45, 2, "own")]


def test_of_two_main_grants_the_highest_or_the_first_begun(cases: Any, polars: Engine) -> None:
    grants = cases.periods(
        {"days": (1, 30), "step": 3},
        {"days": (10, 30), "step": 6},
        {"days": (20, 20), "main": False, "follows_case": True},
    )
    assert stretches(pieces(polars, grants), 3) == [(20, 20, 6, "follows")]
    assert stretches(pieces(polars, grants, "first_begun"), 3) == [(20, 20, 3, "follows")]


def test_every_day_of_every_grant_equals_the_loop(cases: Any, polars: Engine) -> None:
    grants = cases.drawn(Random(77), 2000, 120)
    truth = cases.day_by_day(grants, FIRST, LAST)
    expected: Counter[tuple[int, int, int, str]] = Counter()
    for row in grants.to_dicts():
        main, own = row["main"] is not False, row["step"]
        last = LAST if row["to_day"] is None else min(row["to_day"], LAST)
        for day in range(row["from_day"], last + 1):
            step = truth.step(row["child_no"], day)
            if not row["follows_case"] or (main and own is not None):
                place = (OUTSIDE if own is None else own, "own")
            elif step == AWAY or (main and step == OUTSIDE):
                place = (UNPLACED, "without_main")
            elif step == OUTSIDE:
                place = (OUTSIDE, "main_outside")
            elif row["step_low"] is not None and not row["step_low"] <= step <= row["step_high"]:
                place = (UNPLACED, "not_allowed")
            else:
                place = (step, "follows")
            expected[row["grant_id"], day, *place] += 1
    found: Counter[tuple[int, int, int, str]] = Counter()
    for row in pieces(polars, grants).to_dicts():
        for day in range(row["from_day"], min(row["to_day"], LAST) + 1):
            found[row["grant_id"], day, row["step"], row["step_how"]] += 1
    assert found == expected
    assert {how for *_, how in found} == set(HOW)


def test_every_engine_cuts_alike_and_shares_the_money_alike(cases: Any, engine: Engine, polars: Engine) -> None:
    grants = cases.drawn(Random(5), 250, 120)
    random = Random(6)
    ids = sorted(set(grants["grant_id"]))
    amounts = pl.DataFrame(
        {
            "amount_id": range(400),
            "grant_id": [random.choice(ids) for _ in range(400)],
            "first_day": [30 * (number % 4) for number in range(400)],
            "last_day": [30 * (number % 4) + 29 for number in range(400)],
            "amount_oere": [random.choice([1, 7, 100, 99_999, -50_001, 4_150_000]) for _ in range(400)],
        }
    )
    answers = []
    for on in (polars, engine):
        cut = pieces(on, grants)
        shared = on.collect(money_on_steps(on.frame(amounts), on.frame(cut)))
        answers.append([frame.sort(frame.columns) for frame in (cut, shared)])
    for expected, found in zip(*answers, strict=True):
        assert found.equals(expected)
    back = answers[1][1].group_by("amount_id").agg(pl.col("amount_oere").sum()).sort("amount_id")
    assert back["amount_oere"].to_list() == amounts["amount_oere"].to_list()


@pytest.mark.parametrize(("amount", "parts"), [(1000, [500, 200, 300]), (101, [50, 20, 31]), (-101, [-50, -20, -31])])
def test_a_month_of_money_on_the_days_of_its_steps(polars: Engine, amount: int, parts: list[int]) -> None:
    cut = pl.DataFrame(
        {
            "grant_id": [1, 1, 1],
            "from_day": [-50, 15, 21],
            "to_day": [14, 20, 99],
            "step": [3, 5, 6],
            "step_how": ["follows"] * 3,
        }
    )
    month = pl.DataFrame(
        {
            "amount_id": [8, 9],
            "grant_id": [1, 2],
            "first_day": [0, 0],
            "last_day": [29, 29],
            "amount_oere": [amount, 77],
        }
    )
    found = polars.collect(money_on_steps(polars.frame(month), polars.frame(cut))).sort("amount_id", "step")
    assert found.rows() == [
        *((8, step, "follows", days, part) for step, days, part in zip((3, 5, 6), (15, 6, 9), parts, strict=True)),
        (9, UNPLACED, None, 0, 77),
    ]


def test_which_grants_follow_by_paragraph_and_by_type(polars: Engine) -> None:
    """Ballerup's table: relief (SEL § 52.3.5) may stand on 2–6, treatment (§ 52.3.3) on 3 alone."""
    paragraphs = pl.DataFrame(
        [("SEL-52-3.5", None, 2, 6, "p1"), ("SEL-52-3.3", 3, 3, 3, "p2")],
        schema=["paragraph", "default_step", "step_low", "step_high", "rule_id"],
        orient="row",
    )
    types = pl.DataFrame(
        {"rule_id": ["t1", "t2", "t3"], "follows_case": [False, True, None], "intervention_type": ["a", "b", "c"]}
    )
    grants = pl.DataFrame(
        {
            "grant_id": [1, 2, 3, 4],
            "paragraph": ["SEL-52-3.5", "SEL-52-3.3", None, None],
            "step_derived": [3, 3, None, None],
            "step_rule": ["t1", "t1", "t2", "t3"],
        }
    )
    found = polars.collect(with_what_follows(*(polars.frame(frame) for frame in (grants, types, paragraphs))))
    assert found.sort("grant_id").select("follows_case", "step_low", "step_high").rows() == [
        (True, 2, 6),
        (False, None, None),
        (True, None, None),
        (False, None, None),
    ]
