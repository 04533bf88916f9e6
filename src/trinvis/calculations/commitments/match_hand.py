"""Matches that people made or undid in the journal, read for each posting.

A ``match`` points a posting (delivery and row), a whole voucher or a reference to a grant; an ``unmatch`` says that it is
not to be matched to any grant by rule. Entries on a voucher or a reference hold for every delivery, so they are used
again next month. The most particular entry counts: posting before voucher before reference; among entries on the same
thing the latest (greatest ``journal_seq``).
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

Frame = nw.LazyFrame[Any]

HAND_COLUMNS = ("kind", "delivery_id", "row_no", "voucher", "reference", "grant_id", "service_month", "journal_seq")
"""Columns of a frame of hand matches. ``service_month`` (null = as the posting says) moves the posting to that month."""


def with_hand_matches(postings: Frame, hand_matches: Frame) -> Frame:
    """``postings`` with ``grant_id``, ``journal_seq``, ``blocked`` and the service month, as typed by hand.

    ``postings`` carries ``service_month`` already filled. ``blocked`` is true where the entry that counts is an unmatch:
    no rule may then match the posting to a grant. One row in, one row out.
    """
    found = postings
    for number, keys in enumerate((("delivery_id", "row_no"), ("voucher",), ("reference",))):
        others = [key for key in ("row_no", "voucher", "reference") if key not in keys]
        said = hand_matches.filter(
            *[~nw.col(key).is_null() for key in keys], *[nw.col(key).is_null() for key in others]
        ).select(*keys, "kind", "grant_id", "service_month", "journal_seq")
        latest = said.group_by(*keys).agg(nw.col("journal_seq").max().alias("_last"))
        last = (
            said.join(latest, on=list(keys), how="inner")
            .filter(nw.col("journal_seq") == nw.col("_last"))
            .select(
                *keys,
                nw.col("kind").alias(f"_kind{number}"),
                nw.col("grant_id").cast(nw.Int64).alias(f"_grant{number}"),
                nw.col("service_month").cast(nw.Int32).alias(f"_month{number}"),
                nw.col("journal_seq").cast(nw.Int64).alias(f"_seq{number}"),
            )
        )
        found = found.join(last, on=list(keys), how="left")
    return (
        found.with_columns(
            nw.coalesce("_kind0", "_kind1", "_kind2").alias("_kind"),
            nw.coalesce("_seq0", "_seq1", "_seq2").alias("journal_seq"),
            _of_the_first("_grant").alias("grant_id"),
            nw.coalesce(_of_the_first("_month"), nw.col("service_month")).alias("service_month"),
        )
        .with_columns(
            (nw.col("_kind") == "unmatch").fill_null(False).alias("blocked"),
            nw.when(nw.col("_kind") == "match").then(nw.col("grant_id")).alias("grant_id"),
        )
        .drop("_kind", *[f"{name}{number}" for name in ("_kind", "_grant", "_month", "_seq") for number in range(3)])
    )


def _of_the_first(name: str) -> nw.Expr:
    """The value of the most particular entry, even where that value is null."""
    return (
        nw.when(~nw.col("_kind0").is_null())
        .then(nw.col(f"{name}0"))
        .otherwise(nw.when(~nw.col("_kind1").is_null()).then(nw.col(f"{name}1")).otherwise(nw.col(f"{name}2")))
    )
