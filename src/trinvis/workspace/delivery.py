"""What a delivery is: one file as it was received, what it means, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from trinvis.workspace.months import months_from

MeaningKind = Literal["snapshot", "period", "increment"]

MEANINGS: dict[str, str] = {
    "snapshot": "Øjebliksbillede: erstatter det tidligere udtræk fra samme kilde",
    "period": "Periode: erstatter de måneder, den dækker",
    "increment": "Tilvækst: lægges til det, der er",
}
"""What a delivery means, and how users read it."""


@dataclass(frozen=True)
class Caveat:
    """Something to know about a delivery before it is trusted: a code and a Danish sentence. It stops nothing."""

    code: str
    message: str


@dataclass(frozen=True)
class Delivery:
    """One file that was received.

    ``known_from`` is the Danish day from which it counts; ``backdated`` (*efterregistreret*) when that is earlier than the day
    of receipt. ``withdrawn_from`` is the day from which it no longer counts. Periods are ``yyyymm``. ``counts`` are those of the
    reading (rows, accepted, rejected, sums, titles and their øre). ``sha256`` is that of the original file. ``tables`` gives the
    rows of each fact table. ``remember`` is what the next file of the source may rest on. ``first_day``/``last_day`` are the outermost posting days, where the facts have such.
    """

    seq: int
    id: str
    source: str
    scope: str
    kind: MeaningKind
    extract_day: date | None
    period_from: int | None
    period_to: int | None
    received_at: datetime
    known_from: date
    backdated: bool
    withdrawn_from: date | None
    file_name: str
    sha256: str
    size: int
    counts: Mapping[str, Any]
    tables: Mapping[str, int]
    warnings: tuple[Caveat, ...] = ()
    remember: Mapping[str, Any] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    by: str = ""
    """Who sent it in; empty where nobody said."""
    token: str = ""
    """The request that it came of: who sends the same request again gets the delivery that is there."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """What the user said of the file (sheet, scope, forms …), so that it can be read again in the same way."""

    @property
    def months(self) -> tuple[int, ...]:
        """The months that it covers; none when it states no period."""
        if self.period_from is None:
            return ()
        return months_from(self.period_from, self.period_to or self.period_from)

    @property
    def amounts(self) -> dict[str, int]:
        """Of ``counts``, what is money: whole øre."""
        return {name: value for name, value in self.counts.items() if name.endswith("_oere")}

    @property
    def freshness(self) -> tuple[date, date, int]:
        """Which of two deliveries of the same is the newer: by extract day, then by when it was known, then by receipt."""
        return (self.extract_day or self.known_from, self.known_from, self.seq)

    def counts_on(self, as_of: date | None) -> bool:
        """Whether it is known and not withdrawn as of that day; ``None`` = with all that is known."""
        if as_of is None:
            return self.withdrawn_from is None
        return self.known_from <= as_of and (self.withdrawn_from is None or self.withdrawn_from > as_of)
