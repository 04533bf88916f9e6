"""Odd municipalities: each of them gets a forecast, with finite numbers that add up. What is unsure about it, others say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.forecast.known_frames import BANDS, Course, known, snapshots

from trinvis.calculations.forecast.known import RiskCase
from trinvis.calculations.forecast.year_drawn import YearDrawn, year_drawn

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

OPEN = [Course(n, "2025-01-01", kr=500) for n in range(1, 6)]
SPENT = [("pleje", month, 75_000) for month in snapshots(202501, 202606)]
RUNOFF = [(month, month, 75_000) for month in snapshots(202501, 202606)]

ODD: dict[str, dict[str, Any]] = {
    "one snapshot only": {"courses": OPEN, "first": 202606, "spent": SPENT},
    "two snapshots": {"courses": OPEN, "first": 202605, "spent": SPENT},
    "no exits ever": {"courses": OPEN, "spent": SPENT, "runoff": RUNOFF},
    "a kind never seen before": {
        "courses": [*OPEN, Course(9, "2026-06-20", first=202606, kind="secure", kr=9000)],
        "spent": SPENT,
    },
    "a kind that is only announced": {"courses": [*OPEN, Course(9, "2026-09-01", granted=0, kind="secure", kr=9000)]},
    "income above expenses": {
        "courses": [Course(n, "2025-01-01", kr=-500) for n in range(1, 6)],
        "spent": [(area, month, -kr) for area, month, kr in SPENT],
        "unmatched": [("pleje", month, -100 - month % 7) for month in snapshots(202501, 202606)],
        "runoff": [(service, month, -kr) for service, month, kr in RUNOFF],
        "frames": {"pleje": -90_000_000},
    },
    "frame of 0": {"courses": OPEN, "spent": SPENT, "frames": {"pleje": 0}},
    "nothing to come": {
        "courses": [Course(n, "2025-01-01", {202401: "2026-05-31"}) for n in range(1, 6)],
        "spent": SPENT,
    },
    "no grants at all": {"spent": SPENT, "unmatched": SPENT},
    "nothing at all": {"frames": {}},
    "no areas": {"frames": {}, "by_grant": ()},
    "December": {"courses": OPEN, "as_of": 202512, "spent": [row for row in SPENT if row[1] <= 202512]},
    "December with one snapshot": {"courses": OPEN, "as_of": 202512, "first": 202512},
    "November": {"courses": OPEN, "as_of": 202611, "spent": SPENT},
    "January": {"courses": OPEN, "as_of": 202601, "first": 202501},
    "the year is over": {"courses": OPEN, "as_of": 202612, "year": 2026, "spent": SPENT},
    "birthdays unknown": {
        "courses": [Course(n, "2025-01-01", {202400 + n: f"2025-{n:02d}-15"}, birth=None) for n in range(1, 13)],
        "spent": SPENT,
    },
    "an area without a budget": {"courses": [*OPEN, Course(9, "2025-01-01", area="nyt")], "by_grant": ("nyt", "pleje")},
    "an area without grants": {"courses": OPEN, "by_grant": ("pleje", "tomt"), "frames": {"tomt": 5}},
    "an area only with a budget": {"courses": OPEN, "frames": {"pleje": 1, "andet": 100}},
    "only grants that are announced": {
        "courses": [
            Course(n, "2026-08-01", granted=0, probability=chance) for n, chance in enumerate((0, 1, 5000, 10_000), 1)
        ]
    },
    "only grants of other areas": {"courses": [Course(1, "2025-01-01", area="drift")]},
    "only grants paid once": {"courses": [Course(n, "2026-03-01", kr=0) for n in range(1, 6)]},
    "only grants that begin later": {"courses": [Course(n, "2026-10-01", first=202606) for n in range(1, 6)]},
    "gone from the newest snapshot": {"courses": [Course(n, "2025-01-01", last=202604) for n in range(1, 6)]},
    "a stop before the start": {"courses": [*OPEN, Course(9, "2026-05-01", {202401: "2026-04-30"})]},
    "postings of one month": {"courses": OPEN, "spent": [("pleje", 202606, 100), ("drift", 202606, 5)]},
    "refund without a child": {"bands": BANDS, "refund_area": "refusion", "frames": {"refusion": -1}, "spent": SPENT},
    "refund with new children only": {
        "courses": [Course(n, "2025-01-01", {202401: "2026-05-31"}, kr=9000) for n in range(1, 6)],
        "bands": BANDS,
        "refund_area": "refusion",
        "frames": {"pleje": 1, "refusion": -1},
    },
    "households of nobody": {
        "courses": OPEN,
        "bands": BANDS,
        "refund_area": "pleje",
        "households": {77: 1, 1: 1, 2: 1},
    },
    "only a risk case": {"risks": (RiskCase("andet", 100_000, 5000),), "frames": {}, "by_grant": ()},
    "risk cases of 0 and of income": {
        "courses": OPEN,
        "risks": (RiskCase("pleje", 0, 5000), RiskCase("pleje", -100, 10_000), RiskCase("andet", 100, 0)),
    },
    "prices that double by the index": {"courses": OPEN, "as_of": 202512, "price_index": 1.0},
    "outside the staircase": {"courses": [Course(n, "2025-01-01", step=None) for n in range(1, 6)], "spent": SPENT},
    "children that move every month": {
        "courses": [
            Course(n, f"2026-{n:02d}-01", {202401: f"2026-{n:02d}-28"}, child=1, step=n, first=202600 + n)
            for n in range(1, 7)
        ],
        "spent": SPENT,
    },
    "no invoice has come": {
        "courses": OPEN,
        "missing": [(n, "pleje", month, 15_000) for n in range(1, 6) for month in (202605, 202606)],
    },
    "planned and ended on the as-of day": {
        "courses": [Course(n, "2026-01-01", {202401: "2026-06-30"}) for n in range(1, 6)],
        "spent": SPENT,
    },
    "invoices long overdue": {"courses": OPEN, "missing": [(1, "pleje", 202601, 15_000), (3, "pleje", 202606, 15_000)]},
}


def finite(year: YearDrawn) -> None:
    for part, values in year.parts.items():
        assert np.isfinite(values).all(), part
    assert np.isfinite(year.paths).all()
    total = year.draws()
    assert total.shape == (60,)
    if year.areas:
        assert sum(year.draws(area) for area in year.areas) == pytest.approx(total, abs=1)
    for area in (None, *year.areas):
        found = year.distribution(area)
        assert found.low95 <= found.low80 <= found.median <= found.high80 <= found.high95
        assert 0 <= year.chance_of_breaking(area) <= 1
    shares = sum(year.contributions().values())
    assert shares == pytest.approx(1) or total.std() < 1


@pytest.mark.parametrize("name", list(ODD))
def test_a_forecast_all_the_same(name: str) -> None:
    finite(year_drawn(known(**ODD[name]), seed=1, draws=60, sets=6))


def test_no_exits_ever_is_not_none_to_come() -> None:
    """Five grants followed for 17 months without an end, 85 grant months: still some chance of one.

    The whole, (0 + 1) / (85 + 30) a month, weighs 0.3 stop: 0.3 / (85 + 34.5), about 0.0025 a month, so about 0.075 stops in
    the 30 grant months ahead, each taking half of a fifth of what is to come: 0.75 per cent of it.
    """
    year = year_drawn(known(OPEN, first=202401), seed=1, draws=8000, sets=400)
    ends = year.parts["ends"].sum(axis=0)
    assert ends.max() <= 0
    assert 0.01 < (ends < 0).mean() < 0.08
    assert ends.mean() > -0.01 * year.parts["committed"].sum(axis=0)[0]


def test_a_kind_never_seen_before_costs_about_what_is_registered() -> None:
    one = Course(1, "2026-06-20", first=202606, kind="secure", kr=9000)
    year = year_drawn(known([*OPEN[1:], one]), seed=1, draws=2000, sets=50)
    committed = 184 * (9000 + 4 * 500) * 100
    known_grants = year.parts["committed"].sum(axis=0) + year.parts["ends"].sum(axis=0)
    assert year.parts["committed"].sum(axis=0) == pytest.approx(committed)
    assert 0.5 * committed < known_grants.mean() <= committed


def test_a_probability_of_0_never_comes_and_of_100_is_certain() -> None:
    never = Course(1, "2026-08-01", granted=0, probability=0)
    sure = Course(2, "2026-08-01", granted=0, probability=10_000)
    year = year_drawn(known([never, sure]), seed=1, draws=500, sets=5)
    assert not year.parts["expected"].any()
    assert year.parts["committed"].sum(axis=0) == pytest.approx(153 * 10_000)


def test_income_above_expenses_is_below_0() -> None:
    year = year_drawn(known(**ODD["income above expenses"]), seed=1, draws=500, sets=5)
    assert year.draws().max() < 0
    assert year.frame() == -90_000_000


def test_an_area_without_a_budget_breaks_a_frame_of_0() -> None:
    year = year_drawn(known(**ODD["an area without a budget"]), seed=1, draws=500, sets=5)
    assert year.frame("nyt") == 0
    assert year.chance_of_breaking("nyt") > 0.9
    assert year.frame() == 100_000_000
