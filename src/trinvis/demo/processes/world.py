"""A drawn municipality: everything that was ever known of it, when, and how its years ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.forecast.known import (
    Known,
    child_months_types,
    runoff_types,
    seen_types,
    spent_types,
)
from trinvis.demo.processes.calendar import last_day
from trinvis.demo.processes.kinds import REFUND
from trinvis.demo.processes.remaining import to_come
from trinvis.demo.processes.shown import shown

if TYPE_CHECKING:
    from trinvis.parameters.refund import RefundBand

FIRST, LAST = 202303, 202612
"""The first and last month that ``World.known`` can stand at the end of."""


@dataclass(frozen=True, eq=False, repr=False)
class World:
    """One drawing of a process; ``first`` is the first snapshot (yyyymm), ``year`` the year whose end is to be foreseen.

    ``versions`` (see ``registry.versions``), ``postings`` (``ledger.POSTINGS``) and ``budgets`` (``budget.BUDGETS``) each
    carry the day they were known from. ``charged`` is what the grants truly cost by month of service; no forecast sees it.
    """

    process: str
    seed: int
    versions: pl.DataFrame
    postings: pl.DataFrame
    budgets: pl.DataFrame
    charged: pl.DataFrame
    by_grant: Sequence[str]
    bands: Sequence[RefundBand]
    year: int = 2026
    first: int = 202301

    def known(self, as_of: int) -> Known:
        """What was known on the last day of the month ``as_of`` (yyyymm); a December looks ahead to the next year.

        Raises ``ValueError`` outside March 2023 to December 2026.
        """
        if not FIRST <= as_of <= LAST or not 1 <= as_of % 100 <= 12:
            raise ValueError(f"Måneden {as_of} ligger uden for {FIRST}–{LAST}.")
        on = last_day(as_of)
        year = as_of // 100 + (as_of % 100 == 12)
        snapshots = [m for m in range(self.first, as_of + 1) if 1 <= m % 100 <= 12]
        seen = shown(self.versions.filter(pl.col("known_from") <= on), snapshots).select(
            pl.col(name).cast(kind) for name, kind in seen_types().items()
        )
        posted = self.postings.filter(pl.col("known_from") <= on, pl.col("period") <= as_of)
        on_grants = posted.filter(pl.col("grant_id").is_not_null())
        loose = posted.filter(pl.col("grant_id").is_null(), pl.col("area").is_in(list(self.by_grant)))
        of_year = on_grants.filter(pl.col("month") // 100 == year)
        frames = self.budgets.filter(pl.col("year") == year, pl.col("known_from") <= on)
        return Known(
            year=year,
            as_of=as_of,
            seen=seen,
            to_come=to_come(seen.filter(pl.col("snapshot") == as_of), of_year, year, as_of),
            spent=sums(posted.with_columns(month="period"), spent_types()),
            unmatched=sums(loose.with_columns(month="period"), spent_types()),
            child_months=sums(of_year, child_months_types()),
            runoff=sums(on_grants, runoff_types()),
            frames=dict(frames.select("area", "amount_oere").iter_rows()),
            by_grant=self.by_grant,
            bands=self.bands,
            refund_area=REFUND,
        )

    def truth(self, year: int | None = None) -> dict[str, int]:
        """Area → what the year (``self.year`` when none is given) ended at in øre, with all that was booked in it later."""
        booked = self.postings.filter(pl.col("period") // 100 == (year or self.year))
        return dict(booked.group_by("area").agg(pl.col("amount_oere").sum()).sort("area").iter_rows())

    def poisoned(self, after: int) -> World:
        """The same world with everything that was known after the month ``after`` replaced by nonsense.

        What anybody knew by then is untouched, so ``known`` of that month and those before must stay as they were.
        """
        on = last_day(after)
        later = pl.col("known_from") > on
        nonsense = pl.lit("volapyk")
        return replace(
            self,
            versions=self.versions.with_columns(
                pl.when(later).then(nonsense).otherwise("area").alias("area"),
                pl.when(later).then(nonsense).otherwise("kind").alias("kind"),
                *(_when(later, name, factor) for name, factor in _VERSION_NONSENSE.items()),
                pl.when(later).then(~pl.col("expected")).otherwise("expected").alias("expected"),
                pl.when(pl.col("known_to") > on).then(on + 1).otherwise("known_to").alias("known_to"),
            ),
            postings=self.postings.with_columns(
                pl.when(later).then(nonsense).otherwise("area").alias("area"),
                *(_when(later, name, -13) for name in ("grant_id", "child_no", "amount_oere")),
            ),
            budgets=self.budgets.with_columns(_when(later, "amount_oere", -13)),
            charged=self.charged.with_columns(_when(pl.lit(True), "amount_oere", -13)),
        )


_VERSION_NONSENSE = {
    **{"grant_id": -7, "child_no": -7, "birth_day": 3, "step": 11},
    **{"start_day": -1, "stop_day": 2, "probability": 5, "day_oere": -13},
}


def _when(later: pl.Expr, name: str, factor: int) -> pl.Expr:
    return pl.when(later).then(pl.col(name) * factor + 1).otherwise(name).alias(name)


def sums(postings: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame:
    """Amounts added up over every other column of ``types``."""
    keys = [name for name in types if name != "amount_oere"]
    return (
        postings.group_by(keys)
        .agg(pl.col("amount_oere").sum())
        .select(pl.col(name).cast(kind) for name, kind in types.items())
        .sort(keys)
    )
