"""Corrections typed in the journal over what the source delivers: they hold until the source agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.commitments.corrections import (
    CORRECTED_STEP,
    CORRECTION_COLUMNS,
    apply_corrections,
    keep_corrected_steps,
)
from trinvis.engine import Engine

TYPES: dict[str, pl.DataType] = {
    "grant_id": pl.Int64(),
    "field": pl.String(),
    "stop": pl.Date(),
    "stop_day": pl.Int32(),
    "rate_oere": pl.Int64(),
    "status": pl.String(),
    "step": pl.Int64(),
    "source_value": pl.String(),
    "effective_from": pl.Date(),
    "effective_from_day": pl.Int32(),
    "journal_seq": pl.Int64(),
}
Rows = Callable[..., pl.DataFrame]
Outcome = tuple[str, str | None, int, str, int | None]


def typed(*entries: dict[str, Any]) -> pl.DataFrame:
    """Corrections as the journal gives them; numbered as they stand, of grant 1 unless they say otherwise."""
    assert tuple(TYPES) == CORRECTION_COLUMNS
    rows = []
    for seq, entry in enumerate(entries, start=1):
        row = {"grant_id": 1, "journal_seq": seq, **entry}
        for name in ("stop", "effective_from"):
            if row.get(name):
                row[name] = date.fromisoformat(row[name])
                row[f"{name}_day"] = (row[name] - date(1970, 1, 1)).days
        rows.append(row)
    return pl.DataFrame({name: pl.Series(name, [r.get(name) for r in rows], dtype=t) for name, t in TYPES.items()})


@pytest.fixture(scope="session")
def polars() -> Iterator[Engine]:
    """The cases run on Polars; that the other engines give the same is tested on many grants at once."""
    with Engine.open("polars") as opened:
        yield opened


def corrected(engine: Engine, grants: pl.DataFrame, *entries: dict[str, Any]) -> pl.DataFrame:
    found = engine.collect(apply_corrections(engine.frame(grants), engine.frame(typed(*entries))))
    days = found.select(
        start=pl.col("start").cast(pl.Int32) == pl.col("start_day"),
        stop=(pl.col("stop").cast(pl.Int32) == pl.col("stop_day")).fill_null(True)
        & (pl.col("stop").is_null() == pl.col("stop_day").is_null()),
    )
    assert days["start"].all()
    assert days["stop"].all()
    return found.sort("grant_id", "row_no", "start_day")


def outcome(found: pl.DataFrame) -> list[Outcome]:
    """(start, stop, rate in kroner, status, journal_seq) of each row."""
    return [
        (str(r["start"]), r["stop"] and str(r["stop"]), r["rate_oere"] // 100, r["status"], r["journal_seq"])
        for r in found.to_dicts()
    ]


TWO_PRICES = (
    {"grant_id": 1, "rate": 100, "start": "2026-01-01", "stop": "2026-06-30"},
    {"grant_id": 1, "rate": 120, "start": "2026-07-01", "stop": "2026-12-31"},
)


@pytest.mark.parametrize(
    ("stop", "expected"),
    [
        # shortened within the last price, prolonged, and unknown
        ("2026-09-30", [("2026-01-01", "2026-06-30", 100, "granted", None), ("2026-07-01", "2026-09-30", 120, "granted", 1)]),
        ("2027-03-31", [("2026-01-01", "2026-06-30", 100, "granted", None), ("2026-07-01", "2027-03-31", 120, "granted", 1)]),
        (None, [("2026-01-01", "2026-06-30", 100, "granted", None), ("2026-07-01", None, 120, "granted", 1)]),
        # before the last price began: that row is cancelled and keeps its days
        ("2026-03-31", [("2026-01-01", "2026-03-31", 100, "granted", 1), ("2026-07-01", "2026-12-31", 120, "cancelled", 1)]),
        ("2026-06-30", [("2026-01-01", "2026-06-30", 100, "granted", None), ("2026-07-01", "2026-12-31", 120, "cancelled", 1)]),
        # the source says the same: the correction is gone
        ("2026-12-31", [("2026-01-01", "2026-06-30", 100, "granted", None), ("2026-07-01", "2026-12-31", 120, "granted", None)]),
    ],
)  # fmt: skip
def test_stop(polars: Engine, grants: Rows, stop: str | None, expected: list[Outcome]) -> None:
    found = corrected(polars, grants(*TWO_PRICES), {"field": "stop", "stop": stop, "source_value": "2026-12-31"})
    assert outcome(found) == expected
    assert [str(day) for day in found["source_stop"]] == ["2026-06-30", "2026-12-31"]
    assert found["source_status"].to_list() == ["granted", "granted"]


def test_an_unknown_stop_that_the_source_does_not_know_either(polars: Engine, grants: Rows) -> None:
    found = corrected(polars, grants({"rate": 100}), {"field": "stop", "stop": None})
    assert outcome(found) == [("2026-01-01", None, 100, "granted", None)]
    assert found["corrected"].to_list() == [None]


def test_of_several_corrections_the_latest_holds_and_other_grants_are_left(polars: Engine, grants: Rows) -> None:
    found = corrected(
        polars,
        grants({"rate": 100}, {"rate": 200}),
        {"field": "stop", "stop": "2026-03-31"},
        {"field": "stop", "stop": "2026-05-31"},
        {"field": "step", "step": 5},
    )
    assert outcome(found) == [
        ("2026-01-01", "2026-05-31", 100, "granted", 3),
        ("2026-01-01", None, 200, "granted", None),
    ]
    assert found["corrected"].to_list() == ["stop;step", None]


@pytest.mark.parametrize(
    ("entry", "rates"),
    [
        # the row that had the rate that was corrected
        ({"rate_oere": 110_00, "source_value": "10000"}, [(110, 1), (120, None)]),
        ({"rate_oere": 130_00, "source_value": "12000"}, [(100, None), (130, 1)]),
        # the source has changed to something else: its last row
        ({"rate_oere": 130_00, "source_value": "9900"}, [(100, None), (130, 1)]),
        # no source value: every row
        ({"rate_oere": 130_00}, [(130, 1), (130, 1)]),
        # the source's last row agrees: the correction is gone
        ({"rate_oere": 120_00, "source_value": "10000"}, [(100, None), (120, None)]),
    ],
)
def test_rate_without_a_day(
    polars: Engine, grants: Rows, entry: dict[str, Any], rates: list[tuple[int, int | None]]
) -> None:
    found = corrected(polars, grants(*TWO_PRICES), {"field": "rate", **entry})
    assert [(row[2], row[4]) for row in outcome(found)] == rates
    assert found["source_rate_oere"].to_list() == [100_00, 120_00]


def test_rates_from_a_day_on_follow_each_other(polars: Engine, grants: Rows) -> None:
    found = corrected(
        polars,
        grants({"rate": 100, "stop": "2026-12-31"}, {"rate": 100, "grant_id": 2}),
        {"field": "rate", "rate_oere": 110_00, "effective_from": "2026-04-01"},
        {"field": "rate", "rate_oere": 125_00, "effective_from": "2026-09-16"},
        {"field": "rate", "rate_oere": 120_00, "effective_from": "2026-09-16"},
        {"field": "rate", "rate_oere": 90_00, "effective_from": "2027-01-01"},
        {"field": "rate", "rate_oere": 90_00, "effective_from": "2026-01-01", "grant_id": 2},
    )
    assert outcome(found) == [
        ("2026-01-01", "2026-03-31", 100, "granted", None),
        ("2026-04-01", "2026-09-15", 110, "granted", 1),
        ("2026-09-16", "2026-12-31", 120, "granted", 3),
        ("2026-01-01", None, 90, "granted", 5),
    ]
    assert [str(day) for day in found["source_stop"]] == ["2026-12-31"] * 3 + ["None"]


def test_a_rate_from_a_day_on_where_the_source_has_it_from_a_later_day(polars: Engine, grants: Rows) -> None:
    """Until the source's own first day the correction still holds; from then on it agrees."""
    found = corrected(
        polars, grants(*TWO_PRICES), {"field": "rate", "rate_oere": 120_00, "effective_from": "2026-06-01"}
    )
    assert outcome(found) == [
        ("2026-01-01", "2026-05-31", 100, "granted", None),
        ("2026-06-01", "2026-06-30", 120, "granted", 1),
        ("2026-07-01", "2026-12-31", 120, "granted", None),
    ]


