"""The causes of each area's deviation as groups that a reader takes one at a time, with the figures that they divide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.reports.table import Cell, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.follow_up import FollowUp

COMPARED = {"budgettet": ("budget_oere", "Budget"), "sidste år": ("last_year_oere", "Sidste år")}
COLUMNS = ("part", "before", "after", "amount_oere")


@dataclass(frozen=True)
class Term:
    """One of the figures that a split lies between, in øre, and its address."""

    label: str
    amount_oere: int
    address: str


@dataclass(frozen=True)
class CauseGroup:
    """An area (or the total) and its causes; they add up to the first term minus the second."""

    label: str
    sentence: str
    terms: tuple[Term, Term]
    table: ReportTable
    columns: tuple[str, ...] = COLUMNS


def cause_groups(made: FollowUp, table: ReportTable, against: str) -> list[CauseGroup]:
    """The groups of ``table`` held up against *budgettet* or *sidste år*: the total first, then the largest differences."""
    groups: dict[tuple[str, str], list[dict[str, Cell]]] = {}
    for row in table.rows:
        if row["against"] == against:
            groups.setdefault((str(row["kind"]), str(row["area"])), []).append(dict(row))
    figures = {(str(row["kind"]), str(row["area"])): row for row in made.areas.iter_rows(named=True)}
    compared, word = COMPARED[against]
    only_one_policy = sum(1 for kind, _ in groups if kind == "policy_area") == 1
    found = []
    for (kind, area), rows in groups.items():
        if (kind, area) not in figures or (kind == "policy_area" and only_one_policy):
            continue
        values = figures[kind, area]
        terms = (
            Term("Forventet regnskab", int(values["forecast_oere"]), str(made.address("forecast_oere", kind, area))),
            Term(word, int(values[compared]), str(made.address(compared, kind, area))),
        )
        label = str(rows[0]["label"])
        found.append(
            CauseGroup(
                label,
                str(rows[0]["sentence"] or ""),
                terms,
                replace(
                    table,
                    name=f"hvorfor-{kind}-{area}",
                    title=label,
                    rows=tuple(rows),
                    totals={"part": "Merudgift i alt", "amount_oere": sum(_amounts(rows))},
                    notes=(),
                ),
            )
        )
    return sorted(
        found,
        key=lambda group: (figures_kind(group, made), -abs(group.terms[0].amount_oere - group.terms[1].amount_oere)),
    )


def figures_kind(group: CauseGroup, made: FollowUp) -> int:
    """0 for the total, 1 for policy areas, 2 for areas: the order in which they are read."""
    total = str(made.address("forecast_oere", "total", ""))
    if group.terms[0].address == total:
        return 0
    return 1 if "?policy_area=" in group.terms[0].address else 2


def _amounts(rows: list[dict[str, Cell]]) -> Iterator[int]:
    for row in rows:
        amount = row["amount_oere"]
        if isinstance(amount, int):
            yield amount
