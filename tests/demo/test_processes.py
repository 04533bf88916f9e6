"""The four drawn municipalities: nobody knows what has not happened yet, and every øre ties."""

from __future__ import annotations

from dataclasses import fields

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from trinvis.calculations.forecast.known import Known, seen_types, to_come_types
from trinvis.calculations.forecast.refund import household_months
from trinvis.demo.courses import day
from trinvis.demo.processes import PROCESSES, drawn
from trinvis.demo.processes.kinds import REFUND, RUNNING
from trinvis.demo.processes.registry import versions
from trinvis.demo.processes.remaining import to_come
from trinvis.demo.processes.shown import shown
from trinvis.demo.processes.world import World

ORIGINS = (202303, 202412, 202501, 202603, 202606, 202609, 202612)


@pytest.fixture(scope="module")
def worlds() -> dict[str, World]:
    return {process: drawn(process, 7) for process in PROCESSES}


each = pytest.mark.parametrize("process", list(PROCESSES))


def assert_same(one: Known, other: Known) -> None:
    for part in fields(Known):
        a, b = getattr(one, part.name), getattr(other, part.name)
        if isinstance(a, pl.DataFrame):
            assert_frame_equal(a, b)
        else:
            assert a == b, part.name


@each
def test_the_same_seed_gives_the_same_world_and_another_seed_another(process: str, worlds: dict[str, World]) -> None:
    again = drawn(process, 7)
    assert_same(again.known(202612), worlds[process].known(202612))
    assert again.truth() == worlds[process].truth()
    assert drawn(process, 8).truth() != again.truth()


@each
def test_what_comes_to_be_known_later_changes_nothing(process: str, worlds: dict[str, World]) -> None:
    world = worlds[process]
    for origin in ORIGINS:
        poisoned = world.poisoned(origin)
        assert_same(poisoned.known(origin), world.known(origin))
        assert poisoned.truth() != world.truth()
    assert_same(world.poisoned(202606).known(202603), world.known(202603))


