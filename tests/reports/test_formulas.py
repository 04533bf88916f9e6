"""Sums in words."""

from __future__ import annotations

import pytest

from trinvis.reports.formulas import Reckoned, amount_words


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (Reckoned("month", 4_150_000, 100, 10_000, 10_000, 15, 30), "41.500,00 kr. pr. måned × 15/30 måned"),
        (Reckoned("day", 300_000, 100, 10_000, 10_000, 1, 1), "3.000,00 kr. pr. døgn × 1 dag"),
        (
            Reckoned("hour_week", 51_275, 350, 10_000, 10_000, 31, 7),
            "512,75 kr. pr. time × 3,50 timer pr. uge × 31/7 uge",
        ),
        (
            Reckoned("month", 4_150_000, 200, 9_540, 4_000, 31, 31),
            "41.500,00 kr. pr. måned × 2 stk. × 31/31 måned × momsfaktor 95,40 % × sandsynlighed 40 %",
        ),
        (
            Reckoned("session", 80_000, 1_200, 10_000, 10_000, 30, 90),
            "800,00 kr. pr. gang × 12 gange i alt × 30/90 af perioden",
        ),
        (Reckoned("once", 500_000, 100, 10_000, 10_000, 1, 1), "5.000,00 kr. som engangsbeløb"),
    ],
)
def test_a_month_in_words(made: Reckoned, words: str) -> None:
    assert amount_words(made) == words
