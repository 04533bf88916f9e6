"""An example municipality, drawn from published levels and plainly invented: its raw files, and the truth behind them.

``files(folder, seed)`` writes the files and returns the plan; ``build(path, clock, key)`` makes the whole municipality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trinvis.demo.building import build
    from trinvis.demo.grants import Traits
    from trinvis.demo.plan import MUNICIPALITY, NAME, Delivery, Plan, Typed
    from trinvis.demo.raw_files import SEED, files

__all__ = ["MUNICIPALITY", "NAME", "SEED", "Delivery", "Plan", "Traits", "Typed", "build", "files"]

_PLACES = {
    "build": "building",
    "files": "raw_files",
    "SEED": "raw_files",
    "Traits": "grants",
    "MUNICIPALITY": "plan",
    "NAME": "plan",
    "Delivery": "plan",
    "Plan": "plan",
    "Typed": "plan",
}


def __getattr__(name: str) -> Any:
    """Loads on first use: the names are here, the frames are not until they are needed."""
    if name not in _PLACES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"trinvis.demo.{_PLACES[name]}"), name)
