"""Money = children × duration × price: the difference split in three, exact to the øre."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.staircase.splitting import PARTS, Activity, ThreeWay, split, split_by_step
from trinvis.calculations.statistics.shapley import allocated, shapley

F = Fraction


def parts(made: ThreeWay) -> tuple[int, int, int, int]:
    return made.children_oere, made.duration_oere, made.price_oere, made.uncounted_oere


def test_worked_by_hand() -> None:
    """10 children × ½ year × 200 kr. → 12 × ¾ × 300: 1.000 → 2.700 kr.

    Children +2: at (½, 200), (¾, 300) a third each and (½, 300), (¾, 200) a sixth: 2·(100/3 + 225/3 + 150/6 + 150/6) = 316⅔ kr.
    Duration +¼: ¼·(2000/3 + 3600/3 + 3000/6 + 2400/6) = 691⅔. Price +100: 100·(5/3 + 9/3 + 7,5/6 + 6/6) = 691⅔.
    Two øre are left of the three two-thirds: the first two get them.
    """
    made = split(Activity(100_000, 10, F(5)), Activity(270_000, 12, F(9)))
    assert parts(made) == (31_667, 69_167, 69_166, 0)
    assert made.total_oere == 170_000
    assert made.sentence == "Delt på børn, varighed og pris."


def test_one_factor_alone_takes_it_all() -> None:
    assert parts(split(Activity(100, 1, F(1)), Activity(300, 3, F(3)))) == (200, 0, 0, 0)
    assert parts(split(Activity(100, 1, F(1)), Activity(200, 1, F(2)))) == (0, 100, 0, 0)
    assert parts(split(Activity(100, 1, F(1)), Activity(70, 1, F(1)))) == (0, 0, -30, 0)


def test_nobody_on_one_side() -> None:
    """Herning's institutions: 12 children in August 2013, none in December 2015 (seed 004 lines 455-481); accounts line 553."""
    made = split(Activity(1_020_600_000, 12, F(12)), Activity(247_900_000, 0, F(0)))
    assert parts(made) == (-1_020_600_000, 0, 0, 247_900_000)
    assert made.total_oere == -772_700_000  # 2.479.000 − 10.206.000 kr.
    assert made.sentence == (
        "Der er ingen børn nu, så hele ændringen er færre børn til den gamle varighed og pris. Udgifter uden børn bag står for sig."
    )
    come = split(Activity(0, 0, F(0)), Activity(500, 2, F(1, 2)))
    assert (parts(come), come.how) == ((500, 0, 0, 0), "from_nobody")
    none = split(Activity(30, 0, F(0)), Activity(50, 0, F(0)))
    assert (parts(none), none.how) == ((0, 0, 0, 20), "nobody")
    assert none.parts == (("uncounted", 20),)
    assert {name for name, _ in made.parts} == set(PARTS)
    assert sum(amount for _, amount in made.parts) == made.total_oere


@pytest.mark.parametrize(("children", "persons"), [(0, F(1)), (1, F(0)), (-1, F(-1))])
def test_children_and_full_year_persons_come_together(children: int, persons: Fraction) -> None:
    with pytest.raises(ValueError, match="tæl dem over samme periode"):
        Activity(0, children, persons)


def test_municipalities_of_different_size_per_thousand_inhabitants() -> None:
    """The same children, courses and prices per inhabitant in a municipality of twice the size differ by nothing."""
    small = Activity(9_999_999, 10, F(8)).per_inhabitants(5_000)
    large = Activity(19_999_998, 20, F(16)).per_inhabitants(10_000)
    assert (small.amount_oere, small.children, small.full_year_persons) == (2_000_000, 2, F(8, 5))
    assert parts(split(small, large)) == (0, 0, 0, 0)
    assert Activity(-1_500, 1, F(1)).per_inhabitants(1_000_000).amount_oere == -2
    with pytest.raises(ValueError, match="mindst én indbygger"):
        small.per_inhabitants(0)


def test_steps_add_up_to_the_whole() -> None:
    before = {3: Activity(1_000, 10, F(5)), 6: Activity(90_000, 3, F(3))}
    after = {3: Activity(1_500, 12, F(7)), 5: Activity(20_000, 2, F(1))}
    made = split_by_step(before, after)
    assert sum(one.total_oere for one in made.values()) == 21_500 - 91_000
    assert [one.how for one in made.values()] == ["split", "from_nobody", "to_nobody"]


SIDES = st.builds(
    lambda amount, children, days: Activity(amount, children, F(days, 365)),
    st.integers(-(10**13), 10**13),
    st.integers(1, 5000),
    st.integers(1, 10**6),
)


@given(before=SIDES, after=SIDES)
def test_any_two_sides_split_as_the_mean_over_the_six_orders(before: Activity, after: Activity) -> None:
    made = split(before, after)
    assert made.total_oere == after.amount_oere - before.amount_oere
    old, new = (
        (F(side.children), side.full_year_persons / side.children, side.amount_oere / side.full_year_persons)
        for side in (before, after)
    )
    mean = [F(0)] * 3
    for order in permutations(range(3)):
        at = list(old)
        for factor in order:
            was = at[0] * at[1] * at[2]
            at[factor] = new[factor]
            mean[factor] += (at[0] * at[1] * at[2] - was) / 6
    assert all(abs(part - exact) < 1 for part, exact in zip(parts(made), mean, strict=False))
    # the follow-up splits its areas by the same principle
    assert parts(made)[:3] == allocated(shapley(old, new), made.total_oere)
    back = split(after, before)
    assert all(abs(one + two) <= 1 for one, two in zip(parts(made), parts(back), strict=True))
