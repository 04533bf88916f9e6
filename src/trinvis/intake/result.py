"""What goes into a reading and what comes out of it: plain frozen values, no files and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import polars as pl

Severity = Literal["reject", "warn"]
MeaningKind = Literal["snapshot", "period", "increment"]


class Unreadable(ValueError):
    """Nothing can be made of the file as it stands; the message is one Danish line that says what, where and what to do."""


class Numbers(Protocol):
    """Turns identifiers into what is kept: int64 numbers, or for kind ``key`` keyed hashes (text). Null stays null."""

    def __call__(
        self,
        kind: Literal["child", "household", "provider", "staff", "key"],
        identifiers: pl.Series,
        names: pl.Series | None = None,
        births: pl.Series | None = None,
    ) -> pl.Series: ...


@dataclass(frozen=True)
class ReadOptions:
    """What the user says of the file; everything may be left out.

    ``period_from`` and ``period_to`` are months (yyyymm). ``headers`` maps a heading of the file to a column of ours,
    ``values`` a column to texts of the file and the codes that they mean. ``number_form`` and ``date_form`` answer where
    every value of a column allows two readings; they do not overrule what the values show. ``table`` is the table of
    Statistikbanken that the file is.
    """

    extract_day: date | None = None
    period_from: int | None = None
    period_to: int | None = None
    scope: str | None = None
    number_form: Literal["da", "en"] | None = None
    date_form: Literal["dmy", "mdy", "ymd", "serial"] | None = None
    sheet: str | None = None
    year: int | None = None
    our_municipality: int | None = None
    table: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Earlier:
    """The delivery in force of the same source and scope: its facts by table, its number of rows and its øre."""

    facts: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    rows: int = 0
    amount_oere: int = 0


@dataclass(frozen=True)
class Meaning:
    """What a delivery means: all that is known on ``extract_day``, the months that it covers, or an addition.

    ``period_from`` and ``period_to`` are months (yyyymm), null where the kind has none; ``extract_day`` is null when
    neither file nor user told it; ``scope`` is what a later delivery must share to replace this one.
    """

    kind: MeaningKind
    extract_day: date | None = None
    period_from: int | None = None
    period_to: int | None = None
    scope: str = ""


@dataclass(frozen=True)
class Counts:
    """Every row of the file, and every øre of its amount column, in exactly one of four heaps.

    ``titles`` are headings, the header row, section names and notes; blank rows are not counted at all.
    ``unreadable_amounts`` are rows whose amount cannot be read: they are missing from the øre and are rejected.
    """

    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    sums: int = 0
    titles: int = 0
    amount_oere: int = 0
    accepted_oere: int = 0
    rejected_oere: int = 0
    sums_oere: int = 0
    titles_oere: int = 0
    unreadable_amounts: int = 0


@dataclass(frozen=True)
class Read:
    """A file that was read.

    ``facts``: table → frame in the shape of ``Table.facts`` without ``delivery_id``. ``texts``: row_no, field, text
    (names and free text of accepted rows; to be encrypted). ``findings``: row_no (null = the whole file), code, severity,
    field, message, area_hint, amount_oere, account_key; no value of the file stands in them. ``rejected_raw``: row_no,
    raw (JSON of the row; to be encrypted). ``remember`` goes back in as ``remembered`` next time.
    """

    source: str
    meaning: Meaning
    facts: Mapping[str, pl.DataFrame]
    texts: pl.DataFrame
    findings: pl.DataFrame
    rejected_raw: pl.DataFrame
    counts: Counts
    forms: Mapping[str, str]
    headers: Mapping[str, str]
    unknown_columns: tuple[str, ...]
    sheet: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def remember(self) -> dict[str, dict[str, object]]:
        """Forms, headings and value mappings as plain dicts: what next month's file of this source may rest on."""
        return {
            "forms": dict(self.forms),
            "headers": dict(self.headers),
            "values": {column: dict(texts) for column, texts in self.values.items()},
        }

    @property
    def rejected(self) -> bool:
        """Whether any row was rejected."""
        return self.counts.rejected > 0
