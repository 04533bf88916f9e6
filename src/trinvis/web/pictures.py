"""A picture as a page shows it: its SVG for wide and narrow pages, and its figures as a table beside."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trinvis.presentation.drawn import Drawn
from trinvis.web.tables import ShownTable, shown_table


@dataclass(frozen=True)
class Picture:
    """What ``tables/picture.html`` shows."""

    title: str
    svg: SafeString
    table: ShownTable


def picture(drawn: Drawn) -> Picture:
    """Where the drawing has a narrow twin, the page's width decides which of them is seen."""
    svg = mark_safe(drawn.svg)
    if drawn.narrow_svg:
        narrow = mark_safe(drawn.narrow_svg)
        svg = format_html('<div class="for-wide">{}</div><div class="for-narrow">{}</div>', svg, narrow)
    return Picture(drawn.title, svg, shown_table(drawn.table, sortable=False))
