"""How many grants start, how many of them are not registered yet, and when a season or a new level is believed."""

from __future__ import annotations

import numpy as np
import pytest
from tests.forecast.known_frames import Course, known

from trinvis.calculations.forecast.arrivals import (
    DELAYS,
    LATE_STARTS,
    Arrivals,
    Starts,
    arrivals,
    starts,
)
from trinvis.calculations.forecast.dispersion import dispersion, drawn_counts
from trinvis.calculations.forecast.donors import donors
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.moves import Sources
from trinvis.calculations.forecast.prepared import first_seen

HORIZON = Horizon(202606, 202612)


def found(rows: list[tuple[int, int, int]], *, kind: int = 0, first: int = -60) -> Starts:
    """Starts out of (place of the start, delay until first seen, number)."""
    start = np.concatenate([np.full(number, at) for at, _, number in rows])
    delay = np.concatenate([np.full(number, late) for _, late, number in rows])
    return Starts(np.full(len(start), kind), start, start + delay, first, np.zeros(len(start), dtype=bool))


def steady(begun: Starts, kinds: int) -> Sources:
    """As many children at risk in every month, so that a level is starts a month."""
    return Sources((0,), np.ones((kinds, 1)), np.ones((kinds, len(begun.months))))


def of_kinds(begun: Starts, kinds: int, sets: int, seed: int) -> Arrivals:
    return arrivals(begun, kinds, HORIZON, steady(begun, kinds), sets, np.random.default_rng(seed))


def fitted(rows: list[tuple[int, int, int]], *, sets: int = 400, seed: int = 1, **how: int) -> Arrivals:
    return of_kinds(found(rows, **how), 1, sets, seed)


def unseen_after(model: Arrivals, delay: int) -> float:
    """Mean chance of being first seen later than ``delay`` months after the start."""
    return float(model.unseen[:, 0, delay - DELAYS[0]].mean())


@pytest.mark.parametrize("spread", [0.3, 0.5, 0.8, 1.0, 1.5, 3.0])
@pytest.mark.parametrize("mean", [2.0, 20.0])
def test_numbers_have_their_mean_and_their_dispersion(spread: float, mean: float) -> None:
    """200,000 draws: the mean within 1 %, variance over mean as asked for (a whole number of trials adds a little)."""
    drawn = drawn_counts(np.array([[mean]]), 0.0, spread, 200_000, np.random.default_rng(2))[0, 0]
    assert drawn.mean() == pytest.approx(mean, rel=0.01)
    rounding = (1 - spread) ** 2 / 4 / mean if spread < 1 else 0
    assert spread * 0.97 < drawn.var() / drawn.mean() < spread * 1.03 + rounding


def test_a_common_month_moves_all_kinds_together() -> None:
    """Kinds with means 10 and 30, factor variance 0.04: covariance 0.04 · 10 · 30 = 12, variances 10 + 4 and 30 + 36."""
    drawn = drawn_counts(np.array([[10.0], [30.0]]), 0.04, 1.0, 400_000, np.random.default_rng(3))[:, 0]
    assert np.cov(drawn) == pytest.approx(np.array([[14, 12], [12, 66]]), rel=0.03)


def test_nothing_expected_gives_nothing() -> None:
    for spread in (0.5, 1.0, 2.0):
        assert drawn_counts(np.zeros((2, 3)), 0.1, spread, 50, np.random.default_rng(4)).max() == 0


def test_the_share_not_seen_yet_is_the_triangle_of_delays() -> None:
    """Reports by month of start and delay, the newest months not ripe; weights so great that no prior shows.

        start    0     1     2
        −12    15000  5000  5000
        −3      1000   500   500
        −2      2000  1000  1000
        −1      3000  2000     .
        0       4000     .     .

    Of those seen by delay 2 at delay 2: 6500 / 30500; by delay 1 at delay 1: 8500 / 29500.
    """
    rows = [(-12, 0, 15000), (-12, 1, 5000), (-12, 2, 5000), (-3, 0, 1000), (-3, 1, 500), (-3, 2, 500)]
    rows += [(-2, 0, 2000), (-2, 1, 1000), (-2, 2, 1000), (-1, 0, 3000), (-1, 1, 2000), (0, 0, 4000)]
    model = fitted(rows)
    of_2, of_1 = 6500 / 30500, 8500 / 29500
    assert unseen_after(model, 2) == pytest.approx(0, abs=0.003)
    assert unseen_after(model, 1) == pytest.approx(of_2, abs=0.005)
    assert unseen_after(model, 0) == pytest.approx(1 - (1 - of_2) * (1 - of_1), abs=0.005)
    assert unseen_after(model, -1) == pytest.approx(1, abs=0.005)


