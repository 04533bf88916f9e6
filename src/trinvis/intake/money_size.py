"""The bound on the numbers of a grant: a row that could pass it would be wrong, silently, on one of the engines.

An amount is rate × quantity × days × VAT factor over one denominator; twice the numerator must stay within 9·10¹⁵, below 2⁵³,
since an engine may divide through a float. What divides out (a whole quantity, no VAT part) is divided out first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

LARGEST_DOUBLED_NUMERATOR = 9_000_000_000_000_000
LONGEST_MONTH = 31
LONGEST_SPREAD_DAYS = 36_525
"""A *session* spreads its total over the days of its whole period: a hundred years at most."""


def too_large() -> pl.Expr:
    """Whether the doubled numerator of a staged grant (rate_oere, quantity, vat_factor, unit) could pass the bound.

    Reckons in floats a hair below the bound, with the largest divisor and as if the grant were uncertain.
    """
    import polars as pl

    def size(name: str, default: int) -> pl.Expr:
        return pl.col(name).cast(pl.Float64).fill_null(default).abs()

    count, vat = size("quantity", 100), size("vat_factor", 10_000)
    whole, no_vat = count % 100 == 0, vat == 10_000
    number = (
        size("rate_oere", 0)
        * pl.when(whole).then(count / 100).otherwise(count)
        * pl.when(no_vat).then(1.0).otherwise(vat)
        * pl.when(pl.col("unit") == "once").then(1.0).otherwise(float(LONGEST_MONTH))
    )
    divisor = pl.when(whole).then(1.0).otherwise(100.0) * pl.when(no_vat).then(1.0).otherwise(10_000.0)
    rounding = 2 * number + divisor * LONGEST_SPREAD_DAYS
    weighting = (2 * number / divisor + 2) * 10_000
    return pl.max_horizontal(rounding, weighting) > LARGEST_DOUBLED_NUMERATOR * (1 - 1e-9)
