"""Trinvis: steering of a municipality's specialised children-and-youth area by the intervention staircase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.investment_calculated import invest

__all__ = ["Municipality", "__version__", "invest"]


def __getattr__(name: str) -> Any:
    """Load the hall first when it is asked for, so that ``trinvis --help`` stays quick."""
    if name == "Municipality":
        from trinvis.municipality import Municipality

        return Municipality
    if name == "invest":
        from trinvis.municipality.investment_calculated import invest

        return invest
    raise AttributeError(name)
