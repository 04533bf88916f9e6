"""Why the year-end differs."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.followup.split import Volume, split_area, split_total

KR = 100


def volume(kroner, persons, children=None):
    return Volume(kroner * KR, Fraction(persons), None if children is None else Fraction(children))


def amounts(split):
    return {part.name: part.amount_oere for part in split.parts}


def test_persons_times_price_against_an_assumption():
    """68 × 525.000 = 35.700.000; now 70 at 530.000 = 37.100.000: 2 more at 527.500, 5.000 dearer for 69."""
    split = split_area(
        "plejefamilier",
        volume(35_700_000, 68),
        volume(37_100_000, 70),
        against="assumption",
        reference_oere=35_700_000 * KR,
        forecast_oere=37_100_000 * KR,
    )
    assert split.factors == "persons_price"
    assert amounts(split) == {"persons": 1_055_000 * KR, "price": 345_000 * KR}
    assert [part.label for part in split.parts] == ["Flere helårspersoner", "Højere pris"]
    assert split.sentence == "Delt på helårspersoner og pris mod budgetforudsætningen."
    assert (split.parts[1].before, split.parts[1].after) == (525_000 * KR, 530_000 * KR)


def test_children_duration_and_price_when_both_sides_know_the_children():
    """2 children × 3 years × 5 kr. → 4 × 3 × 6 (as the three factors by hand)."""
    split = split_area(
        "x",
        volume(30, 6, 2),
        volume(72, 12, 4),
        against="last_year",
        reference_oere=30 * KR,
        forecast_oere=72 * KR,
    )
    assert split.factors == "children_duration_price"
    assert amounts(split) == {"children": 33 * KR, "duration": 0, "price": 9 * KR}
    assert [part.label for part in split.parts] == ["Flere børn", "Samme varighed", "Højere pris"]
    assert split.sentence == "Delt på børn, varighed og pris mod sidste år."


def test_what_assumption_and_counted_children_do_not_cover_stands_apart():
    """Budget 1.000 of which 900 is assumed; forecast 1.200 of which 100 is risk cases and pools."""
    split = split_area(
        "x", volume(900, 9), volume(1_100, 11), against="assumption", reference_oere=1000 * KR, forecast_oere=1200 * KR
    )
    assert amounts(split) == {"persons": 200 * KR, "price": 0, "uncounted": 100 * KR, "unassumed": -100 * KR}
    assert split.total_oere == 200 * KR


def test_without_assumption_or_volume_nothing_is_split():
    for before, after in ((None, volume(9, 9)), (volume(5, 0), volume(7, 0))):
        split = split_area("x", before, after, against="assumption", reference_oere=500, forecast_oere=700)
        assert (split.factors, split.total_oere) == ("none", 200)
        assert split.sentence.startswith("Kan ikke deles")


def test_a_type_that_was_not_assumed_is_all_number():
    split = split_area(
        "x", volume(0, 0), volume(700, 2), against="assumption", reference_oere=0, forecast_oere=700 * KR
    )
    assert amounts(split) == {"persons": 700 * KR, "price": 0}


def test_a_total_by_number_mix_and_price():
    """10 foster at 5 and 10 institution at 15 = 200; now 10 foster at 5 and 12 institution at 15 = 230.

    Number 20 → 22 at mean prices of old (10) and new mix (5/11 × 5 + 6/11 × 15 = 115/11) and no price change:
    2 × (10 + 115/11) / 2 = 225/11 = 20,4545; mix the rest of 30 = 105/11 = 9,5455.
    """
    before = {"foster": volume(50, 10), "institution": volume(150, 10)}
    after = {"foster": volume(50, 10), "institution": volume(180, 12)}
    split = split_total(before, after, against="last_year", reference_oere=200 * KR, forecast_oere=230 * KR)
    assert split.factors == "number_mix_price"
    assert amounts(split) == {"persons": 2045, "mix": 955, "price": 0}
    assert [part.label for part in split.parts] == ["Flere helårspersoner", "Dyrere sammensætning", "Samme pris"]


def test_a_new_type_in_a_total_is_number_and_mix_never_price():
    split = split_total(
        {"a": volume(100, 10)},
        {"a": volume(100, 10), "b": volume(300, 10)},
        against="assumption",
        reference_oere=100 * KR,
        forecast_oere=400 * KR,
    )
    assert amounts(split)["price"] == 0
    assert split.total_oere == 300 * KR


oere = st.integers(-(10**10), 10**11)
volumes = st.builds(
    Volume,
    oere,
    st.fractions(0, 500, max_denominator=365),
    st.none() | st.integers(0, 300).map(Fraction),
)


@given(st.none() | volumes, volumes, oere, oere, st.sampled_from(["assumption", "last_year"]))
def test_the_parts_of_an_area_add_up(before, after, reference, forecast, against):
    split = split_area("x", before, after, against=against, reference_oere=reference, forecast_oere=forecast)
    assert split.total_oere == forecast - reference


types = st.dictionaries(st.sampled_from("abcd"), volumes, max_size=4)


@given(types, types, oere, oere)
def test_the_parts_of_a_total_add_up(before, after, reference, forecast):
    split = split_total(before, after, against="assumption", reference_oere=reference, forecast_oere=forecast)
    assert split.total_oere == forecast - reference