def test_what_is_announced_ahead_is_not_expected_again() -> None:
    """A quarter is seen two months before its start, the rest in its month."""
    model = fitted([(at, late, n) for at in range(-30, 1) for late, n in ((-2, 25), (0, 75))])
    assert unseen_after(model, -3) == pytest.approx(1, abs=0.01)
    assert [unseen_after(model, delay) for delay in (-2, -1)] == pytest.approx([0.75, 0.75], abs=0.02)
    assert unseen_after(model, 0) == pytest.approx(0, abs=0.01)


def test_a_kind_with_few_starts_leans_on_those_like_it() -> None:
    """Many of two kinds: one expected two months ahead, the other seen a month late. One start each of two further kinds: the
    expected one is as good as always seen ahead, the other as good as never in its month."""
    many = [at for at in range(-40, 0) for _ in range(50)]
    start = np.array([*many, *many, -20, -20])
    kind = np.repeat([0, 1, 2, 3], [len(many), len(many), 1, 1])
    ahead = (kind == 0) | (kind == 2)
    begun = Starts(kind, start, start + np.where(ahead, -2, 1), -60, ahead)
    unseen = of_kinds(begun, 4, 400, 8).unseen.mean(axis=0)
    assert unseen[2, -2 - DELAYS[0] :] == pytest.approx(0, abs=0.02)
    assert unseen[3, : 1 - DELAYS[0]] == pytest.approx(1, abs=0.02)


def test_what_the_first_snapshot_showed_tells_of_no_delay() -> None:
    """The snapshots begin in month −10: all that started before were seen there, ever so late, and tell nothing."""
    late = [(at, -10 - at, 100) for at in range(-40, -9)]
    at_once = [(at, 0, 100) for at in range(-9, 1)]
    assert unseen_after(fitted([*late, *at_once], first=-10), 0) < 0.05


def test_expected_is_the_level_of_what_is_not_seen() -> None:
    """100 a month, 40 of them seen a month late: all of a month ahead, 40 of the newest, none of those before."""
    model = fitted([(at, late, n) for at in range(-47, 1) for late, n in ((0, 60), (1, 40)) if at + late <= 0])
    expected = model.expected(HORIZON)
    assert expected.shape == (400, 1, LATE_STARTS + HORIZON.months)
    of_month = expected.mean(axis=0)[0]
    assert of_month[LATE_STARTS:] == pytest.approx([100] * 6, rel=0.05)
    assert of_month[LATE_STARTS - 1] == pytest.approx(40, rel=0.1)
    assert of_month[: LATE_STARTS - 1] == pytest.approx([0] * (LATE_STARTS - 1), abs=1)


def test_what_is_not_seen_yet_does_not_lower_the_level() -> None:
    """Half of the starts are seen three months late: the newest months look thin, the level stays 20."""
    rows = [(at, late, 10) for at in range(-47, 1) for late in (0, 3) if at + late <= 0]
    assert float(fitted(rows).level.mean()) == pytest.approx(20, rel=0.08)


def test_a_level_that_has_shifted_is_followed() -> None:
    """Ten a month for three years, then 20: nearer 20. Ten all the time: 10."""
    even = [(at, 0, 10) for at in range(-47, 1)]
    shifted = [(at, 0, 10 if at < -11 else 20) for at in range(-47, 1)]
    fallen = [(at, 0, 10 if at < -11 else 4) for at in range(-47, 1)]
    assert float(fitted(even).level.mean()) == pytest.approx(10, rel=0.05)
    assert 17 < float(fitted(shifted).level.mean()) < 21
    assert 3.5 < float(fitted(fallen).level.mean()) < 5.5


