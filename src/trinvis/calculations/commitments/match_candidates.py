"""Grants as the rules look them up: by source key, by child, by provider; each table has one row per key.

Looking up is an equality join on one whole number, so a posting never meets more than one grant at a time.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.match_keys import (
    LARGEST_NUMBER,
    area_codes,
    coded,
    in_month,
    place,
    who_and_where,
    with_amount,
)
from trinvis.calculations.commitments.posted import whole
from trinvis.calculations.commitments.posted_compute import Compute

Frame = nw.LazyFrame[Any]

_LAST = 10**15
"""Far beyond any amount of a month and any grant's number: puts expected grants behind granted ones."""


def grants_by_month(grant_months: Frame, months: Frame) -> Frame:
    """One row per area, grant and month of ``months``: ``by_child`` and ``by_provider`` (keys), provider and ``expense_oere``.

    ``expense_oere`` is the month's expense before probability; income lines of the grant are left out of it. ``weight`` and
    ``tie`` order the grants that a posting may be for: granted before expected, then the larger, then the lower number.
    """
    full, expected = nw.col("full_amount_oere"), (nw.col("status") == "expected").fill_null(False)
    return (
        grant_months.join(months, on="month", how="semi")
        .join(area_codes(grant_months), on="area", how="inner")
        .select(
            "grant_id", "child_no", "provider_no", place("month").alias("place"),
            nw.when(full > 0).then(full).alias("expense_oere"),
            nw.when(expected).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64)).alias("_expected"),
        )
        .group_by("grant_id", "place")
        .agg(
            nw.col("child_no").min(), nw.col("provider_no").min(), nw.col("expense_oere").sum(), nw.col("_expected").min()
        )
        .with_columns(whole(nw.col("expense_oere")).alias("expense_oere"))
        .select(
            "grant_id", "provider_no", "expense_oere",
            who_and_where("child_no").alias("by_child"),
            who_and_where("provider_no").alias("by_provider"),
            (nw.col("expense_oere") - nw.col("_expected") * _LAST).alias("weight"),
            (nw.col("grant_id") + nw.col("_expected") * _LAST).alias("tie"),
        )
    )  # fmt: skip


def by_source_key(grant_months: Frame) -> Frame:
    """Source key → ``_lowest`` grant that ever had it, and ``_shared``: its code where several grants had it."""
    pairs = grant_months.filter(~nw.col("source_key").is_null()).select("source_key", "grant_id").unique()
    keys = pairs.group_by("source_key").agg(nw.col("grant_id").min().alias("_lowest"), nw.len().alias("_grants"))
    return coded(keys, "source_key", "_code").select(
        "source_key", "_lowest", nw.when(nw.col("_grants") > 1).then(nw.col("_code")).alias("_shared")
    )


def by_shared_key(grant_months: Frame, keys: Frame) -> Frame:
    """For keys that several grants share: code and month (``_key_month``) → the grant with the largest amount then.

    ``keys`` is what ``by_source_key`` says of the same grants.
    """
    shared = keys.filter(~nw.col("_shared").is_null()).select("source_key", "_shared")
    return largest(
        grant_months.join(shared, on="source_key", how="inner")
        .group_by("_shared", "month", "grant_id")
        .agg(nw.col("full_amount_oere").sum().cast(nw.Int64).fill_null(0).alias("weight"))
        .with_columns(_key_month=in_month("_shared", "month"), tie=nw.col("grant_id")),
        "_key_month",
    )


def by_child(monthly: Frame) -> Frame:
    """``by_child`` → ``_lowest`` grant of the child there, and ``_several``: a code where it has more than one."""
    children = (
        monthly.filter(~nw.col("by_child").is_null())
        .group_by("by_child")
        .agg(nw.col("grant_id").min().alias("_lowest"), nw.len().alias("_grants"))
    )
    return coded(children, "by_child", "_code").select(
        "by_child", "_lowest", nw.when(nw.col("_grants") > 1).then(nw.col("_code")).alias("_several")
    )


def among_several(monthly: Frame, children: Frame, compute: Compute) -> tuple[Frame, Frame, Frame, Frame]:
    """For children with several grants in an area and month: the grant by exact amount and provider, by exact amount, by
    provider, and the largest.

    Keys: ``_exact`` with ``_same``, ``_exact``, ``_same`` (see ``several_keys``) and ``_several``. Ties as in ``grants_by_month``.
    """
    several = children.filter(~nw.col("_several").is_null()).select("by_child", "_several")
    grants = compute(several_keys(monthly.join(several, on="by_child", how="inner"), "expense_oere"))
    exact = grants.filter(~nw.col("_exact").is_null())
    return (
        largest(exact.filter(~nw.col("_same").is_null()), "_exact", "_same"),
        largest(exact, "_exact"),
        largest(grants.filter(~nw.col("_same").is_null()), "_same"),
        largest(grants, "_several"),
    )


def several_keys(frame: Frame, amount: str) -> Frame:
    """``frame`` with ``_exact`` (child, area, month and amount) and ``_same`` (… and provider) where ``_several`` is set."""
    provider = nw.col("provider_no")
    usable = (provider > 0) & (provider < LARGEST_NUMBER)
    return frame.with_columns(
        with_amount("_several", amount).alias("_exact"),
        nw.when(usable).then(nw.col("_several") * LARGEST_NUMBER + provider).alias("_same"),
    )


def by_provider(monthly: Frame) -> Frame:
    """``by_provider`` → ``_provider``: a code where the provider has grants in the area and month."""
    providers = monthly.filter(~nw.col("by_provider").is_null()).select("by_provider").unique()
    return coded(providers, "by_provider", "_provider")


def by_provider_and_amount(monthly: Frame, providers: Frame) -> Frame:
    """``_provider_amount`` → the grant, only where exactly one grant of the provider has that amount then."""
    return (
        monthly.join(providers, on="by_provider", how="inner")
        .with_columns(with_amount("_provider", "expense_oere").alias("_provider_amount"))
        .filter(~nw.col("_provider_amount").is_null())
        .group_by("_provider_amount")
        .agg(nw.col("grant_id").min(), nw.len().alias("_grants"))
        .filter(nw.col("_grants") == 1)
        .select("_provider_amount", "grant_id")
    )


def largest(grants: Frame, *keys: str) -> Frame:
    """Per ``keys`` the grant with the greatest ``weight``; of those the one with the least ``tie``."""
    top = grants.group_by(*keys).agg(nw.col("weight").max().alias("_top"))
    tie = nw.col("tie")
    return (
        grants.join(top, on=list(keys), how="inner")
        .filter(nw.col("weight") == nw.col("_top"))
        .group_by(*keys)
        .agg(tie.min())
        .select(*keys, nw.when(tie > _LAST // 2).then(tie - _LAST).otherwise(tie).alias("grant_id"))
    )
