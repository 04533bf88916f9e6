"""What leaders answered, and a house month by month: bars that fill the whole, and what is known told from what is expected."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.reports.seen_words import collisions, texts

from trinvis.reports.charts.answer_grid import COLORS, AnswerGrid, AnswerRow, answer_grid_chart, answer_grid_words
from trinvis.reports.charts.house_month_series import HouseMonthBar, HouseMonths, house_months_words
from trinvis.reports.charts.house_months import AHEAD, INTERVAL, KNOWN, PLACES, QUEUE, house_months_chart
from trinvis.reports.charts.svg import svg_of

WIDTHS = pytest.mark.parametrize("narrow", [False, True])


def of_kind(spec: dict[str, Any], kind: str, **mark: Any) -> list[list[dict[str, Any]]]:
    return [
        layer["data"]["values"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind and all(layer["mark"].get(name) == value for name, value in mark.items())
    ]


def colored(spec: dict[str, Any], color: str, below: float) -> list[dict[str, Any]]:
    return [box for boxes in of_kind(spec, "rect") for box in boxes if box["color"] == color and box["y"] > below]


def drawn(spec: dict[str, Any], words: str) -> None:
    assert collisions(spec) == []
    svg = svg_of(spec, title="Titel", words=words)
    assert 'aria-label="Titel. ' in svg
    assert " id=" not in svg
    assert " style=" not in svg


# answers

WORDS = ("store problemer", "mindre problemer", "ingen problemer", "ved ikke")


def answers(*, one_group: bool = False) -> AnswerGrid:
    """Invented counts: 12 of 48 are 25 %, 24 of 48 are 50 %."""
    items = ("Koordination og samarbejde med børne- og ungdomspsykiatrien", "Ventetid", "Tilsyn")
    groups = ("Børne- og familieforvaltninger",) if one_group else ("Børne- og familieforvaltninger", "PPR-enheder")
    counts = {0: (12, 24, 10, 2), 1: (30, 1, 3, 6), 2: (0, 0, 0, 0)}
    return AnswerGrid(
        "barrier", WORDS,
        tuple(AnswerRow(item, group, counts[number], 3 + number) for number, item in enumerate(items) for group in groups),
    )  # fmt: skip


@WIDTHS
@pytest.mark.parametrize("one_group", [False, True])
def test_the_four_answers_fill_the_bar_by_their_shares(narrow: bool, one_group: bool) -> None:
    made = answers(one_group=one_group)
    spec = answer_grid_chart(made, narrow=narrow)
    bars = [boxes for boxes in of_kind(spec, "rect") if len(boxes) > 1]
    assert len(bars) == (2 if one_group else 4), "a row without answers has no bar"
    first, *_ = bars
    whole = first[-1]["x2"] - first[0]["x"]
    assert [box["color"] for box in first] == list(COLORS["barrier"])
    assert [round((box["x2"] - box["x"]) / whole * 48, 6) for box in first] == [12, 24, 10, 2]
    assert {round(boxes[0]["x"]) for boxes in bars} == {round(first[0]["x"])}
    assert {"25 %", "50 %", "75 %", "n = 48", "n = 40", "n = 0", "ingen svar"} <= set(texts(spec))
    assert "4 %" not in texts(spec), "no words where there is no room"
    drawn(spec, answer_grid_words(made))


@WIDTHS
def test_rows_stand_as_given_and_groups_are_named_where_there_are_more(narrow: bool) -> None:
    spec = answer_grid_chart(answers(), narrow=narrow)
    assert sum(text.startswith("PPR") for text in texts(spec)) == 3
    assert not any("PPR" in text for text in texts(answer_grid_chart(answers(one_group=True), narrow=narrow)))
    counted = [text for text in texts(spec) if text.startswith("n = ")]
    assert counted == ["n = 48", "n = 48", "n = 40", "n = 40", "n = 0", "n = 0"]


def test_barriers_and_opportunities_have_colours_of_their_own() -> None:
    assert COLORS["barrier"][0] != COLORS["opportunity"][0]
    spec = answer_grid_chart(AnswerGrid("opportunity", WORDS, answers().rows))
    assert colored(spec, COLORS["opportunity"][0], 20)
    assert not colored(spec, COLORS["barrier"][0], 0)


def test_answers_in_words_count_those_who_did_not_answer() -> None:
    assert answer_grid_words(answers(one_group=True)) == (
        "Koordination og samarbejde med børne- og ungdomspsykiatrien: store problemer 25 %, mindre problemer 50 %, "
        "ingen problemer 21 %, ved ikke 4 % (n = 48, 3 har ikke svaret); "
        "Ventetid: store problemer 75 %, mindre problemer 3 %, ingen problemer 8 %, ved ikke 15 % "
        "(n = 40, 4 har ikke svaret); Tilsyn: ingen svar, 5 har ikke svaret"
    )
    assert answer_grid_words(answers()).startswith(
        "Koordination og samarbejde med børne- og ungdomspsykiatrien, Børne- og familieforvaltninger: "
    )
    with pytest.raises(ValueError, match="row"):
        AnswerGrid("barrier", WORDS, ())


# a house


def house(*, hidden: bool = False, months: int = 12, marks: bool = True) -> HouseMonths:
    """Eight places, ten from the seventh month on; the second half is expected, and who waits is told for the known months."""
    bars, closed = [], months // 2
    for number in range(months):
        month = (2026 + number // 12) * 100 + number % 12 + 1
        if number < closed:
            living = None if hidden else Fraction(min(8, 6 + number))
            bars.append(HouseMonthBar(month, Fraction(8), living, Fraction(3 if number == 2 else 0)))
        else:
            bars.append(HouseMonthBar(month, Fraction(10), Fraction("8.25"), None, Fraction(5), Fraction(10)))
    full, empty = (202603, bars[-1].month) if marks else (None, None)
    return HouseMonths(tuple(bars), closed, full, empty)


@WIDTHS
def test_what_is_known_is_strong_what_is_expected_light_with_its_interval(narrow: bool) -> None:
    made = house()
    spec = house_months_chart(made, narrow=narrow)
    known, ahead = colored(spec, KNOWN, 70), colored(spec, AHEAD, 70)
    assert (len(known), len(ahead)) == (6, 6)
    tall = [bar["y2"] - bar["y"] for bar in known]
    assert tall[0] / tall[2] == pytest.approx(6 / 8)
    assert (ahead[0]["y2"] - ahead[0]["y"]) / tall[2] == pytest.approx(8.25 / 8)
    (intervals,) = of_kind(spec, "rule", color=INTERVAL)
    upright = [row for row in intervals if row["x"] == row["x2"]]
    assert len(upright) == 6
    assert all(row["y2"] < bar["y"] < row["y"] for row, bar in zip(upright, ahead, strict=True))
    (step,) = [points for points in of_kind(spec, "line", color=PLACES) if len(points) > 2]
    assert len(step) == 24
    assert {point["y"] for point in step} == {step[0]["y"], step[-1]["y"]}, "a step, and no slope"
    assert step[0]["y"] == pytest.approx(known[2]["y"], abs=0.1), "a full house reaches its places"
    drawn(spec, house_months_words(made))


@WIDTHS
def test_who_waits_stands_above_the_places(narrow: bool) -> None:
    spec = house_months_chart(house(), narrow=narrow)
    (queue,) = colored(spec, QUEUE, 70)
    known = colored(spec, KNOWN, 70)
    assert queue["y2"] < known[2]["y"]
    assert (queue["y2"] - queue["y"] + 2) / (known[2]["y2"] - known[2]["y"]) == pytest.approx(3 / 8)


@WIDTHS
@pytest.mark.parametrize("months", [1, 2, 9, 24, 36])
def test_every_number_of_months_can_be_read_and_the_marks_are_named(narrow: bool, months: int) -> None:
    made = house(months=months, marks=months > 4)
    spec = house_months_chart(made, narrow=narrow)
    drawn(spec, house_months_words(made))
    assert ("fuldt fra marts 2026" in texts(spec)) == (months > 4)
    assert any(text.startswith("ventes tomt fra") for text in texts(spec)) == (months > 4)


@WIDTHS
def test_a_month_whose_persons_are_not_shown_has_no_bar(narrow: bool) -> None:
    made = house(hidden=True)
    spec = house_months_chart(made, narrow=narrow)
    assert colored(spec, KNOWN, 70) == []
    assert "antal vises ikke" in texts(spec)
    assert "bor i huset" not in texts(spec)
    said = house_months_words(made)
    assert "juni 2026: 8 pladser, antal personer vises ikke" in said
    drawn(spec, said)


def test_the_house_in_words() -> None:
    assert house_months_words(house()) == (
        "juni 2026: bor 8 på 8 pladser; december 2026: ventes 8,3 på 10 pladser (80 % sandsynligt mellem 5 og 10); "
        "fuldt fra marts 2026; ventes tomt fra december 2026; flest venter i marts 2026: 3 personer; "
        "ventende ikke oplyst i 6 måneder"
    )


def test_months_that_do_not_rise_and_marks_outside_are_refused() -> None:
    bar = HouseMonthBar(202601, Fraction(8), Fraction(1))
    with pytest.raises(ValueError, match="rise"):
        HouseMonths((bar, bar), 1)
    with pytest.raises(ValueError, match="one of the months"):
        HouseMonths((bar,), 1, first_full=202607)
