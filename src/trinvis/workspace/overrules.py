"""What users have decided about which grant a row is, over the rules of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Overrules:
    """What users have decided: the grant of single rows, and grants that are another grant."""

    rows: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """(delivery id, row number) → grant id."""
    grants: Mapping[int, int] = field(default_factory=dict)
    """Grant id → the grant id that it is counted as."""

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` (with delivery_id, row_no, grant_id) with the grant ids that users have decided."""
        if self.rows:
            decided = pl.DataFrame(
                [(d, r, g) for (d, r), g in self.rows.items()],
                schema={"delivery_id": pl.String, "row_no": pl.Int64, "decided": pl.Int64},
                orient="row",
            )
            frame = frame.join(decided, on=["delivery_id", "row_no"], how="left", maintain_order="left")
            frame = frame.with_columns(pl.coalesce("decided", "grant_id").alias("grant_id")).drop("decided")
        if self.grants:
            final = {old: self._final(old) for old in self.grants}
            frame = frame.with_columns(pl.col("grant_id").replace(final))
        return frame

    def _final(self, grant_id: int) -> int:
        seen: set[int] = set()
        while grant_id in self.grants and grant_id not in seen:
            seen.add(grant_id)
            grant_id = self.grants[grant_id]
        return grant_id
