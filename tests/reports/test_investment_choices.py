"""Cost against effect: the plane, and how sure the best choice is, by what one of the effect may cost."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reports.seen_words import collisions, texts

from trinvis.reports.charts.acceptability import (
    FRONTIER,
    Acceptability,
    Chances,
    acceptability_chart,
    acceptability_words,
)
from trinvis.reports.charts.plane import MOST, Cloud, Plane, plane_chart, plane_words
from trinvis.reports.charts.svg import svg_of

WIDTHS = pytest.mark.parametrize("narrow", [False, True])
KRONE = 100


def layers(spec: dict[str, Any], kind: str, **mark: Any) -> list[list[dict[str, Any]]]:
    return [
        layer["data"]["values"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind and all(layer["mark"].get(name) == value for name, value in mark.items())
    ]


def cloud() -> Cloud:
    """Four draws: two cheaper and better, one dearer and better, one dearer and worse."""
    return Cloud(
        "Ny indsats", (4.0, 3.0, 2.0, -1.0), (-300 * KRONE, -100 * KRONE, 200 * KRONE, 400 * KRONE), 2.0, 50 * KRONE
    )


@WIDTHS
def test_the_quarters_hold_their_share_of_the_draws(narrow: bool) -> None:
    made = Plane("barneår", (cloud(),))
    assert cloud().quarters == (0.5, 0.25, 0.0, 0.25)
    spec = plane_chart(made, narrow=narrow)
    assert "billigere, mere effekt: 50 %" in texts(spec)
    assert collisions(spec) == []
    assert "<svg" in svg_of(spec, title="Plan", words=plane_words(made))
    assert plane_words(made) == (
        "Ny indsats: i gennemsnit 2,00 barneår og +50 kr. mere end i dag; billigere, mere effekt 50 %, "
        "dyrere, mere effekt 25 %, dyrere, mindre effekt 25 %"
    )


def test_what_one_of_the_effect_may_cost_is_a_line_through_nothing() -> None:
    spec = plane_chart(Plane("barneår", (cloud(),), 100 * KRONE))
    (line, *_) = layers(spec, "line", strokeDash=[5, 4])
    zero_x, zero_y = (values for values in layers(spec, "rule", strokeWidth=1.25)[0])
    x0, y0 = zero_y["x"], zero_x["y"]
    slopes = [(point["y"] - y0) / (point["x"] - x0) for point in line]
    assert slopes[0] == pytest.approx(slopes[1], rel=1e-2)
    assert "100 kr. pr. barneår" in texts(spec)


def test_only_so_many_draws_are_drawn_but_all_are_counted() -> None:
    many = Cloud("Ny indsats", (1.0,) * 1_000 + (-1.0,) * 1_000, (0,) * 2_000, 0.0, 0)
    spec = plane_chart(Plane("barneår", (many,)))
    assert [len(dots) for dots in layers(spec, "point", opacity=0.35)] == [MOST]
    assert many.quarters[0] == 0.5


def test_a_draw_has_an_effect_and_a_cost() -> None:
    with pytest.raises(ValueError, match="effect and a cost"):
        Cloud("Ny indsats", (1.0,), (), 0.0, 0)


def chances() -> Acceptability:
    shares = (0.1, 0.3, 0.6, 0.9)
    return Acceptability(
        "barneår",
        tuple(step * 100_000 * KRONE for step in range(4)),
        (Chances("Ny indsats", shares), Chances("Som i dag", tuple(1 - share for share in shares))),
        (1, 1, 0, 0),
    )


@WIDTHS
def test_the_frontier_follows_the_best_one(narrow: bool) -> None:
    spec = acceptability_chart(chances(), narrow=narrow)
    runs = layers(spec, "line", color=FRONTIER)
    assert [len(run) for run in runs] == [2, 2]
    today, new = runs
    assert today[0]["y"] < today[1]["y"], "as today falls"
    assert new[0]["y"] > new[1]["y"], "the new one rises"
    assert collisions(spec) == []
    assert "<svg" in svg_of(spec, title="Kurve", words=acceptability_words(chances()))


def test_the_choice_in_words() -> None:
    assert acceptability_words(chances()) == (
        "Fra 0 til 100.000 kr. pr. barneår er Som i dag bedst i gennemsnit, 90 % og 70 % af gangene; "
        "fra 200.000 til 300.000 kr. pr. barneår er Ny indsats bedst i gennemsnit, 60 % og 90 % af gangene"
    )


def test_each_price_has_a_share_and_a_best_one() -> None:
    with pytest.raises(ValueError, match="a share per alternative"):
        Acceptability("barneår", (0, 1), (Chances("Ny indsats", (0.5,)),), (0, 0))
