"""A progress bar for what takes more than a moment: on a terminal only, and on the error stream only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

Progress = Callable[[int, int, str], None]
"""``progress(done, total, text)``: how far the work is; ``total`` 0 means that nobody knows how much there is."""

PATIENCE_SECONDS = 0.5


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Draw a bar once the work has lasted half a second, and give the callback that moves it.

    Until the callback is told how much there is, the bar only shows that something goes on. Silent where nobody is looking.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total, _text: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    bars = Bars(*columns, console=Console(file=sys.stderr), transient=True)
    task = bars.add_task(title, total=None)
    patience = Timer(PATIENCE_SECONDS, bars.start)
    patience.daemon = True
    patience.start()

    def step(done: int, total: int, text: str) -> None:
        bars.update(task, completed=done, total=total or None, description=text or title)

    try:
        yield step
    finally:
        patience.cancel()
        patience.join()
        bars.stop()
