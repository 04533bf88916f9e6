"""Offers and places for a target group: an offer counts when one service names the group, with all its places.

Seed 002 lines 3607-3621, 9588-9650. An offer may stand on several paragraphs: those on one alone, on several of the same group, and
on others too are told apart so that each offer stands once, and their sum is the total. (Table 5-22 leaves a row out of its own, 9684-9700.)
By paragraph they overlap. Counts are of one day, 1 October.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from math import fsum

from trinvis.calculations.capacity.overlapping import Overlapping, overlapping
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.staffing import Owner


@dataclass(frozen=True)
class Service:
    """What an offer gives on a paragraph, and to whom."""

    paragraph: str
    target_groups: frozenset[str]


@dataclass(frozen=True)
class Offer:
    """One offer as it stood on ``day``; ``places`` None where not told."""

    number: str
    owner: Owner
    municipality: int
    services: tuple[Service, ...]
    places: float | None
    day: date


@dataclass(frozen=True)
class Row:
    """Offers of a kind, each standing in one row only. ``places`` are theirs; ``untold`` of them tell none, which is not 0."""

    label: str
    offers: int
    places: float
    untold: int


@dataclass(frozen=True)
class TargetOffers:
    """``rows`` exclude each other. ``by_paragraph`` overlaps. Places are too many: an offer may have some for others."""

    day: date
    rows: tuple[Row, ...]
    by_paragraph: Overlapping

    @property
    def offers(self) -> int:
        return sum(row.offers for row in self.rows)

    @property
    def places(self) -> float:
        return fsum(row.places for row in self.rows)


SEVERAL, UNCLEAR = "flere af paragrafferne, ikke fordelt", "ikke entydigt henførbare"


def target_offers(offers: Iterable[Offer], target: Set[str], paragraphs: Iterable[str]) -> TargetOffers:
    """The offers with a service on one of the paragraphs that names one of the target groups.

    Raises ``CapacityRefused`` when there is none, an offer is there twice, or they are not of one 1 October.
    """
    wanted = tuple(dict.fromkeys(paragraphs))
    mine = [(one, bases) for one in _of_one_day(offers) if (bases := _bases(one, target)) & set(wanted)]
    if not mine:
        raise CapacityRefused("Ingen tilbud har en ydelse til målgruppen på de paragraffer.")
    labels = (*(f"kun {one}" for one in wanted), SEVERAL, UNCLEAR)
    kinds: dict[str, list[Offer]] = {label: [] for label in labels}
    for offer, bases in mine:
        kinds[_kind(bases, set(wanted))].append(offer)
    on = {one: {offer.number for offer, bases in mine if one in bases} for one in wanted}
    rows = tuple(_row(label, found) for label, found in kinds.items())
    return TargetOffers(mine[0][0].day, rows, overlapping(on, len(mine)))


def _kind(bases: Set[str], wanted: Set[str]) -> str:
    if not bases <= wanted:
        return UNCLEAR
    return f"kun {next(iter(bases))}" if len(bases) == 1 else SEVERAL


def _bases(offer: Offer, target: Set[str]) -> frozenset[str]:
    """The paragraphs of the services that name the target group."""
    return frozenset(one.paragraph for one in offer.services if one.target_groups & target)


def _row(label: str, offers: list[Offer]) -> Row:
    places = [one.places for one in offers if one.places is not None]
    return Row(label, len(offers), fsum(places), len(offers) - len(places))


def _of_one_day(offers: Iterable[Offer]) -> list[Offer]:
    rows = list(offers)
    days = {one.day for one in rows}
    if any((day.month, day.day) != (10, 1) for day in days) or len(days) > 1:
        raise CapacityRefused("Tilbud tælles på én 1. oktober; brug udtrækket fra den dag.")
    twice = sorted(number for number, times in Counter(one.number for one in rows).items() if times > 1)
    if twice:
        raise CapacityRefused(f"Tilbud {', '.join(twice)} står der to gange; saml ydelserne på ét tilbud.")
    return rows
