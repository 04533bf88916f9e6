"""What the grants known cost in the year beyond what is posted, for the simulation: grant by grant and month by month.

The lines of a follow-up keep a collective invoice in lines of its own, never spread over children. A simulation moves the
grants' ends, so here it is taken off the grants that it pays for; the sums per area and month stay the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trinvis.calculations.forecast.known import to_come_types

_TO_COME = ("missing_invoice", "committed_open")
_OFFSET = "collective_offset"


@dataclass(frozen=True)
class ToCome:
    """``grants`` has the columns of ``known.to_come_types``.

    ``loose`` (area, amount_oere) is what no grant of the newest snapshot answers for; ``covered`` (child_no, month, amount_oere)
    what a posting without a child pays of a child's grants in months whose invoice is still waited for.
    """

    grants: pl.DataFrame
    loose: pl.DataFrame
    covered: pl.DataFrame


def to_come(lines: pl.DataFrame, by_month: pl.DataFrame, newest: pl.DataFrame, changes: pl.DataFrame) -> ToCome:
    """From the lines of a year, what its grants cost by month (``grant_months``), and the newest snapshot.

    ``newest`` has ``grant_id`` and ``expected``, ``changes`` has ``grant_id`` and ``target``. An expected change counts on
    the grant that it changes, weighted as it is; a grant that is only expected counts in full, since its probability is drawn.
    """
    own = lines.filter(pl.col("component").is_in(_TO_COME), pl.col("grant_id").is_not_null())
    sums = own.group_by("grant_id", "area", "month").agg(
        pl.col("amount_oere").sum(), pl.col("provider_no", "child_no").min()
    )
    netted, rest = _netted(sums, lines.filter(pl.col("component") == _OFFSET))
    shares = (
        by_month.group_by("grant_id", "month")
        .agg(pl.col("full_amount_oere").sum(), weighted=pl.col("amount_oere").sum())
        .filter(pl.col("weighted") != 0)
        .select("grant_id", "month", share=pl.col("full_amount_oere") / pl.col("weighted"))
    )
    placed = (
        netted.join(changes, on="grant_id", how="left")
        .with_columns(own=pl.coalesce("target", "grant_id"))
        .join(shares, on=["grant_id", "month"], how="left")
        .join(newest, left_on="own", right_on="grant_id", how="left")
    )
    in_full = pl.col("expected").fill_null(False) & (pl.col("own") == pl.col("grant_id"))
    share = pl.when(in_full).then(pl.col("share").fill_null(1.0)).otherwise(1.0)
    amount = (pl.col("amount_oere") - pl.col("covered_oere")) * share
    every = placed.with_columns(amount_oere=amount.round().cast(pl.Int64), grant_id="own")
    answered = pl.col("expected").is_not_null()
    grants = every.filter(answered).group_by("grant_id", "area", "month").agg(pl.col("amount_oere").sum())
    covered = netted.filter(pl.col("covered_oere") != 0, pl.col("child_no").is_not_null())
    return ToCome(
        grants.select(pl.col(name).cast(kind) for name, kind in to_come_types().items()).sort(
            "grant_id", "month", "area"
        ),
        pl.concat([every.filter(~answered).select("area", "amount_oere"), rest]),
        covered.select("child_no", "month", amount_oere="covered_oere"),
    )


def _netted(sums: pl.DataFrame, offsets: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``sums`` with ``covered_oere``: the provider's offset, then the area's, in proportion; and the offsets left over."""
    weight = pl.max_horizontal("amount_oere", pl.lit(0, dtype=pl.Int64))
    found = sums.with_columns(weight=weight, covered_oere=pl.lit(0, dtype=pl.Int64)).sort("area", "month", "grant_id")
    over = []
    for named, keys in ((True, ["area", "provider_no", "month"]), (False, ["area", "month"])):
        has_provider = pl.col("provider_no").is_not_null()
        some = offsets.filter(has_provider if named else ~has_provider)
        total = some.group_by(keys).agg(offset=-pl.col("amount_oere").sum())
        found = _shared(found, total, keys)
        got = found.group_by(keys).agg(got=pl.col("taken").sum())
        left = total.join(got, on=keys, how="left", nulls_equal=True)
        over.append(left.select("area", amount_oere=pl.col("got").fill_null(0) - pl.col("offset")))
        found = found.with_columns(
            covered_oere=pl.col("covered_oere") + pl.col("taken"), weight=pl.col("weight") - pl.col("taken")
        ).drop("taken")
    rest = pl.concat(over).filter(pl.col("amount_oere") != 0).select("area", pl.col("amount_oere").cast(pl.Int64))
    return found.drop("weight"), rest


def _shared(rows: pl.DataFrame, total: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """``taken``: each row's part of the group's offset, no more than its weight and to the øre in sum."""
    every = pl.col("weight").sum().over(keys)
    until = pl.col("weight").cum_sum().over(keys)
    joined = rows.join(total, on=keys, how="left", nulls_equal=True, maintain_order="left").with_columns(
        pl.col("offset").fill_null(0)
    )
    part = pl.min_horizontal(pl.col("offset"), every)

    def share(weight: pl.Expr) -> pl.Expr:
        whole = pl.when(every > 0).then(weight * (part / every)).otherwise(0.0)
        return whole.round().cast(pl.Int64)

    return joined.with_columns(taken=share(until) - share(until - pl.col("weight"))).drop("offset")
