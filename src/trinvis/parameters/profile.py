"""``Profile``: everything that varies between municipalities, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trinvis.parameters.account_pattern import pattern_key
from trinvis.parameters.errors import ProfileError
from trinvis.parameters.parameters import Parameters
from trinvis.parameters.practice import (
    CarryOver,
    ComparisonGroup,
    FollowUp,
    FrameRegulation,
    GrantAuthority,
    Organisation,
)
from trinvis.parameters.staircase import Staircase, shipped_staircase, type_step_rules
from trinvis.parameters.type_pattern import type_key

if TYPE_CHECKING:
    import polars as pl

PROFILES = Path(__file__).parent / "profiles"
"""The shipped profiles."""

METHODS = {
    "disposition": "Disponering",
    "risk": "Disponering og risikosager",
    "pool": "Disponering, risikosager og pulje til tilgang",
    "moving_average_12": "12 måneders glidende gennemsnit",
    "twelfths": "Periodisering i tolvtedele",
    "decentral_frame": "Decentral ramme",
    "estimate": "Skøn",
    "refund": "Beregnet pr. barn og måned",
}
"""Forecast method → what users see.

The first seven are Middelfart's (seed 003 lines 5205–5224). The three of placement cases build on each other, as
Middelfart uses them (seed 003 lines 5229–5241): all granted cases are disposed; ``risk`` adds number × price ×
probability × time of known cases on the way; ``pool`` adds on top an amount for cases not yet known.
"""

DISPOSED = ("disposition", "risk", "pool")
"""Methods whose areas are committed child by child."""


@dataclass(frozen=True)
class Area:
    """A line of the follow-up: the accounts and types that belong to it and how its year-end is forecast.

    ``accounts`` are account patterns, ``types`` type patterns (``placement/foster``, ``placement/institution/own``,
    ``family_treatment``). ``net`` says that income and refund booked on the area's accounts are counted in; an area that
    is gross has them in an area of their own. ``estimate_oere`` is the typed year-end of the method ``estimate``.
    """

    id: str
    label: str
    policy_area: str
    budget_area: str
    accounts: tuple[str, ...]
    types: tuple[str, ...]
    method: str
    method_reason: str
    net: bool = False
    estimate_oere: int | None = None


@dataclass(frozen=True)
class Profile:
    """A municipality's choices. Built by ``shipped``, ``from_yaml`` or ``from_dict``, which validate; see ``problems``.

    ``staircase`` is ``national``, ``kolding`` or the municipality's own staircases. ``delimitation`` names a definition
    of the area. ``missing_invoice_months``: how long a missing invoice counts. ``explanation_kr_oere`` and
    ``explanation_pct`` (hundredths of a per cent): a deviation over both must be explained. ``full_year_days``: 365, or
    0 for the year's own days. ``grant_tolerance_days``: how far starts may lie apart for two deliveries' rows to be
    the same grant. ``counting``: ``days`` or ``whole_months``. ``price_index`` names an index of the table
    ``price_index``. ``disability_in_frame``: whether disability is paid from the same frame. ``own_preventive_priced``:
    whether own preventive offers have prices and are counted child by child. ``comparison_groups`` are those that the
    municipality compares itself with, by name.
    """

    name: str
    label: str
    areas: tuple[Area, ...]
    staircase: str | tuple[Staircase, ...] = "national"
    delimitation: str = "bilagstabel_1_1"
    missing_invoice_months: int = 3
    explanation_kr_oere: int = 25_000_000
    explanation_pct: int = 200
    full_year_days: int = 365
    grant_tolerance_days: int = 31
    counting: str = "days"
    price_index: str | None = None
    carry_over: CarryOver = field(default_factory=CarryOver)
    frame_regulation: FrameRegulation = field(default_factory=FrameRegulation)
    provider_model: str = "frame"
    follow_up_rhythm: tuple[FollowUp, ...] = ()
    grant_authority: tuple[GrantAuthority, ...] = ()
    disability_in_frame: bool = True
    own_preventive_priced: bool = True
    administrative_assumptions: bool = True
    general_reserve: bool = False
    organisation: Organisation = field(default_factory=Organisation)
    comparison_groups: tuple[ComparisonGroup, ...] = ()

    @staticmethod
    def names() -> tuple[str, ...]:
        """The shipped profiles."""
        return tuple(sorted(path.stem for path in PROFILES.glob("*.yaml")))

    @staticmethod
    def shipped(name: str) -> Profile:
        """A shipped profile; raises ``ProfileError`` when there is none of that name."""
        if name not in Profile.names():
            raise ProfileError([f"Profilen »{name}« findes ikke; vælg en af {', '.join(Profile.names())}."])
        return Profile.from_yaml((PROFILES / f"{name}.yaml").read_text("utf-8"))

    @staticmethod
    def from_yaml(text: str) -> Profile:
        """A profile from YAML; raises ``ProfileError`` with every fault as a Danish sentence."""
        from trinvis.parameters.profile_file import profile_from_yaml

        return profile_from_yaml(text)

    @staticmethod
    def from_dict(content: dict[str, Any]) -> Profile:
        """A profile from plain values, as the journal keeps it; raises ``ProfileError``."""
        from trinvis.parameters.profile_file import profile_from_dict

        return profile_from_dict(content)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that ``from_dict`` reads back to an equal profile."""
        from trinvis.parameters.profile_file import profile_to_dict

        return profile_to_dict(self)

    def to_yaml(self) -> str:
        """YAML that ``from_yaml`` reads back to an equal profile."""
        from trinvis.parameters.profile_file import profile_to_yaml

        return profile_to_yaml(self)

    def area(self, area_id: str) -> Area:
        """The area of that id; ``KeyError`` when there is none."""
        for area in self.areas:
            if area.id == area_id:
                return area
        raise KeyError(area_id)

    def area_account_rules(self) -> pl.DataFrame:
        """Account → area: ``pattern_key`` (the most specific wins, see ``account_pattern``), ``area``, ``rule_id``."""
        return self._rules(
            "pattern_key", [(pattern_key(text), text, area) for area in self.areas for text in area.accounts]
        )

    def area_type_rules(self) -> pl.DataFrame:
        """Type → area: ``type_key`` (``type/place/kind`` before ``type/place`` before ``type``), ``area``, ``rule_id``."""
        return self._rules("type_key", [(type_key(text), text, area) for area in self.areas for text in area.types])

    def _rules(self, column: str, rules: list[tuple[str, str, Area]]) -> pl.DataFrame:
        import polars as pl

        records = [(key, area.id, f"profil/{self.name}/{area.id}/{text}") for key, text, area in rules]
        return pl.DataFrame(
            records, schema={column: pl.String(), "area": pl.String(), "rule_id": pl.String()}, orient="row"
        )

    def staircases(self, parameters: Parameters, on: date) -> tuple[Staircase, ...]:
        """The staircases that children stand on, with their steps."""
        if isinstance(self.staircase, str):
            return (shipped_staircase(parameters, self.staircase, on),)
        return self.staircase

    @property
    def scheme(self) -> str:
        """The scheme of ``account_step`` that money is placed by: of own staircases the first one's base."""
        return self.staircase if isinstance(self.staircase, str) else self.staircase[0].based_on

    def type_step_rules(self, parameters: Parameters, on: date) -> pl.DataFrame:
        """Type → step on this profile's staircases; see ``staircase.type_step_rules``."""
        return type_step_rules(parameters, self.staircases(parameters, on), on)

    def account_step_rules(self, parameters: Parameters, on: date | None) -> pl.DataFrame:
        """Account → step by this profile's scheme: the rows of ``account_step``; ``on`` None gives those of all days."""
        import polars as pl

        return parameters.table("account_step", on).filter(pl.col("scheme") == self.scheme)
