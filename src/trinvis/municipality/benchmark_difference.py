"""The parts of the difference to the chosen set, with what is behind each: by step, and by need. They are two readings, never added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.spans import span_text
from trinvis.municipality.benchmark_need import span_of_key

if TYPE_CHECKING:
    from trinvis.calculations.benchmark.difference import Explained
    from trinvis.municipality.benchmark import Benchmark

BY_STEP, BY_NEED = "step", "need"
NO_STEP = f"{BY_STEP}-0"
"""The key of the part that stands on no single step."""


@dataclass(frozen=True)
class DifferencePart:
    """One part, øre per 0-22-year-old. ``reading`` is ``BY_STEP`` or ``BY_NEED``; within one they add up to the difference.

    ``own_oere`` and ``other_oere``: the two sides where the part is their difference.
    """

    key: str
    reading: str
    label: str
    oere: int
    own_oere: int | None
    other_oere: int | None
    how: str


def parts_of(made: Benchmark) -> tuple[Explained | None, tuple[DifferencePart, ...]]:
    """The difference and its parts; none where it cannot be said."""
    found = made.explained
    if isinstance(found, str):
        return None, ()
    parts = []
    for step in sorted(found.steps, key=span_of_key):
        own, other = (side.steps[step].amount_oere if step in side.steps else 0 for side in (found.own, found.other))
        label = span_text(span_of_key(step))
        parts.append(_of_step(f"{BY_STEP}-{step}", f"{label[:1].upper()}{label[1:]}", own, other))
    parts.append(_of_step(NO_STEP, "Kan vedrøre flere trin", found.own.elsewhere_oere, found.other.elsewhere_oere))
    for number, (label, oere) in enumerate(found.by_need):
        basis = found.need.basis if found.need is not None else ""
        parts.append(DifferencePart(f"{BY_NEED}-{number}", BY_NEED, label, oere, None, None, basis))
    return found, tuple(parts)


def _of_step(key: str, label: str, own: int, other: int) -> DifferencePart:
    return DifferencePart(key, BY_STEP, label, own - other, own, other, "Vores udgift pr. 0-22-årig minus deres.")
