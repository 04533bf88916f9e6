"""One child: what was known of its grants when, and what is posted on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.gathered import gather
from trinvis.tables import GRANTS
from trinvis.workspace.selection import Piece

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

SAID = (
    "intervention_type",
    "placement_type",
    "start",
    "stop",
    "unit",
    "rate_oere",
    "quantity",
    "status",
    "probability",
)
"""What a delivery says of a price period of a grant, and what a reader would want to know had changed."""


def grant_history(house: House, basis: Basis, child_no: int) -> pl.DataFrame:
    """Every row that a delivery known on ``basis``' day had of the child's grants, where it said something new.

    One row per delivery, grant and price period: ``known_from``, ``received_at``, ``delivery_id``, ``row_no``, ``grant_id``,
    ``source_key``, the columns ``SAID`` and ``news``: *first* (a period not heard of before), *changed* (it says something
    else than the delivery before), *gone* (the delivery before of the same source had it, this one has not; then with the
    values that it had), *same* otherwise left out. Oldest first.
    """
    key = f"grant-history/{basis.digest()}/{house.engine.name}/{child_no}"
    return house.cache.get(
        key, lambda: _history(house, basis, child_no), lambda made: int(made.estimated_size()) + 10_000
    )


def _history(house: House, basis: Basis, child_no: int) -> pl.DataFrame:
    import narwhals.stable.v2 as nw

    known = [d for d in house.workspace.deliveries(basis.day) if GRANTS.name in d.tables]
    pieces = [Piece(d.id, basis.selection.root / "deliveries" / d.id / f"{GRANTS.name}.parquet") for d in known]
    rows = house.engine.collect(house.engine.scan(pieces, GRANTS).filter(nw.col("child_no") == child_no)).select(
        "delivery_id", "row_no", "grant_id", "source_key", *SAID
    )
    columns = {"known_from": pl.Date(), "received_at": pl.Datetime("us", "UTC"), **rows.schema, "news": pl.String()}
    last: dict[tuple[str, str], dict[tuple[int, object], dict[str, object]]] = {}
    said: list[dict[str, object]] = []
    by_delivery = rows.partition_by("delivery_id", as_dict=True)
    for delivery in sorted(known, key=lambda d: (d.known_from, d.seq)):
        frame = by_delivery.get((delivery.id,))
        now = {(r["grant_id"], r["start"]): r for r in (frame.iter_rows(named=True) if frame is not None else ())}
        before = last.get((delivery.source, delivery.scope), {})
        stamp = {"known_from": delivery.known_from, "received_at": delivery.received_at}
        for at, row in sorted(now.items(), key=lambda item: str(item[0])):
            then = before.get(at)
            if then is None or any(then[name] != row[name] for name in SAID):
                said.append({**stamp, **row, "news": "first" if then is None else "changed"})
        if delivery.kind == "snapshot":
            for at, row in sorted(before.items(), key=lambda item: str(item[0])):
                if at not in now:
                    said.append({**stamp, **row, "delivery_id": delivery.id, "news": "gone"})
            last[delivery.source, delivery.scope] = now
        else:
            last[delivery.source, delivery.scope] = before | now
    return pl.DataFrame(said, schema=columns, orient="row")


def child_postings(house: House, basis: Basis, year: int, child_no: int) -> pl.DataFrame:
    """The postings of the ledger year that name the child or belong to one of its grants, each with what it was matched to."""
    import narwhals.stable.v2 as nw

    gathered = gather(house, basis, year)
    own = gathered.by_month.filter(pl.col("child_no") == child_no)["grant_id"].unique().drop_nulls().to_list()
    mine = nw.col("child_no") == child_no
    if own:
        mine = mine.fill_null(False) | nw.col("grant_id").is_in(own).fill_null(False)
    rows = gathered.postings.filter(nw.col("period") // 100 == year, mine)
    return house.engine.collect(rows).sort("period", "delivery_id", "row_no")


def posting(house: House, basis: Basis, year: int, delivery_id: str, row_no: int) -> dict[str, object] | None:
    """One posting of the ledger year or its neighbours with what it was matched to; None when there is none."""
    import narwhals.stable.v2 as nw

    rows = gather(house, basis, year).postings.filter(nw.col("delivery_id") == delivery_id, nw.col("row_no") == row_no)
    found = house.engine.collect(rows)
    return found.row(0, named=True) if found.height else None
