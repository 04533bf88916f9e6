"""Half-yearly series: which days, and what a series with gaps may be used for."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from trinvis.calculations.staircase.direction import RATE_STABLE
from trinvis.calculations.staircase.key_figures import definitions
from trinvis.calculations.staircase.series import Series, series, status_days
from trinvis.parameters import Parameters

CATALOGUE = definitions(Parameters.shipped().table("key_figures", date(2019, 3, 31)))
DAYS = status_days(date(2016, 3, 1), date(2019, 3, 31))


def of(*values: str | None) -> Series:
    figures = {day: Fraction(value) for day, value in zip(DAYS, values, strict=True) if value is not None}
    return series(CATALOGUE["1"], "validated", DAYS, figures)


def test_seven_status_days_from_march_2016_to_march_2019() -> None:
    """Seed 001 lines 2864-2873."""
    assert len(DAYS) == 7
    assert DAYS[0] == date(2016, 3, 31)
    assert DAYS[1] == date(2016, 9, 30)
    assert status_days(date(2019, 4, 1), date(2019, 9, 29)) == ()


def test_a_whole_series_shows_its_level() -> None:
    """The average municipality's institution placements, seed 001 lines 2879-2887: 3,6 to 3,0."""
    made = of("3.6", "3.5", "3.7", "3.4", "3.3", "3.2", "3.0")
    assert (made.shows, made.course.level, made.course.change) == ("level", 3, Fraction("-0.6"))
    assert made.missing == ()


def test_a_series_with_gaps_shows_direction_alone_over_its_own_window() -> None:
    """Seed 001 lines 3056-3072: each municipality's own window, no levels."""
    made = of(None, None, "3.6", None, None, None, "3.4")
    assert (made.shows, made.course.level, made.course.direction(RATE_STABLE)) == ("direction", None, "stable")
    assert made.window == (date(2017, 3, 31), date(2019, 3, 31))
    assert made.sentence == (
        "Kun retning, intet niveau: der mangler tal på nogle af dagene. Opgjort 31.03.2017-31.03.2019, 2 af 7 dage."
    )


def test_a_single_observation_shows_neither() -> None:
    """Seed 001 lines 3091-3096: the municipality that registered once is left out of the count."""
    made = of(*[None] * 6, "3.4")
    assert (made.shows, made.course.level, made.course.direction(RATE_STABLE)) == ("nothing", None, None)
    none = of(*[None] * 7)
    assert (none.shows, none.window, none.sentence) == (
        "nothing",
        None,
        "Hverken niveau eller retning: der er tal på højst én af dagene.",
    )
