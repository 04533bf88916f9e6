"""How each grant's month stands: what was committed, what was posted, and what of it is still to come.

Shared by the year's lines and the reconciliation lists, so that both say the same of the same month.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.match_keys import in_month
from trinvis.calculations.commitments.posted import labelled_income, month_index, unlabelled_negative, whole

Frame = nw.LazyFrame[Any]

EVERY_MONTH = 1_000_000
"""``missing_invoice_months`` of who looks at every month, however old."""
_PARTS = ("labelled", "expense", "unknown")


def posted_on_grants(matched: Frame, grant_months: Frame) -> Frame:
    """Per grant and month of service: ``posted_expense_oere`` and ``posted_income_oere``, and what of each was matched by
    child alone (rule M3): ``by_child_expense_oere``, ``by_child_income_oere``.

    All postings count, whatever ledger year or area they are booked in. A posting is income where its account says so
    (dranst 2, main art 7 or 8); a negative posting whose account does not say is income only if the grant has committed
    income that month, else a credit note on the expense.
    """
    amount = nw.col("amount_oere")
    income, unlabelled, by_child = labelled_income(), unlabelled_negative(), nw.col("rule") == "M3"
    with_income = (
        grant_months.filter(nw.col("amount_oere") < 0)
        .select("grant_id", "month")
        .unique()
        .with_columns(_income=nw.lit(True))
    )
    sums = (
        matched.filter(~nw.col("grant_id").is_null())
        .select(
            "grant_id",
            nw.col("service_month").alias("month"),
            *[
                nw.when(which & among).then(amount).alias(f"_{name}{suffix}")
                for name, which in (
                    ("labelled", income), ("expense", ~income & ~unlabelled), ("unknown", ~income & unlabelled)
                )
                for suffix, among in (("", nw.lit(True)), ("_by_child", by_child))
            ],
        )
        .group_by("grant_id", "month")
        .agg(*[nw.col(f"_{name}{suffix}").sum() for name in _PARTS for suffix in ("", "_by_child")])
        .join(with_income, on=["grant_id", "month"], how="left")
    )  # fmt: skip
    has_income = nw.col("_income").fill_null(False)
    columns = []
    for suffix, prefix in (("", "posted"), ("_by_child", "by_child")):
        labelled, expense, unknown = (whole(nw.col(f"_{name}{suffix}")) for name in _PARTS)
        columns += [
            nw.when(has_income).then(expense).otherwise(expense + unknown).alias(f"{prefix}_expense_oere"),
            nw.when(has_income).then(labelled + unknown).otherwise(labelled).alias(f"{prefix}_income_oere"),
        ]
    return sums.select("grant_id", "month", *columns)


def waited_for(*, closed_through: int, missing_invoice_months: int) -> nw.Expr:
    """Whether the invoice of ``month`` may still come: the month is open, or among the last ``missing_invoice_months`` closed
    months (the month ``closed_through`` itself is the first of them)."""
    month = nw.col("month")
    age = month_index(nw.lit(closed_through)) - month_index(month.cast(nw.Int64))
    return (month > closed_through) | (age < missing_invoice_months)


def with_state(
    grant_months: Frame,
    posted: Frame,
    *,
    year: int,
    closed_through: int,
    missing_invoice_months: int,
) -> Frame:
    """The grant rows of ``year`` with what decides whether they are still to come.

    ``closed``: the month is ``closed_through`` or before. ``counts``: it is ``waited_for``. ``paid``: the postings matched to
    the grant for the month have together the commitment's own sign; a voucher that is wholly reversed, or a credit note alone, pays
    nothing. Expense and income of the same grant are paid apart, so a refund does not make an invoice disappear.
    ``settled``: closed and paid; an uncertain row (``amount_oere`` is not ``full_amount_oere``: an expectation, or what
    is left of a grant that it may replace) is settled as soon as any grant of the child in the area is paid for the month,
    since what was paid shows which of the two came true.
    """
    month, amount = nw.col("month"), nw.col("amount_oere")
    counts = waited_for(closed_through=closed_through, missing_invoice_months=missing_invoice_months)
    paid = (
        nw.when(amount < 0)
        .then(nw.col("posted_income_oere").fill_null(0) < 0)
        .otherwise(nw.col("posted_expense_oere").fill_null(0) > 0)
    )
    by_grant_month = posted.with_columns(_grant_month=in_month("grant_id", "month")).drop("grant_id", "month")
    rows = (
        grant_months.filter(month // 100 == year)
        .with_columns(_grant_month=in_month("grant_id", "month"))
        .join(by_grant_month, on="_grant_month", how="left")
        .drop("_grant_month")
        .with_columns(
            (month <= closed_through).alias("closed"),
            counts.alias("counts"),
            paid.fill_null(False).alias("paid"),
            (amount != nw.col("full_amount_oere")).fill_null(False).alias("_uncertain"),
        )
    )
    keys = ["area", "child_no", "month"]
    shown = rows.filter(nw.col("closed"), nw.col("paid")).select(*keys).unique().with_columns(_shown=nw.lit(True))
    certain = rows.filter(~nw.col("_uncertain")).with_columns(settled=nw.col("closed") & nw.col("paid"))
    uncertain = rows.filter(nw.col("_uncertain")).join(shown, on=keys, how="left")
    settled = nw.col("closed") & (nw.col("paid") | nw.col("_shown").fill_null(False))
    both = [certain.drop("_uncertain"), uncertain.with_columns(settled=settled).drop("_uncertain", "_shown")]
    return nw.concat(both, how="vertical")
