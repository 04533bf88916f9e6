"""The rows of the commitment sheet: one charged period each, with the months that it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trinvis.calculations.commitments.calendar import OPEN_DAY
from trinvis.reports.workbook.amount_formula import Form, Price, amount_oere, base_days, form

if TYPE_CHECKING:
    import polars as pl

    from trinvis.reports.workbook.given import WorkbookInput

KEY = ("delivery_id", "row_no", "journal_seq", "start_day", "weight")
"""What tells two charged periods apart: where the row came from, its price period, and how certain it is."""

Months = dict[int, int | None]
"""yyyymm → øre; none where there is no price."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class GrantRow:
    """A charged period and its months. ``values`` are the descriptive columns of ``grants``.

    ``start`` and ``stop`` are as the row was received, ``from_day`` and ``to_day`` what is charged: whole months reach to
    the ends of their months, and a change takes a grant's place from its own start. No ``stop`` or ``to_day`` is unknown.
    """

    values: dict[str, Any]
    price: Price
    start: date
    stop: date | None
    from_day: date
    to_day: date | None
    spread_days: int
    on_start_day: bool
    months: Months
    we_pay: bool = True

    @property
    def income(self) -> bool:
        """What another municipality is expected to pay us."""
        return self.price.sign < 0

    @property
    def origin(self) -> tuple[Any, ...]:
        """Delivery, row and journal entry that the row came from."""
        return tuple(self.values.get(name) for name in KEY[:3])

    def days(self, first: date, last: date) -> int:
        """Charged days from ``first`` to ``last``."""
        return max(0, (min(self.to_day or last, last) - max(self.from_day, first)).days + 1)

    def form(self, year: int, number: int) -> Form:
        """How month ``number`` can be written: as a live formula only where that gives our amount."""
        first, last = month_ends(year, number)
        days = self.days(first, last)
        if self.on_start_day:
            base = 1
        else:
            base = base_days(
                self.price.unit,
                month_days=(last - first).days + 1,
                year_days=year_days(year),
                spread_days=self.spread_days,
            )
        if base <= 0 or self.months.get(year * 100 + number, 0) != amount_oere(self.price, days, base):
            return Form.VALUE
        return form(self.price, days, base)

    def total(self, year: int, *, through: int | None = None) -> int:
        """The year's amount in øre, or that of its months up to ``through``."""
        return sum(
            oere or 0
            for month, oere in self.months.items()
            if month // 100 == year and (through is None or month <= through)
        )


def month_ends(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = date(year, number, 1)
    return first, date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def year_days(year: int) -> int:
    """365 or 366."""
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def lines_by_address(rows: Iterable[GrantRow]) -> Counter[tuple[Any, ...]]:
    """How many lines each (delivery, row, journal entry, month) has; only where it is one can a month be opened."""
    return Counter((*row.origin, month) for row in rows for month in row.months)


def grant_rows(given: WorkbookInput) -> list[GrantRow]:
    """Every charged period that costs anything in the year, by area, child and start; an income has its own row.

    Raises ``ValueError`` when ``grant_months`` holds amounts of periods that are not among ``grants``.
    """
    months = _months(given.grant_months)
    rows = []
    for values in given.grants.iter_rows(named=True):
        key = tuple(values.get(name) for name in KEY)
        negative = (values.get("rate_oere") or 0) < 0
        cost, income = months.pop((*key, negative), None), months.pop((*key, not negative), None)
        if cost is not None:
            rows.append(_row(values, 1, cost, we_pay=income is None))
        if income is not None:
            rows.append(_row(values, -1, income, we_pay=False))
    if months:
        left = ", ".join(f"{key[0]} row {key[1]}" for key in list(months)[:3])
        raise ValueError(f"grant_months holds amounts of periods that are not among the grants: {left}")
    return sorted(rows, key=_order)


def _order(row: GrantRow) -> tuple[Any, ...]:
    values = row.values
    return (
        str(values.get("area") or ""),
        values.get("child_no") or 0,
        row.from_day,
        str(values.get("delivery_id") or ""),
        values.get("row_no") or 0,
        row.income,
    )


def _months(frame: pl.DataFrame) -> dict[tuple[Any, ...], Months]:
    """(key …, whether the amounts are below 0) → month → øre; nothing, and what has no price, belongs to the expense."""
    made: dict[tuple[Any, ...], Months] = {}
    named = [name if name in frame.columns else None for name in KEY]
    for values in frame.iter_rows(named=True):
        key = tuple(values[name] if name else None for name in named)
        amount = values["amount_oere"]
        inner = made.setdefault((*key, amount is not None and amount < 0), {})
        before = inner.get(values["month"])
        inner[values["month"]] = amount if before is None else before + (amount or 0)
    return made


def _row(values: dict[str, Any], sign: int, months: Months, *, we_pay: bool) -> GrantRow:
    def or_else(name: str, default: int) -> int:
        value = values.get(name)
        return default if value is None else int(value)

    def day(number: int | None) -> date | None:
        return None if number is None or number >= OPEN_DAY else _EPOCH + timedelta(days=number)

    start = _EPOCH + timedelta(days=values["start_day"])
    return GrantRow(
        values=values,
        price=Price(
            unit=values.get("unit") or "month",
            rate_oere=or_else("rate_oere", 0),
            quantity=or_else("quantity", 100),
            vat_factor=or_else("vat_factor", 10_000),
            probability=or_else("weight", 10_000),
            sign=sign,
        ),
        start=start,
        stop=day(values.get("stop_day")),
        from_day=day(values["from_day"]) or start,
        to_day=day(values["to_day"]),
        spread_days=or_else("spread_days", 0),
        on_start_day=bool(values.get("on_start_day")),
        months=months,
        we_pay=we_pay,
    )
