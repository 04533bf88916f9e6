"""The twelve key figures and the two placement shares: who is counted, what it is divided by, and what stands with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import polars as pl
import pytest

from trinvis.calculations.staircase.activity import YEARS_OWN_DAYS
from trinvis.calculations.staircase.key_figure_counts import CARRIED, day_number, receiving, standing_on
from trinvis.calculations.staircase.key_figure_windows import (
    development,
    followed_up,
    formerly,
    moved,
    spending,
    stay_length,
)
from trinvis.calculations.staircase.key_figures import BESIDE, Definition, definitions, persons_of
from trinvis.calculations.staircase.placement_shares import placed_on, placement_full_year
from trinvis.calculations.staircase.standing import AS_VIVE, Exclusions, Standing, standing
from trinvis.engine import Engine
from trinvis.parameters import Parameters

MARCH = date(2019, 3, 31)
M = day_number(MARCH)
BORN = day_number(date(2009, 6, 15))
CATALOGUE = definitions(Parameters.shipped().table("key_figures", MARCH))

Row = dict[str, Any]


def row(child: int, kind: str, place: str | None = None, step: int | None = None, **more: Any) -> Row:
    """A grant that runs on the status day unless it says otherwise."""
    return {
        "child": child,
        "days": (M - 100, None),
        "intervention_type": kind,
        "placement_type": place,
        "step": step,
        "birth_day": BORN,
        **more,
    }


@pytest.fixture
def world(cases: Any, engine: Engine) -> Callable[..., tuple[Any, Standing, Any]]:
    """Periods on the engine, where the children stand, and the engine's collect."""

    def made(*rows: Row, exclusions: Exclusions = AS_VIVE) -> tuple[Any, Standing, Any]:
        frame = engine.frame(cases.periods(*rows))
        stands = standing(frame, exclusions=exclusions, carry=CARRIED)
        return frame, replace(stands, segments=engine.frame(engine.collect(stands.segments))), engine.collect

    return made


def test_five_formulas_are_vives_and_seven_ours_and_each_says_so() -> None:
    twelve = {figure: one for figure, one in CATALOGUE.items() if figure.isdigit()}
    assert list(CATALOGUE) == [*map(str, range(1, 13)), "anbringelsesandel_dag", "anbringelsesandel_helaar"]
    assert [figure for figure, one in twelve.items() if not one.ours] == ["1", "3", "4", "5", "6"]
    for one in twelve.values():
        assert ("ikke Socialstyrelsens" in one.label) == one.ours
        assert one.formula.endswith(".")
        assert ("001:" in one.source) or one.ours
    # seed 001 lines 2746-2752: placements are validated, the other two reported by the municipality, without national average
    assert [twelve[figure].counted_by for figure in "13456"] == ["validated"] * 3 + ["self_reported"] * 2
    assert [twelve[figure].national for figure in "13456"] == [True, True, True, False, False]


def test_the_counted_types_stand_on_the_figures_step_of_the_national_staircase() -> None:
    table = Parameters.shipped().table("type_step", MARCH).filter(pl.col("scheme") == "national")
    steps = {
        (kind, place): step for kind, place, step in table.select("intervention_type", "placement_type", "step").rows()
    }
    for figure, step in (("1", 6), ("3", 5), ("4", 4), ("5", 3), ("6", 2)):
        for pattern in CATALOGUE[figure].counted:
            kind, _, place = pattern.partition("/")
            assert steps[kind, place or None] == step, pattern
    # seed 001 lines 2861-2863: exactly five places
    assert len(CATALOGUE["1"].counted) == 5


