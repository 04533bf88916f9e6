"""Assumptions fitted to a frame: our own example with numbers of the size of a budget like Horsens', worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.forecast.fit_to_frame import Assumed, FrameError, budget_remarks, fit_to_frame

KR = 100
MIO = 1_000_000 * KR


def of(name: str, persons: float, kr: int) -> Assumed:
    return Assumed(name, name.capitalize(), round(100 * persons), kr * KR)


PLACED = of("anbragte", 240, 600_000)
"""Own example: 240 full-year persons à 600.000 kr. = 144,0 mio. kr."""
THREE = (of("plejefamilier", 150, 400_000), of("opholdssteder", 40, 900_000), of("institutioner", 20, 1_500_000))
"""Own example: 60 + 36 + 30 = 126 mio. kr."""


def test_one_number_for_one_frame() -> None:
    """138 mio. kr. / 600.000 kr. = 230 full-year persons: 10 fewer than the 240 of today, and nothing is left over."""
    fit = fit_to_frame([PLACED], 138 * MIO)
    assert (fit.rows[0].persons, fit.reduction, fit.remainder_oere) == (23_000, 1_000, 0)
    assert budget_remarks(fit, 2027, "anbragte børn og unge") == (
        "Rammen til anbragte børn og unge er 138.000.000 kr. i budget 2027. Antallet er tilpasset rammen, og "
        "gennemsnitspriserne er de nuværende. Der er forudsat 230 helårspersoner til en gennemsnitspris på 600.000 kr., i alt "
        "138.000.000 kr. I dag er der 240. Budgettet kan kun overholdes, når antallet falder med 10 helårspersoner (4,2 %), og "
        "gennemsnitsprisen ikke stiger. Antal gange gennemsnitspris er lig med rammen.",
    )


def test_rounded_down_to_hundredths_with_the_remainder_shown() -> None:
    """100 mio. kr. / 600.000 kr. = 166,666…: 166,66 cost 99.996.000 kr., and 4.000 kr. are less than another hundredth."""
    fit = fit_to_frame([PLACED], 100 * MIO)
    assert (fit.rows[0].persons, fit.amount_oere, fit.remainder_oere) == (16_666, 99_996_000 * KR, 4_000 * KR)
    (said,) = budget_remarks(fit, 2027, "anbragte")
    assert "166,66 helårspersoner" in said
    assert "falder med 73,34 helårspersoner (30,6 %)" in said
    assert said.endswith("Antal gange gennemsnitspris er 99.996.000 kr.; 4.000 kr. af rammen er ikke fordelt.")


def test_a_frame_with_room_for_more_and_one_that_is_as_today() -> None:
    more = fit_to_frame([PLACED], 150 * MIO)
    assert more.reduction == -1_000
    assert (
        "Der er plads til 10 helårspersoner flere (4,2 %), når gennemsnitsprisen ikke stiger."
        in budget_remarks(more, 2027, "x")[0]
    )
    same = fit_to_frame([PLACED], 144 * MIO)
    assert same.reduction == 0
    assert (
        "kan overholdes med det nuværende antal, når gennemsnitsprisen ikke stiger"
        in budget_remarks(same, 2027, "x")[0]
    )


def test_in_proportion_to_what_all_cost() -> None:
    """A tenth less, 113,4 of 126 mio. kr.: a tenth fewer of each, 135, 36 and 18."""
    fit = fit_to_frame(THREE, 113_400_000 * KR)
    assert [row.persons for row in fit.rows] == [13_500, 3_600, 1_800]
    assert fit.remainder_oere == 0
    said = budget_remarks(fit, 2027, "anbringelser")
    assert len(said) == 4
    assert (
        "Det nuværende antal koster 12.600.000 kr. mere, end rammen rummer; gennemsnitspriserne må ikke stige."
        in said[0]
    )
    assert said[1].startswith(
        "Plejefamilier: Der er forudsat 135 helårspersoner til en gennemsnitspris på 400.000 kr., i alt 54.000.000 kr."
    )
    assert (
        "I dag er der 210 helårspersoner, som på et helt år koster 126.000.000 kr.; der er forudsat 189, i alt 113.400.000 kr."
        in said[0]
    )


def test_only_the_types_that_may_move() -> None:
    """6,6 mio. kr. of 66 from the two dear ones, a tenth of each: 36 and 18; foster care as today."""
    fit = fit_to_frame(THREE, 119_400_000 * KR, moves=("opholdssteder", "institutioner"))
    assert [row.persons for row in fit.rows] == [15_000, 3_600, 1_800]


def test_weights_share_the_kroner_to_be_found() -> None:
    """12 mio. kr.: two thirds from institutions (8 mio. = 5,333 à 1,5), a third from residences (4 mio. = 4,444 à 0,9).

    14,666… and 35,555… round down to 14,66 and 35,55: 10.000 and 5.000 kr. are left, a hundredth costs 15.000 and 9.000. Most
    was lost of the institutions' number, so theirs becomes 14,67, and nothing is left.
    """
    fit = fit_to_frame(THREE, 114 * MIO, moves={"institutioner": 2, "opholdssteder": 1})
    assert [row.persons for row in fit.rows] == [15_000, 3_555, 1_467]
    assert fit.remainder_oere == 0


def test_a_type_stops_at_none_and_the_others_take_the_rest() -> None:
    """40 mio. kr. by halves are 20 and 20; 50 by nine tenths would be 45 of the institutions' 30, so 20 of the residences' 36."""
    fit = fit_to_frame(THREE, 76 * MIO, moves={"institutioner": 9, "opholdssteder": 1})
    assert [row.persons for row in fit.rows] == [15_000, 1_777, 0]
    assert fit.remainder_oere == 16 * MIO - 1_777 * 9_000 * KR


@pytest.mark.parametrize(
    ("types", "frame", "moves", "sentence"),
    [
        ((), MIO, None, "Angiv mindst én type, og hver type kun én gang."),
        ((PLACED, PLACED), MIO, None, "Angiv mindst én type, og hver type kun én gang."),
        ((PLACED,), -1, None, "Rammen skal være 0 kr. eller mere."),
        ((of("a", 1, 0),), MIO, None, "A mangler en gennemsnitspris over 0 kr.; angiv den, før antallet kan findes."),
        ((of("a", -1, 1),), MIO, None, "A har et antal under 0; angiv det nuværende antal helårspersoner."),
        (THREE, MIO, ("x",), "Typen »x« er ikke blandt forudsætningerne; vælg blandt plejefamilier, opholdssteder, institutioner."),
        (THREE, MIO, (), "Vælg mindst én type, hvis antal må ændres."),
        (THREE, MIO, {"opholdssteder": 0}, "Vægtene skal være 0 eller mere, og mindst én over 0."),
        (THREE, 90 * MIO, ("institutioner",), "De typer, der må ændres, koster 30.000.000 kr., men der skal findes 36.000.000 kr.; lad flere typer ændres, eller hæv rammen."),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_is_told(
    types: tuple[Assumed, ...], frame: int, moves: tuple[str, ...] | dict[str, int] | None, sentence: str
) -> None:
    with pytest.raises(FrameError) as told:
        fit_to_frame(types, frame, moves=moves)
    assert str(told.value) == sentence


def test_nothing_today_is_shared_out_evenly() -> None:
    fit = fit_to_frame([of("a", 0, 100), of("b", 0, 200)], 400 * KR)
    assert [row.persons for row in fit.rows] == [200, 100]
    (_, first, _) = budget_remarks(fit, 2027, "x")
    assert "Der er plads til 2 helårspersoner flere, når" in first


@given(
    st.lists(st.tuples(st.integers(0, 50_000), st.integers(1, 500_000_000)), min_size=1, max_size=5),
    st.integers(0, 10**11),
)
def test_the_frame_is_never_broken_and_numbers_times_prices_and_remainder_are_it(
    rows: list[tuple[int, int]], frame: int
) -> None:
    types = [Assumed(str(n), str(n), persons, price) for n, (persons, price) in enumerate(rows)]
    fit = fit_to_frame(types, frame)
    assert fit.amount_oere + fit.remainder_oere == frame
    assert fit.remainder_oere >= 0
    movers = [row for row in fit.rows if row.today.persons or not any(one.persons for one in types)]
    assert fit.remainder_oere <= sum(row.today.price_oere / 100 + 1 for row in movers)
    assert all(row.persons >= 0 for row in fit.rows)
    assert not any(".." in said or "  " in said for said in budget_remarks(fit, 2027, "området"))
