"""What the readings of a case that agree with what is published give: a band, where no single reading is a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trinvis.calculations.investment.answers import Answers
    from trinvis.municipality.investment import Calculated


@dataclass(frozen=True)
class Band:
    """The lowest and highest discounted net gain over ``readings``, by year in kroner.

    ``rate`` is the success rate that they share (None where the case has none). ``same`` are the years in which all of them
    agree to the krone. ``break_even`` is the first and last year (None: not within the horizon).
    """

    rate: float | None
    readings: tuple[str, ...]
    yearly_low: tuple[float, ...]
    yearly_high: tuple[float, ...]
    accumulated_low: tuple[float, ...]
    accumulated_high: tuple[float, ...]
    same: tuple[int, ...]
    break_even: tuple[int | None, int | None]


def bands(made: Calculated, alternative: str) -> tuple[Band, ...]:
    """A band for each success rate among the readings that fit, the highest first; none where fewer than two fit."""
    success = made.case.success
    found: dict[float | None, list[str]] = {}
    for one in made.case.readings:
        if one.fits:
            rate = None if success is None else made.in_reading(one.name).input(success.rate)
            found.setdefault(rate, []).append(one.name)
    ordered = sorted(found.items(), key=lambda item: -(item[0] or 0))
    return tuple(_band(rate, names, made, alternative) for rate, names in ordered if len(names) > 1)


def _band(rate: float | None, names: Sequence[str], made: Calculated, alternative: str) -> Band:
    found = [made.in_reading(name).answers(alternative) for name in names]
    yearly, accumulated = _ends(found, "yearly"), _ends(found, "accumulated")
    years = [one.discounted.break_even.year for one in found]
    reached = sorted(year for year in years if year is not None)
    return Band(
        rate,
        tuple(names),
        *yearly,
        *accumulated,
        same=tuple(at + 1 for at, (low, high) in enumerate(zip(*yearly, strict=True)) if high - low < 0.5),
        break_even=(reached[0] if reached else None, None if None in years else reached[-1]),
    )


def _ends(found: Sequence[Answers], what: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    by_year = list(zip(*(getattr(one.discounted, what) for one in found), strict=True))
    return tuple(min(year) for year in by_year), tuple(max(year) for year in by_year)
