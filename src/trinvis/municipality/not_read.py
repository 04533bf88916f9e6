"""Money that rejected rows keep from the totals: counted, listed and placed as far as it can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.areas import postings_in_areas
from trinvis.tables import CAPACITY, NATIONAL_ACCOUNTS, POPULATION, PUBLIC_FIGURES

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.municipality.rules import Rules
    from trinvis.workspace import Delivery

_BY_AREA = {
    "area": pl.String,
    "source": pl.String,
    "rows": pl.Int64,
    "amount_oere": pl.Int64,
    "unreadable": pl.Int64,
}


@dataclass(frozen=True)
class NotRead:
    """Rejected rows of the deliveries that count.

    ``by_area``: area (null where the row does not tell), source, rows, amount_oere (what could be read), unreadable (rows
    whose amount could not). The total counts them all.
    """

    by_area: pl.DataFrame

    @property
    def rows(self) -> int:
        return int(self.by_area["rows"].sum())

    @property
    def amount_oere(self) -> int:
        return int(self.by_area["amount_oere"].sum())

    @property
    def unreadable(self) -> int:
        return int(self.by_area["unreadable"].sum())


NATIONAL = frozenset(one.name for one in (NATIONAL_ACCOUNTS, PUBLIC_FIGURES, POPULATION, *CAPACITY))
"""Public statistics and what a capacity analysis rests on: what their files lack is missing from comparisons, rates and capacity,
not from the municipality's own money.
"""


def _national(delivery: Delivery) -> bool:
    return bool(delivery.tables) and NATIONAL.issuperset(delivery.tables)


def not_read(house: House, basis: Basis, decided: Rules) -> NotRead:
    """The rejected rows of every delivery of the municipality's own in force on ``basis``; each row once, whatever number of
    faults it has.
    """
    by_id = {delivery.id: delivery for delivery in house.workspace.deliveries()}
    found = []
    for delivery_id in basis.selection.delivery_ids:
        delivery = by_id[delivery_id]
        if delivery.counts.get("rejected") and not _national(delivery):
            rows = house.workspace.rejected(delivery_id).filter(pl.col("row_no").is_not_null())
            found.append(
                rows.group_by("row_no")
                .agg(pl.col("account_key", "area_hint", "amount_oere").drop_nulls().first())
                .with_columns(source=pl.lit(delivery.source))
            )
    if not found:
        return NotRead(pl.DataFrame(schema=_BY_AREA))
    rows = pl.concat(found, how="vertical_relaxed")
    engine = house.engine
    placed = engine.collect(
        postings_in_areas(
            engine.frame(rows.select("account_key").unique().drop_nulls()),
            engine.frame(decided.profile.area_account_rules()),
        ).select("account_key", "area")
    )
    names = {area.label.lower(): area.id for area in decided.profile.areas} | {
        area.id: area.id for area in decided.profile.areas
    }
    return NotRead(
        rows.join(placed, on="account_key", how="left")
        .with_columns(
            area=pl.coalesce(
                "area",
                pl.col("area_hint").str.to_lowercase().replace_strict(names, default=None, return_dtype=pl.String),
            )
        )
        .group_by("area", "source")
        .agg(
            rows=pl.len().cast(pl.Int64),
            amount_oere=pl.col("amount_oere").sum(),
            unreadable=pl.col("amount_oere").is_null().sum().cast(pl.Int64),
        )
        .sort("area", "source", nulls_last=True)
        .cast(_BY_AREA)  # type: ignore[arg-type]
    )
