"""Why the year-end differs: number, duration and price, or number, mix and price for a total (seed 003 lines 446-450).

Works on small, collected figures. Amounts are øre of *extra expense*: what the year-end is above the budget (or last year),
so the parts of an area add up to forecast − budget, which is the deviation with its sign turned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from trinvis.calculations.statistics.shapley import allocated, shapley, shares_of

Against = Literal["assumption", "last_year"]
Factors = Literal["persons_price", "children_duration_price", "number_mix_price", "none"]

SENTENCES: dict[tuple[Factors, Against], str] = {
    ("persons_price", "assumption"): "Delt på helårspersoner og pris mod budgetforudsætningen.",
    ("persons_price", "last_year"): "Delt på helårspersoner og pris mod sidste år.",
    ("children_duration_price", "assumption"): "Delt på børn, varighed og pris mod budgetforudsætningen.",
    ("children_duration_price", "last_year"): "Delt på børn, varighed og pris mod sidste år.",
    ("number_mix_price", "assumption"): "Delt på antal, sammensætning og pris mod budgetforudsætningerne.",
    ("number_mix_price", "last_year"): "Delt på antal, sammensætning og pris mod sidste år.",
    ("none", "assumption"): "Kan ikke deles: der er ingen budgetforudsætning eller ingen talte indsatser.",
    ("none", "last_year"): "Kan ikke deles: der er ingen talte indsatser i et af årene.",
}
"""What a split says of itself."""

LABELS: dict[str, tuple[str, str, str]] = {
    "persons": ("Flere helårspersoner", "Færre helårspersoner", "Samme antal helårspersoner"),
    "children": ("Flere børn", "Færre børn", "Samme antal børn"),
    "duration": ("Længere forløb", "Kortere forløb", "Samme varighed"),
    "price": ("Højere pris", "Lavere pris", "Samme pris"),
    "mix": ("Dyrere sammensætning", "Billigere sammensætning", "Samme sammensætning"),
    "unsplit": ("Ikke delt",) * 3,
    "uncounted": ("Risikosager, puljer og andet uden talte børn",) * 3,
    "unassumed": ("Budget uden forudsætning",) * 3,
    "uncounted_before": ("Udgifter uden talte børn sidste år",) * 3,
}
"""Part → its label when it rises, falls or stands still."""


@dataclass(frozen=True)
class Volume:
    """An amount and the volume that it pays for: ``full_year_persons``, and ``children`` when their number is known."""

    amount_oere: int
    full_year_persons: Fraction
    children: Fraction | None = None


@dataclass(frozen=True)
class Part:
    """One cause: ``amount_oere`` of extra expense; ``before`` and ``after`` are the factor's own values.

    Persons and children are numbers, duration is full-year persons per child, price øre per full-year person; ``None`` for
    what is no single number (mix, prices of a total) or no factor.
    """

    name: str
    label: str
    amount_oere: int
    before: Fraction | None = None
    after: Fraction | None = None


@dataclass(frozen=True)
class Split:
    """Extra expense of one area (or ``i_alt``) split into ``parts`` that add up to ``total_oere``."""

    area: str
    against: Against
    factors: Factors
    parts: tuple[Part, ...]

    @property
    def total_oere(self) -> int:
        """Forecast − what it is held against, in øre."""
        return sum(part.amount_oere for part in self.parts)

    @property
    def sentence(self) -> str:
        """Which split it is, in Danish."""
        return SENTENCES[self.factors, self.against]


def split_area(
    area: str,
    before: Volume | None,
    after: Volume,
    *,
    against: Against,
    reference_oere: int,
    forecast_oere: int,
) -> Split:
    """Why ``forecast_oere`` differs from ``reference_oere`` (corrected budget, or last year's accounts).

    Three factors (children × duration × price) when both sides know the number of children, else two (full-year persons ×
    price). What the assumption does not cover of the budget, and what no counted child stands for in the forecast, are
    parts of their own. Without volume on one side its price is unknown: the other side's is used, so all of the
    change is number. Without an assumption, or without volume on both sides, nothing can be split.
    """
    if before is None:
        extra = forecast_oere - reference_oere
        return Split(area, against, "none", (Part("unsplit", _label("unsplit", Fraction(0)), extra),))
    old = _counted(before)
    new = _counted(after)
    outside = _outside(against, old, new, reference_oere, forecast_oere)
    if not old.full_year_persons and not new.full_year_persons:
        return Split(area, against, "none", outside)
    total = new.amount_oere - old.amount_oere
    price_old, price_new = _prices(old, new)
    if old.children and new.children:
        names: tuple[str, ...] = ("children", "duration", "price")
        start: tuple[Fraction, ...] = (old.children, old.full_year_persons / old.children, price_old)
        end: tuple[Fraction, ...] = (new.children, new.full_year_persons / new.children, price_new)
        factors: Factors = "children_duration_price"
    else:
        names = ("persons", "price")
        start = (old.full_year_persons, price_old)
        end = (new.full_year_persons, price_new)
        factors = "persons_price"
    amounts = allocated(shapley(start, end), total)
    parts = tuple(
        Part(name, _label(name, end[i] - start[i]), amounts[i], start[i], end[i]) for i, name in enumerate(names)
    )
    return Split(area, against, factors, (*parts, *outside))


def split_total(
    before: Mapping[str, Volume],
    after: Mapping[str, Volume],
    *,
    against: Against,
    reference_oere: int,
    forecast_oere: int,
    area: str = "i_alt",
) -> Split:
    """The same for a total: its number at constant mix and prices, the mix of types, and their prices.

    ``before`` and ``after`` hold one volume per type or area; leave out areas that have no assumption: their money is then
    a part of its own. Number is the sum of full-year persons, mix each type's share of it; a type without volume on one side has the other side's price there, so its coming or going is mix.
    """
    names = sorted(set(before) | set(after))
    old = {name: _counted(before.get(name)) for name in names}
    new = {name: _counted(after.get(name)) for name in names}
    old_sum, new_sum = _summed(old), _summed(new)
    outside = _outside(against, old_sum, new_sum, reference_oere, forecast_oere)
    number = (old_sum.full_year_persons, new_sum.full_year_persons)
    if not any(number):
        return Split(area, against, "none", outside)
    shares = _mixes(old, new, number)
    prices = {name: _prices(old[name], new[name]) for name in names}

    def value(changed: tuple[bool, ...]) -> Fraction:
        count, mix, price = (int(new_side) for new_side in changed)
        return number[count] * sum((shares[mix][name] * prices[name][price] for name in names), Fraction(0))

    exact = shares_of(value, 3)
    amounts = allocated(exact, new_sum.amount_oere - old_sum.amount_oere)
    parts = (
        Part("persons", _label("persons", number[1] - number[0]), amounts[0], number[0], number[1]),
        Part("mix", _label("mix", exact[1]), amounts[1]),
        Part("price", _label("price", exact[2]), amounts[2]),
    )
    return Split(area, against, "number_mix_price", (*parts, *outside))


def _counted(volume: Volume | None) -> Volume:
    """The volume, or none: money without full-year persons buys no volume and counts outside the factors."""
    if volume is None or not volume.full_year_persons:
        return Volume(0, Fraction(0))
    return volume


def _summed(volumes: Mapping[str, Volume]) -> Volume:
    return Volume(
        sum(volume.amount_oere for volume in volumes.values()),
        sum((volume.full_year_persons for volume in volumes.values()), Fraction(0)),
    )


def _prices(old: Volume, new: Volume) -> tuple[Fraction, Fraction]:
    """Øre per full-year person on both sides; a side without volume takes the other's."""
    sides = [
        Fraction(side.amount_oere) / side.full_year_persons if side.full_year_persons else None for side in (old, new)
    ]
    first = next((price for price in sides if price is not None), Fraction(0))
    last = next((price for price in reversed(sides) if price is not None), Fraction(0))
    return first, last


def _mixes(
    old: Mapping[str, Volume], new: Mapping[str, Volume], number: tuple[Fraction, Fraction]
) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Each type's share of the number on both sides; a side without number takes the other's."""
    sides = [
        {name: volume.full_year_persons / count for name, volume in side.items()} if count else None
        for side, count in zip((old, new), number, strict=True)
    ]
    first, last = sides
    return first or last or {}, last or first or {}


def _outside(against: Against, old: Volume, new: Volume, reference: int, forecast: int) -> tuple[Part, ...]:
    """What lies outside the factors on each side, as extra expense; parts of nothing are left out."""
    parts = [("uncounted", forecast - new.amount_oere)]
    parts.append(("unassumed" if against == "assumption" else "uncounted_before", old.amount_oere - reference))
    return tuple(Part(name, _label(name, Fraction(0)), amount) for name, amount in parts if amount)


def _label(name: str, change: Fraction) -> str:
    rises, falls, stands = LABELS[name]
    return rises if change > 0 else falls if change < 0 else stands
