"""Small, medium and large municipalities, by the parameter ``size_classes`` and their inhabitants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trinvis.municipality.capacity_facts import CapacityFacts


def sizes(facts: CapacityFacts, year: int) -> Mapping[int, str]:
    """Municipality → its class in words, as *Små kommuner (under 30.000)*, by its inhabitants of the year."""
    classes = facts.parameters.table("size_classes", date(year, 12, 31)).sort("least")
    limits = [(row["label"], row["least"], row["most"]) for row in classes.iter_rows(named=True)]
    return {
        code: next(
            (label for label, least, most in limits if least <= persons and (most is None or persons <= most)), ""
        )
        for code, persons in facts.inhabitants(year).items()
    }
