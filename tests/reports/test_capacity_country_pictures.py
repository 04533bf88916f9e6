"""The country's pictures of capacity: bars by size, quartiles on the map, the fitted line, and regions around 100."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from tests.reports.seen_words import boxes, collisions, texts

from trinvis.reports.charts import geometry, pixels
from trinvis.reports.charts.fitted_scatter import (
    BAND,
    BandPoint,
    Dot,
    FittedScatter,
    fitted_scatter_chart,
    fitted_scatter_words,
)
from trinvis.reports.charts.map_signs import inmost
from trinvis.reports.charts.quartile_map import (
    LEVEL_ONLY,
    SHADES,
    QuartileMap,
    quartile_classes,
    quartile_map,
    quartile_map_words,
)
from trinvis.reports.charts.region_index import SIGNS, IndexSeries, RegionIndex, region_index_chart, region_index_words
from trinvis.reports.charts.size_class_bars import DASH, OTHER, OWN, size_class_bars_chart
from trinvis.reports.charts.size_classes import SizeBar, SizeClassBars, SizePanel, size_class_bars_words
from trinvis.reports.charts.svg import svg_of

WIDTHS = pytest.mark.parametrize("narrow", [False, True])
CODES = sorted(geometry.topology().names)


def of_kind(spec: dict[str, Any], kind: str, **mark: Any) -> list[list[dict[str, Any]]]:
    return [
        layer["data"]["values"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind and all(layer["mark"].get(name) == value for name, value in mark.items())
    ]


def drawn(spec: dict[str, Any], words: str) -> None:
    assert collisions(spec) == []
    svg = svg_of(spec, title="Titel", words=words)
    assert 'aria-label="Titel. ' in svg
    assert " id=" not in svg
    assert " style=" not in svg


# bars by size


def by_size(*, count: int = 40, own: int = 7, scale: Fraction = Fraction(1)) -> SizeClassBars:
    """Invented municipalities about the quartiles that the report prints, 7,8 and 10,9 mio. kr. (seed 002 lines 2622-2630)."""
    middle = tuple(
        SizeBar(f"Kommune {number}", (6 + Fraction(number * 7 % count, 4)) * scale, number == own)
        for number in range(count)
    )
    small = (
        SizeBar("Lille", Fraction("7.85") * scale),
        SizeBar("Mindre", Fraction(5) * scale),
        SizeBar("Mindst", Fraction(12) * scale),
    )
    return SizeClassBars(
        (
            SizePanel("små kommuner (under 30.000 indbyggere)", small, ("Læsø", "Fanø")),
            SizePanel("mellemstore kommuner (30.000-75.000 indbyggere)", middle),
            SizePanel("store kommuner (over 75.000 indbyggere)", (SizeBar("Stor", Fraction(9) * scale),)),
        ),
        Fraction("7.8") * scale,
        Fraction("9.2") * scale,
        Fraction("10.9") * scale,
        "Udgifter til udsatte børn og unge, mio. kr. pr. 1.000 0-17-årige, 2011",
    )


@WIDTHS
def test_every_municipality_is_a_bar_and_they_rise_within_their_size(narrow: bool) -> None:
    made = by_size()
    spec = size_class_bars_chart(made, narrow=narrow)
    panels = of_kind(spec, "rect")
    assert [len(bars) for bars in panels] == [3, 40, 1]
    for one, bars in zip(made.panels, panels, strict=True):
        tall = [bar["y2"] - bar["y"] for bar in bars]
        assert tall == sorted(tall)
        assert all(a["x2"] <= b["x"] for a, b in pairwise(bars)), "side by side"
        per = {round(high / float(bar.value), 6) for high, bar in zip(tall, one.ordered, strict=True)}
        assert len(per) == 1, "as tall as its figure, from nothing"
    drawn(spec, size_class_bars_words(made))


@WIDTHS
def test_the_lines_are_the_countrys_in_every_panel_and_have_their_figures(narrow: bool) -> None:
    spec = size_class_bars_chart(by_size(), narrow=narrow)
    solid, dashed = of_kind(spec, "rule", strokeWidth=1.75), of_kind(spec, "rule", strokeDash=list(DASH))
    assert [len(lines) for lines in solid] == [1, 1, 1]
    assert [len(lines) for lines in dashed] == [2, 2, 2]
    for (median,), (lower, upper) in zip(solid, dashed, strict=True):
        assert upper["y"] < median["y"] < lower["y"]
    said = " ".join(texts(spec))
    assert all(figure in said for figure in ("7,8", "9,2", "10,9"))
    assert [text for text in texts(spec) if text.startswith("n = ")] == ["n = 3", "n = 40", "n = 1"]


@WIDTHS
@pytest.mark.parametrize("own", [0, 7, 17, 39])
def test_ones_own_is_dark_and_named_wherever_it_lies(narrow: bool, own: int) -> None:
    made = by_size(own=own)
    spec = size_class_bars_chart(made, narrow=narrow)
    dark = [bar for bars in of_kind(spec, "rect") for bar in bars if bar["color"] == OWN]
    assert len(dark) == 1
    assert {bar["color"] for bars in of_kind(spec, "rect") for bar in bars} == {OWN, OTHER}
    (named,) = [box for box in boxes(spec) if box[4].startswith(f"Kommune {own} ")]
    covered = [
        bar
        for bar in of_kind(spec, "rect")[1]
        if bar["x"] < named[2] and named[0] < bar["x2"] and named[1] < bar["y2"] and bar["y"] < named[3]
    ]
    assert covered == [], "the name stands on no bar"
    lines = [line["y"] for lines in of_kind(spec, "rule", color="#1a1a1a") for line in lines]
    assert not any(named[1] + 1 < line < named[3] - 1 for line in lines if named[1] < line < named[3])
    drawn(spec, size_class_bars_words(made))


def test_bars_by_size_in_words_name_the_ends_and_those_without_a_figure() -> None:
    said = size_class_bars_words(by_size())
    assert said.startswith("Hele landet: 1. kvartil 7,8, median 9,2, 3. kvartil 10,9 (Udgifter")
    assert (
        "Små kommuner (under 30.000 indbyggere), n = 3: lavest Mindre 5,0, højest Mindst 12,0, "
        "uden tal 2 kommuner: Læsø, Fanø."
    ) in said
    assert "Kommune 7 8,3, nr. 10 af 40 fra den laveste" in said


def test_of_many_without_a_figure_the_first_are_named() -> None:
    missing = tuple(f"K{number}" for number in range(9))
    panels = (SizePanel("små kommuner", (SizeBar("A", Fraction(1)),), missing), SizePanel("store kommuner", ()))
    made = SizeClassBars(panels, Fraction(1), Fraction(1), Fraction(1), "antal")
    said = size_class_bars_words(made)
    assert "uden tal 9 kommuner: K0, K1, K2, K3, K4, K5 og 3 andre" in said
    assert "Store kommuner, n = 0: ingen kommuner" in said
    for narrow in (False, True):
        drawn(size_class_bars_chart(made, narrow=narrow), said)


@WIDTHS
def test_large_figures_have_room(narrow: bool) -> None:
    made = by_size(scale=Fraction(100_000))
    drawn(size_class_bars_chart(made, narrow=narrow), size_class_bars_words(made))


def test_a_picture_without_bars_and_quartiles_that_fall_are_refused() -> None:
    with pytest.raises(ValueError, match="with a figure"):
        SizeClassBars((SizePanel("små", ()),), Fraction(1), Fraction(1), Fraction(1), "antal")
    with pytest.raises(ValueError, match="quartiles"):
        SizeClassBars((SizePanel("små", (SizeBar("A", Fraction(1)),)),), Fraction(2), Fraction(1), Fraction(3), "antal")


# quartiles on the map


def on_the_map(own: int | None = 615) -> QuartileMap:
    """98 figures from 1 to 98 but for Læsø and Samsø; quartiles as exact figures, so that some lie on the limits."""
    values = {code: Fraction(number) for number, code in enumerate(CODES, 1) if code not in (825, 741)}
    return QuartileMap("Udgifter pr. 1.000 0-17-årige", values, Fraction(25), Fraction(50), Fraction(74), own, 0)


def test_a_municipality_on_a_limit_is_in_the_outer_quartile() -> None:
    first, second, third, fourth = quartile_classes(on_the_map())
    assert CODES[24] in first.municipalities, "25 is on the lower limit"
    assert CODES[25] in second.municipalities
    assert CODES[49] in second.municipalities, "50 is the median"
    assert CODES[50] in third.municipalities
    assert CODES[73] in fourth.municipalities, "74 is on the upper limit"
    assert sum(len(one.municipalities) for one in (first, second, third, fourth)) == 96


@WIDTHS
@pytest.mark.parametrize("own", [None, 157, 615, 825])
def test_only_the_outer_quartiles_stand_out_and_have_a_sign_too(narrow: bool, own: int | None) -> None:
    made = on_the_map(own)
    spec = quartile_map(made, narrow=narrow)
    drawn(spec, quartile_map_words(made))
    assert {text.split(" (")[0] for text in texts(spec)} >= {
        "1. kvartil: højst 25",
        "2. kvartil: højst 50",
        "3. kvartil: under 74",
        "4. kvartil: mindst 74",
        "intet tal",
    }
    fills = {
        feature["properties"]["color"] for shapes in of_kind(spec, "geoshape", stroke="#5f7a99") for feature in shapes
    }
    assert set(SHADES) < fills
    up, down = (sum(map(len, of_kind(spec, "point", shape=shape))) for shape in ("triangle-up", "triangle-down"))
    assert up > 20
    assert down > 20


def test_a_sign_stands_inside_its_municipality() -> None:
    square = [[(0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (0.0, 30.0)]]
    (x, y), room = inmost([square])
    assert (x, room) == (15, pytest.approx(30, rel=0.1))
    ring = [square[0], [(8.0, 8.0), (22.0, 8.0), (22.0, 22.0), (8.0, 22.0)]]
    (x, y), room = inmost([ring])
    assert not (8 < x < 22 and 8 < y < 22), "not in the hole"
    assert room <= 8


def test_the_quartiles_in_words_say_that_a_colour_is_a_level() -> None:
    said = quartile_map_words(on_the_map(825))
    assert "1. kvartil: højst 25: 25 kommuner" in said
    assert "intet tal: 2 kommuner" in said
    assert "Læsø: intet tal" in said
    assert said.endswith(LEVEL_ONLY)
    with pytest.raises(ValueError, match="quartiles"):
        QuartileMap("x", {}, Fraction(2), Fraction(1), Fraction(3))


# the fitted line


def scatter(*, named: int = 6, slope: int = 2, banded: bool = True) -> FittedScatter:
    """Invented: y = 3 + slope · x with a wave on it."""
    dots = tuple(
        Dot(
            f"Kommune {number}",
            5 + Fraction(number, 10),
            3 + slope * (5 + Fraction(number, 10)) + Fraction(round(math.sin(number * 2.4) * 100), 40),
            "own" if number == 40 else "named" if 50 <= number < 50 + named else "other",
        )
        for number in range(98)
    )
    band = [
        BandPoint(5 + Fraction(n), 3 + slope * (5 + Fraction(n)) - 1, 3 + slope * (5 + Fraction(n)) + 1)
        for n in range(10)
    ]
    return FittedScatter(
        dots, Fraction(3), Fraction(slope), Fraction("0.834"), "Anbragte pr. 1.000 0-17-årige",
        "Udgifter, mio. kr. pr. 1.000 0-17-årige", "én anbragt mere pr. 1.000", "mio. kr. pr. 1.000",
        tuple(band) if banded else (),
    )  # fmt: skip


@WIDTHS
def test_every_municipality_is_a_dot_and_the_line_goes_through_its_own_figures(narrow: bool) -> None:
    made = scatter()
    spec = fitted_scatter_chart(made, narrow=narrow)
    dots = of_kind(spec, "point", size=46)[0]
    assert len(dots) == 98
    line = of_kind(spec, "line", strokeWidth=2)[0]
    assert line[0]["x"] == pytest.approx(min(dot["x"] for dot in dots), abs=0.1), "no further than the municipalities"
    assert line[1]["x"] == pytest.approx(max(dot["x"] for dot in dots), abs=0.1)
    (area,) = of_kind(spec, "area", color=BAND)
    assert len(area) == 10
    kinds = [layer["mark"]["type"] for layer in spec["layer"]]
    assert kinds.index("area") < kinds.index("line") < kinds.index("point")
    drawn(spec, fitted_scatter_words(made))


@WIDTHS
@pytest.mark.parametrize("named", [0, 6, 20, 48])
def test_names_do_not_lie_on_one_another_and_none_is_lost(narrow: bool, named: int) -> None:
    made = scatter(named=named)
    spec = fitted_scatter_chart(made, narrow=narrow)
    assert collisions(spec) == []
    names = [box for box in boxes(spec) if box[4].startswith("Kommune ") and box[3] < 460]
    inside = {box[4] for box in names}
    below = " ".join(texts(spec)).partition("Ringe uden navn: ")[2]
    for dot in made.dots:
        if dot.part != "other":
            assert dot.name in inside or dot.name in below
    assert "Kommune 40" in inside, "one's own is placed first"
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(names, 2))
    rings = of_kind(spec, "point", size=130)[0]
    assert not any(a[0] < ring["x"] < a[2] and a[1] < ring["y"] < a[3] for a in names for ring in rings)


@WIDTHS
def test_the_picture_says_that_axes_do_not_begin_at_nothing_and_how_well_the_line_fits(narrow: bool) -> None:
    spec = fitted_scatter_chart(scatter(banded=False), narrow=narrow)
    said = " ".join(texts(spec))
    assert "Akserne begynder ikke ved 0." in said
    assert "R² = 0,83 (n = 98 kommuner): linjen følger 83 % af forskellene" in said
    assert "Én anbragt mere pr. 1.000 går sammen med 2,00 mio. kr. pr. 1.000 mere (y = 3,0 + 2,00x)." in said
    assert "95 %" not in said, "no band, no key"
    zero = FittedScatter(
        tuple(Dot(f"K{n}", Fraction(n), Fraction(n + 50)) for n in range(3)),
        Fraction(50), Fraction(1), Fraction(1), "x", "y", "én mere", "kr.",
    )  # fmt: skip
    assert "Den lodrette akse begynder ikke ved 0." in texts(fitted_scatter_chart(zero, narrow=narrow))


@WIDTHS
def test_a_scatter_in_kroner_has_room_for_its_figures(narrow: bool) -> None:
    small = scatter(named=3)
    dots = tuple(Dot(one.name, one.x * 100_000, one.y * 1_000_000, one.part) for one in small.dots)
    made = FittedScatter(
        dots, Fraction(3_000_000), Fraction(20), Fraction(1, 2), small.across, small.up, "én krone mere", "kr."
    )
    drawn(fitted_scatter_chart(made, narrow=narrow), fitted_scatter_words(made))


def test_a_falling_line_goes_with_less_in_words() -> None:
    made = scatter(slope=-2)
    assert made.equation.endswith("2,00 mio. kr. pr. 1.000 mindre (y = 3,0 − 2,00x)")
    said = fitted_scatter_words(made)
    low, high = min(made.dots, key=lambda one: one.y), max(made.dots, key=lambda one: one.y)
    assert f"Lavest {low.name} " in said
    assert f"højest {high.name} " in said
    assert "Kommune 40 " in said
    assert said.endswith(pixels.DESCRIPTIVE)
    with pytest.raises(ValueError, match="three"):
        FittedScatter((), Fraction(0), Fraction(0), Fraction(0), "x", "y", "én mere", "kr.")


# regions


def regions() -> RegionIndex:
    """Municipal rows as recomputed from tables 5-16 and 5-18 of seed 002; the regional one is invented, the report prints none."""
    return RegionIndex(
        ("Region Hovedstaden", "Region Sjælland", "Region Syddanmark", "Region Midtjylland", "Region Nordjylland"),
        (
            IndexSeries("patienter i voksenpsykiatrien", "regional", (Fraction(96), Fraction(104), Fraction(131), Fraction(88), None)),
            IndexSeries("støtte efter §§ 85 og 99", "municipal", tuple(map(Fraction, (70, 126, 98, 120, 114)))),
            IndexSeries("beskyttet beskæftigelse og aktivitets- og samværstilbud efter §§ 103 og 104", "municipal", tuple(map(Fraction, (90, 103, 121, 97, 110)))),
        ),
    )  # fmt: skip


@WIDTHS
def test_dots_lie_around_100_with_their_sectors_shape_and_colour(narrow: bool) -> None:
    spec = region_index_chart(regions(), narrow=narrow)
    (hundred,) = {row["x"] for row in of_kind(spec, "rule", color=pixels.INK)[0]}
    municipal = [
        dot for dots in of_kind(spec, "point", shape=SIGNS["municipal"]["shape"]) for dot in dots if dot["y"] > 30
    ]
    regional = [
        dot for dots in of_kind(spec, "point", shape=SIGNS["regional"]["shape"]) for dot in dots if dot["y"] > 30
    ]
    assert (len(municipal), len(regional)) == (10, 4), "what is not known is no dot"
    assert {dot["color"] for dot in municipal} & {dot["color"] for dot in regional} == set()
    above = [dot["x"] > hundred for dot in sorted(municipal, key=lambda dot: dot["y"])]
    assert above == [False, False, True, True, False, True, True, False, True, True]
    assert {"70", "126", "98", "120", "114", "90", "103", "121", "97", "110", "intet tal"} <= set(texts(spec))
    drawn(spec, region_index_words(regions()))


def test_regions_in_words() -> None:
    said = region_index_words(regions())
    assert (
        "støtte efter §§ 85 og 99 (kommunerne): Region Hovedstaden 70, Region Sjælland 126, Region Syddanmark 98, "
        "Region Midtjylland 120, Region Nordjylland 114; højest Region Sjælland, lavest Region Hovedstaden"
    ) in said
    assert "Region Nordjylland intet tal; højest Region Syddanmark, lavest Region Midtjylland" in said
    with pytest.raises(ValueError, match="every region"):
        RegionIndex(("A", "B"), (IndexSeries("x", "regional", (Fraction(1),)),))
