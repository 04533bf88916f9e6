"""The four lists of what does not fit between grants and ledger (*afstemning*).

That a review of realised against committed expenses can reveal wrong payments, cases that have run too long or a
deviating practice is the point of the economic case reviews in seed 003 (lines 5169–5177); the lists are Trinvis' own.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.posted import first_day, labelled_income, whole
from trinvis.calculations.commitments.posted_compute import Compute, as_it_is
from trinvis.calculations.commitments.posted_state import posted_on_grants, with_state

Frame = nw.LazyFrame[Any]

LISTS: dict[str, str] = {
    "paid_without_grant": "Betalt uden aktiv indsats",
    "grant_without_payment": "Bevilget, ikke betalt",
    "price_mismatch": "Pris eller mængde afviger",
    "payment_after_stop": "Betalt efter stop",
}
"""The lists: code → what the user sees."""

LOOK: dict[str, str] = {
    "paid_child": "Mangler indsatsen i fagsystemet, er den startet senere, eller er posteringen ført på et forkert barn eller en forkert konto?",
    "paid_elsewhere": "Barnet har en aktiv indsats i et andet område: er posteringen ført på den rigtige konto?",
    "paid_grant": "Indsatsen er ikke aktiv i ydelsesmåneden: se startdatoen, eller ret ydelsesmåneden på koblingen.",
    "paid_provider": "Leverandøren har ingen aktiv indsats i måneden: se, hvilket barn fakturaen gælder, og kobl posteringen.",
    "stop_child": "Barnets indsats er stoppet: er stopdatoen rigtig, mangler en forlængelse, eller skal beløbet kræves tilbage?",
    "stop_provider": "Leverandørens sidste indsats er stoppet: er stopdatoen rigtig, eller skal beløbet kræves tilbage?",
    "unpaid": "Mangler fakturaen, er den bogført uden barn eller på en anden konto, eller er indsatsen stoppet?",
    "unpaid_old": "Tæller ikke længere med i forventet regnskab: spørg leverandøren, om fakturaen kommer.",
    "unpaid_collective": "Leverandøren har posteringer uden barn i måneden: se, om samlefakturaen dækker barnet.",
    "unpaid_expected": "Indsatsen er kun forventet: bevilg den, hvis den er begyndt, eller flyt startdatoen.",
    "unpaid_income": "Indtægten er ikke bogført: se den mellemkommunale afregning.",
    "price": "Sammenhold takst, mængde og datoer i indsatsen med bilaget.",
    "price_less": "Betalt mindre end disponeret: mangler en del af fakturaen, eller er taksten eller datoerne forkerte?",
}
"""Code in ``look`` → where the user should look."""

LIST_TYPES: dict[str, nw.dtypes.DType] = {
    "area": nw.String(), "month": nw.Int32(), "period": nw.Int32(), "grant_id": nw.Int64(), "child_no": nw.Int64(),
    "provider_no": nw.Int64(), "committed_oere": nw.Int64(), "posted_oere": nw.Int64(), "difference_oere": nw.Int64(),
    "collective_oere": nw.Int64(), "stop_day": nw.Int32(), "counts": nw.Boolean(), "rule": nw.String(),
    "delivery_id": nw.String(), "row_no": nw.Int64(), "look": nw.String(),
}  # fmt: skip
"""Columns of every list; those that a list does not use are null.

