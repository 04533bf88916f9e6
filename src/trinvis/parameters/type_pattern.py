"""Type patterns: how an area or a step points at intervention types, places and kinds of provider.

    placement/institution/own   own institutions only
    placement/institution       every institution
    family_treatment            the type, whatever the place

The most specific wins. Codes are those of the ``type_step`` table and the four kinds of provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from trinvis.parameters.errors import PatternError

T = TypeVar("T")

PROVIDER_KINDS = ("own", "other_municipality", "region", "private")
"""Kinds of provider (Egen, Anden kommune, Region, Privat)."""


def type_key(text: str) -> str:
    """The key of a type pattern (the pattern itself, trimmed); raises ``PatternError`` for another form."""
    key = text.strip()
    parts = key.split("/")
    if not 1 <= len(parts) <= 3 or not all(parts):
        raise PatternError(f"Typemønstret »{text}« kan ikke læses; skriv det som indsatstype/anbringelsessted/udfører.")
    return key


def candidate_types(intervention_type: str, placement_type: str | None, provider_kind: str | None) -> tuple[str, ...]:
    """The keys that could cover a grant, the most specific first."""
    if placement_type is None:
        return (intervention_type,)
    place = f"{intervention_type}/{placement_type}"
    if provider_kind is None:
        return (place, intervention_type)
    return (f"{place}/{provider_kind}", place, intervention_type)


def most_specific(
    rules: Mapping[str, T], intervention_type: str, placement_type: str | None, provider_kind: str | None
) -> T | None:
    """What the most specific rule says of a grant; None when no rule covers it."""
    for key in candidate_types(intervention_type, placement_type, provider_kind):
        if key in rules:
            return rules[key]
    return None
