"""Money in areas counted by grant that no grant explains, month by month of the ledger, so that it can be expected to go on.

A collective invoice (*samlefaktura*) names no child, but pays for grants: what it covers is explained by them. Only what it
holds beyond the provider's, or the area's, grants of the month counts here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.posted import labelled_income, whole
from trinvis.calculations.commitments.posted_compute import Compute, as_it_is
from trinvis.calculations.commitments.posted_set_off import AREA, PROVIDER, collective, outstanding
from trinvis.calculations.commitments.posted_state import EVERY_MONTH, posted_on_grants, with_state

Frame = nw.LazyFrame[Any]


def unmatched(
    matched: Frame,
    grant_months: Frame,
    *,
    year: int,
    closed_through: int,
    areas: Collection[str],
    compute: Compute = as_it_is,
) -> Frame:
    """``area``, ``month`` (ledger, yyyymm), ``amount_oere``: of the postings for service in ``year``, booked up to
    ``closed_through``, what no grant explains.

    ``matched`` comes from ``match``, ``grant_months`` is what it was matched with. Of a provider's (or an area's) expense
    without a child for a month of service the share counts that is left when the grants on which nothing is posted are
    paid; it is taken evenly off its postings. A posting on a child without a grant, and income without a grant, count whole.
    """
    state = with_state(
        grant_months.filter(nw.col("area").is_in(list(areas))),
        posted_on_grants(matched, grant_months),
        year=year,
        closed_through=closed_through,
        missing_invoice_months=EVERY_MONTH,
    ).filter(nw.col("closed"), (nw.col("status") != "expected").fill_null(True))
    left = compute(outstanding(compute(state)))
    of_year = compute(
        matched.filter(
            nw.col("grant_id").is_null(),
            nw.col("service_month") // 100 == year,
            nw.col("period") <= closed_through,
            nw.col("area").is_in(list(areas)),
        ).with_columns(_shared=nw.col("level").is_in(["provider", "area"]) & ~labelled_income())
    )
    offsets = compute(collective(of_year, left))
    alone = of_year.filter(~nw.col("_shared")).select("area", nw.col("period").alias("month"), "amount_oere")
    shared = of_year.filter(nw.col("_shared"))
    both = [
        _beyond(shared.filter(nw.col("level") == level), offsets.filter(nw.col("rule") == rule), keys)
        for level, rule, keys in (("provider", "D6", PROVIDER), ("area", "D7", AREA))
    ]
    sums = nw.concat([alone, *both], how="vertical").group_by("area", "month").agg(nw.col("amount_oere").sum())
    return sums.with_columns(whole(nw.col("amount_oere")).alias("amount_oere"))


def _beyond(postings: Frame, offsets: Frame, keys: tuple[str, ...]) -> Frame:
    """The postings of a group less their share of what its grants explain, in whole øre."""
    amount = nw.col("amount_oere")
    service = postings.with_columns(month=nw.col("service_month"))
    sums = service.group_by(*keys).agg(amount.sum().alias("_posted"))
    covered = offsets.select(*keys, "offset_oere")
    left = (
        service.join(sums, on=list(keys), how="left")
        .join(covered, on=list(keys), how="left")
        .with_columns(
            _share=nw.when(nw.col("_posted") > 0)
            .then(nw.col("offset_oere").fill_null(0).cast(nw.Float64) / nw.col("_posted").cast(nw.Float64))
            .otherwise(nw.lit(0.0))
        )
    )
    rest = (amount.cast(nw.Float64) * (1 - nw.col("_share"))).round().cast(nw.Int64)
    return left.select("area", nw.col("period").alias("month"), rest.alias("amount_oere"))
