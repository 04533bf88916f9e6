"""The refund inside each draw: the same rule, to the øre, as the refund of the follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest
from tests.forecast.known_frames import BANDS, Course, known

from trinvis.calculations.forecast.final_stops import EARLIEST
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.known import Known
from trinvis.calculations.forecast.prepared import Running, running
from trinvis.calculations.forecast.refund import household_months
from trinvis.calculations.forecast.refund_drawn import Bands, RefundDraws, refund_draws

MONTHS = 6
LATER = MONTHS - EARLIEST + 1


def made(courses: Sequence[Course], **how: object) -> tuple[Known, Running, RefundDraws]:
    base = known(courses, bands=BANDS, refund_area="refusion", **how)  # type: ignore[arg-type]
    horizon = Horizon(base.as_of, base.year * 100 + 12)
    grants, _ = running(base, tuple(base.seen["kind"].unique().sort()), tuple(sorted(base.by_grant)), horizon)
    found = refund_draws(base, grants, horizon)
    assert found is not None
    return base, grants, found


def by_rule(amounts: Sequence[tuple[int, int, float]], households: dict[int, int] | None = None) -> int:
    """Øre of the follow-up's own rule on child, month, øre."""
    expenses = pl.DataFrame(
        [(child, month, round(oere), False) for child, month, oere in amounts],
        schema={"child_no": pl.Int64, "month": pl.Int32, "amount_oere": pl.Int64, "once": pl.Boolean},
        orient="row",
    )
    houses = pl.DataFrame(
        list((households or {}).items()), schema={"child_no": pl.Int64, "household_no": pl.Int64}, orient="row"
    )
    rows = household_months(nw.from_native(expenses.lazy()), nw.from_native(houses.lazy()), BANDS, 2026)
    return int(rows.collect().to_native()["refund_oere"].sum())


def costs(base: Known, extra: Sequence[tuple[int, int, float]] = ()) -> list[tuple[int, int, float]]:
    """Child, month, øre: what is posted and what is to come as registered."""
    child = dict(base.seen.select("grant_id", "child_no").unique().iter_rows())
    coming = [(child[grant], month, oere) for grant, _, month, oere in base.to_come.iter_rows()]
    return [*base.child_months.iter_rows(), *coming, *extra]


def as_registered(found: RefundDraws, grants: Running) -> float:
    """The refund when every grant ends where it is registered to."""
    stop = np.where(grants.state >= 0, LATER, np.minimum(grants.known[:, 2] - EARLIEST, LATER))[:, None]
    comes = np.ones((len(stop), 1), dtype=bool)
    return float(found.of_running(stop, comes, 1.0)[0])


def test_a_month_by_hand() -> None:
    """Limits of a month 75,833.33, 151,666.67 and 189,166.67 kr.: of 200,000 kr. 25 % of 75,833.33, 50 % of 37,500 and
    75 % of 10,833.33."""
    rule = Bands.of(BANDS)
    month = np.array([0, 7_583_333.0, 10_000_000, 20_000_000])
    expected = [0, 0, 0.25 * (100_000 - 75_833.3333), 18_958.3333 + 18_750 + 8_125]
    assert rule.refund(month) / 100 == pytest.approx(expected, abs=0.01)


def test_constant_futures_give_the_rule_of_the_follow_up() -> None:
    """Forty children with one to three grants, posted months beside them; all run the year out."""
    random = Random(1)
    courses, child_months = [], []
    for grant in range(1, 81):
        child = random.randint(1, 40)
        courses.append(Course(grant, "2025-01-01", child=child, kr=random.choice([300, 1500, 2600, 4100, 7000])))
        child_months += [(child, month, random.randint(0, 150_000)) for month in range(202601, 202607)]
    child_months += [(99, month, 160_000) for month in range(202601, 202604)]  # ended: no grant any more
    base, grants, found = made(courses, child_months=child_months)
    expected = by_rule(costs(base))
    assert expected > 100_000_000
    assert as_registered(found, grants) == pytest.approx(expected, abs=42)


def test_siblings_in_one_household_are_added() -> None:
    """Two children at 50,000 kr. a month each stay under the limit alone, and pass it together."""
    courses = [Course(1, "2025-01-01", child=1, kr=1600), Course(2, "2025-01-01", child=2, kr=1700)]
    posted = [(child, month, 50_000) for child in (1, 2) for month in range(202601, 202607)]
    alone, apart, of_apart = made(courses, child_months=posted)
    assert as_registered(of_apart, apart) == by_rule(costs(alone)) == 0
    together, both, of_both = made(courses, child_months=posted, households={1: 7, 2: 7})
    expected = by_rule(costs(together), {1: 7, 2: 7})
    assert expected > 0
    assert as_registered(of_both, both) == pytest.approx(expected, abs=2)


