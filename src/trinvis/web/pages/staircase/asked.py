"""What a page of *Trappen* is asked for: the day that is compared with, whose steps, which main grant, and who is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from trinvis.calculations.staircase.standing import CHOICES
from trinvis.municipality.staircase_view import EXCLUDED, SCHEMES, View, view_of
from trinvis.presentation.hidden_counts import LEAST_SHOWN
from trinvis.presentation.municipality import Moment
from trinvis.web.access import may_see
from trinvis.web.moment import moment_of, parse_day

SCHEME_WORDS = {"own": "egen", "national": "national"}
CHOICE_WORDS = {"highest": "hoejeste", "first_begun": "foerst"}
WITHOUT_WORDS = {"disability": "handicap", "unaccompanied": "uledsagede"}
"""Code → what a page's address says."""

EVERYBODY = "ingen"
"""What the address says where nobody is left out, though somebody usually is."""


@dataclass(frozen=True)
class Asked:
    """``before`` is None for the same day a year earlier; ``least_shown`` is 0 for who may see persons."""

    moment: Moment
    before: date | None
    view: View
    least_shown: int

    @property
    def query(self) -> str:
        """The same, as an address says it."""
        said: list[tuple[str, str]] = [("pr", self.moment.as_of.isoformat()), ("aar", str(self.moment.year))]
        said += [("siden", self.before.isoformat())] if self.before else []
        said += [("trappe", SCHEME_WORDS[self.view.scheme])] if self.view.scheme != "own" else []
        said += [("hovedydelse", CHOICE_WORDS[self.view.choice])] if self.view.choice != "highest" else []
        return urlencode([*said, *(("uden", WITHOUT_WORDS[one]) for one in sorted(self.view.without))])

    @property
    def form(self) -> dict[str, Any]:
        """The fields of the form that chooses, as they stand now."""
        return {
            "before": self.before,
            "schemes": [(SCHEME_WORDS[one], words, one == self.view.scheme) for one, words in SCHEMES.items()],
            "choices": [(CHOICE_WORDS[one], words, one == self.view.choice) for one, words in CHOICES.items()],
            "without": [(WITHOUT_WORDS[one], words, one in self.view.without) for one, words in EXCLUDED.items()],
        }


def asked_of(request: HttpRequest, usual: View | None = None) -> Asked:
    """What the request asks for; raises ``WrongMoment`` and ``WrongView``. ``usual`` is the view when nothing is chosen."""
    given = request.GET
    since = given.get("siden", "").strip()
    without = given.getlist("uden")
    chosen = view_of(
        {
            "scheme": _code(SCHEME_WORDS, given.get("trappe", "egen")),
            "choice": _code(CHOICE_WORDS, given.get("hovedydelse", "hoejeste")),
            "without": "+".join(_code(WITHOUT_WORDS, one) for one in without if one != EVERYBODY),
        }
    )
    if usual is not None and not without:
        chosen = View(chosen.scheme, chosen.choice, usual.without)
    least = 0 if may_see(request.user, "persons") else LEAST_SHOWN
    return Asked(moment_of(request), parse_day(since) if since else None, chosen, least)


def _code(words: dict[str, str], said: str) -> str:
    return next((code for code, word in words.items() if word == said), said)
