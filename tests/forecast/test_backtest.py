"""How right the methods were: scores worked by hand, what cannot be said, and which method is proposed."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forecast.known_frames import told

from trinvis.calculations.forecast import backtest
from trinvis.calculations.forecast.backtest import LABELS, SIMULATED, Score, scores
from trinvis.calculations.forecast.backtest_table import clustered, proposals, score_table, table_types
from trinvis.calculations.forecast.methods import METHODS, MethodForecast
from trinvis.demo.processes import drawn

KR = 100


def known(spent, frames, as_of=202609):
    """Spending without grants: ``spent`` is area → øre of every closed month of the year."""
    rows = [(area, month, amount) for area, amount in spent.items() for month in range(202601, as_of + 1)]
    return told(rows, as_of, frames=frames)


def score(
    crps, *, area="anb", method="disposition", year=2025, as_of=None, forecast=100, truth=100, frame=1000, held=None
):
    as_of = year * 100 + 6 if as_of is None else as_of
    months_left = 12 - as_of % 100
    forecast = None if crps is None else forecast
    return Score(year, as_of, months_left, area, method, forecast, truth, frame, crps, held, held)


def test_a_figure_is_scored_by_its_absolute_error():
    """Nine months of 10 kr. go on as 120 kr.; the year became 100 kr. in one area and nothing in the other, whose nine
    months of 1 kr. were booked back."""
    found = scores(
        known({"drift": 10 * KR, "rest": 1 * KR}, {"drift": 110 * KR}),
        {"drift": 100 * KR},
        seed=1,
        methods=["straight_line", "decentral_frame"],
    )
    line = [one for one in found if one.method == "straight_line"]
    assert [(one.area, one.forecast_oere, one.truth_oere, one.frame_oere, one.crps_oere) for one in line] == [
        ("drift", 120 * KR, 100 * KR, 110 * KR, 20 * KR),
        ("rest", 12 * KR, 0, 0, 12 * KR),
        ("", 132 * KR, 100 * KR, 110 * KR, 32 * KR),
    ]
    assert {(one.year, one.as_of, one.months_left) for one in found} == {(2026, 202609, 3)}
    assert {(one.inside80, one.inside95) for one in found} == {(None, None)}
    assert [one.error_oere for one in line] == [20 * KR, 12 * KR, 32 * KR]


def test_draws_are_scored_by_the_fair_crps_and_their_interval(monkeypatch):
    """Draws 1, 3, 8 and outcome 4: the fair CRPS is 1/3 (worked in test_scores). Their central 80 % goes from 1.4 to 7,
    their 95 % from 1.1 to 7.75, so 4 lies in both, 7.5 in the wide alone and 8 in none."""
    draws = np.array([3.0, 8.0, 1.0])
    monkeypatch.setattr(backtest, "by_method", lambda *_, **__: [MethodForecast("ets", "", 4, draws, None)])
    found = {truth: scores(known({}, {}), {"x": truth}, seed=1, methods=["ets"])[0] for truth in (4, 7.5, 8)}
    assert found[4].crps_oere == pytest.approx(1 / 3)
    assert [(one.inside80, one.inside95) for one in found.values()] == [(True, True), (False, True), (False, False)]


@pytest.fixture(scope="module")
def small():
    world = drawn("small", 3)
    return world.known(202609), world.truth()


def test_every_method_is_scored_in_every_area_and_in_total(small):
    at, truth = small
    methods = [SIMULATED, "straight_line", "estimate"]
    found = scores(at, truth, seed=1, draws=100, sets=10, methods=methods)
    areas = [*sorted(truth), ""]
    assert [(one.method, one.area) for one in found] == [(m, a) for m in LABELS if m in methods for a in areas]
    assert all(one.inside80 is not None for one in found if one.method == SIMULATED)
    assert all(one.forecast_oere is None and one.crps_oere is None for one in found if one.method == "estimate")
    totals = [one for one in found if not one.area]
    assert {(one.truth_oere, one.frame_oere) for one in totals} == {(sum(truth.values()), sum(at.frames.values()))}
    assert scores(at, truth, seed=1, draws=100, sets=10, methods=methods) == found


def test_the_total_alone_is_the_same_total(small):
    at, truth = small
    every = scores(at, truth, seed=1, draws=50, sets=5, methods=["ets", "pool"])
    alone = scores(at, truth, seed=1, draws=50, sets=5, methods=["ets", "pool"], total_only=True)
    assert alone == [one for one in every if not one.area]


def test_a_method_that_does_not_exist(small):
    with pytest.raises(ValueError, match="findes ikke"):
        scores(*small, seed=1, methods=["guess"])


def row(table, method="disposition", months_left=None, area="anb"):
    chosen = table.filter(
        pl.col("area") == area, pl.col("method") == method, pl.col("months_left").eq_missing(months_left)
    )
    return chosen.row(0, named=True)


def test_the_table_by_hand():
    """Errors +30 and −10 in two years: bias 10, their deviation √(20² + 20²) = 28.28 over √2 is a standard error of 20;
    mean size 20 with standard error 10. Of frames 1000 and 3000 that is 20 / 4000, of outcomes 70 and 130 it is 40 / 200."""
    table = score_table(
        [
            score(30.0, year=2024, forecast=100, truth=70, frame=1000, held=True),
            score(10.0, year=2025, forecast=120, truth=130, frame=3000, held=False),
            score(None, year=2026),
        ]
    )
    assert table.schema == table_types()
    found = row(table)
    assert found == row(table, months_left=6) | {"months_left": None}
    assert (found["n"], found["unsaid"]) == (2, 1)
    assert found["bias_oere"] == 10
    assert found["bias_oere_se"] == pytest.approx(20)
    assert (found["mae_oere"], found["mae_oere_se"]) == (20, pytest.approx(10))
    assert (found["frame_oere"], found["bias_pct"]) == (4000, 0.5)
    assert (found["truth_oere"], found["mae_pct"]) == (200, 20)
    assert (found["crps_oere"], found["crps_oere_se"]) == (20, pytest.approx(10))
    assert (found["n_drawn"], found["held80"], found["coverage80"], found["coverage80_se"]) == (2, 1, 0.5, 0.5)


def test_origins_of_one_year_are_one_case_to_the_standard_error():
    """Twice the same in each of two years is no surer than once."""
    once = [score(1.0, year=2024), score(3.0, year=2025)]
    twice = [*once, score(1.0, year=2024, as_of=202409), score(3.0, year=2025, as_of=202509)]
    table = score_table(twice)
    assert row(table)["crps_oere_se"] == pytest.approx(row(score_table(once))["crps_oere_se"]) == pytest.approx(1)
    assert (row(table)["n"], row(table, months_left=3)["n"]) == (4, 2)
    assert table["months_left"].to_list() == [6, 3, None]


def test_one_origin_has_no_standard_error_and_nothing_drawn_no_coverage():
    found = row(score_table([score(30.0, forecast=130)]))
    assert (found["bias_oere"], found["bias_oere_se"], found["crps_oere_se"]) == (30, None, None)
    assert (found["n_drawn"], found["coverage80"], found["coverage95"], found["coverage95_se"]) == (0, None, None, None)


def test_no_share_of_nothing():
    found = row(
        score_table([score(5.0, forecast=5, truth=0, frame=0), score(5.0, year=2024, forecast=5, truth=0, frame=0)])
    )
    assert (found["bias_oere"], found["bias_pct"], found["mae_pct"]) == (5, None, None)
    assert (found["frame_oere"], found["truth_oere"]) == (0, 0)


def test_a_frame_of_income_does_not_turn_the_sign():
    """Refund of −80 expected, −100 came: 20 too much, 20 % of a frame of −100."""
    assert row(score_table([score(20.0, forecast=-80, truth=-100, frame=-100)]))["bias_pct"] == 20


def test_a_method_that_never_could_say():
    found = row(score_table([score(None), score(None, year=2024)]))
    assert (found["n"], found["unsaid"], found["bias_oere"], found["crps_oere"], found["mae_pct"]) == (
        0,
        2,
        None,
        None,
        None,
    )


def test_an_empty_table():
    assert score_table([]).is_empty()
    assert score_table([]).schema == table_types()
    assert proposals([]) == []


def test_the_nearest_method_is_proposed_with_its_figures():
    """1.000 and 3.000 kr. off against 4.000 and 10.000: 2.000 against 7.000, better by 3.000 and 7.000: 5.000 with a
    standard error of √(2000² + 2000²) · √2 / 2 = 2.000."""
    tried = [
        score(1000.0 * KR, method=SIMULATED, year=2024),
        score(3000.0 * KR, method=SIMULATED, year=2025),
        score(4000.0 * KR, method="pool", year=2024),
        score(10000.0 * KR, method="pool", year=2025),
        score(1.0, method="twelfths", year=2025),
        score(1.0, area="", method="twelfths", year=2025),
    ]
    (found,) = proposals(tried)
    assert (found.area, found.method, found.enough, found.years, found.origins) == ("anb", SIMULATED, True, 2, 2)
    assert found.beats is not None
    assert (found.beats.method, found.beats.difference_oere) == ("pool", 5000 * KR)
    assert found.beats.standard_error_oere == pytest.approx(2000 * KR)
    assert found.reason == (
        "Prøvet på 2 prognosedage i 2 afsluttede år ramte »Simuleret prognose« bedst: 2.000 kr. ved siden af i snit (CRPS). "
        "Næstbedst var »Disponering, risikosager og pulje til tilgang«, 5.000 kr. dårligere (standardfejl 2.000 kr.)."
    )


def test_a_difference_within_chance_says_so():
    tried = [
        score(by, method=m, year=y)
        for m, y, by in [("pool", 2024, 0.0), ("pool", 2025, 9.0), ("risk", 2024, 9.0), ("risk", 2025, 1.0)]
    ]
    (found,) = proposals(tried)
    assert found.method == "pool"
    assert found.reason.endswith("; forskellen kan være tilfældig.")


def test_equals_go_to_the_first_method():
    (found,) = proposals([score(2.0, method=m, year=y) for m in ("ets", "risk", SIMULATED) for y in (2024, 2025)])
    assert found.method == SIMULATED


def test_too_little_history_is_said_and_the_simulated_is_used():
    (found,) = proposals([score(9.0, method=SIMULATED), score(1.0), score(1.0, as_of=202509)])
    assert (found.method, found.enough, found.beats) == (SIMULATED, False, None)
    assert found.reason == (
        "Der er kun 1 afsluttet år med 2 prognosedage at prøve metoderne på; der skal mindst 2 afsluttede år til at vælge "
        "mellem dem. Indtil da bruges »Simuleret prognose«, som støtter sig til forhåndsantagelser, hvor historikken er kort."
    )
    (one_year,) = proposals([score(9.0, method=SIMULATED), score(1.0)], fewest=1)
    assert (one_year.method, one_year.enough) == ("disposition", True)
    assert one_year.reason.endswith("om forskellen er tilfældig, kan et enkelt år ikke vise.")


def test_nothing_to_choose_between():
    (silent,) = proposals([score(None)])
    assert (silent.method, silent.enough, silent.origins) == (None, False, 0)
    assert silent.reason.startswith("Der er endnu ingen afsluttede år at prøve")
    (apart,) = proposals([score(1.0, year=2024), score(1.0, method="pool", year=2025)])
    assert (apart.method, apart.enough) == (None, False)
    assert apart.reason.startswith("Ingen metode kunne sige noget på alle 2 prognosedage")
    (alone,) = proposals([score(1.0, year=2024), score(1.0, year=2025)])
    assert alone.reason.endswith("Ingen anden metode kunne sige noget hver gang.")


def test_clustered_is_the_ordinary_standard_error_when_each_stands_alone():
    found = clustered([1.0, 2.0, 6.0], "abc")
    assert (found.value, found.cases) == (3, 3)
    assert found.standard_error == pytest.approx(math.sqrt((4 + 1 + 9) / 2 / 3))
    with pytest.raises(ValueError, match="ingen tal"):
        clustered([], [])


money = st.integers(-(10**12), 10**12)
some_scores = st.lists(
    st.builds(
        lambda year, month, area, method, said, crps, truth, frame, held: Score(
            year, year * 100 + month, 12 - month, area, method,
            None if crps is None else said, truth, frame, crps, *((None, None) if crps is None else held),
        ),
        st.integers(2023, 2026),
        st.integers(1, 11),
        st.sampled_from(["", "anb", "drift"]),
        st.sampled_from(list(LABELS)),
        money,
        st.none() | st.floats(0, 1e12),
        st.just(0) | money,
        st.just(0) | money,
        st.sampled_from([(None, None), (True, True), (False, True), (False, False)]),
    ),
    max_size=40,
    unique_by=lambda one: (one.as_of, one.area, one.method),
)  # fmt: skip


@given(some_scores)
def test_tables_hold_no_nonsense(tried):
    table = score_table(tried)
    for name in ("coverage80", "coverage95"):
        assert all(0 <= share <= 1 for share in table[name].drop_nulls())
    assert all(table[name].drop_nulls().is_finite().all() for name, kind in table.schema.items() if kind == pl.Float64)
    apart = table.filter(pl.col("months_left").is_not_null())
    assert apart["n"].sum() + apart["unsaid"].sum() == len(tried)
    together = table.filter(pl.col("months_left").is_null())
    assert together["n"].sum() == apart["n"].sum()


@given(some_scores, st.integers(1, 4))
def test_no_method_without_scores_is_proposed(tried, fewest):
    found = proposals(tried, fewest=fewest)
    assert {one.area for one in found} == {one.area for one in tried} - {""}
    for one in found:
        scored = {s.method for s in tried if s.area == one.area and s.crps_oere is not None}
        assert one.method in scored | {None}
        assert one.beats is None or (one.beats.method in scored - {one.method} and one.beats.difference_oere >= 0)
        assert one.enough or one.method in (SIMULATED, None)
        assert one.reason.endswith(".")


def test_every_method_has_a_label():
    assert list(LABELS) == [SIMULATED, *METHODS]
