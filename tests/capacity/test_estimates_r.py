"""Estimates from a sample against R's package survey (``r/survey.R``, run with R 4.2.2 and survey 4.1-1), to 1e-8."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

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

R = Path(__file__).parent / "r"
UNITS = 98


def people(persons: float) -> Population:
    return Population(persons, (0, 17), 2011)


@cache
def rows() -> list[dict[str, str]]:
    with (R / "sample.csv").open() as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def said_by_r() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with (R / "survey.csv").open() as file:
        for row in csv.DictReader(file, delimiter=";"):
            found.setdefault(row["what"], {})[row["name"]] = float(row["value"])
    return found


FRAME = {row["stratum"]: Stratum(int(row["units"]), people(float(row["persons"]))) for row in rows()}
NATIONAL = people(sum(stratum.population.persons for stratum in FRAME.values()))
SAMPLE = [Reported(row["unit"], float(row["count"]), people(float(row["people"])), row["stratum"]) for row in rows()]
ANSWERS = Answers(tuple(Answer(row.unit, row.count) for row in SAMPLE))
WHOLE = FRAME | {"large": replace(FRAME["large"], units=sum(row.stratum == "large" for row in SAMPLE))}

ESTIMATES: dict[str, Callable[[], Estimate]] = {
    "mean": lambda: mean_of_answers(ANSWERS, units=UNITS),
    "mean without correction": lambda: mean_of_answers(ANSWERS),
    "mean of rates": lambda: mean_of_rates(SAMPLE, NATIONAL, units=UNITS).total,
    "mean of rates without correction": lambda: mean_of_rates(SAMPLE, NATIONAL).total,
    "ratio": lambda: ratio(SAMPLE, NATIONAL, units=UNITS).total,
    "ratio without correction": lambda: ratio(SAMPLE, NATIONAL).total,
    "stratified": lambda: stratified_total(SAMPLE, FRAME).total,
    "combined ratio": lambda: combined_ratio(SAMPLE, FRAME).total,
    "separate ratio": lambda: separate_ratio(SAMPLE, FRAME).total,
    "stratified, one whole": lambda: stratified_total(SAMPLE, WHOLE).total,
}


def test_every_estimate_of_r_is_tried() -> None:
    assert ESTIMATES.keys() == said_by_r().keys()
    assert sum(stratum.units for stratum in FRAME.values()) == UNITS


@pytest.mark.parametrize("what", ESTIMATES)
def test_as_r(what: str) -> None:
    ours, theirs = ESTIMATES[what](), said_by_r()[what]
    assert [ours.value, ours.standard_error, ours.low, ours.high] == pytest.approx(
        [theirs["value"], theirs["error"], theirs["low"], theirs["high"]], rel=1e-8
    )
    assert ours.degrees == theirs["degrees"]
