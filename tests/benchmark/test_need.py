"""Expected need: the printed table of six municipalities, a model with known truth, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from trinvis.calculations.benchmark.background import CannotCompare, Unit, Variable
from trinvis.calculations.benchmark.need import against_need
from trinvis.calculations.benchmark.need_difference import imported_difference, modelled_difference
from trinvis.calculations.benchmark.need_model import need_model
from trinvis.calculations.statistics.hit_rate import Share

# Tabel 1.1, kr. per 0-22-year-old 2015: need | level [003:804-814]
TABLE = {
    167: (9133, 10148),  # Hvidovre
    410: (9896, 7876),  # Middelfart
    615: (9860, 8045),  # Horsens
    621: (9314, 7033),  # Kolding
    706: (9580, 10103),  # Syddjurs
    846: (10902, 10795),  # Mariagerfjord
}
NEEDS = {code: need * 100 for code, (need, _) in TABLE.items()}
LEVELS = {code: level * 100 for code, (_, level) in TABLE.items()}


def test_level_less_need_of_the_six_municipalities():
    found = against_need(LEVELS, NEEDS, "VIVE 2018, tabel 1.1")
    assert {row.code: row.difference_oere / 100 for row in found.rows} == {
        167: 1015,
        410: -2020,
        615: -1815,
        621: -2281,
        706: 523,
        846: -107,
    }
    assert found.cases == 6
    assert found.of(621).index == Fraction(7033, 9314)


def test_the_average_municipality():
    """Level 9.747, need 9.899: 152 kr. below, over 93 municipalities [003:821]."""
    average = against_need({0: 974_700}, {0: 989_900}, "VIVE 2018, tabel 1.1").of(0)
    assert average.difference_oere == -15_200


def test_missing_stays_missing():
    found = against_need({**LEVELS, 101: None, 147: 900_000}, {**NEEDS, 101: 950_000}, "VIVE")
    assert (found.cases, found.left_out) == (6, (101, 147))
    with pytest.raises(CannotCompare, match="kode 147 mangler"):
        found.of(147)
    with pytest.raises(CannotCompare, match="Ingen kommune har både"):
        against_need({1: 5}, {2: 5}, "VIVE")
    with pytest.raises(CannotCompare, match="større end 0"):
        against_need({1: 5}, {1: 0}, "VIVE")


def test_imported_need_apart_from_the_rest():
    """Hvidovre needs 9.133; Kolding and Syddjurs (9.314 + 9.580)/2 = 9.447 unweighted, 9.403,67 weighted 2 to 1."""
    table = against_need(LEVELS, NEEDS, "VIVE 2018, tabel 1.1")
    plain = imported_difference(table, 167, [621, 706, 999])
    assert (plain.own_oere, plain.other_oere, plain.difference_oere) == (913_300, 944_700, -31_400)
    assert (plain.compared, plain.left_out) == ((621, 706), (999,))
    by_size = imported_difference(table, 167, [621, 706], {621: 20_000, 706: 10_000})
    assert by_size.difference_oere == round(913_300 - Fraction(2 * 931_400 + 958_000, 3))
    half = imported_difference(against_need({1: 9, 2: 9, 3: 9}, {1: 5, 2: 2, 3: 3}, "VIVE"), 1, [2, 3])
    assert half.difference_oere == 3  # 5 − 2½, a half away from zero
    assert plain.basis == "Indlæst udgiftsbehov (VIVE 2018, tabel 1.1), 2 kommuner at sammenligne med."


def world(seed, size=60, noise=40_000):
    """Spending = 3.000 kr. + 450 kr. per per cent of vulnerable children + 120 kr. per per cent of moves + noise, in øre."""
    chance = np.random.default_rng(seed)
    units = [Unit(i, f"Kommune {i}") for i in range(size)]
    share, moves = chance.integers(300, 1700, size).tolist(), chance.integers(100, 900, size).tolist()
    spending = {i: round(300_000 + 450 * share[i] + 120 * moves[i] + chance.normal(0, noise)) for i in range(size)}
    variables = [
        Variable("share", "Sårbare børn", dict(enumerate(share)), unit="%"),
        Variable("moves", "Flyttet mere end tre gange", dict(enumerate(moves)), unit="%"),
    ]
    return units, spending, variables


def test_without_noise_the_model_is_the_truth():
    units, spending, variables = world(1, noise=0)
    found = need_model(units, spending, variables)
    constant, share, moves = (one.value for one in found.coefficients)
    assert (constant, share, moves) == pytest.approx((300_000, 45_000, 12_000), rel=1e-6)
    assert all(abs(row.difference_oere) <= 1 for row in found.rows)
    assert (found.cases, found.degrees) == (60, 57)
    assert found.r2 == pytest.approx(1)


def test_the_yardstick_is_a_model_of_the_others():
    """Twice the spending in one municipality leaves what is expected of it as it was."""
    units, spending, variables = world(2)
    plain, dearer = (need_model(units, {**spending, 7: spending[7] * factor}, variables) for factor in (1, 2))
    assert dearer.of(7).expected_oere == plain.of(7).expected_oere
    assert dearer.of(7).cook > plain.of(7).cook
    refit = need_model(units, {**spending, 7: None}, variables)
    assert refit.of(7).expected_oere == plain.of(7).expected_oere
    assert (refit.of(7).low_oere, refit.of(7).high_oere) == (plain.of(7).low_oere, plain.of(7).high_oere)
    assert (refit.of(7).actual_oere, refit.of(7).difference_oere, refit.cases) == (None, None, 59)


def test_a_municipality_without_a_variable_is_named():
    units, spending, variables = world(3)
    variables[0].values[4] = None
    found = need_model(units, spending, variables)
    assert (found.cases, [left.code for left in found.left_out]) == (59, [4])
    assert found.caveats[-1] == "Kommune 4 er ikke med: Sårbare børn mangler."
    with pytest.raises(CannotCompare, match="Sårbare børn mangler"):
        found.of(4)
    with pytest.raises(CannotCompare, match="Sårbare børn mangler"):
        modelled_difference(units, spending, variables, 4, [1, 2])


def test_the_interval_is_tried_and_the_trial_is_printed():
    units, spending, variables = world(4, 98)
    found = need_model(units, spending, variables, 0.9)
    assert found.interval_holds
    assert found.held.cases == 98
    inside = sum(row.low_oere <= row.actual_oere <= row.high_oere for row in found.rows)
    assert abs(found.held.hits - inside) <= 1
    assert f"Intervallet holdt i {found.held.hits} af 98 kommuner; det lover 90 %." in found.caveats


def test_an_interval_that_has_not_held_is_not_drawn():
    found = replace(need_model(*world(4, 98)), held=Share(60, 98))
    assert not found.interval_holds
    assert "Intervallet holdt i 60 af 98 kommuner; det lover 90 %. Det har ikke holdt og tegnes ikke." in found.caveats


def test_what_leans_on_one_municipality_or_says_the_same_twice_is_said():
    units, spending, variables = world(5)
    variables[0].values[9] = 9_000
    assert any(
        "Modellen flytter sig, hvis disse udelades: Kommune 9." in said
        for said in need_model(units, spending, variables).caveats
    )
    nearly = {code: value + code % 3 for code, value in variables[1].values.items()}
    twice = [*variables[1:], Variable("nearly", "Næsten det samme", nearly)]
    assert any("siger meget af det samme" in said for said in need_model(units, spending, twice).caveats)


def test_the_model_s_part_of_a_difference_variable_by_variable():
    """Without noise: 450 kr. × difference in share and 120 kr. × difference in moves, per cent."""
    units, spending, variables = world(6, noise=0)
    found = modelled_difference(units, spending, variables, 0, [1, 2, 3])
    share, moves = [
        variable.values[0] - Fraction(sum(variable.values[i] for i in (1, 2, 3)), 3) for variable in variables
    ]
    assert dict(found.parts)["Sårbare børn"] == pytest.approx(float(450 * share), abs=2)
    assert dict(found.parts)["Flyttet mere end tre gange"] == pytest.approx(float(120 * moves), abs=2)
    assert sum(oere for _, oere in found.parts) == found.difference_oere == found.own_oere - found.other_oere
    assert found.own_oere == pytest.approx(spending[0], abs=2)
    assert found.basis.startswith("Egen model af 59 andre kommuner efter Sårbare børn, Flyttet mere end tre gange")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda u, s, v: (u[:4], s, v), "4 kommuner er for få til en model med 2 variabler"),
        (
            lambda u, s, v: (u, s, [*v, Variable("x", "Halvdelen", {c: 2 * n for c, n in v[0].values.items()})]),
            "»Sårbare børn«, »Halvdelen« følger af hinanden",
        ),
        (lambda u, s, v: (u, s, [v[0], Variable("k", "Fast", dict.fromkeys(range(60), 5))]), "»Fast« er den samme"),
        (lambda u, s, _: (u, s, []), "mindst én baggrundsvariabel"),
        (
            lambda u, s, v: (u, s, [v[0], Variable("o", "Kun én", {c: 100 * (c == 3) for c in range(60)})]),
            "Kommune 3 bestemmer alene",
        ),
    ],
)
def test_a_model_that_cannot_be_made_is_refused_clearly(change, says):
    with pytest.raises(CannotCompare, match=re.escape(says)):
        need_model(*change(*world(7)))
