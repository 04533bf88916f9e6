"""Which cases the pool pays for: by hand, and against every choice there is."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.investment.portfolio import Bounds, Candidate, best_choice, next_best_krone

SMALL = Candidate("lille", (1_000_000, 0), 900_000, 0.9)
LARGE = Candidate("stor", (2_000_000, 500_000), 1_500_000, 0.4)
SLOW = Candidate("langsom", (500_000, 2_000_000), 800_000, 0.8)
LOSS = Candidate("lovpligtig", (300_000, 0), -200_000, 0.1)
ALL = (SMALL, LARGE, SLOW, LOSS)


def test_by_hand():
    """2 million and 2,5: small and large are 3 million the first year, small and slow 1,5. Large alone 1,5 million gained,
    small and slow 1,7."""
    found = best_choice(ALL, (2_000_000, 2_500_000))
    assert found.feasible
    assert found.chosen == ("lille", "langsom")
    assert found.gain == 1_700_000
    assert found.spent == (1_500_000, 2_000_000)
    assert found.left == (500_000, 500_000)


def test_the_chance_may_be_weighed_in():
    """3 million: small and large 2,4 million gained, by chance 810.000 + 600.000; small and slow 810.000 + 640.000."""
    assert best_choice(ALL, (3_000_000, 2_000_000)).chosen == ("lille", "stor")
    found = best_choice(ALL, (3_000_000, 2_000_000), weighing="chance")
    assert found.chosen == ("lille", "langsom")
    assert found.gain == pytest.approx(1_450_000)


def test_a_loss_is_chosen_only_when_it_must():
    assert "lovpligtig" not in best_choice(ALL, (9_000_000, 9_000_000)).chosen
    found = best_choice(ALL, (9_000_000, 9_000_000), Bounds(must=frozenset({"lovpligtig"})))
    assert found.chosen == ("lille", "stor", "langsom", "lovpligtig")
    assert found.gain == 3_000_000


def test_exclusive_required_and_at_most():
    rich = (9_000_000, 9_000_000)
    assert best_choice(ALL, rich, Bounds(exclusive=(frozenset({"lille", "stor"}),))).chosen == ("stor", "langsom")
    assert best_choice(ALL, rich, Bounds(requires=(("langsom", "lovpligtig"),))).chosen == ALL_NAMES
    assert best_choice(ALL, rich, Bounds(at_most=1)).chosen == ("stor",)
    assert best_choice(ALL, (0, 0)).chosen == ()


ALL_NAMES = ("lille", "stor", "langsom", "lovpligtig")


def test_among_equally_good_the_one_that_asks_for_the_least():
    same = [Candidate("dyr", (200.0,), 100), Candidate("billig", (150.0,), 100)]
    assert best_choice(same, (200,)).chosen == ("billig",)


def test_no_choice_says_which_bounds_are_in_the_way():
    """Both must be there and cost 3 million the first year; the pool has 2,5."""
    bounds = Bounds(must=frozenset({"lille", "stor"}), at_most=2)
    found = best_choice(ALL, (2_500_000, 500_000), bounds)
    assert not found.feasible
    assert found.why == (
        "Der er intet valg, der holder alle bindinger.",
        "Det bliver muligt, hvis puljen i år 1 er mindst 3.000.000 kr. mod 2.500.000 kr.",
        "Det bliver muligt, hvis »lille« ikke skal med.",
        "Det bliver muligt, hvis »stor« ikke skal med.",
    )


def test_no_choice_for_other_reasons_than_money():
    rich, must = (9_000_000, 9_000_000), frozenset({"lille", "stor"})
    either = best_choice(ALL, rich, Bounds(must=must, exclusive=(frozenset({"lille", "stor"}),)))
    assert "Det bliver muligt, hvis flere end én af »lille«, »stor« må vælges." in either.why
    few = best_choice(ALL, rich, Bounds(must=must, requires=(("stor", "langsom"),), at_most=2))
    assert "Det bliver muligt, hvis flere end 2 må vælges." in few.why
    assert "Det bliver muligt, hvis »stor« kan vælges uden »langsom«." in few.why
    poor = best_choice(ALL, (100, 100), Bounds(must=must))
    assert poor.why[1:] == ("Puljen er for lille i flere af årene.",)
    twice = Bounds(must=must, exclusive=(frozenset({"lille", "stor"}),), at_most=1)
    assert best_choice(ALL, rich, twice).why[1:] == (
        "Det bliver muligt, hvis »lille« ikke skal med.",
        "Det bliver muligt, hvis »stor« ikke skal med.",
    )
    must_all = Bounds(must=frozenset(ALL_NAMES), at_most=1, exclusive=(frozenset(ALL_NAMES),))
    assert best_choice(ALL, rich, must_all).why[1:] == ("Ingen enkelt binding er skyld i det alene.",)


def test_the_next_best_krone_by_hand():
    """One year. 100 gains 90; 250 gains 150; both 240 for 350; the pool of 250 drops the small for the large."""
    cases = [Candidate("lille", (100,), 90), Candidate("stor", (250,), 150), Candidate("tab", (10,), -5)]
    found = next_best_krone(cases, (1,))
    assert found.complete
    assert [(step.pool, step.chosen, step.gain) for step in found.steps] == [
        ((0,), (), 0),
        ((100,), ("lille",), 90),
        ((250,), ("stor",), 150),
        ((350,), ("lille", "stor"), 240),
    ]
    assert [(step.entered, step.left) for step in found.steps[1:]] == [
        (("lille",), ()),
        (("stor",), ("lille",)),
        (("lille",), ()),
    ]
    assert [step.per_krone for step in found.steps] == [None, 0.9, 0.4, 0.9]
    assert [case.gain_per_krone for case in cases] == [0.9, 0.6, -0.5]


def test_what_must_be_there_is_in_the_smallest_pool():
    found = next_best_krone([LOSS, SMALL], (1, 0), Bounds(must=frozenset({"lovpligtig"})))
    assert [step.pool for step in found.steps] == [(300_000, 0), (1_300_000, 0)]
    assert found.steps[0].chosen == ("lovpligtig",)


def test_more_steps_than_asked_for_is_said():
    cases = [Candidate(str(at), (1000.0 * 2**at,), 1000.0 * 2**at) for at in range(4)]
    found = next_best_krone(cases, (1,), most_steps=5)
    assert (len(found.steps), found.complete) == (5, False)
    assert len(next_best_krone(cases, (1,)).steps) == 16


def test_a_pool_that_cannot_grow_where_it_must_is_said():
    found = next_best_krone([LARGE], (1, 0), Bounds(must=frozenset({"stor"})))
    assert found.steps == ()
    assert found.why[1] == "Det bliver muligt, hvis puljen i år 2 er mindst 500.000 kr. mod 0 kr."


@pytest.mark.parametrize(
    ("cases", "pool", "bounds", "said"),
    [
        ([], (1, 1), Bounds(), "ingen cases"),
        ([SMALL, SMALL], (1, 1), Bounds(), "to gange"),
        ([SMALL], (1,), Bounds(), "puljens 1 år"),
        ([Candidate("minus", (-1, 0), 1)], (1, 1), Bounds(), "0 kr. eller mere"),
        ([SMALL], (1, 1), Bounds(must=frozenset({"ukendt"})), "hedder ukendt"),
        ([SMALL], (-1, 1), Bounds(), "under 0 kr"),
    ],
)
def test_what_makes_no_sense_is_refused(cases, pool, bounds, said):
    with pytest.raises(ValueError, match=said):
        best_choice(cases, pool, bounds)


def test_the_solver_writes_nothing_on_standard_output(capfd):
    """Drawn so that HiGHS prints a line past its own options; what was printed before and after stays."""
    luck = random.Random(102)
    cases = [
        Candidate(
            f"c{at}",
            tuple(float(luck.randint(0, 5_000_000)) for _ in range(3)),
            luck.randint(-2_000_000, 9_000_000) + luck.random(),
        )
        for at in range(40)
    ]
    print("før", flush=True)
    assert best_choice(cases, (20e6, 15e6, 15e6)).feasible
    print("efter", flush=True)
    assert capfd.readouterr().out == "før\nefter\n"


def kept(chosen, bounds):
    return (
        bounds.must <= chosen
        and all(len(group & chosen) <= 1 for group in bounds.exclusive)
        and all(one not in chosen or other in chosen for one, other in bounds.requires)
        and (bounds.at_most is None or len(chosen) <= bounds.at_most)
    )


def every_choice(cases, bounds):
    """All sets of cases that keep the bounds that are not money."""
    sets = (set(some) for size in range(len(cases) + 1) for some in combinations(cases, size))
    return [some for some in sets if kept({case.name for case in some}, bounds)]


@st.composite
def portfolios(draw):
    kroner = st.integers(0, 400).map(lambda thousand: thousand * 1000 + 137.0)
    gains = st.integers(-300, 900).map(lambda thousand: thousand * 1000 + 3.0)
    size = draw(st.integers(1, 8))
    cases = [Candidate(f"c{at}", (draw(kroner), draw(kroner)), draw(gains)) for at in range(size)]
    names = st.sampled_from([case.name for case in cases])
    groups = st.lists(st.frozensets(names, min_size=2, max_size=3), max_size=2).map(tuple) if size > 2 else st.just(())
    return cases, Bounds(
        must=draw(st.frozensets(names, max_size=2)),
        exclusive=draw(groups),
        requires=draw(st.lists(st.tuples(names, names), max_size=2).map(tuple)),
        at_most=draw(st.none() | st.integers(1, size)),
    )


@settings(max_examples=100, deadline=None)
@given(portfolios(), st.integers(0, 1_500_000), st.integers(0, 1_500_000))
def test_as_among_every_choice(portfolio, first, second):
    cases, bounds = portfolio
    affordable = [
        some
        for some in every_choice(cases, bounds)
        if sum(case.investment[0] for case in some) <= first and sum(case.investment[1] for case in some) <= second
    ]
    found = best_choice(cases, (first, second), bounds)
    assert found.feasible == bool(affordable)
    if affordable:
        assert found.gain == pytest.approx(max(sum(case.gain for case in some) for some in affordable), abs=0.6)
        assert found.spent[0] <= first
        assert found.spent[1] <= second
        assert kept(set(found.chosen), bounds)


@settings(max_examples=60, deadline=None)
@given(portfolios())
def test_every_step_as_among_every_choice(portfolio):
    """A staircase: at each pool the most that any choice within it gains."""
    cases, bounds = portfolio
    choices = [
        (max(2 * sum(case.investment[year] for case in some) for year in (0, 1)), sum(case.gain for case in some))
        for some in every_choice(cases, bounds)
    ]
    stairs = []
    for pool, gain in sorted(choices, key=lambda one: (one[0], -one[1])):
        if not stairs or gain >= stairs[-1][1] + 1:
            stairs.append((pool, gain))
    found = next_best_krone(cases, (1, 1), bounds, most_steps=300)
    assert [(sum(step.pool), step.gain) for step in found.steps] == [
        (pytest.approx(pool, abs=0.01), pytest.approx(gain, abs=0.6)) for pool, gain in stairs
    ]
    assert bool(found.why) == (not stairs)
