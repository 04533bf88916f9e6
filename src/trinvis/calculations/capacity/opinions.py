"""What leaders think: barriers and opportunities answered as large, small, none or *ved ikke*, by group of respondents.

Seed 002 lines 5642-6420, 10373-10396, 10642-10670. *Ved ikke* is an answer and stays in the denominator; who did not answer the
question is not, and is counted beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from trinvis.calculations.statistics.hit_rate import Share

Opinion = Literal["large", "small", "none", "dont_know"]
OPINIONS: tuple[Opinion, ...] = get_args(Opinion)
Kind = Literal["barrier", "opportunity"]

WORDS: dict[Kind, dict[Opinion, str]] = {
    "barrier": {
        "large": "store problemer",
        "small": "mindre problemer",
        "none": "ingen problemer",
        "dont_know": "ved ikke",
    },
    "opportunity": {
        "large": "stort potentiale",
        "small": "mindre potentiale",
        "none": "intet potentiale",
        "dont_know": "ved ikke",
    },
}


@dataclass(frozen=True)
class Item:
    """One question's answers in one group of respondents. ``shares`` are of those that answered; ``silent`` did not."""

    label: str
    kind: Kind
    group: str
    counts: Mapping[Opinion, int]
    silent: int

    @property
    def answers(self) -> int:
        return sum(self.counts.values())

    @property
    def shares(self) -> dict[Opinion, Share]:
        """Each answer's share with its denominator and interval; percentages rounded one by one need not add up to 100."""
        return {opinion: Share(self.counts[opinion], self.answers) for opinion in OPINIONS}

    @property
    def some(self) -> Share:
        """Large or small: the two exclude each other, so they may be added."""
        return Share(self.counts["large"] + self.counts["small"], self.answers)


def item(label: str, kind: Kind, group: str, answers: Mapping[str, Opinion | None]) -> Item:
    """Answers by unit, None where the question was passed over."""
    given = list(answers.values())
    counts = {opinion: given.count(opinion) for opinion in OPINIONS}
    return Item(label, kind, group, counts, given.count(None))


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items as they stand in a chart: most *large* first, then most of any, then by name; those without answers last."""

    def place(one: Item) -> tuple[float, float, str]:
        return -(one.shares["large"].value or 0.0), -(one.some.value or 0.0), one.label

    return tuple(sorted(items, key=place))
