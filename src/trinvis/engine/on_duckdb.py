"""DuckDB: in the process, for data larger than memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.engine.engine import Engine, EngineUnavailable, Frame

if TYPE_CHECKING:
    import polars as pl


class DuckDBEngine(Engine):
    """Facts as DuckDB relations on a connection of its own."""

    name = "duckdb"

    def __init__(self, *, threads: int | None = None, memory_limit: str | None = None) -> None:
        """``threads`` and ``memory_limit`` (as ``2GB``) bound what DuckDB takes; None leaves its own choice."""
        try:
            import duckdb
        except ImportError as error:  # pragma: no cover - part of the plain installation
            raise EngineUnavailable("DuckDB er ikke installeret; kør pip install duckdb.") from error
        settings: dict[str, str | bool | int | float | list[str]] = {}
        if threads is not None:
            settings["threads"] = threads
        if memory_limit is not None:
            settings["memory_limit"] = memory_limit
        self._connection = duckdb.connect(":memory:", config=settings)

    def frame(self, frame: pl.DataFrame) -> Frame:
        """See ``Engine.frame``."""
        return nw.from_native(self._connection.from_arrow(frame.to_arrow()))

    def close(self) -> None:
        """See ``Engine.close``."""
        self._connection.close()

    def _read(self, paths: Sequence[Path], types: Mapping[str, pl.DataType]) -> list[Frame]:  # noqa: ARG002
        return [nw.from_native(self._connection.read_parquet([str(path) for path in paths], union_by_name=True))]
