"""The year-end on a real Spark cluster: the same øre as on Polars."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.forecast.projection import Closing
from trinvis.calculations.forecast.year_end import OnEngine, year_end
from trinvis.engine import Engine
from trinvis.parameters import Area, Parameters
from trinvis.parameters.refund import refund_bands
from trinvis.tables import ESTIMATES
from trinvis.tables.lines import line_types

AREAS = (
    Area("pleje", "Plejefamilier", "Familie", "", (), ("placement/foster",), "pool", "", True),
    Area("efterskole", "Efterskoler", "Familie", "", (), (), "moving_average_12", "", True),
    Area("refusion", "Refusion", "Familie", "", (), (), "refund", "", True),
)
LINES = pl.DataFrame(
    [
        {"area": "pleje", "component": "committed_open", "month": month, "amount_oere": 9_876_543, "child_no": child}
        for month in range(202601, 202613)
        for child in (1, 2, 3)
    ]
    + [{"area": "efterskole", "component": "last_year_spent", "month": 202512, "amount_oere": 1001}],
    schema=line_types(),
)
ESTIMATED = ESTIMATES.conform(
    pl.DataFrame(
        {
            "kind": ["risk", "pool", "risk"],
            "intervention_type": ["placement"] * 3,
            "placement_type": ["foster"] * 3,
            "price_oere": [105_000_000, 77, -3_333_333],
            "probability": [4000, 5000, 3333],
            "start": [date(2026, 10, 1), None, date(2026, 2, 17)],
            "year": [2026] * 3,
            "row_no": [1, 2, 3],
        }
    )
)


def year_of(engine):
    found = year_end(
        engine.frame(LINES),
        estimates=engine.frame(ESTIMATED),
        calendar=engine.frame(months(2026, 2026)),
        areas=AREAS,
        closing=Closing(2026, 202512, frozenset({202512})),
        child_costs=engine.frame(LINES),
        households=engine.frame(pl.DataFrame({"child_no": [1, 2], "household_no": [5, 5]})),
        bands=refund_bands(Parameters.shipped(), date(2022, 7, 1)),
        engine=OnEngine(engine.frame, engine.collect),
    )
    return engine.collect(found.lines).sort(pl.all())


@pytest.mark.cluster
def test_the_year_end_on_a_cluster(cluster_engine):
    with Engine.open("polars") as polars:
        expected = year_of(polars)
    assert set(expected["component"]) >= {"risk", "pool", "method_rest", "refund"}
    assert year_of(cluster_engine).equals(expected)
