"""What each year costs, a bar per year built of the steps in the staircase's colours, against this year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts.staircase import color_of

WITHOUT = "#ffffff"
EDGE, THIS_YEAR = "#1c4f86", "#595959"
LEAST_HEIGHT = 16
"""Pixels that a part must have for its amount to be written in it."""


@dataclass(frozen=True)
class YearBar:
    """``parts`` are (label, øre) from the bottom; the same labels in the same order in every year."""

    year: int
    parts: tuple[tuple[str, int], ...]

    @property
    def oere(self) -> int:
        """The whole year."""
        return sum(oere for _, oere in self.parts)


def year_steps_chart(bars: Sequence[YearBar], this_year_oere: int, *, narrow: bool = False) -> dict[str, Any]:
    """Millions of kroner; the last part is what has no grant. A dashed line is this year."""
    width, height, font = (280, 250, 12) if narrow else (520, 280, 13)
    top = max([this_year_oere, *(bar.oere for bar in bars)]) * 1.1 / danish.OERE_PER_MILLION or 1.0
    labels = [label for label, _ in bars[0].parts]
    colors = [*(color_of(number, len(labels) - 1) for number in range(len(labels) - 1)), WITHOUT]
    rows, sums = [], []
    for bar in bars:
        low = 0.0
        for label, oere in bar.parts:
            high = low + oere / danish.OERE_PER_MILLION
            seen = (high - low) / top * height >= LEAST_HEIGHT
            rows.append(
                {
                    "year": str(bar.year), "label": label, "low": low, "high": high, "middle": (low + high) / 2,
                    "text": danish.millions(oere) if seen else "", "ink": "#ffffff" if label == labels[-2] else "#1a1a1a",
                }
            )  # fmt: skip
            low = high
        sums.append({"year": str(bar.year), "high": low, "text": danish.millions(bar.oere)})
    x = {"field": "year", "type": "nominal", "title": None, "axis": {"labelAngle": 0}, "scale": {"paddingInner": 0.25}}
    y = {"type": "quantitative", "title": None, "scale": {"domain": [0, top], "nice": False}, "axis": {"tickCount": 5}}
    return {
        "width": width,
        "height": height,
        "padding": 4,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "stroke": EDGE, "strokeWidth": 1},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "low"},
                    "y2": {"field": "high"},
                    "color": {
                        "field": "label",
                        "type": "nominal",
                        "scale": {"domain": labels, "range": colors},
                        "legend": {
                            "title": None, "orient": "bottom", "columns": 1 if narrow else 2, "labelLimit": 0,
                            "symbolStrokeColor": EDGE, "symbolStrokeWidth": 1, "symbolType": "square", "labelFontSize": font,
                        },
                    },
                },
            },
            {
                "data": {"values": [row for row in rows if row["text"]]},
                "mark": {"type": "text", "fontSize": font},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "middle"},
                    "text": {"field": "text"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
            {
                "data": {"values": sums},
                "mark": {"type": "text", "dy": -9, "fontSize": font, "fontWeight": 600},
                "encoding": {"x": x, "y": {**y, "field": "high"}, "text": {"field": "text"}},
            },
            {
                "data": {"values": [{"at": this_year_oere / danish.OERE_PER_MILLION}]},
                "mark": {"type": "rule", "color": THIS_YEAR, "strokeDash": [4, 3], "strokeWidth": 1.5},
                "encoding": {"y": {**y, "field": "at"}},
            },
        ],
    }  # fmt: skip
