"""The staircase with its flows, the direction matrix and the funnel."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.reports.seen_words import collisions, texts

from trinvis.reports.charts.direction_signs import GROUND, Direction
from trinvis.reports.charts.directions import EMPTY, DirectionRow, Directions, directions_chart, directions_words
from trinvis.reports.charts.funnel import funnel_chart
from trinvis.reports.charts.funnel_labels import Funnel, FunnelLimits, FunnelUnit, funnel_words
from trinvis.reports.charts.staircase_flows import (
    DOWN,
    UP,
    FlowStep,
    StaircaseFlows,
    flows_words,
    staircase_flows_chart,
    tall_staircase_flows_chart,
)
from trinvis.reports.charts.svg import svg_of

WIDTHS = pytest.mark.parametrize("narrow", [False, True])

# flows

FLOWS = """
1 Tidligere indsatser i almenområdet |   0 |   0 | –             |  0 |  0
2 Forebyggende indsatser             | 131 | 130 | 4,2 mio. kr.  | 52 | 48
3 Hjemmebaserede foranstaltninger    | 158 | 162 | 18,1 mio. kr. | 41 | 37
4 Anbringelse i slægt eller netværk  |  29 |  30 | 5,9 mio. kr.  |  3 |  5
5 Anbringelse i plejefamilie         |  84 |  83 | 35,2 mio. kr. |  6 | 11
6 Anbringelse på institution         |  41 |  36 | 61,0 mio. kr. |  4 |  7
"""
MOVES = {(1, 2): 14, (1, 3): 1, (2, 3): 3, (2, 4): 5, (2, 5): 4, (4, 5): 2, (1, 4): 1}
MOVES |= {(2, 1): 9, (4, 2): 3, (5, 2): 4, (5, 4): 3, (3, 1): 1, (5, 1): 1}


def flows(least_shown: int = 0) -> StaircaseFlows:
    cells = [[cell.strip() for cell in line.split("|")] for line in FLOWS.strip().splitlines()]
    steps = tuple(FlowStep(c[0], int(c[1]), int(c[2]), c[3], int(c[4]), int(c[5])) for c in cells)
    return StaircaseFlows(steps, MOVES, least_shown)


def flows_chart(made: StaircaseFlows, *, narrow: bool) -> dict[str, Any]:
    return tall_staircase_flows_chart(made) if narrow else staircase_flows_chart(made)


@WIDTHS
def test_each_move_is_an_arc_with_its_children(narrow: bool) -> None:
    spec = flows_chart(flows(), narrow=narrow)
    assert collisions(spec) == []
    arcs = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert len(arcs) == len(MOVES)
    assert [sum(arc["mark"]["color"] == color for arc in arcs) for color in (UP, DOWN)] == [7, 6]
    assert max(arc["mark"]["strokeWidth"] for arc in arcs) == 6, "fourteen children are the most"
    heads = [row for layer in spec["layer"] if layer["mark"]["type"] == "point" for row in layer["data"]["values"]]
    assert len(heads) == len(MOVES)
    svg = svg_of(spec, title="Børn på trappen, bevægelser mellem to dage", words=flows_words(flows()))
    assert " id=" not in svg


def test_children_that_do_not_add_up_are_refused() -> None:
    made = flows()
    with pytest.raises(ValueError, match="step 1"):
        StaircaseFlows(made.steps, {**MOVES, (1, 2): 15})


@WIDTHS
def test_counts_too_small_to_be_shown_do_not_stand_in_the_picture_or_its_words(narrow: bool) -> None:
    spec = flows_chart(flows(5), narrow=narrow)
    assert not {"1", "2", "3", "4"} & set(texts(spec))
    assert texts(spec).count("<5") == 10
    assert {layer["mark"]["strokeWidth"] for layer in spec["layer"] if layer["mark"]["type"] == "line"} == {
        1.25, 1.25 + 4.75 * 5 / 14, 1.25 + 4.75 * 9 / 14, 6.0,
    }  # fmt: skip
    assert "<5 børn fra 2 Forebyggende indsatser til 4 Anbringelse i slægt eller netværk" in flows_words(flows(5))


def test_a_staircase_where_nobody_moves() -> None:
    still = StaircaseFlows((FlowStep("1", 3, 3, "1,0 mio. kr.", 0, 0), FlowStep("2", 0, 0, "–", 0, 0)), {})
    for narrow in (False, True):
        assert "<svg" in svg_of(flows_chart(still, narrow=narrow), title="Trappen")


# directions

ROWS: dict[str, str] = {"Kerteminde": "frrrr", "2": "frrrs", "3": "frrfr", "Lyngby-Taarbæk": "frrr-", "5": "frsff",
                        "6": "fsrrr", "7": "rfr-s", "8": "rffrr", "9": "srsrf", "10": "ssrfr"}  # fmt: skip
"""Counts as seed 001 lines 3165-3187; the arrows of each municipality did not survive."""
WAYS: dict[str, Direction | None] = {"f": "falling", "r": "rising", "s": "stable", "-": None}


def directions() -> Directions:
    return Directions(
        ("Institutionsanbringelser", "Plejefamilier", "Netværksplejefamilier", "Hjemmebaserede foranstaltninger",
         "Forebyggende indsatser"),
        tuple(DirectionRow(name, tuple(WAYS[letter] for letter in letters)) for name, letters in ROWS.items()),
        "stabil: højst ±0,2 pr. 1.000 0-17-årige",
    )  # fmt: skip


def test_directions_are_counted_as_bilagstabel_2_4() -> None:
    made = directions()
    assert made.counted("rising") == (2, 6, 7, 6, 5)
    assert made.counted("stable") == (2, 2, 2, 0, 2)
    assert made.counted("falling") == (6, 2, 1, 3, 2)
    assert made.counted(None) == (0, 0, 0, 1, 1)


@WIDTHS
def test_every_direction_is_an_arrow_and_no_figure_is_hatched(narrow: bool) -> None:
    spec = directions_chart(directions(), narrow=narrow)
    assert collisions(spec) == []
    boxes = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rect")["data"]["values"]
    assert [sum(box["color"] == ground for box in boxes) for ground in (*GROUND.values(), EMPTY)] == [26, 8, 14, 2]
    arrows = [row for layer in spec["layer"] if layer["mark"]["type"] == "point" for row in layer["data"]["values"]]
    assert len(arrows) == 48 + 3, "and one for each way in the sums"
    assert texts(spec).count("–" if narrow else "intet tal") == 2
    assert "<svg" in svg_of(spec, title="Retning for fem nøgletal", words=directions_words(directions()))


def test_directions_in_words() -> None:
    said = directions_words(directions())
    assert said.startswith("Institutionsanbringelser: 2 stigende, 2 stabil, 6 faldende; ")


# funnel


def funnel() -> Funnel:
    units = (
        FunnelUnit("Kerteminde", 4_700, Fraction(78, 10_000), "within", "own"),
        FunnelUnit("Langeland", 2_300, Fraction(177, 10_000), "above_outer", "named"),
        FunnelUnit("København", 110_000, Fraction(116, 10_000), "above_outer", "named"),
        FunnelUnit("Nordfyns", 5_800, Fraction(108, 10_000), "within", "named"),
        FunnelUnit("Vejle", 23_000, Fraction(71, 10_000), "below_inner", "named"),
        *(FunnelUnit(str(n), 4_000 + 150 * n, Fraction(90 + n % 7, 10_000), "within") for n in range(40)),
    )
    limits = [
        FunnelLimits(size, (0.0095 - 0.19 / size**0.5, 0.0095 + 0.19 / size**0.5), (0.0095 - 0.3 / size**0.5, 0.0095 + 0.3 / size**0.5))
        for size in (2_300, 4_000, 8_000, 16_000, 40_000, 110_000)
    ]  # fmt: skip
    return Funnel(units, tuple(limits), Fraction(95, 10_000), "0-17-årige i kommunen (logaritmisk skala)")


@WIDTHS
def test_the_funnel_names_ones_own_and_explains_the_letters(narrow: bool) -> None:
    spec = funnel_chart(funnel(), narrow=narrow)
    assert collisions(spec) == []
    read = texts(spec)
    assert "Kerteminde 7,8" in read
    assert {"a", "b", "c", "d", "gennemsnit 9,5 pr. 1.000", "95 %-grænser", "99,8 %-grænser"} <= set(read)
    signs = [
        layer for layer in spec["layer"] if layer["mark"].get("shape") == "triangle-up" and layer["mark"]["size"] == 110
    ]
    assert len(signs[0]["data"]["values"]) == 2, "Langeland and København lie above the outer limit"
    assert "<svg" in svg_of(spec, title="Anbragte pr. 1.000 0-17-årige", words=funnel_words(funnel()))


def test_the_funnel_in_words() -> None:
    said = funnel_words(funnel())
    assert said.startswith(
        "45 kommuner, gennemsnit 9,5 pr. 1.000; 3 uden for 95 %-grænserne, heraf 2 uden for 99,8 %-grænserne; "
        "Kerteminde: 7,8 (inden for grænserne)"
    )


def test_a_funnel_without_anybody_to_count_in_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        Funnel((FunnelUnit("Læsø", 0, Fraction(0), "within"),), (), Fraction(1), "0-17-årige")
