"""What costs a second the first time is done while the user types the password."""

from __future__ import annotations

from trinvis.presentation.speaking import speaks
from trinvis.web.moment import default_day
from trinvis.web.site import the_site

SMALLEST = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
"""A picture that costs nothing but the start of the engine."""


def warm() -> None:
    """Work out the newest follow-up, start the chart engine, and place the children on the staircase."""
    kommune, day = the_site().kommune, default_day()
    try:
        kommune.follow_up(day.year, day)
        from trinvis.reports.charts.svg import svg_of

        svg_of(SMALLEST)
        kommune.staircase(day.year, day)
    except Exception as error:
        if not speaks(error):  # what speaks to the user is said on the first page that asks for it
            raise
