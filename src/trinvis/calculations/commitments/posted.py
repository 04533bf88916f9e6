"""What a posting says by itself: which month it pays for, and whether it is income.

Expenses are positive and income negative in the ledger, but a negative line may also be a credit note. Only the account
tells them apart: dranst 2 is refund from the state; main art 7 and 8 are income, 9.7 internal income (authorised chart of
accounts, table of dranst and hovedart).
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

INCOME_ARTS = ("7", "8", "9.7", "97")
"""How the art of an income begins, with and without a dot between main art and art."""


def service_month() -> nw.Expr:
    """Month (yyyymm) that a posting pays for: as stated on voucher or text, else the ledger period."""
    return nw.coalesce(nw.col("service_month"), nw.col("period")).cast(nw.Int32)


def labelled_income() -> nw.Expr:
    """True where dranst or art say that the posting is income; false where they say nothing."""
    art = nw.col("art")
    starts = [art.str.starts_with(prefix).fill_null(False) for prefix in INCOME_ARTS]
    return nw.any_horizontal((nw.col("dranst") == 2).fill_null(False), *starts, ignore_nulls=True)


def unlabelled_negative() -> nw.Expr:
    """True for a negative posting whose account does not tell income from credit note (no art, not dranst 2)."""
    return (nw.col("amount_oere") < 0) & nw.col("art").is_null() & (nw.col("dranst") != 2).fill_null(True)


def month_index(month: nw.Expr) -> nw.Expr:
    """Months counted from year 0, so that the difference of two is a number of months."""
    return (month // 100) * 12 + month % 100


def first_day(month: nw.Expr) -> nw.Expr:
    """Day number (days since 1970-01-01) of the first day of ``month`` (yyyymm), by the civil calendar.

    Years start in March here, so that the leap day comes last (whole-number arithmetic; the same on every engine).
    """
    number = month.cast(nw.Int64) % 100
    early = (number <= 2).cast(nw.Int64)
    year = month.cast(nw.Int64) // 100 - early
    day_of_year = (153 * (number - 3 + 12 * early) + 2) // 5
    return year * 365 + year // 4 - year // 100 + year // 400 + day_of_year - 719468


def whole(total: nw.Expr) -> nw.Expr:
    """A sum of øre as int64, 0 where there was nothing to add (engines disagree on the type and on null)."""
    return total.cast(nw.Int64).fill_null(0)
