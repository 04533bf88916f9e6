"""Shares, lines, small multiples and groups: what is drawn, where nothing is, and that words do not lie on one another."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from tests.reports.seen_words import collisions, texts

from trinvis.reports.charts import pixels
from trinvis.reports.charts.groups import Group, Groups, groups_chart, groups_words
from trinvis.reports.charts.line_series import Arrow, Line, LineBreak, Lines, lines_words, segments
from trinvis.reports.charts.lines import lines_chart
from trinvis.reports.charts.panels import Panel
from trinvis.reports.charts.scales import apart, round_step, scale_of
from trinvis.reports.charts.shares import (
    EMPTY_HATCHING,
    HATCHING,
    Break,
    Shares,
    YearShares,
    shares_chart,
    shares_words,
)
from trinvis.reports.charts.small_multiples import SmallMultiples, small_multiples_chart, small_multiples_words
from trinvis.reports.charts.standalone import file_png, file_svg
from trinvis.reports.charts.svg import svg_of

HALF_YEARS = ("mar 2016", "sep 2016", "mar 2017", "sep 2017", "mar 2018", "sep 2018", "mar 2019")
WIDTHS = pytest.mark.parametrize("narrow", [False, True])


def figures(text: str) -> tuple[Fraction | None, ...]:
    """``3.6 - 3.1`` → figures, ``-`` where there is none."""
    return tuple(None if word == "-" else Fraction(word) for word in text.split())


def of_kind(spec: dict[str, Any], kind: str, **mark: Any) -> list[list[dict[str, Any]]]:
    return [
        layer["data"]["values"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind and all(layer["mark"].get(name) == value for name, value in mark.items())
    ]


def drawn(spec: dict[str, Any], title: str, words: str) -> None:
    svg = svg_of(spec, title=title, words=words)
    assert f'aria-label="{title}. ' in svg
    assert pixels.DESCRIPTIVE in svg
    assert " id=" not in svg
    assert " style=" not in svg


# scales


def test_round_numbers_around_the_figures() -> None:
    scale = scale_of([Fraction("0.4"), Fraction("4.1")], 300, 0)
    assert scale.ticks == [0, 1, 2, 3, 4, 5]
    assert (scale.place(0), scale.place(5)) == (300, 0)
    assert scale_of([1_200, 9_488], 300, 0).ticks == [0, 2_000, 4_000, 6_000, 8_000, 10_000]
    assert scale_of([Fraction("-0.6"), Fraction("0.3")], 0, 1).ticks[0] == Fraction("-0.6")
    assert scale_of([None], 0, 1).ticks, "without a figure there is an axis all the same"
    assert [round_step(Fraction(least)) for least in ("0.15", "1", "3", "7")] == [Fraction("0.2"), 1, 5, 10]


def test_words_are_kept_apart_and_inside() -> None:
    assert apart([10, 50], [20, 20], 0, 100) == [10, 50]
    assert apart([50, 50], [20, 20], 0, 100) == [40, 60], "both give way"
    assert apart([60, 40], [30, 30], 0, 100) == [65, 35], "the order stays"
    assert apart([95, 98], [20, 20], 0, 100) == [70, 90]


# shares


def shares() -> Shares:
    """Seed 000 lines 67-83: from 2015 prevention is told apart; no figure for 2017 here."""
    joint = "Trin 2-3 samlet"
    before = [
        YearShares(y, ((joint, Fraction(31)), ("4-5", Fraction(28)), ("6", Fraction(41))), 94) for y in (2013, 2014)
    ]
    parts = (("2", Fraction(11)), ("3", Fraction(28)), ("4-5", Fraction(29)), ("6", Fraction(32)))
    after = [YearShares(y, () if y == 2017 else parts, None if y == 2017 else 94) for y in range(2015, 2019)]
    labels = (joint, "2", "3", "4-5", "6")
    return Shares((*before, *after), labels, frozenset({joint}), (Break(2015, "ny kontoplan 2015"),))


@WIDTHS
def test_shares_fill_the_bar_and_the_break_is_a_gap(narrow: bool) -> None:
    spec = shares_chart(shares(), narrow=narrow)
    assert collisions(spec) == []
    bars = of_kind(spec, "rect")[0]
    lefts = sorted({bar["x"] for bar in bars})
    steps = [round(b - a) for a, b in pairwise(lefts)]
    assert steps[1] - steps[0] == 36, "the gap at the break"
    first = [bar for bar in bars if bar["x"] == lefts[0]]
    assert max(bar["y2"] for bar in first) - min(bar["y"] for bar in first) == pytest.approx(280 if narrow else 340)
    (dashed,) = of_kind(spec, "rule", strokeDash=[4, 4])
    assert lefts[1] < dashed[0]["x"] < lefts[2]
    assert "ny kontoplan 2015" in texts(spec)
    drawn(spec, "Andel af udgifterne, pct.", shares_words(shares()))


def test_the_joint_category_and_a_missing_year_are_hatched_and_explained() -> None:
    spec = shares_chart(shares())
    assert of_kind(spec, "rule", color=HATCHING)
    assert of_kind(spec, "rule", color=EMPTY_HATCHING)
    assert {"Trin 2-3 samlet", "intet tal"} <= set(texts(spec))
    assert texts(spec).count("94") == 5, "a year without a figure counts nobody"


def test_shares_in_words() -> None:
    assert shares_words(shares()) == (
        "2013: Trin 2-3 samlet 31 %, 4-5 28 %, 6 41 %; 2018: 2 11 %, 3 28 %, 4-5 29 %, 6 32 %; "
        "brud i 2015: ny kontoplan 2015. Beskrivende: viser ikke årsag"
    )


@WIDTHS
def test_fifteen_years_can_be_read(narrow: bool) -> None:
    parts = (("2", Fraction(11)), ("3", Fraction(28)), ("6", Fraction(61)))
    made = Shares(tuple(YearShares(year, parts, 93) for year in range(2010, 2025)), ("2", "3", "6"))
    assert collisions(shares_chart(made, narrow=narrow)) == []


# lines


def lines() -> Lines:
    """Institution placements per 1.000 (seed 001 lines 2864-2928): first and last as printed, the points between made up."""
    return Lines(
        HALF_YEARS,
        (
            Line("Kerteminde", "own", figures("4.1 - 3.9 3.5 3.6 3.2 3.1")),
            Line("Gennemsnitlig rådgivningskommune ekskl. børn med funktionsnedsættelse", "group",
                 figures("3.6 3.5 3.6 3.3 3.2 3.1 3.0"), (7, 7, 10, 9, 10, 10, 10)),
            Line("Hele landet", "country", figures("2.9 2.9 2.8 2.8 2.8 2.7 2.7")),
            Line("Forsigtigt bud: hele landet ekskl. børn med funktionsnedsættelse mv. (× 0,8)", "cautious",
                 figures("2.3 2.3 2.2 2.2 2.2 2.2 2.2")),
        ),
        breaks=(LineBreak(3, "ny opgørelse sep 2017"),),
        arrows=(Arrow("Hjemmebaserede foranstaltninger", "rising", "selvrapporteret, mar 2017 – mar 2019"),),
    )  # fmt: skip


@WIDTHS
def test_lines_have_names_and_numbers_counted_that_can_be_read(narrow: bool) -> None:
    spec = lines_chart(lines(), narrow=narrow)
    assert collisions(spec) == []
    read = texts(spec)
    assert [text for text in read if text in {"7", "9", "10"}] == ["7", "7", "10", "9", "10", "10", "10"]
    assert any("3,1" in text for text in read)
    assert any(text.startswith("Hjemmebaserede foranstaltninger: stigende") for text in read)
    drawn(spec, "Institutionsanbragte pr. 1.000 0-17-årige", lines_words(lines()))


def test_a_line_stops_where_there_is_no_figure_and_at_a_break() -> None:
    assert list(segments(figures("4.1 - 3.9 3.5 3.6"), [3])) == [[0], [2], [3, 4]]
    spec = lines_chart(lines())
    own = of_kind(spec, "line", color="#0b4a8a")
    assert [len(points) for points in own] == [4], "six points, but one line only: two stand alone"


def test_the_cautious_estimate_is_dashed_and_says_its_formula() -> None:
    spec = lines_chart(lines())
    assert [len(points) for points in of_kind(spec, "line", strokeDash=[6, 4])] == [3, 4]
    assert any("(× 0,8)" in text for text in texts(spec))


def test_a_series_without_a_level_has_an_arrow_and_no_line() -> None:
    only = Lines(HALF_YEARS, (), arrows=lines().arrows)
    spec = lines_chart(only)
    assert of_kind(spec, "line") == []
    assert len([row for rows in of_kind(spec, "point") for row in rows]) == 1


def test_lines_in_words() -> None:
    said = lines_words(lines())
    assert said.startswith("Kerteminde: 4,1 i mar 2016 og 3,1 i mar 2019; ")
    assert "stigende, intet niveau (selvrapporteret, mar 2017 – mar 2019)" in said


def test_a_line_that_does_not_fit_its_moments_is_refused() -> None:
    with pytest.raises(ValueError, match="each moment"):
        Lines(HALF_YEARS, (Line("Kerteminde", "own", figures("1 2")),))


# small multiples and groups


def multiples() -> SmallMultiples:
    names = "Hjørring Favrskov Assens Billund Egedal Kerteminde".split()
    values = [figures("3 3 3 3 3 3 8.25"), figures("- - 3.3 3.2 3 3 3.7"), (None,) * 7, figures("0 0 0 0 0 0 0"),
              figures("4 4 4 - 5 5 5"), figures("3.1 3.7 2.6 3 2.2 3.1 2.4")]  # fmt: skip
    panels = tuple(Panel(name, found, own=name == "Kerteminde") for name, found in zip(names, values, strict=True))
    return SmallMultiples(HALF_YEARS, panels, figures("2.9 2.9 2.8 2.8 2.8 2.7 2.7"), "Hele landet")


@WIDTHS
def test_small_multiples_share_a_scale_and_no_figure_is_never_nothing(narrow: bool) -> None:
    spec = small_multiples_chart(multiples(), narrow=narrow)
    assert collisions(spec) == []
    read = texts(spec)
    assert read.count("intet tal") == 1
    assert read.count("0,0") == 2, "Billund's first and last figure are figures"
    assert "8,3" in read, "8,25 is rounded away from zero"
    country = of_kind(spec, "line", strokeDash=[4, 3])[:2]
    assert country[0][0]["y"] == country[1][0]["y"], "the country lies equally high beside both"
    drawn(spec, "Netværksanbragte pr. 1.000 0-17-årige", small_multiples_words(multiples()))


def test_small_multiples_in_words() -> None:
    said = small_multiples_words(multiples())
    assert "Assens: intet tal" in said
    assert "Egedal: 5,0 i mar 2019" in said
    assert "Hele landet: 2,7 i mar 2019" in said


def groups() -> Groups:
    """As Bilagstabel 2.1 parts them (seed 001 lines 2816-2842); the means are made up."""
    return Groups(
        "andelen af sårbare børn, under og over landsgennemsnittet på 10,0 %",
        HALF_YEARS,
        (
            Group("Under landsgennemsnittet", figures("2.1 2 2.2 2 1.9 1.8 1.8"), (4, 4, 5, 5, 5, 5, 5),
                  {"rising": 1, "stable": 1, "falling": 3}),
            Group("Over landsgennemsnittet", figures("5.1 5 4.9 4.6 4.5 4.4 4.2"), (3, 3, 5, 4, 5, 5, 5), {"falling": 5}),
        ),
    )  # fmt: skip


@WIDTHS
def test_groups_have_their_mean_their_number_and_their_ways(narrow: bool) -> None:
    spec = groups_chart(groups(), narrow=narrow)
    assert collisions(spec) == []
    read = texts(spec)
    assert {"1 stigende", "1 stabil", "3 faldende", "0 stigende", "0 stabil", "5 faldende"} <= set(read)
    assert [text for text in read if text in set("345")].count("5") >= 9, "a number at every moment"
    drawn(spec, "Institutionsanbragte pr. 1.000 0-17-årige", groups_words(groups()))


def test_groups_in_words() -> None:
    said = groups_words(groups())
    assert "Under landsgennemsnittet: 2,1 i mar 2016 og 1,8 i mar 2019; 1 stigende, 1 stabil, 3 faldende" in said


# files


def test_a_picture_that_leaves_the_page_has_its_title_inside() -> None:
    title = "Institutionsanbragte pr. 1.000 0-17-årige, marts 2016 til marts 2019"
    svg = file_svg(lines_chart(lines(), narrow=True), title=title, words=lines_words(lines()))
    assert "Institutionsanbragte pr. 1.000" in svg.split(">", 1)[1]
    assert file_png(lines_chart(lines()), title=title, scale=1).startswith(b"\x89PNG")
