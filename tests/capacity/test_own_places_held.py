"""The 80 % interval of a house covers what it says: on houses made up from known chances, and as it is counted on a house's own past."""

from __future__ import annotations

from datetime import date

import numpy as np

from trinvis.calculations.capacity.houses import Places, Stay, house_months
from trinvis.calculations.capacity.own_places import house_ahead, need
from trinvis.calculations.capacity.own_places_held import FEWEST, Held, Try, drawn_through, held
from trinvis.calculations.capacity.stay_lengths import stay_lengths
from trinvis.calculations.commitments.calendar import day_number

START, TODAY = day_number(date(2021, 1, 1)), day_number(date(2025, 12, 31))
LATER = {6: day_number(date(2026, 6, 30)), 12: day_number(date(2026, 12, 31))}
A_DAY = 365.25 / 12


def _lived(rng: np.random.Generator, arriving: float, leaving: float) -> list[tuple[int, int]]:
    """First and last days of stays since long before the history: ``arriving`` a month, each month left with exp(−``leaving``)."""
    first, last = START - 4000, LATER[12]
    days = rng.integers(first, last + 1, rng.poisson(arriving * (last - first + 1) / A_DAY))
    lengths = rng.exponential(A_DAY / leaving, len(days))
    return [(int(day), int(day + length)) for day, length in zip(days, lengths, strict=True)]


def test_the_interval_covers_what_it_says() -> None:
    """200 houses with five years of history: the number living there 6 and 12 months later lies in the interval in 70-90 % of them.

    About 25 live there (1,5 a month, each leaving with 0,06): with few the whole numbers of the interval make it wider than it says.
    """
    arriving, leaving, places = 1.5, 0.06, 200
    rng, inside = np.random.default_rng(2026), dict.fromkeys(LATER, 0)
    for run in range(200):
        lived = _lived(rng, arriving, leaving)
        seen = [
            Stay(number, first, last if last <= TODAY else None)
            for number, (first, last) in enumerate(lived)
            if first <= TODAY and last >= START
        ]
        months = house_months(seen, (Places(START, places),), 202101, 202512)
        ahead = house_ahead(
            seen, stay_lengths(seen, TODAY, START), need(seen, months), [places] * 12, 202512, draws=300, seed=run
        )
        for month, day in LATER.items():
            came = sum(first <= day <= last for first, last in lived)
            one = ahead.months[month - 1]
            inside[month] += one.low <= came <= one.high
    assert all(140 <= hits <= 180 for hits in inside.values()), inside


def test_tries_are_counted_by_how_far_they_looked() -> None:
    """Three months ahead: 2 of 3 inside, one as known then; nothing was tried at 6, 12 and 24."""
    tries = (
        Try(202501, 3, 5, 4, 6, True),
        Try(202502, 3, 6, 4, 6, False),
        Try(202503, 3, 7, 4, 6, False),
    )
    assert held(tries) == (Held(3, 3, 2, 1), Held(6, 0, 0, 0), Held(12, 0, 0, 0), Held(24, 0, 0, 0))


def test_an_interval_is_drawn_as_far_as_it_was_tried_and_held() -> None:
    enough, few, failed = Held(3, FEWEST, 3, 0), Held(6, FEWEST - 1, 5, 0), Held(6, 9, 4, 0)
    assert (enough.holds, few.holds, failed.holds) == (True, False, False)
    assert drawn_through((enough, few, Held(12, 9, 9, 0))) == 3
    assert drawn_through((failed, enough)) == 3
    assert drawn_through((Held(3, 0, 0, 0), Held(6, 9, 9, 0))) == 0
