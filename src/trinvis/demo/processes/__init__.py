"""Four invented municipalities, drawn straight into frames with both clocks: what a year-end forecast is put to the test on.

They come about in honestly different ways, none of them that of a model. ``drawn(process, seed).known(as_of)`` is what a
forecast may use, ``drawn(process, seed).truth()`` how the year ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trinvis.demo.processes.world import World

PROCESSES: Mapping[str, str] = {
    "demo": "Eksempelkommunen: planer, der forlænges, sen registrering og forventede sager, der ikke kommer",
    "small": "Lille kommune: få sager, få meget dyre, lange haler",
    "conversion": "Kommune midt i en omlægning fra institution til plejefamilie og hjemmebaseret indsats",
    "late": "Kommune med sen registrering, sene fakturaer og for optimistiske forventninger",
}
"""Id → what users are told of it."""

_PLACES = {"demo": "demo_courses", "small": "small", "conversion": "conversion", "late": "late"}


def drawn(process: str, seed: int) -> World:
    """The world of a process and seed: the same arguments give the same world. ``KeyError`` when there is no such process."""
    import numpy as np

    from trinvis.demo.processes.drawing import world

    number = list(PROCESSES).index(process) if process in PROCESSES else -1
    if number < 0:
        raise KeyError(process)
    rng = np.random.default_rng([seed, number + 1])
    return world(rng, process, seed, import_module(f"trinvis.demo.processes.{_PLACES[process]}").drawn(rng))
