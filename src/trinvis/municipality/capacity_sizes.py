"""Small, medium and large municipalities, by the parameter ``size_classes`` and their inhabitants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trinvis.municipality.capacity_facts import CapacityFacts


@dataclass(frozen=True)
class Sizes:
    """``labels`` from small to large, as *Små kommuner (under 30.000)*; ``of`` is municipality → its label."""

    labels: tuple[str, ...]
    of: Mapping[int, str]


def sizes(facts: CapacityFacts, year: int) -> Sizes:
    """The classes and each municipality's, by its inhabitants of the year; one without inhabitants is in none."""
    classes = facts.parameters.table("size_classes", date(year, 12, 31)).sort("least")
    limits = [(row["label"], row["least"], row["most"]) for row in classes.iter_rows(named=True)]
    of = {
        code: next(
            (label for label, least, most in limits if least <= persons and (most is None or persons <= most)), ""
        )
        for code, persons in facts.inhabitants(year).items()
    }
    return Sizes(tuple(label for label, _, _ in limits), of)
