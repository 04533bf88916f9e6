"""Spark through Spark Connect: a cluster, or Sail inside the process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from trinvis.engine.engine import Engine, EngineUnavailable, Frame

if TYPE_CHECKING:
    import polars as pl

_SPARK_TYPES = {"String": "string", "Int64": "bigint", "Int32": "int", "Date": "date", "Boolean": "boolean"}


class SparkEngine(Engine):
    """Facts as Spark data frames; the files must be readable by the server that is connected to."""

    name = "spark"

    def __init__(self, *, remote: str | None = None) -> None:
        """``remote`` is the address of a Spark Connect server, ``sc://host:port``; None starts Sail in the process."""
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise EngineUnavailable("Spark er ikke installeret; kør pip install 'trinvis[spark]'.") from error
        self._server: Any = None
        self._views = count()
        if remote is None:
            remote = self._start_sail()
        self._session: Any = SparkSession.builder.remote(remote).create()

    def frame(self, frame: pl.DataFrame) -> Frame:
        """See ``Engine.frame``."""
        import polars as pl

        if frame.is_empty():
            return _lazy(self._session.createDataFrame([], _schema(frame.schema)))
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        rows = self._session.createDataFrame(table)
        if self._server is None:
            return _lazy(rows)
        # Sail would carry the rows in every plan that reads them, until a message grows too large; a view is only named
        name = f"trinvis_{next(self._views)}"
        rows.createTempView(name)
        return _lazy(self._session.table(name))

    def close(self) -> None:
        """See ``Engine.close``."""
        self._session.stop()
        if self._server is not None:
            self._server.stop()

    def _read(self, paths: Sequence[Path], types: Mapping[str, pl.DataType]) -> list[Frame]:  # noqa: ARG002
        import polars as pl

        # Sail cannot merge files whose columns differ in type, so files of one shape are read together
        alike: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for path in paths:
            shape = tuple((name, str(dtype)) for name, dtype in pl.read_parquet_schema(path).items())
            alike.setdefault(shape, []).append(f"file://{path.resolve()}")
        return [_lazy(self._session.read.parquet(*files)) for files in alike.values()]

    def _start_sail(self) -> str:
        try:
            from pysail.spark import SparkConnectServer
        except ImportError as error:
            raise EngineUnavailable(
                "Sail er ikke installeret; kør pip install 'trinvis[spark]', eller angiv adressen på en Spark-server."
            ) from error
        self._server = SparkConnectServer(ip="127.0.0.1", port=0)
        self._server.start(background=True)
        host, port = self._server.listening_address
        return f"sc://{host}:{port}"


def _schema(types: Mapping[str, pl.DataType]) -> str:
    return ", ".join(f"`{name}` {_SPARK_TYPES[str(dtype)]}" for name, dtype in types.items())


def _lazy(data: Any) -> Frame:
    frame: Frame = nw.from_native(data)
    return frame
