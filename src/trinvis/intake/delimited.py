"""Text files with a delimiter → grids."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.intake.grid import Grid
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_LINES = 200
_ROOM_FOR_MORE = 4  # columns beyond the widest line of the sample: a row that reaches into them is too wide
_MOST_COLUMNS = 1000


def delimited(content: bytes) -> Iterator[Grid]:
    """One grid for each of the two delimiters that occur most in the first lines, the commoner first, each made when it is
    asked for. ``content`` is UTF-8. Raises ``Unreadable`` when it has no delimiter.
    """
    sample = _sample(content)
    found = []
    for delimiter in DELIMITERS:
        counts = [line.count(delimiter.encode()) for line in sample]
        if max(counts, default=0) > 0:
            found.append((sum(counts), delimiter, max(counts) + 1))
    if not found:
        raise Unreadable(
            "Filen har kun én kolonne: gem den som .csv med semikolon mellem felterne, og indlæs den igen."
        )
    found.sort(key=lambda entry: -entry[0])
    quoted = any(b'"' in line for line in sample)
    for place, (_, delimiter, _) in enumerate(found[:2]):
        grid = by_delimiter(content, delimiter)
        left = [most for _, _, most in found[place + 1 : 2]]
        # a record in quotation marks may be several lines, and then its fields cannot be told from them
        yield replace(grid, fields_left=_MOST_COLUMNS if left and quoted else max(left, default=0))


def by_delimiter(content: bytes, delimiter: str) -> Grid:
    """The grid that ``content`` is with this delimiter."""
    widest = max((line.count(delimiter.encode()) for line in _sample(content)), default=0)
    width = min(widest + 1 + _ROOM_FOR_MORE, _MOST_COLUMNS)
    return Grid(_cells(content, delimiter, width), delimiter, False)


def _sample(content: bytes) -> list[bytes]:
    return content[:400_000].split(b"\n")[:_SAMPLE_LINES]


def _cells(content: bytes, delimiter: str, width: int) -> pl.DataFrame:
    import polars as pl

    quoted = b'"' in content
    frame = _parse(content, delimiter, width, '"') if quoted else None
    if frame is None or _swallowed(frame, delimiter):
        frame = _parse(content, delimiter, width, None)
        if frame is None:
            raise Unreadable("Filens felter kan ikke skilles ad: gem den som .csv med semikolon, og indlæs den igen.")
        if quoted:  # a stray quotation mark somewhere: take the marks off where they stand in pairs
            frame = frame.with_columns(pl.exclude("row_no").str.replace(r'^"(.*)"$', "${1}"))
    blank_to_null = pl.exclude("row_no").str.strip_chars()
    frame = frame.with_columns(pl.when(blank_to_null != "").then(blank_to_null))
    frame = frame.filter(~pl.all_horizontal(pl.exclude("row_no").is_null()))
    filled = frame.select(pl.exclude("row_no").count())
    last = max((i for i, n in enumerate(filled.row(0)) if n), default=0) if frame.height else 0
    return frame.select("row_no", *[f"c{i}" for i in range(last + 1)])


def _parse(content: bytes, delimiter: str, width: int, quote: str | None) -> pl.DataFrame | None:
    import polars as pl

    try:
        frame = pl.read_csv(
            io.BytesIO(content),
            separator=delimiter,
            quote_char=quote,
            has_header=False,
            schema={f"c{i}": pl.String for i in range(width)},
            missing_columns="insert",
            truncate_ragged_lines=True,
        )
    except pl.exceptions.PolarsError:
        return None
    return frame.select(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("row_no"),
        pl.all(),
    )


def _swallowed(frame: pl.DataFrame, delimiter: str) -> bool:
    """Whether a field holds a line break followed by what looks like another record: a quotation mark was never closed."""
    import polars as pl

    texts = pl.exclude("row_no")
    broken = frame.select(
        pl.any_horizontal(
            (texts.str.contains("\n", literal=True) & (texts.str.count_matches(delimiter, literal=True) >= 3)).any()
        )
    )
    return bool(broken.item())
