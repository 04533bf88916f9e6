"""Seed 001, Bilag 2: Bilagstabel 2.1, 2.4 and 2.6, rates to persons and the cautious estimate, as they are printed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from tests.staircase_spending.cells import SHIPPED, Row, cells, shipped_breaks, spending

from trinvis.calculations.staircase.average_municipality import CORRECTIONS, cautious_estimate, persons
from trinvis.calculations.staircase.background_groups import split_by_background, trend
from trinvis.calculations.staircase.direction import (
    RATE_STABLE,
    RATIO_STABLE,
    Direction,
    counts,
    course,
    direction,
    together,
)
from trinvis.calculations.staircase.expenditure import Spending
from trinvis.calculations.staircase.measures import LowerToUpper, SpendingPerChild, average
from trinvis.calculations.staircase.over_time import change
from trinvis.calculations.staircase.spans import LOWER, PLACED
from trinvis.parameters.municipalities import municipality_set

DAY = date(2018, 12, 31)
ALL = municipality_set(SHIPPED, "alle_98", DAY)
# Bilagstabel 2.1 (lines 2816-2842): code → share of vulnerable children, per cent
SHARES = {
    157: "3.3",  # Gentofte
    240: "6.2",  # Egedal
    710: "6.8",  # Favrskov
    530: "7.6",  # Billund
    860: "8.7",  # Hjørring
    420: "10.6",  # Assens
    440: "11.4",  # Kerteminde
    390: "12.1",  # Vordingborg
    607: "13.8",  # Fredericia
    482: "16.1",  # Langeland
}
VULNERABLE = {code: Fraction(share) for code, share in SHARES.items()}
ADVISED = tuple(VULNERABLE)
YEARS = (2016, 2017, 2018)
# Bilagstabel 2.6 (lines 3288-3310): kr. per 0-22-year-old in 2019 prices, steps 2-3 and 4-6
ADVISORY = {LOWER: (2541, 2804, 3213), PLACED: (5466, 5657, 5578)}
COUNTRY = {LOWER: (3306, 3390, 3814), PLACED: (5290, 5270, 5313)}
STABLE = (530, 440, 607, 482)
"""Of the ten, one below and three above the national share of vulnerable children move by at most 3 points (lines 3364-3370)."""


def table_2_6_rows() -> tuple[list[Row], list[tuple[int, int, int]]]:
    """98 municipalities whose averages are the printed ones: steps 2-3 on 5.28.21, steps 4-6 on 5.28.22 and 5.28.23.

    Of the ten, four raise steps 2-3 by 60 kr. and six by 1.080 kr. from 2016 to 2018, +672 on average. All have 8,800 children,
    so that the others' mean, (98 × country − 10 × ten) / 88, is whole øre.
    """
    rows: list[Row] = []
    children: list[tuple[int, int, int]] = []
    for code in ALL:
        for place, year in enumerate(YEARS):
            lower, placed = (
                Fraction(98 * COUNTRY[group][place] - 10 * ADVISORY[group][place], 88) for group in (LOWER, PLACED)
            )
            if code in VULNERABLE:
                raised = {2016: 0, 2017: 263, 2018: 60 if code in STABLE else 1080}[year]
                lower, placed = Fraction(2541 + raised), Fraction(ADVISORY[PLACED][place])
            rows += [
                (code, year, "5.28.21.003", 1, lower * 8800 * Fraction(3, 4)),
                (code, year, "5.28.21.017", 1, lower * 8800 * Fraction(1, 4)),
                (code, year, "5.28.22.002", 1, placed * 8800 * Fraction(1, 2)),
                (code, year, "5.28.23.002", 1, placed * 8800 * Fraction(1, 2)),
                # left out: several steps, disability, refund
                (code, year, "5.28.21.200", 1, 1_000_000),
                (code, year, "5.28.23.001", 1, 2_000_000),
                (code, year, "5.28.21.002", 2, 3_000_000),
            ]
            children.append((code, year, 8800))
    return rows, children


@cache
def table_2_6() -> Spending:
    """The spending of ``table_2_6_rows``."""
    rows, children = table_2_6_rows()
    return spending(cells(*rows), children)


@pytest.mark.parametrize(("members", "printed"), [(ADVISED, ADVISORY), (ALL, COUNTRY)])
@pytest.mark.parametrize("group", [LOWER, PLACED])
def test_bilagstabel_2_6(members: tuple[int, ...], printed: dict[tuple[int, int], tuple[int, ...]], group) -> None:
    found = [average(table_2_6(), SpendingPerChild(group), members, year) for year in YEARS]

    assert [one.unweighted for one in found] == [100 * kroner for kroner in printed[group]]
    assert [one.weighted for one in found] == [100 * kroner for kroner in printed[group]]
    assert {one.n for one in found} == {len(members)}


@pytest.mark.parametrize(
    ("members", "group", "kroner"),
    [(ADVISED, LOWER, 672), (ADVISED, PLACED, 112), (ALL, LOWER, 508), (ALL, PLACED, 23)],
)
def test_the_changes_of_bilagstabel_2_6(members: tuple[int, ...], group: tuple[int, int], kroner: int) -> None:
    found = change(table_2_6(), SpendingPerChild(group), members, 2016, 2018, shipped_breaks())

    assert found.difference == 100 * kroner


@pytest.mark.parametrize(
    ("members", "per_cent", "points"), [(ADVISED, [46.5, 49.6, 57.6], 11), (ALL, [62.5, 64.3, 71.8], 9)]
)
def test_t2_t3_t4_bilagsfigur_2_4_is_the_ratio_of_the_averages(
    members: tuple[int, ...], per_cent: list[float], points: int
) -> None:
    """Lines 3336-3355: a ratio (*forhold*), and its change in percentage points."""
    found = [average(table_2_6(), LowerToUpper(), members, year).of_average for year in YEARS]
    moved = change(table_2_6(), LowerToUpper(), members, 2016, 2018, shipped_breaks(), weighting="of_average")

    assert [round(float(one) * 100, 1) for one in found if one is not None] == per_cent
    assert moved.difference is not None
    assert round(float(moved.difference) * 100) == points


def test_the_ratio_rises_in_six_and_is_stable_in_four_of_the_ten() -> None:
    """Lines 3357-3370; below the national share 4 rise and 1 is stable, above 2 and 3."""
    split = split_by_background(VULNERABLE, Fraction(10))
    courses = {
        code: course([ratio.value for year in YEARS if (ratio := LowerToUpper().of(table_2_6(), code, year))])
        for code in ADVISED
    }
    below, above = (trend(courses, group, RATIO_STABLE) for group in (split.below, split.above))

    assert (below.directions.rising, below.directions.stable, below.directions.falling) == (4, 1, 0)
    assert (above.directions.rising, above.directions.stable, above.directions.falling) == (2, 3, 0)
    assert below.mean_change is not None
    assert above.mean_change is not None
    assert below.mean_change > above.mean_change


def test_t1_t11_bilagstabel_2_1() -> None:
    """Mean 9,66 → 9,7; at the national 10,0 % five lie below and five above (lines 2816-2855)."""
    split = split_by_background(VULNERABLE, Fraction("10.0"))

    assert split.mean == Fraction("9.66")
    assert split.below == (157, 240, 710, 530, 860)
    assert split.above == (420, 440, 390, 607, 482)
    assert (split.level, split.without) == ((), ())


def test_a_value_on_the_limit_and_a_missing_value_are_in_neither_group() -> None:
    split = split_by_background({101: Fraction(10), 147: None, 151: Fraction(9)}, Fraction(10))

    assert (split.below, split.above, split.level, split.without) == ((151,), (), (101,), (147,))
    assert split.mean == Fraction(19, 2)


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("3.0", "27"), ("-0.6", "-5.4"), ("0.3", "2.7"), ("0.5", "4.5")],
)
def test_t5_rates_to_persons_in_the_average_advisory_municipality(rate: str, shown: str) -> None:
    """9,048 0-17-year-olds (lines 2882-2887, 2959-2961, 3014-3017): 27; −5,4; 2,7; 4,5."""
    found = persons(Fraction(rate), 9048)

    assert found == Fraction(rate) * 9048 / 1000
    assert f"{float(found):.0f}" == shown or f"{float(found):.1f}" == shown


@pytest.mark.parametrize(
    ("value", "overestimate", "less", "divided"),
    [("2.7", "0.20", Fraction("2.16"), Fraction("2.25")), ("5.6", "0.05", Fraction("5.32"), Fraction(16, 3))],
)
def test_both_formulas_of_the_cautious_estimate(
    value: str, overestimate: str, less: Fraction, divided: Fraction
) -> None:
    """»ca. 2,2« of 2,7 and 20 % (lines 2919-2928); 5 % for foster families (lines 2984-2992)."""
    assert cautious_estimate(Fraction(value), Fraction(overestimate), "less_share") == less
    assert cautious_estimate(Fraction(value), Fraction(overestimate), "divided") == divided
    assert all(label.startswith("Forsigtigt bud: ") for label in CORRECTIONS.values())


def test_the_shipped_overestimates_and_limits_are_those_printed() -> None:
    over = {key: SHIPPED.value("cautious_overestimate", DAY, key).number() for key in ("NT-1", "NT-3", "NT-4")}
    limits = {
        key: Fraction(SHIPPED.value("spending_thresholds", DAY, key).number(), 100)
        for key in ("share_high", "share_low", "ratio_stable", "rate_stable")
    }

    assert over == {"NT-1": 2000, "NT-3": 500, "NT-4": 0}
    assert limits == {"share_high": 50, "share_low": 30, "ratio_stable": 3, "rate_stable": Fraction("0.2")}
    assert (limits["rate_stable"], limits["ratio_stable"] / 100) == (RATE_STABLE, RATIO_STABLE)


@pytest.mark.parametrize(
    ("first", "last", "way"),
    [
        ("3.6", "3.4", "stable"),  # 3.6 - 3.4 is more than 0.2 in binary fractions
        ("3.0", "3.2", "stable"),  # T6
        ("3.00", "3.21", "rising"),  # T6
        ("3.21", "3.00", "falling"),
        ("0.5", "0.5", "stable"),
    ],
)
def test_t6_the_limit_of_0_2_per_thousand_is_inclusive(first: str, last: str, way: Direction) -> None:
    assert direction(Fraction(first), Fraction(last), RATE_STABLE) == way


@pytest.mark.parametrize(
    ("points", "way"), [("3.0", "stable"), ("3.1", "rising"), ("-3", "stable"), ("-3.01", "falling")]
)
def test_t7_the_limit_of_3_percentage_points_is_inclusive(points: str, way: Direction) -> None:
    first = Fraction(2541, 5466)
    assert direction(first, first + Fraction(points) / 100, RATIO_STABLE) == way


def test_binary_fractions_are_refused() -> None:
    with pytest.raises(TypeError):
        direction(3.6, 3.4, RATE_STABLE)  # type: ignore[arg-type]


def test_gaps_give_a_direction_and_no_level_and_one_observation_neither() -> None:
    """Lines 3056-3072 and 3091-3096."""
    whole, sparse, single, none = (
        course(values)
        for values in (
            [Fraction(3), Fraction(4)],
            [None, Fraction(3), None, Fraction("3.2")],
            [None, Fraction(3)],
            [None, None],
        )
    )

    assert (whole.level, whole.direction(RATE_STABLE), whole.window) == (4, "rising", (0, 1))
    assert (sparse.level, sparse.direction(RATE_STABLE), sparse.window) == (None, "stable", (1, 3))
    assert (single.level, single.direction(RATE_STABLE), single.change) == (None, None, None)
    assert (none.level, none.direction(RATE_STABLE), none.window) == (None, None, None)
    assert course([Fraction(3)]).level is None


# Directions that hold everything that is printed about Bilagstabel 2.4 and 2.5 (the arrows themselves are lost): R rising,
# S stable, F falling, - a single observation. Columns: institution, foster, kin, home-based, prevention.
MATRIX = {
    157: "F R R R R",
    240: "F R R R R",
    710: "R F R R R",
    530: "S R R R F",
    860: "F S R F S",
    420: "F R R R R",
    440: "F R R F R",
    390: "F R S R F",
    607: "R F S F S",
    482: "S S F - -",
}
FIGURES = ("institution", "foster", "kin", "home_based", "prevention")
STEP = {"R": Fraction("0.21"), "S": Fraction("-0.2"), "F": Fraction("-0.3")}


def matrix() -> dict[int, dict[str, Direction | None]]:
    """Each arrow out of a course of its own, some with gaps."""
    found: dict[int, dict[str, Direction | None]] = {}
    for code, row in MATRIX.items():
        for figure, letter in zip(FIGURES, row.split(), strict=True):
            first = Fraction("3.6")
            values = [None, first, None] if letter == "-" else [None, first, first + STEP[letter]]
            found.setdefault(code, {})[figure] = course(values).direction(RATE_STABLE)
    return found


def test_bilagstabel_2_4() -> None:
    """Lines 3165-3187: rising, stable, falling; one of ten is left out of the last two."""
    found = {figure: counts(row[figure] for row in matrix().values()) for figure in FIGURES}

    assert {figure: (one.rising, one.stable, one.falling, one.without) for figure, one in found.items()} == {
        "institution": (2, 2, 6, 0),
        "foster": (6, 2, 2, 0),
        "kin": (7, 2, 1, 0),
        "home_based": (6, 0, 3, 1),
        "prevention": (5, 2, 2, 1),
    }
    assert found["home_based"].n == 9


def test_the_joint_pattern() -> None:
    """Lines 3236-3244: of six with falling institution five have rising foster; both with rising have falling."""
    assert together(matrix(), ("institution", "falling"), ("foster", "rising")) == (6, 5)
    assert together(matrix(), ("institution", "rising"), ("foster", "falling")) == (2, 2)


def test_home_based_and_prevention_by_the_share_of_vulnerable_children() -> None:
    """Lines 3103-3107 and 3148-3155."""
    split = split_by_background(VULNERABLE, Fraction(10))

    def of(figure: str, members: tuple[int, ...]) -> tuple[int, int, int]:
        found = counts(matrix()[code][figure] for code in members)
        return found.rising, found.stable, found.falling

    assert of("home_based", split.below) == (4, 0, 1)
    assert of("home_based", split.above) == (2, 0, 2)
    assert of("prevention", split.below) == (3, 1, 1)
    assert of("prevention", split.above) == (2, 1, 1)


def test_without_the_two_municipalities_of_footnote_23_the_rising_fall_by_two() -> None:
    """Lines 2811-2815: »fra fem til tre« without Vordingborg and Gentofte; the table itself says six, so six to four."""
    rest = {code: row for code, row in matrix().items() if code not in (390, 157)}

    assert counts(row["home_based"] for row in matrix().values()).rising == 6
    assert counts(row["home_based"] for row in rest.values()).rising == 4


def test_n_at_each_point_and_the_balanced_panel() -> None:
    """Lines 2871-2875: 7, 7, 10, 9, 10, 10, 10 municipalities, and seven with every point."""
    late, gap = ADVISED[:3], ADVISED[0]
    rates = {
        code: course(
            [
                None if (code in late and point < 2) or (code == gap and point == 3) else Fraction(36 - point, 10)
                for point in range(7)
            ]
        )
        for code in ADVISED
    }

    assert [sum(one.values[point] is not None for one in rates.values()) for point in range(7)] == [
        7, 7, 10, 9, 10, 10, 10,
    ]  # fmt: skip
    assert sum(one.complete for one in rates.values()) == 7
    assert all(one.level is None for code, one in rates.items() if code in late)
