"""What a profile is: the description of one kind of file, which the shared reading follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from trinvis.intake.result import MeaningKind
from trinvis.tables.schema import Column, Kind, Number, Table

if TYPE_CHECKING:
    import polars as pl

    from trinvis.intake.result import Earlier, Read, ReadOptions
    from trinvis.parameters import Parameters


@dataclass(frozen=True)
class Field:
    """One field of a source. ``name`` is a column of ours where there is one, else the profile's own word.

    ``lenient``: a value that cannot be read is left out with a warning; otherwise its row is rejected. ``words``: texts of
    this source and the codes that they mean. ``municipality``: a code or the name of a municipality.
    """

    name: str
    kind: Kind
    label: str
    synonyms: tuple[str, ...] = ()
    number: Number | None = None
    choices: tuple[tuple[str, str], ...] = ()
    private: bool = False
    unit: str = ""
    lenient: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    municipality: bool = False
    heading: str = ""
    """What the source itself calls it, where that is not the label."""


_LENIENT = frozenset(
    "step follow_up_interval granted_on placed move acute consent stop_reason provider_kind placement_type birth_year "
    "birth_month decided goal binding disability_only unaccompanied target_group acting_municipality "
    "residence_municipality service_month art".split()
)
"""Columns that no amount rests on: what cannot be read there is left out and said, the row still counts."""


def field_of(column: Column, *, synonyms: tuple[str, ...] = (), words: Mapping[str, str] | None = None) -> Field:
    """The field that fills a column of ours, found under its label, its synonyms and ``synonyms``."""
    return Field(
        column.name,
        column.kind,
        column.label,
        column.synonyms + synonyms,
        column.number,
        column.choices,
        column.private,
        column.unit,
        column.name in _LENIENT,
        words or {},
        column.name.endswith("_municipality") or column.name == "municipality",
    )


def fields_of(table: Table, **synonyms: tuple[str, ...]) -> tuple[Field, ...]:
    """Every field of a table that files may carry; ``synonyms`` adds headings by column name."""
    return tuple(field_of(c, synonyms=synonyms.get(c.name, ())) for c in table.columns if c.in_file)


def headed(column: Column, *headings: str, words: Mapping[str, str] | None = None) -> Field:
    """The field of a column that this source writes under ``headings``, beside our own label."""
    return replace(field_of(column, words=words), synonyms=headings, heading=headings[0])


@dataclass(frozen=True)
class Parsed:
    """A file whose rows are told apart and whose values are read. ``rows``: data rows, ``row_no``, ``section`` (text of the
    last title), and one column per field (all null when the file lacks it); ``<field>__text`` beside choices."""

    rows: pl.DataFrame
    mapped: frozenset[str]
    headings: Mapping[str, str]
    year: int | None
    extract_day: date | None
    file_name: str
    sheet: str
    titles: tuple[str, ...]
    options: ReadOptions
    parameters: Parameters


@dataclass(frozen=True)
class Shaped:
    """Staged facts: table → frame with ``row_no`` and columns of the table, identifiers still as text.

    ``members``: ``row_no`` → ``of`` where several file rows make one staged row. ``findings``: row_no, code, field.
    ``sums``: row numbers that turned out to be sums (a region among municipalities). ``texts``: row_no, field, text beside
    the private columns. ``scope`` and ``period`` complete the delivery's meaning.
    """

    frames: Mapping[str, pl.DataFrame]
    members: pl.DataFrame | None = None
    findings: tuple[pl.DataFrame, ...] = ()
    sums: pl.Series | None = None
    texts: pl.DataFrame | None = None
    extract_day: date | None = None
    scope: str = ""
    period: tuple[int, int] | None = None


class OwnReading(Protocol):
    """Reads a whole file in the source's own way, with the same promises as the shared reading; raises ``Unreadable``."""

    def __call__(
        self, content: bytes, file_name: str, *, parameters: Parameters, options: ReadOptions, earlier: Earlier
    ) -> Read: ...


@dataclass(frozen=True)
class Profile:
    """One source. ``needs``: groups of fields of which the file must have at least one heading each. ``keys``: groups of
    which a data row has at least one value each; a row without is a title, a sum or an error. ``amount``: the field that
    is counted in øre. ``sections``: whether title rows stand between the data rows."""

    name: str
    label: str
    meaning: str
    kind: MeaningKind
    tables: tuple[str, ...]
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[str, ...], ...]
    amount: str | None
    shape: Callable[[Parsed], Shaped]
    sections: bool = False
    pools: bool = False
    ignored: tuple[str, ...] = ()
    heading: Callable[[str], str | None] | None = None
    stop_is_free: bool = False
    """Whether the source's end date is the first day that is not charged; it is moved a day back on the way in."""
    sum_fields: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    """Fields whose sum is the amount of a row where ``amount`` itself is lacking."""
    reads: OwnReading | None = None
    """For a source whose files hold no persons and are too large or too strict for the shared reading; ``shape`` is not asked."""
    recognises: Callable[[bytes], bool] | None = None
    """Whether a file is of a source that reads by itself."""

    def field(self, name: str) -> Field:
        """The field of that name; ``KeyError`` when the profile has none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(f"{self.name}.{name}")
