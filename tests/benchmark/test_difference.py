"""What explains a difference per inhabitant: by hand, and additive to the øre whatever the figures."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.benchmark.difference import Side, explained, level_of
from trinvis.calculations.benchmark.need import against_need
from trinvis.calculations.benchmark.need_difference import imported_difference
from trinvis.calculations.staircase.splitting import Activity


def side(steps, elsewhere=0, inhabitants=10_000):
    """Steps as {step: (kr., children, full-year persons)}."""
    built = {
        step: Activity(kroner * 100, children, Fraction(persons)) for step, (kroner, children, persons) in steps.items()
    }
    return Side(built, elsewhere * 100, inhabitants)


def test_only_more_children():
    """20 children against 10 in 10.000, each half a year at 400.000: 2 mio. kr. more, 200 kr. per inhabitant, all children."""
    found = explained(side({5: (4_000_000, 20, 10)}), {1: side({5: (2_000_000, 10, 5)})})
    assert (found.own.oere, found.other.oere) == (40_000, 20_000)
    assert (found.children_oere, found.duration_oere, found.price_oere) == (20_000, 0, 0)
    assert found.method == "Sammenlignet med én kommune."


def test_duration_and_price_on_two_steps_and_money_on_none():
    """Per inhabitant, own less other.

    Step 3: same 10 children and price 100.000, one year against half: 100 − 50 = 50 kr. by duration.
    Step 6: same 4 children for a year, 1.500.000 against 1.000.000: 600 − 400 = 200 kr. by price. Elsewhere 7 − 10 = −3.
    """
    own = side({3: (1_000_000, 10, 10), 6: (6_000_000, 4, 4)}, 70_000)
    other = side({3: (500_000, 10, 5), 6: (4_000_000, 4, 4)}, 100_000)
    found = explained(own, {1: other})
    assert dict(found.by_activity) == {
        "Flere eller færre børn": 0,
        "Længere eller kortere forløb": 5_000,
        "Højere eller lavere pris": 20_000,
        "Udgifter på trin uden børn bag": 0,
        "Udgifter uden for trinnene": -300,
    }
    assert found.difference_oere == 24_700
    assert found.steps[3].duration_oere == 5_000


def test_weighted_and_unweighted_comparison():
    """1.000 inhabitants at 100 kr. and 9.000 at 200 kr.: weighted 190 kr., unweighted 150 kr."""
    others = {
        1: side({2: (100_000, 10, 5)}, inhabitants=1000),
        2: side({2: (1_800_000, 90, 45)}, inhabitants=9000),
        3: None,
    }
    own = side({2: (1_000_000, 50, 25)})
    weighted, plain = explained(own, others), explained(own, others, weighted=False)
    assert (weighted.other.oere, plain.other.oere) == (19_000, 15_000)
    assert (weighted.compared, weighted.left_out) == ((1, 2), (3,))
    assert weighted.method == "Sammenlignet med 2 kommuner, vægtet gennemsnit (sum over sum); 1 uden tal er ikke med."
    assert "uvægtet gennemsnit (hver kommune tæller 1)" in plain.method


def test_need_apart_from_the_rest():
    """Kolding against Horsens, tabel 1.1 [003:808-810]: level 7.033 − 8.045 = −1.012, need 9.314 − 9.860 = −546, rest −466."""
    table = against_need({621: 703_300, 615: 804_500}, {621: 931_400, 615: 986_000}, "VIVE 2018, tabel 1.1")
    kolding, horsens = (side({6: (level * 1000, 10, 8)}, inhabitants=1000) for level in (7033, 8045))
    found = explained(kolding, {615: horsens}, weighted=False, need=imported_difference(table, 621, [615]))
    assert found.difference_oere == -101_200
    assert found.by_need == (("Udgiftsbehov", -54_600), ("Forskel, som behovet ikke forklarer", -46_600))
    assert found.rest_oere == -46_600
    with pytest.raises(CannotCompare, match="ikke opgjort for de samme"):
        explained(kolding, {999: horsens}, weighted=False, need=found.need)
    with pytest.raises(CannotCompare, match="begge være vægtet"):
        explained(kolding, {615: horsens}, need=found.need)


amounts = st.integers(-(10**11), 10**12)
activities = st.one_of(
    st.builds(Activity, amounts, st.integers(1, 400), st.fractions(Fraction(1, 365), 400, max_denominator=365)),
    st.builds(Activity, amounts, st.just(0), st.just(Fraction(0))),
)
sides = st.builds(Side, st.dictionaries(st.integers(1, 6), activities, max_size=6), amounts, st.integers(1, 200_000))


@settings(max_examples=200)
@given(sides, st.dictionaries(st.integers(101, 105), st.one_of(st.none(), sides), max_size=4), st.booleans())
def test_the_parts_add_up_to_the_øre(own, others, weighted):
    if not any(others.values()):
        with pytest.raises(CannotCompare, match="Ingen af de kommuner"):
            explained(own, others, weighted=weighted)
        return
    found = explained(own, others, weighted=weighted)
    assert sum(oere for _, oere in found.by_activity) == found.difference_oere
    for level in (found.own, found.other):
        assert sum(step.amount_oere for step in level.steps.values()) + level.elsewhere_oere == level.oere
    money = sum(step.amount_oere for step in own.steps.values()) + own.elsewhere_oere
    assert abs(found.own.oere - Fraction(money, own.inhabitants)) <= Fraction(1, 2)
    for step, one in found.steps.items():
        exact = own.steps[step].amount_oere if step in own.steps else 0
        assert abs(one.after.amount_oere - Fraction(exact, own.inhabitants)) < 1


@given(sides)
def test_a_municipality_does_not_differ_from_itself(own):
    found = explained(own, {1: own})
    assert {oere for _, oere in found.by_activity} == {0}


def test_inhabitants_must_be_known():
    with pytest.raises(CannotCompare, match="folketallet"):
        level_of([side({}, inhabitants=0)], weighted=True)
