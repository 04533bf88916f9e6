"""The pictures of the forecast: what is drawn, and that nothing is where nothing is known."""

from __future__ import annotations

from typing import Any

import pytest

from trinvis.reports.charts.fan import EIGHTY, FRAME, KNOWN, LEAST_APART, NINETY_FIVE, FanMonth, fan_chart
from trinvis.reports.charts.hits import BAND, DOT, Hit, hits_chart
from trinvis.reports.charts.share_bars import EVENING_OUT, share_bars
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.charts.year_ends import ABOVE, WITHIN, share_below, year_ends_chart

MIO = 100_000_000


def months(closed: int, *, tested: bool = True) -> list[FanMonth]:
    """10 million a month; open months 1 and 2 million to either side."""
    found = []
    for number in range(1, 13):
        spent = number * 10 * MIO
        ends = (spent - MIO, spent + MIO, spent - 2 * MIO, spent + 2 * MIO) if tested and number > closed else ()
        found.append(FanMonth(202600 + number, spent, *ends))
    return found


def layers(spec: dict[str, Any], kind: str, color: str) -> list[dict[str, Any]]:
    return [one for one in spec["layer"] if one["mark"]["type"] == kind and one["mark"].get("color") == color]


def values(layer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


def test_closed_months_are_a_line_and_open_ones_a_fan() -> None:
    spec = fan_chart(months(9), 9, 118 * MIO)
    ahead, known = layers(spec, "line", KNOWN)
    assert [(point["x"], point["y"]) for point in values(known)] == [(6, 60), (7, 70), (8, 80), (9, 90)]
    assert [(point["x"], point["y"]) for point in values(ahead)] == [(9, 90), (10, 100), (11, 110), (12, 120)]
    (eighty,), (ninety_five,) = layers(spec, "area", EIGHTY), layers(spec, "area", NINETY_FIVE)
    assert values(eighty)[0] == {"x": 9, "y": 90, "top": 90}, "the fan opens from the last closed month"
    assert values(eighty)[-1] == {"x": 12, "y": 119, "top": 121}
    assert values(ninety_five)[-1] == {"x": 12, "y": 118, "top": 122}


def test_the_frame_is_spread_evenly_over_the_year() -> None:
    (frame,) = layers(fan_chart(months(9), 9, 118 * MIO), "line", FRAME)
    assert [(point["x"], point["y"]) for point in values(frame)] == [(6, 59), (12, 118)]


def test_without_a_tested_interval_there_is_no_fan() -> None:
    spec = fan_chart(months(9, tested=False), 9, 118 * MIO)
    assert not [one for one in spec["layer"] if one["mark"]["type"] == "area"]


def test_without_a_frame_there_is_no_frame() -> None:
    spec = fan_chart(months(9), 9, 0)
    assert layers(spec, "line", FRAME) == []
    assert [one["mark"]["text"] for one in spec["layer"] if one["mark"]["type"] == "text"] == ["120,0 ventet"]


@pytest.mark.parametrize("frame", [119_900_000_00, 120_000_000_00, 120_100_000_00])
def test_the_words_at_the_ends_do_not_collide(frame: int) -> None:
    words = [one["mark"]["y"] for one in fan_chart(months(9), 9, frame)["layer"] if one["mark"]["type"] == "text"]
    assert abs(words[0] - words[1]) >= LEAST_APART - 1e-6
    assert (words[0] < words[1]) == (frame <= 120 * MIO), "what is more stands above"


@pytest.mark.parametrize("closed", [0, 1, 11, 12])
def test_every_number_of_closed_months_can_be_drawn(closed: int) -> None:
    for narrow in (False, True):
        assert "<svg" in svg_of(fan_chart(months(closed), closed, 118 * MIO, narrow=narrow), title="Forbrug")


EVENLY = [100 * MIO + percent * MIO // 10 for percent in range(101)]
"""The 0th to the 100th percentile of year-ends spread evenly from 100 to 110 million."""


def test_the_share_below_an_amount() -> None:
    assert share_below(EVENLY, 99 * MIO) == 0
    assert share_below(EVENLY, 104 * MIO) == pytest.approx(0.4)
    assert share_below(EVENLY, 104_050_000_00) == pytest.approx(0.405)
    assert share_below(EVENLY, 111 * MIO) == 1


def test_what_lies_above_the_frame_in_the_picture_is_the_chance_of_breaking_it() -> None:
    bars = values(year_ends_chart(EVENLY, 107 * MIO)["layer"][0])
    assert {bar["color"] for bar in bars} == {WITHIN, ABOVE}
    above = sum((bar["x2"] - bar["x"]) * bar["y"] for bar in bars if bar["color"] == ABOVE)
    every = sum((bar["x2"] - bar["x"]) * bar["y"] for bar in bars)
    # from the 1st to the 99th percentile: 29 of the 98 per cent lie above 107 million
    assert above / every == pytest.approx(29 / 98, rel=1e-6)
    assert all(bar["x2"] <= 107.0000001 for bar in bars if bar["color"] == WITHIN)


def test_without_a_frame_no_bar_is_above_it() -> None:
    spec = year_ends_chart(EVENLY, 0)
    assert {bar["color"] for bar in values(spec["layer"][0])} == {WITHIN}
    assert len(spec["layer"]) == 1


def test_shares_are_bars_with_their_share_and_one_below_nothing_points_left() -> None:
    spec = share_bars([("Ophør og forlængelser", 7_000), ("Nye børn", 3_500), ("Refusion", -500)])
    first, second, third = spec["data"]["values"]
    assert [row["text"] for row in (first, second, third)] == ["70 %", "35 %", "−5 %"]
    assert (first["to"] - first["from"]) == pytest.approx(2 * (second["to"] - second["from"]))
    assert third["to"] == pytest.approx(first["from"]), "all start at the same line"
    assert third["color"] == EVENING_OUT


def test_hits_run_towards_the_end_of_the_year() -> None:
    spec = hits_chart([Hit(2024, 6, -150), Hit(2025, 6, 120), Hit(2025, 1, 10)], [(1, 10), (6, 150)])
    dots = next(one for one in spec["layer"] if one["mark"].get("color") == DOT)
    assert [(dot["x"], dot["y"]) for dot in values(dots)] == [(6, -1.5), (6, 1.2), (1, 0.1)]
    band = next(one for one in spec["layer"] if one["mark"].get("color") == BAND)
    assert values(band) == [{"x": 1, "low": -0.1, "high": 0.1}, {"x": 6, "low": -1.5, "high": 1.5}]
    low, high = dots["encoding"]["x"]["scale"]["domain"]
    assert low > high, "most months left stand to the left"
    assert "<svg" in svg_of(spec, title="Har vi ramt før?")
