"""The map: shared borders without cracks, classes on exact numbers, and that what has no figure is seen to have none."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise

import pytest
from tests.reports.seen_words import collisions, texts

from trinvis.reports.charts import geometry
from trinvis.reports.charts.map_classes import Limit, MapClass, between_limits, quantile_limits
from trinvis.reports.charts.municipality_map import HATCHING, MunicipalityMap, map_words, municipality_map
from trinvis.reports.charts.svg import svg_of

LIMITS = (Limit(Fraction(30), "30 %"), Limit(Fraction(50), "50 %", equal_is_below=True))
CODES = sorted(geometry.topology().names)


def made(own: int | None = 615) -> MunicipalityMap:
    """Every municipality but the four small islands (seed 000 line 58) has a share from 20 to 60 per cent."""
    values = {code: Fraction(20 + number % 41) for number, code in enumerate(CODES) if code not in (563, 492, 741, 825)}
    return MunicipalityMap("Andel til trin 2 og 3 i 2018, pct.", between_limits(values, LIMITS), own)


# the file


def test_the_map_is_small_and_has_98_municipalities() -> None:
    raw = (files("trinvis.reports.charts") / "data" / "municipalities.topojson").read_bytes()
    assert len(raw) < 150_000
    assert len(json.loads(raw)["objects"]["municipalities"]["geometries"]) == 98
    assert 411 not in CODES, "Christiansø is no municipality"
    names = geometry.topology().names
    assert (names[101], names[400], names[825]) == ("København", "Bornholm", "Læsø")


def test_a_border_is_one_line_that_its_two_municipalities_share() -> None:
    made = geometry.topology()
    uses = Counter(
        ~arc if arc < 0 else arc for rings in made.shapes.values() for ring in rings for part in ring for arc in part
    )
    assert set(uses) == set(range(len(made.arcs))), "every line is used"
    assert set(uses.values()) == {1, 2}, "a coast once, a border twice"
    frederiksberg = {~arc if arc < 0 else arc for arc in made.shapes[147][0][0]}
    copenhagen = {~arc if arc < 0 else arc for rings in made.shapes[101] for ring in rings for arc in ring}
    assert frederiksberg <= copenhagen, "Frederiksberg lies inside København, and no crack between"


def test_every_ring_closes_and_lines_meet_only_at_their_ends() -> None:
    made = geometry.topology()
    for rings in made.shapes.values():
        for ring in (part for polygon in rings for part in polygon):
            lines = [made.arcs[arc] if arc >= 0 else made.arcs[~arc][::-1] for arc in ring]
            assert all(a[-1] == b[0] for a, b in zip(lines, [*lines[1:], lines[0]], strict=True))
            assert sum(len(line) - 1 for line in lines) >= 3
    assert crossings(made.arcs) == []


def crossings(arcs: tuple[tuple[geometry.Point, ...], ...]) -> list[tuple[geometry.Point, geometry.Point]]:
    """Pieces of line that cut one another; only those in the same small square are compared."""
    squares: dict[tuple[int, int], list[tuple[geometry.Point, geometry.Point]]] = {}
    for arc in arcs:
        for a, b in pairwise(arc):
            for x in range(int(min(a[0], b[0]) * 50), int(max(a[0], b[0]) * 50) + 1):
                for y in range(int(min(a[1], b[1]) * 50), int(max(a[1], b[1]) * 50) + 1):
                    squares.setdefault((x, y), []).append((a, b))
    found = []
    for pieces in squares.values():
        for number, (a, b) in enumerate(pieces):
            found += [(a, b) for c, d in pieces[:number] if len({a, b, c, d}) == 4 and _cut(a, b, c, d)]
    return found


def _cut(a: geometry.Point, b: geometry.Point, c: geometry.Point, d: geometry.Point) -> bool:
    def turn(p: geometry.Point, q: geometry.Point, r: geometry.Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (r[0] - p[0]) * (q[1] - p[1])

    return turn(a, b, c) * turn(a, b, d) < -1e-18 and turn(c, d, a) * turn(c, d, b) < -1e-18


# the classes


def test_limits_are_exact_and_each_says_where_a_municipality_on_it_belongs() -> None:
    third = Fraction(100, 3)
    values = {1: Fraction(30) - Fraction(1, 10**9), 2: Fraction(30), 3: Fraction(50), 4: Fraction(50) + third / 10**9}
    classes = between_limits(values, LIMITS)
    assert [one.words for one in classes] == ["under 30 %", "30 % til højst 50 %", "over 50 %"]
    assert [sorted(one.municipalities) for one in classes] == [[1], [2, 3], [4]]


def test_limits_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        between_limits({}, LIMITS[::-1])


def test_quantiles_are_values_that_occur_and_ties_stay_together() -> None:
    values = {code: Fraction(value) for code, value in enumerate([1, 1, 1, 2, 3, 4, 5, 6])}
    limits = quantile_limits(values, 4, str)
    assert [limit.value for limit in limits] == [3, 5], "the first quarter would end inside the ones"
    assert [len(one.municipalities) for one in between_limits(values, limits)] == [4, 2, 2]


# the picture


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("own", [None, 157, 400, 615, 825])
def test_the_map_can_be_drawn_and_read(narrow: bool, own: int | None) -> None:
    spec = municipality_map(made(own), narrow=narrow)
    assert collisions(spec) == []
    svg = svg_of(spec, title="Andel til trin 2 og 3 i 2018, pct.", words=map_words(made(own)))
    assert "<svg" in svg
    assert " id=" not in svg
    assert len(svg) < 220_000
    if own:
        assert geometry.topology().names[own] in texts(spec)


def test_no_figure_is_hatched_and_counted_and_never_a_class() -> None:
    spec = municipality_map(made())
    assert "intet tal (4 kommuner)" in texts(spec)
    hatching = [layer for layer in spec["layer"] if layer["mark"].get("color") == HATCHING]
    assert sum(len(layer["data"]["values"]) for layer in hatching) > 20
    everyone = MunicipalityMap("Andel, pct.", (MapClass("alle", frozenset(CODES)),))
    assert not any(text.startswith("intet tal") for text in texts(municipality_map(everyone)))


def test_the_map_says_in_words_what_it_shows() -> None:
    said = map_words(made(825))
    assert said.startswith("Andel til trin 2 og 3 i 2018, pct. under 30 %: ")
    assert "intet tal: 4 kommuner" in said
    assert "Læsø: intet tal" in said
    assert said.endswith("Beskrivende: viser ikke årsag")


def test_a_place_that_is_no_municipality_is_refused() -> None:
    with pytest.raises(ValueError, match="411"):
        MunicipalityMap("Andel, pct.", (MapClass("alle", frozenset({101, 411})),))
    with pytest.raises(ValueError, match="one of them"):
        MunicipalityMap("Andel, pct.", (MapClass("a", frozenset({101})), MapClass("b", frozenset({101}))))


def test_hatching_keeps_inside_and_out_of_holes() -> None:
    square = [(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)]
    hole = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)]
    lines = geometry.hatched([[square, hole]])
    for a, b in lines:
        x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        assert 0 <= x <= 40
        assert 0 <= y <= 40
        assert not (10.1 < x < 29.9 and 10.1 < y < 29.9)
