"""What is chosen when children and kroner are put on the staircase: whose steps, which main grant, who is left out, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from trinvis.calculations.staircase.standing import CHOICES, Choice, Exclusions

Scheme = Literal["own", "national"]

SCHEMES: dict[Scheme, str] = {
    "own": "Kommunens egen trappe",
    "national": "Den nationale trappe",
}
"""Whose steps → what users read. The two are never mixed in one figure."""

DISABILITY, UNACCOMPANIED = "disability", "unaccompanied"
EXCLUDED: dict[str, str] = {
    DISABILITY: "Børn, der udelukkende støttes på grund af funktionsnedsættelse",
    UNACCOMPANIED: "Uledsagede flygtningebørn",
}
"""What may be left out → what users read."""


class WrongView(ValueError):
    """A choice that there is not; the message is one Danish sentence."""


@dataclass(frozen=True)
class View:
    """The choices behind a picture of the staircase; its ``sentence`` stands at every figure that is made with them."""

    scheme: Scheme = "own"
    choice: Choice = "highest"
    without: frozenset[str] = frozenset()

    @property
    def exclusions(self) -> Exclusions:
        """The children left out."""
        return Exclusions(disability_only=DISABILITY in self.without, unaccompanied=UNACCOMPANIED in self.without)

    @property
    def sentence(self) -> str:
        """Whose steps, which main grant decides and who is left out, in Danish."""
        return f"{SCHEMES[self.scheme]}. {CHOICES[self.choice]} {self.exclusions.sentence}"

    @property
    def where(self) -> dict[str, str]:
        """The choices as an address says them; those that are usual are left out."""
        every = {"scheme": self.scheme, "choice": self.choice, "without": "+".join(sorted(self.without))}
        return {name: value for name, value in every.items() if value not in ("own", "highest", "")}


KEYS = ("scheme", "choice", "without")


def view_of(said: Mapping[str, str]) -> View:
    """The view that an address or a query says; other keys are left alone. Raises ``WrongView``."""
    scheme, choice = said.get("scheme", "own"), said.get("choice", "highest")
    without = frozenset(part for part in said.get("without", "").split("+") if part)
    if scheme not in get_args(Scheme):
        raise WrongView(f"Trappen '{scheme}' findes ikke; vælg own (egen) eller national.")
    if choice not in get_args(Choice):
        raise WrongView(
            f"Valget '{choice}' findes ikke; vælg highest (højeste trin) eller first_begun (begyndt først)."
        )
    if without - EXCLUDED.keys():
        raise WrongView(f"'{'+'.join(sorted(without))}' kan ikke udelades; vælg blandt {', '.join(EXCLUDED)}.")
    return View(scheme, choice, without)  # type: ignore[arg-type]


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
