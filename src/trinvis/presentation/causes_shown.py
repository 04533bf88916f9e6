"""The causes of each area's deviation as groups that a reader takes one at a time, with the figures that they divide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.municipality.address import Address
from trinvis.municipality.why_opened import TOTAL
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

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

    kind: str
    area: str
    label: str
    sentence: str
    terms: tuple[Term, Term]
    table: ReportTable

    @property
    def difference_oere(self) -> int:
        """Extra expense +."""
        return self.terms[0].amount_oere - self.terms[1].amount_oere


def cause_groups(made: FollowUp, table: ReportTable, against: str) -> tuple[list[CauseGroup], ReportTable | None]:
    """The groups of ``table`` held up against *budgettet* or *sidste år*: the total first, then the largest differences.

    Second, one table of the areas whose difference has no parts; None where all have. A policy area that is all there is
    stands as the total alone.
    """
    groups: dict[tuple[str, str], list[dict[str, Cell]]] = {}
    for row in table.rows:
        if row["against"] == against:
            groups.setdefault((str(row["kind"]), str(row["area"])), []).append({**row, "kind": "cause"})
    figures = {(str(row["kind"]), str(row["area"])): row for row in made.areas.iter_rows(named=True)}
    compared, word = COMPARED[against]
    single = sum(1 for kind, _ in groups if kind == "policy_area") == 1
    found = []
    for (kind, area), rows in groups.items():
        if (kind, area) not in figures or (kind == "policy_area" and single):
            continue
        values = figures[kind, area]
        terms = (
            Term("Forventet regnskab", int(values["forecast_oere"]), str(made.address("forecast_oere", kind, area))),
            Term(word, int(values[compared]), str(made.address(compared, kind, area))),
        )
        label = str(rows[0]["label"])
        amounts = [row["amount_oere"] for row in rows]
        of_group = replace(
            table,
            name=f"hvorfor-{kind}-{area}",
            title=label,
            rows=tuple(rows),
            addresses={
                (number, "amount_oere"): _address(made, str(row["cause"]), kind, area, against)
                for number, row in enumerate(rows)
            }
            | {(TOTAL_ROW, "amount_oere"): _address(made, TOTAL, kind, area, against)},
            totals={"part": "Merudgift i alt", "amount_oere": sum(one for one in amounts if isinstance(one, int))},
            notes=(),
        )
        found.append(CauseGroup(kind, area, label, str(rows[0]["sentence"] or ""), terms, of_group))
    order = ("total", "policy_area", "area")
    found.sort(key=lambda group: (order.index(group.kind), -abs(group.difference_oere)))
    divided = [group for group in found if len(group.table.rows) > 1 or group.kind == "total"]
    return divided, _undivided(made, [group for group in found if group not in divided], table, against)


def _address(made: FollowUp, cause: str, kind: str, area: str, against: str) -> str:
    where = {} if kind == "total" else {kind: area}
    if against != "budgettet":
        where["against"] = "last_year"
    return str(Address("why", made.year, made.basis.name, cause, where))


def _undivided(made: FollowUp, groups: list[CauseGroup], table: ReportTable, against: str) -> ReportTable | None:
    if not groups:
        return None
    columns = (
        ReportColumn("label", "Område"),
        ReportColumn("forecast_oere", "Forventet regnskab", "oere", "kr."),
        ReportColumn("compared_oere", COMPARED[against][1], "oere", "kr."),
        ReportColumn("amount_oere", "Merudgift", "oere", "kr."),
    )
    addresses = {
        (number, name): term.address
        for number, group in enumerate(groups)
        for name, term in zip(("forecast_oere", "compared_oere"), group.terms, strict=True)
    } | {
        (number, "amount_oere"): _address(made, TOTAL, group.kind, group.area, against)
        for number, group in enumerate(groups)
    }
    return replace(
        table,
        name="udelte",
        title="Områder, hvis forskel ikke kan deles på årsager",
        columns=columns,
        rows=tuple(
            {
                "label": group.label,
                "forecast_oere": group.terms[0].amount_oere,
                "compared_oere": group.terms[1].amount_oere,
                "amount_oere": group.difference_oere,
            }
            for group in groups
        ),
        addresses=addresses,
        notes=("Der mangler en budgetforudsætning eller talte indsatser.",),
    )
