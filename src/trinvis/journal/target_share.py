"""``target_share``: how much of an area, or of an offer in it, concerns the target group, as somebody has judged it.

The accounts do not know the target group (seed 002 lines 7718-7726): a share is chosen between the survey's mean and what registers
say (2462-2522), and its reason stands with it. Author and day are the entry's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trinvis.journal.fields import Field

AREAS = (("children", "Børn og unge"), ("ppr", "PPR"), ("adults", "Voksne"))
"""The areas of the capacity analysis."""

COMPONENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "children": (
        ("preventive", "Forebyggende foranstaltninger"),
        ("foster_and_residence", "Plejefamilier og opholdssteder"),
        ("residence", "Opholdssteder mv."),
        ("foster", "Plejefamilier"),
        ("institution", "Døgninstitutioner"),
        ("secure", "Sikrede døgninstitutioner"),
    ),
    "ppr": (("ppr", "Pædagogisk psykologisk rådgivning"),),
    "adults": (
        ("support", "Socialpædagogisk bistand (bostøtte)"),
        ("supported_housing", "Botilbudslignende tilbud"),
        ("contact", "Kontaktperson- og ledsagerordninger"),
        ("protected_work", "Beskyttet beskæftigelse"),
        ("day_activity", "Aktivitets- og samværstilbud"),
        ("temporary_home", "Botilbud til midlertidigt ophold"),
        ("lasting_home", "Botilbud til længerevarende ophold"),
    ),
}
"""An area's offers, as the parameter ``capacity_accounts`` has them."""

MEASURED = (("money", "Udgifterne"), ("staff", "Årsværkene"))
"""What the share is of. Staff without a share of its own takes that of the money, as the report does (seed 002 line 8453)."""

FIELDS = (
    Field("area", "choice", "Område", "Området, andelen gælder.", required=True, choices=AREAS),
    Field(
        "component",
        "choice",
        "Tilbud",
        "Tilbuddet, som udgifterne er delt på; tom = hele området.",
        choices=tuple(one for offers in COMPONENTS.values() for one in offers),
    ),
    Field("measured", "choice", "Andel af", "Det, andelen er af; tom = udgifterne.", choices=MEASURED),
    Field("year", "integer", "År", "Året, andelen gælder.", required=True),
    Field("share", "hundredths", "Andel", "Hvor meget der vedrører målgruppen.", unit="%", required=True, example="32"),
    Field("reason", "text", "Begrundelse", "Hvorfor andelen er valgt; krypteres.", required=True),
)


def rule(values: dict[str, Any]) -> str | None:
    """What must hold between the fields: a share from 0 to 100 %, a reason, and an offer of the area."""
    if not 0 <= values["share"] <= 10_000:
        return "andelen skal ligge mellem 0 og 100 procent (0 og 10000 i hundrededele)"
    if not values["reason"].strip():
        return "begrundelsen er tom"
    offers = dict(COMPONENTS[values["area"]])
    if values.get("component") not in (None, *offers):
        return f"tilbuddet hører til et andet område; vælg {', '.join(offers.values())}"
    return None


def key_of(values: Mapping[str, Any]) -> str:
    """The key of an entry, so that a later one about the same takes its place: ``adults/temporary_home/2025``."""
    staff = "staff" if values.get("measured") == "staff" else None
    parts = (values.get("area"), values.get("component"), staff, values.get("year"))
    return "/".join(str(part) for part in parts if part)
