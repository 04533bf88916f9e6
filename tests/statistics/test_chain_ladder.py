"""Run-off triangles: a published one, one worked by hand, and what is said of triangles that cannot be developed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.statistics.chain_ladder import chain_ladder

NAN = float("nan")

# Taylor & Ashe (1983), Second moments of estimates of outstanding claims, Journal of Econometrics 23, 37-61; increments.
TAYLOR_ASHE = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
]


def triangle(rows):
    wide = max(map(len, rows))
    return np.array([[*row, *[NAN] * (wide - len(row))] for row in rows], float)


def test_the_published_reserves_of_mack():
    """Mack (1993), ASTIN Bulletin 23, 213-225, tables 2 and 3: reserves in thousands, standard errors in per cent of them.

    In whole units the total is 18.680.856 with standard error 2.447.095.
    """
    found = chain_ladder(np.cumsum(triangle(TAYLOR_ASHE), axis=1))
    assert [round(reserve / 1000) for reserve in found.reserves] == [0, 95, 470, 710, 985, 1419, 2178, 3920, 4279, 4626]
    per_cent = [round(100 * e / r) for e, r in zip(found.standard_errors[1:], found.reserves[1:], strict=True)]
    assert per_cent == [80, 26, 19, 27, 29, 26, 22, 23, 29]
    assert round(found.total_reserve) == 18_680_856
    assert round(found.total_standard_error) == 2_447_095
    assert not found.silent.any()


def test_three_rows_by_hand():
    """100 → 150 → 165; 200 → 260; 300.

    f1 = (150 + 260) / (100 + 200) = 41/30; f2 = 165/150 = 1,1.
    σ1² = [(150 − 136,667)² / 100 + (260 − 273,333)² / 200] / 1 = 1,77778 + 0,88889 = 8/3. One row tells of step 2 and there
    is one step before it: σ2² = 8/3.
    Ultimates 165; 260 × 1,1 = 286; 300 × 41/30 × 1,1 = 410 × 1,1 = 451. Reserves 0, 26, 151; in all 177.
    Row 2: 8/3 × (260 + 260² / 150) = 8/3 × 710,6667 = 1895,111.
    Row 3: step 1 carried by 1,1²: 8/3 × 1,21 × (300 + 300² / 300) = 8/3 × 726 = 1936; step 2: 8/3 × (410 + 410² / 150)
    = 8/3 × 1530,6667 = 4081,778; together 6017,778.
    Total: step 1 as row 3, 1936; step 2 for 260 + 410 = 670 together: 8/3 × (670 + 670² / 150) = 8/3 × 3662,6667 = 9767,111.
    """
    found = chain_ladder([[100, 150, 165], [200, 260, NAN], [300, NAN, NAN]])
    assert found.factors == pytest.approx([41 / 30, 1.1])
    assert found.variances == pytest.approx([8 / 3, 8 / 3])
    assert found.ultimates == pytest.approx([165, 286, 451])
    assert found.reserves == pytest.approx([0, 26, 151])
    assert found.standard_errors**2 == pytest.approx([0, 1895.1111, 6017.7778])
    assert found.total_reserve == pytest.approx(177)
    assert found.total_standard_error**2 == pytest.approx(1936 + 9767.1111)


def test_more_rows_than_columns_measure_the_last_step_too():
    """100 → 110; 100 → 130; 50: f = 240/200 = 1,2; σ² = (10² + 10²) / 100 / 1 = 2; row 3: 2 × (50 + 50² / 200) = 125."""
    found = chain_ladder([[100, 110], [100, 130], [50, NAN]])
    assert found.variances == pytest.approx([2])
    assert found.reserves == pytest.approx([0, 0, 10])
    assert found.standard_errors**2 == pytest.approx([0, 0, 125])


def test_a_credit_note_lets_the_amount_fall():
    found = chain_ladder([[100, 90], [100, 80], [200, NAN]])
    assert found.reserves == pytest.approx([0, 0, -30])


def test_a_row_at_nothing_counts_in_the_factor_and_not_in_its_variance():
    """0 → 30 lifts the factor to (110 + 130 + 30) / 200 = 1,35; σ² = ((110 − 135)² + (130 − 135)²) / 100 / 1 = 6,5."""
    found = chain_ladder([[100, 110], [100, 130], [0, 30], [50, NAN]])
    assert found.factors == pytest.approx([1.35])
    assert found.variances == pytest.approx([6.5])


def test_a_row_that_is_silent_so_far_is_told():
    found = chain_ladder([[100, 110], [100, 130], [0, NAN], [0, 0]])
    assert found.silent.tolist() == [False, False, True, False]
    assert (found.ultimates[2], found.standard_errors[2]) == (0, 0)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([[1, NAN, 3], [1, 2, NAN]], "Række 1 har huller"),
        ([[1, 2, 3], [NAN, NAN, NAN]], "Række 2 har huller"),
        ([[1, 2, 3], [1, -2, NAN]], "række 2, kolonne 2 skal være"),
        ([[1, 2, float("inf")], [1, 2, NAN]], "række 1, kolonne 3"),
        ([[1, 2, NAN], [1, NAN, NAN]], "Ingen række er nået til kolonne 3"),
        ([1, 2, 3], "mindst én række"),
        ([[]], "mindst én række"),
    ],
)
def test_what_is_no_triangle_is_said(rows, says):
    with pytest.raises(ValueError, match=says):
        chain_ladder(rows)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([[0, 10, 11], [0, 20, NAN], [5, NAN, NAN]], "Kolonne 1 er 0"),
        ([[1, 2, 3]], "Kun én række"),
        ([[1, 2], [1, NAN]], "Kun én række"),
    ],
)
def test_what_cannot_be_developed_is_said(rows, says):
    with pytest.raises(ValueError, match=says):
        chain_ladder(rows)


def test_one_column_is_finished():
    found = chain_ladder([[5], [7]])
    assert found.ultimates.tolist() == [5, 7]
    assert (found.total_reserve, found.total_standard_error) == (0, 0)


def cut(amounts, unreached):
    rows = np.array(amounts, float)
    for row, missing in zip(rows, unreached, strict=True):
        if missing:
            row[-missing:] = NAN
    return rows


drawn = st.integers(2, 8).flatmap(
    lambda rows: st.tuples(
        st.lists(st.lists(st.integers(0, 500), min_size=4, max_size=4), min_size=rows, max_size=rows),
        st.lists(st.integers(0, 3), min_size=rows - 1, max_size=rows - 1).map(lambda missing: [0, *missing]),
    )
)


@given(drawn)
def test_never_nan_and_reserves_are_what_is_missing(case):
    counts = cut(*case)
    try:
        found = chain_ladder(np.cumsum(counts, axis=1))
    except ValueError:
        return
    for array in vars(found).values():
        assert np.isfinite(array).all()
    assert found.reserves == pytest.approx(found.ultimates - found.latest)
    rows = found.standard_errors
    assert found.total_standard_error >= np.sqrt((rows**2).sum()) - 1e-6
    assert found.total_standard_error <= rows.sum() + 1e-6