``month`` is the month of service, ``period`` the posting's ledger period. ``difference_oere`` = posted − committed.
``collective_oere`` is what is posted on the provider without a child that month. ``stop_day`` is the last day of the grant
that was paid after its stop, ``grant_id`` then that grant. ``counts``: still in the forecast as a missing invoice.
``delivery_id`` and ``row_no`` point at the posting where the row is one, else at the grant's row (the first of the month).
"""


def reconciliation(
    matched: Frame,
    grant_months: Frame,
    *,
    year: int,
    closed_through: int,
    missing_invoice_months: int,
    disposed_areas: Collection[str],
    tolerance_oere: int = 0,
    compute: Compute = as_it_is,
) -> dict[str, Frame]:
    """The four lists (keys of ``LISTS``) of the disposed areas, each with the columns of ``LIST_TYPES``.

    Arguments as for ``spent_and_committed``; a posting or grant's month stands in one list at most.

    * *paid_without_grant*: postings of the ledger year on a child without an active grant in the area and month, on a
      grant that was not active then (matched by key or by hand), or on a provider that has grants in the area but none
      that month.
    * *payment_after_stop*: those of them where the grant, or the last of the child's or provider's grants in the area,
      stopped before the month of service.
    * *grant_without_payment*: rows of closed months on which nothing is posted, also those that count no longer.
    * *price_mismatch*: closed months where the posted amount differs from the committed one (before probability) by more
      than ``tolerance_oere``. Expense and expected income apart.

    Income (dranst 2, main art 7 and 8) is no payment; postings that cancel out to 0 øre on the same child, grant or
    provider and month are left out.
    """
    areas = sorted(disposed_areas)
    here = grant_months.filter(nw.col("area").is_in(areas))
    state = compute(
        with_state(
            here,
            posted_on_grants(matched, grant_months),
            year=year,
            closed_through=closed_through,
            missing_invoice_months=missing_invoice_months,
        ).filter(nw.col("closed"))
    )
    stray = compute(_stray(matched.filter(nw.col("area").is_in(areas)), grant_months, year))
    stopped = ~nw.col("stop_day").is_null()
    return {
        "paid_without_grant": _as_list(stray.filter(~stopped)),
        "grant_without_payment": _as_list(_unpaid(state, matched)),
        "price_mismatch": _as_list(_mismatched(state, tolerance_oere)),
        "payment_after_stop": _as_list(stray.filter(stopped)),
    }


def _stray(matched: Frame, grant_months: Frame, year: int) -> Frame:
    """Payments of the ledger year that no grant was active for, with the last stop before them where there is one."""
    payments = matched.filter(nw.col("period") // 100 == year, ~labelled_income())
    active = grant_months.select("grant_id", nw.col("month").alias("service_month")).unique()
    open_stop = nw.col("stop_day").is_null().cast(nw.Int64)
    grants = (
        grant_months.with_columns(_open=open_stop)
        .group_by("grant_id", "area", "child_no", "provider_no")
        .agg(nw.col("stop_day").max(), nw.col("_open").max())
        .with_columns(stop_day=nw.when(nw.col("_open") == 0).then(nw.col("stop_day")))
    )
    of_provider = grants.filter(~nw.col("provider_no").is_null()).select("area", "provider_no").unique()
    on_child = payments.filter(nw.col("level") == "child")
    with_grants = grant_months.select("child_no", nw.col("month").alias("service_month")).unique()
    on_grant = payments.filter(nw.col("level") == "grant", nw.col("rule").is_in(["M1", "M2"])).join(
        active, on=["grant_id", "service_month"], how="anti"
    )
    on_provider = payments.filter(nw.col("level") == "area").join(of_provider, on=["area", "provider_no"], how="semi")
    child = _with_last_stop(on_child, grants, ["area", "child_no"], "child").join(
        with_grants.with_columns(_elsewhere=nw.lit(True)),
        left_on=["child_no", "month"], right_on=["child_no", "service_month"], how="left",
    )  # fmt: skip
    elsewhere = (nw.col("look") == "paid_child") & nw.col("_elsewhere").fill_null(False)
    return nw.concat(
        [
            child.with_columns(look=nw.when(elsewhere).then(nw.lit("paid_elsewhere")).otherwise(nw.col("look"))).drop(
                "_elsewhere"
            ),
            _with_last_stop(on_grant, grants, ["grant_id"], "grant"),
            _with_last_stop(on_provider, grants, ["area", "provider_no"], "provider"),
        ],
        how="vertical",
    )


def _with_last_stop(payments: Frame, grants: Frame, keys: list[str], kind: str) -> Frame:
    """``payments`` that do not cancel out, with the latest grant of the same key that stopped before the month."""
    by = [*keys, "service_month"]
    net = payments.group_by(*by).agg(nw.col("amount_oere").sum().alias("_net")).filter(nw.col("_net") != 0).select(*by)
    first = first_day(nw.col("service_month"))
    known = list(dict.fromkeys([*keys, "grant_id", "stop_day"]))
    ended = (
        net.join(grants.filter(~nw.col("stop_day").is_null()).select(*known), on=keys, how="inner")
        .filter(nw.col("stop_day") < first)
        .with_columns(_top=nw.col("stop_day").max().over(*by))
        .filter(nw.col("stop_day") == nw.col("_top"))
    )
    last = (
        ended.group_by(*by).agg(nw.col("stop_day").max())
        if "grant_id" in keys
        else ended.group_by(*by).agg(nw.col("stop_day").max(), nw.col("grant_id").min().alias("_stopped"))
    )
    stopped = nw.col("grant_id") if "grant_id" in keys else nw.coalesce("grant_id", "_stopped")
    after = "stop_provider" if kind == "provider" else "stop_child"
    return (
        payments.join(net, on=by, how="semi")
        .join(last, on=by, how="left")
        .select(
            "area", "period", "child_no", "provider_no", "delivery_id", "row_no", "rule", "stop_day",
            nw.col("service_month").alias("month"),
            stopped.alias("grant_id"),
            nw.lit(0, nw.Int64).alias("committed_oere"),
            nw.col("amount_oere").alias("posted_oere"),
            nw.when(nw.col("stop_day").is_null()).then(nw.lit(f"paid_{kind}")).otherwise(nw.lit(after)).alias("look"),
        )
    )  # fmt: skip


def _unpaid(state: Frame, matched: Frame) -> Frame:
    """Rows of closed months on which nothing is posted."""
    keys = ["area", "provider_no", "month"]
    collective = (
        matched.filter(nw.col("level") == "provider", ~labelled_income())
        .select("area", "provider_no", nw.col("service_month").alias("month"), "amount_oere")
        .group_by(*keys)
        .agg(nw.col("amount_oere").sum().alias("collective_oere"))
    )
    look = nw.lit("unpaid")
    for condition, code in (
        (~nw.col("counts"), "unpaid_old"),
        (nw.col("collective_oere").fill_null(0) > 0, "unpaid_collective"),
        (nw.col("status") == "expected", "unpaid_expected"),
        (nw.col("amount_oere") < 0, "unpaid_income"),
    ):
        look = nw.when(condition.fill_null(False)).then(nw.lit(code)).otherwise(look)
    return (
        state.filter(~nw.col("settled"), (nw.col("amount_oere") != 0).fill_null(True))
        .join(collective, on=keys, how="left")
        .with_columns(
            look.alias("look"),
            nw.col("amount_oere").alias("committed_oere"),
            nw.lit(0, nw.Int64).alias("posted_oere"),
            nw.lit(None, nw.Int32).alias("stop_day"),
        )
    )


def _mismatched(state: Frame, tolerance_oere: int) -> Frame:
    """Grants' closed months whose posted amount is another than the committed one, expense and income apart."""
    income = nw.col("amount_oere") < 0
    posted = nw.when(income).then(nw.col("posted_income_oere")).otherwise(nw.col("posted_expense_oere"))
    difference = nw.col("posted_oere") - nw.col("committed_oere")
    paid = (
        state.filter(nw.col("paid"))
        .with_columns(_income=income.fill_null(False), _posted=posted)
        .group_by("area", "grant_id", "month", "_income")
        .agg(
            nw.col("child_no").min(),
            nw.col("provider_no").min(),
            nw.col("delivery_id").min(),
            nw.col("row_no").min(),
            nw.col("full_amount_oere").sum().alias("committed_oere"),
            nw.col("_posted").max().alias("posted_oere"),
        )
        .with_columns(committed_oere=whole(nw.col("committed_oere")), posted_oere=whole(nw.col("posted_oere")))
    )
    less = (difference < 0) & ~nw.col("_income")
    return paid.filter((difference > tolerance_oere) | (difference < -tolerance_oere)).with_columns(
        look=nw.when(less).then(nw.lit("price_less")).otherwise(nw.lit("price"))
    )


def _as_list(frame: Frame) -> Frame:
    rows = frame.with_columns(difference_oere=nw.col("posted_oere") - nw.col("committed_oere"))
    has = set(rows.collect_schema().names())
    return rows.select(
        *[
            (nw.col(name) if name in has else nw.lit(None, dtype)).cast(dtype).alias(name)
            for name, dtype in LIST_TYPES.items()
        ]
    )
