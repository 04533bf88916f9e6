"""The drawn year: its parts tie, its seed holds, and it never uses what was not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.integrate import quad
from scipy.stats import gamma
from tests.forecast.known_frames import BANDS, Course, known, snapshots

from trinvis.calculations.forecast.known import Known, RiskCase
from trinvis.calculations.forecast.simulate import PARTS
from trinvis.calculations.forecast.year_drawn import Distribution, YearDrawn, year_drawn
from trinvis.demo.processes import PROCESSES
from trinvis.demo.processes import drawn as process
from trinvis.demo.processes.world import World
from trinvis.engine import Engine


@pytest.fixture(scope="module")
def worlds() -> dict[str, World]:
    return {name: process(name, 4) for name in PROCESSES}


@pytest.fixture(scope="module")
def small(worlds: dict[str, World]) -> Known:
    return worlds["small"].known(202605)


@pytest.fixture(scope="module")
def year(small: Known) -> YearDrawn:
    return year_drawn(small, seed=1, draws=1000, sets=20)


def same(one: YearDrawn, other: YearDrawn) -> bool:
    return (
        one.areas == other.areas
        and one.frames == other.frames
        and all(np.array_equal(one.parts[part], other.parts[part]) for part in PARTS)
        and np.array_equal(one.paths, other.paths)
    )


def test_the_same_seed_gives_the_same_year_on_any_number_of_threads(small: Known, year: YearDrawn) -> None:
    for threads in (1, 2, 5):
        assert same(year_drawn(small, seed=1, draws=1000, sets=20, threads=threads), year)
    assert not same(year_drawn(small, seed=2, draws=1000, sets=20), year)


def test_the_order_of_rows_is_irrelevant(small: Known, year: YearDrawn) -> None:
    turned = {
        part.name: getattr(small, part.name).reverse()
        for part in fields(Known)
        if isinstance(getattr(small, part.name), pl.DataFrame)
    }
    other = year_drawn(replace(small, **turned), seed=1, draws=1000, sets=20)
    for part in PARTS:
        assert other.parts[part] == pytest.approx(year.parts[part], abs=1), part


def test_parts_and_areas_add_up_draw_by_draw(year: YearDrawn) -> None:
    assert set(year.parts) == set(PARTS)
    by_part = sum(values.sum(axis=0) for values in year.parts.values())
    by_area = sum(year.draws(area) for area in year.areas)
    assert year.draws() == pytest.approx(by_part, abs=1)
    assert year.draws() == pytest.approx(by_area, abs=1)
    assert len(year.draws()) == 1000


def test_contributions_add_up_to_all_of_the_variance(year: YearDrawn) -> None:
    found = year.contributions()
    assert sum(found.values()) == pytest.approx(1)
    assert found["spent"] == pytest.approx(0)
    assert found["new"] > 0


def test_what_is_certain_is_what_was_known(small: Known, year: YearDrawn) -> None:
    """Spent and committed are the sums of the frames, in every draw."""
    spent = small.spent.filter(pl.col("month") // 100 == 2026, pl.col("area") != small.refund_area)
    assert year.parts["spent"].sum(axis=0) == pytest.approx(spent["amount_oere"].sum())
    expected = small.seen.filter(pl.col("snapshot") == 202605, "expected")["grant_id"]
    certain = small.to_come.filter(~pl.col("grant_id").is_in(expected.to_list()))
    assert year.parts["committed"].sum(axis=0) == pytest.approx(certain["amount_oere"].sum())


def test_every_way_through_the_year_ends_at_its_year_end(small: Known, year: YearDrawn) -> None:
    assert year.paths.shape[0] == 12
    ends = year.draws().reshape(20, -1)[:, : year.paths.shape[1] // 20].reshape(-1)
    assert year.paths[-1] == pytest.approx(ends, abs=1)
    posted = (
        small.spent.filter(pl.col("month").is_between(202601, 202605))
        .group_by("month")
        .agg(pl.col("amount_oere").sum())
    )
    closed = np.cumsum(posted.sort("month")["amount_oere"].to_numpy())
    assert year.paths[:5] == pytest.approx(np.repeat(closed[:, None], year.paths.shape[1], axis=1))


def test_frames_and_chances(small: Known, year: YearDrawn) -> None:
    assert year.frame() == sum(small.frames.values())
    for area in (None, *year.areas):
        draws = year.draws(area)
        assert year.chance_of_breaking(area) == (draws > year.frame(area)).mean()
        assert (draws <= year.frame_that_holds(0.8, area)).mean() == pytest.approx(0.8, abs=0.01)
        found = year.distribution(area)
        assert found.low95 <= found.low80 <= found.median <= found.high80 <= found.high95
        assert found.low95 <= found.mean <= found.high95


def test_a_distribution_of_known_numbers() -> None:
    found = Distribution.of(np.arange(1001.0))
    assert (found.mean, found.median, found.low80, found.high80) == (500, 500, 100, 900)
    assert (found.low95, found.high95) == (25, 975)
    assert found.deviation == pytest.approx(((1001**2 - 1) / 12) ** 0.5)


@pytest.mark.parametrize("as_of", [202512, 202605])
@pytest.mark.parametrize("name", list(PROCESSES))
def test_the_forecast_never_uses_what_was_not_known(worlds: dict[str, World], name: str, as_of: int) -> None:
    """Everything learnt after the day replaced by nonsense: the same frames, and the same year to the last bit."""
    world = worlds[name]
    one, other = world.known(as_of), world.poisoned(as_of).known(as_of)
    for part in fields(Known):
        a, b = getattr(one, part.name), getattr(other, part.name)
        assert a.equals(b) if isinstance(a, pl.DataFrame) else a == b, part.name
    assert same(*(year_drawn(base, seed=3, draws=40, sets=4) for base in (one, other)))


def test_a_municipality_in_which_nothing_is_uncertain() -> None:
    """January to June 10,000 kr. a month, an invoice of 5,000 kr. missing on a grant that has ended, running costs of 1,000
    kr. every month, and 777 kr. for sure: 60,000 + 5,000 + 12,000 + 777, in every draw."""
    base = known(
        [Course(1, "2025-01-01", {202401: "2026-05-31"}, kr=0)],
        spent=[
            *[("pleje", month, 10_000) for month in snapshots(202601, 202606)],
            *[("drift", month, 1_000) for month in snapshots(202407, 202606)],
        ],
        missing=[(1, "pleje", 202605, 5_000)],
        fixed={"pleje": 77_700},
    )
    year = year_drawn(base, seed=1, draws=500, sets=10)
    assert year.draws("pleje") == pytest.approx(6_577_700, abs=0.01)
    assert year.draws("drift") == pytest.approx(1_200_000, abs=0.01)
    assert year.draws() == pytest.approx(7_777_700, abs=0.01)
    assert year.draws("pleje").std() == 0
    assert year.chance_of_breaking("pleje") == 0


def test_a_year_that_is_over_is_what_was_spent_and_is_missing() -> None:
    base = known(
        [Course(1, "2025-01-01", kr=100), Course(2, "2025-01-01", {202401: "2026-11-30"})],
        as_of=202612,
        year=2026,
        spent=[("pleje", month, 10_000) for month in snapshots(202601, 202612)],
        missing=[(2, "pleje", 202611, 3_000)],
    )
    year = year_drawn(base, seed=1, draws=500, sets=10)
    assert year.parts["new"].sum() == year.parts["other"].sum() == 0
    assert year.parts["spent"].sum(axis=0) == pytest.approx(12_000_000)
    assert year.parts["committed"].sum(axis=0) == pytest.approx(300_000)
    # ten ways of each of the ten sets of parameters; a grant from the end of the year that is not seen yet may come
    ends = year.draws().reshape(10, 50)[:, :10].reshape(-1)
    assert np.median(ends) == pytest.approx(12_300_000)
    assert year.paths[-1] == pytest.approx(ends)
    assert year.paths[-2] == pytest.approx(11_000_000)


def test_years_on_every_engine(engine: Engine) -> None:
    base = known(
        [
            *(Course(n, "2025-01-01", kr=100 * n, child=n // 2) for n in range(1, 13)),
            *(Course(20 + n, "2025-02-10", {202500 + n: f"2025-{n:02d}-20"}, child=n) for n in range(4, 13)),
        ],
        first=202501,
    )
    expected = year_drawn(base, seed=1, draws=40, sets=4)
    found = year_drawn(base, seed=1, draws=40, sets=4, frame=engine.frame, collect=engine.collect)
    assert same(found, expected)


@pytest.fixture
def dear() -> dict[str, Any]:
    """A child of 5,000 kr. a day, posted to June."""
    return {
        "courses": [Course(1, "2025-01-01", kr=5_000)],
        "spent": [("pleje", month, 150_000) for month in snapshots(202601, 202606)],
        "child_months": [(1, month, 150_000) for month in snapshots(202601, 202606)],
        "bands": BANDS,
        "refund_area": "refusion",
    }


def test_the_refund_takes_the_place_of_what_is_posted_in_its_area(dear: dict[str, Any]) -> None:
    """18,541.67 kr. of each of the six months posted is sure; the 10,000 kr. received are the same money."""
    spent = [*dear.pop("spent"), ("refusion", 202603, -10_000)]
    year = year_drawn(known(**dear, spent=spent), seed=1, draws=400, sets=10)
    assert year.draws("refusion").max() <= -6 * 1_854_166
    assert year.parts["spent"][year.areas.index("refusion")].tolist() == [0] * 400


def test_the_refund_counts_without_a_frame_or_a_posting_of_its_own(dear: dict[str, Any]) -> None:
    year = year_drawn(known(**dear), seed=1, draws=400, sets=10)
    assert year.parts["refund"].sum(axis=0).max() <= -6 * 1_854_166


def risky(*risks: RiskCase, courses: Sequence[Course] = (), sets: int = 400) -> YearDrawn:
    return year_drawn(known(courses, risks=risks), seed=1, draws=40_000, sets=sets)


def test_a_risk_case_comes_as_often_as_said() -> None:
    """1,000 kr. with 0.4 in one area, 500 with 0.1 in another: all or nothing, in its area, beside the certain.

    With no history the hit rate h is gamma(4) / 4, cut at 2: below 1 it takes its part of what is said, above 1 it takes
    its part of what is missed, 1 − (1 − p) / h.
    """
    year = risky(RiskCase("pleje", 100_000, 4000), RiskCase("drift", 50_000, 1000))
    assert year.areas == ("drift", "pleje")
    rate = gamma(4, scale=0.25)
    for_below = quad(lambda h: h * rate.pdf(h), 0, 1)[0]
    missed = quad(lambda h: rate.pdf(h) / h, 1, 2)[0] + rate.sf(2) / 2
    for area, oere, chance in (("pleje", 100_000, 0.4), ("drift", 50_000, 0.1)):
        drawn = year.parts["risks"][year.areas.index(area)]
        assert set(np.unique(drawn)) == {0, oere}
        mean = chance * for_below + rate.sf(1) - (1 - chance) * missed
        assert drawn.mean() == pytest.approx(oere * mean, rel=0.06)
        assert year.draws(area) == pytest.approx(drawn)


def test_what_a_risk_case_shares_with_another_is_the_hit_rate() -> None:
    """Two of 0.4: together more often than 0.4 · 0.4, by 0.16 times the variance of the hit rate, 0.25, a little cut."""
    year = risky(RiskCase("pleje", 100_000, 4000), RiskCase("drift", 100_000, 4000), sets=4000)
    one, other = year.parts["risks"] / 100_000
    assert np.cov(one, other)[0, 1] == pytest.approx(0.16 * 0.25 * 0.87, rel=0.2)


def test_risk_cases_follow_how_often_expected_grants_came() -> None:
    """Of 40 that were shown once with 0.5, before their start, 5 came: (5 + 4) / (20 + 4) = 0.375 of what was said.

    A risk of 0.6 comes with 0.225. What was shown with its start passed tells of something else.
    """
    came = [Course(n, "2026-03-01", first=202601, granted=202602) for n in range(5)]
    gone = [Course(n, "2026-09-01", first=202601, last=202601, granted=0) for n in range(5, 40)]
    late = [Course(n, "2026-01-01", first=202602, granted=202603) for n in range(40, 60)]
    year = risky(RiskCase("pleje", 100_000, 6000), courses=[*came, *gone, *late])
    before, after = year.fitted.said
    assert (before.said, before.came, before.grants) == (20, 5, 40)
    assert (after.said, after.came, after.grants) == (10, 20, 20)
    assert year.parts["risks"].sum(axis=0).mean() == pytest.approx(100_000 * 0.225, rel=0.05)


def test_a_risk_case_of_0_never_comes() -> None:
    assert not risky(RiskCase("pleje", 100_000, 0)).parts["risks"].any()


def test_a_risk_case_of_100_per_cent_is_certain() -> None:
    """As an expected grant of 100 per cent is."""
    year = risky(RiskCase("pleje", 100_000, 10_000))
    assert year.parts["risks"].sum(axis=0).min() == 100_000


def test_dearer_prices_by_the_index_when_no_year_is_seen() -> None:
    """Three per cent said by the index, nothing seen: 100 kr. a day through 2026, known from December."""
    base = known([Course(1, "2025-01-01")], as_of=202512, price_index=0.03)
    year = year_drawn(base, seed=1, draws=4000, sets=2000)
    assert year.fitted.prices.mean == pytest.approx(0.03)
    grants = year.parts["committed"].sum(axis=0) + year.parts["ends"].sum(axis=0)
    dearer = year.parts["prices"].sum(axis=0)
    assert dearer.mean() == pytest.approx(0.03 * grants.mean(), rel=0.03)