def test_placements_by_place_on_the_status_day(world: Any) -> None:
    rows = [
        row(1, "placement", "institution", 6),
        row(2, "placement", "part_closed", 6),
        row(3, "placement", "secure", 6),
        row(4, "placement", "residence", 6),
        row(5, "placement", "ship", 6),
        row(6, "placement", "foster", 5),
        row(7, "placement", "municipal_foster", 5),
        row(8, "placement", "kin_foster", 4),
        row(9, "placement", "own_room", 3),
        row(10, "placement", "institution", 6, disability_only=True),
        row(11, "placement", "institution", 6, unaccompanied=True),
        row(12, "placement", "institution", 6, birth_day=None),
        row(13, "placement", "institution", 6, birth_day=day_number(date(2001, 3, 31))),  # 18 that day
        row(14, "placement", "institution", 6, birth_day=day_number(date(2001, 4, 1))),  # 17 that day
        row(15, "placement", "institution", 6, days=(M - 50, M - 1)),
        row(16, "placement", "institution", 6, days=(M + 1, None)),
        row(17, "placement", "institution", 6, days=(M, M)),
        # moved that day: stands at the institution alone
        row(18, "placement", "foster", 5, days=(M - 50, M)),
        row(18, "placement", "institution", 6, days=(M, None)),
    ]
    _, stands, collect = world(*rows)
    found = {figure: standing_on(CATALOGUE[figure], stands, MARCH, 10_000, collect) for figure in ("1", "3", "4")}
    assert {figure: one.numerator for figure, one in found.items()} == {"1": 9, "3": 2, "4": 1}
    assert found["1"].rate == Fraction(9, 10)
    assert found["1"].beside == {"unknown_age": 1}
    assert found["1"].caption == (
        "31.03.2019. Valideret med Danmarks Statistik. Uden børn, der udelukkende støttes på grund af funktionsnedsættelse og "
        "uledsagede flygtningebørn. Har et barn flere hovedydelser på en dag, står det på det højeste af deres trin. Formel: "
        "VIVE 2019 efter Socialstyrelsens nøgletalskatalog."
    )
    _, every, collect = world(*rows, exclusions=Exclusions())
    assert standing_on(CATALOGUE["1"], every, MARCH, 10_000, collect).numerator == 11
    assert standing_on(CATALOGUE["1"], stands, MARCH, None, collect).rate is None


def test_recipients_count_once_also_when_they_are_placed(world: Any) -> None:
    rows = [
        row(1, "family_treatment", None, 3),
        row(1, "contact_person", None, 3, main=False),
        row(2, "placement", "own_room", 3),
        row(3, "placement", "foster", 5),
        row(3, "parent_support", None, 5, main=False),
        row(4, "placement", "boarding_school", 3),
        row(5, "family_stay", None, 3),
        row(6, "early_prevention", None, 2),
        row(6, "practical_support", None, 3, disability_only=True),
        row(7, "early_prevention", None, 2),
        row(8, "early_prevention", None, 2, days=(M - 90, M - 1)),
        row(9, "advice", None, 2),
        row(10, "aftercare", None, 3),
    ]
    frame, _, collect = world(*rows)
    home = receiving(CATALOGUE["5"], frame, MARCH, 5_000, collect, exclusions=AS_VIVE)
    assert (home.numerator, home.rate, home.beside["measures"]) == (5, 1, 6)
    early = receiving(CATALOGUE["6"], frame, MARCH, 5_000, collect, exclusions=AS_VIVE)
    assert (early.numerator, early.beside["measures"]) == (2, 2)
    assert "Selvrapporteret." in early.caption


def test_rates_as_persons() -> None:
    """Seed 001 lines 2879-2887 and 2959-3017, with 9.048 inhabitants of 0-17 years."""
    rates = (Fraction("-0.6"), Fraction(3), Fraction("0.3"), Fraction("0.5"))
    assert [round(float(persons_of(rate, 9048)), 1) for rate in rates] == [-5.4, 27.1, 2.7, 4.5]


