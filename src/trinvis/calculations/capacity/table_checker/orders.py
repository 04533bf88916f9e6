"""Names that stand at each other's figures: which other order of the names makes everything fit that does not fit as printed.

Rows sorted by name under headings that are not is the common slip (seed 002, tables 4-14 and 4-18); so is two names swapped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from typing import NamedTuple

from trinvis.calculations.capacity.table_checker.findings import Finding, Sure
from trinvis.calculations.capacity.table_checker.names import bare, short
from trinvis.calculations.capacity.table_checker.sheet import Line, Sheet

Order = tuple[int, ...]
"""For each name, which place's figures are really its."""

MOST = 7
"""Names of which every order is tried: 5.040."""

SWAPPED = 40
"""Names of which every two are tried in each other's place: 780 pairs."""

_BY_NUMBER = ("nordjylland", "midtjylland", "syddanmark", "hovedstaden", "sjælland")
_AS_USUAL = ("hovedstaden", "sjælland", "syddanmark", "midtjylland", "nordjylland")


class Evidence(NamedTuple):
    """Something that must hold, said of an order of the names."""

    name: str
    holds: Callable[[Order], bool]


class _Guess(NamedTuple):
    order: Order
    says: str
    fails: int = 2
    """How many things must fail as printed before this order is believed."""
    spare: int = 0
    """-1 for an order so usual that of two things one may do."""


def relabelled(sheet: Sheet, parts: list[Line], evidence: list[Evidence], sure: Sure = "likely") -> Finding | None:
    """The finding that the names of ``parts`` stand at the wrong figures; None where nothing fails, or no order mends it all."""
    printed = tuple(range(len(parts)))
    failed = [one for one in evidence if not one.holds(printed)]
    if not failed or len(parts) < 3 or len(evidence) < 2:
        return None
    names = [short(sheet.name(part)) for part in parts]
    for guess in _guesses(names):
        if len(failed) >= min(guess.fails, guess.spare + len(evidence)) and all(
            one.holds(guess.order) for one in evidence
        ):
            moved = [i for i in printed if guess.order[i] != i]
            rights = "; ".join(f"tallene ved {names[guess.order[i]]} hører til {names[i]}" for i in moved)
            message = (
                f"{', '.join(names)}: {len(failed)} af {len(evidence)} tal passer ikke ({failed[0].name}), men alle passer, "
                f"når {guess.says}: {rights}."
            )
            places = tuple(sheet.whole(parts[i]) for i in moved)
            return Finding("labels", "labels-order", sure, message, places, places)
    return None


def _guesses(names: list[str]) -> Iterator[_Guess]:
    """Other orders, the likeliest first, each once."""
    seen: set[Order] = {tuple(range(len(names)))}
    for guess in (*_usual(names), *_swaps(len(names)), *_all(len(names))):
        if guess.order not in seen:
            seen.add(guess.order)
            yield guess


def _usual(names: list[str]) -> Iterator[_Guess]:
    plain = [bare(name) for name in names]
    alphabetical = sorted(range(len(names)), key=lambda i: _danish(plain[i]))
    yield _Guess(_order(alphabetical), "de står i alfabetisk orden", spare=-1)
    for listed, says in (
        (_AS_USUAL, "de står i regionernes sædvanlige orden"),
        (_BY_NUMBER, "de står i orden efter regionsnummer"),
    ):
        if set(plain) == set(listed):
            yield _Guess(_order([plain.index(name) for name in listed]), says, spare=-1)
    yield _Guess(tuple(reversed(range(len(names)))), "de står i omvendt orden")


def _order(figures: list[int]) -> Order:
    """``figures`` says whose figures stand at each place; turned to where each name's figures stand."""
    at = {name: place for place, name in enumerate(figures)}
    return tuple(at[name] for name in range(len(figures)))


def _swaps(size: int) -> Iterator[_Guess]:
    for first, second in combinations(range(size), 2) if size <= SWAPPED else ():
        order = list(range(size))
        order[first], order[second] = second, first
        yield _Guess(tuple(order), "to navne bytter plads")


def _all(size: int) -> Iterator[_Guess]:
    if size <= MOST:
        for order in permutations(range(size)):
            yield _Guess(order, "navnene bytter plads", 3)


def _danish(name: str) -> str:
    """Letters in the order of the Danish alphabet; aa is å."""
    return name.replace("aa", "å").translate(str.maketrans("æøå", "{|}"))