def test_starts_from_a_step_follow_the_children_on_it() -> None:
    """Ten a month for three years while half as many children were at risk as now, and 20 in the newest twelve: 20 now."""
    begun = found([(at, 0, 10 if at < -11 else 20) for at in range(-47, 1)])
    risk = Sources((0,), np.ones((1, 1)), np.array([[0.5] * 36 + [1.0] * 12]))
    model = arrivals(begun, 1, HORIZON, risk, 2000, np.random.default_rng(7))
    assert float(model.level.mean()) == pytest.approx(20, rel=0.02)
    # not taken for a shift: all 48 months count, so it is surer than by the newest year alone
    alone = fitted([(at, 0, 20) for at in range(-11, 1)], first=-11, sets=2000)
    assert float(model.level.std()) < 0.9 * float(alone.level.std())


def test_the_level_is_surer_the_more_there_were() -> None:
    """Relative standard deviation of the level about 1 / √n."""
    few, many = (fitted([(at, 0, n) for at in range(-47, 1)], sets=4000).level[:, 0] for n in (1, 100))
    assert 6 < (few.std() / few.mean()) / (many.std() / many.mean()) < 14


def noise(seed: int, by_month: np.ndarray) -> list[tuple[int, int, int]]:
    """Poisson starts, seen at once; ``by_month``: mean by month of the year (January first)."""
    rng = np.random.default_rng(seed)
    return [(at, 0, int(rng.poisson(by_month[(at + 5) % 12]))) for at in range(-47, 1)]


def test_hardly_a_season_in_mere_chance() -> None:
    """Most drawings have none, and what chance gives the others is small."""
    found = np.array([fitted(noise(seed, np.full(12, 10.0)), sets=2).season for seed in range(100)])
    assert (found == 1).all(axis=1).sum() > 50
    assert np.abs(found - 1).mean() < 0.02


def test_months_that_all_move_together_are_no_season() -> None:
    """A factor common to all starts of a month, drawn anew each month: three times what Poisson numbers would vary."""
    found = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        gusts = [(at, 0, int(rng.poisson(30 * rng.gamma(6, 1 / 6)))) for at in range(-47, 1)]
        found.append(fitted(gusts, sets=2).season)
    assert np.abs(np.array(found) - 1).mean() < 0.06


def test_a_strong_season_is_found() -> None:
    """August twice as many, July a third: found in every drawing, in the right months, and the year's mean is kept;
    shrunk a little."""
    by_month = np.full(12, 10.0)
    by_month[6], by_month[7] = 3.3, 20.0
    for seed in range(10):
        season = fitted(noise(seed, by_month), sets=2).season
        assert season.argmax() == 7
        assert season.argmin() == 6
        assert season[7] > 1.4
        assert season[6] < 0.75
        assert season.mean() == pytest.approx(1)


def test_a_season_falls_on_its_months_in_the_forecast() -> None:
    by_month = np.full(12, 10.0)
    by_month[7] = 30.0
    ahead = fitted(noise(1, by_month)).expected(HORIZON).mean(axis=0)[0, LATE_STARTS:]
    assert ahead.argmax() == 1  # July, August
    assert ahead[1] > 1.8 * ahead[[0, 2, 3, 4, 5]].max()


def spread_and_shock(counts: np.ndarray) -> tuple[float, float]:
    """Of [kinds, months] numbers, all seen: a kind's variance over its mean, and the variance of a month's common factor."""
    shock, spread = dispersion(
        counts.astype(float), np.ones(counts.shape), np.ones(counts.shape[1]), 400, np.random.default_rng(8)
    )
    return float(spread.mean()), float(shock.mean())


def test_starts_that_come_evenly_are_seen_to_do_so_over_half_a_year() -> None:
    """One every 1 / rate months, from a place of its own: month by month of some kinds like Poisson, over half a year not."""
    rng = np.random.default_rng(9)
    rates = np.array([0.3, 0.5, 0.9, 1.3, 2.2, 4.1, 7.7])
    offset = rng.random(len(rates))
    until = np.floor(np.arange(49)[None, :] * rates[:, None] + offset[:, None])
    spread, shock = spread_and_shock(np.diff(until, axis=1))
    assert spread < 0.35
    assert shock < 0.02


