"""The forecast in sentences, from its figures."""

from __future__ import annotations

import pytest

from trinvis.reports import danish
from trinvis.reports.forecast_sentences import (
    committee_sentence,
    forecast_answer,
    held_sentence,
    hit_sentence,
    span,
)

MIO = 100_000_000


@pytest.mark.parametrize(
    ("expected", "frame", "chance", "sentence"),
    [
        (
            12_530_000_000, 12_400_000_000, 6_400,
            "Vi venter 125,3 mio. kr. i 2026, 1,3 mio. kr. over rammen; der er 64 % risiko for at bryde den.",
        ),
        (
            12_330_000_000, 12_400_000_000, 2_140,
            "Vi venter 123,3 mio. kr. i 2026, 0,7 mio. kr. under rammen; der er 21 % risiko for at bryde den.",
        ),
        (12_530_000_000, 12_400_000_000, None, "Vi venter 125,3 mio. kr. i 2026, 1,3 mio. kr. over rammen."),
        (12_400_000_000, 12_400_000_000, None, "Vi venter 124,0 mio. kr. i 2026, netop rammen."),
        (12_530_000_000, 0, None, "Vi venter 125,3 mio. kr. i 2026; der er ingen ramme at holde op mod."),
        (123_456_700, 120_000_000, None, "Vi venter 1.234.567 kr. i 2026, 34.567 kr. over rammen."),
    ],
)  # fmt: skip
def test_the_answer(expected: int, frame: int, chance: int | None, sentence: str) -> None:
    assert forecast_answer(2026, expected, frame, chance) == sentence


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0, "under 1 %"), (99, "under 1 %"), (100, "1 %"), (6_449, "64 %"), (9_900, "99 %"), (10_000, "over 99 %")],
)
def test_never_and_always_are_not_said(chance: int, words: str) -> None:
    assert danish.chance(chance) == words


def test_a_span_has_the_decimals_that_tell_its_ends_apart() -> None:
    assert span(12_210_000_000, 12_840_000_000) == "122,1 og 128,4 mio. kr."
    assert span(12_210_000_000, 12_214_000_000) == "122,10 og 122,14 mio. kr."
    assert span(43_000_000, 47_000_000, "–") == "430.000–470.000 kr."


def test_how_close_earlier_forecasts_came() -> None:
    assert (
        hit_sentence(6, 120, years=2)
        == "Fra seks måneder før årets udgang har vi ramt inden for ± 1,2 % af rammen i de to år, der er prøvet."
    )
    assert hit_sentence(1, 30, years=1).startswith("Fra en måned før")
    assert held_sentence(19, 24) == "80 %-intervallet holdt i 19 af 24 måneder."


def test_what_a_committee_is_told() -> None:
    said = committee_sentence(
        day="30. september 2026",
        year=2026,
        expected_oere=12_530_000_000,
        frame_oere=12_400_000_000,
        interval=(12_210_000_000, 12_840_000_000),
        chance=6_400,
        uncertain=[("Ophør og forlængelser", 5_200), ("Nye børn", 3_400)],
        tested="Prøvet på 24 måneder.",
    )
    assert said == (
        "Pr. 30. september 2026 ventes det specialiserede børne- og ungeområde at koste 125,3 mio. kr. i 2026 mod en ramme på "
        "124,0 mio. kr.: et merforbrug på 1,3 mio. kr. Det er 80 % sandsynligt, at regnskabet ender mellem 122,1 og 128,4 mio. kr.; "
        "risikoen for, at rammen ikke holder, er 64 %. Mest af usikkerheden kommer fra ophør og forlængelser (52 %) og nye børn "
        "(34 %). Prøvet på 24 måneder."
    )


def test_a_committee_is_told_no_interval_that_was_not_tested() -> None:
    said = committee_sentence(
        day="30. september 2026",
        year=2026,
        expected_oere=12_530_000_000,
        frame_oere=12_400_000_000,
        interval=None,
        chance=None,
        uncertain=[("Nye børn", 3_400)],
        tested="Usikkerheden er ikke prøvet.",
    )
    assert said.endswith("et merforbrug på 1,3 mio. kr. Usikkerheden er ikke prøvet.")
    assert "%" not in said
