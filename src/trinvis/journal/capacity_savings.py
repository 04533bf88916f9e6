"""``conversion_case`` and ``saving_rate``: what is typed for the potentials of the capacity analysis that no table holds.

A case counts the *marginal* cost of a place that is closed, support, moving and lost income (seed 002 lines 11332-11446); a rate says what
digital casework is expected to save and of what (11461-11489), or what one place less saves.
"""

from __future__ import annotations

from typing import Any

from trinvis.journal.fields import Field
from trinvis.journal.target_share import AREAS

MOVING = (("once", "Én gang"), ("yearly", "Hvert år"))
"""How often moving is paid for: the report does not say (seed 002 lines 11374-11380)."""

SAVES = (("digitalisation", "Digital sagsbehandling"), ("unused_place", "En plads mindre"))
"""What a rate is of."""

BASES = (
    ("target", "Målgruppens udgifter på området"),
    ("area", "Hele områdets udgifter"),
    ("typed", "Et indtastet beløb"),
)
"""What a percentage is of."""

_AREA = Field("of_area", "choice", "Område", "Området i kapacitetsanalysen.", required=True, choices=AREAS)
_YEAR = Field("year", "integer", "År", "Året, tallene er for.", required=True)
_REASON = Field("reason", "text", "Begrundelse", "Hvor tallene er fra; krypteres.", required=True)

CASE_FIELDS = (
    _AREA,
    _YEAR,
    Field("name", "text", "Omlægning", "Det, omlægningen hedder.", required=True),
    Field("places_closed", "hundredths", "Pladser, der lukkes", "Døgnpladser, der lukkes.", unit="pladser", required=True),
    Field("citizens_moved", "hundredths", "Borgere, der flytter", "Borgere, der får støtte i eget hjem.", unit="borgere", required=True),
    Field("saved_oere", "oere", "Sparet pr. plads", "Marginaludgiften pr. år, når en plads lukkes; ikke gennemsnitsprisen.", unit="kr.", required=True),
    Field("support_oere", "oere", "Støtte pr. borger", "Støtten i eget hjem pr. år.", unit="kr.", required=True),
    Field("lost_oere", "oere", "Tabt indtægt", "Det, andre kommuner betalte pr. år for pladserne; 0, hvis ingen.", unit="kr.", required=True),
    Field("moving_oere", "oere", "Flytning", "Flytteudgifter i alt.", unit="kr."),
    Field("moving_is", "choice", "Flytning betales", "Én gang eller hvert år; tom = én gang.", choices=MOVING),
    Field("phase_in", "text", "Indfasning", "Procent i hvert af de første år, adskilt af semikolon; tom = alt fra første år.", example="50;100"),
    Field("budget_oere", "oere", "Budget", "Det budget, besparelsen holdes op mod.", unit="kr."),
    _REASON,
)  # fmt: skip

RATE_FIELDS = (
    _AREA,
    _YEAR,
    Field("saves", "choice", "Sats for", "Det, der spares ved.", required=True, choices=SAVES),
    Field("rate", "hundredths", "Procent", "Hvor mange procent, der spares; ved digital sagsbehandling.", unit="%", example="1"),
    Field("base", "choice", "Procent af", "Det, procenten er af; tom = målgruppens udgifter.", choices=BASES),
    Field("amount_oere", "oere", "Beløbet", "Beløbet, når procenten er af et indtastet.", unit="kr."),
    Field("base_name", "text", "Beløbets navn", "Hvis penge det er, og hvor tallet står."),
    Field("per_place_oere", "oere", "Sparet pr. plads", "Det, en plads mindre sparer om året; marginalt.", unit="kr."),
    _REASON,
)  # fmt: skip


def case_rule(values: dict[str, Any]) -> str | None:
    """What must hold of a case: no number below 0, and shares of phasing in from 0 to 100."""
    names = ("places_closed", "citizens_moved", "saved_oere", "support_oere", "lost_oere", "moving_oere", "budget_oere")
    if any(values.get(name, 0) < 0 for name in names):
        return "tallene skrives som positive; et af dem er under 0"
    if phases(values.get("phase_in", "")) is None:
        return "indfasningen skrives som procenter fra 0 til 100 adskilt af semikolon, som 50;100"
    return None


def phases(text: str) -> tuple[float, ...] | None:
    """``50;100`` as shares 0-1; everything from the first year where nothing is written, None for what cannot be read."""
    parts = [part.strip().removesuffix("%").strip().replace(",", ".") for part in text.split(";") if part.strip()]
    try:
        found = tuple(float(part) / 100 for part in parts)
    except ValueError:
        return None
    return None if any(not 0 <= one <= 1 for one in found) else found or (1.0,)


def rate_rule(values: dict[str, Any]) -> str | None:
    """What must hold of a rate: a percentage with a base that has a name, or kroner for a place."""
    if values["saves"] == "unused_place":
        return (
            None
            if values.get("per_place_oere", -1) >= 0
            else "skriv, hvad en plads mindre sparer om året (per_place_oere)"
        )
    if not 0 <= values.get("rate", -1) <= 10_000:
        return "skriv procenten fra 0 til 100 (rate)"
    if values.get("base") == "typed" and not (values.get("amount_oere", 0) > 0 and values.get("base_name", "").strip()):
        return "et indtastet beløb skal være over 0 kr. og have et navn (amount_oere og base_name)"
    return None
