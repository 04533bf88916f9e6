"""What moved the forecast, as a reader takes it in: a subtotal per kind first, then the items, searched and shown in part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.followup.change_items import KINDS
from trinvis.reports import danish
from trinvis.reports.changes_table import MOVES
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.approvals import Approval
    from trinvis.municipality.changes import Changes
    from trinvis.presentation.municipality import Moment

KIND_COLUMNS = (
    ReportColumn("label", "Hvad"),
    ReportColumn("items", "Poster", "integer", additive=True),
    ReportColumn("amount_oere", "Beløb", "oere", "kr."),
    ReportColumn("moves", "Flytter"),
)


@dataclass(frozen=True)
class Start:
    """A day, or an approval by its number, that one may look back to: ``value`` as one would type it."""

    value: str
    label: str


def kinds_table(moved: Changes, table: ReportTable) -> ReportTable:
    """A subtotal per kind of item, largest groups in the order of the kinds; those that move the forecast add up to the total."""
    sums: dict[tuple[str, str], list[int]] = {}
    for kind, moves, amount in moved.items.select("kind", "moves", "amount_oere").iter_rows():
        sums.setdefault((moves, kind), []).append(amount)
    order = list(KINDS)
    found = sorted(sums.items(), key=lambda item: (item[0][0] == "budget", order.index(item[0][1])))
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "label": KINDS[kind],
            "items": len(amounts),
            "amount_oere": sum(amounts),
            "moves": MOVES.get(moves, moves),
            "key": kind,
        }
        for (moves, kind), amounts in found
    )
    of_forecast = sum(len(amounts) for (moves, _), amounts in found if moves == "forecast")
    addresses = {
        (number, "amount_oere"): str(moved.address(kind=kind, moves=moves))
        for number, ((moves, kind), _) in enumerate(found)
    }
    return ReportTable(
        name="kinds",
        title="Hvad har flyttet sig, efter art",
        answer=table.answer,
        columns=KIND_COLUMNS,
        rows=rows,
        totals={
            "label": "Forventet regnskab i alt",
            "items": of_forecast,
            "amount_oere": moved.total_after - moved.total_before,
            "moves": None,
        },
        notes=table.notes,
        addresses={**addresses, (TOTAL_ROW, "amount_oere"): str(moved.address(moves="forecast"))},
        synthetic=table.synthetic,
    )


def items_found(table: ReportTable, *, kind: str = "", words: str = "") -> ReportTable:
    """The items of a kind in which every word is found, with their own sum below; all of them without either."""
    wanted = [word for word in words.casefold().split() if word]
    if not kind and not wanted:
        return table

    def fits(values: Mapping[str, Cell]) -> bool:
        if kind and values.get("kind") != kind:
            return False
        text = " ".join(str(value) for value in values.values() if isinstance(value, str)).casefold()
        return all(word in text for word in wanted)

    kept = part_of(table, [number for number, row in enumerate(table.rows) if fits(row)])
    amounts = [row["amount_oere"] for row in kept.rows]
    found = sum(amount for amount in amounts if isinstance(amount, int))
    return replace(kept, totals={"label": "De fundne poster i alt", "amount_oere": found})


def part_of(table: ReportTable, numbers: Sequence[int]) -> ReportTable:
    """The table with those rows alone; no totals, for they are of all rows."""
    addresses = {
        (place, name): table.addresses[number, name]
        for place, number in enumerate(numbers)
        for name in {column.name for column in table.columns}
        if (number, name) in table.addresses
    }
    return replace(table, rows=tuple(table.rows[number] for number in numbers), addresses=addresses, totals=None)


def starts(days: Sequence[date], approvals: Sequence[Approval], asked: Moment) -> list[Start]:
    """What one may compare with: approvals of the year, newest first, then days on which something arrived before the day."""
    found = [
        Start(kept.name, f"Godkendt opfølgning nr. {kept.number}, pr. {danish.long_day(kept.as_of)}")
        for kept in reversed(approvals)
        if kept.year == asked.year and kept.as_of <= asked.as_of
    ]
    return [*found, *(Start(danish.day(day), danish.long_day(day)) for day in days if day < asked.as_of)]


def last_time(days: Sequence[date], approvals: Sequence[Approval], asked: Moment) -> date | int | None:
    """What *siden sidst* means: the newest approval of an earlier day of the year, else the end of the month before.

    Without anything known that day: the newest earlier day on which something arrived; None where there is none.
    """
    approved = [kept for kept in approvals if kept.year == asked.year and kept.as_of < asked.as_of]
    if approved:
        return max(approved, key=lambda kept: (kept.as_of, kept.number)).number
    earlier = [day for day in days if day < asked.as_of]
    if not earlier:
        return None
    month_end = asked.as_of.replace(day=1)
    before = [day for day in earlier if day < month_end]
    return max(before or earlier)
