"""The answer in one sentence, before any table."""

from __future__ import annotations

from collections.abc import Callable

from trinvis.calculations.followup.rows import deviation_word
from trinvis.reports import danish


def _millions(decimals: int) -> Callable[[int], str]:
    return lambda oere: f"{danish.millions(oere, decimals)} mio. kr."


def _kroner(oere: int) -> str:
    return f"{danish.kroner(oere)} kr."


def _exact(oere: int) -> str:
    return f"{danish.kroner(oere, 2)} kr."


def writing_that_adds_up(first: int, second: int, difference: int) -> Callable[[int], str]:
    """How to write three amounts (øre, the last being the first minus the second) so that the reader's subtraction agrees.

    Millions with one decimal when the rounded figures add up and the difference can be seen; else two decimals; else, and
    below ten millions, whole kroner; else kroner and øre.
    """
    large = max(abs(first), abs(second)) >= 10 * danish.OERE_PER_MILLION
    steps: tuple[tuple[int, int, Callable[[int], str]], ...] = (
        (danish.OERE_PER_MILLION // 10, 1, _millions(1)),
        (danish.OERE_PER_MILLION // 100, 5, _millions(2)),
        (danish.OERE_PER_KRONE, 1, _kroner),
    )
    for unit, least, write in steps:
        a, b, c = (danish.rounded(value, unit) for value in (first, second, difference))
        if unit > danish.OERE_PER_KRONE and not large:
            continue
        if a - b == c and (abs(c) >= least or difference == 0):
            return write
    return _exact


def frame_answer(budget_oere: int, forecast_oere: int, *, year_closed: bool = False) -> str:
    """Whether the frame holds, the year-end and the deviation, in one sentence; amounts in øre.

    No certainty is claimed: the sentence says *næppe* of a frame that the forecast passes, and nothing of odds.
    """
    deviation = budget_oere - forecast_oere
    write = writing_that_adds_up(budget_oere, forecast_oere, deviation)
    result = f"regnskabet blev {write(forecast_oere)}" if year_closed else f"vi forventer {write(forecast_oere)}"
    if budget_oere == 0:
        return _ended(f"Der er ingen ramme: {result}, {_said(budget_oere, forecast_oere, write)}")
    if year_closed:
        kept = "blev overholdt" if deviation >= 0 else "blev overskredet"
    else:
        kept = "holder" if deviation >= 0 else "holder næppe"
    return _ended(f"Rammen på {write(budget_oere)} {kept}: {result}, {_said(budget_oere, forecast_oere, write)}")


def _ended(sentence: str) -> str:
    """The sentence with one full stop, that of an abbreviation included."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def _said(budget_oere: int, forecast_oere: int, write: Callable[[int], str]) -> str:
    deviation = budget_oere - forecast_oere
    if deviation == 0:
        return "netop rammen"
    word = deviation_word(deviation, budget_oere, forecast_oere)
    article = "en" if word.endswith("indtægt") else "et"
    return f"{article} {word} på {write(abs(deviation))}"


def commitments_answer(amount_oere: int, children: int, full_year_persons: int, year: int) -> str:
    """What is committed for the year, for how many; øre, children, and full-year persons × 100."""
    if amount_oere == 0 and children == 0:
        return f"Der er ikke disponeret noget i {year}."
    persons = danish.decimal(full_year_persons, 100, 1)
    return (
        f"Der er disponeret {_money(amount_oere)} i {year} til {danish.count(children, 'barn', 'børn')}, "
        f"svarende til {persons} helårspersoner."
    )


def _money(oere: int) -> str:
    return f"{danish.millions(oere)} mio. kr." if abs(oere) >= danish.OERE_PER_MILLION else f"{danish.kroner(oere)} kr."


def changes_answer(before_oere: int, after_oere: int) -> str:
    """How the year-end moved between two days; øre."""
    change = after_oere - before_oere
    write = writing_that_adds_up(after_oere, before_oere, change)
    if change == 0:
        return f"Det forventede regnskab er uændret {write(after_oere)}"
    way = "steget" if change > 0 else "faldet"
    return f"Det forventede regnskab er {way} med {write(abs(change))} fra {write(before_oere)} til {write(after_oere)}"


def import_answer(rows: int, accepted: int, rejected: int, sums: int, titles: int) -> str:
    """What became of a file's rows."""
    parts = [f"blev {danish.decimal(accepted)} indlæst", f"{danish.decimal(rejected)} afvist"]
    if sums or titles:
        parts.append(f"{danish.decimal(sums + titles)} genkendt som sum- og titelrækker")
    return f"Af {danish.count(rows, 'række', 'rækker')} {', '.join(parts[:-1])} og {parts[-1]}."
