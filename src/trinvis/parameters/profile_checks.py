"""What must hold of a profile, each fault as one Danish sentence: what, where, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from trinvis.parameters.account_pattern import pattern_key
from trinvis.parameters.errors import PatternError
from trinvis.parameters.parameters import Parameters
from trinvis.parameters.practice import (
    APPROPRIATION_LEVELS,
    CARRY_OVER_KINDS,
    DEMOGRAPHY,
    FINANCE_FUNCTIONS,
    LEVELS,
    PROVIDER_MODELS,
)
from trinvis.parameters.profile import METHODS, Area, Profile
from trinvis.parameters.staircase import SHIPPED, Staircase, own_places
from trinvis.parameters.type_pattern import PROVIDER_KINDS, type_key

RESERVED = ("ikke_placeret", "uden_for_trappen")
"""Area ids that the calculations use themselves."""


def problems(profile: Profile) -> list[str]:
    """Everything wrong with a profile; empty when it holds."""
    types, places = known_types(Parameters.shipped())
    return [
        *_choices(profile),
        *_areas(profile.areas),
        *_once(profile.areas, "Kontomønstret", lambda area: area.accounts, pattern_key),
        *_once(profile.areas, "Typen", lambda area: area.types, lambda text: _known_type(text, types, places)),
        *_staircases(profile.staircase, types, places),
        *_groups(profile),
    ]


def _groups(profile: Profile) -> Iterator[str]:
    codes = {int(row.cells["municipality"] or 0) for row in Parameters.shipped().describe("municipalities").rows}
    names = [group.name for group in profile.comparison_groups]
    for group in profile.comparison_groups:
        strange = [str(code) for code in group.municipalities if code not in codes]
        if strange:
            yield f"Gruppen »{group.name}« har kommunekoder, som ikke findes ({', '.join(strange)}); ret koderne."
        if not group.name.strip() or not group.municipalities:
            yield f"Gruppen »{group.name}« skal have et navn og mindst én kommune."
        if names.count(group.name) > 1:
            yield f"Gruppen »{group.name}« er der to gange; giv dem hver sit navn."


def known_types(parameters: Parameters) -> tuple[set[str], set[str]]:
    """Intervention types and placement types, as the ``type_step`` table has them."""
    rows = parameters.describe("type_step").rows
    return (
        {str(row.cells["intervention_type"]) for row in rows},
        {str(row.cells["placement_type"]) for row in rows if row.cells["placement_type"] is not None},
    )


def _choices(profile: Profile) -> Iterator[str]:
    known = {str(row.cells["delimitation"]) for row in Parameters.shipped().describe("delimitations").rows}
    for field, value, allowed in (
        ("delimitation", profile.delimitation, tuple(sorted(known))),
        ("full_year_days", profile.full_year_days, (365, 0)),
        ("counting", profile.counting, ("days", "whole_months")),
        ("provider_model", profile.provider_model, tuple(PROVIDER_MODELS)),
        ("carry_over.kind", profile.carry_over.kind, CARRY_OVER_KINDS),
        ("frame_regulation.demography", profile.frame_regulation.demography, DEMOGRAPHY),
        ("organisation.appropriation_level", profile.organisation.appropriation_level, APPROPRIATION_LEVELS),
        ("organisation.finance_function", profile.organisation.finance_function, FINANCE_FUNCTIONS),
        *(("follow_up_rhythm.level", one.level, LEVELS) for one in profile.follow_up_rhythm),
    ):
        if value not in allowed:
            yield f"Profilen, feltet {field}: »{value}« kendes ikke; vælg en af {', '.join(map(str, allowed))}."
    for field, number in (
        ("missing_invoice_months", profile.missing_invoice_months),
        ("explanation_kr_oere", profile.explanation_kr_oere),
        ("explanation_pct", profile.explanation_pct),
        ("grant_tolerance_days", profile.grant_tolerance_days),
        ("frame_regulation.efficiency_pct", profile.frame_regulation.efficiency_pct),
    ):
        if number < 0:
            yield f"Profilen, feltet {field}: {number} er negativt; skriv 0 eller mere."
    limits = [band.to_pct for band in profile.carry_over.bands]
    if limits != sorted(set(limits)) or (bool(limits) != (profile.carry_over.kind == "bands")):
        yield "Profilen, feltet carry_over.bands: båndene passer ikke; skriv stigende grænser, og kun når kind er bands."
    if not re.fullmatch(r"[a-z0-9_]+", profile.name):
        yield f"Profilen, feltet name: »{profile.name}« kan ikke bruges; skriv små bogstaver a-z, cifre og understreg."
    if not profile.label.strip():
        yield "Profilen, feltet label: navnet mangler; skriv, hvad brugerne skal se."


def _areas(areas: tuple[Area, ...]) -> Iterator[str]:
    if not areas:
        yield "Profilen, feltet areas: der er ingen områder; beskriv mindst ét."
    seen: set[str] = set()
    for area in areas:
        where = f"Området »{area.id}«"
        if not re.fullmatch(r"[a-z0-9_]+", area.id) or area.id in RESERVED:
            yield f"{where}: id kan ikke bruges; skriv små bogstaver a-z, cifre og understreg."
        if area.id in seen:
            yield f"{where}: id er brugt to gange; giv det ene område et andet id."
        seen.add(area.id)
        if not area.label.strip():
            yield f"{where}, feltet label: navnet mangler; skriv, hvad brugerne skal se."
        if area.method not in METHODS:
            yield f"{where}, feltet method: »{area.method}« kendes ikke; vælg en af {', '.join(METHODS)}."
        if not area.method_reason.strip():
            yield f"{where}, feltet method_reason: begrundelsen mangler; skriv, hvorfor metoden er valgt."
        if not area.accounts and not area.types:
            yield f"{where}: hverken konti eller typer hører til; skriv accounts eller types."
        if area.estimate_oere is not None and area.method != "estimate":
            yield f"{where}, feltet estimate_oere: skønnet bruges kun af metoden estimate; slet det, eller skift metode."


def _once(
    areas: Iterable[Area], what: str, patterns: Callable[[Area], tuple[str, ...]], key: Callable[[str], str]
) -> Iterator[str]:
    owner: dict[str, str] = {}
    for area in areas:
        for text in patterns(area):
            try:
                found = key(text)
            except PatternError as error:
                yield f"Området »{area.id}«: {error}"
                continue
            if found in owner:
                yield f"{what} »{text}« hører til både »{owner[found]}« og »{area.id}«; lad det stå ét sted."
            owner.setdefault(found, area.id)


def _known_type(text: str, types: set[str], places: set[str]) -> str:
    key = type_key(text)
    for part, known in zip(key.split("/"), (types, places, set(PROVIDER_KINDS)), strict=False):
        if part not in known:
            raise PatternError(f"Typen »{text}«: »{part}« kendes ikke; vælg en af {', '.join(sorted(known))}.")
    return key


def _staircases(staircase: str | tuple[Staircase, ...], types: set[str], places: set[str]) -> Iterator[str]:
    if isinstance(staircase, str):
        if staircase not in SHIPPED:
            yield f"Profilen, feltet staircase: »{staircase}« kendes ikke; vælg {' eller '.join(SHIPPED)}, eller skriv en egen trappe."
        return
    if not staircase:
        yield "Profilen, feltet staircase: listen er tom; beskriv mindst én trappe."
    if len({one.id for one in staircase}) < len(staircase):
        yield "Profilen, feltet staircase: to trapper har samme id; giv dem hvert sit."
    for index, one in enumerate(staircase):
        where = f"Trappen »{one.id}«"
        if one.based_on not in SHIPPED:
            yield f"{where}, feltet based_on: »{one.based_on}« kendes ikke; vælg {' eller '.join(SHIPPED)}."
        if one.age_from is not None and one.age_to is not None and one.age_from > one.age_to:
            yield f"{where}: alderen slutter, før den begynder; ret age_from eller age_to."
        for other in staircase[:index]:
            if any(one.covers(age) and other.covers(age) for age in range(0, 24)):
                yield f"{where}: alderen overlapper trappen »{other.id}«; ret age_from eller age_to."
        numbers = [step.step for step in one.steps]
        if not numbers or len(set(numbers)) < len(numbers):
            yield f"{where}: trinnene mangler eller går igen; giv hvert trin sit nummer."
        subs = [(step.step, sub.sub_step) for step in one.steps for sub in step.sub_steps]
        if len(set(subs)) < len(subs):
            yield f"{where}: et undertrin går igen; giv hvert undertrin sit nummer."
        placed: set[str] = set()
        for text, _, _ in own_places(one):
            try:
                if len(_known_type(text, types, places).split("/")) > 2:
                    yield f"{where}: typen »{text}« nævner udføreren; et trin følger kun type og sted."
            except PatternError as error:
                yield f"{where}: {error}"
            if text in placed:
                yield f"{where}: typen »{text}« står på to trin; lad den stå på ét."
            placed.add(text)
