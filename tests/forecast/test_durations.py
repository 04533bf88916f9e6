"""How long grants last: what is learnt from few cases and many, against Kaplan-Meier, and how sure it is of itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from trinvis.calculations.commitments.calendar import months as calendar_months
from trinvis.calculations.forecast.courses_seen import BANDS, DUE, PLAN_BANDS, Counts, counts
from trinvis.calculations.forecast.durations import DECIDED, PLANNED, durations
from trinvis.calculations.forecast.final_stops import EARLIEST, LATE, STATES, final_stops
from trinvis.calculations.forecast.known import seen_types
from trinvis.calculations.statistics.life_table import kaplan_meier

NEW = np.array([[0, 0, 0]], dtype=np.int64)


def planned(*rows: tuple[str, bool, int, int, int, int, int]) -> Counts:
    names = ["kind", "decided", "plan_band", "due", "exposure", "longer", "shorter"]
    found = pl.DataFrame(rows, schema=names, orient="row")
    return Counts(NOTHING.open, NOTHING.offsets, found, NOTHING.lengths, NOTHING.birthdays, NOTHING.past_birthday)


def test_a_kind_that_is_never_shortened_at_first_lasts_longer_as_new() -> None:
    """In the first half year none of 400, then 40 of 400: the bands weigh 0 / 400 and 40 / 400 against the 40 / 800 of the
    kind, which weighs 8: 0.4 / 408 and 40.4 / 408, and 0.05 of the band that nobody was seen in.

    Planned for month 8: a new one has run 6 months when a stop may come earlier, which then is two months off: never at 0.1.
    One of 12 months has six months in which it may: 0.9⁶ of them reach month 8, and a little more for what is prolonged.
    """
    nearer = [("foster", False, band, due, 400, 0, 0) for band in (0, 1, 2) for due in (1, 2)]
    found = planned(*nearer, ("foster", False, 0, 3, 400, 0, 0), ("foster", False, 1, 3, 400, 0, 40))
    model = durations(found, ("foster",), 4000, np.random.default_rng(11))
    mean = model.shorter.mean(axis=0)[0, list(PLANNED), DUE - 1]
    assert mean == pytest.approx([0.4 / 408, 40.4 / 408, 0.05], rel=0.05)
    stops = final_stops(model, 12, NEW).known[0, :, 8 - EARLIEST].mean(axis=1)
    before = stops[:, : 8 - EARLIEST].sum(axis=1)
    assert before[0] < 0.01
    assert before[3] == pytest.approx(1 - (1 - 40.4 / 408) ** 6, abs=0.03)
    assert before[2] == pytest.approx(1 - (1 - 40.4 / 408) ** 3, abs=0.03)  # 3 months in: three months of six left


def test_a_decided_stop_tells_nothing_of_planned_ones() -> None:
    found = planned(("foster", True, 0, 3, 4000, 0, 2000), ("foster", False, 0, 3, 4000, 0, 0))
    mean = durations(found, ("foster",), 2000, np.random.default_rng(12)).shorter.mean(axis=0)[0, :, DUE - 1]
    assert mean[DECIDED] == pytest.approx(0.5, abs=0.01)
    assert mean[list(PLANNED)].max() < 0.01


def drawn_counts_of(seed: int) -> Counts:
    """Random counts of three kinds, some with hardly any."""
    rng = np.random.default_rng(seed)
    sizes = {"foster": 400, "residence": 40, "secure": 2}
    cells = [(kind, age, band, size) for kind, size in sizes.items() for age in range(3) for band in range(6)]
    exposure = [int(rng.poisson(size / 4)) for *_, size in cells]
    shown = [
        (kind, decided, band, due, size)
        for kind, size in sizes.items()
        for decided in (False, True)
        for band in range(len(PLAN_BANDS))
        for due in (1, 2, 3)
    ]
    planned = [
        (kind, decided, band, due, n, a, min(b, n - a))
        for kind, decided, band, due, size in shown
        for n in [int(rng.poisson(size / 9))]
        for a, b in [(int(rng.binomial(n, 0.3)), int(rng.binomial(n, 0.05)))]
    ]
    places = [
        (kind, int(offset), int(rng.poisson(size / 8))) for kind, size in sizes.items() for offset in range(-3, 5)
    ]
    return Counts(
        open=pl.DataFrame(
            [(k, a, b, n, int(rng.binomial(n, 0.05))) for (k, a, b, _), n in zip(cells, exposure, strict=True)],
            schema=["kind", "age", "band", "exposure", "stops"],
            orient="row",
        ),
        offsets=pl.DataFrame(places, schema=["kind", "offset", "number"], orient="row"),
        planned=pl.DataFrame(
            planned, schema=["kind", "decided", "plan_band", "due", "exposure", "longer", "shorter"], orient="row"
        ),
        lengths=pl.DataFrame(
            [*((k, o + 4, n) for k, o, n in places), ("foster", None, 9)],
            schema=["kind", "offset", "number"],
            orient="row",
        ),
        birthdays=pl.DataFrame(
            [("foster", 12, 7), ("residence", 3, 3)], schema=["kind", "turned", "stopped"], orient="row"
        ),
        past_birthday=pl.DataFrame(
            [("foster", 0, 9, 4), ("foster", 2, 5, 0), ("residence", 1, 1, 1)],
            schema=["kind", "since", "running", "stopped"],
            orient="row",
        ),
    )


NOTHING = Counts(
    open=pl.DataFrame(
        schema={"kind": pl.String, "age": pl.Int64, "band": pl.Int64, "exposure": pl.UInt32, "stops": pl.UInt32}
    ),
    offsets=pl.DataFrame(schema={"kind": pl.String, "offset": pl.Int64, "number": pl.UInt32}),
    planned=pl.DataFrame(
        schema={
            "kind": pl.String,
            "decided": pl.Boolean,
            "plan_band": pl.Int64,
            "due": pl.Int64,
            "exposure": pl.UInt32,
            "longer": pl.UInt32,
            "shorter": pl.UInt32,
        }
    ),
    lengths=pl.DataFrame(schema={"kind": pl.String, "offset": pl.Int64, "number": pl.UInt32}),
    birthdays=pl.DataFrame(schema={"kind": pl.String, "turned": pl.UInt32, "stopped": pl.UInt32}),
    past_birthday=pl.DataFrame(
        schema={"kind": pl.String, "since": pl.Int64, "running": pl.UInt32, "stopped": pl.UInt32}
    ),
)
KINDS = ("foster", "residence", "secure")
NOW = np.array([[kind, age, since] for kind in range(3) for age in range(3) for since in (-3, 0, 5, 72)])


every_history = pytest.mark.parametrize(
    "found", [drawn_counts_of(1), drawn_counts_of(2), NOTHING], ids=["many", "other", "none"]
)


@pytest.mark.parametrize("months", [0, 1, 6, 12, 13])
@every_history
def test_every_grant_stops_somewhere(found: Counts, months: int) -> None:
    """The chances of the final month add up to 1 for every class and state and every set of parameters."""
    stops = final_stops(durations(found, KINDS, 20, np.random.default_rng(3)), months, NOW)
    assert stops.open.shape == (len(NOW), 20, stops.later + 1)
    assert stops.known.shape == (3, STATES, months + LATE + 2 - EARLIEST, 20, stops.later + 1)
    for chances in (stops.open, stops.known):
        assert np.isfinite(chances).all()
        assert float(chances.min()) >= 0
        assert chances.sum(axis=-1) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("found", [drawn_counts_of(4), NOTHING], ids=["many", "none"])
def test_every_parameter_is_a_chance(found: Counts) -> None:
    model = durations(found, KINDS, 200, np.random.default_rng(5))
    every = (model.open, model.longer, model.shorter, model.birthday, model.past_birthday, model.offsets, model.lengths)
    for chances in every:
        assert np.isfinite(chances).all()
        assert ((chances >= 0) & (chances <= 1)).all()
    assert model.offsets.sum(axis=-1) == pytest.approx(1)
    assert model.lengths.sum(axis=-1) == pytest.approx(1)


def times(found: Counts, factor: int) -> Counts:
    def more(rows: pl.DataFrame, *names: str) -> pl.DataFrame:
        return rows.with_columns(pl.col(name) * factor for name in names)

    return Counts(
        more(found.open, "exposure", "stops"),
        more(found.offsets, "number"),
        more(found.planned, "exposure", "longer", "shorter"),
        more(found.lengths, "number"),
        more(found.birthdays, "turned", "stopped"),
        more(found.past_birthday, "running", "stopped"),
    )


def test_more_cases_make_surer() -> None:
    """Sixteen times the cases: about a quarter of the standard deviation where a kind has many of its own."""
    few, many = (
        durations(times(drawn_counts_of(6), factor), KINDS, 2000, np.random.default_rng(7)) for factor in (1, 16)
    )
    for name in ("open", "longer", "offsets", "lengths"):
        before, after = getattr(few, name)[:, 0], getattr(many, name)[:, 0]
        ratio = float(after.std(axis=0).mean() / before.std(axis=0).mean())
        assert 0.15 < ratio < 0.5, name
    assert float(many.birthday[:, 0].std()) < 0.7 * float(few.birthday[:, 0].std())


def test_few_cases_lean_on_the_others_and_many_do_not() -> None:
    """Two kinds of different pace beside one that was hardly seen: each near its own, the third between or near them."""
    cells = [("fast", 0.20, 3000), ("rare", 1.0, 1), ("slow", 0.02, 3000)]
    rows = [(kind, age, band, n, round(n * rate)) for kind, rate, n in cells for age in range(3) for band in range(6)]
    found = Counts(
        pl.DataFrame(
            [row if row[0] != "rare" else ("rare", row[1], row[2], int(row[1] == row[2] == 0), 0) for row in rows],
            schema=["kind", "age", "band", "exposure", "stops"],
            orient="row",
        ),
        NOTHING.offsets,
        NOTHING.planned,
        NOTHING.lengths,
        NOTHING.birthdays,
        NOTHING.past_birthday,
    )
    mean = durations(found, ("fast", "rare", "slow"), 2000, np.random.default_rng(8)).open.mean(axis=0)
    assert mean[0] == pytest.approx(0.20, rel=0.05)
    assert mean[2] == pytest.approx(0.02, rel=0.10)
    assert 0.01 < float(mean[1].mean()) < 0.25


def cohort(rng: np.random.Generator, number: int) -> tuple[pl.DataFrame, np.ndarray, np.ndarray]:
    """Grants that start on the first of a month in 2019-2021, each seen until the end of 2022 and its stop, in the middle of
    a month, known at once: ``seen``, whole months from the first snapshot until the month of the stop, and whether it was seen."""
    hazard = np.array([0.02, 0.05, 0.10, 0.04, 0.03, 0.03])
    length = np.zeros(number, dtype=np.int64)  # the stop lies in this month after the first snapshot
    going = np.ones(number, dtype=bool)
    for since in range(60):
        band = np.searchsorted(np.array(BANDS), since, side="right") - 1
        length[going] += 1
        going &= rng.random(number) >= hazard[band]
    ends = calendar_months(2019, 2022)
    first = rng.integers(0, 36, number)
    last = len(ends) - 1
    rows = np.minimum(first + length, last) - first + 1
    grant = np.repeat(np.arange(number), rows)
    at = np.arange(len(grant)) - np.repeat(np.cumsum(rows) - rows, rows) + first[grant]
    stopped = at >= (first + length)[grant]
    middle = ends["first_day"].to_numpy() + 14
    stop = pl.Series(middle[at]).zip_with(pl.Series(stopped), pl.Series([None] * len(at), dtype=pl.Int64))
    seen = pl.DataFrame(
        {
            "snapshot": ends["month"].to_numpy()[at],
            "grant_id": grant,
            "child_no": grant,
            "birth_day": np.full(len(at), 14_600),
            "area": ["pleje"] * len(at),
            "kind": ["foster"] * len(at),
            "step": np.full(len(at), 5),
            "start_day": ends["first_day"].to_numpy()[first[grant]],
            "stop_day": stop,
            "expected": np.zeros(len(at), dtype=bool),
            "probability": np.full(len(at), 10_000),
            "day_oere": np.full(len(at), 100),
        }
    ).cast(seen_types())  # type: ignore[arg-type]
    return seen, np.minimum(length, last - first), first + length <= last


def test_stops_known_at_once_give_kaplan_meier() -> None:
    """Mean survival over many sets of parameters against the product-limit estimate, ours and that of lifelines."""
    lifelines = pytest.importorskip("lifelines")
    import narwhals.stable.v2 as nw

    seen, length, observed = cohort(np.random.default_rng(9), 4000)
    found = counts(
        nw.from_native(seen.lazy()),
        nw.from_native(calendar_months(2019, 2022).lazy()),
        lambda frame: frame.collect().to_native(),
    )
    model = durations(found, ("foster",), 300, np.random.default_rng(10))
    stops = final_stops(model, 12, NEW).open[0].mean(axis=0)
    survival = 1 - np.cumsum(stops)[1 - EARLIEST : 13 - EARLIEST]
    seen_at_all = length > 0
    ours = kaplan_meier(length[seen_at_all], observed[seen_at_all]).survival_at(np.arange(1, 13))
    theirs = lifelines.KaplanMeierFitter().fit(length[seen_at_all], observed[seen_at_all])
    assert ours == pytest.approx(theirs.survival_function_at_times(np.arange(1, 13)).to_numpy())
    assert survival == pytest.approx(ours, abs=0.02)
    assert all(before > after for before, after in pairwise(survival))
    assert stops[: 1 - EARLIEST].sum() < 0.005  # nothing was ever learnt late


def test_an_uncertain_hazard_does_not_let_grants_last_longer_than_its_mean() -> None:
    """A kind of 60 grant months and 6 stops: so many of the nine months ahead are lasted as with the mean hazard. Not looking
    ahead, the bend of the chance of lasting makes them more."""
    rows = [("foster", 0, 1, 60, 6), ("other", 0, 1, 6000, 600)]
    found = replace(NOTHING, open=pl.DataFrame(rows, schema=NOTHING.open.schema, orient="row"))

    def hazards(months: int) -> np.ndarray:
        model = durations(found, ("foster", "other"), 40_000, np.random.default_rng(1), months)
        return model.open[:, 0, 0, 1]

    def lasted(hazard: np.ndarray | float) -> float:
        return float(sum(np.mean((1 - hazard) ** month) for month in range(1, 10)))

    plain = hazards(0)
    with_the_mean = lasted(float(plain.mean()))
    assert lasted(plain) > 1.01 * with_the_mean
    assert lasted(hazards(9)) == pytest.approx(with_the_mean, rel=0.005)
