"""Assumptions and measured volumes, and the splits of a whole follow-up."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from trinvis.calculations.followup.rows import totals
from trinvis.calculations.followup.split import Volume
from trinvis.calculations.followup.volumes import assumption_rows, assumption_volumes, measured_volumes, splits
from trinvis.parameters import Area
from trinvis.tables import ASSUMPTIONS

AREAS = (
    Area("pleje", "Plejefamilier", "Familie", "", (), ("placement/foster",), "disposition", "", True),
    Area("ophold", "Opholdssteder", "Familie", "", (), ("placement/residence",), "disposition", "", True),
    Area("advokat", "Advokatbistand", "Familie", "", (), (), "twelfths", "", True),
)
KR = 100


def test_assumptions_add_up_per_area(engine):
    """68,5 × 525.000 + 1 × 300.000 = 36.262.500 kr.; the children count where every row states them."""
    rows = [
        {"area": "Plejefamilier", "full_year_persons": 6850, "average_price_oere": 525_000 * KR, "children": 8000},
        {"area": "pleje", "full_year_persons": 100, "average_price_oere": 300_000 * KR, "children": 100},
        {"area": "Opholdssteder", "full_year_persons": 1000, "average_price_oere": 1_000_000 * KR},
        {"area": "Ukendt", "full_year_persons": 100, "average_price_oere": 1},
    ]
    frame = ASSUMPTIONS.conform(pl.DataFrame([{"delivery_id": "a", "year": 2026} | row for row in rows]))
    got = assumption_volumes(engine.collect(assumption_rows(engine.frame(frame), AREAS, 2026)))
    assert got == {
        "pleje": Volume(36_262_500 * KR, Fraction(139, 2), Fraction(81)),
        "ophold": Volume(10_000_000 * KR, Fraction(10), None),
    }


def follow_up():
    sums = [
        ("pleje", "budget_original", 36_000_000),
        ("pleje", "spent", 30_000_000),
        ("pleje", "committed_open", 7_100_000),
        ("pleje", "pool", 500_000),
        ("pleje", "last_year_spent", 35_000_000),
        ("ophold", "budget_original", 10_000_000),
        ("ophold", "spent", 9_000_000),
        ("advokat", "budget_original", 200_000),
        ("advokat", "method_rest", 250_000),
    ]
    frame = pl.DataFrame(
        [{"area": a, "component": c, "amount_oere": kr * KR, "child_oere": 0} for a, c, kr in sums],
        schema={"area": pl.String, "component": pl.String, "amount_oere": pl.Int64, "child_oere": pl.Int64},
    )
    return totals(frame, AREAS)


PERSONS = pl.DataFrame(
    {"area": ["pleje", "ophold"], "person_days": [70 * 365 * 10_000, 9 * 365 * 10_000], "children": [82, 12]}
)


def test_measured_volumes_are_what_pays_for_the_counted_children():
    got = measured_volumes(follow_up(), PERSONS, days_of_a_year=365)
    assert got["pleje"] == Volume(37_100_000 * KR, Fraction(70), Fraction(82))
    assert got["advokat"] == Volume(250_000 * KR, Fraction(0), Fraction(0))
    last = measured_volumes(follow_up(), PERSONS, days_of_a_year=365, last_year=True)
    assert last["pleje"].amount_oere == 35_000_000 * KR


def test_the_splits_of_a_follow_up_add_up_to_its_deviations():
    rows = follow_up()
    assumed = {
        "pleje": Volume(35_700_000 * KR, Fraction(68)),
        "ophold": Volume(10_000_000 * KR, Fraction(10), Fraction(12)),
    }
    measured = measured_volumes(rows, PERSONS, days_of_a_year=365)
    found = splits(rows, AREAS, assumed, measured, against="assumption")
    assert {key: split.factors for key, split in found.items()} == {
        ("area", "pleje"): "persons_price",
        ("area", "ophold"): "children_duration_price",
        ("area", "advokat"): "none",
        ("policy_area", "Familie"): "number_mix_price",
        ("total", "i_alt"): "number_mix_price",
    }
    for row in rows.iter_rows(named=True):
        assert found[row["kind"], row["area"]].total_oere == -row["deviation_oere"]
    parts = {part.name: part.amount_oere // KR for part in found["area", "pleje"].parts}
    assert parts == {"persons": 1_055_000, "price": 345_000, "uncounted": 500_000, "unassumed": -300_000}
