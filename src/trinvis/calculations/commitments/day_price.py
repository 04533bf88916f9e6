"""What a calendar day of a grant costs us: the price as one number, whatever unit the grant is paid by."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.amounts import who_pays
from trinvis.calculations.commitments.money import MONTH_UNITS, UNIT_DAYS, price_parts, rounded_quotient
from trinvis.calculations.commitments.periods import CERTAIN

_MONTHS = 12


def day_price(*, municipality: int, year_days: int) -> nw.Expr:
    """Our share of a calendar day of a grant row, whole øre (int64), rounded half away from zero; of facts of ``GRANTS``.

    Units as in ``grant_months``. A month is a twelfth of a year of ``year_days`` days, so that the days of a year cost its
    twelve months, to within half an øre a day. *Once* and *session* have no price of a day: 0. So has a row without a
    rate or of an unknown unit; the caller says that its price is missing.

    Where another municipality pays, the cost and the income expected for it come to 0; a place of our own that another
    municipality's child uses is income, below 0. ``municipality`` is our own code.
    """
    quantity = nw.coalesce(nw.col("quantity"), nw.lit(100))
    vat = nw.coalesce(nw.col("vat_factor"), nw.lit(CERTAIN))
    product, over = price_parts(nw.col("rate_oere"), quantity, vat)
    unit = nw.col("unit")
    price: nw.Expr = nw.when(unit.is_in(MONTH_UNITS)).then(rounded_quotient(product * _MONTHS, over * year_days))
    price = nw.when(unit == "year").then(rounded_quotient(product, over * year_days)).otherwise(price)
    for name, days in UNIT_DAYS.items():
        price = nw.when(unit == name).then(rounded_quotient(product, over * days)).otherwise(price)
    other, sold = who_pays(municipality)
    share = nw.when(sold).then(-1).otherwise(nw.when(other).then(0).otherwise(1))
    return nw.coalesce(price * share, nw.lit(0)).cast(nw.Int64)
