"""Offers and places by paragraph, owner and target group: what excludes each other adds up, what overlaps does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.offers import Offer, target_offers
from trinvis.municipality.capacity_activity_keys import key_of, paragraph_words
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, RowKind, Said, Source, Term, missing
from trinvis.municipality.capacity_places_measures import OFFERS_UNIT, PLACES
from trinvis.municipality.capacity_places_offers import Snapshot, snapshot

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

OWNERS = {"municipality": "Kommunale", "region": "Regionale", "private": "Private"}


@dataclass(frozen=True)
class _Kind:
    """A row: its offers and places in each scope."""

    key: str
    label: str
    offers: tuple[Offer, ...]
    kind: RowKind = "plain"


def kind_tables(made: Capacity, year: int) -> tuple[FigureTable, ...]:
    """The offers of 1 October by paragraph (each once, and overlapping), by owner, and by target group (overlapping)."""
    shot = snapshot(made, year)
    every = () if shot is None else shot.on(shot.paragraphs, (*made.country, made.own))
    if shot is None or not every:
        return ()
    alone = _Table(
        made, shot, year, "places.kinds", "Tilbud og pladser efter paragraf, hvert tilbud én gang", "Paragraf"
    )
    on = _Table(
        made, shot, year, "places.paragraphs", "Tilbud og pladser efter paragraf, med overlap", "Paragraf", overlap=True
    )
    owners = _Table(made, shot, year, "places.owners", "Tilbud og pladser efter ejer", "Ejer")
    groups = _Table(
        made, shot, year, "places.groups", "Tilbud og pladser efter målgruppe, med overlap", "Målgruppe", overlap=True
    )
    found = [
        alone.of([*_alone(every, shot), _Kind("total", "I alt", every, "total")]),
        on.of([*_on(every, shot), _Kind("total", "Tilbud i alt, hvert én gang", every)]),
        owners.of([*_owned(every), _Kind("total", "I alt", every, "total")]),
        groups.of([*_named(every, shot), _Kind("total", "Tilbud i alt, hvert én gang", every)]),
    ]
    return tuple(found)


def _alone(every: Sequence[Offer], shot: Snapshot) -> list[_Kind]:
    """The rows of ``target_offers``: offers on one paragraph alone, on several, and on others too."""
    groups = {group for one in every for of in one.services for group in of.target_groups}
    labels = [row.label for row in target_offers(every, groups, shot.paragraphs).rows if row.offers]
    sorted_: dict[str, list[Offer]] = {label: [] for label in labels}
    for one in every:
        (label,) = [row.label for row in target_offers([one], groups, shot.paragraphs).rows if row.offers]
        sorted_[label].append(one)
    return [_Kind(key_of(label), _words(label, shot), tuple(of), "part") for label, of in sorted_.items()]


def _words(label: str, shot: Snapshot) -> str:
    for one in shot.paragraphs:
        if label == f"kun {one}":
            return f"Kun {paragraph_words(one)}"
    return f"{label[0].upper()}{label[1:]}"


def _on(every: Sequence[Offer], shot: Snapshot) -> list[_Kind]:
    rows = ((one, tuple(o for o in every if one in {of.paragraph for of in o.services})) for one in shot.paragraphs)
    return [_Kind(one, paragraph_words(one), of) for one, of in rows if of]


def _owned(every: Sequence[Offer]) -> list[_Kind]:
    return [
        _Kind(owner, label, tuple(one for one in every if one.owner == owner), "part")
        for owner, label in OWNERS.items()
    ]


def _named(every: Sequence[Offer], shot: Snapshot) -> list[_Kind]:
    """Target groups that a service on one of the area's paragraphs names, however it is spelled in capitals, the largest first."""
    members: dict[str, list[Offer]] = {}
    labels: dict[str, str] = {}
    for one in every:
        named = {name for of in one.services if of.paragraph in shot.paragraphs for name in of.target_groups}
        labels |= {key_of(name): name for name in sorted(named) if key_of(name) not in labels}
        for key in sorted({key_of(name) for name in named}):
            members.setdefault(key, []).append(one)
    ordered = sorted(members.items(), key=lambda each: (-len(each[1]), each[0]))
    return [_Kind(f"g_{key}", f"{labels[key][0].upper()}{labels[key][1:]}", tuple(of)) for key, of in ordered]


