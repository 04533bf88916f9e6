"""The hall where data and calculations meet: the Python API of Trinvis."""

from __future__ import annotations

from trinvis.municipality.hall import Municipality

__all__ = ["Municipality"]
