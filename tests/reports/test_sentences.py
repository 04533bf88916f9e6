"""The answer sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.reports.sentences import changes_answer, commitments_answer, frame_answer, import_answer

MIO = 100_000_000


@pytest.mark.parametrize(
    ("budget", "forecast", "sentence"),
    [
        (
            119 * MIO,
            12_140_000_000,
            "Rammen på 119,0 mio. kr. holder næppe: vi forventer 121,4 mio. kr., et merforbrug på 2,4 mio. kr.",
        ),
        (
            119 * MIO,
            11_780_000_000,
            "Rammen på 119,0 mio. kr. holder: vi forventer 117,8 mio. kr., et mindreforbrug på 1,2 mio. kr.",
        ),
        (119 * MIO, 119 * MIO, "Rammen på 119,0 mio. kr. holder: vi forventer 119,0 mio. kr., netop rammen."),
        # one decimal would say 119,0 and 121,5 and 2,4: two decimals add up
        (
            11_904_000_000,
            12_146_000_000,
            "Rammen på 119,04 mio. kr. holder næppe: vi forventer 121,46 mio. kr., et merforbrug på 2,42 mio. kr.",
        ),
        # a small deviation is not rounded away
        (
            119 * MIO,
            119 * MIO + 1_234_500,
            "Rammen på 119.000.000 kr. holder næppe: vi forventer 119.012.345 kr., et merforbrug på 12.345 kr.",
        ),
        (0, 5 * MIO, "Der er ingen ramme: vi forventer 5.000.000 kr., et merforbrug på 5.000.000 kr."),
        (
            -170_000_000,
            -280_000_000,
            "Rammen på −1.700.000 kr. holder: vi forventer −2.800.000 kr., en merindtægt på 1.100.000 kr.",
        ),
    ],
)
def test_the_frame(budget: int, forecast: int, sentence: str) -> None:
    assert frame_answer(budget, forecast) == sentence


def test_a_closed_year_is_told_in_the_past() -> None:
    assert frame_answer(100 * MIO, 103 * MIO, year_closed=True) == (
        "Rammen på 100,0 mio. kr. blev overskredet: regnskabet blev 103,0 mio. kr., et merforbrug på 3,0 mio. kr."
    )


@given(st.integers(-(10**13), 10**13), st.integers(-(10**13), 10**13))
def test_the_readers_own_subtraction_agrees(budget: int, forecast: int) -> None:
    """The three figures of the sentence add up as they are written, whatever they are."""
    figures = [
        _number(text) for text in re.findall(r"−?\d[\d.]*(?:,\d+)?(?= (?:mio\. )?kr)", frame_answer(budget, forecast))
    ]
    if budget and budget != forecast:
        shown_budget, shown_forecast, deviation = figures
        assert abs(shown_budget - shown_forecast) == deviation
        assert deviation > 0


def _number(text: str) -> int:
    whole, _, part = text.replace(".", "").replace("−", "-").partition(",")
    return int(whole + part.ljust(3, "0")) if not whole.startswith("-") else -int(whole[1:] + part.ljust(3, "0"))


def test_commitments() -> None:
    assert commitments_answer(4_550 * MIO // 100, 118, 9_642, 2026) == (
        "Der er disponeret 45,5 mio. kr. i 2026 til 118 børn, svarende til 96,4 helårspersoner."
    )
    assert commitments_answer(0, 0, 0, 2026) == "Der er ikke disponeret noget i 2026."


def test_changes() -> None:
    assert changes_answer(120 * MIO, 12_060_000_000) == (
        "Det forventede regnskab er steget med 0,6 mio. kr. fra 120,0 mio. kr. til 120,6 mio. kr."
    )
    assert changes_answer(120 * MIO, 120 * MIO) == "Det forventede regnskab er uændret 120,0 mio. kr."


def test_import() -> None:
    assert import_answer(1_204, 1_190, 9, 3, 2) == (
        "Af 1.204 rækker blev 1.190 indlæst, 9 afvist og 5 genkendt som sum- og titelrækker."
    )
    assert import_answer(1, 1, 0, 0, 0) == "Af 1 række blev 1 indlæst og 0 afvist."