@dataclass(frozen=True)
class _Table:
    """One table of offers and places, ours and the country's."""

    made: Capacity
    shot: Snapshot
    year: int
    key: str
    title: str
    own: str
    overlap: bool = False

    def of(self, kinds: Sequence[_Kind]) -> FigureTable:
        """The table of these rows."""
        columns = []
        for scope, who in (("own", self.made.name(self.made.own)), ("land", "Hele landet")):
            columns += [
                Column(f"{scope}_offers", f"{who}, tilbud", OFFERS_UNIT, year=self.year),
                Column(f"{scope}_places", f"{who}, pladser", PLACES, year=self.year),
            ]
        figures: dict[tuple[str, str], Figure] = {}
        for one in kinds:
            for scope, codes in (("own", {self.made.own}), ("land", set(self.made.country))):
                mine = [of for of in one.offers if of.municipality in codes]
                parts = [each for each in kinds if each.kind == "part"] if one.kind == "total" else []
                figures |= self._cells(one, mine, scope, codes, parts)
        rows = tuple(Row(one.key, one.label, one.kind) for one in kinds)
        notes = ("Rækkerne overlapper og lægges ikke sammen.",) if self.overlap else ()
        at = {"offers": (self.key, "total", "land_offers"), "places": (self.key, "total", "land_places")}
        answer = (Said(f"På området er der {{offers}} med {{places}} i hele landet 1. oktober {self.year}.", at),)
        title = f"{self.title}, 1. oktober {self.year}"
        return FigureTable(
            self.key, title, self.own, tuple(columns), rows, figures, answer, notes, overlap=self.overlap
        )

    def _cells(
        self, one: _Kind, mine: Sequence[Offer], scope: str, codes: Iterable[int], parts: Sequence[_Kind]
    ) -> dict[tuple[str, str], Figure]:
        sources = self.shot.sources(mine)
        known = [of.places for of in mine if of.places is not None]
        untold = len(mine) - len(known)
        inside = set(codes)

        def terms(name: str, unit: str) -> tuple[Term, ...]:
            return tuple(
                Term(part.label, value, unit, (self.key, part.key, f"{scope}_{name}"))
                for part in parts
                if (value := _value(name, [of for of in part.offers if of.municipality in inside])) is not None
            )

        offers = Figure(
            float(len(mine)), OFFERS_UNIT, f"Tilbud på Tilbudsportalen 1. oktober {self.year}, hvert én gang.",
            terms("offers", OFFERS_UNIT), () if parts else tuple(Source(of.table, of.where) for of in sources),
        )  # fmt: skip
        note = f"{untold} tilbud har ikke oplyst pladser og er ikke med" if untold else ""
        if mine and not known:
            places = missing(PLACES, "Ingen af tilbuddene har oplyst pladser.")
        else:
            how = f"Tilbuddenes pladser 1. oktober {self.year}."
            places = Figure(fsum(known), PLACES, how, terms("places", PLACES), () if parts else sources, note=note)
        if not mine and scope == "own" and not self._told():
            why = "Der er ingen tilbud fra kommunen i udtrækket; hent kommunens tilbud ind."
            offers, places = missing(OFFERS_UNIT, why), missing(PLACES, why)
        return {(one.key, f"{scope}_offers"): offers, (one.key, f"{scope}_places"): places}

    def _told(self) -> bool:
        """Whether the snapshot tells of our municipality at all."""
        return self.shot.whole or any(one.municipality == self.made.own for one in self.shot.offers)


def _value(name: str, offers: Sequence[Offer]) -> float | None:
    if name == "offers":
        return float(len(offers))
    known = [one.places for one in offers if one.places is not None]
    return None if offers and not known else fsum(known)
