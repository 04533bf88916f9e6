"""Which deliveries count: the as-of view of a workspace.

A *snapshot* replaces the older extract of the same source and scope, a *period* replaces the months that it covers, an
*increment* adds. Only what was known on the day is seen, so that what comes later never changes an earlier view.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trinvis.tables import TABLES
from trinvis.workspace.delivery import Delivery

MONTH_COLUMN: dict[str, str] = {"postings": "period"}
"""Tables whose rows belong to a month, and the column that says which: only these are replaced month by month."""

Months = tuple[int, ...] | None
"""The months (yyyymm) of a delivery that count; ``None`` = all of it."""


@dataclass(frozen=True)
class Piece:
    """One file of facts that counts; of its rows all (``months`` None) or those of the months."""

    delivery_id: str
    path: Path
    months: Months = None


@dataclass(frozen=True)
class Selection:
    """The deliveries that count on a day, table by table."""

    root: Path
    as_of: date | None
    delivery_ids: tuple[str, ...]
    """Every delivery that is in force, in order; also one all of whose rows were rejected."""
    chosen: tuple[tuple[str, tuple[tuple[str, Months], ...]], ...]
    """(table, ((delivery id, months or None for all), …)), both in order."""

    def pieces(self, table: str) -> list[Piece]:
        """The files of ``table`` that count, in the order they were received; none when nothing was."""
        return [
            Piece(delivery_id, self.root / "deliveries" / delivery_id / f"{table}.parquet", months)
            for name, pieces in self.chosen
            if name == table
            for delivery_id, months in pieces
        ]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have anything."""
        return tuple(name for name, _ in self.chosen)

    def to_json(self) -> str:
        """The selection as canonical JSON, without where the workspace lies: what an approval keeps."""
        return json.dumps(
            {
                "as_of": None if self.as_of is None else self.as_of.isoformat(),
                "deliveries": list(self.delivery_ids),
                "tables": {
                    name: [
                        {"delivery": delivery_id, "months": None if months is None else list(months)}
                        for delivery_id, months in pieces
                    ]
                    for name, pieces in self.chosen
                },
            },
            sort_keys=True,
            separators=(",", ":"),
        )

    @staticmethod
    def from_json(text: str, root: Path) -> Selection:
        """The selection that ``to_json`` wrote, of the workspace at ``root``, whatever was received since."""
        kept = json.loads(text)
        return Selection(
            root,
            None if kept["as_of"] is None else date.fromisoformat(kept["as_of"]),
            tuple(kept["deliveries"]),
            tuple(
                (name, tuple((p["delivery"], None if p["months"] is None else tuple(p["months"])) for p in pieces))
                for name, pieces in sorted(kept["tables"].items())
            ),
        )


def choose(deliveries: Iterable[Delivery], as_of: date | None, root: Path) -> Selection:
    """The selection of ``deliveries`` as of a day; ``None`` takes all that is known and not withdrawn."""
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in deliveries:
        if delivery.counts_on(as_of):
            groups.setdefault((delivery.source, delivery.scope), []).append(delivery)
    in_force: set[str] = set()
    chosen: dict[str, list[tuple[int, str, Months]]] = {}
    for group in groups.values():
        periods = sorted((d for d in group if d.kind == "period"), key=lambda d: d.freshness)
        snapshots = [d for d in group if d.kind == "snapshot"]
        whole = [d for d in group if d.kind == "increment"]
        if snapshots:
            whole.append(max(snapshots, key=lambda d: d.freshness))
        in_force |= {d.id for d in whole}
        pieces: list[tuple[Delivery, str, Months]] = [(d, table, None) for d in whole for table in d.tables]
        by_month = {month: d for d in periods for month in d.months}  # the newest comes last and takes the month
        in_force |= {d.id for d in by_month.values()}
        for delivery in periods:
            pieces += [
                (delivery, table, won) for table in delivery.tables if (won := _won(table, delivery, periods)) != ()
            ]
        for delivery, table, won in pieces:
            chosen.setdefault(table, []).append((delivery.seq, delivery.id, won))
    return Selection(
        root,
        as_of,
        tuple(sorted(in_force)),
        tuple(
            (table, tuple((delivery_id, months) for _, delivery_id, months in sorted(found, key=lambda f: f[0])))
            for table, found in sorted(chosen.items())
        ),
    )


def counted_on_days(table: str) -> bool:
    """Whether its rows are counts on a day (population, public_figures), which no month or year adds up."""
    columns = _columns(table)
    return "day" in columns and "year" not in columns


def _columns(table: str) -> set[str]:
    return {column.name for column in TABLES[table].columns}


def _won(table: str, delivery: Delivery, periods: list[Delivery]) -> Months:
    """The months of ``delivery`` that no newer one of ``periods`` (oldest first) has taken.

    Rows that belong to a year are replaced year by year, rows of a day by the day's month, rows that belong to neither all
    at once.
    """
    newer = periods[periods.index(delivery) + 1 :]
    if table in MONTH_COLUMN or counted_on_days(table):
        taken = {month for d in newer for month in d.months}
        return tuple(month for month in delivery.months if month not in taken)
    if "year" in _columns(table):
        years = {month // 100 for d in newer for month in d.months}
        return tuple(month for month in delivery.months if month // 100 not in years)
    return () if newer else None
