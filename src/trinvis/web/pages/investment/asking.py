"""What a case's page asks for: the case, the reading, the alternative, and where the sliders stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest

from trinvis.municipality.investment import SET
from trinvis.presentation.investment_sliders import values_of
from trinvis.web.moment import moment_of
from trinvis.web.pages.investment.writing import the_case
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_saved import SavedCase
    from trinvis.municipality.investment_uncertain import SimulatedAnswers

READING, ALTERNATIVE = "laesning", "alternativ"
QUICK_DRAWS = 2_000
"""Draws when an answer is wanted at once."""


@dataclass(frozen=True)
class CaseAsked:
    """One case as the page asks for it."""

    saved: SavedCase
    reading: str
    alternative: str
    typed: dict[str, str]
    """Input → what was typed for it, as it was typed."""

    @property
    def query(self) -> str:
        """What was chosen, to go along in links."""
        pairs = [(READING, self.reading), (ALTERNATIVE, self.alternative)]
        pairs += [(f"{SET}{name}", text) for name, text in self.typed.items()]
        return urlencode([(name, value) for name, value in pairs if value])


def asked_of(request: HttpRequest, key: str) -> CaseAsked:
    """The case and what the query says of it; 404 where there is no such case."""
    saved = the_case(request, key)
    typed = {
        name.removeprefix(SET): value
        for name, value in request.GET.items()
        if name.startswith(SET) and str(value).strip()
    }
    return CaseAsked(saved, request.GET.get(READING, ""), request.GET.get(ALTERNATIVE, ""), typed)


def calculated_of(request: HttpRequest, asked: CaseAsked) -> Calculated:
    """The case calculated as asked; raises ``CannotAsk``, ``CaseRefused`` and ``NotANumber``."""
    values = {} if asked.saved.case is None else values_of(asked.saved.case, asked.typed)
    return the_site().kommune.calculated_case(asked.saved.key, moment_of(request).as_of, asked.reading, values)


def drawn_of(made: Calculated, asked: CaseAsked, *, draws: int = 10_000) -> SimulatedAnswers | None:
    """The case drawn many times; None where it has nothing uncertain, or nothing to compare with."""
    if not made.others or not any(one.distribution is not None for one in made.inputs.values()):
        return None
    return the_site().kommune.simulated_case(made, asked.alternative, draws=draws)
