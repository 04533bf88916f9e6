"""The bound on money agrees with the calculations' own, which intake may not import."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.commitments import money
from trinvis.intake import money_size
from trinvis.tables.choices import UNITS


def test_the_bound_is_the_same() -> None:
    assert money_size.LARGEST_DOUBLED_NUMERATOR == money.LARGEST_DOUBLED_NUMERATOR
    assert money_size.LONGEST_MONTH == money.LONGEST_MONTH


ROWS = st.fixed_dictionaries(
    {
        "rate_oere": st.integers(-(10**13), 10**13),
        "quantity": st.integers(0, 10**6),
        "vat_factor": st.integers(0, 10_000),
        "unit": st.sampled_from([code for code, _ in UNITS]),
    }
)


@settings(max_examples=50)
@given(st.lists(ROWS, min_size=1, max_size=40), st.integers(0, 10_000))
def test_no_row_passes_that_the_calculations_could_not_bear(rows: list[dict[str, int | str]], probability: int) -> None:
    refused = pl.DataFrame(rows).select(money_size.too_large().alias("refused"))["refused"].to_list()
    for row, no in zip(rows, refused, strict=True):
        size = money.doubled_numerator(
            int(row["rate_oere"]),
            int(row["quantity"]),
            int(row["vat_factor"]),
            str(row["unit"]),
            probability=probability,
        )
        assert no or size <= money.LARGEST_DOUBLED_NUMERATOR
