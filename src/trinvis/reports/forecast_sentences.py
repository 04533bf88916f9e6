"""What a simulated forecast says, in sentences: the year-end, its interval, the risk of breaking the frame."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.calculations.followup.rows import deviation_word
from trinvis.reports import danish
from trinvis.reports.sentences import writing_that_adds_up


def forecast_answer(year: int, expected_oere: int, frame_oere: int, chance: int | None = None) -> str:
    """*Vi venter 125,3 mio. kr. i 2026, 1,3 mio. kr. over rammen; der er 64 % risiko for at bryde den.*

    ``chance`` in hundredths of a per cent is left out where no tested interval stands behind it.
    """
    if not frame_oere:
        write = writing_that_adds_up(expected_oere, 0, expected_oere)
        return f"Vi venter {write(expected_oere)} i {year}; der er ingen ramme at holde op mod."
    over = expected_oere - frame_oere
    write = writing_that_adds_up(expected_oere, frame_oere, over)
    where = "netop rammen" if over == 0 else f"{write(abs(over))} {'over' if over > 0 else 'under'} rammen"
    said = f"Vi venter {write(expected_oere)} i {year}, {where}"
    return f"{said}." if chance is None else f"{said}; der er {danish.chance(chance)} risiko for at bryde den."


def span(low_oere: int, high_oere: int, between: str = " og ") -> str:
    """``122,1 og 128,4 mio. kr.``: with the decimals that tell the ends apart; small amounts in whole kroner."""
    if max(abs(low_oere), abs(high_oere)) < 10 * danish.OERE_PER_MILLION:
        return f"{danish.kroner(low_oere)}{between}{danish.kroner(high_oere)} kr."
    decimals = 1 if high_oere - low_oere >= 2 * danish.OERE_PER_MILLION // 10 else 2
    return f"{danish.millions(low_oere, decimals)}{between}{danish.millions(high_oere, decimals)} mio. kr."


def hit_sentence(months_left: int, error: int, *, years: int) -> str:
    """How close earlier forecasts came from so many months before the year's end; ``error`` is the largest since then, in
    hundredths of a per cent of the frame.
    """
    when = f"{_number(months_left)} {'måned' if months_left == 1 else 'måneder'} før årets udgang"
    tried = "det år" if years == 1 else f"de {_number(years)} år"
    return f"Fra {when} har vi ramt inden for ± {danish.per_cent(error)} af rammen i {tried}, der er prøvet."


def held_sentence(held: int, of: int, level: int = 80) -> str:
    """*80 %-intervallet holdt i 19 af 24 måneder.*"""
    return f"{level} %-intervallet holdt i {held} af {danish.count(of, 'måned', 'måneder')}."


def committee_sentence(
    *,
    day: str,
    year: int,
    expected_oere: int,
    frame_oere: int,
    interval: tuple[int, int] | None,
    chance: int | None,
    uncertain: Sequence[tuple[str, int]],
    tested: str,
) -> str:
    """What a committee may be told, from the figures alone.

    ``interval`` and ``chance`` are None where nothing is tested; ``uncertain`` is (part, hundredths of a per cent of the
    variance), largest first.
    """
    over = expected_oere - frame_oere
    write = writing_that_adds_up(expected_oere, frame_oere, over)
    said = [f"Pr. {day} ventes det specialiserede børne- og ungeområde at koste {write(expected_oere)} i {year}"]
    if frame_oere and over:
        word = deviation_word(-over, frame_oere, expected_oere)
        article = "en" if word.endswith("indtægt") else "et"
        said[0] += f" mod en ramme på {write(frame_oere)}: {article} {word} på {write(abs(over))}"
    elif frame_oere:
        said[0] += ", netop rammen"
    if interval is not None:
        sentence = f"Det er 80 % sandsynligt, at regnskabet ender mellem {span(*interval)}"
        if chance is not None:
            sentence += f"; risikoen for, at rammen ikke holder, er {danish.chance(chance)}"
        said.append(sentence)
        if uncertain:
            parts = [f"{name.lower()} ({danish.per_cent(share, 0)})" for name, share in uncertain]
            said.append(f"Mest af usikkerheden kommer fra {' og '.join(parts)}")
    said.append(tested)
    return " ".join(sentence if sentence.endswith(".") else f"{sentence}." for sentence in said if sentence)


_NUMBERS = "nul en to tre fire fem seks syv otte ni ti elleve tolv".split()


def _number(value: int) -> str:
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)
