"""One fault planted in a correct table: which kinds of finding name it, and which cells or lines a reader would call wrong."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np
from tests.capacity.drafts import Draft, decimals, printed


@dataclass
class Fault:
    """``kinds`` are the kinds of finding that name it; ``cells`` and ``lines`` (rows or columns) where it is."""

    kinds: set[str]
    cells: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    says: str = ""


Planted = tuple[Draft, Fault]
Planter = Callable[[Draft, np.random.Generator], Planted | None]


def unit_of(text: str) -> str:
    return text[len(text.rstrip(" %dage")) :] if text.endswith(("%", "dage")) else ""


def put(draft: Draft, row: int, column: int, value: float) -> None:
    old = draft.cells[row][column]
    draft.cells[row][column] = printed(value, decimals(old), unit=unit_of(old))


def slipped(text: str, rng: np.random.Generator) -> str | None:
    """Two digits that stand side by side, swapped."""
    places = [
        i
        for i in range(len(text) - 1)
        if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1] and (i or text[1] != "0")
    ]
    if not places:
        return None
    i = int(rng.choice(places))
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def planted(draft: Draft, planter: Planter, rng: np.random.Generator) -> Planted | None:
    """A copy of a draft with one fault; None where the draft has no place for it."""
    return planter(deepcopy(draft), rng)
