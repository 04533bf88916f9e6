"""The drawing itself: the same on any number of threads, and with the exact mean and spread where they can be worked out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.forecast.known_frames import Course, known

from trinvis.calculations.forecast.arrivals import DELAYS, Arrivals
from trinvis.calculations.forecast.donors import Donors
from trinvis.calculations.forecast.drawing import corrected, drawn_places
from trinvis.calculations.forecast.final_stops import EARLIEST, FinalStops
from trinvis.calculations.forecast.fitted import Fitted, fitted
from trinvis.calculations.forecast.known import Known
from trinvis.calculations.forecast.prepared import Running
from trinvis.calculations.forecast.refund_drawn import refund_draws
from trinvis.calculations.forecast.simulate import DRAWN, Model, simulate
from trinvis.demo.processes import drawn as process

DRAWS = 200_000
NOBODY = Donors(
    np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
)  # fmt: skip

MIXED = (
    *(Course(n, "2025-01-01", kr=100 * n, area="ab"[n % 2]) for n in range(1, 9)),  # open
    Course(11, "2025-01-01", {202401: "2026-08-20"}, kr=900, area="a"),
    Course(12, "2025-06-01", {202401: "2026-11-30"}, kr=1500, area="b"),
    Course(13, "2025-01-01", {202401: None, 202605: "2026-09-10"}, kr=700, area="b"),  # decided
    Course(14, "2025-01-01", kr=2000, birth="2008-09-15", area="a"),  # 18 in September
    Course(15, "2026-08-01", kr=1200, granted=0, probability=4000, area="a"),
    Course(16, "2026-05-01", kr=800, granted=0, probability=7500, area="b"),
    # what the chances are learnt from
    *(Course(20 + n, "2024-06-01", {202401: None, 202500 + n: f"2025-{n:02d}-15"}, area="a") for n in range(1, 12)),
    *(Course(40 + n, "2024-06-01", {202401: f"2025-{n:02d}-15", 202500 + n - 1: "2026-02-15"}, area="b") for n in range(3, 9)),
)  # fmt: skip


def mixed() -> Known:
    return known(MIXED, by_grant=("a", "b"), frames={"a": 1, "b": 1})


def fixed_at_their_mean(found: Fitted) -> Model:
    """One set of parameters, the mean of all; prices as they are, and nobody new."""
    model = found.model
    stops = FinalStops(
        model.stops.months,
        model.stops.open.mean(axis=1, keepdims=True),
        model.stops.known.mean(axis=3, keepdims=True),
    )
    mean = {name: getattr(model.durations, name).mean(axis=0, keepdims=True) for name in _PARAMETERS}
    return replace(
        model,
        durations=replace(model.durations, **mean),
        stops=stops,
        prices=np.ones(1),
        hits=model.hits.mean(axis=0, keepdims=True),
        donors=NOBODY,
    )


_PARAMETERS = ("open", "offsets", "longer", "shorter", "lengths", "birthday", "past_birthday")


def exact(model: Model, running: Running) -> tuple[float, float]:
    """Mean and variance of what the known grants cost beyond what is registered, each grant for itself.

    The chance of a final stop is in proportion to that of its state and to that of the invoices that have come.
    """
    mean = variance = 0.0
    for row in range(len(running.grant_id)):
        if running.state[row] >= 0:
            chances = model.stops.open[running.state[row], 0].astype(float)
        else:
            kind, state, place = running.known[row]
            chances = model.stops.known[kind, state, place - EARLIEST, 0].astype(float)
        chances = chances * running.invoiced[row]
        weight = chances.sum()
        chances /= weight
        if last := running.birthday[row]:
            share = model.durations.birthday[0, running.kind[row]]
            cut = np.zeros_like(chances)
            np.add.at(cut, np.minimum(np.arange(len(chances)), last - EARLIEST), chances)
            chances = (1 - share) * chances + share * cut
        if (since := running.past[row]) >= 0:
            last = -EARLIEST - since
            share = model.durations.past_birthday[0, running.kind[row], since] * running.invoiced[row, last]
            share /= share + (1 - model.durations.past_birthday[0, running.kind[row], since]) * weight
            cut = np.zeros_like(chances)
            np.add.at(cut, np.minimum(np.arange(len(chances)), last), chances)
            chances = (1 - share) * chances + share * cut
        cost = running.cost[row]
        comes = 1.0
        if running.chance[row] < 1:
            comes = float(corrected(running.chance[row], model.hits[0, running.begun[row]]))
        first = comes * float(chances @ cost.mean(axis=-1))
        second = comes * float(chances @ (cost**2).mean(axis=-1))
        mean += first - (running.committed[row] if running.chance[row] >= 1 else 0)
        variance += second - first**2
    return mean, variance


def test_the_noise_of_independent_grants_is_exact() -> None:
    """Parameters fixed, nobody new: mean and variance are sums over grants of chance × cost. Mean within three standard
    errors, standard deviation within 1 per cent."""
    found = fitted(mixed(), seed=1, sets=50)
    model = fixed_at_their_mean(found)
    made = simulate(model, found.running, None, draws=DRAWS, seed=2)
    total = sum(made[part].sum(axis=0) for part in DRAWN)
    mean, variance = exact(model, found.running)
    assert len(found.running.grant_id) == 14
    assert variance > 0
    assert abs(total.mean() - mean) < 3 * (variance / DRAWS) ** 0.5
    assert total.std() == pytest.approx(variance**0.5, rel=0.01)
    assert not made["new"].any()
    assert not made["prices"].any()


def test_parameters_drawn_make_it_wider_than_their_mean() -> None:
    found = fitted(mixed(), seed=1, sets=400)
    model = replace(found.model, donors=NOBODY, prices=np.ones(400))
    made = simulate(model, found.running, None, draws=40_000, seed=3)
    drawn = sum(made[part].sum(axis=0) for part in DRAWN)
    _, variance = exact(fixed_at_their_mean(found), found.running)
    assert drawn.var() > 1.02 * variance


def test_nothing_moves_when_nothing_can() -> None:
    """No hazards, no moves, prices as they are: every draw is what is registered."""
    base = known(
        [course for course in MIXED if course.granted is None and course.birth != "2008-09-15"], by_grant=("a", "b")
    )
    found = fitted(base, seed=1, sets=5)
    stay = np.zeros_like(found.model.stops.known)
    for place in range(stay.shape[2]):
        stay[:, :, place, :, min(place, stay.shape[-1] - 1)] = 1
    never = np.zeros_like(found.model.stops.open)
    never[..., -1] = 1
    model = replace(
        found.model, stops=FinalStops(found.model.stops.months, never, stay), prices=np.ones(5), donors=NOBODY
    )
    made = simulate(model, found.running, None, draws=50, seed=4)
    for part in DRAWN:
        assert made[part] == pytest.approx(0, abs=1e-6), part


@pytest.fixture(scope="module")
def small() -> tuple[Known, Fitted]:
    base = process("small", 3).known(202605)
    return base, fitted(base, seed=5, sets=10)


@pytest.mark.parametrize("threads", [2, 5])
def test_the_number_of_threads_changes_nothing(small: tuple[Known, Fitted], threads: int) -> None:
    base, found = small
    refund = refund_draws(base, found.running, found.model.horizon)
    one, other = (
        simulate(found.model, found.running, refund, draws=400, seed=6, threads=number) for number in (1, threads)
    )
    assert set(one) == {*DRAWN, "refund", "paths"}
    for part, values in one.items():
        assert np.array_equal(values, other[part]), part


def test_another_seed_gives_other_draws(small: tuple[Known, Fitted]) -> None:
    _, found = small
    one, other = (simulate(found.model, found.running, None, draws=100, seed=seed) for seed in (7, 8))
    assert not np.array_equal(one["ends"], other["ends"])


def test_draws_are_rounded_up_to_whole_sets(small: tuple[Known, Fitted]) -> None:
    _, found = small
    assert simulate(found.model, found.running, None, draws=101, seed=9)["ends"].shape[1] == 110


def test_places_are_drawn_with_their_chances() -> None:
    chances = np.array([[0.2, 0.0, 0.5, 0.3], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float32)
    found = drawn_places(chances, 300_000, np.random.default_rng(10))
    shares = np.stack([(found == place).mean(axis=1) for place in range(4)], axis=1)
    assert shares == pytest.approx(chances, abs=0.004)
    assert (shares[chances == 0] == 0).all()


def newcomers(as_of: int, *, seen_late: int = 0, level: float = 2.0, sets: int = 400) -> tuple[Model, Running]:
    """Nobody known, and ``level`` new grants a month of 1,000 kr. a day that never stop; a quarter are moves.

    Those that began in the newest ``seen_late`` months are not seen yet.
    """
    found = fitted(known([Course(1, "2020-01-01", {202401: "2024-01-31"}, kr=1000)], as_of=as_of), seed=1, sets=sets)
    unseen = np.zeros((sets, 1, DELAYS[1] - DELAYS[0] + 1))
    unseen[..., : -DELAYS[0] + seen_late] = 1  # and all that lie ahead
    never = np.zeros_like(found.model.stops.open)
    never[..., -1] = 1
    model = replace(
        found.model,
        arrivals=Arrivals(np.full((sets, 1), level), np.ones(12), unseen, np.zeros(sets), np.ones(sets)),
        stops=replace(found.model.stops, open=never),
        donors=replace(found.model.donors, planned=np.full(1, np.inf), to_birthday=np.full(1, np.inf)),
        moved=np.array([0.25]),
        prices=np.ones(sets),
    )
    assert len(found.running.grant_id) == 0
    return model, found.running


def test_newcomers_are_a_compound_poisson_process() -> None:
    """Two a month from July to December, on a day drawn evenly: mean 2 · 1,000 · Σ (half the month + the rest of the year),
    variance 2 · 1,000² · Σ E (days)²; a quarter of them are moves."""
    model, running = newcomers(202606)
    made = simulate(model, running, None, draws=80_000, seed=11)
    total = (made["new"] + made["moves"])[0] / 100
    days = np.array([31, 31, 30, 31, 30, 31.0])
    rest = days.sum() - np.cumsum(days)
    mean = 2 * 1000 * (days / 2 + rest).sum()
    variance = 2 * 1000**2 * (days**2 / 3 + days * rest + rest**2).sum()
    assert total.mean() == pytest.approx(mean, rel=0.01)
    assert total.std() == pytest.approx(variance**0.5, rel=0.03)
    assert made["moves"].mean() / 100 == pytest.approx(mean / 4, rel=0.03)
    assert not made["late_grants"].any()


def test_grants_not_registered_yet_cost_from_their_start() -> None:
    """Two that began in June and are not seen: half of June and the rest of the year."""
    model, running = newcomers(202606, seen_late=1)
    late = simulate(model, running, None, draws=80_000, seed=12)["late_grants"][0] / 100
    assert late.mean() == pytest.approx(2 * 1000 * (15 + 184), rel=0.01)


def test_a_grant_from_before_new_year_costs_the_year_and_no_more() -> None:
    """Two that began in December and are not seen: the 365 days of the year ahead."""
    model, running = newcomers(202512, seen_late=1)
    late = simulate(model, running, None, draws=80_000, seed=13)["late_grants"][0] / 100
    assert late.mean() == pytest.approx(2 * 1000 * 365, rel=0.01)


def test_grants_from_before_new_year_cost_from_new_year() -> None:
    """As of January, four from November and December cost the whole year, and two half of January and the rest of it."""
    model, running = newcomers(202601, seen_late=3)
    late = simulate(model, running, None, draws=80_000, seed=15)["late_grants"][0] / 100
    assert late.mean() == pytest.approx(1000 * (4 * 365 + 2 * (15.5 + 334)), rel=0.01)


def test_a_missing_invoice_makes_an_earlier_stop_likelier() -> None:
    """Ten open grants of 100 kr. a day, each with a chance of 0.2 to have stopped in May. One lacks its invoice for June,
    0.1 of all: 0.2 · 1 against 0.8 · 0.1, so five of seven; then its 3,000 kr. for June and 18,400 do not come.

    The nine that are paid for in June have not stopped.
    """
    base = known([Course(n, "2025-01-01") for n in range(10)], missing=[(3, "pleje", 202606, 3_000)])
    found = fitted(base, seed=1, sets=2)
    stops = np.zeros_like(found.model.stops.open)
    stops[..., -1 - EARLIEST], stops[..., -1] = 0.2, 0.8
    model = replace(found.model, stops=replace(found.model.stops, open=stops), prices=np.ones(2), donors=NOBODY)
    ends = simulate(model, found.running, None, draws=DRAWS, seed=16)["ends"][0] / 100
    assert set(np.unique(ends.round())) == {-21_400, 0}
    assert (ends < -1).mean() == pytest.approx(5 / 7, abs=0.004)


def test_dearer_prices_are_a_part_of_their_own() -> None:
    """Five per cent on what is to come in open months, not on invoices missing for closed ones."""
    base = known([Course(1, "2025-01-01", kr=1000)], missing=[(1, "pleje", 202606, 30_000)])
    found = fitted(base, seed=1, sets=2)
    never = np.zeros_like(found.model.stops.open)
    never[..., -1] = 1
    model = replace(found.model, stops=replace(found.model.stops, open=never), prices=np.full(2, 1.05), donors=NOBODY)
    made = simulate(model, found.running, None, draws=10, seed=14)
    assert made["prices"] / 100 == pytest.approx(0.05 * 184_000)
