"""Rates with places and funnel, and years put together: by hand, and what must hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.benchmark.league import Count, league
from trinvis.calculations.benchmark.pooling import pooled

ONE_IN_A_HUNDRED = {code: Count(90 + code % 3 * 10, 10_000) for code in range(1, 21)}


def test_small_municipalities_lie_high_and_low_by_chance_alone():
    """20 large ones of about 1 %; a small one of 2,5 % by 2 of 80 has place 1, but may be anywhere and lies in the funnel."""
    found = league({**ONE_IN_A_HUNDRED, 21: Count(2, 80), 22: Count(400, 20_000), 23: None})
    assert (found.cases, found.left_out) == (22, (23,))
    small, large = found.of(21), found.of(22)
    assert (small.rank.place, small.verdict) == (1, "within")
    assert (small.rank.low, small.rank.high) == (1, 22)
    assert (large.rank.place, large.verdict) == (2, "above_outer")
    assert large.rank.high == 2
    assert found.standings[0] is small
    assert "22 kommuner har et tal; 1 mangler og er ikke med." in found.caveats


def test_the_mean_is_sum_over_sum_and_the_curve_spans_the_denominators():
    found = league({1: Count(10, 1000), 2: Count(90, 5000)})
    assert found.mean == Fraction(100, 6000)
    assert (found.curve[0].population, found.curve[-1].population) == (1000, 5000)
    widths = [limits.plain[3] - limits.plain[2] for limits in found.curve]
    assert widths == sorted(widths, reverse=True)


def test_over_dispersion_widens_and_is_said():
    counts = {code: Count(40 if code % 2 else 160, 10_000) for code in range(1, 21)}
    found = league(counts)
    assert found.dispersion.over
    assert found.of(1).verdict == "below_outer"
    assert found.of(1).widened == "within"
    assert "spreder sig mere" in found.caveats[-1]


rows = st.dictionaries(
    st.integers(101, 200),
    st.one_of(st.none(), st.builds(Count, st.integers(0, 40), st.integers(40, 20_000))),
    max_size=20,
)


@settings(max_examples=60, deadline=None)
@given(rows, st.booleans(), st.sampled_from(["poisson", "binomial"]))
def test_every_rate_lies_in_its_interval_and_nobody_is_lost(counts, largest_first, kind):
    known = [count for count in counts.values() if count]
    total = sum(count.cases for count in known)
    everyone = kind == "binomial" and total == sum(count.population for count in known)
    if len(known) < 2 or total == 0 or everyone:
        with pytest.raises(CannotCompare):
            league(counts, kind=kind, largest_first=largest_first)
        return
    found = league(counts, kind=kind, largest_first=largest_first)
    assert found.cases + len(found.left_out) == len(counts)
    rates = [standing.count.rate for standing in found.standings]
    assert rates == sorted(rates, reverse=largest_first)
    for standing in found.standings:
        assert standing.low <= standing.count.rate <= standing.high
        assert standing.rank.low <= standing.rank.place <= standing.rank.high


def test_years_are_put_together_until_there_are_enough():
    years = {2025: Count(2, 900), 2024: None, 2023: Count(2, 1000), 2022: Count(3, 1100), 2021: Count(9, 1200)}
    found = pooled(years, 5)
    assert found.count == Count(7, 3000)
    assert (found.years, found.missing, found.enough) == ((2025, 2023, 2022), (2024,), True)
    assert found.label == "2022-2025 samlet (2024 mangler)"
    few = pooled(years, 5, most=3)
    assert (few.count, few.enough) == (Count(4, 1900), False)
    one = pooled({2025: Count(8, 900), 2024: Count(8, 900)}, 5)
    assert (one.years, one.label) == ((2025,), "2025")
    assert pooled({2025: None}, 5) is None
    with pytest.raises(ValueError, match="mindst 1"):
        pooled(years, 0)


def test_what_cannot_be_compared_is_said():
    with pytest.raises(CannotCompare, match="Færre end to"):
        league({1: Count(1, 10), 2: None})
    with pytest.raises(CannotCompare, match="flere tilfælde end personer"):
        league({1: Count(11, 10), 2: Count(1, 10)})
    with pytest.raises(CannotCompare, match="kode 9"):
        league({1: Count(1, 10), 2: Count(1, 10)}).of(9)