def test_length_of_institution_stays(world: Any) -> None:
    _, stands, collect = world(
        row(1, "placement", "institution", 6, days=(M - 400, M - 201)),  # one stay of 300 days, moved within it
        row(1, "placement", "residence", 6, days=(M - 200, M - 101)),
        row(2, "placement", "secure", 6, days=(M - 30, M - 21)),  # 10 days
        row(3, "placement", "institution", 6, days=(M - 900, M - 366)),  # ended before the window: 535 days
        row(4, "placement", "institution", 6, days=(M - 99, None)),  # 100 days so far
        row(5, "placement", "foster", 5, days=(M - 99, M - 9)),
        row(6, "placement", "ship", 6, days=(M, M)),  # still there that day
    )
    found = stay_length(CATALOGUE["2"], stands, MARCH, collect)
    assert (found.numerator, found.denominator, found.rate) == (310, 2, 155)
    # left: 4/5 after 10 days (running from 1), 4/5 · 1/2 after 300 of the two then at risk
    assert found.beside == {"completed": 2, "running": 2, "median_days": 300}
    assert found.caption.startswith("01.04.2018-31.03.2019. Selvrapporteret.")
    assert found.caption.endswith("Trinvis' egen formel, til Socialstyrelsens er indtastet.")
    empty = stay_length(CATALOGUE["2"], world(row(1, "placement", "foster", 5))[1], MARCH, collect)
    assert (empty.rate, empty.beside["median_days"]) == (None, None)


def test_formerly_in_an_institution(world: Any) -> None:
    _, stands, collect = world(
        row(1, "placement", "institution", 6, days=(M - 364, M - 364)),
        row(2, "placement", "institution", 6, days=(M - 500, M - 365)),
        row(3, "placement", "institution", 6, days=(M - 100, M - 1)),
        row(3, "placement", "foster", 5, days=(M, None)),
        row(4, "placement", "institution", 6, days=(M - 100, M - 50)),
        row(4, "placement", "residence", 6, days=(M - 40, None)),
    )
    found = formerly(CATALOGUE["7"], stands, MARCH, 1_000, collect)
    assert (found.numerator, found.rate) == (2, 2)
    assert found.beside == {"unknown_age": 0, "on_step": 1, "off": 1}


def test_moves_up_and_down_from_home_based(world: Any) -> None:
    def home(child: int, last: int | None, first: int = M - 300, **more: Any) -> Row:
        return row(child, "family_treatment", None, 3, days=(first, last), **more)

    _, stands, collect = world(
        home(1, M - 10),
        row(1, "placement", "foster", 5, days=(M - 9, None)),  # up
        home(2, M - 10),
        row(2, "early_prevention", None, 2, days=(M - 9, None)),  # down
        home(3, M - 10),  # off the staircase
        home(4, None),  # stays
        home(5, M - 1),
        row(5, "placement", "institution", 6, days=(M, M + 3)),  # up on the last day
        home(6, M - 365, M - 400),  # moved on the first day of the window
        row(6, "placement", "kin_foster", 4, days=(M - 364, None)),
        home(7, M - 366, M - 400),  # moved the day before it
        row(7, "placement", "kin_foster", 4, days=(M - 365, None)),
        home(8, M - 200),  # up and back again, then off: both, once each
        row(8, "placement", "foster", 5, days=(M - 199, M - 150)),
        home(8, M - 100, M - 149),
        home(9, M - 10, birth_day=day_number(date(2000, 1, 15))),  # grown up
    )
    up = moved(CATALOGUE["8"], stands, MARCH, collect)
    down = moved(CATALOGUE["9"], stands, MARCH, collect)
    assert (up.numerator, up.denominator, up.rate) == (4, 7, Fraction(400, 7))
    assert (down.numerator, down.denominator, down.beside) == (3, 7, {"lower": 1, "off": 2})


def test_development_spending_and_follow_ups(world: Any, engine: Engine) -> None:
    frame, stands, collect = world(
        row(1, "early_prevention", None, 2, days=(M - 400, M - 300)),
        row(2, "early_prevention", None, 2, days=(M - 365, None)),
        row(3, "early_prevention", None, 2, days=(M - 10, None)),
        row(4, "early_prevention", None, 2, days=(M, None)),
        row(5, "placement", "foster", 5),
        row(6, "family_treatment", None, 3, days=(M - 365, M - 365)),
    )
    made = development(CATALOGUE["10"], frame, MARCH, collect)
    assert (made.numerator, made.denominator, made.rate) == (3, 2, 150)

    # seed 001 line 3294: 2.541 kr. on steps 2-3 and 5.466 on 4-6 per inhabitant of 0-22 years
    money = spending(CATALOGUE["11"], {1: 99, 2: 54_100, 3: 200_000, 4: 46_600, 6: 500_000}, 2016, 1)
    assert (money.rate, money.beside) == (800_700, {"preventive_oere": 254_100, "placements_oere": 546_600})

    held = pl.DataFrame(
        {
            "child_no": [5, 5, 5, 5, 6, 1],
            "day": [M, M - 364, M - 365, M - 5, M - 3, M - 3],
            "talked": [True, True, True, None, True, True],
            "plan_followed": [True] * 6,
        }
    )
    done = followed_up(CATALOGUE["12"], stands, engine.frame(held), MARCH, collect)
    assert (done.numerator, done.denominator, done.beside["not_counted"]) == (2, 1, 1)


