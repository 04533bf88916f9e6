"""How a municipality steers: what a profile says besides its areas (seed 003, tables 3.5, 4.1, 5.1, 5.3 and §§ 4–5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """An underspend up to ``to_pct`` (hundredths of a per cent of the budget) goes to ``keeper``."""

    to_pct: int
    keeper: str


@dataclass(frozen=True)
class CarryOver:
    """What happens to a deviation at the year's end: ``none``, ``full`` or ``bands`` (overspend full, underspend by band).

    Above the last band nothing is stated (seed 003 lines 3971–3989).
    """

    kind: str = "none"
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class FrameRegulation:
    """How next year's frame follows from this one's: efficiency demand and demographic regulation (table 5.1).

    ``efficiency_pct`` in hundredths of a per cent; ``demography`` is ``none``, ``positive`` or ``negative``.
    """

    efficiency_pct: int = 0
    demography: str = "none"
    note: str = ""


@dataclass(frozen=True)
class FollowUp:
    """How often a level gets the follow-up (table 5.3).

    ``level`` is ``council``, ``economy_committee``, ``committee`` or ``administration``.
    """

    level: str
    per_year: int
    when: str = ""


@dataclass(frozen=True)
class GrantAuthority:
    """Who may grant what (table 3.5). ``condition`` is empty when there is none."""

    intervention: str
    granted_by: str
    condition: str = ""


@dataclass(frozen=True)
class Organisation:
    """What else differs between municipalities, as text for the reader."""

    policy_areas: str = ""
    appropriation_level: str = "policy_area"
    finance_function: str = "central"
    teams: str = ""
    child_follow_up: str = ""
    disability_service_level: str = ""
    disability_leadership: str = ""
    case_review: str = ""
    adviser_sees_prices: str = ""
    effect_tools: str = ""
    forecast: str = ""
    budget_assumptions: str = ""
    note: str = ""


@dataclass(frozen=True)
class ComparisonGroup:
    """A group of municipalities (three-digit codes) that the municipality has chosen to compare itself with."""

    name: str
    municipalities: tuple[int, ...]


CARRY_OVER_KINDS = ("none", "full", "bands")
DEMOGRAPHY = ("none", "positive", "negative")
LEVELS = ("council", "economy_committee", "committee", "administration")
PROVIDER_MODELS = {
    "frame": "Ramme uden pris og antal",
    "modified_bum": "Modificeret BUM: ramme, pris og antal, opgørelse ved væsentlige afvigelser",
    "modified_bum_ad_hoc": "Modificeret BUM med opgørelse efter behov",
}
APPROPRIATION_LEVELS = ("policy_area", "committee")
FINANCE_FUNCTIONS = ("central", "decentral")
