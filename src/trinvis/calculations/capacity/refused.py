"""Why a capacity figure is not made."""

from __future__ import annotations


class CapacityRefused(ValueError):
    """A figure that cannot be made or would mislead; ``str(error)`` is one plain Danish sentence with the reason."""


def danish(number: float, places: int = 0) -> str:
    """A number as people read it in such a sentence: ``1.234,5``."""
    return f"{number:,.{places}f}".translate(str.maketrans(",.-", ".,−"))
