"""A progress bar for what takes more than a moment: on a terminal only, and on the error stream only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

Progress = Callable[[int, int, str], None]
"""``progress(done, total, text)``: how far the work is; ``total`` 0 means that nobody knows how much there is."""

PATIENCE_SECONDS = 0.5


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Give a callback that draws a bar once the work has lasted half a second; silent where nobody is looking."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _text: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    bars = Bars(*columns, console=Console(stderr=True), transient=True)
    task = bars.add_task(title, total=None)
    started = monotonic()
    shown = False

    def step(done: int, total: int, text: str) -> None:
        nonlocal shown
        bars.update(task, completed=done, total=total or None, description=text or title)
        if not shown and monotonic() - started > PATIENCE_SECONDS:
            bars.start()
            shown = True

    try:
        yield step
    finally:
        if shown:
            bars.stop()
