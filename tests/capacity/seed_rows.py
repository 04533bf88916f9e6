"""The printed tables of seed 002 as numbers, row by row: what the estimates and rates are held up against."""

from __future__ import annotations

import csv
import re
from pathlib import Path

PRINTED = Path(__file__).parent / "printed"


def rows(table: str) -> dict[str, list[str]]:
    """Label → the cells of the row as printed, without the seed line; of rows with one label only the first."""
    with (PRINTED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))[1:]
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line[0], line[1:-1])
    return found


def all_rows(table: str) -> list[list[str]]:
    """Every row as printed: label and cells, without the seed line."""
    with (PRINTED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [line[:-1] for line in list(csv.reader(file, delimiter=";"))[1:]]


def number(cell: str) -> float:
    """``1.234,5``, ``29 %``, ``35 dage`` → the number."""
    return float(re.sub(r"[^\d,-]", "", cell).replace(",", "."))


def interval(cell: str) -> tuple[float, float]:
    """``13.060-25.317`` → both ends."""
    low, high = cell.split("-")
    return number(low), number(high)
