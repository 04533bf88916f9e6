"""The changes between any two of the 36 months add up to the øre, and every one of them opens.

All pairs of months are many; a normal run takes those that tell most: of 2026 every month against the next, the first and the
last; of 2025 every month against the next while the year runs. ``make soak`` takes all pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations, pairwise

import polars as pl
import pytest
from tests.example.example import MONTH_ENDS, Example

from trinvis.municipality.changes import Changes

YEARS = (2024, 2025, 2026)
Pair = tuple[date, date]

NEIGHBOURS = list(pairwise(MONTH_ENDS))
FROM_THE_FIRST = [(MONTH_ENDS[0], day) for day in MONTH_ENDS[2:]]
TO_THE_LAST = [(day, MONTH_ENDS[-1]) for day in MONTH_ENDS[1:-2]]


def total(frame: pl.DataFrame, column: str = "amount_oere") -> int:
    return int(frame[column].sum())


def what_does_not_add_up(made: Changes) -> list[str]:
    """What is wrong with a bridge; nothing when it holds in all, in each area, for the forecast and for the budget."""
    name, wrong = made.name, []
    forecast = made.items.filter(pl.col("moves") == "forecast")
    budget = made.items.filter(pl.col("moves") == "budget")
    if forecast.height + budget.height != made.items.height:
        wrong.append(f"{name}: an item moves neither")
    if (made.items["amount_oere"] == 0).any():
        wrong.append(f"{name}: an item of nothing")
    if total(forecast) != made.total_after - made.total_before:
        wrong.append(f"{name}: forecast")
    if total(budget) != made.budget_after - made.budget_before:
        wrong.append(f"{name}: budget")
    for figure, items in (("forecast_oere", forecast), ("budget_oere", budget)):
        moved = dict(items.group_by("area").agg(pl.col("amount_oere").sum()).iter_rows())
        sides = [
            dict(side.areas.filter(pl.col("kind") == "area").select("area", figure).iter_rows())
            for side in (made.before, made.after)
        ]
        for area in {*sides[0], *sides[1], *moved}:
            if sides[1].get(area, 0) - sides[0].get(area, 0) != moved.get(area, 0):
                wrong.append(f"{name}: {figure} of {area}")
    return wrong


def all_add_up(example: Example, year: int, pairs: Iterable[Pair]) -> None:
    wrong = []
    for before, after in pairs:
        wrong += what_does_not_add_up(example.hall.changes(year, before, after))
    assert wrong == []


SAMPLE = {
    "2025, each and the next": (
        2025,
        [pair for pair in NEIGHBOURS if date(2024, 11, 30) <= pair[0] < date(2026, 4, 30)],
    ),
    "2026, each and the next": (2026, NEIGHBOURS),
    "2026, the first and each": (2026, FROM_THE_FIRST),
    "2026, each and the last": (2026, TO_THE_LAST),
}


@pytest.mark.parametrize(("year", "pairs"), SAMPLE.values(), ids=SAMPLE)
def test_the_changes_add_up(example: Example, year: int, pairs: list[Pair]) -> None:
    all_add_up(example, year, pairs)


@pytest.mark.soak
@pytest.mark.parametrize("year", YEARS)
def test_any_two_months(example: Example, year: int) -> None:
    all_add_up(example, year, combinations(MONTH_ENDS, 2))


OPENED = [
    (2026, date(2026, 8, 31), date(2026, 9, 30), 1),
    (2025, date(2025, 12, 31), date(2026, 3, 31), 1),  # over New Year
    (2026, date(2026, 1, 31), date(2026, 9, 30), 5),
    (2025, date(2023, 10, 31), date(2025, 12, 31), 5),  # other rules: the refund limits of 2025 were not known
]


@pytest.mark.parametrize(("year", "before", "after", "every"), OPENED, ids=[f"{a}..{b}" for _, a, b, _ in OPENED])
def test_every_change_opens(example: Example, year: int, before: date, after: date, every: int) -> None:
    """All of them, those of each area, and those of each grant: the lines of both days add up to them, to the øre.

    Over a long time, which more than a thousand grants change in, every fifth grant.
    """
    made = example.hall.changes(year, before, after)
    whole = example.hall.explain(str(made.address()))
    assert whole.value == total(made.items) == total(whole.lines, "signed_oere")
    for area in made.items["area"].unique():
        opened = example.hall.explain(str(made.address(area=area)))
        assert opened.value == total(made.items.filter(pl.col("area") == area)), area
        assert opened.value == total(opened.lines, "signed_oere"), area
    of_grants = made.items.filter(pl.col("grant_id").is_not_null())
    for (grant,), items in sorted(of_grants.group_by("grant_id"), key=lambda group: str(group[0]))[::every]:
        opened = example.hall.explain(str(made.address(grant_id=str(grant))))
        assert opened.value == total(items) == total(opened.lines, "signed_oere"), grant
        # what cancels out without a krone in the forecast still names its rows
        named = items.select(pl.concat_str("rows_before", "rows_after", ignore_nulls=True)).to_series()
        assert opened.lines.height or (named != "").any()
    assert of_grants["grant_id"].n_unique() > 50


@pytest.mark.parametrize("moves", ["forecast", "budget"])
def test_the_changes_of_forecast_and_of_budget_open_apart(example: Example, moves: str) -> None:
    made = example.hall.changes(2026, date(2025, 9, 30), date(2026, 9, 30))
    opened = example.hall.explain(str(made.address(moves=moves)))
    moved = {
        "forecast": made.total_after - made.total_before,
        "budget": made.budget_after - made.budget_before,
    }
    assert opened.value == moved[moves] == total(opened.lines, "signed_oere") != 0


def test_each_kind_of_change_happens(example: Example) -> None:
    """Else the tests above would hold for nothing."""
    found: set[str] = set()
    for before, after in NEIGHBOURS:
        found |= set(example.hall.changes(2026, before, after).items["kind"])
    assert {"new", "ended", "cancelled", "prolonged", "shortened", "price", "status", "replaced"} <= found
    assert {"posting", "risk", "pool", "method", "refund", "rule", "budget"} <= found
