"""What each child costs, month by month of service: the basis of the refund of particularly expensive single cases.

The refund follows the child's expenses in a month (BEK 1485 of 6 December 2023 § 3), however they are invoiced and by whatever
method the area is forecast. A place that is paid by a collective invoice, or by the pay of the municipality's own unit, has no
posting with a child; there the child's commitment stands for its cost once the collective posting covers it. The money itself
is never spread over children: no line of the year is changed by this.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.posted import whole
from trinvis.calculations.commitments.posted_compute import Compute, as_it_is
from trinvis.calculations.commitments.posted_set_off import AREA, PROVIDER, collective, outstanding
from trinvis.calculations.commitments.posted_state import EVERY_MONTH, posted_on_grants, waited_for, with_state
from trinvis.calculations.staircase.rules import Frame

COVERED = "covered"
"""Component of a child's commitment in a closed month that a posting without a child covers."""

BASIS = ("spent", "missing_invoice", "committed_open", COVERED)
"""Components that count as a child's expense: what is paid and what is committed, not what is only likely."""

_NEEDED = (
    "area", "grant_id", "child_no", "provider_no", "month", "status", "amount_oere", "full_amount_oere",
)  # fmt: skip
_WHOLE_SHARE = 10_000


def child_costs(
    matched: Frame,
    grant_months: Frame,
    *,
    year: int,
    closed_through: int,
    missing_invoice_months: int,
    compute: Compute = as_it_is,
) -> Frame:
    """``area``, ``child_no``, ``grant_id``, ``component``, ``month`` (of service), ``amount_oere``: every child's costs of ``year``.

    Arguments as for ``commitments.year.spent_and_committed``. Of each of the child's grants and months one thing counts:

    * *spent*: what is posted on the child or on its grant for the month, in whatever ledger year;
    * *committed_open* and *missing_invoice*: else the commitment, in an open month and while its invoice is waited for;
      a collective posting makes no difference there, for it pays the same cost;
    * *covered*: else, in a closed month whose invoice is not waited for any more, the part of the commitment that
      postings without a child cover (rules D6 and D7). Where they cover a part of what the provider or area has left in
      the month, the same share of each commitment stands, in hundredths of a per cent rounded down, so that all shares
      together are never more than what is posted.

    Income is taken off: what is posted, and what is committed and still waited for. An expectation counts no longer
    when its month is too old to be waited for.
    """
    still = waited_for(closed_through=closed_through, missing_invoice_months=missing_invoice_months)
    state = compute(
        with_state(
            grant_months.select(*_NEEDED),
            posted_on_grants(matched, grant_months),
            year=year,
            closed_through=closed_through,
            missing_invoice_months=EVERY_MONTH,
        ).filter(still | (nw.col("status") != "expected").fill_null(True))
    )
    left = compute(outstanding(state))
    income = outstanding(state, income=True).filter(still)
    old = compute(left.filter(~still))
    return nw.concat(
        [
            _posted(matched, grant_months, year),
            _to_come(left.filter(still), nw.col("left_oere"), closed_through),
            _to_come(income, -nw.col("left_oere"), closed_through),
            _rows(_covered(old, compute(collective(matched, old))), nw.lit(COVERED), nw.col("covered_oere")),
        ],
        how="vertical",
    )


def _posted(matched: Frame, grant_months: Frame, year: int) -> Frame:
    """What is posted for months of ``year`` on a child, or on a grant of the child."""
    child_of = (
        grant_months.filter(~nw.col("child_no").is_null())
        .group_by("grant_id")
        .agg(nw.col("child_no").min().alias("_of_grant"))
    )
    postings = (
        matched.filter(nw.col("service_month") // 100 == year)
        .select("area", "grant_id", "amount_oere", nw.col("child_no").alias("_own"), month=nw.col("service_month"))
        .join(child_of, on="grant_id", how="left")
        .with_columns(child_no=nw.coalesce("_own", "_of_grant"))
    )
    return _rows(postings, nw.lit("spent"), nw.col("amount_oere"))


def _to_come(left: Frame, amount: nw.Expr, closed_through: int) -> Frame:
    ahead = nw.col("month") > closed_through
    return _rows(left, nw.when(ahead).then(nw.lit("committed_open")).otherwise(nw.lit("missing_invoice")), amount)


def _rows(frame: Frame, component: nw.Expr, amount: nw.Expr) -> Frame:
    return frame.filter(~nw.col("child_no").is_null()).select(
        "area",
        "child_no",
        "grant_id",
        component.alias("component"),
        nw.col("month").cast(nw.Int32).alias("month"),
        amount.cast(nw.Int64).alias("amount_oere"),
    )


def _covered(left: Frame, offsets: Frame) -> Frame:
    """``left`` with ``covered_oere``: of each commitment the share that the provider's postings, then the area's, cover."""
    named = offsets.filter(nw.col("rule") == "D6").select(*PROVIDER, nw.col("offset_oere").alias("_named"))
    nameless = offsets.filter(nw.col("rule") == "D7").select(*AREA, nw.col("offset_oere").alias("_nameless"))
    of_provider = _sums(left, PROVIDER, "_of_provider")
    of_area = _sums(left, AREA, "_of_area")
    taken = named.group_by(*AREA).agg(nw.col("_named").sum().alias("_taken"))
    amount = nw.col("left_oere")
    return (
        left.join(named.join(of_provider, on=list(PROVIDER), how="inner"), on=list(PROVIDER), how="left")
        .join(nameless.join(of_area, on=list(AREA), how="inner"), on=list(AREA), how="left")
        .join(taken, on=list(AREA), how="left")
        .with_columns(
            _rest=nw.col("_of_area") - whole(nw.col("_taken")),
            _first=_share(amount, nw.col("_named"), nw.col("_of_provider")),
        )
        .with_columns(
            covered_oere=nw.col("_first") + _share(amount - nw.col("_first"), nw.col("_nameless"), nw.col("_rest"))
        )
        .filter(nw.col("covered_oere") > 0)
    )


def _sums(left: Frame, keys: tuple[str, ...], name: str) -> Frame:
    sums = left.group_by(*keys).agg(nw.col("left_oere").sum().alias(name))
    return sums.with_columns(whole(nw.col(name)).alias(name))


def _share(amount: nw.Expr, part: nw.Expr, total: nw.Expr) -> nw.Expr:
    """``amount`` × ``part`` / ``total``, rounded down; 0 where no part is known."""
    share = part * _WHOLE_SHARE // total
    return nw.when(part > 0).then(amount * share // _WHOLE_SHARE).otherwise(nw.lit(0)).cast(nw.Int64)