@each
def test_a_snapshot_is_what_it_was_when_it_was_made(process: str, worlds: dict[str, World]) -> None:
    """The snapshot of a month is the same seen from then and from the end, and holds nothing known after its last day."""
    world = worlds[process]
    final = world.known(202612).seen
    assert final.schema == seen_types()
    for month in (202303, 202509, 202606):
        then = world.known(month).seen
        assert then["snapshot"].max() == month
        assert_frame_equal(final.filter(pl.col("snapshot") <= month), then)
    assert final.select(pl.struct("snapshot", "grant_id").is_unique().all()).item()
    entered = world.versions.group_by("grant_id").agg(pl.col("known_from").min())
    shown_from = final.group_by("grant_id").agg(pl.col("snapshot").min()).join(entered, on="grant_id")
    month_end = pl.date(pl.col("snapshot") // 100, pl.col("snapshot") % 100, 1).dt.month_end()
    assert shown_from.filter(month_end.cast(pl.Int32) < pl.col("known_from")).is_empty()


@each
def test_the_ledger_ties_to_the_truth_and_to_what_the_grants_cost(process: str, worlds: dict[str, World]) -> None:
    """All periods of a year, known in the end, are its truth; all postings on a grant and month are its true cost."""
    world = worlds[process]
    spent = world.known(202612).spent
    for year in (2024, 2025):
        by_area = spent.filter(pl.col("month") // 100 == year).group_by("area").agg(pl.col("amount_oere").sum())
        assert dict(by_area.iter_rows()) == world.truth(year)
    late = world.postings.filter(pl.col("known_from") > day(2026, 12, 31))
    in_2026 = spent.filter(pl.col("month") // 100 == 2026)["amount_oere"].sum() + late["amount_oere"].sum()
    assert in_2026 == sum(world.truth().values())
    posted = world.postings.filter(pl.col("grant_id").is_not_null())
    assert_frame_equal(
        posted.group_by("grant_id", "month").agg(pl.col("amount_oere").sum()).sort("grant_id", "month"),
        world.charged.select("grant_id", "month", "amount_oere").sort("grant_id", "month"),
    )


@each
def test_invoices_across_new_year_are_booked_in_december_and_known_by_february(
    process: str, worlds: dict[str, World]
) -> None:
    postings = worlds[process].postings
    assert postings.filter(pl.col("period") < pl.col("month")).is_empty()
    assert postings.filter(pl.col("period") // 100 != pl.col("month") // 100).is_empty()
    after = postings.filter(pl.col("known_from") > day(2025, 12, 31), pl.col("period") <= 202512)
    assert after.height > 0
    assert set(after["period"]) == {202512}
    assert int(after["known_from"].max()) <= day(2026, 2, 28)  # type: ignore[arg-type]
    world = worlds[process]
    december = [
        world.known(m).spent.filter(pl.col("month") == 202512)["amount_oere"].sum() for m in (202512, 202601, 202602)
    ]
    assert len(set(december)) == 3
    assert december[2] == postings.filter(pl.col("period") == 202512)["amount_oere"].sum()


@each
def test_the_refund_is_the_rule_on_what_each_child_truly_cost(process: str, worlds: dict[str, World]) -> None:
    world = worlds[process]
    for year in (2024, 2026):
        months = world.charged.filter(pl.col("month") // 100 == year).group_by("child_no", "month")
        costs = months.agg(pl.col("amount_oere").sum()).with_columns(once=pl.lit(False))
        none = pl.DataFrame(schema={"child_no": pl.Int64, "household_no": pl.Int64})
        rule = household_months(nw.from_native(costs), nw.from_native(none), world.bands, year)
        assert world.truth(year)[REFUND] == -rule.to_native()["refund_oere"].sum() < 0


@each
def test_what_is_known_hangs_together(process: str, worlds: dict[str, World]) -> None:
    world = worlds[process]
    known = world.known(202606)
    assert (known.year, known.refund_area, len(known.open_months)) == (2026, REFUND, 6)
    on_grants = known.runoff.filter(pl.col("month") // 100 == 2026)["amount_oere"].sum()
    assert known.child_months["amount_oere"].sum() == on_grants
    everything = known.runoff["amount_oere"].sum() + known.unmatched["amount_oere"].sum()
    by_grant = known.spent.filter(pl.col("area").is_in(known.by_grant))
    assert everything == by_grant["amount_oere"].sum()
    assert 0.005 < known.unmatched["amount_oere"].sum() / by_grant["amount_oere"].sum() < 0.03
    assert 5 <= len(known.by_grant) <= 8
    assert set(known.frames) == {*known.by_grant, RUNNING, REFUND} == set(world.truth())
    assert known.to_come.filter(pl.col("amount_oere") <= 0).is_empty()
    assert set(known.to_come["month"]) == set(range(202605, 202613))
    assert world.known(202512).year == 2026
    assert world.known(202512).child_months.is_empty()


@each
def test_frames_are_neither_perfect_nor_absurd(process: str, worlds: dict[str, World]) -> None:
    world = worlds[process]
    for as_of, year in ((202312, 2024), (202412, 2025), (202512, 2026)):
        total, true = sum(world.known(as_of).frames.values()), sum(world.truth(year).values())
        assert total != true
        assert total == pytest.approx(true, rel=0.30 if process == "small" else 0.20)


def test_a_grant_told_by_hand() -> None:
    """Given for 60 days at a time from 1 March 2025, entered on the 20th; prolonged three weeks before the end of April.

    The true stop, 15 May, is known on 20 May. Until then the second end stands: 28 June. The new price of 1 May is learnt
    on 10 May.
    """
    start, unknown = day(2025, 3, 1), day(2099, 12, 31)
    grants = pl.DataFrame(
        {"grant_id": [4], "child_no": [9], "birth_day": [14_000], "area": ["plejefamilier"], "kind": ["foster"]}
        | {"step": [5], "start": [start], "stop": [day(2025, 5, 15)], "registered": [day(2025, 3, 20)]}
        | {"decided": [day(2025, 3, 20)], "expected_from": [unknown], "probability": [10_000]}
        | {"stop_known": [day(2025, 5, 20)], "plan_days": [60], "gone": [unknown], "phantom": [False]}
    )
    prices = pl.DataFrame(
        {"grant_id": [4, 4], "from": [start, day(2025, 5, 1)]}
        | {"known": [-unknown, day(2025, 5, 10)], "day_oere": [100_000, 103_000]}
    )
    seen = shown(versions(grants, prices), (202502, 202503, 202504, 202505, 202612, 202701))
    assert seen.select("snapshot", "stop_day", "day_oere").rows() == [
        (202503, day(2025, 4, 29), 100_000),
        (202504, day(2025, 6, 28), 100_000),
        (202505, day(2025, 5, 15), 103_000),
        (202612, day(2025, 5, 15), 103_000),
    ]


def test_what_is_to_come_by_hand() -> None:
    """As of June: April is given up, May is missing on grant 2 only, June on both; July to 10 July for grant 1.

    Grant 1: 1 May - 10 July at 10 kr. with 100 kr. posted in May and nothing in June: June 300 kr., July 100 kr.
    Grant 2: from 16 April without end at 20 kr.: May 620, June 600, then 620, 620, 600, 620, 600, 620.
    """
    rows = [(1, "a", day(2026, 5, 1), day(2026, 7, 10), 1000), (2, "b", day(2026, 4, 16), None, 2000)]
    newest = pl.DataFrame(rows, orient="row", schema=["grant_id", "area", "start_day", "stop_day", "day_oere"])
    posted = pl.DataFrame(
        {"grant_id": [1], "month": [202605], "amount_oere": [10_000]}, schema_overrides={"month": pl.Int32}
    )
    left = to_come(newest, posted, 2026, 202606)
    assert left.schema == to_come_types()
    assert left.filter(pl.col("grant_id") == 1).select("month", "amount_oere").rows() == [
        (202606, 30_000),
        (202607, 10_000),
    ]
    assert left.filter(pl.col("grant_id") == 2)["amount_oere"].to_list() == [
        *(62_000, 60_000, 62_000, 62_000, 60_000, 62_000, 60_000, 62_000)
    ]


def test_a_month_outside_the_years_drawn_is_refused(worlds: dict[str, World]) -> None:
    with pytest.raises(ValueError, match="202302"):
        worlds["small"].known(202302)
    with pytest.raises(KeyError):
        drawn("ukendt", 1)
