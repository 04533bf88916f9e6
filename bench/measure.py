"""Measures against a bar: best of five, printed with the machine; a missed bar is exit status 1."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One measurement: seconds, the bar in seconds (None where the row only informs) and a note."""

    name: str
    seconds: float
    bar: float | None
    note: str = ""

    @property
    def held(self) -> bool:
        return self.bar is None or self.seconds < self.bar


@dataclass
class Bench:
    """Rows of one benchmark, measured one after the other."""

    title: str
    rows: list[Row] = field(default_factory=list)

    def measure(
        self, name: str, run: Callable[[], object], *, bar: float | None = None, repeat: int = 5, note: str = ""
    ) -> Row:
        """The best of ``repeat`` runs after one that warms up."""
        run()
        best = min(_seconds(run) for _ in range(repeat))
        row = Row(name, best, bar, note)
        self.rows.append(row)
        return row

    def bar(self, name: str, bar: float, *rows: Row) -> None:
        """A bar that the best of several rows must hold, as for *the faster engine*."""
        best = min(rows, key=lambda row: row.seconds)
        self.rows.append(Row(name, best.seconds, bar, best.note))

    def report(self) -> int:
        """Prints the table; 0 when every bar held, else 1."""
        machine = machine_text()
        print(f"\n## {self.title}\n\n| what | bar | result | held | note | machine |\n|---|---|---|---|---|---|")
        for row in self.rows:
            held = "" if row.bar is None else ("yes" if row.held else "**NO**")
            bar = "" if row.bar is None else f"< {_text(row.bar)}"
            print(f"| {row.name} | {bar} | {_text(row.seconds)} | {held} | {row.note} | {machine} |")
        return 0 if all(row.held for row in self.rows) else 1


def machine_text() -> str:
    """Processor, number of processors and Python."""
    model = platform.processor() or platform.machine()
    described = Path("/proc/cpuinfo")
    if described.exists():
        names = [line.partition(":")[2].strip() for line in described.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _text(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
