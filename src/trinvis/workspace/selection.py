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

from trinvis.workspace.delivery import Delivery

MONTH_COLUMN: dict[str, str] = {"postings": "period"}
"""Tables whose rows belong to a month, and the column that says which. Only these are replaced month by month; of another
table in a period delivery the newest delivery counts whole."""


@dataclass(frozen=True)
class Piece:
    """One file of facts that counts; of its rows all (``months`` None) or those of the months."""

    delivery_id: str
    path: Path
    months: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Selection:
    """The deliveries that count on a day, table by table."""

    root: Path
    as_of: date | None
    chosen: tuple[tuple[str, tuple[tuple[str, tuple[int, ...] | None], ...]], ...]
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

    @property
    def delivery_ids(self) -> tuple[str, ...]:
        """Every delivery that counts for something, in order."""
        return tuple(sorted({delivery_id for _, pieces in self.chosen for delivery_id, _ in pieces}))

    def to_json(self) -> str:
        """The selection as canonical JSON, without where the workspace lies: what an approval keeps."""
        return json.dumps(
            {
                "as_of": None if self.as_of is None else self.as_of.isoformat(),
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
    chosen: dict[str, list[tuple[int, str, tuple[int, ...] | None]]] = {}
    for group in groups.values():
        for delivery, table, months in _of_group(group):
            chosen.setdefault(table, []).append((delivery.seq, delivery.id, months))
    return Selection(
        root,
        as_of,
        tuple(
            (table, tuple((delivery_id, months) for _, delivery_id, months in sorted(pieces)))
            for table, pieces in sorted(chosen.items())
        ),
    )


def _of_group(group: list[Delivery]) -> list[tuple[Delivery, str, tuple[int, ...] | None]]:
    """What counts of the deliveries of one source and scope."""
    out: list[tuple[Delivery, str, tuple[int, ...] | None]] = []
    snapshots = [d for d in group if d.kind == "snapshot"]
    if snapshots:
        newest = max(snapshots, key=lambda d: d.freshness)
        out += [(newest, table, None) for table in newest.tables]
    out += [(d, table, None) for d in group if d.kind == "increment" for table in d.tables]
    periods = sorted((d for d in group if d.kind == "period"), key=lambda d: d.freshness)
    owner = {month: d for d in periods for month in d.months}  # the newest comes last and takes the month
    for delivery in periods:
        won = tuple(sorted(month for month, d in owner.items() if d is delivery))
        for table in delivery.tables:
            if table in MONTH_COLUMN:
                if won:
                    out.append((delivery, table, won))
            elif delivery is periods[-1]:
                out.append((delivery, table, None))
    return out
