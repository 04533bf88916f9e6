"""A picture of *Trappen* as a file of its own: its title inside, and that the figures are invented where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.reports.charts.standalone import file_png, file_svg
from trinvis.reports.table import SYNTHETIC

if TYPE_CHECKING:
    from trinvis.presentation.staircase_pictures import Sketch


def picture_file(sketch: Sketch, form: str, *, synthetic: bool) -> bytes:
    """The wide picture as ``svg`` or ``png``."""
    title = f"{sketch.title}. {SYNTHETIC}" if synthetic else sketch.title
    if form == "png":
        return file_png(sketch.wide, title=title)
    return file_svg(sketch.wide, title=title, words=sketch.words).encode()