def test_a_household_number_is_no_child_number() -> None:
    """Children 1 and 2 in household 5; child 5 alone: two units, not one."""
    courses = [Course(n, "2025-01-01", child=n, kr=1600) for n in (1, 2, 5)]
    base, grants, found = made(courses, households={1: 5, 2: 5})
    assert as_registered(found, grants) == pytest.approx(by_rule(costs(base), {1: 5, 2: 5}), abs=3)


def test_the_mean_of_refunds_is_not_the_refund_of_the_mean() -> None:
    """An expected grant of 4,000 kr. a day that comes or does not: half its refund, and none on half its cost."""
    base, grants, found = made([Course(1, "2026-07-01", kr=4000, granted=0, probability=5000)])
    stop = np.full((1, 2), LATER)
    drawn = found.of_running(stop, np.array([[True, False]]), 1.0)
    whole = by_rule(costs(base))
    assert drawn.tolist() == [pytest.approx(whole, abs=2), 0]
    assert whole > 0
    assert by_rule([(child, month, oere / 2) for child, month, oere in costs(base)]) == 0
    assert grants.chance.tolist() == [0.5]


def test_every_draw_has_its_own_stop() -> None:
    """4,000 kr. a day from January, stopped in month 2 (half of it counted) or later, beside what is posted."""
    posted = [(1, month, 120_000) for month in range(202601, 202607)]
    _, _, found = made([Course(1, "2026-01-01", kr=4000)], child_months=posted)
    stop = np.array([[2 - EARLIEST, LATER, 1 - EARLIEST]])
    drawn = found.of_running(stop, np.ones((1, 3), dtype=bool), 1.0)
    closed = [(1, month, 12_000_000) for month in range(202601, 202607)]
    july = (1, 202607, 31 * 400_000)
    half = (1, 202608, 31 * 200_000)
    rest = [(1, month, days * 400_000) for month, days in ((202608, 31), (202609, 30), (202610, 31), (202611, 30), (202612, 31))]  # fmt: skip
    assert drawn == pytest.approx(
        [by_rule([*closed, july, half]), by_rule([*closed, july, *rest]), by_rule([*closed, (1, 202607, 6_200_000)])],
        abs=2,
    )


def test_dearer_open_months_bring_more_and_closed_ones_stay() -> None:
    posted = [(1, month, 120_000) for month in range(202601, 202607)]
    base, _, found = made([Course(1, "2026-01-01", kr=4000)], child_months=posted)
    drawn = found.of_running(np.array([[LATER]]), np.ones((1, 1), dtype=bool), 1.1)
    dearer = [(child, month, oere * (1.1 if month > 202606 else 1)) for child, month, oere in costs(base)]
    assert drawn == pytest.approx(by_rule(dearer), abs=2)


def test_a_missing_invoice_counts_in_its_month() -> None:
    base, grants, found = made([Course(1, "2026-01-01", kr=4000)], missing=[(1, "pleje", 202605, 124_000)])
    assert as_registered(found, grants) == pytest.approx(by_rule(costs(base)), abs=2)


def test_new_grants_bring_refund_from_their_start_to_their_end() -> None:
    """5,000 kr. a day from the middle of July to the end of August: 77,500 and 155,000 kr."""
    _, _, found = made([Course(1, "2026-01-01")])
    back = found.of_pool(np.array([500_000.0]), np.array([[0.5]]), np.array([[2.0]]))
    assert back[0, 0] == pytest.approx(by_rule([(1, 202607, 7_750_000), (1, 202608, 15_500_000)]), abs=2)


def test_no_limits_or_no_area_is_no_refund() -> None:
    horizon = Horizon(202606, 202612)
    for how in ({"bands": BANDS}, {"refund_area": "refusion"}, {}):
        base = known([Course(1, "2026-01-01")], **how)
        grants, _ = running(base, ("foster",), ("pleje",), horizon)
        assert refund_draws(base, grants, horizon) is None


def test_nobody_to_get_refund_for() -> None:
    _, _, found = made([])
    assert found.of_running(np.zeros((0, 3), dtype=np.int64), np.zeros((0, 3), dtype=bool), 1.0).tolist() == [0, 0, 0]


