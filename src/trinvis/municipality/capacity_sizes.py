"""Small, medium and large municipalities, by the parameter ``size_classes`` and their inhabitants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.size_classes import size_class, size_classes

if TYPE_CHECKING:
    from trinvis.municipality.capacity_facts import CapacityFacts


@dataclass(frozen=True)
class Sizes:
    """``labels`` from small to large, as *Små kommuner (under 30.000)*; ``of`` is municipality → its label."""

    labels: tuple[str, ...]
    of: Mapping[int, str]


def sizes(facts: CapacityFacts, year: int) -> Sizes:
    """The classes and each municipality's, by its inhabitants of the year; one without inhabitants is in none.

    Raises ``CapacityRefused`` as ``size_classes``.
    """
    classes = size_classes(facts.parameters.table("size_classes", date(year, 12, 31)))
    of = {code: size_class(persons, classes).label for code, persons in facts.inhabitants(year).items()}
    return Sizes(tuple(one.label for one in classes), of)
