"""Difference in differences: Herning, by hand, against statsmodels, and a synthetic country with a known difference."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from trinvis.calculations.investment.difference_in_differences import difference_in_differences, welch
from trinvis.calculations.investment.permutation import chance, permuted


def test_hernings_districts_moved_apart_by_17_percentage_points() -> None:
    """[004:457-461]: placements fell by 15 % in the Sverige districts and rose by 2 % in the others. Two numbers have no interval."""
    panel = {"Sverigesdistrikterne": [100.0, 85.0], "Øvrige distrikter": [100.0, 102.0]}
    made = difference_in_differences(panel, {"Sverigesdistrikterne"}, 1, unit="anbragte", scale="per_cent", decimals=0)
    said = made.comparison
    assert said.difference == pytest.approx(-17)
    assert (said.interval, said.others, made.error) == (None, (), None)
    assert said.sentence.startswith(
        "Forskellen er −17 procentpoint. Med 1 område med ændringen og 1 uden kan der ikke laves et interval"
    )
    assert said.checks[0] == "Ændringen var i gennemsnit −15 % i områderne med ændringen og 2 % i de andre."
    assert said.checks[1].startswith("Om områderne fulgtes ad før, kan ikke prøves: der er kun 1 periode før")


def test_two_and_two_by_hand() -> None:
    """Changes −4 and −2 against 1 and 3: −3 − 2 = −5; error √(2/2 + 2/2) = √2 with 2 degrees (t 4,303): −11,1 to 1,1.

    Six ways to choose two of four: 5 % of six is none, so swapping gives no interval.
    """
    panel = {"a": [10.0, 6.0], "b": [10.0, 8.0], "c": [5.0, 6.0], "d": [5.0, 8.0]}
    made = difference_in_differences(panel, {"a", "b"}, 1, unit="børn")
    assert made.comparison.difference == -5
    assert (made.error, made.degrees) == (pytest.approx(2**0.5), pytest.approx(2))
    assert made.comparison.interval is not None
    assert made.comparison.interval.low == pytest.approx(-5 - 4.302653 * 2**0.5)
    assert made.comparison.others == ()
    assert made.comparison.sentence.endswith("Ingen forskel ligger inden for intervallet.")


def country(seed: int, units: int, periods: int, changed: int, after_from: int, true: float) -> dict[str, list[float]]:
    """Units with levels of their own, a year's common movement, errors that hang together and differ in size; the first ``changed`` get ``true``."""
    random = np.random.default_rng(seed)
    common = random.normal(0, 1, periods).cumsum()
    size = np.exp(random.normal(0, 0.4, units))
    out = {}
    for unit in range(units):
        error = np.empty(periods)
        error[0] = random.normal()
        for period in range(1, periods):
            error[period] = 0.5 * error[period - 1] + 0.87 * random.normal()
        points = 40 + 5 * random.normal() + common + size[unit] * error
        points[after_from:] += true * (unit < changed)
        out[f"u{unit:02}"] = points.tolist()
    return out


def test_the_same_as_a_panel_with_fixed_effects_clustered_by_unit() -> None:
    """The coefficient of changed × after with unit and period effects; the collapsed changes' HC2 error is statsmodels'."""
    panel = country(1, 12, 9, 4, 6, -3)
    names = set(sorted(panel)[:4])
    made = difference_in_differences(panel, names, 6, unit="børn")
    rows = [
        {"y": value, "unit": name, "period": period, "on": float(name in names and period >= 6)}
        for name, of in panel.items()
        for period, value in enumerate(of)
    ]
    frame = pd.DataFrame(rows)
    fit = smf.ols("y ~ C(unit) + C(period) + on", frame).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(frame["unit"])[0]}
    )
    assert made.comparison.difference == pytest.approx(float(fit.params["on"]))
    changes = np.array([one.change for one in made.units])
    design = np.column_stack([np.ones(12), [one.changed for one in made.units]]).astype(float)
    collapsed = sm.OLS(changes, design).fit(cov_type="HC2")
    assert made.error == pytest.approx(float(collapsed.bse[1]))
    assert made.error == pytest.approx(float(fit.bse["on"]), rel=0.15)


def test_swapping_by_trying_every_difference() -> None:
    """The closed form against a fine search: d is kept when more than 5 % of all choices differ as much once d is taken off."""
    random = np.random.default_rng(7)
    first, second = random.normal(1, 1, 3), random.normal(0, 1, 6)
    ends = permuted(first.tolist(), second.tolist())
    values = np.concatenate([first, second])
    every = np.array(list(combinations(range(9), 3)))

    def kept(difference: float) -> bool:
        moved = values.copy()
        moved[:3] -= difference
        sums = moved[every].sum(axis=1)
        apart = np.abs(sums / 3 - (moved.sum() - sums) / 6)
        return bool((apart >= apart[0] - 1e-12).mean() > 0.05)

    tried = [one for one in np.arange(-4, 6, 0.01) if kept(float(one))]
    assert ends is not None
    assert ends == (pytest.approx(min(tried), abs=0.011), pytest.approx(max(tried), abs=0.011))


