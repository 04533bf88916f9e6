"""A target group as a form asks for it: ages, steps, districts and a kind of help, and the same as an address of the group writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.municipality.investment_picked import WrongPick
from trinvis.tables.choices import INTERVENTION_TYPES, PLACEMENT_TYPES

SEVERAL, STEPS = "|", "+"
PLACED = "placement"
TYPES = tuple(
    (f"{code}/{place}", f"{word}: {where.lower()}") if place else (code, word)
    for code, word in INTERVENTION_TYPES
    for place, where in (("", ""), *(PLACEMENT_TYPES if code == PLACED else ()))
)
"""Kinds of help that a group can be picked by: code as in an address, and what users read."""


@dataclass(frozen=True)
class PickedTexts:
    """What stands in the fields; what is empty leaves nobody out."""

    age_from: str = ""
    age_to: str = ""
    steps: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    type: str = ""

    @property
    def where(self) -> dict[str, str]:
        """The group as an address writes it; raises ``WrongPick`` for an age that is none."""
        for age in filter(None, (self.age_from, self.age_to)):
            if not (age.isascii() and age.isdigit()):
                raise WrongPick(f"»{age}« er ikke en alder; skriv et helt tal, fx 6.")
        said = {
            "age": f"{self.age_from}-{self.age_to}" if self.age_from or self.age_to else "",
            "steps": STEPS.join(self.steps),
            "district": SEVERAL.join(self.districts),
            "type": self.type,
        }
        return {name: text for name, text in said.items() if text}


def texts_of(where: Mapping[str, str]) -> tuple[PickedTexts, dict[str, str]]:
    """The fields for a group that an address writes, and what of it no field asks for."""
    low, _, high = where.get("age", "").partition("-")
    kinds = dict(TYPES)
    known = {"age", "steps", "district"} | ({"type"} if where.get("type", "") in kinds else set())
    texts = PickedTexts(
        low,
        high,
        _parts(where.get("steps", ""), STEPS),
        _parts(where.get("district", ""), SEVERAL),
        where.get("type", "") if "type" in known else "",
    )
    return texts, {name: text for name, text in where.items() if name not in known}


def choices_of(texts: PickedTexts, labels: Mapping[int, str], districts: Sequence[str]) -> dict[str, Any]:
    """What can be chosen, and what is: (value, words, chosen) of steps, districts and kinds."""
    steps = dict.fromkeys([*(str(step) for step in sorted(labels) if step > 0), *texts.steps])
    named = dict.fromkeys([*districts, *texts.districts])
    return {
        "age_from": texts.age_from,
        "age_to": texts.age_to,
        "steps": [(one, _step(one, labels), one in texts.steps) for one in steps],
        "districts": [(one, one, one in texts.districts) for one in named],
        "types": [("", "Alle indsatser", not texts.type), *((code, word, code == texts.type) for code, word in TYPES)],
    }


def _step(step: str, labels: Mapping[int, str]) -> str:
    label = labels.get(int(step), "") if step.isdigit() else ""
    return f"{step}. {label}" if label else step


def _parts(text: str, between: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(between) if part)
