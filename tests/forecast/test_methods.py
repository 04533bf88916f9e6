"""The simple methods side by side; every figure is worked by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forecast.known_frames import told

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.forecast.known import Known, child_months_types, seen_types, to_come_types
from trinvis.calculations.forecast.methods import METHODS, by_method
from trinvis.parameters import METHODS as PROFILE_METHODS
from trinvis.parameters import Parameters
from trinvis.parameters.refund import refund_bands
from trinvis.tables.lines import UNPLACED

KR = 100
BANDS = refund_bands(Parameters.shipped(), date(2022, 7, 1))
QUICK = tuple(method for method in METHODS if method != "ets")
OPEN = (202610, 202611, 202612)
CLOSED = tuple(range(202601, 202610))


def grant(grant_id, snapshot, start=date(2025, 1, 1), stop=None, *, area="anb", day_oere=0, probability=None, child=7):
    """A row of ``seen``: expected when it has a probability."""
    return {
        "snapshot": snapshot,
        "grant_id": grant_id,
        "child_no": child,
        "area": area,
        "start_day": None if start is None else day_number(start),
        "stop_day": None if stop is None else day_number(stop),
        "expected": probability is not None,
        "probability": probability,
        "day_oere": day_oere,
    }


def known(*, spent=(), to_come=(), seen=(), child_months=(), as_of=202609, frames=None, by_grant=("anb",), **more):
    """``spent``: area → month → øre; ``to_come``: (grant, area, month, øre); ``child_months``: (child, month, øre)."""
    rows = [(area, month, amount) for area, months in dict(spent).items() for month, amount in months.items()]
    return told(
        rows,
        as_of,
        seen=pl.DataFrame(list(seen), schema=seen_types()),
        to_come=pl.DataFrame(list(to_come), schema=to_come_types(), orient="row"),
        child_months=pl.DataFrame(list(child_months), schema=child_months_types(), orient="row"),
        frames=frames or {},
        by_grant=by_grant,
        **more,
    )


def said(of, methods=QUICK, **more):
    """(method, area) → year-end."""
    return {(row.method, row.area): row.year_end_oere for row in by_method(of, methods=methods, **more)}


def caveat(of, method, area):
    (row,) = (row for row in by_method(of, methods=[method]) if row.area == area)
    return row.caveat


PLACEMENTS = {202510: 200, 202511: 300, 202512: 400} | dict.fromkeys(CLOSED, 100)
"""900 in last year's last three months, 900 in this year's first nine."""


def test_the_seven_methods_of_the_table_have_the_words_of_the_profile():
    assert list(METHODS)[:7] == [method for method in PROFILE_METHODS if method != "refund"]
    assert len(METHODS) == 11
    with pytest.raises(ValueError, match="Metoden »glidende« findes ikke"):
        by_method(known(), methods=["glidende"])


def test_rows_come_by_method_and_area_with_the_total_last():
    rows = by_method(known(spent={"b": {202601: 1}}, frames={"a": 5}, by_grant=()), methods=["twelfths", "risk"])
    assert [(row.method, row.area) for row in rows] == [
        ("risk", "a"), ("risk", "b"), ("risk", ""), ("twelfths", "a"), ("twelfths", "b"), ("twelfths", ""),
    ]  # fmt: skip
    assert all(row.draws is None for row in rows)


@pytest.mark.parametrize(
    ("method", "year_end"),
    [
        ("straight_line", 1200),  # 900 / 9 × 12
        ("seasonal_naive", 1800),  # 900 + 200 + 300 + 400
        ("moving_average_12", 1350),  # 900 + (900 + 900) / 12 × 3
        ("twelfths", 1500),  # 900 + 2.400 / 12 × 3
        ("decentral_frame", 2400),
        ("estimate", 2000),
    ],
)
def test_methods_that_look_at_spending_alone(method, year_end):
    one = known(spent={"anb": PLACEMENTS}, frames={"anb": 2400})
    assert said(one, [method], estimates={"anb": 2000}) == {(method, "anb"): year_end, (method, ""): year_end}


def test_granted_expected_and_typed():
    """900 spent. Granted: an August invoice of 50 and 3 × 100. Expected at 33,33 %: 100 → 33 and 101 → 34; an income of
    25 at 50 % → −13 (12,5 away from zero); one without a probability counts in full, 5. Typed: 500.
    """
    one = known(
        spent={"anb": PLACEMENTS},
        to_come=[
            (1, "anb", 202608, 50),
            *((1, "anb", month, 100) for month in OPEN),
            (2, "anb", 202611, 100),
            (2, "anb", 202612, 101),
            (3, "anb", 202612, -25),
            (4, "anb", 202612, 5),
        ],
        seen=[
            grant(1, 202609),
            grant(2, 202608, probability=9000),
            grant(2, 202609, probability=3333),
            grant(3, 202609, probability=5000),
            grant(4, 202609) | {"expected": True},
        ],
        fixed={"anb": 500},
    )
    found = said(one, ["commitments_only", "disposition", "risk"])
    assert found["commitments_only", "anb"] == 1250
    assert found["disposition", "anb"] == found["risk", "anb"] == 1250 + 33 + 34 - 13 + 5 + 500
    assert found["disposition", ""] == 1809


def test_a_grant_that_the_newest_snapshot_does_not_show_is_waited_for_in_full():
    one = known(
        to_come=[(1, "anb", 202608, 50)], seen=[grant(1, 202608, probability=1000), grant(2, 202609)], spent={"anb": {}}
    )
    assert said(one, ["disposition", "commitments_only"])["disposition", "anb"] == 50


NEWCOMERS = [
    grant(1, 202509, day_oere=1000),  # known a year ago
    grant(1, 202609, day_oere=1000),
    grant(10, 202510, date(2025, 10, 15), day_oere=9),
    grant(10, 202512, date(2025, 10, 15), date(2025, 12, 24), day_oere=10),  # 17 + 30 + 24 days: 710
    grant(11, 202602, date(2025, 12, 30), day_oere=100),  # registered late, 2 days: 200
    grant(12, 202511, date(2026, 1, 1), day_oere=100),  # costs nothing in the year
    grant(13, 202511, date(2025, 11, 1), day_oere=100, probability=5000),  # never granted
    grant(14, 202511, date(2025, 8, 1), day_oere=1),  # 92 days since 1 October: 92
    grant(15, 202511, date(2025, 8, 1), date(2025, 9, 30), day_oere=100),  # over before October
    grant(16, 202511, None, day_oere=100),
]


def test_the_pool_is_what_last_years_unknown_grants_cost_in_its_same_months():
    """Seen after September 2025 for the first time: 710 + 200 + 92 in October–December, 334 for each open month."""
    one = known(spent={"anb": PLACEMENTS}, seen=NEWCOMERS, to_come=[(1, "anb", 202612, 100)])
    assert said(one, ["pool", "disposition"]) == {
        ("disposition", "anb"): 1000,
        ("disposition", ""): 1000,
        ("pool", "anb"): 2002,
        ("pool", ""): 2002,
    }
    assert caveat(one, "pool", "anb") is None
    typed = known(spent={"anb": PLACEMENTS}, seen=NEWCOMERS, fixed={"anb": 7})
    assert said(typed, ["pool"])["pool", "anb"] == 900 + 7 + 1002
    assert "oven i" in caveat(typed, "pool", "anb")


def test_without_a_snapshot_from_last_year_the_pool_cannot_be_said():
    one = known(spent={"anb": PLACEMENTS, "fri": PLACEMENTS}, seen=NEWCOMERS[1:])
    assert said(one, ["pool"]) == {("pool", "anb"): None, ("pool", "fri"): 1350, ("pool", ""): None}
    assert "kan ikke beregnes" in caveat(one, "pool", "anb")
    assert caveat(one, "pool", "") == "Metoden kan ikke sige noget om 1 af 2 områder."


@pytest.mark.parametrize(("method", "year_end"), [("commitments_only", 1350), ("disposition", 1380), ("pool", 1380)])
def test_areas_that_are_not_by_grant_have_their_moving_average(method, year_end):
    one = known(
        spent={"anb": PLACEMENTS, "fri": PLACEMENTS},
        seen=[grant(1, 202509)],
        to_come=[(9, "fri", 202610, 9999)],
        fixed={"fri": 30},
    )
    found = said(one, [method])
    assert found[method, "fri"] == year_end
    assert found[method, ""] == 900 + year_end
    assert "12 måneders glidende gennemsnit" in caveat(one, method, "fri")
    assert caveat(one, method, "") == "Metoden har forbehold ved 1 af 2 områder."


def test_money_without_an_area_is_not_lost():
    one = known(spent={"anb": PLACEMENTS, None: dict.fromkeys(CLOSED, 10)})
    assert said(one, ["straight_line"]) == {
        ("straight_line", "anb"): 1200, ("straight_line", UNPLACED): 120, ("straight_line", ""): 1320,
    }  # fmt: skip


def refunded(**more):
    """A child of 100.000 a month: posted for nine, granted for three; 40.000 more in December are only likely."""
    settings = {"bands": BANDS, "refund_area": "ref", "fixed": {"ref": -5}} | more
    return known(
        spent={"anb": PLACEMENTS, "ref": {202603: -1200}},
        child_months=[(7, month, 100_000 * KR) for month in CLOSED],
        to_come=[
            *((1, "anb", month, 60_000 * KR) for month in OPEN),
            *((2, "fri", month, 40_000 * KR) for month in OPEN),
            (3, "anb", 202612, 40_000 * KR),
            (1, "ref", 202612, 90_000 * KR),
        ],
        seen=[grant(1, 202609), grant(2, 202609, area="fri"), grant(3, 202609, probability=9900)],
        **settings,
    )


def test_the_refund_follows_what_children_have_cost_and_are_granted():
    """100.000 − 860.000 / 12 = 28.333,33 a month, × 25 % × 12 = 85.000 kr., of which what is posted is a part."""
    found = said(refunded())
    assert found["commitments_only", "ref"] == -85_000 * KR
    assert found["disposition", "ref"] == found["risk", "ref"] == -85_000 * KR - 5
    assert found["straight_line", "ref"] == -1600
    assert found["moving_average_12", "ref"] == -1500


def test_children_of_a_household_have_their_refund_together():
    """60.000 each are below the limit; together 120.000: 48.333,33 × 25 % × 9 months = 108.750 kr."""
    rows = [(child, month, 60_000 * KR) for month in CLOSED for child in (7, 8)]
    both = known(child_months=rows, bands=BANDS, refund_area="ref", households={7: 3, 8: 3})
    assert said(both, ["disposition"])["disposition", "ref"] == -108_750 * KR
    apart = known(child_months=rows, bands=BANDS, refund_area="ref")
    assert said(apart, ["disposition"])["disposition", "ref"] == 0


def test_without_limits_the_refund_has_its_moving_average():
    one = refunded(bands=None, fixed={})
    assert said(one, ["disposition"])["disposition", "ref"] == -1500
    assert caveat(one, "disposition", "ref").startswith("Årets grænser for refusion er ikke kendt")


def test_in_december_the_whole_next_year_is_open():
    """2025 cost 1.200, nothing of 2026 is closed. Grant 10 was not known in December 2024 and cost 30 × 3 in 2025."""
    one = known(
        as_of=202512,
        spent={"anb": dict.fromkeys(range(202501, 202513), 100)},
        frames={"anb": 2400},
        to_come=[(1, "anb", month, 10) for month in range(202601, 202613)],
        seen=[grant(1, 202412), grant(1, 202512), grant(10, 202501, date(2025, 1, 2), date(2025, 1, 31), day_oere=3)],
    )
    found = said(one, estimates={"anb": 2000})
    assert {method: found[method, "anb"] for method in QUICK} == {
        "disposition": 120,
        "risk": 120,
        "pool": 210,
        "moving_average_12": 1200,
        "twelfths": 2400,
        "decentral_frame": 2400,
        "estimate": 2000,
        "commitments_only": 120,
        "straight_line": None,
        "seasonal_naive": 1200,
    }
    assert "Ingen af årets måneder er lukket" in caveat(one, "straight_line", "anb")


def test_one_month_known():
    """January cost 70: 70 × 12 whichever way; last year is not known."""
    one = known(as_of=202601, spent={"fri": {202601: 70}})
    found = said(one)
    assert found["straight_line", "fri"] == found["moving_average_12", "fri"] == found["disposition", "fri"] == 840
    assert found["seasonal_naive", "fri"] is None
    assert "Sidste års samme måneder" in caveat(one, "seasonal_naive", "fri")
    assert "færre end 12 måneder" in caveat(one, "moving_average_12", "fri")


def test_nothing_known():
    rows = by_method(known(frames={"anb": 1200}, by_grant=()))
    said_something = {row.method: row.year_end_oere for row in rows if row.area == "" and row.year_end_oere is not None}
    assert said_something == {"twelfths": 300, "decentral_frame": 1200}
    assert all(row.caveat for row in rows if row.year_end_oere is None)
    assert all(row.year_end_oere is None and row.caveat for row in by_method(known(by_grant=())))


def test_a_frame_of_nothing_and_no_frame():
    spent = {"anb": PLACEMENTS, "fri": PLACEMENTS}
    found = said(known(spent=spent, frames={"anb": 0}), ["twelfths", "decentral_frame"])
    assert found == {
        ("twelfths", "anb"): 900, ("twelfths", "fri"): 900, ("twelfths", ""): 1800,
        ("decentral_frame", "anb"): 0, ("decentral_frame", "fri"): 0, ("decentral_frame", ""): 0,
    }  # fmt: skip
    assert caveat(known(spent=spent, frames={"anb": 0}), "twelfths", "anb") is None
    assert "intet korrigeret budget" in caveat(known(spent=spent, frames={"anb": 0}), "twelfths", "fri")
    assert "over rammen" in caveat(known(spent=spent, frames={"anb": 0}), "decentral_frame", "anb")
    assert set(said(known(spent=spent), ["twelfths", "decentral_frame"]).values()) == {None}


def test_a_year_of_income():
    """−100 in each of nine months and −101 in the December before: ten months are known."""
    one = known(spent={"fri": dict.fromkeys(CLOSED, -100) | {202512: -101}}, frames={"fri": -1200})
    found = said(one)
    assert found["straight_line", "fri"] == -1200
    assert found["moving_average_12", "fri"] == -900 - 300  # −1.001 / 10 × 3 = −300,3
    assert found["twelfths", "fri"] == -1200
    assert found["decentral_frame", "fri"] == -1200


def test_an_estimate_for_one_area_is_no_estimate_of_all():
    one = known(spent={"anb": PLACEMENTS, "fri": PLACEMENTS})
    assert said(one, ["estimate"], estimates={"anb": 5}) == {
        ("estimate", "anb"): 5, ("estimate", "fri"): None, ("estimate", ""): None,
    }  # fmt: skip
    assert caveat(one, "estimate", "") == "Der er intet skøn for området."


AMOUNTS = st.integers(-(10**9), 10**9)
AREAS = st.sampled_from(["anb", "fri", "ref", "tom"])
MONTHS = st.sampled_from([*range(202501, 202513), *CLOSED])
GRANTS = st.builds(
    grant,
    st.integers(1, 6),
    st.sampled_from([202509, 202512, 202609]),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    area=AREAS,
    day_oere=st.integers(-1000, 1_000_000),
    probability=st.none() | st.integers(0, 10_000),
    child=st.integers(1, 3),
)
KNOWN = st.builds(
    known,
    spent=st.dictionaries(AREAS, st.dictionaries(MONTHS, AMOUNTS, max_size=20)),
    to_come=st.lists(st.tuples(st.integers(1, 6), AREAS, st.sampled_from((*CLOSED, *OPEN)), AMOUNTS), max_size=8),
    seen=st.lists(GRANTS, max_size=8, unique_by=lambda row: (row["snapshot"], row["grant_id"])),
    child_months=st.lists(st.tuples(st.integers(1, 3), st.sampled_from(CLOSED), AMOUNTS), max_size=8),
    as_of=st.sampled_from([202609, 202512]),
    frames=st.dictionaries(AREAS, AMOUNTS),
    fixed=st.dictionaries(AREAS, AMOUNTS),
    bands=st.sampled_from([None, BANDS]),
    refund_area=st.sampled_from([None, "ref"]),
    households=st.dictionaries(st.integers(1, 3), st.integers(1, 2)),
)


@given(KNOWN, st.dictionaries(AREAS, AMOUNTS))
def test_the_total_is_the_sum_of_the_areas(one, estimates):
    rows = by_method(one, methods=QUICK, estimates=estimates)
    for method in QUICK:
        *areas, total = (row for row in rows if row.method == method)
        amounts = [row.year_end_oere for row in areas]
        assert total.area == ""
        assert total.year_end_oere == (sum(amounts) if areas and None not in amounts else None)
    assert all(row.year_end_oere is None or type(row.year_end_oere) is int for row in rows)
    assert all(row.caveat for row in rows if row.year_end_oere is None)


@given(KNOWN)
def test_the_order_of_rows_is_irrelevant(one):
    turned = {name: getattr(one, name).reverse() for name in ("seen", "to_come", "spent", "child_months")}
    other = Known(**(vars(one) | turned))
    assert said(one) == said(other)