def test_placement_share_by_both_definitions(world: Any) -> None:
    december = date(2016, 12, 1)
    day = day_number(december)
    frame, _, collect = world(
        row(1, "placement", "foster", 5, days=(day - 30, day), placed=True),
        row(2, "placement", "institution", 6, days=(day, None)),  # does not say: by its type
        row(3, "placement", "own_room", 3, days=(day - 400, day + 14), placed=True),  # placed in law, step 3
        row(4, "aftercare", "foster", 5, days=(day - 400, None), placed=False),
        row(5, "placement", "foster", 5, days=(day + 1, None), placed=True),
        row(6, "family_treatment", None, 3, days=(day - 400, None)),
        row(7, "placement", "foster", 5, days=(day, day), placed=True, main=False),
        row(7, "placement", "foster", 5, days=(day, day), placed=True),
    )
    share = placed_on(CATALOGUE["anbringelsesandel_dag"], frame, december, 400, collect)
    assert (share.numerator, share.rate, share.beside) == (4, 1, {"assumed_placed": 1})
    # 31 + 31 + (335 of 1 January - 1 December, and 14 more) + 30 + 1 days
    year = placement_full_year(CATALOGUE["anbringelsesandel_helaar"], frame, 2016, 1_000, collect)
    days = 31 + 31 + 350 + 30 + 1
    assert (year.numerator, year.beside) == (Fraction(days, 365), {"days": days})
    assert year.rate == Fraction(days, 3650)
    assert year.caption.startswith("01.01.2016-31.12.2016.")
    own = placement_full_year(
        CATALOGUE["anbringelsesandel_helaar"], frame, 2016, 1_000, collect, full_year_days=YEARS_OWN_DAYS
    )
    assert own.numerator == Fraction(days, 366)


def test_two_thousand_children_equal_the_loop(cases: Any, polars: Engine) -> None:
    """Key figure 3 in a drawn world, where the deciding grant of each child is known from the loop."""
    random = Random(8)
    day = 60
    on = date.fromordinal(date(1970, 1, 1).toordinal() + day)
    places = {1: "foster", 2: "institution", 3: None}
    grants = cases.drawn(random, 2000, 120).with_columns(
        placement_type=(pl.col("grant_id") % 3 + 1).replace_strict(places, return_dtype=pl.String)
    )
    truth = cases.day_by_day(grants, day, day)
    facts = {one["grant_id"]: one for one in grants.to_dicts()}
    expected, unknown = 0, 0
    for _, grant in truth.at.values():
        one = facts[grant]
        if one["disability_only"] or one["unaccompanied"] or one["intervention_type"] != "placement":
            continue
        born = one["birth_day"]
        turned = None if born is None else date.fromordinal(date(1970, 1, 1).toordinal() + born)
        young = turned is None or (on.year - turned.year - ((on.month, on.day) < (turned.month, turned.day))) < 18
        if one["placement_type"] == "foster" and young:
            expected += 1
            unknown += born is None
    frame = polars.frame(grants)
    stands = standing(frame, exclusions=AS_VIVE, carry=CARRIED)
    foster: Definition = CATALOGUE["3"]
    found = standing_on(foster, stands, on, 1, polars.collect)
    assert (found.numerator, found.beside) == (expected, {"unknown_age": unknown})
    assert expected > 30


def test_what_stands_beside_has_words() -> None:
    assert all(words and not words.endswith(".") for words in BESIDE.values())
