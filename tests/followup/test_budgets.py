"""Budget rows find their area and their component."""

from __future__ import annotations

import polars as pl

from trinvis.calculations.followup.budgets import budget_lines
from trinvis.parameters import Area
from trinvis.tables import BUDGETS

AREAS = (
    Area("pleje", "Plejefamilier", "Familie", "Anbringelse", (), ("placement/foster",), "disposition", ""),
    Area("ophold", "Opholdssteder", "Familie", "Anbringelse", (), ("placement/residence",), "disposition", ""),
    Area("familie", "Familiebehandling", "Familie", "Forebyggelse", (), ("family_treatment",), "disposition", ""),
)
RULES = pl.DataFrame({"pattern_key": ["f5:52822"], "area": ["pleje"], "rule_id": ["r1"]})


def test_each_row_finds_its_area_and_version(engine):
    rows = [
        ("Plejefamilier", None, None, "original", 100),
        (" plejefamilier ", "528201003", None, "moved", -5),
        (None, "528221001", "family_treatment", "supplementary", 7),
        (None, None, "family_treatment", "carried_over", 3),
        ("Forebyggelse", None, None, "original", 50),
        ("Anbringelse", None, None, "original", 9),
        (None, "528201003", "placement", "original", 11),
    ]
    frame = BUDGETS.conform(
        pl.DataFrame(
            [
                {"delivery_id": "b1", "row_no": i, "year": 2026, "area": a, "account_key": k, "intervention_type": t}
                | {"version": v, "amount_oere": amount}
                for i, (a, k, t, v, amount) in enumerate(rows)
            ]
            + [{"delivery_id": "b1", "row_no": 99, "year": 2025, "version": "original", "amount_oere": 1}]
        )
    )
    lazy = budget_lines(engine.frame(frame), AREAS, engine.frame(RULES), 2026)
    got = engine.collect(lazy).sort("row_no").select("area", "component", "amount_oere", "rules")
    assert got.rows() == [
        ("pleje", "budget_original", 100, "placed_by/navn"),
        ("pleje", "budget_moved", -5, "placed_by/navn"),
        ("pleje", "budget_supplementary", 7, "placed_by/konto"),
        ("familie", "budget_carried_over", 3, "placed_by/type"),
        ("familie", "budget_original", 50, "placed_by/navn"),  # the only area of that budget area
        ("ikke_placeret", "budget_original", 9, "placed_by/intet"),  # two areas share it
        ("ikke_placeret", "budget_original", 11, "placed_by/intet"),
    ]
