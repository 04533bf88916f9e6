"""When a frame is worked out: a calculation that reads an intermediate result several times asks for it to be computed.

An engine that plans in SQL would otherwise work it out anew for every reading, and plans would grow beyond reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals.stable.v2 as nw

Frame = nw.LazyFrame[Any]

Compute = Callable[[Frame], Frame]
"""Gives a frame of the same rows back, worked out and held by the engine. It changes no result, only the time it takes."""


def as_it_is(frame: Frame) -> Frame:
    """The frame still to be worked out: right everywhere, quick enough for small frames on Polars."""
    return frame