def test_one_unit_among_many_has_the_interval_of_swapping() -> None:
    panel = country(3, 25, 8, 1, 5, -4)
    made = difference_in_differences(panel, {"u00"}, 5, unit="børn")
    assert made.error is None
    assert made.comparison.interval is not None
    assert made.comparison.interval.words == "ombytning af områderne, 25 måder"
    few = difference_in_differences(dict(list(panel.items())[:10]), {"u00"}, 5, unit="børn").comparison
    assert few.interval is None
    assert "mindst 20 måder" in few.refused


def test_a_trend_before_is_tried_and_said() -> None:
    """Before the change the one group already fell by 2 a period more than the other: −2 and a weak comparison."""
    panel = {f"u{unit}": [30.0 - 2 * period * (unit < 4) + 0.1 * ((unit * 7 + period * 3) % 5) for period in range(8)] for unit in range(10)}  # fmt: skip
    made = difference_in_differences(panel, {f"u{unit}" for unit in range(4)}, 5, unit="børn")
    assert made.trend is not None
    assert made.trend.low < -2 < made.trend.high
    assert made.trend_chance == pytest.approx(1 / 210)
    assert "De fulgtes ikke ad før ændringen, så sammenligningen er svag." in made.comparison.checks[1]
    alike = difference_in_differences(country(5, 12, 9, 4, 6, 0), {"u00", "u01", "u02", "u03"}, 6, unit="børn")
    assert "ingen sikker forskel i udviklingen før" in alike.comparison.checks[1]
    assert alike.comparison.checks[1].endswith("Prøven kan ikke vise, at de ville være fulgt ad bagefter.")


def test_units_that_all_move_alike_have_no_spread() -> None:
    assert welch([1, 1], [2, 2]) == (None, None)
    panel = {name: [1.0, 2.0] for name in "abcd"}
    made = difference_in_differences(panel, {"a", "b"}, 1, unit="børn").comparison
    assert (made.difference, made.interval) == (0, None)


@pytest.mark.parametrize(
    ("panel", "changed", "after", "words"),
    [
        ({"a": [1.0, 2.0], "b": [1.0]}, {"a"}, 1, "ikke lige mange perioder"),
        ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, {"x"}, 1, "x er ikke blandt områderne"),
        ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, {"a", "b"}, 1, "mindst ét område med ændringen og mindst ét uden"),
        ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, {"a"}, 2, "mindst én periode før ændringen"),
        ({"a": [1.0, float("nan")], "b": [1.0, 2.0]}, {"b"}, 1, "a mangler tal"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    panel: dict[str, list[float]], changed: set[str], after: int, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        difference_in_differences(panel, changed, after, unit="børn")


def test_per_cent_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="ingen procent at regne"):
        difference_in_differences({"a": [0.0, 1.0], "b": [1.0, 1.0]}, {"a"}, 1, unit="børn", scale="per_cent")


def test_many_choices_are_drawn_and_the_same_each_time() -> None:
    random = np.random.default_rng(4)
    first, second = random.normal(0, 1, 8).tolist(), random.normal(0, 1, 30).tolist()
    assert permuted(first, second) == permuted(first, second)
    low, high = permuted(first, second) or (0.0, 0.0)
    wide = 2 * 2.03 * (1 / 8 + 1 / 30) ** 0.5
    assert high - low == pytest.approx(wide, rel=0.25)
    assert 0 < chance(first, second) <= 1


def coverage(units: int, changed: int, draws: int, seed: int) -> float:
    inside = 0
    for draw in range(draws):
        panel = country(seed + draw, units, 10, changed, 6, -2.5)
        made = difference_in_differences(panel, set(sorted(panel)[:changed]), 6, unit="børn").comparison
        assert made.interval is not None
        inside += made.interval.low <= -2.5 <= made.interval.high
    return inside / draws


@pytest.mark.parametrize(("units", "changed"), [(12, 4), (25, 1)])
def test_the_interval_holds_in_a_country_with_a_known_difference(units: int, changed: int) -> None:
    assert 0.91 <= coverage(units, changed, 300, seed=1_000) <= 0.985


@pytest.mark.soak
@pytest.mark.parametrize(("units", "changed"), [(6, 2), (12, 4), (30, 10), (21, 1), (40, 1), (98, 3)])
def test_the_interval_holds_long(units: int, changed: int) -> None:
    assert 0.93 <= coverage(units, changed, 2_000, seed=50_000) <= 0.985
