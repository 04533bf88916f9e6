"""What an engine is: facts in as lazy frames, results out as Polars frames."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import narwhals.stable.v2 as nw

from trinvis.engine.months import in_months
from trinvis.tables import Table

if TYPE_CHECKING:
    import polars as pl

ENGINES = ("polars", "duckdb", "spark")
"""Names that ``Engine.open`` knows."""

Frame = nw.LazyFrame[Any]


class EngineUnavailable(Exception):
    """The engine cannot be opened; the message is one Danish line."""


class Piece(Protocol):
    """One delivery's part in a table: its Parquet file and, for period deliveries, the months that count (yyyymm)."""

    @property
    def path(self) -> Path: ...
    @property
    def months(self) -> tuple[int, ...] | None: ...


class Engine(ABC):
    """An opened engine; a context manager. Frames of two engines cannot be joined."""

    name: str

    @staticmethod
    def open(name: str = "polars", **options: Any) -> Engine:
        """The engine of that name.

        ``spark`` takes ``remote``, the address of a Spark Connect server (``sc://host:port``); without it an engine of
        its own (Sail) runs inside the process. ``duckdb`` takes ``threads`` and ``memory_limit``. Raises
        ``EngineUnavailable`` when the name is unknown or the engine's packages are not installed.
        """
        if name == "polars":
            from trinvis.engine.on_polars import PolarsEngine

            return PolarsEngine(**options)
        if name == "duckdb":
            from trinvis.engine.on_duckdb import DuckDBEngine

            return DuckDBEngine(**options)
        if name == "spark":
            from trinvis.engine.on_spark import SparkEngine

            return SparkEngine(**options)
        raise EngineUnavailable(f"Regnemotoren »{name}« findes ikke; vælg mellem {', '.join(ENGINES)}.")

    def scan(self, pieces: Iterable[Piece], table: Table) -> Frame:
        """The table's facts in the pieces, lazily, in the shape of ``Table.facts``: a frame without rows when there are none.

        A piece with months gives only the rows of those months. Columns that an older file lacks are null, columns that
        the table does not know are left out.
        """
        types = table.facts()
        by_months: dict[tuple[int, ...] | None, list[Path]] = {}
        for piece in pieces:
            by_months.setdefault(piece.months, []).append(piece.path)
        frames = []
        for months, paths in by_months.items():
            for rows in self._read(paths, types):
                facts = self._conformed(rows, types)
                frames.append(facts if months is None else facts.filter(in_months(table, months)))
        if not frames:
            return self.frame(table.empty())
        return frames[0] if len(frames) == 1 else nw.concat(frames)

    @abstractmethod
    def frame(self, frame: pl.DataFrame) -> Frame:
        """A small Polars frame (parameters, journal entries, the calendar) as a frame of this engine."""

    def collect(self, frame: Frame) -> pl.DataFrame:
        """The result as a Polars frame; the order of its rows is the engine's own."""
        return frame.collect("polars").to_native()  # type: ignore[no-any-return]

    def close(self) -> None:  # noqa: B027
        """Give back what the engine holds; its frames cannot be used afterwards."""

    @abstractmethod
    def _read(self, paths: Sequence[Path], types: Mapping[str, pl.DataType]) -> list[Frame]:
        """The rows of the Parquet files, in one or more frames; columns are matched by name."""

    @staticmethod
    def _conformed(frame: Frame, types: Mapping[str, pl.DataType]) -> Frame:
        known = frame.collect_schema()
        columns = []
        for name, dtype in types.items():
            wanted = _narwhals_type(dtype)
            if name not in known:
                columns.append(nw.lit(None, dtype=wanted).alias(name))
            else:
                columns.append(nw.col(name) if known[name] == wanted else nw.col(name).cast(wanted))
        return frame.select(columns)

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _narwhals_type(dtype: pl.DataType) -> nw.dtypes.DType:
    types: dict[str, nw.dtypes.DType] = {
        "String": nw.String(),
        "Int64": nw.Int64(),
        "Int32": nw.Int32(),
        "Date": nw.Date(),
        "Boolean": nw.Boolean(),
    }
    return types[str(dtype)]
