from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.capacity.table_checker.spans import Span, weighted_range

NUMBERS = st.integers(-10_000, 10_000).map(lambda n: Fraction(n, 100))
HALVES = st.integers(0, 500).map(lambda n: Fraction(n, 100))


def inside(span: Span, at: int) -> Fraction:
    return span.low + (span.high - span.low) * Fraction(at, 4)


@given(NUMBERS, HALVES, NUMBERS, HALVES, st.integers(0, 4), st.integers(0, 4))
def test_what_is_inside_stays_inside(a: Fraction, h: Fraction, b: Fraction, k: Fraction, i: int, j: int) -> None:
    one, other = Span.at(a, h), Span.at(b, k)
    x, y = inside(one, i), inside(other, j)
    for made, value in ((one + other, x + y), (one - other, x - y), (one * other, x * y)):
        assert made.low <= value <= made.high
    quotient = one.over(other)
    assert quotient is None or quotient.low <= x / y <= quotient.high


def test_a_divisor_that_may_be_nothing() -> None:
    assert Span.at(5).over(Span.at(0, Fraction(1, 2))) is None


def test_a_mean_of_unknown_weights_lies_between_the_ends() -> None:
    values = [Span.at(3, Fraction(1, 2)), Span.at(5, Fraction(1, 2)), Span.at(9, Fraction(1, 2))]
    assert weighted_range(values, [Span(Fraction(0), Fraction(1))] * 3) == Span(Fraction(5, 2), Fraction(19, 2))


def test_known_weights_give_one_mean() -> None:
    values = [Span.at(10), Span.at(20)]
    assert weighted_range(values, [Span.at(Fraction(1, 4)), Span.at(Fraction(3, 4))]) == Span.at(Fraction(35, 2))


def test_weights_within_bounds_still_add_up_to_one() -> None:
    """A third each, give or take a tenth: the least mean takes the tenth from the largest to the smallest."""
    third = Span.at(Fraction(1, 3), Fraction(1, 10))
    made = weighted_range([Span.at(0), Span.at(10), Span.at(20)], [third] * 3)
    assert made == Span(Fraction(8), Fraction(12))


def test_weights_that_cannot_add_up() -> None:
    assert weighted_range([Span.at(1)] * 2, [Span.at(Fraction(1, 4))] * 2) is None
