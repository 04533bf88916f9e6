"""The backtest of the example municipality: every month of its years that are over, all methods: python bench/forecast_backtest.py

Once, with nothing kept: that is how long a user waits the first time. A month later only the new month is tried.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import Bench, Row

from trinvis.demo import build

DAY = date(2026, 9, 30)
KEY = b"b" * 32
BAR_SECONDS = 60.0


def clock() -> datetime:
    return datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def main() -> int:
    bench = Bench("Backtest")
    with (
        tempfile.TemporaryDirectory() as name,
        build(Path(name) / "eksempel", clock, KEY, raw=Path(name) / "filer") as kommune,
    ):
        begin = time.perf_counter()
        made = kommune.backtest(DAY)
        took = time.perf_counter() - begin
        tried = f"{len(made.origins)} months tried, {len(made.scores)} scores"
        bench.rows.append(Row("the example municipality, 36 months: backtest of all methods", took, BAR_SECONDS, tried))
        bench.measure(
            "the same: a forecast, drawn 10,000 times", lambda: kommune.afresh().forecast(2026, DAY), repeat=1
        )
    return bench.report()


if __name__ == "__main__":
    sys.exit(main())
