"""Costs against effects: curves by hand, by brute force, and what must hold whatever the draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from trinvis.calculations.investment.acceptability import acceptability, plane
from trinvis.calculations.investment.icer import icers


def test_four_draws_by_hand():
    """The second costs 10 more in each draw and gives 0, 1, 2 and −1 more.

    At 0 kr. a unit it is never best. At 6: −10, −4, 2, −16: best in one draw; expected −7, so the first is chosen and
    loses 2/4. At 30: −10, 20, 50, −40: best in two; expected 5, so the second is chosen and loses (10 + 40)/4.
    """
    costs = np.array([[5, 5, 5, 5], [15, 15, 15, 15]])
    effects = np.array([[1, 1, 1, 1], [1, 2, 3, 0]])
    found = acceptability(costs, effects, [0, 6, 30])
    assert found.chance.tolist() == [[1, 0.75, 0.5], [0, 0.25, 0.5]]
    assert found.frontier.tolist() == [0, 0, 1]
    assert found.frontier_chance.tolist() == [1, 0.75, 0.5]
    assert found.expected_loss == pytest.approx(np.array([[0, 0.5, 17.5], [10, 7.5, 12.5]]))
    assert found.evpi == pytest.approx([0, 0.5, 12.5])
    assert found.draws == 4


def test_the_plane_by_hand():
    costs, effects = np.array([[5, 5, 5, 5], [15, 4, 5, 9]]), np.array([[1, 1, 1, 1], [2, 2, 0, 1]])
    found = plane(costs, effects, 1)
    assert found.cost.tolist() == [10, -1, 0, 4]
    assert found.effect.tolist() == [1, 1, -1, 0]
    assert [part.hits for part in found.quadrants] == [1, 1, 1, 1]
    assert found.quadrants[0].cases == 4


numbers = st.integers(-50, 50).map(float)


@given(arrays(float, (3, 12), elements=numbers), arrays(float, (3, 12), elements=numbers))
def test_as_by_brute_force(costs, effects):
    thresholds = [0.0, 0.5, 1, 3, 20]
    found = acceptability(costs, effects, thresholds)
    for at, value in enumerate(thresholds):
        benefit = [[value * effects[k, i] - costs[k, i] for i in range(12)] for k in range(3)]
        best = [max(range(3), key=lambda k: benefit[k][i]) for i in range(12)]
        assert found.chance[:, at] == pytest.approx([best.count(k) / 12 for k in range(3)])
        loss = [sum(max(benefit[j][i] for j in range(3)) - benefit[k][i] for i in range(12)) / 12 for k in range(3)]
        assert found.expected_loss[:, at] == pytest.approx(loss)
        assert found.evpi[at] == pytest.approx(min(loss))
    assert found.chance.sum(axis=0) == pytest.approx(1)


@pytest.mark.parametrize("shapes", [((2, 3), (2, 4)), ((1, 3), (1, 3)), ((2, 0), (2, 0)), ((3,), (3,))])
def test_what_cannot_be_compared_is_refused(shapes):
    with pytest.raises(ValueError, match="skal"):
        acceptability(np.ones(shapes[0]), np.ones(shapes[1]), [0])


def test_dominance_by_hand():
    """A 0/0, B 100/1, C 150/3, D 160/2, E 400/4. D is dearer than C and gives less: dominated by it. A to B costs 100 a unit, B to C 25: B is
    extended dominated by A and C. A to C 50 a unit, C to E 250."""
    found = {one.alternative: one for one in icers("ABCDE", [0, 100, 150, 160, 400], [0, 1, 3, 2, 4])}
    assert [one.standing for one in found.values()] == ["frontier", "extended", "frontier", "dominated", "frontier"]
    assert found["B"].by == ("A", "C")
    assert found["D"].by == ("C",)
    assert (found["A"].against, found["A"].icer) == (None, None)
    assert (found["C"].against, found["C"].more_cost, found["C"].more_effect, found["C"].icer) == ("A", 150, 3, 50)
    assert found["E"].icer == 250


def test_the_same_twice():
    found = icers(["først", "igen"], [10, 10], [2, 2])
    assert [(one.alternative, one.standing, one.by) for one in found] == [
        ("først", "frontier", ()),
        ("igen", "equal", ("først",)),
    ]


@given(st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), min_size=1, max_size=7))
def test_the_frontier_is_what_some_threshold_chooses(points):
    """Those off the frontier are never better than all on it; each on it is best at the thresholds between its two ratios."""
    names = [str(at) for at in range(len(points))]
    costs, effects = zip(*points, strict=True)
    found = icers(names, costs, effects)
    frontier = [one for one in found if one.standing == "frontier"]
    for value in np.geomspace(1e-3, 1e3, 200):
        best = max(value * effect - cost for cost, effect in points)
        assert max(value * one.effect - one.cost for one in frontier) == pytest.approx(best)
    ratios = [one.icer for one in frontier[1:]]
    assert ratios == sorted(ratios)
    for at, one in enumerate(frontier[1:]):
        upper = ratios[at + 1] if at + 1 < len(ratios) else 2 * one.icer + 1
        between = (one.icer + upper) / 2
        assert between * one.effect - one.cost == pytest.approx(max(between * e - c for c, e in points))
