"""The hall where data and calculations meet: the Python API of Trinvis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trinvis.municipality.hall import Municipality

__all__ = ["Municipality"]


def __getattr__(name: str) -> Any:
    """Load the hall first when it is asked for: a case that lies in no workspace is calculated without it."""
    if name == "Municipality":
        from trinvis.municipality.hall import Municipality

        return Municipality
    raise AttributeError(name)
