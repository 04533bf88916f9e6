"""From a Vega-Lite specification to an SVG that a strict page, a pdf and a docx can show."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from typing import Any

FONT = "IBM Plex Sans, DejaVu Sans, Arial, sans-serif"

NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " kr."], "minus": "−"}
DAYS = {
    "dateTime": "%A den %e. %B %Y kl. %H.%M",
    "date": "%d.%m.%Y",
    "time": "%H.%M",
    "periods": ["", ""],
    "days": "søndag mandag tirsdag onsdag torsdag fredag lørdag".split(),
    "shortDays": "søn man tir ons tor fre lør".split(),
    "months": "januar februar marts april maj juni juli august september oktober november december".split(),
    "shortMonths": "jan feb mar apr maj jun jul aug sep okt nov dec".split(),
}

THEME: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "#454545",
        "titleColor": "#454545",
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": "#e6e6e6",
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    },
    "text": {"fontSize": 13, "color": "#1a1a1a"},
    "legend": {"labelFontSize": 13, "titleFontSize": 13},
}
"""Dark text on light ground, few lines, few colours with meaning."""


def svg_of(spec: dict[str, Any], *, title: str = "", words: str = "") -> str:
    """The picture as one ``<svg role="img">`` named by ``title`` and described by ``words`` (what a reader sees in it).

    No style attributes and no ids (a strict page refuses the one, two pictures on a page clash over the other). The width
    follows the page. Raises ``ValueError`` when the specification is none.
    """
    return _drawn(json.dumps({**spec, "config": {**THEME, **spec.get("config", {})}}, sort_keys=True), title, words)


@lru_cache(maxsize=256)
def _drawn(spec: str, title: str, words: str) -> str:
    import vl_convert

    raw = vl_convert.vegalite_to_svg(
        json.loads(spec), vl_version="v6.1", format_locale=NUMBERS, time_format_locale=DAYS
    )
    return cleaned(raw, title, words)


def cleaned(raw: str, title: str, words: str) -> str:
    """A drawn SVG made fit for a page: named, without styles, roles inside or a fixed size."""
    opening, _, rest = raw.partition(">")
    box = re.search(r'viewBox="([^"]+)"', opening)
    if box is None:
        raise ValueError("the drawn picture has no viewBox")
    width, height = box[1].split()[2:4]
    rest = re.sub(r'\s(?:style|class|role|aria-[a-z]+)="[^"]*"', "", rest)
    name = escape(f"{title}. {words}".strip(" ."), quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}" viewBox="{box[1]}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMinYMin meet">{rest}'
    )
