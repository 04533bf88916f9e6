"""How long grants last: the recursion by hand, against Kaplan-Meier, and how sure it is of itself."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from trinvis.calculations.commitments.calendar import months as calendar_months
from trinvis.calculations.forecast.courses_seen import AGES, BANDS, DUE, OFFSETS, Counts, counts
from trinvis.calculations.forecast.durations import EARLIEST, LATE, Durations, durations, final_stops
from trinvis.calculations.forecast.known import seen_types
from trinvis.calculations.statistics.life_table import kaplan_meier

MONTHS = 6
WIDTH = OFFSETS[1] - OFFSETS[0] + 1
NEW = np.array([[0, 0, 0]], dtype=np.int64)


def certain(*, hazard: float = 0.0, offset: int = 1, longer: float = 0.0, to: int | None = 3) -> Durations:
    """One kind and one set: a stop lies ``offset`` months from the snapshot before it was learnt; a known stop that is due next
    month moves with chance ``longer`` to ``to`` months from that snapshot (None: unknown)."""
    offsets, lengths = np.zeros((1, 1, WIDTH)), np.zeros((1, 1, WIDTH + 1))
    offsets[..., offset - OFFSETS[0]] = 1
    lengths[..., -1 if to is None else to - OFFSETS[0]] = 1
    moved = np.zeros((1, 1, 2, DUE))
    moved[..., 0] = longer
    return Durations(
        kinds=("foster",),
        open=np.full((1, 1, len(AGES), len(BANDS)), hazard),
        offsets=offsets,
        longer=moved,
        shorter=np.zeros((1, 1, 2, DUE)),
        lengths=lengths,
        birthday=np.zeros((1, 1)),
    )


def by_place(chances: np.ndarray) -> dict[int | str, float]:
    """Place → chance, those that are not 0; the last place is all that lie after the horizon."""
    names = [*range(EARLIEST, len(chances) - 1 + EARLIEST), "later"]
    return {name: float(chance) for name, chance in zip(names, chances, strict=True) if chance}


@pytest.mark.parametrize("offset", [-2, -1, 0, 1, 2])
def test_one_hazard_and_one_offset_is_geometric(offset: int) -> None:
    """0.1 a month: the stop learnt in month n lies at n − 1 + offset, with chance 0.1 · 0.9ⁿ⁻¹."""
    found = by_place(final_stops(certain(hazard=0.1, offset=offset), MONTHS, NEW).open[0, 0])
    inside = {n - 1 + offset: 0.1 * 0.9 ** (n - 1) for n in range(1, MONTHS + 2 - offset)}
    assert found == pytest.approx({**inside, "later": 0.9 ** (MONTHS + 1 - offset)}, abs=1e-6)


def test_by_hand_to_the_third_month() -> None:
    found = final_stops(certain(hazard=0.2), 3, NEW)
    assert found.later == 3 - EARLIEST + 1
    assert by_place(found.open[0, 0]) == pytest.approx({1: 0.2, 2: 0.16, 3: 0.128, "later": 0.512}, abs=1e-6)


def test_a_grant_that_starts_in_two_months_cannot_stop_before() -> None:
    later = final_stops(certain(hazard=0.2), MONTHS, np.array([[0, 0, -2]], dtype=np.int64))
    assert by_place(later.open[0, 0]) == pytest.approx(
        {3: 0.2, 4: 0.16, 5: 0.128, 6: 0.1024, "later": 0.4096}, abs=1e-6
    )


def test_bands_follow_the_months_in_the_grant() -> None:
    """Two months in: one more month at the first band's hazard, then the second's."""
    model = certain()
    model.open[..., 0], model.open[..., 1] = 0.5, 0.1
    found = by_place(final_stops(model, 3, np.array([[0, 0, 2]], dtype=np.int64)).open[0, 0])
    assert found == pytest.approx({1: 0.5, 2: 0.05, 3: 0.045, "later": 0.405}, abs=1e-6)


@pytest.mark.parametrize("class_", [0, 1])
def test_a_planned_stop_that_is_prolonged_again_and_again(class_: int) -> None:
    """Due next month, with 0.6 moved to three months from the snapshot, which is two on: 1, 3, 5 and so on."""
    found = final_stops(certain(longer=0.6, to=3), MONTHS, NEW).known[0, class_, 1 - EARLIEST, 0]
    assert by_place(found) == pytest.approx({1: 0.4, 3: 0.24, 5: 0.144, "later": 0.216}, abs=1e-6)


def test_a_planned_stop_that_becomes_unknown_lies_after_the_horizon() -> None:
    found = final_stops(certain(longer=0.3, to=None), MONTHS, NEW).known[0, 0, 2 - EARLIEST, 0]
    assert by_place(found) == pytest.approx({2: 0.7, "later": 0.3}, abs=1e-6)


def test_a_planned_stop_that_comes_earlier() -> None:
    """Due in three months or more, with 0.25 moved to next month: only once, since it then is due."""
    model = certain(offset=1)
    model.shorter[..., DUE - 1] = 0.25
    found = final_stops(model, MONTHS, NEW).known[0, 0, 4 - EARLIEST, 0]
    assert by_place(found) == pytest.approx({1: 0.25, 2: 0.1875, 4: 0.5625}, abs=1e-6)


def test_a_stop_that_has_passed_stays() -> None:
    known = final_stops(certain(hazard=0.3, longer=0.9), MONTHS, NEW).known[0, :, :, 0]
    for place in range(EARLIEST, 1):
        for class_ in (0, 1):
            assert by_place(known[class_, place - EARLIEST]) == {place: 1.0}


def test_a_stop_learnt_is_moved_as_a_decided_one() -> None:
    """An open grant gets a stop two months ahead (0.5); due next month, a decided one is moved out of sight with 0.4."""
    model = certain(hazard=0.5, offset=2, to=None)
    model.longer[..., 1, 0] = 0.4
    found = by_place(final_stops(model, 3, NEW).open[0, 0])
    # places 2 and 3 are reached by stops learnt in months 1 and 2, each moved with 0.4 in the month after
    assert found == pytest.approx({2: 0.5 * 0.6, 3: 0.25 * 0.6, "later": 1 - 0.45}, abs=1e-6)


def drawn_counts_of(seed: int) -> Counts:
    """Random counts of three kinds, some with hardly any."""
    rng = np.random.default_rng(seed)
    sizes = {"foster": 400, "residence": 40, "secure": 2}
    cells = [(kind, age, band, size) for kind, size in sizes.items() for age in range(3) for band in range(6)]
    exposure = [int(rng.poisson(size / 4)) for *_, size in cells]
    shown = [
        (kind, decided, due, size) for kind, size in sizes.items() for decided in (False, True) for due in (1, 2, 3)
    ]
    planned = [
        (kind, decided, due, n, a, min(b, n - a))
        for kind, decided, due, size in shown
        for n in [int(rng.poisson(size / 3))]
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
        planned=pl.DataFrame(planned, schema=["kind", "decided", "due", "exposure", "longer", "shorter"], orient="row"),
        lengths=pl.DataFrame(
            [*((k, o + 4, n) for k, o, n in places), ("foster", None, 9)],
            schema=["kind", "offset", "number"],
            orient="row",
        ),
        birthdays=pl.DataFrame(
            [("foster", 12, 7), ("residence", 3, 3)], schema=["kind", "turned", "stopped"], orient="row"
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
            "due": pl.Int64,
            "exposure": pl.UInt32,
            "longer": pl.UInt32,
            "shorter": pl.UInt32,
        }
    ),
    lengths=pl.DataFrame(schema={"kind": pl.String, "offset": pl.Int64, "number": pl.UInt32}),
    birthdays=pl.DataFrame(schema={"kind": pl.String, "turned": pl.UInt32, "stopped": pl.UInt32}),
)
KINDS = ("foster", "residence", "secure")
CLASSES = np.array([[kind, age, since] for kind in range(3) for age in range(3) for since in (-3, 0, 5, 72)])


every_history = pytest.mark.parametrize(
    "found", [drawn_counts_of(1), drawn_counts_of(2), NOTHING], ids=["many", "other", "none"]
)


@pytest.mark.parametrize("months", [0, 1, 6, 12, 13])
@every_history
def test_every_open_grant_stops_somewhere(found: Counts, months: int) -> None:
    """The chances of the final month add up to 1 for every class and every set of parameters."""
    stops = final_stops(durations(found, KINDS, 20, np.random.default_rng(3)), months, CLASSES)
    assert stops.open.shape == (len(CLASSES), 20, stops.later + 1)
    assert stops.known.shape == (3, 2, months + LATE + 2 - EARLIEST, 20, stops.later + 1)
    for chances in (stops.open, stops.known):
        assert np.isfinite(chances).all()
        assert float(chances.min()) >= 0
        assert float(chances.sum(axis=-1).max()) < 1.0001
    assert stops.open.sum(axis=-1) == pytest.approx(1, abs=1e-4)


@pytest.mark.xfail(
    strict=True,
    reason="where no offset further on (or nearer) than the stop has any weight, the chance of being moved is divided by "
    "1e-9 in place of its sum and is lost: up to all of a row; what is drawn then falls after the horizon",
)
@every_history
def test_every_known_stop_is_moved_somewhere(found: Counts) -> None:
    stops = final_stops(durations(found, KINDS, 20, np.random.default_rng(3)), 12, CLASSES)
    assert stops.known.sum(axis=-1) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("found", [drawn_counts_of(4), NOTHING], ids=["many", "none"])
def test_every_parameter_is_a_chance(found: Counts) -> None:
    model = durations(found, KINDS, 200, np.random.default_rng(5))
    for chances in (model.open, model.longer, model.shorter, model.birthday, model.offsets, model.lengths):
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
