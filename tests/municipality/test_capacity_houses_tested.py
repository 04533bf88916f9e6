"""A house's interval tried on its own past: with the extracts as they were known then, and drawn only as far as it held."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from tests.municipality.house_files import looked, receive_grants, receive_places, stay
from tests.municipality.small import Kommune

from trinvis.calculations.capacity.own_places_held import FEWEST
from trinvis.municipality.capacity_houses import Houses
from trinvis.municipality.capacity_houses_tested import LAST, Past

TODAY = date(2026, 9, 30)
EXTRACTS = (date(2026, 1, 31), date(2026, 4, 30), TODAY)


def _lived() -> list[tuple[date, date]]:
    """First and last days of stays from 2022 on, about one a month and ten months long."""
    rng, day, found = random.Random(7), date(2022, 1, 1), []
    while day < TODAY:
        found.append((day, day + timedelta(days=int(rng.expovariate(1 / 300)) + 1)))
        day += timedelta(days=int(rng.expovariate(1 / 30)) + 1)
    return found


@pytest.fixture
def made(kommune: Kommune) -> Houses:
    """One house of 30 places, three extracts that each tell the stops that had come by then, and child 900's, told in April alone."""
    for extract in EXTRACTS:
        rows = [
            stay(number, first.isoformat(), last.isoformat() if last <= extract else "")
            for number, (first, last) in enumerate(_lived(), start=1)
            if first <= extract
        ]
        rows.append(stay(900, "2025-01-01", "" if extract == EXTRACTS[0] else "2026-06-15"))
        receive_grants(kommune, rows, extract)
    receive_places(kommune, "151;Fiktivgården;Døgninstitution;01.01.2022;;30;;;;;;", TODAY)
    return looked(kommune, TODAY, months=24)


def test_the_interval_is_drawn_as_far_as_it_held(made: Houses) -> None:
    (house,) = made.houses
    (three, six, twelve, two_years) = house.held
    tried = min(LAST, len(house.one.whole) - 11)
    assert [one.origins for one in house.held] == [max(tried - months, 0) for months in (3, 6, 12, 24)]
    assert three.inside >= 0.6 * three.origins
    assert house.tested
    through = house.one.drawn_through
    assert through == max(one.months for one in (three, six, twelve, two_years) if one.holds)
    for at, one in enumerate(house.ahead):
        assert (one.low is not None) == (one.full is not None) == (at < through)
        if one.low is not None and one.high is not None and one.occupied is not None:
            assert one.low <= one.occupied <= one.high
    assert f"3 måneder frem {three.inside} af {three.origins} gange" in house.tested_words
    assert made.held == house.held
    assert made.tested


def test_from_the_first_extract_on_it_is_tried_with_what_was_known_then(made: Houses) -> None:
    (house,) = made.houses
    assert {one.origin for one in house.one.tries if one.as_known} == {202601, 202602, 202603, 202604, 202605, 202606}
    at_end = {one.month: one.at_end for one in house.past}
    for one in house.one.tries:
        assert one.months in (3, 6, 12, 24)
        assert one.occupied in at_end.values()
    assert len({one.origin for one in house.one.tries}) >= FEWEST
    assert "6 af de " in house.tested_words


def test_a_stop_that_was_told_later_is_unknown_then(kommune: Kommune, made: Houses) -> None:
    """Child 900 leaves on 15 June: unknown in January, known in April; who moved in in March is not there in January."""
    (house,) = made.houses
    past = Past(kommune.hall._house, made.known)
    row = house.one.living.filter(start=date(2025, 1, 1), stop=date(2026, 6, 15))
    child = row["child_no"].item()

    def stops(month: int) -> set[int | None]:
        stays, _ = past._as_known(house.one, month)
        begun = min(one.start_day for one in house.one.stays if one.person == child)
        return {one.stop_day for one in stays if one.person == child and one.start_day == begun}

    assert stops(202601) == {None}
    assert stops(202604) == {(date(2026, 6, 15) - date(1970, 1, 1)).days}
    january, _ = past._as_known(house.one, 202601)
    assert max(one.start_day for one in january) <= (date(2026, 1, 31) - date(1970, 1, 1)).days


def test_a_likely_turn_is_told_with_its_chance(kommune: Kommune, made: Houses) -> None:
    """With places for fewer than live there from December on, the house is surely full, and a tested interval says so."""
    now = made.houses[0].past[-1].at_end
    assert now is not None
    receive_places(
        kommune,
        f"""
        151;Fiktivgården;Døgninstitution;01.01.2022;30.11.2026;30;;;;;;
        151;Fiktivgården;Døgninstitution;01.12.2026;;{now // 2};;;;;;
        """,
        TODAY,
    )
    (house,) = looked(kommune, TODAY).houses
    assert house.sentence == "Fiktivgården er fuld fra december 2026 med over 99 % sandsynlighed."
