"""What the example municipality consists of: files with their day, and what users typed in, in the order it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

NAME = "Eksempelkommune (opdigtet)"
MUNICIPALITY = 999
"""Code of the example: no Danish municipality has it."""


@dataclass(frozen=True)
class Delivery:
    """One file, the profile that reads it, the day it was known, and what the reader must be told.

    ``withdrawn`` is the day from which the delivery stopped counting, null when it still counts.
    """

    file: Path
    source: str
    known_from: date
    options: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: date | None = None


@dataclass(frozen=True)
class Typed:
    """One journal entry: kind, key, values, the day it was known, who typed it; ``effective_from`` where the kind has one."""

    kind: str
    key: str
    values: Mapping[str, Any]
    known_from: date
    by: str
    effective_from: date | None = None


@dataclass(frozen=True)
class Plan:
    """Everything needed to build the example. ``deliveries`` and ``typed`` are in the order of ``known_from``."""

    seed: int
    folder: Path
    deliveries: tuple[Delivery, ...]
    typed: tuple[Typed, ...]
    last_day: date
    """The as-of day of the last month: the follow-up that the demo ends with."""

    @property
    def withdrawals(self) -> tuple[Delivery, ...]:
        """The deliveries that were withdrawn again."""
        return tuple(delivery for delivery in self.deliveries if delivery.withdrawn)
