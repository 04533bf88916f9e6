"""The coverage study in short: few drawings, wide bounds; and its tables, worked by hand. The long form is ``make study``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from scipy.stats import binom

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from forecast_study import ORIGINS, World, kept, tried, write
from study_table import ALL, Case, Study, cells, problems, tables

from trinvis.calculations.forecast.backtest import SIMULATED, Score
from trinvis.demo.processes import PROCESSES

SEEDS = 6
METHODS = (SIMULATED, "commitments_only", "straight_line")
pytestmark = pytest.mark.xdist_group("forecast_study")  # the drawings are made once


@pytest.fixture(scope="module")
def cases():
    found = []
    for world in [World(process, seed) for process in PROCESSES for seed in range(SEEDS)]:
        _, scored, _ = tried(world, draws=400, sets=40, methods=METHODS)
        found += [Case(world.process, world.seed, score) for score in scored]
    return found


def test_intervals_hold_about_as_often_as_they_promise(cases):
    """Each within what 99.9 % of right intervals would show on as many drawings (one horizon at a time: each world once)."""
    pooled = [cell for cell in cells(cases) if cell.process == ALL]
    assert [cell.months_left for cell in pooled] == [12 - origin % 100 for origin in ORIGINS]
    for cell in pooled:
        for held, level in ((cell.held80, 0.8), (cell.held95, 0.95)):
            assert held.cases == SEEDS * len(PROCESSES)
            low, high = binom.interval(0.999, held.cases, level)
            assert low <= held.hits <= high, (cell.months_left, level, held)


def test_it_is_nearer_than_the_simplest_methods(cases):
    for cell in cells(cases):
        if cell.process == ALL:
            assert all(apart.value < 0 for apart in cell.apart.values()), cell


def case(process, seed, method, forecast, *, crps=None, inside=None, months_left=6, frame=1000, truth=1000):
    crps = abs(forecast - truth) if crps is None else crps
    return Case(
        process, seed, Score(2026, 202606, months_left, "", method, forecast, truth, frame, crps, inside, inside)
    )  # fmt: skip


TWO = [
    *(case("demo", seed, SIMULATED, 1010 + 10 * seed, crps=5.0 + 5 * seed, inside=seed > 0) for seed in range(4)),
    *(case("demo", seed, "pool", 1030 + 10 * seed) for seed in range(4)),
]
"""Errors 1, 2, 3 and 4 % of the frame, scores 0.5, 1, 1.5 and 2; those of ``pool`` 3, 4, 5 and 6 %."""


def test_a_cell_by_hand():
    pooled, demo = cells(TWO)
    assert (pooled.process, demo.process, demo.months_left) == (ALL, "demo", 6)
    assert (demo.held80.hits, demo.held80.cases) == (3, 4)
    assert demo.error.value == pytest.approx(2.5)
    assert demo.error.standard_error == pytest.approx((5 / 3) ** 0.5 / 2)
    assert demo.crps["pool"].value == pytest.approx(4.5)
    assert demo.apart["pool"].value == pytest.approx(-3.25)
    assert demo.apart["pool"].standard_error == pytest.approx((1.25 / 3) ** 0.5 / 2)


def test_what_is_missed_is_said():
    """75 % is within 71-88 alone and below 76-84 pooled; the mean error 2.5 is more than two standard errors of 0.645."""
    assert problems(TWO) == [
        "all, 6 months left: 80 % holds in 75.0 %",
        "all, 6 months left: 95 % holds in 75.0 %",
        "all, 6 months left: mean error +2.50 %",
        "demo, 6 months left: 95 % holds in 75.0 %",
        "demo, 6 months left: mean error +2.50 %",
    ]
    better = [case("demo", seed, "risk", 1000 + seed % 2) for seed in range(4)]
    said = problems([*TWO, *better])
    assert "all, 6 months left: not better than risk" in said
    assert "demo, 6 months left: worse than risk" in said
    moved = [Case("conversion", one.seed, one.score) for one in TWO]
    assert not [one for one in problems(moved) if one.startswith("conversion") and "holds" in one]


def test_the_tables_show_it():
    text = tables(Study(TWO, 4, "python bench/forecast_study.py --seeds 4", "a machine", 120))
    assert "seeds 0-3, a machine; 2.0 minutes of one processor" in text
    assert "| demo | 6 | 4 | 75.0 ± 21.7 | 75.0 ± 21.7 | +2.50 ± 0.65 | 1.250 | **no** |" in text
    assert "| `pool` | 4.500 (−3.250 ± 0.323) | 4.500 (−3.250 ± 0.323) |" in text


def test_an_interrupted_study_keeps_what_is_whole_and_of_this_program(tmp_path):
    row = {"program": "p", "draws": 1000, "sets": 50, "process": "demo", "seed": 1, "seconds": 1.0, "scores": []}
    lines = [json.dumps(row), json.dumps(row | {"seed": 2, "program": "older"}), json.dumps(row | {"seed": 3})[:40]]
    path = tmp_path / "kept.jsonl"
    assert kept(path, "p") == {}
    path.write_text("\n".join(lines), encoding="utf-8")
    assert kept(path, "p") == {World("demo", 1): row}


def test_the_tables_are_put_in_their_place(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- written by make study: -->\nold\n<!-- to here -->\nafter\n", encoding="utf-8")
    write(page, "new")
    write(page, "newer")
    assert page.read_text(encoding="utf-8") == (
        "before\n<!-- written by make study: -->\n\nnewer\n\n<!-- to here -->\nafter\n"
    )
    page.write_text("no place", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the lines"):
        write(page, "new")
