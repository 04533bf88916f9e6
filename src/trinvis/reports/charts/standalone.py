"""A picture that leaves the page: with its title inside, on white, as SVG or PNG."""

from __future__ import annotations

import textwrap
from typing import Any

from trinvis.reports.charts.svg import DAYS, NUMBERS, THEME, svg_of

CHARACTER = 9.5
"""Pixels of a letter of the title."""


def standing_alone(spec: dict[str, Any], title: str) -> dict[str, Any]:
    """The specification with its ``title`` (where it has one) above, wrapped to its width, on a white ground."""
    white = {**spec, "padding": 16, "config": {**spec.get("config", {}), "background": "#ffffff"}}
    if not title:
        return white
    lines = textwrap.wrap(title, max(20, int(spec["width"] / CHARACTER)))
    said = {"text": lines, "anchor": "start", "fontSize": 17, "fontWeight": 600, "offset": 14, "lineHeight": 22}
    return {**white, "title": said}


def file_svg(spec: dict[str, Any], *, title: str, words: str) -> str:
    """The picture as a file of its own: SVG, named and described as on the page."""
    return svg_of(standing_alone(spec, title), title=title, words=words)


def file_png(spec: dict[str, Any], *, title: str, scale: float = 2.0) -> bytes:
    """The same as PNG, ``scale`` dots to a pixel."""
    import vl_convert

    alone = standing_alone(spec, title)
    png: bytes = vl_convert.vegalite_to_png(
        {**alone, "config": {**THEME, **alone["config"]}},
        vl_version="v6.1",
        scale=scale,
        format_locale=NUMBERS,
        time_format_locale=DAYS,
    )
    return png
