"""Children between the steps of the staircase, by hand and on every engine, and where new grants come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest
from tests.forecast.known_frames import Course, known, seen, snapshots

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.forecast.fitted import fitted
from trinvis.calculations.forecast.moves import Moves, moves, origins, sources, stock_at
from trinvis.calculations.forecast.prepared import first_seen
from trinvis.engine import Engine

SHOWN = snapshots(202601, 202604)
CHILDREN = (
    # in foster care all the time, from March also in a residence: on the highest of the two steps
    Course(1, "2025-01-01", child=1, step=5),
    Course(2, "2026-03-10", child=1, step=6),
    # at home until 5 March; from 10 April with kin
    Course(3, "2025-06-01", {202601: None, 202603: "2026-03-05"}, child=2, step=3),
    Course(4, "2026-04-10", child=2, step=4),
    # comes on 20 February, and its grant is gone from the snapshot of April
    Course(5, "2026-02-20", child=3, step=2, last=202603),
    # no running grants: only expected, not begun, over on the last day of the month, and outside the staircase
    Course(6, "2026-01-01", child=3, step=6, granted=0),
    Course(7, "2026-05-01", child=2, step=6),
    Course(8, "2025-01-01", {202601: "2026-01-31"}, child=3, step=6),
    Course(9, "2025-01-01", child=3, step=None),
)
FLOWS = [
    # step, to step, children (step 0: without a running grant)
    (0, 2, 1),  # child 3 in February
    (0, 4, 1),  # child 2 in April
    (2, 0, 1),  # child 3 in April
    (2, 2, 1),
    (3, 0, 1),  # child 2 in March
    (3, 3, 1),
    (5, 5, 1),
    (5, 6, 1),  # child 1 in March
    (6, 6, 1),
]
STOCK = [
    (202601, 3, 1), (202601, 5, 1),
    (202602, 2, 1), (202602, 3, 1), (202602, 5, 1),
    (202603, 2, 1), (202603, 6, 1),
    (202604, 4, 1), (202604, 6, 1),
]  # fmt: skip


def counted(courses: Sequence[Course], shown: list[int], engine: Engine | None = None) -> Moves:
    def frame(rows: pl.DataFrame) -> Any:
        return nw.from_native(rows.lazy()) if engine is None else engine.frame(rows)

    def collect(rows: Any) -> pl.DataFrame:
        made: pl.DataFrame = rows.collect().to_native() if engine is None else engine.collect(rows)
        return made

    return moves(frame(seen(courses, shown)), frame(months(2025, 2026)), collect)


def test_three_children_by_hand_on_every_engine(engine: Engine) -> None:
    found = counted(CHILDREN, SHOWN, engine)
    assert found.flows.rows() == FLOWS
    assert found.stock.rows() == STOCK


def test_three_children_by_hand_on_a_cluster(cluster_engine: Engine) -> None:
    found = counted(CHILDREN, SHOWN, cluster_engine)
    assert (found.flows.rows(), found.stock.rows()) == (FLOWS, STOCK)


def test_the_order_of_rows_and_grants_is_irrelevant() -> None:
    found = counted(CHILDREN[::-1], SHOWN[::-1])
    assert (found.flows.rows(), found.stock.rows()) == (FLOWS, STOCK)


def test_rates_a_month() -> None:
    """Two child months on step 2, one of them followed by a month without; into the staircase there is no rate."""
    found = counted(CHILDREN, SHOWN).monthly_rates()
    assert found.select("step", "to_step", "exposure", "rate").rows() == [
        (0, 2, 2, None),
        (0, 4, 2, None),
        (2, 0, 2, 0.5),
        (2, 2, 2, 0.5),
        (3, 0, 2, 0.5),
        (3, 3, 2, 0.5),
        (5, 5, 2, 0.5),
        (5, 6, 2, 0.5),
        (6, 6, 1, 1.0),
    ]


def test_every_child_month_that_is_followed_goes_somewhere() -> None:
    """Twenty children with random courses: what leaves a step in a month, all of it together, is what stood on it."""
    rng = np.random.default_rng(1)
    courses = []
    for grant in range(60):
        start = f"2025-{int(rng.integers(1, 13)):02d}-{int(rng.integers(1, 29)):02d}"
        stop = f"2026-{int(rng.integers(1, 13)):02d}-15"
        child, step = int(rng.integers(0, 20)), int(rng.integers(2, 7))
        courses.append(Course(grant, start, {202500: stop}, child=child, step=step))
    found = counted(courses, snapshots(202503, 202610))
    followed = found.stock.filter(pl.col("snapshot") < 202610).group_by("step").agg(pl.col("children").sum())
    preceded = found.stock.filter(pl.col("snapshot") > 202503).group_by("step").agg(pl.col("children").sum())
    out = found.flows.filter(pl.col("step") > 0).group_by("step").agg(pl.col("children").sum())
    come = found.flows.filter(pl.col("to_step") > 0).group_by(step="to_step").agg(pl.col("children").sum())
    assert sorted(out.rows()) == sorted(followed.rows())
    assert sorted(come.rows()) == sorted(preceded.rows())


def test_only_pairs_one_month_apart_count() -> None:
    """Without February only March and April: child 1 stays, 2 comes, 3 leaves."""
    assert counted(CHILDREN, [202601, 202603, 202604]).flows.rows() == [(0, 4, 1), (2, 0, 1), (6, 6, 1)]


def test_a_pair_runs_over_new_year() -> None:
    child = (Course(1, "2025-01-01", {202512: None, 202601: "2026-01-10"}), Course(2, "2025-01-01", step=3))
    assert counted(child, [202512, 202601]).flows.rows() == [(3, 3, 1), (5, 0, 1)]


def test_one_snapshot_or_none_tells_of_no_move() -> None:
    assert counted(CHILDREN, [202601]).flows.is_empty()
    nothing = counted((), SHOWN)
    assert (nothing.flows.rows(), nothing.stock.rows(), nothing.monthly_rates().rows()) == ([], [], [])


def test_the_last_child_leaves() -> None:
    """The snapshot of March shows only what is expected: nobody stands on a step, and that is a leaving."""
    awaited = Course(2, "2026-06-01", first=202603, granted=0)
    flows = counted((Course(1, "2025-01-01", last=202602), awaited), [202601, 202602, 202603]).flows
    assert flows.rows() == [(5, 0, 1), (5, 5, 1)]


def came_from(*courses: Course) -> dict[int, int]:
    """Grant → the step that its child came from."""
    first = first_seen(known(courses, first=202601))
    return dict(zip(first["grant_id"].to_list(), origins(first).to_list(), strict=True))


def test_where_a_grants_child_came_from() -> None:
    found = came_from(
        Course(1, "2025-01-01", {202601: "2026-03-10"}, child=1, step=3),  # nothing before it
        Course(2, "2026-04-10", child=1, step=5),  # 31 days after grant 1 ended
        Course(3, "2026-04-11", child=1, step=6),  # 32 days after it, and while grant 2 ran
        Course(4, "2025-01-01", {202601: "2026-03-10"}, child=2, step=3),
        Course(5, "2026-04-11", child=2, step=5),  # 32 days: too long ago
        Course(6, "2025-01-01", child=3, step=6),
        Course(7, "2025-02-01", child=3, step=2),
        Course(8, "2026-05-01", child=3, step=4),  # two that run: the highest
        Course(9, "2026-05-01", child=4, step=4),
        Course(10, "2026-05-01", child=4, step=5),  # together from the same day: none came first
        Course(11, "2026-01-01", child=5, step=6, granted=0),
        Course(12, "2026-05-01", child=5, step=4),  # after one that was only expected
        Course(13, "2026-01-01", child=6, step=None),
        Course(14, "2026-05-01", child=6, step=4),  # after one outside the staircase
    )
    assert found == {1: 0, 2: 3, 3: 5, 4: 0, 5: 0, 6: 0, 7: 6, 8: 6, 9: 0, 10: 0, 11: 0, 12: 0, 13: 0, 14: 0}


def stock(rows: Sequence[tuple[int, int, int]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["snapshot", "step", "children"], orient="row")


APRIL_ON = [(202604, 3, 4), (202604, 5, 19), (202605, 3, 9), (202605, 5, 19), (202606, 3, 9), (202606, 5, 19)]


def test_shares_of_starts_lean_on_all_and_follow_the_children_at_risk() -> None:
    """Six starts of the first kind without an earlier grant, two of the second from step 3: in all 0.75 and 0.25.

    The first kind: (6 + 4 · 0.75) / 10 and (0 + 4 · 0.25) / 10. The second: (0 + 3) / 6 and (2 + 1) / 6. The third, without
    starts: 0.75 and 0.25. Children on step 3, one added: 5, 10 and 10, so half as many at risk in April.
    """
    kind, origin = np.array([0] * 6 + [1] * 2), pl.Series([0] * 6 + [3] * 2)
    found = sources(kind, origin, 3, stock(APRIL_ON), [202604, 202605, 202606])
    assert found.steps == (0, 3, 5)
    assert found.shares == pytest.approx(np.array([[0.9, 0.1, 0], [0.5, 0.5, 0], [0.75, 0.25, 0]]), abs=1e-8)
    assert found.moved == pytest.approx([0.1, 0.5, 0.25])
    assert found.relative == pytest.approx(np.array([[0.95, 1, 1], [0.75, 1, 1], [0.875, 1, 1]]))


def test_a_month_counts_between_a_quarter_and_four_times_the_newest() -> None:
    """All starts from step 3: 99, then none, then 9 children, one added, against 9 + 1: 10, held to 4; 0.1, held to 0.25."""
    found = sources(
        np.zeros(4, dtype=np.int64), pl.Series([3] * 4), 1,
        stock([(202604, 3, 99), (202605, 5, 1), (202606, 3, 9)]), [202604, 202605, 202606],
    )  # fmt: skip
    assert found.relative == pytest.approx(np.array([[4, 0.25, 1]]), abs=1e-6)


def test_no_starts_and_no_children_are_no_moves() -> None:
    found = sources(np.zeros(0, dtype=np.int64), pl.Series([], dtype=pl.Int64), 2, stock([]), [202605, 202606])
    assert found.steps == (0,)
    assert found.moved.tolist() == [0, 0]
    assert found.relative == pytest.approx(np.ones((2, 2)))


def test_months_without_a_snapshot_have_the_nearest_ones_children() -> None:
    rows = stock([(202512, 3, 2), (202604, 3, 8), (202604, 5, 1)])
    got = stock_at(rows, [202401, 202512, 202601, 202603, 202604, 202606], (3, 5))
    assert got.tolist() == [[2, 2, 2, 8, 8, 8], [0, 0, 0, 1, 1, 1]]


def test_new_grants_are_moves_as_often_as_they_were() -> None:
    """Twelve children at home, each moved to a residence when it ended, and twelve that come to foster care from nothing.

    Of the 36 starts 24 are from nothing. Residences: 12 of 12, with 4 · 12 / 36 beside: (12 + 1.333) / 16. Foster care and
    home: 4 / 3 of 16.
    """
    courses = []
    for n in range(1, 13):
        home, after = f"2025-{n:02d}-10", f"2025-{n:02d}-20"
        courses += [
            Course(n, "2024-06-01", {202401: home}, child=n, kind="home", step=3),
            Course(20 + n, after, child=n, kind="residence", step=6, first=202500 + n),
            Course(40 + n, after, child=40 + n, kind="foster", step=5, first=202500 + n),
        ]
    found = fitted(known(courses), seed=1, sets=3)
    assert found.model.kinds == ("foster", "home", "residence")
    assert found.sources.steps == (0, 3, 5, 6)
    assert found.model.moved == pytest.approx([(4 / 3) / 16, (4 / 3) / 16, (12 + 4 / 3) / 16])
