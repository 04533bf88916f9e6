"""What a grant was in one snapshot, as the bridge tells it: a small summary of its price periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.commitments.amounts import COUNTING_STATUSES
from trinvis.calculations.commitments.calendar import OPEN_DAY

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Terms:
    """The grant over all its rows: first start, last stop (``OPEN_DAY`` when unknown), the rest from the latest row."""

    grant_id: int
    first_day: int
    last_day: int
    latest: dict[str, Any]
    rows: tuple[str, ...]
    sources: frozenset[str]
    entries: frozenset[int]

    def of(self, name: str) -> Any:
        """A term of the latest row; None when the facts have no such column."""
        return self.latest.get(name)

    @property
    def area(self) -> str | None:
        """The area it was placed in."""
        area: str | None = self.latest.get("area")
        return area

    @property
    def step(self) -> int | None:
        """The derived step, else the delivered one."""
        step: int | None = self.latest.get("step_derived", self.latest.get("step"))
        return step

    @property
    def counts(self) -> bool:
        """Whether its status costs anything."""
        return self.latest.get("status") in COUNTING_STATUSES


def terms_of(rows: pl.DataFrame) -> dict[int, Terms]:
    """Grant id → its terms, from the collected rows of one snapshot."""
    found: dict[int, Terms] = {}
    ordered = rows.sort("grant_id", "start_day", "delivery_id", "row_no")
    for row in ordered.iter_rows(named=True):
        known = found.get(row["grant_id"])
        stop = OPEN_DAY if row["stop_day"] is None else row["stop_day"]
        seq = row.get("journal_seq")
        reference = f"{row['delivery_id']}#{row['row_no']}" if row["delivery_id"] is not None else f"journal#{seq}"
        source = frozenset(() if row["delivery_id"] is None else (row["delivery_id"],))
        entry = frozenset(() if seq is None else (seq,))
        found[row["grant_id"]] = Terms(
            row["grant_id"],
            min(row["start_day"], known.first_day) if known else row["start_day"],
            max(stop, known.last_day) if known else stop,
            row,
            (*known.rows, reference) if known else (reference,),
            known.sources | source if known else source,
            known.entries | entry if known else entry,
        )
    return found
