"""Tables for the tests of checks, written as text: headings first, a name before each row."""

from __future__ import annotations

from typing import Any

from trinvis.calculations.capacity.table_checker.checker import check_table
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.reading import description_of
from trinvis.calculations.capacity.table_checker.table import Table, table_from_csv

Other = tuple[str, dict[str, Any]]
"""Another table, and what is said of it."""


def table(text: str) -> Table:
    """A table from lines with ``;`` between cells."""
    return table_from_csv("\n".join(line.strip() for line in text.strip().splitlines()))


def found(text: str, **about: Any) -> tuple[Finding, ...]:
    """What is said of a table, by its description alone."""
    return found_beside(text, {}, **about)


def found_beside(text: str, beside: dict[str, Other], **about: Any) -> tuple[Finding, ...]:
    """The same with other tables beside it, by number."""
    others = {number: (table(one), description_of(said)) for number, (one, said) in beside.items()}
    return check_table(table(text), description_of({"infer": "false", **about}), others)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The codes of findings, in their order."""
    return [one.code for one in findings]


def suspects(findings: tuple[Finding, ...]) -> set[str]:
    """The cells that findings point at, in words."""
    return {place.name for one in findings for place in one.suspect}
