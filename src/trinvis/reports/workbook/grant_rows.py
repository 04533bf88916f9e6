"""The rows of the commitment sheet: one price period each, with the months that it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trinvis.reports.workbook.amount_formula import Form, Price, amount_oere, base_days, form

if TYPE_CHECKING:
    import polars as pl

    from trinvis.reports.workbook.given import WorkbookInput

KEY = ("delivery_id", "row_no", "journal_seq", "start_day")
"""What tells two price periods apart: where the row came from, and its first day."""

_EPOCH = date(1970, 1, 1)


@dataclass
class GrantRow:
    """A price period and its months (yyyymm → øre). ``values`` are the descriptive columns of ``grants``."""

    values: dict[str, Any]
    price: Price
    start: date
    stop: date | None
    whole_months: bool
    own_months: bool
    """The source gives the months' amounts itself: they are shown as values, not computed."""
    months: dict[int, int] = field(default_factory=dict)

    @property
    def spread_days(self) -> int:
        """The days that a total number of sessions is spread over; 0 when the stop is unknown."""
        return 0 if self.stop is None else (self.stop - self.start).days + 1

    def days(self, first: date, last: date) -> int:
        """Charged days from ``first`` to ``last``, the first and last day of a month."""
        if self.price.unit == "once":
            return int(first <= self.start <= last)
        active = (min(self.stop or last, last) - max(self.start, first)).days + 1
        if active <= 0:
            return 0
        return (last - first).days + 1 if self.whole_months else active

    def form(self, year: int, number: int) -> Form:
        """How month ``number`` can be written: a live formula only where it gives our amount."""
        first, last = month_ends(year, number)
        days = self.days(first, last)
        base = base_days(
            self.price.unit,
            month_days=(last - first).days + 1,
            year_days=(date(year + 1, 1, 1) - date(year, 1, 1)).days,
            spread_days=self.spread_days,
        )
        if self.own_months or base <= 0:
            return Form.VALUE
        if amount_oere(self.price, days, base) != self.months.get(year * 100 + number, 0):
            return Form.VALUE
        return form(self.price, days, base)


def month_ends(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = date(year, number, 1)
    return first, date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def grant_rows(given: WorkbookInput) -> list[GrantRow]:
    """Every price period that costs anything in the year, by area, child and start; an income has its own row."""
    months = _months(given.grant_months)
    rows = []
    for values in given.grants.iter_rows(named=True):
        key = tuple(values.get(name) for name in KEY)
        rate = int(values.get("rate_oere") or 0)
        for sign in (1, -1):
            found = months.pop((*key, sign if rate >= 0 else -sign), None)
            if found is not None:
                rows.append(_row(values, sign, found))
    if months:
        left = ", ".join(str(key[0]) for key in list(months)[:3])
        raise ValueError(f"grant_months holds amounts of price periods that are not among the grants: {left}")
    return sorted(rows, key=lambda row: _order(row))


def _order(row: GrantRow) -> tuple[Any, ...]:
    values = row.values
    return (
        str(values.get("area") or ""),
        values.get("child_no") or 0,
        row.start,
        str(values.get("delivery_id") or ""),
        values.get("row_no") or 0,
        -row.price.sign,
    )


def _months(frame: pl.DataFrame) -> dict[tuple[Any, ...], dict[int, int]]:
    """(key …, sign of the amount) → month → øre; a month of nothing belongs to the expense."""
    made: dict[tuple[Any, ...], dict[int, int]] = {}
    named = [name if name in frame.columns else None for name in KEY]
    for values in frame.iter_rows(named=True):
        key = tuple(values[name] if name else None for name in named)
        amount = values["amount_oere"]
        sign = -1 if amount < 0 else 1
        inner = made.setdefault((*key, sign), {})
        inner[values["month"]] = inner.get(values["month"], 0) + amount
    return made


def _row(values: dict[str, Any], sign: int, months: dict[int, int]) -> GrantRow:
    def or_else(name: str, default: int) -> int:
        value = values.get(name)
        return default if value is None else int(value)

    start, stop = values["start_day"], values.get("stop_day")
    return GrantRow(
        values=values,
        price=Price(
            unit=values.get("unit") or "month",
            rate_oere=or_else("rate_oere", 0),
            quantity=or_else("quantity", 100),
            vat_factor=or_else("vat_factor", 10_000),
            probability=or_else("probability", 10_000),
            sign=sign,
        ),
        start=_EPOCH + timedelta(days=start),
        stop=None if stop is None or stop >= _UNKNOWN else _EPOCH + timedelta(days=stop),
        whole_months=values.get("counting") == "whole_months",
        own_months=values.get("price_source") == "months",
        months=months,
    )


_UNKNOWN = (date(9000, 1, 1) - _EPOCH).days
"""Days from here on are the unknown stop date written as a day."""
