"""A search in rows that are ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trinvis.reports.table import Cell


def searched(rows: Iterable[Mapping[str, Cell]], text: str) -> list[Mapping[str, Cell]]:
    """The rows that hold every word of ``text``."""
    wanted = text.casefold().split()
    return [
        row
        for row in rows
        if all(word in " ".join(str(cell) for cell in row.values() if cell is not None).casefold() for word in wanted)
    ]
