"""Polars: the default engine, in the process, from memory or straight from Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.engine.engine import Engine, Frame

if TYPE_CHECKING:
    import polars as pl


class PolarsEngine(Engine):
    """Facts as Polars lazy frames."""

    name = "polars"

    def frame(self, frame: pl.DataFrame) -> Frame:
        """See ``Engine.frame``."""
        return nw.from_native(frame.lazy())

    def _read(self, paths: Sequence[Path], types: Mapping[str, pl.DataType]) -> list[Frame]:
        import polars as pl

        facts = pl.scan_parquet(
            list(paths),
            schema=dict(types),
            missing_columns="insert",
            extra_columns="ignore",
            cast_options=pl.ScanCastOptions(integer_cast="upcast"),
        )
        return [nw.from_native(facts)]
