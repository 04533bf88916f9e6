"""What holds of every case: splitting a group, the order of what is written, twice as many persons, one draw among many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.investment.random_case import random_case

from trinvis.calculations.investment.engine import model
from trinvis.calculations.investment.run import Run
from trinvis.cases.case import Case, Group
from trinvis.cases.expression import Expression, Number, Operation

CASES = st.integers(0, 100_000).map(random_case)
FEW = settings(max_examples=25)


def same(one: Run, other: Run, factor: float = 1.0) -> None:
    for name in ("cost", "discounted", "payer_cost", "payer_discounted", "effect", "effect_discounted", "moves"):
        np.testing.assert_allclose(
            getattr(one, name) * factor, getattr(other, name), rtol=1e-9, atol=1e-7, err_msg=name
        )


def times(expression: Expression, factor: float) -> Expression:
    return Operation("*", expression, Number(factor))


def scaled(group: Group, factor: float, name: str = "") -> Group:
    """The group with so many times the persons, under another name."""
    return replace(
        group,
        name=name or group.name,
        enters={key: times(one, factor) for key, one in group.enters.items()},
        stock={key: times(one, factor) for key, one in group.stock.items()},
    )


def without_lump_sums(case: Case) -> Case:
    return replace(case, money=tuple(line for line in case.money if line.on.kind not in ("year", "once")))


@FEW
@given(CASES, st.floats(0.05, 0.95))
def test_a_group_in_two_parts_is_the_group(case: Case, share: float) -> None:
    first, *rest = case.groups
    halves = (scaled(first, share), scaled(first, 1 - share, "anden"))
    money = tuple(
        replace(line, on=replace(line.on, group="")) if line.on.kind == "entry" else line for line in case.money
    )
    whole, parted = replace(case, money=money), replace(case, money=money, groups=(*halves, *rest))
    same(model(whole).run(), model(parted).run())


@FEW
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_what_is_written_is_irrelevant(case: Case, luck) -> None:
    def shuffled(rows: tuple) -> tuple:
        return tuple(luck.sample(rows, len(rows)))

    other = replace(
        case,
        states=shuffled(case.states),
        groups=shuffled(case.groups),
        inputs=dict(shuffled(tuple(case.inputs.items()))),
        transitions=shuffled(case.transitions),
    )
    one, two = model(case).run(), model(other).run()
    order = [two.states.index(state) for state in one.states]
    np.testing.assert_allclose(one.persons, two.persons[:, order], rtol=1e-9, atol=1e-9)
    moved = [other.transitions.index(way) for way in case.transitions]
    same(one, replace(two, moves=two.moves[:, moved]))


@FEW
@given(CASES)
def test_twice_as_many_persons_cost_twice_as_much(case: Case) -> None:
    case = without_lump_sums(case)
    doubled = replace(case, groups=tuple(scaled(group, 2) for group in case.groups))
    same(model(case).run(), model(doubled).run(), factor=2)


@FEW
@given(
    CASES, st.lists(st.floats(0.01, 0.3), min_size=2, max_size=4), st.lists(st.floats(10, 900), min_size=4, max_size=4)
)
def test_a_draw_among_many_is_the_case_with_its_values(case: Case, chances: list[float], prices: list[float]) -> None:
    made = model(case)
    prices = prices[: len(chances)]
    many = made.run({"fast": np.array(chances), "pris": np.array(prices)})
    for draw, (chance, price) in enumerate(zip(chances, prices, strict=True)):
        one = made.run({"fast": chance, "pris": price})
        np.testing.assert_allclose(many.cost[..., draw], one.cost[..., 0], rtol=1e-12, atol=1e-9)
        np.testing.assert_allclose(many.persons[..., draw], one.persons[..., 0], rtol=1e-12, atol=1e-9)


@FEW
@given(CASES)
def test_what_payers_pay_and_what_lines_cost_is_the_same_money(case: Case) -> None:
    run = model(case).run()
    np.testing.assert_allclose(run.cost.sum(axis=1), run.payer_cost.sum(axis=1), rtol=1e-9, atol=1e-6)
    assert run.paid is not None
    np.testing.assert_allclose(run.paid.sum(axis=2), run.cost, rtol=1e-9, atol=1e-6)
    net = sum(run.net("indsats", payer=payer) for payer in run.payers)
    np.testing.assert_allclose(run.net("indsats"), net, rtol=1e-9, atol=1e-6)


@FEW
@given(CASES)
def test_nobody_is_lost_where_none_has_a_duration(case: Case) -> None:
    """After t periods everyone who was there from the start or entered is in a state, whole."""
    case = replace(case, groups=tuple(replace(group, duration=None) for group in case.groups), counting="end")
    still = replace(case, transitions=(), money=())
    moving, standing = model(case).run(), model(still).run()
    np.testing.assert_allclose(moving.persons.sum(axis=1), standing.persons.sum(axis=1), rtol=1e-9)
    assert moving.persons.min() >= -1e-12
