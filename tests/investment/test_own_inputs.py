"""What the own data say as inputs of a case: value, moments, denominator, price level, and where it is from."""

from __future__ import annotations

from datetime import date

import pytest

from trinvis.calculations.investment.own_data import StepCount
from trinvis.calculations.investment.own_inputs import (
    Known,
    arrivals_input,
    count_input,
    move_input,
    price_input,
    price_level_of,
    stay_input,
    total_input,
)
from trinvis.calculations.investment.own_moves import Arrivals, Move
from trinvis.calculations.investment.own_prices import Price
from trinvis.calculations.investment.own_stays import Stay
from trinvis.calculations.staircase.standing import AWAY, OUTSIDE
from trinvis.cases.expression import Number

KNOWN = Known(("000017", "000052"), date(2026, 9, 30), date(2025, 10, 1), date(2026, 9, 30))
FROM = "Egne data: leveringer 000017, 000052; kendt 30.09.2026; 01.10.2025-30.09.2026; "


def test_a_price_has_kroner_a_level_and_a_spread() -> None:
    made = price_input(Price(5, 500_969.7361, 10_293.19524, 102, 38_433, 1), KNOWN, 2026)
    assert (made.name, made.kind, made.value, made.price_level) == ("pris_trin_5", "amount", 500_969.74, 2026)
    assert made.distribution is not None
    assert (made.distribution.form, dict(made.distribution.given)) == ("gamma", {"mean": 500_969.74, "sd": 10_293.2})
    assert made.source == FROM + "102 børn, 105,3 helårspersoner"
    assert (made.grade, made.note) == ("A", "")


def test_the_price_may_be_lognormal_and_a_child_alone_has_no_spread() -> None:
    alone = Price(6, 1_200_000.0, None, 1, 365, 120_000_000)
    assert price_input(alone, KNOWN, 2026).distribution is None
    assert price_input(alone, KNOWN, 2026).note == "Bygger på 1 barn."
    several = price_input(Price(6, 1e6, 5e4, 12, 365, 1), KNOWN, 2026, "lognormal").distribution
    assert several is not None
    assert several.form == "lognormal"


def test_income_alone_has_no_distribution() -> None:
    assert price_input(Price(5, -10.0, 3.0, 12, 365, 1), KNOWN, 2026).distribution is None


def test_a_rate_stores_its_denominator() -> None:
    made = move_input(Move(6, AWAY, 32, 56.04, 0.41001849, 0.05459812, 0.4, 0.8), KNOWN)
    assert (made.name, made.kind, made.value) == ("skift_trin_6_til_ud", "rate", 0.410018)
    assert made.of is not None
    assert (made.of.text, made.of.count) == ("barneår på trin 6 i perioden", Number(56.0))
    assert made.distribution is not None
    assert dict(made.distribution.given) == {"mean": 0.410018, "sd": 0.054598}
    assert made.source == FROM + "32 skift i 56,0 barneår"
    never = move_input(Move(6, OUTSIDE, 0, 56.04, 0.0, None, 0.0, 0.07), KNOWN)
    assert (never.name, never.distribution) == ("skift_trin_6_til_uden_trin", None)


def test_durations_arrivals_and_numbers() -> None:
    stay = stay_input(Stay(5, 10, 3.374051, 1.1513, 8, 30, 1, 1), KNOWN)
    assert (stay.kind, stay.unit, stay.note) == ("years", "år", "Bygger på 8 afsluttede ophold.")
    assert stay.label == "Gennemsnitlig varighed på trin 5 inden for 10 år"
    came = arrivals_input(Arrivals(5, 23, 2.0, 11.5, 2.397916, (11, 12)), KNOWN)
    assert (came.kind, came.unit, came.value) == ("count", "børn pr. år", 11.5)
    assert arrivals_input(Arrivals(5, 0, 1.0, 0.0, 1.0, (0,)), KNOWN).distribution is None
    number = count_input(StepCount(5, 12, 9, 3650), KNOWN)
    assert (number.value, number.source) == (9.0, FROM + "12 børn i perioden, 10,0 helårspersoner")
    assert total_input(1, KNOWN).source == FROM + "1 barn"


def test_the_price_level_is_the_year_in_the_middle_of_the_days() -> None:
    assert price_level_of([(2025, 100), (2026, 300)]) == (2026, True)
    assert price_level_of([(2024, 10), (2025, 300), (2026, 290)]) == (2025, True)
    assert price_level_of([(2025, 0), (2026, 1)]) == (2026, False)
    with pytest.raises(ValueError, match="ingen dage"):
        price_level_of([])
