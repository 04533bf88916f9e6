"""A picture before it is drawn: drawn for a page wide and narrow, or written as a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.presentation.drawn import Drawn
from trinvis.reports.charts.standalone import file_png, file_svg
from trinvis.reports.charts.svg import svg_of

if TYPE_CHECKING:
    from trinvis.reports.table import ReportTable


@dataclass(frozen=True)
class Sketch:
    """A picture before it is drawn: its title, its words, and how it is drawn wide and narrow."""

    title: str
    words: str
    draw: Callable[[bool], dict[str, Any]]


def drawn(sketch: Sketch, table: ReportTable) -> Drawn:
    """The picture for a page, with its table."""
    wide, narrow = (svg_of(sketch.draw(small), title=sketch.title, words=sketch.words) for small in (False, True))
    return Drawn(sketch.title, wide, narrow, table)


def sketch_file(sketch: Sketch, form: str, *, titled: bool = True) -> bytes:
    """The picture as svg, or as png where that is the ``form``; ``titled`` with its title inside."""
    if form == "png":
        return file_png(sketch.draw(False), title=sketch.title if titled else "")
    if not titled:
        return svg_of(sketch.draw(False), title=sketch.title, words=sketch.words).encode()
    return file_svg(sketch.draw(False), title=sketch.title, words=sketch.words).encode()
