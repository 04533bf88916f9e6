"""What the units of a survey answered, so that a true zero, an estimate, *ikke relevant* and no answer are never one thing.

Seed 002 averaged them together: an occupancy of 80 % (68-92) from 40 municipalities means a spread of 37 percentage points
between them (lines 10017-10049), which zeros from those that have no such offer would give.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from trinvis.calculations.capacity.refused import CapacityRefused

Kind = Literal["value", "estimate", "not_applicable", "no_answer"]

KIND_WORDS: dict[Kind, str] = {
    "value": "oplyst",
    "estimate": "skøn",
    "not_applicable": "ikke relevant",
    "no_answer": "ikke besvaret",
}
"""How an answer was given → what users see."""


@dataclass(frozen=True)
class Answer:
    """One unit's answer to one question for one year, in the question's unit. ``unit`` is a municipality's code, or one of
    several units in it.

    ``value`` 0 is a true zero; None just where the kind is ``not_applicable`` or ``no_answer``. Raises ``CapacityRefused``
    when kind and value do not go together.
    """

    unit: str
    value: float | None
    kind: Kind = "value"

    def __post_init__(self) -> None:
        if (self.value is None) != (self.kind in ("not_applicable", "no_answer")):
            raise CapacityRefused(
                f"Svaret fra {self.unit} er »{KIND_WORDS[self.kind]}« og har {'intet' if self.value is None else 'et'} tal; "
                "skriv et tal, eller vælg »ikke relevant« eller »ikke besvaret«."
            )
        if self.value is not None and not isfinite(self.value):
            raise CapacityRefused(f"Svaret fra {self.unit} er ikke et tal; ret det.")


@dataclass(frozen=True)
class Answers:
    """All units' answers to one question for one year; raises ``CapacityRefused`` when a unit has answered twice."""

    answers: tuple[Answer, ...]

    def __post_init__(self) -> None:
        twice = sorted(unit for unit, times in Counter(answer.unit for answer in self.answers).items() if times > 1)
        if twice:
            raise CapacityRefused(f"Der er to svar fra {', '.join(twice)}; vælg det, der gælder.")

    @property
    def values(self) -> dict[str, float]:
        """Unit → value for those that gave one, zeros with them."""
        return {answer.unit: answer.value for answer in self.answers if answer.value is not None}

    def number(self, kind: Kind) -> int:
        """How many answers are of the kind."""
        return sum(answer.kind == kind for answer in self.answers)

    @property
    def zeros(self) -> int:
        """How many answered 0: they count, and they are worth asking about."""
        return sum(answer.value == 0 for answer in self.answers)

    @property
    def sentence(self) -> str:
        """What stands at a figure made of the answers: how many of each kind."""
        return (
            f"{len(self.values)} svar med et tal (heraf {self.number('estimate')} skøn og {self.zeros} på 0); "
            f"{self.number('not_applicable')} ikke relevant og {self.number('no_answer')} ikke besvaret er ikke med."
        )
