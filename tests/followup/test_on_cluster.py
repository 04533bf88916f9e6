"""The follow-up and the bridge on a real Spark cluster: the same øre as on Polars."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.followup.changes import Snapshot, changes
from trinvis.calculations.followup.figures import area_flags, area_sums
from trinvis.calculations.followup.grant_effects import committed_year
from trinvis.calculations.followup.rows import flags_by_area, totals
from trinvis.engine import Engine
from trinvis.parameters import Area
from trinvis.tables.lines import line_types

AREAS = (
    Area("pleje", "Plejefamilier", "Familie", "", (), (), "disposition", "", True),
    Area("advokat", "Advokatbistand", "Familie", "", (), (), "twelfths", "", True),
)


def lines(*rows):
    names = ("area", "component", "amount_oere", "grant_id", "flag")
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], schema=line_types())


BEFORE = lines(
    ("pleje", "committed_open", 100_000, 1, None),
    ("pleje", "budget_original", 90_000, None, None),
    ("advokat", "spent", 12, None, None),
)
AFTER = lines(
    ("pleje", "spent", 9_000, 1, "a;b"),
    ("pleje", "committed_open", 70_000, 1, None),
    ("pleje", "budget_original", 91_000, None, None),
    ("advokat", "spent", 13, None, None),
    ("advokat", "method_rest", 5, None, "c"),
)


def follow_up_of(engine, grants):
    old = grants({"rate": 100, "area": "pleje", "stop": "2026-10-31"})
    new = grants({"rate": 90, "area": "pleje", "stop": "2026-08-31"})
    found = changes(
        Snapshot(date(2026, 3, 31), AREAS, engine.frame(BEFORE), engine.frame(old)),
        Snapshot(date(2026, 4, 30), AREAS, engine.frame(AFTER), engine.frame(new)),
        value=committed_year(months(2026, 2026), 151),
        collect=engine.collect,
    )
    after = engine.frame(AFTER)
    flags = flags_by_area(engine.collect(area_flags(after)))
    return totals(engine.collect(area_sums(after)), AREAS, flags), found


@pytest.mark.cluster
def test_the_follow_up_and_the_bridge_on_a_cluster(cluster_engine, grants):
    with Engine.open("polars") as polars:
        rows, found = follow_up_of(polars, grants)
    kinds = found.items.select("kind", "amount_oere").rows()
    assert kinds == [("shortened", -20_000), ("price", -8_000), ("posting", 7_000), ("method", 6), ("budget", 1_000)]
    on_cluster, same = follow_up_of(cluster_engine, grants)
    assert on_cluster.equals(rows)
    assert same.items.equals(found.items)
    assert (same.forecast_before, same.forecast_after) == (found.forecast_before, found.forecast_after)
