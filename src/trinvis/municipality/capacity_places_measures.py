"""Places and offers of every municipality on 1 October, year by year, where the offer lies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import fsum
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.offers import Offer
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_activity_keys import paragraph_words
from trinvis.municipality.capacity_figure import Source
from trinvis.municipality.capacity_measures import Measure
from trinvis.municipality.capacity_money import GROUPS
from trinvis.municipality.capacity_places_offers import (
    Snapshot,
    area_paragraphs,
    group_paragraphs,
    snapshot,
    snapshot_years,
)

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

PLACES, OFFERS_UNIT = "pladser", "tilbud"
HAS_PLACES = ("placement", "day", "residential")
"""Groups of accounts whose help is given in places."""

Chosen = Callable[[Snapshot], tuple[Offer, ...] | None]
"""The offers of a snapshot that a measure counts; None where the law was another and there is nothing to count."""


def place_measures(made: Capacity) -> tuple[Measure, ...]:
    """All places of the area, all offers, and places by group of several paragraphs and by paragraph: those share offers.

    Raises ``CapacityRefused`` without offers.
    """
    if not snapshot_years(made):
        raise CapacityRefused(
            "Der er ingen tilbud fra 1. oktober: hent dem ind, fx trinvis import DIR tilbud.csv --source offers."
        )
    paragraphs = [one for one in area_paragraphs(made, made.year) if _any_offer(made, (one,))]
    if not paragraphs:
        raise CapacityRefused(
            "Ingen tilbud fra 1. oktober er på områdets paragraffer; se parameteren capacity_accounts."
        )
    found = [_all(made, "places", "Pladser", PLACES), _all(made, "offers", "Tilbud", OFFERS_UNIT)]
    for group, of in group_paragraphs(made, made.year).items():
        if 1 < len(set(of) & set(paragraphs)) < len(paragraphs):
            found.append(_of_group(made, group))
    if len(paragraphs) > 1:
        found += [
            of_paragraphs(made, f"places_{one}", f"Pladser, {paragraph_words(one)}", (one,)) for one in paragraphs
        ]
    return tuple(found)


def _any_offer(made: Capacity, paragraphs: Collection[str]) -> bool:
    shots = (snapshot(made, year) for year in made.years)
    return any(shot is not None and shot.on(paragraphs, _everywhere(made)) for shot in shots)


def _all(made: Capacity, key: str, label: str, unit: str) -> Measure:
    def chosen(shot: Snapshot) -> tuple[Offer, ...]:
        return shot.on(shot.paragraphs, _everywhere(made))

    return _measure(made, key, label, unit, chosen, "på områdets paragraffer")


def _of_group(made: Capacity, group: str) -> Measure:
    def chosen(shot: Snapshot) -> tuple[Offer, ...] | None:
        of = group_paragraphs(made, shot.day.year).get(group)
        return None if of is None else shot.on(of, _everywhere(made))

    words = ", ".join(paragraph_words(one) for one in group_paragraphs(made, made.year)[group])
    return _measure(made, f"places_{group}", f"Pladser, {GROUPS[group].lower()}", PLACES, chosen, f"på {words}")


def of_paragraphs(made: Capacity, key: str, label: str, paragraphs: Sequence[str]) -> Measure:
    """The places of offers on one of the paragraphs."""

    def chosen(shot: Snapshot) -> tuple[Offer, ...] | None:
        return shot.on(paragraphs, _everywhere(made)) if set(paragraphs) <= set(shot.paragraphs) else None

    return _measure(made, key, label, PLACES, chosen, "på " + ", ".join(paragraph_words(one) for one in paragraphs))


def _everywhere(made: Capacity) -> tuple[int, ...]:
    return (*made.country, made.own)


def _measure(made: Capacity, key: str, label: str, unit: str, chosen: Chosen, on: str) -> Measure:
    shots = {year: shot for year in made.years if (shot := snapshot(made, year)) is not None}
    offers = {year: found for year, shot in shots.items() if (found := chosen(shot)) is not None}
    values: dict[tuple[int, int], float] = {}
    untold = 0
    for year, mine in offers.items():
        shot = shots[year]
        by_code: dict[int, list[Offer]] = {}
        for one in mine:
            by_code.setdefault(one.municipality, []).append(one)
        told_zero = made.country if shot.whole else sorted({one.municipality for one in shot.offers})
        for code in {*told_zero, *by_code}:
            known = _known(by_code.get(code, ()), unit)
            if known is not None:
                values[code, year] = known
        untold += sum(one.places is None for one in mine) if year == made.year and unit == PLACES else 0
    note = f"{untold} tilbud i {made.year} har ikke oplyst pladser og er ikke med" if untold else ""

    def sources(codes: Sequence[int], year: int) -> tuple[Source, ...]:
        mine = [one for one in offers.get(year, ()) if one.municipality in set(codes)]
        return _behind(shots[year], mine, unit) if year in shots else ()

    return Measure(
        key, label, unit, made.band, values,
        f"{'Pladser i tilbud' if unit == PLACES else 'Tilbud'} {on} på Tilbudsportalen 1. oktober, i den kommune, tilbuddet ligger i; "
        "hvert tilbud én gang, med alle sine pladser.",
        sources, parameters=("capacity_accounts",), note=f"{label}: {note}." if note else "",
    )  # fmt: skip


def _known(offers: Collection[Offer], unit: str) -> float | None:
    """Places, or offers, together; None where all offers leave their places untold."""
    if unit == OFFERS_UNIT:
        return float(len(offers))
    places = [one.places for one in offers if one.places is not None]
    return None if offers and not places else fsum(places)


def _behind(shot: Snapshot, offers: Sequence[Offer], unit: str) -> tuple[Source, ...]:
    found = shot.sources(offers)
    return found if unit == PLACES else tuple(Source(one.table, one.where) for one in found)


def municipal_places(made: Capacity, paragraphs: Collection[str], year: int) -> dict[int, tuple[Offer, ...]]:
    """Municipality → its municipal offers on the paragraphs alone, all with places; one that also has a municipal offer on other
    paragraphs besides, or without places, is not there: its staff and places would not be of the same.
    """
    shot = snapshot(made, year)
    if shot is None:
        return {}
    found: dict[int, list[Offer]] = {}
    unclear: set[int] = set()
    for one in shot.on(paragraphs, _everywhere(made)):
        if one.owner != "municipality":
            continue
        found.setdefault(one.municipality, []).append(one)
        if one.places is None or not {of.paragraph for of in one.services} <= set(paragraphs):
            unclear.add(one.municipality)
    return {code: tuple(of) for code, of in found.items() if code not in unclear}


def municipal_only(made: Capacity, paragraphs: Collection[str], year: int) -> frozenset[int]:
    """Municipalities where every offer on the paragraphs is municipal, and there is one."""
    shot = snapshot(made, year)
    if shot is None:
        return frozenset()
    owners: dict[int, set[str]] = {}
    for one in shot.on(paragraphs, _everywhere(made)):
        owners.setdefault(one.municipality, set()).add(one.owner)
    return frozenset(code for code, of in owners.items() if of == {"municipality"})
