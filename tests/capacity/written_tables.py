"""Tables as various publishers write them, each with its description and with faults to plant one at a time: ``written/*.yaml``.

A fault says what is changed: cells (``row | column``), names of rows or columns, a value of the description (``claims.0.says``);
by which kinds of finding it is named, and where a reader would look for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from trinvis.calculations.capacity.table_checker import Description, Finding, Table, description_of, table_from_csv

FOLDER = Path(__file__).parent / "written"
FEW = 3
"""Cells that a finding which points at none may be about and still name the place."""


@dataclass(frozen=True)
class Written:
    """A table with its description and the tables beside it."""

    table: Table
    about: Description
    beside: dict[str, tuple[Table, Description]]


@dataclass(frozen=True)
class Planted:
    """A table with one fault, the kinds of finding that name it, and the rows, columns and cells where it is (any where empty)."""

    held: Written
    kinds: frozenset[str]
    where: frozenset[str]

    def named(self, finding: Finding) -> bool:
        """Whether a finding is of the right kind, and about the right place."""
        places = finding.suspect or (finding.cells if len(finding.cells) <= FEW else ())
        at = {name for one in places for name in (one.row_name, one.column_name, f"{one.row_name} | {one.column_name}")}
        for lines in ({one.row_name for one in finding.cells}, {one.column_name for one in finding.cells}):
            at |= lines if len(lines) == 1 else set()
        return finding.kind in self.kinds and (not self.where or bool(at & self.where))


def names() -> list[str]:
    """The tables, by name."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def correct(name: str) -> Written:
    """The table as it should be."""
    return _written(_read(name))


def planted(name: str) -> Iterator[Planted]:
    """The table with each of its faults."""
    for fault in _read(name)["faults"]:
        content = _read(name)
        content["table"] = _changed(content["table"], fault)
        for path, value in fault.get("about", {}).items():
            _put(content["about"], path.split("."), value)
        yield Planted(_written(content), frozenset(fault["kinds"]), frozenset(fault.get("where", ())))


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return content


def _written(content: dict[str, Any]) -> Written:
    beside = {
        number: (table_from_csv(one["table"]), description_of(one["about"]))
        for number, one in content.get("beside", {}).items()
    }
    return Written(table_from_csv(content["table"]), description_of(content["about"]), beside)


def _changed(text: str, fault: dict[str, Any]) -> str:
    heading, *rows = csv.reader(io.StringIO(text), delimiter=";")
    for row in rows:
        for at, column in enumerate(heading[1:], start=1):
            row[at] = fault.get("cells", {}).get(f"{row[0]} | {column}", row[at])
        row[0] = fault.get("rows", {}).get(row[0], row[0])
    heading = [fault.get("columns", {}).get(one, one) for one in heading]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows((heading, *rows))
    return out.getvalue()


def _put(about: Any, path: list[str], value: str) -> None:
    for step in path[:-1]:
        about = about[int(step)] if isinstance(about, list) else about[step]
    about[path[-1]] = value
