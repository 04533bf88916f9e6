"""A published table: headings, and rows of texts as they are printed. Nothing is read as numbers here."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

LINE = "line"
"""The heading of the column that says where a row stands in its source."""


@dataclass(frozen=True)
class Row:
    """``labels`` are the row's words (its name first), ``cells`` its texts under the table's columns, ``line`` where it stands in the source."""

    labels: tuple[str, ...]
    cells: tuple[str, ...]
    line: int | None = None

    @property
    def name(self) -> str:
        """What the row is called: its first words that are not empty."""
        return next((label for label in self.labels if label), "")


@dataclass(frozen=True)
class Table:
    """``columns`` are the headings of the figures; every row has one cell under each. ``ValueError`` where a row has more or fewer."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"Række {number} ({row.name}) har {len(row.cells)} celler, men tabellen har {len(self.columns)} kolonner; "
                    "sæt en tom celle, hvor der ikke står noget."
                )

    @classmethod
    def of(cls, columns: list[str], rows: dict[str, list[str]] | list[tuple[str, list[str]]]) -> Table:
        """A table written as words and texts: each row's name, and its cells."""
        pairs = rows.items() if isinstance(rows, dict) else rows
        return cls(tuple(columns), tuple(Row((name,), tuple(cells)) for name, cells in pairs))


def table_from_csv(text: str, labels: int = 1) -> Table:
    """A table from csv text: semicolons, headings first, ``labels`` columns of words, and last perhaps a column ``line``.

    ValueError for an empty text, two headings that are alike, or a row with more or fewer cells than there are headings.
    """
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    return table_from_rows(lines, labels)


def table_from_rows(lines: list[list[str]], labels: int = 1) -> Table:
    """The same from rows of texts that are read already (a sheet of a workbook)."""
    kept = [[cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line)]
    if not kept or len(kept[0]) <= labels:
        raise ValueError("Tabellen er tom eller har ingen talkolonner; første række skal være overskrifter.")
    heading, *body = kept
    numbered = heading[-1] == LINE
    end = len(heading) - numbered
    if twice := sorted({one for one in heading[labels:end] if heading[labels:end].count(one) > 1}):
        raise ValueError(f"To kolonner hedder det samme: {', '.join(twice)}; giv dem hver sin overskrift.")
    rows = []
    for number, line in enumerate(body, start=2):
        if len(line) != len(heading):
            raise ValueError(f"Række {number} har {len(line)} celler, men der er {len(heading)} overskrifter.")
        at = int(line[-1]) if numbered and line[-1].isdigit() else None
        rows.append(Row(tuple(line[:labels]), tuple(line[labels:end]), at))
    return Table(tuple(heading[labels:end]), tuple(rows))
