"""The whole year-end of a small municipality, worked by hand, on every engine."""

from __future__ import annotations

from datetime import date

import polars as pl

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.forecast.projection import Closing
from trinvis.calculations.forecast.year_end import OnEngine, last_year_lines, year_end
from trinvis.parameters import Area, Parameters
from trinvis.parameters.refund import refund_bands
from trinvis.tables import ESTIMATES
from trinvis.tables.lines import FORECAST_COMPONENTS, line_types

KR = 100
AREAS = (
    Area("pleje", "Plejefamilier", "Familie", "", (), (), "pool", "", True),
    Area("efterskole", "Efterskoler", "Familie", "", (), (), "moving_average_12", "", True),
    Area("advokat", "Advokatbistand", "Familie", "", (), (), "twelfths", "", True),
    Area("hjem", "Eget børnehjem", "Familie", "", (), (), "decentral_frame", "", True),
    Area("ordning", "Den centrale refusionsordning", "Familie", "", (), (), "estimate", "", True),
    Area("refusion", "Særligt dyre enkeltsager", "Familie", "", (), (), "refund", "", True),
)
AUGUST = Closing(2026, 202608, frozenset({*range(202509, 202513), *range(202601, 202609)}))
BANDS = refund_bands(Parameters.shipped(), date(2022, 7, 1))
"""The limits of 2022 stand in for those of 2026, which are not known."""


def lines() -> pl.DataFrame:
    rows: list[tuple[str, str, int | None, int, int | None]] = []
    for month in range(202601, 202609):
        rows.append(("pleje", "spent", month, 200_000, 1))
    for month in range(202609, 202613):
        rows.append(("pleje", "committed_open", month, 200_000, 1))
    for month in AUGUST.known_months:
        rows.append(("efterskole", "spent" if month > 202600 else "last_year_spent", month, 10_000, None))
    rows += [
        ("advokat", "budget_original", None, 120_000, None),
        ("advokat", "spent", 202602, 70_000, None),
        ("hjem", "budget_original", None, 5_000_000, None),
        ("hjem", "budget_moved", None, -200_000, None),
        ("hjem", "spent", 202608, 3_100_000, None),
        ("ordning", "spent", 202603, -400_000, None),
        ("refusion", "spent", 202604, -150_000, None),
    ]
    return pl.DataFrame(
        [
            {"area": a, "component": c, "month": m, "amount_oere": kr * KR, "child_no": child}
            for a, c, m, kr, child in rows
        ],
        schema=line_types(),
    )


ESTIMATED = ESTIMATES.conform(
    pl.DataFrame(
        [
            {"kind": "pool", "area": "pleje", "price_oere": 300_000 * KR},
            {
                "kind": "risk",
                "area": "pleje",
                "price_oere": 730_000 * KR,
                "probability": 5000,
                "start": date(2026, 12, 1),
            },
            {"kind": "estimate", "area": "ordning", "price_oere": -900_000 * KR},
        ],
        infer_schema_length=None,
    ).with_columns(year=2026, delivery_id=pl.lit("e"), row_no=pl.int_range(pl.len()))
)


def run(engine, bands):
    households = pl.DataFrame(schema={"child_no": pl.Int64, "household_no": pl.Int64})
    return year_end(
        engine.frame(lines()),
        estimates=engine.frame(ESTIMATED),
        calendar=engine.frame(months(2026, 2026)),
        areas=AREAS,
        closing=AUGUST,
        child_costs=engine.frame(lines()),
        households=engine.frame(households),
        bands=bands,
        engine=OnEngine(engine.frame, engine.collect),
    )


def forecasts(engine, found):
    frame = engine.collect(found.lines).filter(pl.col("component").is_in(FORECAST_COMPONENTS))
    sums = frame.group_by("area").agg(pl.col("amount_oere").sum()).iter_rows()
    return {area: amount / KR for area, amount in sums}


def test_every_method_at_once(engine):
    found = run(engine, BANDS)
    assert forecasts(engine, found) == {
        "pleje": 2_400_000 + 300_000 + 31_000,  # 730.000 × 50 % × 31/365
        "efterskole": 120_000,  # 8 months and four more of the average
        "advokat": 70_000 + 40_000,
        "hjem": 4_800_000,
        "ordning": -900_000,
        "refusion": -635_000,  # the annual formula of 2.400.000, whatever is received already
    }
    assert engine.collect(found.household_months)["refund_oere"].sum() == 635_000 * KR
    assert [projection.rest_oere / KR for projection in found.projections] == [40_000, 40_000, 1_700_000, -500_000]


def test_without_limits_the_refund_has_no_lines(engine):
    found = run(engine, None)
    assert (found.refund_area, found.household_months) == ("refusion", None)
    assert forecasts(engine, found)["refusion"] == -150_000


def test_last_year_is_the_ledger_year_before(engine):
    postings = pl.DataFrame(
        {
            "delivery_id": ["p"] * 3,
            "row_no": [1, 2, 3],
            "period": pl.Series([202412, 202501, 202601], dtype=pl.Int32),
            "area": ["a", "a", "a"],
            "area_rule": ["r", "r", "r"],
            "amount_oere": [1, 2, 3],
            "account_key": ["528221001"] * 3,
            "child_no": pl.Series([None, 4, None], dtype=pl.Int64),
        }
    )
    (line,) = engine.collect(last_year_lines(engine.frame(postings), 2026)).to_dicts()
    assert (line["component"], line["month"], line["amount_oere"], line["child_no"]) == (
        "last_year_spent",
        202501,
        2,
        4,
    )
