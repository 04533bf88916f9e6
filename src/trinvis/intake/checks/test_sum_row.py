from __future__ import annotations

import polars as pl

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.sum_row import check
from trinvis.intake.sums import sum_rows

_ROWS = pl.DataFrame(
    {
        "row_no": [1, 2, 3, 4, 5, 6, 7, 8],
        "row_kind": ["title", "data", "data", "sum", "title", "data", "sum", "sum"],
        "amount": [None, 100, 50, 150, None, 25, 25, 175],
    }
)


def test_sections_and_the_grand_total_add_up() -> None:
    assert hit(check(context("grants", sums=sum_rows(_ROWS, ["amount"])))) == []


def test_a_sum_that_is_neither() -> None:
    wrong = _ROWS.with_columns(amount=pl.when(pl.col("row_no") == 7).then(26).otherwise("amount"))
    assert hit(check(context("grants", sums=sum_rows(wrong, ["amount"])))) == [7]


def test_a_sum_row_is_said_once() -> None:
    wrong = _ROWS.with_columns(amount=pl.when(pl.col("row_no") == 8).then(174).otherwise("amount"), other="amount")
    found = check(context("grants", sums=sum_rows(wrong, ["amount", "other"])))
    assert hit(found) == [8]
