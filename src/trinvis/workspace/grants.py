"""Which grant a delivered row is: the identity that follows a grant from delivery to delivery.

Rules, in this order, for each row of the file (a *piece*; it may hold several price periods):

1. the source's key, with the child and the type; else the key alone where it can only be one grant;
2. the same child, type and provider and the same start; else the nearest start within the tolerance;
3. a row that begins the day after another of the same child, type and provider prolongs it, and is a price change when
   the rate changed;
4. otherwise it is a new grant.

A row is given at most once and takes at most one. Users may overrule any of it (journal entries of kind ``identity``).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trinvis.workspace.overrules import Overrules

REASONS: dict[str, str] = {
    "source_key": "Samme nøgle i kilden",
    "source_key_child": "Samme nøgle i kilden, men barnet er rettet",
    "same_start": "Samme barn, type, leverandør og start",
    "near_start": "Samme barn, type og leverandør; nærmeste start",
    "prolonged": "Begynder dagen efter en indsats for samme barn, type og leverandør: forlængelse",
    "price_change": "Begynder dagen efter en indsats for samme barn, type og leverandør: ny pris",
    "new": "Ny indsats",
    "overruled": "Afgjort i hånden",
}
"""Why a row is the grant it is: code → what users see."""

DEFAULT_TOLERANCE_DAYS = 31

IDENTITY: dict[str, pl.DataType] = {
    "row_no": pl.Int64(),
    "start_day": pl.Int32(),
    "grant_id": pl.Int64(),
    "reason": pl.String(),
    "matched_delivery_id": pl.String(),
    "matched_row_no": pl.Int64(),
}
"""The kept table of a delivery: each row and price period, its grant, and why."""

KNOWN: dict[str, pl.DataType] = {
    "grant_id": pl.Int64(),
    "delivery_id": pl.String(),
    "row_no": pl.Int64(),
    "source_key": pl.String(),
    "child_no": pl.Int64(),
    "type": pl.String(),
    "provider_no": pl.Int64(),
    "start_day": pl.Int32(),
    "stop_day": pl.Int32(),
    "rate_first": pl.String(),
    "rate_last": pl.String(),
}
"""What is remembered of each grant as it was last seen."""

_SAME = ["child_no", "type", "provider_no"]


@dataclass(frozen=True)
class Identified:
    """The outcome for one delivery: its identity table, what is now known of all grants, and the next free number."""

    identity: pl.DataFrame
    known: pl.DataFrame
    next_grant: int


def identify(
    grants: pl.DataFrame,
    known: pl.DataFrame,
    *,
    next_grant: int,
    delivery_id: str,
    tolerance_days: int = DEFAULT_TOLERANCE_DAYS,
    overrules: Overrules | None = None,
) -> Identified:
    """Give every row of ``grants`` (facts of one delivery) its grant id, against what is ``known`` from before.

    ``tolerance_days`` is how far a start may have moved between deliveries and still be the same grant. New grants get numbers
    from ``next_grant`` in the order of their start.
    """
    known = (overrules or Overrules()).apply(known)
    pieces = _pieces(grants)
    found = _by_key(pieces, known)
    found = _by_start(pieces, known, found, tolerance_days)
    found = _within_key(pieces, found)
    found, next_grant = _by_prolongation(pieces, known, found, next_grant)
    seen = pieces.join(found, on="piece", how="left", maintain_order="left").with_columns(
        pl.lit(delivery_id).alias("delivery_id")
    )
    old, lead = _origins(pieces, known, delivery_id)
    identity = (
        grants.select("row_no", "start_day")
        .join(
            seen.select("row_no", "grant_id", "reason", "old", "lead"), on="row_no", how="left", maintain_order="left"
        )
        .join(old, on="old", how="left", maintain_order="left")
        .join(lead, on="lead", how="left", maintain_order="left")
        .with_columns(
            matched_delivery_id=pl.coalesce("old_delivery", "lead_delivery"),
            matched_row_no=pl.coalesce("old_row", "lead_row"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in IDENTITY.items())
    )
    return Identified(identity, _remember(seen, known), next_grant)


def _pieces(grants: pl.DataFrame) -> pl.DataFrame:
    """One row per row of the file, numbered in the order of start; several price periods become first and last rate."""
    rate = pl.concat_str(
        pl.col("unit").fill_null(""), pl.col("rate_oere").cast(pl.String).fill_null(""), separator=" "
    ).alias("rate")
    stop = pl.when(pl.col("stop_day").is_null().any()).then(None).otherwise(pl.col("stop_day").max())
    return (
        grants.with_columns(
            rate,
            pl.concat_str(
                pl.col("intervention_type").fill_null(""), pl.col("placement_type").fill_null(""), separator="/"
            ).alias("type"),
            pl.col("provider_no").fill_null(-1),
            pl.col("child_no").fill_null(-1),
        )
        .sort("row_no", "start_day", nulls_last=True)
        .group_by("row_no", maintain_order=True)
        .agg(
            pl.col("source_key", "child_no", "type", "provider_no").first(),
            pl.col("start_day").min(),
            stop.alias("stop_day"),
            pl.col("rate").first().alias("rate_first"),
            pl.col("rate").last().alias("rate_last"),
        )
        .sort("start_day", "row_no", nulls_last=True)
        .with_row_index("piece")
        .with_columns(pl.col("piece").cast(pl.Int64))
    )


def _nothing() -> pl.DataFrame:
    """Pieces that are found: which grant, why, and what it goes back to: a known row or a piece of this delivery."""
    return pl.DataFrame(
        schema={"piece": pl.Int64, "grant_id": pl.Int64, "reason": pl.String, "old": pl.Int64, "lead": pl.Int64}
    )


def _by_key(pieces: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Rule 1: key, child, type and start; else key, child and type; else key and child; else key; the last two only one to one."""
    keyed = pieces.filter(pl.col("source_key").is_not_null())
    before = _numbered(known).filter(pl.col("source_key").is_not_null())
    found = _nothing()
    for on, reason in (
        (["source_key", "child_no", "type", "start_day"], "source_key"),
        (["source_key", "child_no", "type"], "source_key"),
        (["source_key", "child_no"], "source_key"),
        (["source_key"], "source_key_child"),
    ):
        left = keyed.join(found, on="piece", how="anti")
        right = before
        if "type" not in on:  # only where there is one candidate on either side, and nobody has it
            right = before.join(found, on="grant_id", how="anti")
            right = right.filter(pl.col("grant_id").n_unique().over(on) == 1)
            left = left.filter(pl.struct("child_no", "type").n_unique().over(on) == 1)
        if left.is_empty() or right.is_empty():
            continue
        last = right.sort("start_day", nulls_last=False).unique(on, keep="last", maintain_order=True)
        hits = left.join(last.select(*on, "grant_id", "old"), on=on, how="inner", maintain_order="left")
        found = pl.concat(
            [found, hits.select("piece", "grant_id", pl.lit(reason).alias("reason"), "old", _none("lead"))]
        )
    return found


