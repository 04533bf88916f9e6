"""A course as a value stream: words apart, days to scale, work never invisible."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.reports.seen_words import collisions

from trinvis.reports.charts.svg import svg_of
from trinvis.reports.charts.value_stream import (
    SHIFT,
    WAITED,
    WORKED,
    StreamBar,
    StreamPicture,
    value_stream_chart,
    value_stream_words,
)

WIDTHS = pytest.mark.parametrize("narrow", [False, True])
COURSE = StreamPicture(
    "PPR til støtte",
    (
        StreamBar("Henvendelse til indstilling", "Skole", Fraction(49), Fraction(1, 3), "PPR"),
        StreamBar("Indstilling til udredning", "PPR", Fraction(66), Fraction(3, 2), "PPR", shifts=True),
        StreamBar(
            "Udredning til forslag om pædagogisk eller specialpædagogisk støtte", "PPR", Fraction(32), None, "skolen"
        ),
        StreamBar("Forslag til iværksættelse", "Skole", Fraction(42), Fraction(0), shifts=True),
    ),
)
"""Days of seed 002 lines 5420-5430, hours made up."""


@WIDTHS
def test_waiting_is_to_scale_and_each_step_begins_where_the_last_ends(narrow: bool) -> None:
    spec = value_stream_chart(COURSE, narrow=narrow)
    boxes = [one for layer in spec["layer"] if layer["mark"]["type"] == "rect" for one in layer["data"]["values"]]
    waited = [one for one in boxes if one["color"] == WAITED and one["x2"] - one["x"] != 28 and one["y"] > 30]
    widths = [one["x2"] - one["x"] for one in waited]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 66 / 49, 32 / 49, 42 / 49])
    each = (waited[1]["x"] - waited[0]["x"]) / (49 + 1 / 3)
    assert widths[0] == pytest.approx(49 * each)
    worked = [one for one in boxes if one["color"] == WORKED and one["y"] > 30]
    assert all(one["x2"] - one["x"] >= 3 for one in worked)
    assert len(worked) == 2


@WIDTHS
def test_words_stand_apart_and_shifts_are_marked(narrow: bool) -> None:
    spec = value_stream_chart(COURSE, narrow=narrow)
    assert collisions(spec) == []
    dots = [one for layer in spec["layer"] if layer["mark"]["type"] == "point" for one in layer["data"]["values"]]
    assert [one["color"] for one in dots] == [SHIFT] * 3
    assert 'aria-label="PPR. ' in svg_of(spec, title="PPR", words=value_stream_words(COURSE))


@WIDTHS
def test_a_course_of_one_step_has_room(narrow: bool) -> None:
    one = StreamPicture("§ 85", (StreamBar("Åbning til afgørelse", "", Fraction(35), None, "myndigheden"),))
    assert collisions(value_stream_chart(one, narrow=narrow)) == []


@WIDTHS
def test_a_long_name_of_who_is_waited_for_stays_inside(narrow: bool) -> None:
    who = "børne- og ungdomspsykiatrisk afdeling i regionen"
    made = StreamPicture("Lang", tuple(StreamBar("Trin", "", Fraction(days), None, who) for days in (90, 80, 70)))
    assert collisions(value_stream_chart(made, narrow=narrow)) == []


def test_the_words_tell_every_step() -> None:
    words = value_stream_words(COURSE)
    assert words.startswith(
        "PPR til støtte. Henvendelse til indstilling: venter 49 dage, på PPR, arbejder 0,3 dage, hos Skole. "
    )
    assert "Indstilling til udredning: venter 66 dage, på PPR, arbejder 1,5 dage, ansvaret går til PPR." in words
    assert "Længst ventes der i indstilling til udredning." in words


def test_a_course_has_a_step() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        StreamPicture("Tomt", ())
