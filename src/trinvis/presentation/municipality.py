"""Whose figures are shown: the municipality's name, whether it is the invented example, and which year and day are asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trinvis.municipality import Municipality


@dataclass(frozen=True)
class Moment:
    """Which year is asked about, as known on which day."""

    year: int
    as_of: date


def is_synthetic(kommune: Municipality) -> bool:
    """Whether this is the invented example municipality, which every table must say."""
    from trinvis.demo import MUNICIPALITY

    return kommune.code == MUNICIPALITY


def municipality_name(kommune: Municipality, on: date) -> str:
    """The municipality's name, or *Kommune 999* when nobody knows the code."""
    if is_synthetic(kommune):
        from trinvis.demo import NAME

        return NAME
    return municipality_names(on).get(kommune.code, f"Kommune {kommune.code}")


def municipality_names(on: date) -> dict[int, str]:
    """Code → name of every municipality on a day."""
    from trinvis.parameters import Parameters

    table = Parameters.shipped().table("municipalities", on)
    return {int(row["municipality"]): str(row["name"]) for row in table.iter_rows(named=True)}


def area_labels(kommune: Municipality, as_of: date) -> dict[str, str]:
    """Area id → label, by the profile known on a day."""
    return {area.id: area.label for area in kommune.profile(as_of).areas}