def _by_start(pieces: pl.DataFrame, known: pl.DataFrame, found: pl.DataFrame, tolerance: int) -> pl.DataFrame:
    """Rule 2: same child, type and provider, nearest start; never between two rows that both have a key."""
    free = pieces.join(found, on="piece", how="anti").filter(pl.col("start_day").is_not_null())
    before = _numbered(known).join(found, on="old", how="anti")
    before = before.join(found.filter(pl.col("reason").str.starts_with("source_key")), on="grant_id", how="anti")
    if free.is_empty() or before.is_empty():
        return found
    pairs = (
        free.join(before, on=_SAME, how="inner", suffix="_old")
        .filter(pl.col("source_key").is_null() | pl.col("source_key_old").is_null())
        .with_columns((pl.col("start_day") - pl.col("start_day_old")).abs().alias("distance"))
        .filter(pl.col("distance") <= tolerance)
        .sort("distance", pl.col("rate_first") != pl.col("rate_first_old"), "piece", "old")
    )
    while not pairs.is_empty():
        best = pairs.filter((pl.int_range(pl.len()).over("piece") == 0) & (pl.int_range(pl.len()).over("old") == 0))
        follows = pl.col("stop_day_old") + 1 == pl.col("start_day")
        reason = (
            pl.when(pl.col("distance") == 0)
            .then(pl.lit("same_start"))
            .when(follows & (pl.col("rate_last_old") == pl.col("rate_first")))
            .then(pl.lit("prolonged"))
            .when(follows)
            .then(pl.lit("price_change"))
            .otherwise(pl.lit("near_start"))
        )
        found = pl.concat([found, best.select("piece", "grant_id", reason.alias("reason"), "old", _none("lead"))])
        pairs = pairs.join(best, on="piece", how="anti", maintain_order="left")
        pairs = pairs.join(best, on="old", how="anti", maintain_order="left")
    return found


