"""Each drawn municipality is what it claims: its size, how evenly its children come, and what is peculiar to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from trinvis.demo.courses import day
from trinvis.demo.processes import PROCESSES, drawn
from trinvis.demo.processes.kinds import AREAS, PLACED, RUNNING
from trinvis.demo.processes.world import World


@pytest.fixture(scope="module")
def worlds() -> dict[str, World]:
    return {process: drawn(process, 7) for process in PROCESSES}


each = pytest.mark.parametrize("process", list(PROCESSES))


def true_arrivals(world: World) -> pl.DataFrame:
    """Every grant that came about, as it is known in the end: kind and start."""
    last = world.versions.sort("known_from").group_by("grant_id", maintain_order=True).last()
    return last.filter(~pl.col("expected"))


def dispersion(rows: pl.DataFrame) -> float:
    """Variance of the numbers that start in each month 2023-2026 over their mean: 1 for a Poisson process."""
    month = pl.col("start_day").cast(pl.Int32).cast(pl.Date).dt.strftime("%Y%m").cast(pl.Int64)
    months = [year * 100 + m for year in range(2023, 2027) for m in range(1, 13)]
    counts = rows.group_by(month.alias("month")).len()
    numbers = pl.DataFrame({"month": months}).join(counts, on="month", how="left")["len"].fill_null(0).to_numpy()
    return float(numbers.var(ddof=1) / numbers.mean())


def starts(world: World, year: int, *kinds: str) -> int:
    first, last = day(year, 1, 1), day(year, 12, 31)
    return true_arrivals(world).filter(pl.col("kind").is_in(kinds), pl.col("start_day").is_between(first, last)).height


@pytest.mark.parametrize(
    ("process", "low", "high", "running"),
    [
        ("demo", 95, 145, (600, 850)),
        ("small", 20, 65, (90, 200)),
        ("conversion", 75, 140, (350, 560)),
        ("late", 65, 125, (300, 520)),
    ],
)
def test_totals_in_million_kroner_and_children_are_those_of_a_municipality(
    process: str, low: int, high: int, running: tuple[int, int], worlds: dict[str, World]
) -> None:
    for world in (worlds[process], drawn(process, 21)):
        for year in (2024, 2025, 2026):
            truth = world.truth(year)
            assert low < sum(truth.values()) / 1e8 < high
            assert 0.05 < truth[RUNNING] / sum(truth.values()) < 0.14
        seen = world.known(202606).seen.filter(pl.col("snapshot") == 202606, ~pl.col("expected"))
        on = day(2026, 6, 30)
        runs = seen.filter(pl.col("start_day") <= on, pl.col("stop_day").is_null() | (pl.col("stop_day") >= on))
        assert running[0] < runs.height < running[1]


@each
def test_the_placed_stop_at_18_and_some_go_on(process: str, worlds: dict[str, World]) -> None:
    grants = true_arrivals(worlds[process])
    at_stop = (pl.col("stop_day") - pl.col("birth_day")) / 365.25
    ended = grants.filter(pl.col("stop_day").is_not_null(), pl.col("known_from") >= pl.col("stop_day") - 90)
    placed = ended.filter(pl.col("kind").is_in(list(PLACED)))
    assert placed.filter(at_stop > 18.01).is_empty()
    assert placed.filter(at_stop > 17.99).height > 5
    aftercare = grants.filter(pl.col("kind") == "aftercare")
    assert aftercare.height > 0
    assert aftercare.filter((pl.col("start_day") - pl.col("birth_day")) / 365.25 < 17.99).is_empty()
    assert set(grants["area"]) <= set(AREAS)


def pooled(process: str, of: Callable[[World], float], seeds: int = 6) -> float:
    return float(np.mean([of(drawn(process, seed)) for seed in range(seeds)]))


def test_arrivals_are_too_even_in_the_demo_poisson_in_the_small_one_and_in_gusts_in_the_late_one() -> None:
    def treatment(world: World) -> float:
        return dispersion(true_arrivals(world).filter(pl.col("kind") == "family_treatment"))

    def all_new(world: World) -> float:
        return dispersion(true_arrivals(world).filter(pl.col("kind") != "aftercare"))

    assert pooled("demo", treatment) < 0.8
    assert 0.8 < pooled("small", all_new) < 1.25
    assert pooled("late", all_new) > 2


def test_the_conversion_moves_from_institutions_to_families_and_homes() -> None:
    """Starts of the last year against the year before it turned: between 2025's start and 2026's end, so about 3/4 of the way."""
    made = [drawn("conversion", seed) for seed in range(12)]

    def change(*kinds: str) -> float:
        return sum(starts(w, 2026, *kinds) for w in made) / sum(
            starts(w, year, *kinds) / 3 for w in made for year in (2022, 2023, 2024)
        )

    assert change("residence", "institution") == pytest.approx(1 - 0.45 * 0.75, abs=0.12)
    assert change("foster", "kin_foster") > 1 + 0.40 * 0.75 - 0.12  # and those who move come on top
    assert change("family_treatment", "contact_person", "early_prevention") == pytest.approx(1.375, abs=0.10)
    moves = 0
    for world in made:
        ends = true_arrivals(world).filter(pl.col("kind").is_in(["residence", "institution"]))
        begins = true_arrivals(world).filter(pl.col("kind") == "foster", pl.col("start_day") > day(2025, 1, 1))
        moves += begins.join(
            ends.select("child_no", (pl.col("stop_day") + 1).alias("start_day")), on=["child_no", "start_day"]
        ).height
    assert moves / len(made) > 5


def test_the_late_one_learns_late_and_hopes_for_more_than_comes() -> None:
    """45 % are entered a month or more late; of what was announced, about 0.6 of the stated probability comes."""
    entered_late, came, stated = [], [], []
    for seed in range(6):
        register = drawn("late", seed).versions
        first = register.sort("known_from").group_by("grant_id", maintain_order=True).first()
        first = first.filter(pl.col("start_day").is_between(day(2023, 1, 1), day(2025, 12, 31)))
        entered_late.append((first["known_from"] - first["start_day"] >= 30).mean())
        announced = first.filter("expected").select("grant_id", "probability")
        granted = register.filter(~pl.col("expected")).select("grant_id").unique()
        came.append(announced.join(granted, on="grant_id", how="semi").height / announced.height)
        stated.append(announced["probability"].mean() / 10_000)  # type: ignore[operator]
    assert np.mean(entered_late) == pytest.approx(0.45, abs=0.06)
    assert np.mean(came) / np.mean(stated) == pytest.approx(0.6, abs=0.1)


def test_the_demo_prolongs_plans_and_expects_what_never_comes(worlds: dict[str, World]) -> None:
    register = worlds["demo"].versions
    prolonged = register.group_by("grant_id").agg(pl.col("stop_day").n_unique().alias("stops"))
    assert prolonged.filter(pl.col("stops") > 2).height > 200
    hoped = register.filter("expected").join(
        register.filter(~pl.col("expected")).select("grant_id").unique(), on="grant_id", how="anti"
    )
    assert hoped["grant_id"].n_unique() > 5
