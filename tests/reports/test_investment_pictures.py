"""The pictures of a business case: what is drawn, that what is not known is no line, and that words can be read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.reports.seen_words import collisions, texts

from trinvis.reports.charts.expected_realised import (
    ExpectedRealised,
    Moment,
    expected_realised_chart,
    expected_realised_words,
)
from trinvis.reports.charts.heat_table import GAINS, LOSSES, HeatTable, heat_table_chart, heat_table_words
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.net_gain import NetGain, YearGain, net_gain_chart, net_gain_words
from trinvis.reports.charts.net_outcomes import NetOutcomes, net_outcomes_chart, net_outcomes_words
from trinvis.reports.charts.payer_years import Payers, PayerYears, payer_years_chart, payer_years_words, runs
from trinvis.reports.charts.persons_years import (
    OUTCOMES,
    PersonsYears,
    StateYears,
    colors,
    persons_years_chart,
    persons_years_words,
)
from trinvis.reports.charts.ranked_bars import RankedBar, RankedBars, ranked_bars_chart, ranked_bars_words
from trinvis.reports.charts.reading_band import Course, ReadingBand, reading_band_chart, reading_band_words
from trinvis.reports.charts.staircase import COLORS
from trinvis.reports.charts.svg import svg_of
from trinvis.reports.charts.tornado import End, Swing, Tornado, tornado_chart, tornado_words
from trinvis.reports.charts.year_plot import GAIN, LOSS, SUBJECT, unit_of

WIDTHS = pytest.mark.parametrize("narrow", [False, True])
KRONE, MIO = 100, 100_000_000

# [004:688-716]: net gain by year with a success rate of 10 per cent, kroner
PUBLISHED = (-2_175_391, -82_368, 1_677_654, 3_332_551)


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


# units


def test_the_unit_follows_the_largest_amount() -> None:
    assert unit_of([275_244_600]).signed(275_244_600) == "+2,75"
    assert unit_of([-58_010_500, 275_244_600]).signed(-58_010_500) == "−0,58"
    assert (unit_of([39_940_000]).words, unit_of([39_940_000]).signed(39_940_000)) == ("1.000 kr.", "+399")
    assert (unit_of([12_300]).words, unit_of([]).words) == ("kr.", "kr.")
    assert unit_of([275_244_600]).signed(0) == "0,00"
    assert unit_of([39_940_000]).said == "tusind kr."


def test_a_figure_is_not_parted_from_its_unit() -> None:
    assert lines_of("Egen sammensætning, succesrate 6 %", 33) == ["Egen sammensætning, succesrate", "6 %"]
    assert lines_of("efter fire år 2,75 mio. kr. mere", 20) == ["efter fire år", "2,75 mio. kr. mere"]


# net gain


def published(*, unknown: bool = False, simulated: bool = False) -> NetGain:
    """Years 1-4 as published; years 5-6 made up as a range."""
    years, total = [], 0
    for number, net in enumerate(PUBLISHED, 1):
        total += net * KRONE
        ends = (total - number * MIO, total + number * MIO) if simulated else None
        inner = (total - number * MIO // 2, total + number * MIO // 2) if simulated else None
        years.append(YearGain((net * KRONE, net * KRONE), (total, total), inner, ends))
    if unknown:
        years += [
            YearGain((3 * MIO, 5 * MIO), (total + 3 * MIO, total + 5 * MIO)),
            YearGain((2 * MIO, 3 * MIO), (total + 5 * MIO, total + 8 * MIO)),
        ]
    return NetGain(2018, tuple(years), break_even=4)


@WIDTHS
def test_gains_are_green_losses_rust_and_the_sum_a_line(narrow: bool) -> None:
    spec = net_gain_chart(published(), narrow=narrow)
    bars = of_kind(spec, "rect")[0]
    assert [bar["color"] for bar in bars] == [LOSS, LOSS, GAIN, GAIN]
    (line,) = of_kind(spec, "line", color=SUBJECT, strokeWidth=2.5)[:1]
    assert len(line) == 4
    assert any("+2,75" in text for text in texts(spec))
    drawn(spec, net_gain_words(published()))


@WIDTHS
def test_years_whose_course_is_not_known_are_a_band_and_never_a_line(narrow: bool) -> None:
    made = published(unknown=True)
    spec = net_gain_chart(made, narrow=narrow)
    assert made.known == 4
    solid = [points for points in of_kind(spec, "line", color=SUBJECT, strokeWidth=2.5) if len(points) > 2]
    assert [len(points) for points in solid] == [4], "the line ends where the readings part"
    (area,) = of_kind(spec, "area")
    assert len(area) == 3, "the band opens from the last year that is known"
    assert area[0]["y"] == area[0]["y2"]
    assert area[-1]["y"] < area[-1]["y2"]
    assert len(of_kind(spec, "line", strokeDash=[4, 3])) == 2
    drawn(spec, net_gain_words(made))


def test_the_words_say_where_it_is_known_and_what_is_a_band() -> None:
    assert net_gain_words(published(unknown=True)) == (
        "Lagt sammen +2,75 mio. kr. efter 4 år; tjent ind i år 4; fra år 5 er forløbet ikke kendt; "
        "efter 6 år mellem +7,75 og +10,75 mio. kr."
    )


@WIDTHS
def test_intervals_lie_behind_the_line(narrow: bool) -> None:
    made = published(simulated=True)
    spec = net_gain_chart(made, narrow=narrow)
    outer, inner = of_kind(spec, "area")
    assert outer[-1]["y"] < inner[-1]["y"] < inner[-1]["y2"] < outer[-1]["y2"]
    kinds = [layer["mark"]["type"] for layer in spec["layer"]]
    assert kinds.index("area") < kinds.index("line")
    assert "90 % sandsynligt mellem −1,25 og +6,75 mio. kr." in net_gain_words(made)
    drawn(spec, net_gain_words(made))


@WIDTHS
@pytest.mark.parametrize("years", [1, 2, 60])
def test_every_horizon_can_be_drawn(years: int, narrow: bool) -> None:
    course = tuple(YearGain((MIO, MIO), (number * MIO, number * MIO)) for number in range(1, years + 1))
    drawn(net_gain_chart(NetGain(2018, course, 1), narrow=narrow), "ord")


# the readings that fit


def readings() -> ReadingBand:
    ten = Course("Succesrate 10 %", ((-2 * MIO,) * 2, (MIO, MIO), (3 * MIO, 5 * MIO)), "tjent ind i år 2", subject=True)
    six = Course("Succesrate 6 %", ((-3 * MIO,) * 2, (-2 * MIO,) * 2, (-MIO, MIO)), "tjent ind i år 3 eller senere")
    return ReadingBand(2018, (ten, six))


@WIDTHS
def test_readings_are_lines_while_they_agree_and_bands_from_where_they_part(narrow: bool) -> None:
    spec = reading_band_chart(readings(), narrow=narrow)
    assert [len(points) for points in of_kind(spec, "area")] == [2, 2]
    lines = [points for points in of_kind(spec, "line", strokeWidth=2.5) if points[0]["x"] != 0]
    assert [len(points) for points in lines] == [2, 2]
    assert "tjent ind i år 2" in texts(spec)
    drawn(spec, reading_band_words(readings()))


def test_the_readings_in_words() -> None:
    assert reading_band_words(readings()) == (
        "Succesrate 10 %: +1,00 efter 2 år, +3,00 til +5,00 efter 3 år, tjent ind i år 2; "
        "Succesrate 6 %: −2,00 efter 2 år, −1,00 til +1,00 efter 3 år, tjent ind i år 3 eller senere (mio. kr.)"
    )


def test_courses_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="each year"):
        ReadingBand(2018, (Course("a", ((0, 0),), ""), Course("b", ((0, 0), (1, 1)), "")))


# tornado


def tornado() -> Tornado:
    return Tornado(
        "nettogevinst efter 4 år",
        275_244_600,
        (
            Swing("Succesrate", End("6 %", -415_425_300), End("10 %", 275_244_600)),
            Swing("Øvrig drift, der er i beregningen og ikke i teksten", End("0 kr.", 1_219_131_700), End("3 mio. kr.", 129_000_000)),
            Swing("Tilbagefald", End("0 %", 300_000_000), End("120 %", None)),
        ),
    )  # fmt: skip


@WIDTHS
def test_the_end_that_lowers_is_rust_whichever_value_it_has(narrow: bool) -> None:
    spec = tornado_chart(tornado(), narrow=narrow)
    boxes = [box for box in of_kind(spec, "rect")[-1] if box["x2"] - box["x"] > 0.5]
    assert [box["color"] for box in boxes] == [LOSS, GAIN, LOSS, GAIN]
    base = of_kind(spec, "rule", strokeWidth=1.5)[0][0]["x"]
    assert boxes[0]["x2"] == pytest.approx(base)
    assert boxes[1]["x"] == pytest.approx(base), "no running costs gain, whatever end of the input that is"
    assert "120 %" not in texts(spec), "what cannot be calculated has no bar"
    drawn(spec, tornado_words(tornado()))


def test_the_tornado_in_words_says_what_cannot_be_calculated() -> None:
    said = tornado_words(tornado())
    assert said.startswith(
        "Uden ændringer +2,75 mio. kr., nettogevinst efter 4 år. Succesrate: −4,15 ved 6 %, +2,75 ved 10 %"
    )
    assert said.endswith("Tilbagefald: +3,00 ved 0 %, kan ikke regnes ved 120 %")


# payers


def payers() -> Payers:
    own, partner = (-9 * MIO, -MIO, 4 * MIO, 8 * MIO), (-2 * MIO, MIO, 2 * MIO, 2 * MIO)
    both = tuple(a + b for a, b in zip(own, partner, strict=True))
    return Payers(
        2018,
        (
            PayerYears("Ishøj Kommune, Center for Børn og Forebyggelse", own, "80,6 % af udgiften"),
            PayerYears("Vallensbæk Kommune", partner),
            PayerYears("Staten", (0, 0, 0, 0)),
            PayerYears("Tilsammen", both, whole=True),
        ),
    )


@WIDTHS
def test_payers_share_a_scale_and_show_their_sums(narrow: bool) -> None:
    spec = payer_years_chart(payers(), narrow=narrow)
    own, partner, both, *_ = of_kind(spec, "rect")
    assert [bar["color"] for bar in own] == [LOSS, LOSS, GAIN, GAIN]
    tall = [bar["y2"] - bar["y"] for bar in (own[1], partner[1])]
    assert tall[0] == pytest.approx(tall[1]), "a million is as tall in every row"
    assert {"+2,00", "+3,00", "0,00", "+5,00"} <= set(texts(spec))
    assert [bar["color"] for bar in both] == [LOSS, GAIN, GAIN], (
        "a payer without money and a year at nothing have no bar"
    )
    drawn(spec, payer_years_words(payers()))


def test_payers_in_words_name_the_years_that_they_pay_more() -> None:
    assert payer_years_words(payers()).split("; ")[0] == (
        "Ishøj Kommune, Center for Børn og Forebyggelse +2,00 mio. kr. i alt, betaler mere i år 1-2"
    )
    assert [runs([1]), runs([1, 2, 3, 7]), runs([1, 3, 5])] == ["1", "1-3 og 7", "1, 3 og 5"]


# ranked bars


def ranked() -> RankedBars:
    return RankedBars(
        (
            RankedBar("Tidlig indsats i dagtilbud", Fraction(19, 5), "3,80 kr.", "2,0 mio. kr. i investering"),
            RankedBar("Flere plejefamilier", Fraction(4, 5), "0,80 kr.", "ikke valgt", "quiet"),
            RankedBar("En sag med tab, hvis navn er så langt, at det må deles på to linjer", Fraction(-1), "−1,00 kr.", "", "worse"),
        ),
        Fraction(1),
        "1 krone tilbage for 1 krone",
    )  # fmt: skip


@WIDTHS
def test_ranked_bars_start_at_nothing_and_their_mark_is_dashed(narrow: bool) -> None:
    spec = ranked_bars_chart(ranked(), narrow=narrow)
    bars = of_kind(spec, "rect")[0]
    assert bars[0]["x"] == pytest.approx(bars[1]["x"])
    assert bars[2]["x2"] == pytest.approx(bars[0]["x"])
    (mark,) = {row["x"] for row in of_kind(spec, "rule", strokeDash=[4, 3])[0]}
    assert bars[1]["x2"] < mark < bars[0]["x2"]
    drawn(spec, ranked_bars_words(ranked()))


# heat table


def heat() -> HeatTable:
    return HeatTable(
        "Ned: succesrate",
        "Hen: gennemsnitlig anbringelsesudgift pr. årsværk, kr.",
        ("6 %", "10 %"),
        ("622.266", "709.502", "800.000"),
        ((-562_478_100, -415_425_300, None), (30_156_700, 275_244_600, 529_000_000)),
        (1, 1),
    )


@WIDTHS
def test_a_loss_has_rust_ground_a_gain_green_and_the_case_an_edge(narrow: bool) -> None:
    spec = heat_table_chart(heat(), narrow=narrow)
    cells = of_kind(spec, "rect")[0]
    assert [cell["color"] in LOSSES for cell in cells] == [True, True, False, False, False, False]
    assert [cell["color"] in GAINS for cell in cells] == [False, False, False, True, True, True]
    edge = of_kind(spec, "line", strokeWidth=2)[0]
    assert (edge[0]["x"], edge[0]["y"]) == (round(cells[4]["x"], 1), round(cells[4]["y"], 1))
    assert "–" in texts(spec)
    drawn(spec, heat_table_words(heat()))


@WIDTHS
def test_seven_long_headings_do_not_lie_on_one_another(narrow: bool) -> None:
    columns = tuple(f"{number}.000.000" for number in range(1, 8))
    made = HeatTable("Ned: rente", "Hen: kr.", ("1 %",), columns, (tuple(number * MIO for number in range(7)),))
    assert collisions(heat_table_chart(made, narrow=narrow)) == []


def test_the_heat_table_in_words() -> None:
    assert heat_table_words(heat()) == (
        "Casens egen +2,75; lavest −5,62 ved 6 % og 622.266; højest +5,29 ved 10 % og 800.000; 2 af 5 par giver tab (mio. kr.)"
    )


# outcomes


EVENLY = NetOutcomes(tuple((percent - 40) * MIO // 10 for percent in range(101)), MIO, 6_000)


@WIDTHS
def test_outcomes_below_nothing_are_told_apart_and_no_bar_crosses(narrow: bool) -> None:
    spec = net_outcomes_chart(EVENLY, narrow=narrow)
    bars = of_kind(spec, "rect")[0]
    rust = sum((bar["x2"] - bar["x"] + 1) * (bar["y2"] - bar["y"]) for bar in bars if bar["color"] == LOSS)
    every = sum((bar["x2"] - bar["x"] + 1) * (bar["y2"] - bar["y"]) for bar in bars)
    # from the 1st to the 99th percentile 39 of 98 per cent lie below nothing
    assert rust / every == pytest.approx(39 / 98, rel=1e-3)
    assert {"← tab 40 %", "gevinst 60 % →"} <= set(texts(spec))
    drawn(spec, net_outcomes_words(EVENLY))


def test_outcomes_in_words() -> None:
    assert net_outcomes_words(EVENLY) == (
        "Gevinst i 60 % af gennemregningerne; i gennemsnit +1,00 mio. kr.; 90 % ligger mellem −3,50 og +5,50 mio. kr."
    )


def test_a_case_that_always_gains_has_no_rust() -> None:
    sure = NetOutcomes(tuple(MIO + percent * MIO // 10 for percent in range(101)), 6 * MIO, 10_000)
    assert {bar["color"] for bar in of_kind(net_outcomes_chart(sure), "rect")[0]} == {GAIN}
    assert "gevinst over 99 % →" in texts(net_outcomes_chart(sure))


# expected and realised


def followed() -> ExpectedRealised:
    return ExpectedRealised(
        "Anbragte børn, årsværk",
        (
            Moment("1. halvår 2018", Fraction(34), Fraction(31), Fraction(36), Fraction(35), Fraction(33), Fraction(37)),
            Moment("2. halvår 2018", Fraction(32), Fraction(28), Fraction(35), Fraction(67, 2)),
            Moment("1. halvår 2019", Fraction(30), Fraction(25), Fraction(34)),
        ),
        1,
    )  # fmt: skip


@WIDTHS
def test_what_has_come_is_dots_and_what_was_expected_a_dashed_line(narrow: bool) -> None:
    spec = expected_realised_chart(followed(), narrow=narrow)
    (expected, *_) = of_kind(spec, "line", strokeDash=[6, 4])
    assert len(expected) == 3
    assert [len(dots) for dots in of_kind(spec, "point", size=70)] == [2], "no dot where nothing has come yet"
    assert [len(whiskers) for whiskers in of_kind(spec, "rule", strokeWidth=2)] == [1]
    assert "33,5" in texts(spec)
    drawn(spec, expected_realised_words(followed()))


def test_the_newest_is_said_against_what_was_expected() -> None:
    assert expected_realised_words(followed()) == (
        "2. halvår 2018: 33,5 mod ventet 32,0, 90 % ventet mellem 28,0 og 35,0"
    )
    ahead = ExpectedRealised("Børn", (Moment("2018", Fraction(1)),))
    assert expected_realised_words(ahead) == "Der er endnu ingen tal fra driften"
    drawn(expected_realised_chart(ahead), "ord")


# persons


def persons() -> PersonsYears:
    """15,5 children of whom relapse takes a fifth in the third year."""
    today = (StateYears("Hjemme", 3, (0, 0, 0)), StateYears("Anbragt", None, (310, 620, 930)))
    effort = (StateYears("Hjemme", 3, (310, 620, 744)), StateYears("Anbragt", None, (0, 0, 186)))
    return PersonsYears(2018, (("Som i dag", today), ("Ishøj-model i Børneteamet", effort)))


@WIDTHS
def test_persons_stand_on_one_scale_in_the_staircases_colours(narrow: bool) -> None:
    made = persons()
    spec = persons_years_chart(made, narrow=narrow)
    assert colors(made.alternatives[0][1]) == [COLORS[2], OUTCOMES[0]]
    today, effort = of_kind(spec, "rect", strokeWidth=0.5)
    assert today[-1]["y2"] - today[-1]["y"] == pytest.approx(effort[-2]["y2"] - effort[-1]["y"])
    drawn(spec, persons_years_words(made))


def test_persons_in_words() -> None:
    assert persons_years_words(persons()) == (
        "Som i dag, efter 3 år: 9,3 Anbragt; Ishøj-model i Børneteamet, efter 3 år: 7,4 Hjemme, 1,9 Anbragt"
    )
