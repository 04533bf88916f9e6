"""The answer of an alternative in one sentence: as a live formula, and as it reads with the case's own figures."""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.calculations.investment.answers import Answers
from trinvis.cases.case import Alternative, Case
from trinvis.reports.danish import kroner
from trinvis.reports.investment_book.term import Term

LONGEST_LABEL = 200
"""A spreadsheet takes no text in a formula that is much longer."""
AGAIN = ", men kommer under 0 igen senere"


@dataclass(frozen=True)
class Answered:
    """Where the answers of an alternative stand: net present value, break-even year, whether it falls below 0 again, and the
    difference from Trinvis' own figure."""

    present: Term
    break_even: str
    again: str
    difference: str


def sentence_formula(case: Case, alternative: Alternative, found: Answered) -> str:
    """The sentence, whose figures follow the sheets. FIXED writes a number as the reader's own language does."""
    label = alternative.label[:LONGEST_LABEL].replace('"', '""')
    present, year = found.present.text, found.break_even
    gives, costs, never, kr = (_text(f" {one}") for one in (_gives(case), _costs(case), _never(case), _kr(case)))
    back = f'" har tjent sig hjem i "&({case.start_year}-1+{year})&" (år "&{year}&")"&IF({found.again}="ja",{_text(AGAIN)},"")'
    return (
        f'="{label}"&IF({present}>=0,{gives},{costs})&" "&FIXED(ABS({present}),0)&{kr}&" og"'
        f'&IF(ISNUMBER({year}),{back},{never})&"."'
    )


def sentence(case: Case, alternative: Alternative, found: Answers) -> str:
    """What it gives or costs over the horizon, and when it has paid itself back."""
    present, back = found.net_present_value, found.discounted.break_even
    gives = _gives(case) if present >= 0 else _costs(case)
    year = back.year
    when = _never(case)
    if year is not None:
        when = f"har tjent sig hjem i {case.start_year - 1 + year} (år {year}){AGAIN if back.below_again else ''}"
    amount = kroner(round(abs(present) * 100))
    return f"{alternative.label[:LONGEST_LABEL]} {gives} {amount} {_kr(case)} og {when}."


def _gives(case: Case) -> str:
    return f"giver over {case.horizon} år en samlet nettogevinst på"


def _costs(case: Case) -> str:
    return f"koster over {case.horizon} år netto"


def _never(case: Case) -> str:
    return f"har ikke tjent sig hjem inden for {case.horizon} år"


def _kr(case: Case) -> str:
    return f"kr. (nutidsværdi i {case.price_level}-priser)"


def _text(text: str) -> str:
    return f'"{text}"'
