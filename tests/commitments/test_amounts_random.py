"""Ten thousand random grants: every engine gives the øre of a plain loop over the days; and what must not matter does not."""

from __future__ import annotations

import calendar as python_calendar
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.engine import Engine
from trinvis.tables import GRANTS

OURS = 101
YEAR = 2028  # a leap year
Row = dict[str, Any]
Line = tuple[int, int, int, int]


def random_rows(seed: int, size: int) -> list[Row]:
    """Grants of every unit, some in several price periods, some changed, some counted in whole months, some paid by others."""
    chance = random.Random(seed)
    rows: list[Row] = []
    while len(rows) < size:
        grant = len(rows) + 1
        whole = chance.random() < 0.25
        shared: Row = {
            "delivery_id": "d",
            "grant_id": grant,
            "child_no": chance.randrange(size // 3),
            "source_key": f"G{grant}",
            "modifies": None,
            "intervention_type": "placement",
            "status": chance.choice(["granted", "granted", "granted", "ended", "expected", "draft", "cancelled"]),
            "counting": chance.choice(["whole_months"]) if whole else chance.choice(["days", None]),
            "probability": chance.choice([None, None, 10_000, chance.randrange(1, 10_000)]),
            "provider_kind": chance.choice(["own", "private", None]),
            "paying_municipality": chance.choice([None, None, None, OURS, 151]),
            "acting_municipality": chance.choice([None, OURS, 151]),
            "residence_municipality": chance.choice([None, OURS, 151]),
            "main": chance.choice([None, True, False]),
        }
        if rows and chance.random() < 0.15:
            changed = chance.choice(rows)
            shared |= {"child_no": changed["child_no"], "modifies": changed["source_key"]}
        start = date(YEAR - 1, 1, 1) + timedelta(days=chance.randrange(800))
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            stop = start + timedelta(days=chance.randrange(chance.choice([10, 60, 400])))
            unit = chance.choice(
                ["day", "week", "fortnight", "month", "year", "hour_week", "hour_month", "session", "once"]
            )
            rows.append(
                {
                    **shared,
                    "row_no": len(rows) + 1,
                    "unit": unit,
                    "rate_oere": chance.choice([1, -1]) * chance.randrange(1, 10 ** chance.randrange(2, 9)),
                    "quantity": chance.choice([None, 100, 300, chance.randrange(1, 5000)]),
                    "vat_factor": chance.choice([None, 10_000, 9540, 2500]),
                    "start": start,
                    "stop": None if chance.random() < 0.2 else stop,
                }
            )
            if rows[-1]["stop"] is None:
                break
            # whole months have no rows that overlap: their neighbours share out the month between them
            start = stop + timedelta(days=chance.choice([1, 1, 5, 40] if whole else [1, 1, 5, -3]))
    return rows[:size]


def facts(rows: list[Row]) -> pl.DataFrame:
    return GRANTS.conform(pl.DataFrame(rows, infer_schema_length=None))


def half_away(number: Fraction) -> int:
    size = (abs(number) + Fraction(1, 2)).__floor__()
    return size if number >= 0 else -size


def month_length(day: date) -> int:
    return python_calendar.monthrange(day.year, day.month)[1]


def charged_days(row: Row, of_grant: list[Row], until: date) -> Iterator[date]:
    """Each day that a row is charged for, by walking through its days."""
    if row["unit"] == "once" or (row["unit"] == "session" and row["stop"] is None):
        yield row["start"]
        return
    stop = min(row["stop"] or until, until)
    day = row["start"]
    while day <= stop:
        yield day
        day += timedelta(days=1)
    if row["counting"] != "whole_months":
        return
    own = [
        (other["start"], other["stop"] or until)
        for other in of_grant
        if other["unit"] != "once" and (other["unit"] != "session" or other["stop"] is not None)
    ]
    # days of its first month before it, unless an earlier row of the grant is active in that month
    first = row["start"].replace(day=1)
    if not any(first <= other_stop and other_start < row["start"] for other_start, other_stop in own):
        while first < row["start"]:
            yield first
            first += timedelta(days=1)
    # days of its last month after it, until the next row of the grant begins
    if row["stop"] is not None:
        day = row["stop"] + timedelta(days=1)
        while day.day != 1 and not any(other_start == day for other_start, _ in own):
            yield day
            day += timedelta(days=1)


def plain_loop(rows: list[Row]) -> list[Line]:
    """(row, month, full øre, øre) by a loop over rows and days, with fractions; income lines have the row's number negated."""
    until = date(YEAR + 3, 12, 31)
    counted = [row for row in rows if row["status"] in ("granted", "expected", "ended")]
    of_grant: dict[int, list[Row]] = defaultdict(list)
    for row in counted:
        of_grant[row["grant_id"]].append(row)
    days = {row["row_no"]: sorted(charged_days(row, of_grant[row["grant_id"]], until)) for row in counted}
    changes: dict[tuple[int, str], dict[int, tuple[date, int]]] = defaultdict(dict)
    for row in counted:
        if row["modifies"] is not None:
            first, weight = days[row["row_no"]][0], row["probability"] or 10_000
            known = changes[row["child_no"], row["modifies"]].get(row["grant_id"], (first, 0))
            changes[row["child_no"], row["modifies"]][row["grant_id"]] = (min(known[0], first), max(known[1], weight))
    moved = {
        target: [
            (min([first, *(sooner for sooner, _ in changes.get((target[0], f"G{grant}"), {}).values())]), weight)
            for grant, (first, weight) in by_grant.items()
        ]
        for target, by_grant in changes.items()
    }
    lines: list[Line] = []
    for row in counted:
        per: dict[tuple[int, int], int] = defaultdict(int)
        for day in days[row["row_no"]]:
            gone = sum(w for first, w in moved.get((row["child_no"], row["source_key"]), []) if first <= day)
            if day.year == YEAR and gone < 10_000:
                per[day.year * 100 + day.month, 10_000 - gone] += 1
        total_days = len(days[row["row_no"]])
        other_pays = row["paying_municipality"] not in (None, OURS)
        user = row["acting_municipality"] or row["residence_municipality"] or OURS
        sold = other_pays and row["provider_kind"] == "own" and user != OURS
        for (month, stays), number in per.items():
            length = month_length(date(YEAR, month % 100, 1))
            over = {"week": 7, "fortnight": 14, "hour_week": 7, "month": length, "hour_month": length, "year": 366}
            if row["unit"] == "session" and row["stop"] is not None:
                over["session"] = total_days
            price = Fraction(row["rate_oere"] * (row["quantity"] or 100) * (row["vat_factor"] or 10_000), 1_000_000)
            full = half_away(price * number / over.get(row["unit"], 1))
            weight = half_away(Fraction((row["probability"] or 10_000) * stays, 10_000))
            amount = half_away(Fraction(full * weight, 10_000))
            if not sold:
                lines.append((row["row_no"], month, full, amount))
            if other_pays:
                lines.append((-row["row_no"], month, -full, -amount))
    return sorted(lines)


def found_by(engine: Engine, frame: pl.DataFrame) -> list[Line]:
    lines = grant_months(engine.frame(frame), engine.frame(months(YEAR, YEAR)), municipality=OURS)
    income = nw.coalesce(nw.col("flag").str.contains("mellemkommunal"), nw.lit(False)) & (nw.col("days") == 0)
    found = engine.collect(lines.select("row_no", "month", "full_amount_oere", "amount_oere", "days", income=income))
    return sorted(found.drop("days", "income").rows())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_ten_thousand_random_grants_cost_the_same_as_a_plain_loop(engine: Engine, seed: int) -> None:
    rows = random_rows(seed, 500)
    expected = sorted((abs(row), *rest) for row, *rest in plain_loop(rows))

    assert found_by(engine, facts(rows)) == expected


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    frame = facts(random_rows(seed, 120))

    with Engine.open("polars") as engine:
        assert found_by(engine, frame) == found_by(engine, frame.sample(fraction=1, shuffle=True, seed=seed % 1000))


units = st.sampled_from(["day", "week", "fortnight", "month", "year", "hour_week", "hour_month"])


@settings(max_examples=150, deadline=None)
@given(
    units,
    st.integers(-(10**9), 10**9),
    st.sampled_from([100, 250, 1]),
    st.lists(st.integers(1, 700), min_size=1, max_size=4, unique=True),
    st.booleans(),
)
def test_splitting_a_period_changes_at_most_one_oere_per_split(
    unit: str, rate: int, quantity: int, splits: list[int], whole: bool
) -> None:
    start, stop = date(2027, 11, 17), date(2029, 11, 3)
    shared = {
        "delivery_id": "d",
        "grant_id": 1,
        "child_no": 1,
        "status": "granted",
        "intervention_type": "placement",
        "unit": unit,
        "rate_oere": rate,
        "quantity": quantity,
        "counting": "whole_months" if whole else "days",
    }
    bounds = [start, *(start + timedelta(days=split) for split in sorted(splits)), stop + timedelta(days=1)]
    parts = [
        {**shared, "row_no": n, "start": first, "stop": following - timedelta(days=1)}
        for n, (first, following) in enumerate(pairwise(bounds), start=1)
    ]

    with Engine.open("polars") as engine:

        def total(rows: list[Row]) -> int:
            return sum(line[3] for line in found_by(engine, facts(rows)))

        whole_period = total([{**shared, "row_no": 1, "start": start, "stop": stop}])
        assert abs(total(parts) - whole_period) <= len(splits)