def test_a_rate_that_changes_nothing_cuts_nothing(polars: Engine, grants: Rows) -> None:
    found = corrected(
        polars, grants({"rate": 100}), {"field": "rate", "rate_oere": 100_00, "effective_from": "2026-06-15"}
    )
    assert outcome(found) == [("2026-01-01", None, 100, "granted", None)]


def test_stop_and_rate_together(polars: Engine, grants: Rows) -> None:
    """The new rate begins after the corrected stop: it never comes into force."""
    found = corrected(
        polars,
        grants({"rate": 100}),
        {"field": "rate", "rate_oere": 110_00, "effective_from": "2026-10-01"},
        {"field": "stop", "stop": "2026-09-30"},
    )
    assert outcome(found) == [("2026-01-01", "2026-09-30", 100, "granted", 2)]


def test_status(polars: Engine, grants: Rows) -> None:
    rows = grants({"rate": 100, "status": "expected", "probability": 4000}, {"rate": 100, "status": "granted"})
    found = corrected(
        polars, rows, {"field": "status", "status": "granted"}, {"field": "status", "status": "granted", "grant_id": 2}
    )
    assert [row[3:] for row in outcome(found)] == [("granted", 1), ("granted", None)]
    assert found["probability"].to_list() == [None, None]
    assert found["source_probability"].to_list() == [4000, None]
    assert found["source_status"].to_list() == ["expected", "granted"]


