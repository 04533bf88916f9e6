"""The methods of areas that are not disposed child by child (seed 003 table 5.4)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.forecast.projection import (
    ABOVE_FRAME,
    FEW_MONTHS,
    NO_ESTIMATE,
    NO_MONTHS,
    Closing,
    method_rest_lines,
    projections,
)
from trinvis.parameters import Area
from trinvis.tables.lines import line_types


def area(name, method, estimate=None):
    return Area(name, name, "Familie", "", (), (), method, "", estimate_oere=estimate)


LAST_TWELVE = (*range(202509, 202513), *range(202601, 202609))
AUGUST = Closing(2026, 202608, frozenset(LAST_TWELVE))


def one(method, posted, *, closing=AUGUST, budget=0, typed=None):
    (found,) = projections([area("x", method, typed)], closing, {"x": posted}, {"x": budget}, {})
    return found


def test_closing_knows_its_months():
    assert AUGUST.open_months == (202609, 202610, 202611, 202612)
    assert AUGUST.last_twelve == LAST_TWELVE
    assert Closing(2026, 202512, frozenset()).last_twelve == tuple(range(202501, 202513))
    assert len(Closing(2026, 202512, frozenset()).open_months) == 12


def test_twelve_months_moving_average_projected():
    """Efterskole support: 12 months cost 1.200.000 kr., four months are open: 1.200.000 / 12 × 4 = 400.000 kr."""
    posted = dict.fromkeys(LAST_TWELVE[:4], 8000000) | dict.fromkeys(LAST_TWELVE[4:], 11000000)
    found = one("moving_average_12", posted)
    assert found.basis_oere == 120_000_000
    assert found.rest_oere == found.expected_oere == 40_000_000
    assert [amount for _, amount in found.months] == [10_000_000] * 4
    assert found.flags == ()


def test_a_known_month_without_postings_counts_as_nothing():
    assert one("moving_average_12", {202601: 1200}).rest_oere == 400


def test_fewer_than_twelve_known_months_are_said():
    """Postings are known since June 2026: 3 months cost 300, so four open months cost 400."""
    closing = Closing(2026, 202608, frozenset({202606, 202607, 202608}))
    found = one("moving_average_12", {202512: 9999, 202606: 100, 202607: 50, 202608: 150}, closing=closing)
    assert found.rest_oere == 400
    assert found.flags == (FEW_MONTHS,)
    assert found.basis_months == (202606, 202607, 202608)
    nothing = one("moving_average_12", {}, closing=Closing(2026, 202608, frozenset()))
    assert (nothing.rest_oere, nothing.flags) == (0, (NO_MONTHS,))


def test_open_twelfths_of_the_corrected_budget():
    """Advokatbistand: 250.000 kr. a year, four open months: 83.333,33 kr., and no øre is lost between the months."""
    found = one("twelfths", {202601: 5_000_000}, budget=25_000_000)
    assert found.rest_oere == 8_333_333
    assert [amount for _, amount in found.months] == [2083333, 2083334, 2083333, 2083333]


@pytest.mark.parametrize(
    ("posted_in_september", "rest"),
    [(0, 400), (60, 340), (100, 300), (250, 300), (-50, 450)],
)
def test_what_is_posted_in_an_open_month_takes_the_place_of_what_was_expected(posted_in_september, rest):
    """100 are expected a month, four months are open; the month counts with the larger of posted and expected."""
    assert one("twelfths", {202609: posted_in_september}, budget=1200).rest_oere == rest


def test_income_is_projected_with_its_sign():
    assert one("twelfths", {202609: -30}, budget=-1200).rest_oere == -370
    assert one("twelfths", {202609: -150}, budget=-1200).rest_oere == -300


def test_a_decentral_frame_ends_at_its_frame():
    """An own children's home: budget 900, spent 650, so 250 are still to come."""
    found = one("decentral_frame", {202512: 77, 202603: 600, 202608: 50}, budget=900)
    assert (found.rest_oere, found.flags) == (250, ())
    over = one("decentral_frame", {202603: 1000}, budget=900)
    assert (over.rest_oere, over.flags) == (-100, (ABOVE_FRAME,))


def test_an_estimate_ends_at_the_typed_amount():
    """The central refund scheme: −1.200 expected, −500 received."""
    assert one("estimate", {202603: -500}, typed=-1200).rest_oere == -700
    (journal,) = projections([area("x", "estimate", -1200)], AUGUST, {"x": {202603: -500}}, {}, {"x": -900})
    assert journal.rest_oere == -400
    assert one("estimate", {202603: -500}).flags == (NO_ESTIMATE,)


def test_nothing_is_projected_when_the_year_is_closed():
    closing = Closing(2026, 202612, frozenset())
    for method in ("moving_average_12", "twelfths", "decentral_frame", "estimate"):
        assert one(method, {202601: 5}, closing=closing, budget=100, typed=100).rest_oere == 0


def test_disposed_areas_are_left_alone():
    areas = [area("a", "disposition"), area("b", "risk"), area("c", "pool"), area("d", "refund")]
    assert projections(areas, AUGUST, {}, {}, {}) == ()


def test_the_lines_carry_method_and_flags():
    closing = Closing(2026, 202610, frozenset({202610}))
    frame = method_rest_lines(projections([area("x", "moving_average_12")], closing, {"x": {202610: 7}}, {}, {}))
    assert frame.schema == line_types()
    assert frame.select("area", "component", "month", "amount_oere", "rules", "flag").rows() == [
        ("x", "method_rest", 202611, 7, "method/moving_average_12", FEW_MONTHS),
        ("x", "method_rest", 202612, 7, "method/moving_average_12", FEW_MONTHS),
    ]
    assert method_rest_lines([]).schema == line_types()


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=12, max_size=12),
    st.integers(0, 11),
    st.integers(1, 12),
)
def test_the_average_is_rounded_once(amounts, closed, known):
    closing = Closing(2026, 202600 + closed if closed else 202512, frozenset())
    window = closing.last_twelve[-known:]
    posted = dict(zip(closing.last_twelve, amounts, strict=True))
    found = one("moving_average_12", posted, closing=Closing(2026, closing.closed_through, frozenset(window)))
    exact = Fraction(sum(amounts[-known:]) * len(closing.open_months), known)
    assert abs(found.rest_oere - exact) <= Fraction(1, 2)
