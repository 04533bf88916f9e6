"""Small counts: what is hidden by hand, and that no reader can calculate it, by trying every table that fits."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.benchmark.suppression import suppressed


def test_a_single_small_count_takes_three_others_with_it():
    """3 is below 5. Its row gives 3 = 15 − 12 and its column 3 = 23 − 20, so a rectangle is hidden: the one of the least sum.

        3 12 | 15            .  . | 15
       20 30 | 50    →       .  . | 50
       40  9 | 49           40  9 | 49
       63 51 | 114          63 51 | 114

    With the second row the rectangle hides 12 + 20 + 30, with the third 12 + 40 + 9, which is less.
    """
    found = suppressed([[3, 12], [20, 30], [40, 9]], 5)
    assert found.counts == ((None, None, 15), (20, 30, 50), (None, None, 49), (63, 51, 114))
    assert found.hidden == {(0, 0): "primary", (0, 1): "secondary", (2, 0): "secondary", (2, 1): "secondary"}
    assert found.note == "Antal fra 1 til 4 er ikke vist; yderligere 3 tal er skjult, så de ikke kan regnes ud."


def test_a_list_with_its_total():
    """Hiding the 2 alone, the total gives it back: the least other goes with it. Without a total it does not."""
    municipalities = [[2], [40], [7], [0]]
    found = suppressed(municipalities, 5, row_totals=False)
    assert [row[0] for row in found.counts] == [None, 40, None, 0, 49]
    assert [row[1] for row in found.counts] == [None, None, None, None, 49]
    alone = suppressed(municipalities, 5, row_totals=False, column_totals=False)
    assert [row[0] for row in alone.counts[:4]] == [None, 40, 7, 0]
    assert alone.note == "Antal fra 1 til 4 er ikke vist."


def test_two_ones_whose_sum_gives_them_away_are_not_enough():
    """1 + 1 = 2 and none is 0: both would be known, so a third is hidden."""
    found = suppressed([[1], [1], [30]], 3, row_totals=False)
    assert [row[0] for row in found.counts] == [None, None, None, 32]
    assert found.hidden == {(0, 0): "primary", (1, 0): "primary", (2, 0): "secondary"}


def test_nothing_small_nothing_hidden():
    found = suppressed([[5, 0], [8, 9]], 5)
    assert found.counts == ((5, 0, 5), (8, 9, 17), (13, 9, 22))
    assert (found.hidden, found.note) == ({}, "")
    assert suppressed([[5, 0], [8, 9]], 5, zeros_shown=False).hidden[0, 1] == "primary"


tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=1, max_size=3)
)


@settings(max_examples=120, deadline=None)
@given(tables, st.integers(2, 4), st.booleans(), st.booleans(), st.booleans())
def test_every_small_count_might_as_well_be_large(table, threshold, row_totals, column_totals, zeros_shown):
    """Every table of counts that gives what is shown is tried; each hidden small count is the threshold or more in one."""
    found = suppressed(table, threshold, row_totals=row_totals, column_totals=column_totals, zeros_shown=zeros_shown)
    rows, columns = len(table), len(table[0])
    assert all(
        shown in (None, true)
        for line, truth in zip(found.counts, table, strict=False)
        for shown, true in zip(line, truth, strict=False)
    )
    small = [at for at, why in found.hidden.items() if why == "primary"]
    unsettled = set(small)
    inside = [(r, c) for r in range(rows) for c in range(columns) if found.counts[r][c] is None]
    if len(inside) > 5:
        return
    least = 1 if zeros_shown else 0
    for guess in product(range(least, 4 + 2 * threshold), repeat=len(inside)):
        trial = [list(line) for line in table]
        for (r, c), value in zip(inside, guess, strict=True):
            trial[r][c] = value
        whole = [[*line, sum(line)] for line in trial]
        whole.append([sum(column) for column in zip(*whole, strict=True)])
        if all(
            s in (None, w)
            for line, got in zip(found.counts, whole, strict=True)
            for s, w in zip(line, got, strict=True)
        ):
            unsettled -= {(r, c) for r, c in unsettled if whole[r][c] >= threshold}
        if not unsettled:
            break
    assert not unsettled


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=5, max_size=5), min_size=20, max_size=40))
def test_a_large_table_keeps_what_is_large_and_hides_all_that_is_small(table):
    found = suppressed(table, 5)
    for r, line in enumerate(table):
        for c, count in enumerate(line):
            if 0 < count < 5:
                assert found.counts[r][c] is None
            if count == 0:
                assert found.counts[r][c] == 0
    assert set(found.hidden.values()) <= {"primary", "secondary"}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: suppressed([], 5), "mindst én række"),
        (lambda: suppressed([[1], [1, 2]], 5), "lige lange"),
        (lambda: suppressed([[-1]], 5), "negativt"),
        (lambda: suppressed([[1]], 0), "mindst 1"),
    ],
)
def test_what_cannot_be_hidden_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
