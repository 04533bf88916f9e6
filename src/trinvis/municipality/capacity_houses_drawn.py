"""What is drawn of a house ahead, opened: to those who live there, are planned, came and left, and how it was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.calculations.capacity.refused import danish as written
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part
from trinvis.reports import danish
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.calculations.capacity.own_places import MonthAhead
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.capacity_houses_seen import HouseSeen

PERSONS, PLACES, DAYS = "personer", "pladser", "døgn"

DRAWN: dict[str, tuple[str, str, str]] = {
    "expected": ("ventede beboere den sidste dag", "occupied", PERSONS),
    "low": ("ventede beboere, nederste grænse (80 %)", "low", PERSONS),
    "high": ("ventede beboere, øverste grænse (80 %)", "high", PERSONS),
    "full": ("sandsynlighed for fuldt hus den sidste dag", "full", "%"),
    "empty": ("sandsynlighed for tomt hus den sidste dag", "empty", "%"),
    "expected_free": ("ventede ledige pladser den sidste dag", "free", PLACES),
    "expected_waiting": ("ventes at stå på venteliste den sidste dag", "waiting", PERSONS),
    "bought_days": ("døgn, der ventes købt ude", "bought_days", DAYS),
}
"""Figure of a month ahead → label, field of ``MonthAhead`` and unit."""

_TESTED = ("low", "high", "full", "empty")


def explain_drawn(made: Houses, seen: HouseSeen, address: Address, month: int) -> Explanation:
    """A figure of a month ahead; raises ``BadAddress`` where it is not drawn, or its interval not tested so far ahead."""
    label, name, unit = DRAWN[address.figure]
    ahead = seen.one.ahead_bought if address.figure == "bought_days" else seen.one.ahead
    if not isinstance(ahead, HouseAhead):
        raise BadAddress(ahead)
    at = next((place for place, one in enumerate(ahead.months) if one.month == month), None)
    if at is None:
        raise BadAddress(f"{danish.month(month)} er ikke blandt de {len(ahead.months)} måneder frem; ret adressen.")
    if address.figure in _TESTED and at >= seen.one.drawn_through:
        raise BadAddress(seen.tested_words)
    return Explanation(
        address=address, title=f"{seen.name}: {label}, {danish.month(month)}", value=_value(ahead.months[at], name, unit), unit=unit,
        sentence=_sentence(seen, ahead), parts=(), inputs=inputs_of(made, seen), lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def inputs_of(made: Houses, seen: HouseSeen) -> tuple[Part, ...]:
    """What the draws are made from, each with its address."""
    from trinvis.municipality.capacity_houses_lines import lines_of

    as_of, number = made.as_of, seen.provider_no
    parts = [
        Part("Bor der den sidste kendte dag", seen.one.seen[-1].at_end * 100, made.address("at_end", number, as_of), PERSONS),
        Part("Pladser den sidste kendte dag", round(seen.one.seen[-1].places * 100), made.address("places", number, as_of), PLACES),
    ]  # fmt: skip
    labels = {
        "stops": "Planlagt at flytte ud", "planned": "Planlagt at flytte ind eller blive boende",
        "arrivals": "Flyttet ind i de måneder, behovet er regnet af", "exits": "Flyttet ud, mens opholdene er set",
    }  # fmt: skip
    for figure, label in labels.items():
        counted = int(lines_of(made, number, None, figure)["counted"].sum())
        parts.append(Part(label, counted * 100, made.address(figure, number), PERSONS))
    return tuple(parts)


def _value(one: MonthAhead, name: str, unit: str) -> int:
    return round(float(getattr(one, name)) * (10_000 if unit == "%" else 100))


def _sentence(seen: HouseSeen, ahead: HouseAhead) -> str:
    need, lengths = ahead.need, seen.one.lengths
    left_out = f" ({need.full_months} fulde måneder uden kendt venteliste er ikke med)" if need.full_months else ""
    months = (
        ""
        if isinstance(lengths, str)
        else f", afgange {written(sum(lengths.exits))} i {written(sum(lengths.months))} opholdsmåneder"
    )
    return (
        f"Gennemsnit eller andel af {written(ahead.draws)} trækninger med frø {ahead.seed}. Behovet er {need.persons} personer i {need.months} måneder"
        f"{left_out}{months}; kendte stopdatoer og planlagte indflytninger er brugt, som de er. {seen.tested_words}"
    )