def _within_key(pieces: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Rows that share key, child and type within the delivery share the grant that one of them was found to be."""
    group = ["source_key", "child_no", "type"]
    keyed = pieces.filter(pl.col("source_key").is_not_null())
    first = keyed.join(found, on="piece", how="inner").sort("piece").unique(group, keep="first", maintain_order=True)
    lead = first.select(*group, "grant_id", pl.col("piece").alias("lead"))
    rest = keyed.join(found, on="piece", how="anti").join(lead, on=group, how="inner")
    rest = rest.select("piece", "grant_id", pl.lit("source_key").alias("reason"), _none("old"), "lead")
    return pl.concat([found, rest])


def _by_prolongation(
    pieces: pl.DataFrame, known: pl.DataFrame, found: pl.DataFrame, next_grant: int
) -> tuple[pl.DataFrame, int]:
    """Rules 3 and 4 for what is left. A row goes on from at most one, and at most one goes on from it.

    Pieces come in the order of start, so that the one it goes on from always has its grant already.
    """
    left = pieces.join(found, on="piece", how="anti", maintain_order="left")
    leads = _leads(left, pieces, _numbered(known).join(found, on="old", how="anti"))
    grant_of = dict(found.select("piece", "grant_id").iter_rows())
    known_ids = known["grant_id"].to_list()
    keyed: dict[tuple[str, int, str], tuple[int, int]] = {}
    out: list[tuple[int, int, str, int | None, int | None]] = []
    for piece, key, child, kind in left.select("piece", "source_key", "child_no", "type").iter_rows():
        lead, old, reason = leads.get(piece, (None, None, "new"))
        if key is not None and (key, child, kind) in keyed:
            (grant, lead), old, reason = keyed[key, child, kind], None, "source_key"
        elif lead is not None:
            grant = grant_of[lead]
        elif old is not None:
            grant = known_ids[old]
        else:
            grant, next_grant = next_grant, next_grant + 1
        grant_of[piece] = grant
        if key is not None:
            keyed.setdefault((key, child, kind), (grant, piece))
        out.append((piece, grant, reason, old, lead))
    return pl.concat([found, pl.DataFrame(out, schema=found.schema, orient="row")]), next_grant


def _leads(
    left: pl.DataFrame, pieces: pl.DataFrame, before: pl.DataFrame
) -> dict[int, tuple[int | None, int | None, str]]:
    """Piece → what it goes on from (a piece of this delivery, or a known row that the delivery no longer has) and how."""
    here = pieces.select(*_SAME, "start_day", "stop_day", "rate_last", pl.col("piece").alias("lead"), _none("old"))
    earlier = before.select(*_SAME, "start_day", "stop_day", "rate_last", _none("lead"), "old")
    ends = pl.concat([here, earlier]).filter(pl.col("stop_day") >= pl.col("start_day"))
    links = (
        left.join(ends.with_columns(start_day=pl.col("stop_day") + 1), on=[*_SAME, "start_day"], how="inner")
        .with_columns(new_price=pl.col("rate_last_right") != pl.col("rate_first"))
        .sort("new_price", pl.col("lead").is_null(), "lead", "old", "piece")
    )
    leads: dict[int, tuple[int | None, int | None, str]] = {}
    taken: set[tuple[int | None, int | None]] = set()
    for piece, lead, old, new_price in links.select("piece", "lead", "old", "new_price").iter_rows():
        if piece not in leads and (lead, old) not in taken:
            leads[piece] = (lead, old, "price_change" if new_price else "prolonged")
            taken.add((lead, old))
    return leads


def _numbered(known: pl.DataFrame) -> pl.DataFrame:
    """What is known, with its row number as ``old``."""
    return known.with_row_index("old").with_columns(pl.col("old").cast(pl.Int64))


def _none(name: str) -> pl.Expr:
    return pl.lit(None, dtype=pl.Int64).alias(name)


def _origins(pieces: pl.DataFrame, known: pl.DataFrame, delivery_id: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Where ``old`` and ``lead`` point: delivery and row."""
    old = _numbered(known).select("old", old_delivery="delivery_id", old_row="row_no")
    lead = pieces.select(pl.col("piece").alias("lead"), lead_row="row_no", lead_delivery=pl.lit(delivery_id))
    return old, lead


def _remember(seen: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """All grants as last seen: those of this delivery, and those that it does not mention."""
    moved = seen.filter(pl.col("old").is_not_null() & pl.col("reason").is_in(["same_start", "near_start"]))
    keyed = seen.filter(pl.col("reason").str.starts_with("source_key"))
    rest = _numbered(known).join(moved, on="old", how="anti", maintain_order="left")
    rest = rest.join(keyed, on="grant_id", how="anti", maintain_order="left")
    now = seen.select(pl.col(name).cast(dtype) for name, dtype in KNOWN.items())
    return pl.concat([now, rest.select(*KNOWN)]).unique(["grant_id", "start_day"], keep="first", maintain_order=True)
