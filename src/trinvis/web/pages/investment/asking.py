"""What a case's page asks for: the case, the reading, the alternative, and where the sliders stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest

from trinvis.municipality.investment import SET
from trinvis.municipality.investment_uncertain import alternative_of
from trinvis.presentation.investment_sliders import Typed, typed_values
from trinvis.presentation.speaking import speaks
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
    """One case as the page asks for it; ``texts`` is input → what was typed for it, as it was typed."""

    saved: SavedCase
    reading: str = ""
    alternative: str = ""
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def plain_query(self) -> str:
        """The reading and the alternative that were chosen, to go along in links."""
        pairs = [(READING, self.reading), (ALTERNATIVE, self.alternative)]
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def query(self) -> str:
        """The same with where the sliders stand."""
        tried = urlencode([(f"{SET}{name}", text) for name, text in self.texts.items()])
        return "&".join(part for part in (self.plain_query, tried) if part)


@dataclass(frozen=True)
class Tried:
    """A case calculated as it is asked for. Where what was typed cannot be used, ``wrong`` says why and ``made`` is without it."""

    asked: CaseAsked
    made: Calculated
    typed: Typed
    wrong: tuple[str, ...] = ()


def asked_of(request: HttpRequest, key: str) -> CaseAsked:
    """The case and what the query says of it; 404 where there is no such case."""
    texts = {
        name.removeprefix(SET): str(value)
        for name, value in request.GET.items()
        if name.startswith(SET) and str(value).strip()
    }
    return CaseAsked(the_case(request, key), request.GET.get(READING, ""), request.GET.get(ALTERNATIVE, ""), texts)


def tried_of(request: HttpRequest, asked: CaseAsked) -> Tried:
    """The case calculated as asked; raises ``CannotAsk`` for a reading or an alternative that it has not, and ``CaseRefused``."""
    own = the_site().kommune.calculated_case(asked.saved.key, moment_of(request).as_of, asked.reading)
    if asked.alternative:
        alternative_of(own, asked.alternative)
    typed = typed_values(own.inputs, asked.texts)
    asked = replace(asked, texts=dict(typed.texts))
    wrong = tuple(typed.wrong.values())
    if not typed.values:
        return Tried(asked, own, typed, wrong)
    try:
        return Tried(asked, own.with_values(typed.values), typed, wrong)
    except Exception as error:
        if not speaks(error):
            raise
        return Tried(asked, own, typed, (*wrong, str(error)))


def drawn_of(made: Calculated, alternative: str, *, draws: int = 10_000) -> SimulatedAnswers | None:
    """The case drawn many times; None where it has nothing uncertain, or nothing to compare with."""
    if not made.others or not any(one.distribution is not None for one in made.inputs.values()):
        return None
    return the_site().kommune.simulated_case(made, alternative, draws=draws)