def test_a_corrected_step_overrules_the_derived_one(polars: Engine, grants: Rows) -> None:
    rows = grants({"rate": 100, "step": 6}, {"rate": 100}, {"rate": 100, "step": 5})
    entries = [{"field": "step", "step": 5, "grant_id": grant} for grant in (1, 2, 3)]
    frame = apply_corrections(polars.frame(rows), polars.frame(typed(*entries)))
    placed = polars.frame(polars.collect(frame).with_columns(step_derived=pl.lit(6, pl.Int64), step_rule=pl.lit("t")))
    found = polars.collect(keep_corrected_steps(placed)).sort("grant_id")
    assert found.select("step", "source_step", "step_derived", "step_rule", "corrected").rows() == [
        (5, 6, 5, CORRECTED_STEP, "step"),
        (5, None, 5, CORRECTED_STEP, "step"),
        (5, 5, 6, "t", None),  # the source agrees
    ]


def test_no_corrections_change_nothing(polars: Engine, grants: Rows) -> None:
    rows = grants(*TWO_PRICES, {"rate": 5, "grant_id": None}).with_columns(journal_seq=pl.lit(7, pl.Int64))
    found = corrected(polars, rows)
    assert found.select(rows.columns).equals(rows.sort("grant_id", "row_no"))
    assert found["corrected"].null_count() == 3


def test_the_lines_carry_the_entry(polars: Engine, grants: Rows) -> None:
    """100 kr. a month, 110 from April, stop 31 May: 3 × 100 + 2 × 110, and which entry each month rests on."""
    frame = apply_corrections(
        polars.frame(grants({"rate": 100})),
        polars.frame(
            typed(
                {"field": "rate", "rate_oere": 110_00, "effective_from": "2026-04-01"},
                {"field": "stop", "stop": "2026-05-31"},
            )
        ),
    )
    computed = polars.frame(polars.collect(frame))
    lines = polars.collect(grant_months(computed, polars.frame(months(2026, 2026)), municipality=101)).sort("month")
    assert lines.select("month", "amount_oere", "journal_seq").rows() == [
        (202601, 100_00, 2),
        (202602, 100_00, 2),
        (202603, 100_00, 2),
        (202604, 110_00, 2),
        (202605, 110_00, 2),
    ]


def drawn(grants: Rows) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Forty grants of one or two prices and 120 corrections of them."""
    random = Random(3)

    def day() -> str:
        return str(date(2026, 1, 1) + timedelta(days=random.randint(0, 500)))

    rows = []
    for grant in range(1, 41):
        first = random.randint(1, 6)
        cut = date(2026, first, 1) + timedelta(days=random.randint(1, 200))
        shared = {
            "grant_id": grant,
            "step": random.choice([5, 6, None]),
            "status": random.choice(["granted", "expected"]),
        }
        rows.append({**shared, "rate": 100, "start": f"2026-{first:02}-01", "stop": str(cut), "probability": 5000})
        if random.random() < 0.6:
            after = str(cut + timedelta(days=1))
            rows.append({**shared, "rate": 120, "start": after, "stop": random.choice([None, "2027-12-31"])})
    entries = []
    for _ in range(120):
        entry: dict[str, Any] = {
            "grant_id": random.randint(1, 45),
            "field": random.choice(["stop", "rate", "rate", "status", "step"]),
        }
        match entry["field"]:
            case "stop":
                entry["stop"] = random.choice([None, day()])
            case "rate":
                entry["rate_oere"] = random.choice([100_00, 110_00, 120_00])
                entry["effective_from"] = random.choice([None, day()])
                entry["source_value"] = random.choice([None, "10000", "12000", "1"])
            case "status":
                entry["status"] = random.choice(["granted", "ended", "cancelled"])
            case _:
                entry["step"] = random.choice([4, 5])
        entries.append(entry)
    return grants(*rows), entries


def test_many_grants_on_every_engine(engine: Engine, polars: Engine, grants: Rows) -> None:
    facts, entries = drawn(grants)
    found, expected = corrected(engine, facts, *entries), corrected(polars, facts, *entries)
    assert found.equals(expected)
    seen = ";".join(found["corrected"].drop_nulls()).split(";")
    assert set(seen) == {"stop", "rate", "status", "step"}
    assert found.height > facts.height
    # every day of a row that is not cut short is there once, whatever its rate
    assert found.select("delivery_id", "row_no", "start_day").is_unique().all()


def test_many_grants_on_a_cluster(cluster_engine: Engine, polars: Engine, grants: Rows) -> None:
    facts, entries = drawn(grants)
    assert corrected(cluster_engine, facts, *entries).equals(corrected(polars, facts, *entries))
