"""Comparator sets: by hand, against every distance worked out in fractions, and what must hold whatever the values."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.benchmark import comparators
from trinvis.calculations.benchmark.background import CannotCompare, Unit, Variable
from trinvis.calculations.benchmark.comparator_set import member_of, own_group
from trinvis.calculations.benchmark.comparators import Choice, comparator_sets

UNITS = [
    Unit(1, "Ask", "Nord", "By", 40_000),
    Unit(2, "Birk", "Nord", "Land", 60_000),
    Unit(3, "Ceder", "Syd", "By", 42_000),
    Unit(4, "Dild", "Syd", "Land", 400_000),
    Unit(5, "Eg", "Nord", "By", 41_000),
]
CHILDREN = Variable("children", "0-22-årige", {1: 1_230_000, 2: 1_190_000, 3: 1_630_000, 4: 11_230_000, 5: None}, 3)
SHARE = Variable("share", "Sårbare børn", {1: 970, 2: 1_000, 3: 970, 4: 470, 5: 880}, 1, "%")
TWO = Choice(2)


def sets(choice=TWO, variables=(CHILDREN, SHARE), units=UNITS):
    return comparator_sets(units, variables, choice)


def test_the_nearest_by_hand():
    """Ranges over the four with both values: 100.400 children (12.300 … 112.300, less 11.900) and 5,3 points.

    Ask to Birk: 3/4 (400/100.400)² + 1/4 (0,3/5,3)²; to Ceder: 3/4 (4.000/100.400)² alone.
    """
    found = sets(Choice(2, "range")).of(1)
    assert found.codes == (2, 3)
    birk, ceder = found.members
    assert birk.distance == pytest.approx((0.75 * (400 / 100_400) ** 2 + 0.25 * (0.3 / 5.3) ** 2) ** 0.5)
    assert ceder.distance == pytest.approx(0.75**0.5 * 4000 / 100_400)
    assert birk.reason == "0-22-årige: 12.300 mod 11.900; Sårbare børn: 9,70 % mod 10 %"
    assert [part.share for part in ceder.contributions] == [1, 0]
    assert (birk.same_region, ceder.same_region) == (True, False)
    assert found.method == (
        "De 2 nærmeste af 3 kommuner efter 0-22-årige (vægt 75 %), Sårbare børn (vægt 25 %); "
        "forskelle er målt i afstanden fra den mindste til den største værdi."
    )


def test_a_municipality_without_a_value_is_named_and_never_filled_in():
    found = sets()
    assert [(left.code, left.missing) for left in found.left_out] == [(5, ("0-22-årige",))]
    assert all(5 not in found.of(unit.code).codes for unit in found.units)
    assert "Eg er ikke med: 0-22-årige mangler." in found.of(1).caveats
    with pytest.raises(CannotCompare, match=re.escape("Eg er ikke med: 0-22-årige mangler. Indtast værdien")):
        found.of(5)


def test_filters_and_own_region_first():
    only_share = (SHARE,)
    assert sets(Choice(5, regions=frozenset({"Syd"})), only_share).of(1).codes == (3, 4)
    assert sets(Choice(5, groups=frozenset({"By"})), only_share).of(1).codes == (3, 5)
    half_to_twice = Choice(5, population=(Fraction(1, 2), Fraction(2)))
    assert sets(half_to_twice, only_share).of(1).codes == (3, 2, 5)
    assert sets(half_to_twice, only_share).of(4).codes == ()
    assert sets(Choice(2), only_share).of(1).codes == (3, 2)
    first = sets(Choice(2, same_region_first=True), only_share).of(1)
    assert first.codes == (2, 5)
    assert [member.same_region for member in first.members] == [True, True]
    narrow = sets(Choice(1, same_region_first=True), only_share).of(1)
    assert narrow.codes == (2,)


def test_own_region_goes_before_only_among_the_nearest_twice_as_many():
    """Sizes 10 (own), 11, 12 and 90: with one wanted, the two nearest are looked at, and the one far away is not."""
    units = [Unit(1, "a", "N"), Unit(2, "b", "S"), Unit(3, "c", "S"), Unit(4, "d", "N")]
    size = Variable("size", "Størrelse", {1: 10, 2: 11, 3: 12, 4: 90})
    assert comparator_sets(units, [size], Choice(1, same_region_first=True)).of(1).codes == (2,)
    assert comparator_sets(units, [size], Choice(2, same_region_first=True)).of(1).codes == (4, 2)


def test_too_few_and_a_variable_that_is_the_same_everywhere_are_said():
    alike = Variable("alike", "Ens", dict.fromkeys(range(1, 6), 100))
    found = sets(Choice(4, regions=frozenset({"Syd"})), (SHARE, alike)).of(1)
    assert "Der er kun 2 kommuner at sammenligne med; der blev bedt om 4." in found.caveats
    assert "Ens er ens i alle kommuner og tæller ikke med." in found.caveats
    assert found.searched == 2


def test_a_group_made_by_the_user():
    found = own_group(UNITS, (CHILDREN, SHARE), 1, [5, 4, 2])
    assert found.codes == (2, 4, 5)
    assert found.members[2].distance is None
    assert found.members[2].reason == "0-22-årige: 12.300 mod –; Sårbare børn: 9,70 % mod 8,80 %"
    assert found.caveats == ("Eg er ikke med: 0-22-årige mangler.",)
    assert found.method.startswith("Egen gruppe på 3 kommuner")


drawn_units = st.lists(
    st.tuples(
        st.sampled_from(["N", "S", "Ø", ""]),
        st.sampled_from(["By", "Land"]),
        st.one_of(st.none(), st.integers(1, 50)),
        st.one_of(st.none(), st.integers(-3, 6)),
        st.one_of(st.none(), st.integers(0, 400)),
    ),
    min_size=2,
    max_size=25,
)
choices = st.builds(
    Choice,
    st.integers(1, 8),
    st.sampled_from(["range", "standard_deviation"]),
    st.sampled_from([frozenset(), frozenset({"N"}), frozenset({"N", "S"})]),
    st.sampled_from([frozenset(), frozenset({"By"})]),
    st.sampled_from([None, (Fraction(1, 2), Fraction(2)), (Fraction(1), Fraction(3, 2))]),
    st.booleans(),
)


def world(drawn):
    units = [Unit(100 + i, f"K{i}", region, group, people) for i, (region, group, people, _, _) in enumerate(drawn)]
    one = Variable("a", "A", {100 + i: row[3] for i, row in enumerate(drawn)}, 2)
    other = Variable("b", "B", {100 + i: row[4] for i, row in enumerate(drawn)}, Fraction(1, 3))
    return units, (one, other)


def squares(units, variables, scale):
    """Every squared distance as a fraction."""
    total = sum(Fraction(v.weight) for v in variables)
    spread = []
    for variable in variables:
        values = [Fraction(variable.values[u.code]) for u in units]
        mean = sum(values) / len(values)
        wide = (max(values) - min(values)) ** 2
        spread.append(wide if scale == "range" else sum((v - mean) ** 2 for v in values) / len(values))

    def between(a, b):
        return sum(
            Fraction(v.weight) / total * (v.values[a.code] - v.values[b.code]) ** 2 / s if s else Fraction(0)
            for v, s in zip(variables, spread, strict=True)
        )

    return between


def expected(unit, units, between, choice):
    """The definition, one unit at a time."""
    fit = []
    for other in units:
        if other.code == unit.code or (choice.regions and other.region not in choice.regions):
            continue
        if choice.groups and other.group not in choice.groups:
            continue
        if choice.population is not None:
            if unit.population is None or other.population is None:
                continue
            least, most = choice.population
            if not least * unit.population <= other.population <= most * unit.population:
                continue
        fit.append(other)
    fit.sort(key=lambda other: (between(unit, other), other.code))
    size = min(choice.size, len(units) - 1)
    if choice.same_region_first:
        fit = fit[: 2 * size]
        fit.sort(key=lambda other: not (unit.region and other.region == unit.region))
    return tuple(other.code for other in fit[:size])


@settings(max_examples=250, deadline=None)
@given(drawn_units, choices, st.sampled_from([1, 60, 250_000]))
def test_every_set_is_the_definition_however_many_at_once(drawn, choice, at_once):
    units, variables = world(drawn)
    whole = [u for u in units if all(v.values[u.code] is not None for v in variables)]
    usual, comparators.DISTANCES_AT_ONCE = comparators.DISTANCES_AT_ONCE, at_once
    try:
        if len(whole) < 2:
            with pytest.raises(CannotCompare, match="Færre end to"):
                comparator_sets(units, variables, choice)
            return
        found = comparator_sets(units[::-1], variables, choice)
    finally:
        comparators.DISTANCES_AT_ONCE = usual
    between = squares(whole, variables, choice.scale)
    assert {left.code for left in found.left_out} == {u.code for u in units} - {u.code for u in whole}
    for unit in whole:
        one = found.of(unit.code)
        assert len(set(one.codes)) == len(one.codes)
        assert unit.code not in one.codes
        theirs = expected(unit, whole, between, choice)
        near = {u.code: between(unit, u) for u in whole}
        assert [float(near[code]) for code in one.codes] == pytest.approx([float(near[code]) for code in theirs])
        others = [float(distance) for code, distance in near.items() if code != unit.code]
        if len(set(others)) == len(others):
            assert one.codes == theirs
        for member in one.members:
            assert member.distance == pytest.approx(float(near[member.unit.code]) ** 0.5)
            assert sum(part.share for part in member.contributions) == pytest.approx(1 if member.distance else 0)


@settings(max_examples=60, deadline=None)
@given(drawn_units, st.sampled_from(["range", "standard_deviation"]))
def test_distance_is_the_same_both_ways_and_the_order_of_rows_does_not_matter(drawn, scale):
    units, variables = world([(*row[:3], row[3] or 0, row[4] or 0) for row in drawn])
    choice = Choice(len(units), scale)
    one, other = comparator_sets(units, variables, choice), comparator_sets(units[::-1], variables[:], choice)
    assert one.members.tolist() == other.members.tolist()
    for a in units[:4]:
        for b in units:
            assert member_of(a, b, one.spreads).distance == member_of(b, a, one.spreads).distance
    for unit in units:
        members = one.of(unit.code).members
        keys = [(member.distance, member.unit.code) for member in members]
        assert len(members) == len(units) - 1
        assert [distance for distance, _ in keys] == pytest.approx(sorted(distance for distance, _ in keys))


def test_equal_distances_follow_the_code():
    """A line of twelve with the same step between them: below and above lie equally far, the lower code first."""
    units = [Unit(code, f"K{code}") for code in range(12)]
    line = Variable("x", "X", {code: 700 * code for code in range(12)})
    found = comparator_sets(units, [line], Choice(5))
    assert found.of(5).codes == (4, 6, 3, 7, 2)
    assert found.of(0).codes == (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sets(units=[*UNITS, UNITS[0]]), "Ask (1) står to gange"),
        (lambda: sets(variables=()), "mindst én baggrundsvariabel"),
        (lambda: sets(variables=(SHARE, SHARE)), "»Sårbare børn« er valgt to gange"),
        (lambda: sets(variables=(replace(SHARE, weight=0),)), "større end 0"),
        (lambda: sets(Choice(0)), "mindst én kommune"),
        (lambda: sets().of(99), "kode 99 findes ikke"),
        (lambda: own_group(UNITS, (SHARE,), 1, []), "Gruppen er tom"),
        (lambda: own_group(UNITS, (SHARE,), 1, [2, 1]), "med sig selv"),
        (lambda: own_group(UNITS, (SHARE,), 1, [2, 3, 2]), "Birk er i gruppen to gange"),
        (lambda: own_group(UNITS, (SHARE,), 1, [77]), "kode 77 findes ikke"),
    ],
)
def test_what_cannot_be_compared_is_said(call, says):
    with pytest.raises(CannotCompare, match=re.escape(says)):
        call()