def test_poisson_starts_have_a_spread_of_one_and_no_gusts() -> None:
    found = [spread_and_shock(np.random.default_rng(seed).poisson(2.5, (12, 48))) for seed in range(40)]
    spread, shock = np.mean(found, axis=0)
    assert 0.9 < spread < 1.1
    assert shock < 0.02


def test_gusts_that_all_kinds_share_are_found() -> None:
    """A gamma factor of variance 1/6 a month on Poisson numbers of twelve kinds."""
    found = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        found.append(spread_and_shock(rng.poisson(2.5 * rng.gamma(6, 1 / 6, (1, 48)) * np.ones((12, 1)))))
    spread, shock = np.mean(found, axis=0)
    assert 0.8 < spread < 1.2
    assert 0.12 < shock < 0.21


def test_gusts_make_the_level_less_sure() -> None:
    even, gusts = [], []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        calm = rng.poisson(30, 48)
        even.append(fitted([(at, 0, int(n)) for at, n in zip(range(-47, 1), calm, strict=True)]).level.std())
        torn = rng.poisson(5 * rng.gamma(6, 1 / 6, (1, 48)) * np.ones((6, 1)))
        start = np.repeat(np.tile(np.arange(-47, 1), 6), torn.reshape(-1))
        kind = np.repeat(np.repeat(np.arange(6), 48), torn.reshape(-1))
        gusty = Starts(kind, start, start, -60, np.zeros(len(start), dtype=bool))
        gusts.append(of_kinds(gusty, 6, 400, 1).level.sum(axis=1).std())
    assert np.mean(gusts) > 1.4 * np.mean(even)


def test_nothing_seen_expects_nothing() -> None:
    none = np.zeros(0, dtype=np.int64)
    for kinds in (1, 3):
        model = of_kinds(Starts(none, none, none, -29, none.astype(bool)), kinds, 200, 5)
        expected = model.expected(HORIZON)
        assert np.isfinite(expected).all()
        assert expected.mean() < 0.01
        assert np.isfinite(model.shock).all()
        assert np.isfinite(model.spread).all()


def test_a_kind_without_starts_expects_hardly_any() -> None:
    some = found([(at, 0, 10) for at in range(-47, 1)])
    model = of_kinds(some, 2, 500, 6)
    assert model.level[:, 0].mean() == pytest.approx(10, rel=0.05)
    assert model.level[:, 1].mean() < 1


def test_starts_are_read_from_the_first_snapshot_that_shows_a_grant() -> None:
    """Seen in its month, two months late, a month ahead; the last day of a month is that month's."""
    courses = [
        Course(1, "2026-03-20", first=202603),
        Course(2, "2026-03-01", first=202605),
        Course(3, "2026-05-31", first=202604),
        Course(4, "2026-07-01", first=202606),
        Course(5, "2026-06-01", first=202604, granted=202606),  # expected first
    ]
    first = first_seen(known(courses, first=202601)).sort("grant_id")
    got = starts(first, ("foster",), HORIZON)
    assert got.start.tolist() == [-3, -3, -1, 1, 0]
    assert got.first_seen.tolist() == [-3, -1, -2, 0, -2]
    assert got.announced.tolist() == [False, False, False, False, True]
    assert got.first_snapshot == -3


def test_donors_are_granted_priced_and_of_their_kind() -> None:
    courses = [
        Course(1, "2025-01-01", {202401: "2025-12-31"}, kind="foster", kr=500, birth="2007-01-01"),
        Course(2, "2026-01-01", kind="residence", kr=0),  # paid once
        Course(3, "2026-02-01", kind="residence", kr=900, birth=None, area="andet"),
    ]
    base = known(courses, by_grant=("andet", "pleje"))
    got = donors(first_seen(base), ("foster", "residence", "secure"), ("andet", "pleje"))
    assert got.first.tolist() == [0, 1, 2, 2]
    assert got.day_oere.tolist() == [50_000, 90_000]
    assert got.area.tolist() == [1, 0]
    assert got.age.tolist() == [2, 1]  # 18 at the start; unknown counts in the middle
    assert got.to_birthday.tolist() == [np.inf, np.inf]  # just passed, and unknown
    assert got.planned[0] == pytest.approx(364 / (365.25 / 12))
    assert got.planned[1] == np.inf
