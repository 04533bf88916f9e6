"""How far the accounts have come: which months of the ledger have been received, and which of them are closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.projection import Closing

if TYPE_CHECKING:
    from trinvis.workspace import Delivery, Selection


def closing(selection: Selection, deliveries: Iterable[Delivery], as_of: date, year: int) -> Closing:
    """The closing of ``year`` as of a day.

    A month is known when a delivery of postings that counts covers it; closed when it is known and over. A month that is
    missing between two known ones is not known, but does not open those after it: it is a caveat.
    """
    known = _known(selection, deliveries, as_of)
    last = min(ledger_closed_through(known, year), year * 100 + 12)
    return Closing(year, last, known)


def ledger_closed_through(known: frozenset[int], year: int) -> int:
    """The last closed month of the ledger, also one after ``year``: by it a missing invoice grows old after New Year too.

    A month of the year before when none of the year is closed. ``known`` are the closed months that have been received.
    """
    return max(max(known, default=0), (year - 1) * 100 + 12)


def missing_months(closing: Closing) -> tuple[int, ...]:
    """Closed months of the year whose postings were never received."""
    months = (closing.year * 100 + month for month in range(1, 13))
    return tuple(month for month in months if month <= closing.closed_through and month not in closing.known_months)


def _known(selection: Selection, deliveries: Iterable[Delivery], as_of: date) -> frozenset[int]:
    by_id = {delivery.id: delivery for delivery in deliveries}
    known: set[int] = set()
    for piece in selection.pieces("postings"):
        known.update(piece.months if piece.months is not None else _covered(by_id[piece.delivery_id]))
    over = _last_month_over(as_of)
    return frozenset(month for month in known if month <= over)


def _covered(delivery: Delivery) -> tuple[int, ...]:
    if delivery.months:
        return delivery.months
    if delivery.first_day is None or delivery.last_day is None:
        return ()
    first = delivery.first_day.year * 12 + delivery.first_day.month - 1
    last = delivery.last_day.year * 12 + delivery.last_day.month - 1
    return tuple(index // 12 * 100 + index % 12 + 1 for index in range(first, last + 1))


def _last_month_over(day: date) -> int:
    """The last month whose last day is ``day`` or before, as yyyymm."""
    tomorrow = day + timedelta(days=1)
    if tomorrow.day == 1:
        return day.year * 100 + day.month
    before = day.replace(day=1) - timedelta(days=1)
    return before.year * 100 + before.month
