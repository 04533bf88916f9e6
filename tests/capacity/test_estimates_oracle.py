"""Estimate, standard error and interval against samplics, to 1e-8, on random samples."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy.stats import t

from trinvis.calculations.capacity.answers import Answer, Answers
from trinvis.calculations.capacity.estimate import Estimate
from trinvis.calculations.capacity.rates import Population
from trinvis.calculations.capacity.stratified_estimates import (
    Stratum,
    combined_ratio,
    separate_ratio,
    stratified_total,
)
from trinvis.calculations.capacity.survey_estimates import Reported, mean_of_answers, mean_of_rates, ratio

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says that a successor exists
    from samplics import PopParam, TaylorEstimator

SIZES = {"small": 38, "medium": 44, "large": 16}
SEEDS = range(20)


def sample_of(seed: int) -> tuple[list[Reported], dict[str, Stratum], Population]:
    """A survey of 98 municipalities in three sizes, of which some have answered; some counts are 0."""
    chance = np.random.default_rng(seed)
    rows, frame = [], {}
    for name, units in SIZES.items():
        people = chance.lognormal(9, 0.6, units)
        counts = np.floor(people * chance.gamma(2, 0.01, units) * (chance.random(units) > 0.1))
        frame[name] = Stratum(units, Population(float(people.sum()), (0, 17), 2011))
        for at in range(int(chance.integers(2, units))):
            who = Population(float(people[at]), (0, 17), 2011)
            rows.append(Reported(f"{name} {at}", float(counts[at]), who, name))
    national = Population(sum(one.population.persons for one in frame.values()), (0, 17), 2011)
    return [rows[at] for at in chance.permutation(len(rows))], frame, national


def theirs(
    param: PopParam, rows: list[Reported], frame: dict[str, Stratum] | None, fpc: float = 1.0, rates: bool = False
):
    people = np.array([row.population.persons for row in rows])
    counts = np.array([row.count for row in rows])
    said = TaylorEstimator(param)
    about = {"y": counts / people if rates else counts, "x": people if param == PopParam.ratio else None, "fpc": fpc}
    if frame is not None:
        strata = np.array([row.stratum for row in rows])
        answered = {name: int((strata == name).sum()) for name in sorted(frame)}
        about["stratum"] = strata
        about["samp_weight"] = np.array([frame[name].units / answered[name] for name in strata])
        about["fpc"] = {name: 1 - answered[name] / frame[name].units for name in sorted(frame)}
    said.estimate(**about)
    return said


def agrees(ours: Estimate, said, scale: float) -> None:
    assert ours.degrees == said.degree_of_freedom
    theirs = (said.point_est, said.stderror, said.lower_ci, said.upper_ci)
    expected = [float(one) * scale for one in theirs]
    assert [ours.value, ours.standard_error, ours.low, ours.high] == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_sample(seed):
    rows, _, national = sample_of(seed)
    open_share = 1 - len(rows) / 98
    people = national.persons
    agrees(mean_of_rates(rows, national).total, theirs(PopParam.mean, rows, None, rates=True), people)
    agrees(
        mean_of_rates(rows, national, units=98).total,
        theirs(PopParam.mean, rows, None, open_share, rates=True),
        people,
    )
    agrees(ratio(rows, national).total, theirs(PopParam.ratio, rows, None), people)
    agrees(ratio(rows, national, units=98).total, theirs(PopParam.ratio, rows, None, open_share), people)
    answers = Answers(tuple(Answer(row.unit, row.count) for row in rows))
    agrees(mean_of_answers(answers), theirs(PopParam.mean, rows, None), 1)
    agrees(mean_of_answers(answers, units=98), theirs(PopParam.mean, rows, None, open_share), 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_strata(seed):
    rows, frame, national = sample_of(seed)
    agrees(stratified_total(rows, frame).total, theirs(PopParam.total, rows, frame), 1)
    agrees(combined_ratio(rows, frame).total, theirs(PopParam.ratio, rows, frame), national.persons)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ratio_in_each_stratum(seed):
    """The strata's own ratios by samplics, added with their variances; the interval by scipy's t."""
    rows, frame, _ = sample_of(seed)
    total, variance = 0.0, 0.0
    for name, stratum in frame.items():
        mine = [row for row in rows if row.stratum == name]
        said = theirs(PopParam.ratio, mine, None, 1 - len(mine) / stratum.units)
        total += float(said.point_est) * stratum.population.persons
        variance += (float(said.stderror) * stratum.population.persons) ** 2
    half = t.ppf(0.975, len(rows) - 3) * variance**0.5
    ours = separate_ratio(rows, frame).total
    expected = [total, variance**0.5, total - half, total + half]
    assert [ours.value, ours.standard_error, ours.low, ours.high] == pytest.approx(expected, rel=1e-8)