def test_a_grant_that_ends_with_a_month_as_registered_brings_that_month() -> None:
    """4,000 kr. a day to 30 September: refund of the whole of September, as its cost is counted whole."""
    base, grants, found = made([Course(1, "2026-01-01", {202401: "2026-09-30"}, kr=4000)])
    assert as_registered(found, grants) == pytest.approx(by_rule(costs(base)), abs=2)


def test_an_invoice_missing_on_a_grant_that_has_ended_brings_refund() -> None:
    base, grants, found = made(
        [Course(1, "2026-01-01", {202401: "2026-05-31"}, kr=4000)], missing=[(1, "pleje", 202605, 124_000)]
    )
    assert as_registered(found, grants) == pytest.approx(by_rule(costs(base)), abs=2)


def test_an_invoice_missing_on_a_grant_that_has_ended_counts_beside_the_childs_others() -> None:
    """Ended in May and lacking May's invoice; a sibling's and the child's own next grant run on. None passes a limit alone."""
    courses = [
        Course(1, "2026-01-01", {202401: "2026-05-31"}, child=1, kr=2000),
        Course(2, "2026-05-01", child=1, kr=1500),
        Course(3, "2025-01-01", child=2, kr=1000),
    ]
    posted = [(1, 202605, 46_500), (2, 202605, 31_000)]
    base, grants, found = made(
        courses, missing=[(1, "pleje", 202605, 62_000)], child_months=posted, households={1: 4, 2: 4}
    )
    # 139,500 kr. in May: 25 % of 63,666.67; July and on 77,500 or 75,000: of 1,666.67 in the four months of 31 days
    assert as_registered(found, grants) / 100 == pytest.approx(0.25 * (63_666.67 + 4 * 1_666.67), abs=0.1)
    assert as_registered(found, grants) == pytest.approx(by_rule(costs(base), {1: 4, 2: 4}), abs=2)


def test_a_child_that_passes_a_limit_only_when_prices_rise() -> None:
    """2,400 kr. a day is 74,400 kr. in a month of 31 days; five per cent more is 78,120, which is 2,286.67 above the limit,
    and of 30 days 75,600: not above. July, August, October and December."""
    _, _, found = made([Course(1, "2026-01-01", kr=2400)])
    drawn = found.of_running(np.array([[LATER]]), np.ones((1, 1), dtype=bool), 1.05)
    assert drawn / 100 == pytest.approx(4 * 0.25 * 2_286.67, abs=0.1)


@pytest.mark.parametrize("as_of", [202512, 202601, 202602, 202606, 202611])
def test_every_future_has_the_refund_of_the_rule(as_of: int) -> None:
    """Children with one grant, with several, and siblings; ended grants, invoices missing; stops, chances and prices drawn.

    A month after the stop costs nothing, the month of the stop what it costs in part.
    """
    random = Random(as_of)
    closed = [month for month in range(202601, 202613) if month <= as_of]
    courses, missing = [], []
    for grant in range(1, 41):
        ended = {0: "2025-11-15", 1: f"{as_of // 100}-{as_of % 100:02d}-15"}.get(grant % 8)
        stops = {} if ended is None else {202401: ended}
        kr = random.choice([300, 1500, 2600, 4100, 7000])
        courses.append(Course(grant, "2025-01-01", stops, child=random.randint(1, 60), kr=kr))
        missing += [(grant, "pleje", month, 30 * kr) for month in closed[-2:] if random.random() < 0.3]
    posted = [(child, month, random.randint(0, 160_000)) for child in range(1, 61) for month in closed]
    houses = {child: child // 3 for child in range(1, 20)}
    base, grants, found = made(courses, as_of=as_of, missing=missing, child_months=posted, households=houses)
    horizon = Horizon(as_of, 202612)
    rng = np.random.default_rng(as_of)
    size = (len(grants.grant_id), 6)
    stop, comes = rng.integers(0, grants.full.shape[1] + 1, size), rng.random(size) < 0.8
    drawn = found.of_running(stop, comes, 1.04)
    for future in range(size[1]):
        amounts = list(base.child_months.iter_rows())
        amounts += [
            (child, horizon.month(EARLIEST + column), oere)
            for _, child, months in grants.settled
            for column, oere in enumerate(months)
        ]
        for row, column in np.ndindex(grants.full.shape):
            place, last = EARLIEST + column, stop[row, future]
            cost = grants.full[row, column] if last > column else grants.last[row, column] * (last == column)
            price = 1.04 if place > 0 else 1.0
            amounts.append((int(grants.child_no[row]), horizon.month(place), cost * comes[row, future] * price))
        expected = by_rule([row for row in amounts if row[1] // 100 == 2026], houses)
        assert drawn[future] == pytest.approx(expected, abs=150)
