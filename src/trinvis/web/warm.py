"""What costs a second the first time is done while the user types the password."""

from __future__ import annotations

from typing import Any

from trinvis.web.moment import default_day
from trinvis.web.site import the_site


def warm(_pages: Any) -> None:
    """Work out the newest follow-up, start the chart engine, and place the children on the staircase."""
    kommune = the_site().kommune
    day = default_day()
    try:
        kommune.follow_up(day.year, day)
        from trinvis.reports.charts.svg import svg_of

        svg_of(
            {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
        )
        kommune.staircase(day.year, day)
    except Exception:
        return
