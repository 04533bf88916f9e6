"""Opens facts as Narwhals frames on Polars (default), DuckDB or Spark. Nothing else knows which engine runs."""

from __future__ import annotations

from trinvis.engine.engine import ENGINES, Engine, EngineUnavailable, Piece

__all__ = ["ENGINES", "Engine", "EngineUnavailable", "Piece"]
