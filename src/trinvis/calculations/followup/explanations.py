"""Which lines of a follow-up need an afvigelsesforklaring and have none, underspend as strictly as overspend.

Some municipalities held back expected underspend out of caution (seed 003 lines 5100-5110), so the sign never counts here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.parameters.value import shown_text

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Thresholds:
    """When a deviation must be explained: above ``kr_oere`` øre, above ``pct`` hundredths of a per cent of the budget.

    None leaves a threshold out. ``both`` asks for the two together; else one is enough. A deviation of nothing needs no
    explanation; one without a budget is above any per cent.
    """

    kr_oere: int | None
    pct: int | None
    both: bool = False

    def passed(self, deviation_oere: int, deviation_pct: int | None) -> tuple[str, ...]:
        """What the deviation passes, in Danish; empty when it needs no explanation."""
        if not deviation_oere:
            return ()
        asked = [limit for limit in (self.kr_oere, self.pct) if limit is not None]
        found = []
        if self.kr_oere is not None and abs(deviation_oere) > self.kr_oere:
            found.append(f"over {shown_text('oere', self.kr_oere)} kr.")
        if self.pct is not None and (deviation_pct is None or abs(deviation_pct) > self.pct):
            found.append("uden budget" if deviation_pct is None else f"over {shown_text('hundredths', self.pct)} %")
        return tuple(found) if len(found) == len(asked) or not self.both else ()


def unexplained(rows: pl.DataFrame, thresholds: Thresholds, explained: Collection[str]) -> pl.DataFrame:
    """The area rows that pass the thresholds and are not in ``explained`` (ids of areas with an explanation).

    Same columns as ``rows`` and ``passed``: what they pass, in Danish.
    """
    import polars as pl

    found = []
    for row in rows.filter(pl.col("kind") == "area").iter_rows(named=True):
        passed = thresholds.passed(row["deviation_oere"], row["deviation_pct"])
        if passed and row["area"] not in explained:
            found.append(row | {"passed": " og ".join(passed)})
    return pl.DataFrame(found, schema=dict(rows.schema) | {"passed": pl.String()})
