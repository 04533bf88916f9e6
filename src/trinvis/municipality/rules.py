"""The profile and the parameters that a basis is read by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.forecast.scenario_changes import Scenario
from trinvis.municipality.basis import RULE_KINDS
from trinvis.parameters import Override, Parameters
from trinvis.parameters.delimitation import inside
from trinvis.parameters.profile import Profile
from trinvis.tables.lines import UNPLACED

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.basis import Seen
    from trinvis.municipality.house import House

RULES_BYTES = 1_000_000
"""What a set of rules is taken to weigh in the cache."""

OUTSIDE_AREA = "uden_for_omraadet"
"""Area of money that is not placed and lies outside the profile's delimitation; users see *Uden for området*."""


class NoProfile(LookupError):
    """No profile was known on the day."""


@dataclass(frozen=True)
class Rules:
    """A profile and parameters, as decided on a day.

    ``overrides`` are the user's own values in force; ``profile_seq`` the journal entry of the profile.
    """

    profile: Profile
    parameters: Parameters
    profile_seq: int

    def inside(self, account_keys: pl.Series, on: date) -> pl.Series:
        """Whether each account belongs to the profile's delimitation of the area."""
        return inside(self.parameters, self.profile.delimitation, account_keys, on)


def rules(house: House, seen: Seen) -> Rules:
    """The rules known in that view of the journal; raises ``NoProfile``. Equal entries give the same object."""
    entries = [
        entry for entry in house.journal.entries(as_of=seen.day, position=seen.position) if entry.kind in RULE_KINDS
    ]
    if not any(entry.kind == "profile" for entry in entries):
        raise NoProfile(f"Der er ingen kommuneprofil, som var kendt {seen.day:%d.%m.%Y}; vælg en senere dag.")
    key = "rules/" + ",".join(str(entry.seq) for entry in entries)
    return house.cache.get(key, lambda: _of_entries(entries), lambda _: RULES_BYTES)


def profile_known(house: House, day: date) -> bool:
    """Whether a profile was known on a day, so that a follow-up can be made of it."""
    return bool(house.journal.entries("profile", as_of=day))


def _of_entries(entries: Sequence[Entry]) -> Rules:
    newest = [entry for entry in entries if entry.kind == "profile"][-1]
    profile = Profile.from_dict(dict(newest.values["profile"]))
    for entry in entries:
        if entry.kind == "method":
            profile = _with_method(profile, entry.key, entry.values["method"], entry.values.get("reason") or "")
    typed = [override(entry.values, entry.seq) for entry in entries if entry.kind == "parameter"]
    return Rules(profile, Parameters.shipped().with_overrides(typed), newest.seq)


def override(values: Mapping[str, Any], seq: int) -> Override:
    """A journal entry of kind *parameter* as the user's own value."""
    until = values.get("valid_to")
    return Override(
        name=values["name"],
        key=values.get("key"),
        value=values.get("value"),
        valid_from=date.fromisoformat(str(values["valid_from"])),
        valid_to=date.fromisoformat(str(until)) if until else None,
        source=values.get("source") or "",
        assumed=bool(values.get("assumed")),
        entry_seq=seq,
        withdrawn=bool(values.get("withdrawn")),
    )


def checked(kind: str, values: Mapping[str, Any]) -> None:
    """Refuse what could not be read later: raises ``ParameterError``, ``ProfileError`` or ``ScenarioError`` before it is written."""
    if kind == "parameter" and values.get("name") and values.get("valid_from"):
        Parameters.shipped().with_overrides([override(values, 0)])
    if kind == "profile" and values.get("profile"):
        Profile.from_dict(dict(values["profile"]))
    if kind == "scenario" and isinstance(values.get("scenario"), dict):
        Scenario.read({**values["scenario"], "name": values.get("name")})


def _with_method(profile: Profile, area_id: str, method: str, reason: str) -> Profile:
    areas = tuple(
        replace(area, method=method, method_reason=reason) if area.id == area_id else area for area in profile.areas
    )
    return replace(profile, areas=areas)


def outside_accounts(decided: Rules, postings: pl.DataFrame, on: date) -> pl.DataFrame:
    """``account_key`` of the unplaced accounts that lie outside the delimitation (``postings``: area, account_key)."""
    unplaced = postings.filter(pl.col("area") == UNPLACED)["account_key"].drop_nulls().unique().sort()
    if unplaced.is_empty():
        return pl.DataFrame(schema={"account_key": pl.String})
    return pl.DataFrame({"account_key": unplaced}).filter(~decided.inside(unplaced, on).fill_null(False))
