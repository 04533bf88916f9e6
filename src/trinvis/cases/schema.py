"""Every part of a case by its key: the one place that reading, writing, forms and documentation take the fields from."""

from __future__ import annotations

from trinvis.cases.field import Field, Kind, Part, Refers
from trinvis.cases.parts.inputs import CORRELATIONS, DISTRIBUTION, INPUTS, OF, READINGS, SUCCESS
from trinvis.cases.parts.money import EFFECTS, MONEY, MOVE, ON
from trinvis.cases.parts.movement import ALTERNATIVES, GROUPS, STATES, TRANSITIONS
from trinvis.cases.parts.prices import DISCOUNT, PAYERS, PRICE_INDEX
from trinvis.cases.parts.texts import APPLICATION, FOLLOW_UP, KNOWLEDGE, LEFT_OUT
from trinvis.cases.parts.whole import CASE

__all__ = ["PARTS", "Field", "Kind", "Part", "Refers"]

PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        CASE,
        PRICE_INDEX,
        DISCOUNT,
        PAYERS,
        ALTERNATIVES,
        STATES,
        INPUTS,
        OF,
        DISTRIBUTION,
        GROUPS,
        TRANSITIONS,
        MONEY,
        EFFECTS,
        ON,
        MOVE,
        READINGS,
        CORRELATIONS,
        SUCCESS,
        KNOWLEDGE,
        LEFT_OUT,
        FOLLOW_UP,
        APPLICATION,
    )
}
"""Part key → the part, in the order of a file."""
