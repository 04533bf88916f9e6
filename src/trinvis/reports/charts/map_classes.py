"""Which municipalities have the same colour on a map: classes between limits, compared on exact numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True)
class MapClass:
    """One colour: its words (``over 50 %``) and the codes of its municipalities.

    ``sign`` (``triangle-up``) stands in each of them beside the colour, for those who do not see colours; empty: none.
    """

    words: str
    municipalities: frozenset[int]
    sign: str = ""


@dataclass(frozen=True)
class Limit:
    """Between two classes: the value, how it is written, and whether a municipality exactly on it is in the class below."""

    value: Fraction
    written: str
    equal_is_below: bool = False


def between_limits(values: Mapping[int, Fraction], limits: Sequence[Limit]) -> tuple[MapClass, ...]:
    """The classes from low to high, one more than the ``limits``; a municipality without a value is in none.

    Seed 000 lines 98-101 counts more than 50 per cent and less than 30: ``Limit(30, "30 %")`` and
    ``Limit(50, "50 %", equal_is_below=True)``. Raises ``ValueError`` when limits do not rise.
    """
    if not limits or any(a.value >= b.value for a, b in pairwise(limits)):
        raise ValueError("limits of a map must rise, and there must be one")
    members: list[set[int]] = [set() for _ in range(len(limits) + 1)]
    for code, value in values.items():
        members[sum(_passed(value, limit) for limit in limits)].add(code)
    return tuple(MapClass(_words(limits, number), frozenset(codes)) for number, codes in enumerate(members))


def quantile_limits(
    values: Mapping[int, Fraction], parts: int, written: Callable[[Fraction], str]
) -> tuple[Limit, ...]:
    """Limits that part the municipalities into ``parts`` of as equal size as ties allow; a limit is a value that occurs."""
    ordered = sorted(values.values())
    found = {ordered[len(ordered) * part // parts] for part in range(1, parts)} - {ordered[0]} if ordered else set()
    return tuple(Limit(value, written(value)) for value in sorted(found))


def _passed(value: Fraction, limit: Limit) -> bool:
    return value > limit.value if limit.equal_is_below else value >= limit.value


def _words(limits: Sequence[Limit], number: int) -> str:
    if number == 0:
        return f"{'højst' if limits[0].equal_is_below else 'under'} {limits[0].written}"
    low = limits[number - 1]
    if number == len(limits):
        return f"over {low.written}" if low.equal_is_below else f"{low.written} og derover"
    high = limits[number]
    start = f"over {low.written}" if low.equal_is_below else low.written
    return f"{start} til {'højst' if high.equal_is_below else 'under'} {high.written}"
