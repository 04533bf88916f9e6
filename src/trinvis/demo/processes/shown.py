"""What the month-end snapshots showed of the register."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from trinvis.demo.courses import day
from trinvis.demo.processes.calendar import last_day


def shown(versions: pl.DataFrame, snapshots: Sequence[int]) -> pl.DataFrame:
    """The version of every grant that each snapshot (yyyymm, in order) shows, with ``snapshot`` and ``running`` added.

    Shown are grants known by the last day of the month that run, are to come, or stopped no earlier than 1 January of the
    year before; ``running``: on that day by the stop known.
    """
    ends = np.array([last_day(month) for month in snapshots], dtype=np.int64)
    back = np.array([day(month // 100 - 1, 1, 1) for month in snapshots], dtype=np.int64)
    first = np.searchsorted(ends, versions["known_from"].to_numpy(), side="left")
    past = np.searchsorted(ends, versions["known_to"].to_numpy(), side="right")
    count = np.maximum(past - first, 0)
    row = np.repeat(np.arange(len(count)), count)
    into = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    at = first[row] + into
    stop = pl.col("stop_day")
    return (
        versions[row]
        .with_columns(
            pl.Series("snapshot", np.array(snapshots, dtype=np.int32)[at]),
            pl.Series("end", ends[at]),
            pl.Series("back", back[at]),
        )
        .filter(stop.is_null() | (stop >= pl.col("back")))
        .with_columns(running=(pl.col("start_day") <= pl.col("end")) & (stop.is_null() | (stop >= pl.col("end"))))
        .sort("snapshot", "grant_id")
    )
