"""One entry of the journal, and what it is sealed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

_EPOCH = date(1970, 1, 1)


class Cipher(Protocol):
    """Seals what people have typed. ``about`` binds the sealed bytes to their place."""

    def seal(self, plain: bytes, about: str) -> bytes: ...

    def open(self, sealed: bytes, about: str) -> bytes: ...

    def mark(self, text: str, size: int = 16) -> bytes:
        """A keyed hash: equal texts give equal marks, and only the key can tell which."""
        ...


@dataclass(frozen=True)
class Entry:
    """What somebody typed in. Never changed: a later entry of the same kind and key takes its place.

    ``seq`` is its place in the journal, ``version`` counts the entries of its kind and key from 1. ``recorded_at`` is the
    instant it was written (UTC), ``known_from`` the Danish day from which it counts, ``effective_from`` the day from which
    what it says holds (as a new rate). ``replaces`` is the ``seq`` of an entry that it puts out of force, ``retracted``
    says that it takes back what stood there. ``values`` are plain JSON values: dates as ISO text, money as øre.
    """

    seq: int
    kind: str
    key: str
    version: int
    values: Mapping[str, Any]
    by: str
    recorded_at: datetime
    known_from: date
    effective_from: date | None = None
    replaces: int | None = None
    retracted: bool = False

    @property
    def backdated(self) -> bool:
        """Whether it was made known for an earlier day than it was written on (*efterregistreret*)."""
        return self.known_from < danish_day(self.recorded_at)

    @property
    def place(self) -> tuple[str, str, date | None]:
        """What it is about; of several entries with the same place the last one holds."""
        return (self.kind, self.key, self.effective_from)


def in_force(entries: list[Entry]) -> list[Entry]:
    """Of ``entries``, in the order they were written, those that hold: the last of each place, not replaced, not retracted."""
    last = {entry.place: entry for entry in entries}
    replaced = {entry.replaces for entry in entries}
    return sorted(
        (e for e in last.values() if not e.retracted and e.seq not in replaced),
        key=lambda entry: entry.seq,
    )


def danish_day(instant: datetime) -> date:
    """The calendar day in Denmark at ``instant``; ``ValueError`` when the instant carries no zone."""
    if instant.utcoffset() is None:
        raise ValueError("the instant must carry its time zone")
    import polars as pl  # carries its own time zone table: many small machines have none

    day: date = pl.Series([instant]).dt.convert_time_zone("Europe/Copenhagen").dt.date().item()
    return day


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number."""
    return _EPOCH + timedelta(days=number)
