"""What the ledger has on the children of a target group: the postings that carry them, by the month of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.municipality.gathered import gather
from trinvis.municipality.investment_picked import Picked
from trinvis.municipality.rules import OUTSIDE_AREA
from trinvis.tables.lines import line_types

if TYPE_CHECKING:
    from collections.abc import Collection

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.gathered import Gathered
    from trinvis.municipality.house import House

SPENT = "spent"


def posted_lines(house: House, basis: Basis, picked: Picked, children: Collection[int]) -> pl.DataFrame | None:
    """The postings on the children in the whole months of the period, as lines; None where the ledger has no posting of those months.

    A posting belongs to a child by its own number, or by the grant that it was matched to. What lies outside the area is left out, and what
    the ledger has in months before a child came.
    """
    out = []
    months = [(child, day.year * 100 + day.month) for child, day in picked.came]
    came = pl.DataFrame(months, schema={"child_no": pl.Int64, "_came": pl.Int32}, orient="row")
    for gathered, rows in _of_years(house, basis, picked):
        of_grant = gathered.by_month.select("grant_id", _of_grant="child_no").drop_nulls().unique("grant_id")
        owned = rows.join(of_grant, on="grant_id", how="left", maintain_order="left")
        own = owned.with_columns(child_no=pl.coalesce("child_no", "_of_grant")).filter(
            pl.col("child_no").is_in(list(children)), pl.col("area") != OUTSIDE_AREA
        )
        if not rows.is_empty():
            own = own.with_columns(pl.col("child_no").cast(pl.Int64)).join(
                came, on="child_no", how="left", maintain_order="left"
            )
            out.append(_as_lines(own.filter(pl.col("period") >= pl.col("_came").fill_null(0))))
    return pl.concat(out).sort("month", "delivery_id", "row_no") if out else None


def posted_months(house: House, basis: Basis, picked: Picked) -> int:
    """How many months of the period the ledger has postings of."""
    return sum(rows["period"].n_unique() for _, rows in _of_years(house, basis, picked))


def _of_years(house: House, basis: Basis, picked: Picked) -> list[tuple[Gathered, pl.DataFrame]]:
    """Year by year what is known, and the ledger's postings in the months of the period."""
    first, last = (day.year * 100 + day.month for day in (picked.since, picked.until))
    out = []
    for year in range(picked.since.year, picked.until.year + 1):
        gathered = gather(house, basis, year)
        here = (nw.col("period") // 100 == year) & (nw.col("period") >= first) & (nw.col("period") <= last)
        out.append((gathered, house.engine.collect(gathered.postings.filter(here))))
    return out


def _as_lines(rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.with_columns(
        month=pl.col("period"),
        component=pl.lit(SPENT),
        days=pl.lit(0, dtype=pl.Int64),
        rules=pl.concat_str("area_rule", "step_rule", separator=";", ignore_nulls=True),
    )
    lacking = [pl.lit(None, dtype=kind).alias(name) for name, kind in line_types().items() if name not in named.columns]
    return named.with_columns(lacking).select(pl.col(name).cast(kind) for name, kind in line_types().items())
