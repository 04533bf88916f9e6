"""What has arrived in a month, and what was to be expected: each source by the rhythm of the months before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from trinvis.intake import SOURCES

if TYPE_CHECKING:
    from trinvis.workspace import Delivery

GAPS = 6
"""How many gaps between arrivals a source's rhythm is read from."""


@dataclass(frozen=True)
class Arrival:
    """A source this month: the deliveries that came, and whether one was to be expected. ``every`` is its rhythm in months;
    None when it has none. ``last`` is the month (yyyymm) that it came in before this one."""

    source: str
    label: str
    deliveries: tuple[Delivery, ...]
    every: int | None
    last: int | None
    expected: bool

    @property
    def rows(self) -> int:
        """Rows read."""
        return sum(int(one.counts.get("accepted", 0)) for one in self.deliveries)

    @property
    def rejected(self) -> int:
        """Rows that were not."""
        return sum(int(one.counts.get("rejected", 0)) for one in self.deliveries)


def arrivals(deliveries: Iterable[Delivery], as_of: date) -> tuple[Arrival, ...]:
    """Each source that has ever come: what came in the month of ``as_of``, and whether it was to be expected by its rhythm."""
    by_source: dict[str, list[Delivery]] = {}
    for one in deliveries:
        by_source.setdefault(one.source, []).append(one)
    now = month_number(as_of)
    made = []
    for source, own in by_source.items():
        came = tuple(one for one in own if month_number(one.known_from) == now)
        before = [month_number(one.known_from) for one in own if month_number(one.known_from) < now]
        every = rhythm(before)
        last = max(before, default=None)
        due = every is not None and last is not None and now - last >= every
        made.append(Arrival(source, _label(source), came, every, None if last is None else _yyyymm(last), due))
    return tuple(sorted(made, key=lambda one: (one.every or 99, one.label)))


def _label(source: str) -> str:
    words = SOURCES[source].label.partition(" (")[0]
    return words[:1].upper() + words[1:]


def rhythm(months: Sequence[int]) -> int | None:
    """How many months lie between arrivals: the gap that more than half of the last gaps are, seen at least twice; else None.

    ``months`` are ``month_number``s.
    """
    different = sorted(set(months))
    gaps = [later - earlier for earlier, later in pairwise(different)][-GAPS:]
    if not gaps:
        return None
    gap, times = Counter(gaps).most_common(1)[0]
    return gap if times >= 2 and 2 * times > len(gaps) else None


def month_number(day: date) -> int:
    """Months counted through the years: year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def _yyyymm(index: int) -> int:
    return index // 12 * 100 + index % 12 + 1
