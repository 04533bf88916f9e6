"""What a simulated forecast may use: everything that was known on its as-of day, and nothing else.

The frames come from the hall (deliveries known by the day) or are drawn (synthetic municipalities); the models cannot
tell the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters.refund import RefundBand


def seen_types() -> dict[str, pl.DataType]:
    """Columns of ``Known.seen``: one row per snapshot and grant that the snapshot shows.

    ``snapshot`` is yyyymm; the snapshot shows what was known on the last day of that month. ``kind`` is the placement
    type of a placed child, else the intervention type. ``stop_day`` is the last day charged, null when unknown.
    ``expected``: not granted yet, with ``probability`` in hundredths of a per cent. ``day_oere`` is what a calendar day
    costs at the newest price known (0 for a grant paid once).
    """
    import polars as pl

    return {
        "snapshot": pl.Int32(),
        "grant_id": pl.Int64(),
        "child_no": pl.Int64(),
        "birth_day": pl.Int64(),
        "area": pl.String(),
        "kind": pl.String(),
        "step": pl.Int64(),
        "start_day": pl.Int64(),
        "stop_day": pl.Int64(),
        "expected": pl.Boolean(),
        "probability": pl.Int64(),
        "day_oere": pl.Int64(),
    }


def to_come_types() -> dict[str, pl.DataType]:
    """Columns of ``Known.to_come``: what a known grant costs in a month of the year beyond what is posted on it, in øre.

    As registered (to the stop that is known, without probability); closed months hold the invoices still missing.
    """
    import polars as pl

    return {"grant_id": pl.Int64(), "area": pl.String(), "month": pl.Int32(), "amount_oere": pl.Int64()}


def spent_types() -> dict[str, pl.DataType]:
    """Columns of ``Known.spent``: øre posted per area and ledger month (yyyymm), of all closed months known."""
    import polars as pl

    return {"area": pl.String(), "month": pl.Int32(), "amount_oere": pl.Int64()}


def child_months_types() -> dict[str, pl.DataType]:
    """Columns of ``Known.child_months``: øre posted per child and month of service of the year, for the refund."""
    import polars as pl

    return {"child_no": pl.Int64(), "month": pl.Int32(), "amount_oere": pl.Int64()}


def runoff_types() -> dict[str, pl.DataType]:
    """Columns of ``Known.runoff``: øre posted on grants per month of service and ledger month, of all years known."""
    import polars as pl

    return {"month": pl.Int32(), "period": pl.Int32(), "amount_oere": pl.Int64()}


@dataclass(frozen=True)
class RiskCase:
    """A case that a leader has typed in: ``amount_oere`` is what it costs in the rest of the year if it comes, ``probability``
    (hundredths of a per cent) how likely that is said to be.
    """

    area: str
    amount_oere: int
    probability: int


@dataclass(frozen=True)
class Known:
    """What was known at the end of the month ``as_of`` (yyyymm), which is also the last closed month.

    ``year`` is the year that is forecast: that of ``as_of``, or the next when ``as_of`` is a December. ``seen`` holds one
    snapshot per month up to ``as_of``. ``unmatched`` has the columns of ``spent``: of that, what no grant explains
    (postings without a grant less what they cover), by month, so that it can go on. ``frames`` are area → corrected
    budget of the year in øre; ``fixed`` are area → øre that the year gets for sure beside all this (typed pools and the
    like); ``bands`` are the refund limits, None when unknown. ``by_grant`` are the areas forecast child by child.
    """

    year: int
    as_of: int
    seen: pl.DataFrame
    to_come: pl.DataFrame
    spent: pl.DataFrame
    unmatched: pl.DataFrame
    child_months: pl.DataFrame
    runoff: pl.DataFrame
    frames: Mapping[str, int]
    by_grant: Sequence[str]
    bands: Sequence[RefundBand] | None = None
    refund_area: str | None = None
    households: Mapping[int, int] = field(default_factory=dict)
    """Child number → household number, for refund of siblings together."""
    fixed: Mapping[str, int] = field(default_factory=dict)
    risks: Sequence[RiskCase] = ()
    """Typed risk cases, beside ``fixed``."""
    price_index: float = 0.0
    """What the index table says that prices change by (share) from the as-of day to the open months; 0 within a year."""

    @property
    def open_months(self) -> tuple[int, ...]:
        """The months of ``year`` after ``as_of``, yyyymm."""
        return tuple(month for month in range(self.year * 100 + 1, self.year * 100 + 13) if month > self.as_of)
