"""Person by person and by cohorts the same case gives the same figures, but for what chance does."""

from __future__ import annotations

import numpy as np
import pytest
from tests.investment.random_case import random_case
from tests.investment.small_case import small

from trinvis.calculations.investment.engine import individual, model, simulate
from trinvis.calculations.investment.run import Run, standard_error

MODELS = range(10)


def answers(run: Run) -> dict[str, np.ndarray]:
    """What a case comes to, by draw: cost and effect by alternative, and the net gain."""
    return {
        "cost": run.discounted.sum(axis=(1, 2)),
        "effect": run.effect_discounted.sum(axis=2),
        "net": run.net("indsats").sum(axis=0, keepdims=True),
    }


def parts(run: Run) -> dict[str, np.ndarray]:
    """What it is made of: cost by payer, moves, and persons in the last period."""
    return {"payers": run.payer_cost.sum(axis=2), "moves": run.moves.sum(axis=2), "persons": run.persons[:, :, -1]}


def scores(walked: dict[str, np.ndarray], expected: dict[str, np.ndarray]) -> np.ndarray:
    """How many standard errors each figure of the persons is from that of the cohorts; what does not vary must be equal."""
    made = []
    for name, values in walked.items():
        right = expected[name][..., 0]
        error = standard_error(values)
        sure = error < 1e-9 * np.maximum(1, np.abs(right))
        np.testing.assert_allclose(values.mean(axis=-1)[sure], right[sure], rtol=1e-9, atol=1e-9)
        made.append(((values.mean(axis=-1) - right)[~sure] / error[~sure]).ravel())
    return np.concatenate(made)


@pytest.mark.parametrize("persons", [None, 10])
@pytest.mark.parametrize("seed", MODELS)
def test_persons_agree_with_cohorts(seed: int, persons: int | None) -> None:
    """Answers within three standard errors; of the hundreds of figures that they are made of, each within four."""
    made = model(random_case(seed))
    walked = individual(made, persons=persons, draws=1000, seed=seed + 1, uncertain=False)
    expected = made.run()
    assert np.abs(scores(answers(walked), answers(expected))).max() < 3
    assert np.abs(scores(parts(walked), parts(expected))).max() < 4


def test_the_standard_errors_are_right() -> None:
    """Over all models the scores spread as a normal distribution does, not less: they agree by more than wide errors."""
    found = []
    for seed in MODELS:
        made = model(random_case(seed))
        walked = individual(made, persons=5, draws=200, seed=seed, uncertain=False)
        found.append(scores(parts(walked), parts(made.run())))
    assert 0.8 < np.sqrt((np.concatenate(found) ** 2).mean()) < 1.2


CASE = small("""
    horizon: 5
    alternatives: {nu: Som nu, indsats: Indsats}
    inputs:
      chance: {label: Chance, kind: rate, of: {text: børn}, value: 0.3, distribution: {form: beta, mean: 0.3, sd: 0.1}}
    groups: {boern: {label: Børn, enters: 2.25, start: {hjemme: 1}}}
    transitions: [{from: hjemme, to: ude, chance: chance, alternatives: [indsats]}]
    money:
      ophold: {label: Ophold, on: {state: hjemme}, amount: 100}
      indgang: {label: Indgang, on: {entry: boern}, amount: 10}
""")


def test_whole_persons_are_whole_and_their_number_is_rounded_by_chance() -> None:
    run = individual(model(CASE), draws=2000, seed=2)
    assert set(np.unique(run.persons % 1)) == {0.0}
    entered = run.cost[:, 1] / 10
    assert set(np.unique(entered)) == {2.0, 3.0}
    assert abs(entered[0, 0].mean() - 2.25) < 3 * standard_error(entered[0, 0])


def test_weighted_persons_keep_numbers_that_are_not_whole() -> None:
    run = individual(model(CASE), persons=8, draws=10, seed=2)
    np.testing.assert_allclose(run.cost[:, 1], 22.5)
    np.testing.assert_allclose(run.persons.sum(axis=1)[:, :, 0], [[2.25, 4.5, 6.75, 9, 11.25]] * 2)


def test_uncertain_inputs_are_drawn_as_in_the_simulation() -> None:
    made = model(CASE)
    run = individual(made, persons=4, draws=300, seed=9)
    drawn = simulate(made, "indsats", 300, 9)
    assert run.inputs["chance"].tolist() == drawn.inputs[0].tolist()
    held = individual(made, persons=4, draws=300, seed=9, values={"chance": 0.2})
    assert set(held.inputs["chance"]) == {0.2}
    assert set(individual(made, draws=3, seed=9, uncertain=False).inputs["chance"]) == {0.3}


@pytest.mark.parametrize("persons", [None, 50])
def test_the_number_of_threads_changes_nothing(persons: int | None) -> None:
    one, two = (individual(model(CASE), persons=persons, draws=1500, seed=5, threads=threads) for threads in (1, 2))
    assert one.cost.tobytes() == two.cost.tobytes()
    assert one.persons.tobytes() == two.persons.tobytes()


def test_a_standard_error_takes_two_draws() -> None:
    assert standard_error(np.array([1.0, 3.0])) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="two draws"):
        standard_error(np.array([1.0]))
