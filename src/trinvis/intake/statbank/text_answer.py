"""CSV and BULK → cells: one line per cell, the variables first and the number last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.intake.decode import to_utf8
from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.cells import CONTENT, Cells

if TYPE_CHECKING:
    import polars as pl

_DELIMITERS = (";", "\t", ",")
_LINES_SEARCHED = 20
_HEAD_BYTES = 20_000
_TAIL_BYTES = 20_000
_MORE = "__more"


@dataclass(frozen=True)
class FirstLine:
    """The line that names the variables: ``names`` as they stand, ``before`` the lines above it."""

    names: tuple[str, ...]
    delimiter: str
    before: int


def first_line(content: bytes) -> FirstLine | None:
    """The line of names among the first lines of a text; None when no line ends in *INDHOLD*."""
    for number, line in enumerate(content[:_HEAD_BYTES].split(b"\n")[:_LINES_SEARCHED]):
        if CONTENT.encode() not in line.upper():
            continue
        try:
            text = line.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
        for delimiter in _DELIMITERS:
            names = tuple(field.strip().strip('"') for field in text.split(delimiter))
            if len(names) > 1 and names[-1].upper() == CONTENT and all(names) and len(set(names)) == len(names):
                return FirstLine(names, delimiter, number)
    return None


def read_text(content: bytes, first: FirstLine) -> Cells:
    """The cells of a CSV or BULK answer. Raises ``Unreadable`` when it is cut short or cannot be taken apart."""
    import polars as pl

    _refuse_cut_line(content, first)
    names = first.names[:-1]
    frame = _parsed(content, first)
    row_no = pl.int_range(first.before + 2, pl.len() + first.before + 2, dtype=pl.Int64)
    frame = frame.with_columns(row_no=row_no)
    blank = pl.all_horizontal([pl.col(name).is_null() for name in (*names, CONTENT)])
    if frame[names[0]].null_count():
        frame = frame.filter(~blank)
    too_wide = frame.filter(pl.col(_MORE).is_not_null())["row_no"] if frame[_MORE].null_count() < frame.height else None
    frame = frame.drop(_MORE)
    texts, columns = {}, {}
    for name in names:
        columns[name], texts[name] = numbered(frame[name])
    cells = frame.select("row_no", pl.col(CONTENT).alias("content")).with_columns(**columns)
    _refuse_swallowed(texts)
    return Cells(
        cells.select("row_no", *names, "content"),
        texts,
        titles=first.before + 1,
        too_wide=() if too_wide is None else tuple(too_wide),
    )


def numbered(column: pl.Series) -> tuple[pl.Series, tuple[str, ...]]:
    """A categorical column as places (UInt32) in its distinct texts, which come in the order in which they first occur."""
    import polars as pl

    places = column.to_physical().cast(pl.UInt32)
    distinct = column.unique(maintain_order=True).drop_nulls()
    texts, order = tuple(distinct.cast(pl.String).to_list()), distinct.to_physical().cast(pl.UInt32)
    if order.equals(pl.int_range(order.len(), dtype=pl.UInt32, eager=True), check_names=False):
        return places, texts
    given = pl.int_range(order.len(), dtype=pl.UInt32, eager=True)
    return places.replace_strict(order, given, default=None, return_dtype=pl.UInt32), texts


def _parsed(content: bytes, first: FirstLine) -> pl.DataFrame:
    import polars as pl

    schema: dict[str, pl.DataType] = {name: pl.Categorical(pl.Categories.random()) for name in first.names[:-1]}
    for attempt in (content, None):
        try:
            return pl.read_csv(
                content if attempt is not None else to_utf8(content),
                separator=first.delimiter,
                quote_char='"' if b'"' in content else None,
                has_header=False,
                skip_lines=first.before + 1,
                schema={**schema, CONTENT: pl.String(), _MORE: pl.String()},
                missing_columns="insert",
                truncate_ragged_lines=True,
            )
        except pl.exceptions.NoDataError:
            raise Unreadable("Filen fra Statistikbanken har overskrifter, men ingen tal: hent tabellen igen.") from None
        except pl.exceptions.PolarsError:
            continue
    raise Unreadable("Filen fra Statistikbanken kan ikke skilles ad: hent tabellen igen som CSV eller BULK.")


def _refuse_cut_line(content: bytes, first: FirstLine) -> None:
    """A last line with fewer fields than the first: the download stopped in the middle of it."""
    last = content[-_TAIL_BYTES:].rstrip(b"\r\n\x00 ").rpartition(b"\n")[2]
    if last.count(b'"') % 2 or (last.strip() and last.count(first.delimiter.encode()) < len(first.names) - 1):
        raise cut_short("den sidste linje er ikke hel")


def cut_short(why: str) -> Unreadable:
    """The message about an answer that is not whole."""
    return Unreadable(
        f"Filen fra Statistikbanken er afkortet ({why}): hent tabellen igen, og vent, til den er hentet helt."
    )


def _refuse_swallowed(texts: Mapping[str, Sequence[str]]) -> None:
    if any("\n" in text for values in texts.values() for text in values):
        raise Unreadable(
            "Filen fra Statistikbanken har et anførselstegn, der ikke slutter: hent tabellen igen som CSV eller BULK."
        )
