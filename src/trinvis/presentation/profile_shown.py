"""The profile as tables: its areas, its staircase, its other choices, and what two profiles differ in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.parameters.practice import PROVIDER_MODELS
from trinvis.parameters.profile import METHODS
from trinvis.reports import danish, words
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.parameters import Parameters
    from trinvis.parameters.profile import Area, Profile

AREAS = (
    ReportColumn("label", "Område"),
    ReportColumn("policy_area", "Politikområde"),
    ReportColumn("method", "Metode"),
    ReportColumn("method_reason", "Begrundelse"),
    ReportColumn("accounts", "Konti"),
    ReportColumn("types", "Indsatstyper"),
    ReportColumn("net", "Netto", "flag"),
    ReportColumn("id", "Kode", on_screen=False),
)


def areas_table(profile: Profile, *, synthetic: bool) -> ReportTable:
    """The profile's areas with what belongs to each, and how its year-end is found."""
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "label": area.label,
            "policy_area": area.policy_area,
            "method": METHODS[area.method],
            "method_reason": area.method_reason,
            "accounts": ", ".join(area.accounts),
            "types": ", ".join(type_words(text) for text in area.types),
            "net": area.net,
            "id": area.id,
        }
        for area in profile.areas
    )
    return ReportTable("areas", f"Områder ({len(rows)})", profile.label, AREAS, rows, synthetic=synthetic)


def type_words(text: str) -> str:
    """``placement/institution/own`` as *Anbringelse, Døgninstitution, Egen*."""
    names = ("intervention_type", "placement_type", "provider_kind")
    return ", ".join(words.label(name, part) for name, part in zip(names, text.split("/"), strict=False))


def steps_table(profile: Profile, parameters: Parameters, on: date, *, synthetic: bool) -> ReportTable:
    """The steps of the profile's staircases."""
    stairs = profile.staircases(parameters, on)
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"staircase": one.label, "step": step.step, "label": step.label, "contents": step.contents}
        for one in stairs
        for step in one.steps
    )
    columns = (
        ReportColumn("step", "Trin", "integer"),
        ReportColumn("label", "Navn"),
        ReportColumn("contents", "Indhold"),
        ReportColumn("staircase", "Trappe", on_screen=len(stairs) > 1),
    )
    return ReportTable("steps", "Indsatstrappen", profile.label, columns, rows, synthetic=synthetic)


def facts(profile: Profile) -> list[tuple[str, str]]:
    """The other choices of the profile, as (what, choice)."""
    year = "365 dage" if profile.full_year_days else "årets egne dage"
    return [
        ("Profil", f"{profile.label} ({profile.name})"),
        ("Afgrænsning", delimitation_name(profile.delimitation)),
        (
            "En afvigelse skal forklares",
            f"når den er over både {danish.kroner(profile.explanation_kr_oere)} kr. og {danish.per_cent(profile.explanation_pct)}",
        ),
        ("En manglende faktura tæller med i", danish.count(profile.missing_invoice_months, "måned", "måneder")),
        ("En helårsperson er", year),
        ("Der tælles", COUNTINGS[profile.counting]),
        (
            "Samme indsats i to udtræk",
            f"når starten højst ligger {danish.count(profile.grant_tolerance_days, 'dag', 'dage')} fra hinanden",
        ),
        ("Prisindeks", profile.price_index or "intet"),
        ("Handicap i samme ramme", "ja" if profile.disability_in_frame else "nej"),
        ("Egne forebyggende tilbud er prissat", "ja" if profile.own_preventive_priced else "nej"),
    ]


def delimitation_name(name: str) -> str:
    """``bilagstabel_1_1`` as *Bilagstabel 1.1*."""
    said = re.sub(r"(?<=\d)_(?=\d)", ".", name).replace("_", " ")
    return said[:1].upper() + said[1:]


DIFFERENCES = (
    ReportColumn("where", "Hvor"),
    ReportColumn("field", "Felt"),
    ReportColumn("before", "Nu"),
    ReportColumn("after", "I filen"),
)

FIELD_WORDS = {
    "label": "navn",
    "policy_area": "politikområde",
    "budget_area": "budgetområde",
    "accounts": "konti",
    "types": "indsatstyper",
    "method": "metode",
    "method_reason": "begrundelse for metode",
    "net": "netto",
    "estimate_oere": "skøn",
    "staircase": "trappe",
    "delimitation": "afgrænsning",
    "missing_invoice_months": "måneder, en manglende faktura tæller",
    "explanation_kr_oere": "forklaringsgrænse i kroner",
    "explanation_pct": "forklaringsgrænse i procent",
    "full_year_days": "dage i en helårsperson",
    "grant_tolerance_days": "dage mellem starten på samme indsats",
    "counting": "optælling",
    "price_index": "prisindeks",
    "name": "profilens kode",
    "carry_over": "overførsel mellem år",
    "frame_regulation": "regulering af rammer",
    "provider_model": "udførermodel",
    "follow_up_rhythm": "opfølgningens rytme",
    "grant_authority": "bevillingskompetence",
    "disability_in_frame": "handicap i samme ramme",
    "own_preventive_priced": "egne forebyggende tilbud er prissat",
    "administrative_assumptions": "administrative forudsætninger",
    "general_reserve": "generel reserve",
    "organisation": "organisation",
    "comparison_groups": "grupper til sammenligning",
}
"""Field of a profile or an area → what users read."""

STAIRCASES = {"national": "den nationale", "kolding": "Koldings"}
COUNTINGS = {"days": "døgn for døgn", "whole_months": "hele måneder"}
CHOICES: dict[str, Mapping[str, str]] = {
    "method": METHODS,
    "staircase": STAIRCASES,
    "counting": COUNTINGS,
    "provider_model": PROVIDER_MODELS,
}
"""Field with a choice → its words."""


def differences(now: Profile, new: Profile, *, synthetic: bool) -> ReportTable:
    """What a new profile changes, field by field; no rows when nothing."""
    before, after = now.to_dict(), new.to_dict()
    rows = [_row("Profilen", name, before.get(name), after.get(name)) for name in _differing(before, after, "areas")]
    old, fresh = ({area.id: area for area in one.areas} for one in (now, new))
    for area_id in dict.fromkeys((*old, *fresh)):
        rows += _area_rows(old.get(area_id), fresh.get(area_id))
    said = danish.count(len(rows), "forskel", "forskelle")
    return ReportTable(
        "differences", f"Forskellene: {len(rows)}", f"{said}.", DIFFERENCES, tuple(rows), synthetic=synthetic
    )


def _area_rows(before: Area | None, after: Area | None) -> list[dict[str, Cell]]:
    if before is None or after is None:
        area = before or after
        assert area is not None
        there = ("findes", "findes ikke") if after is None else ("findes ikke", "nyt")
        return [{"where": area.label, "field": "området", "before": there[0], "after": there[1]}]
    old, fresh = vars(before), vars(after)
    return [_row(after.label, name, old[name], fresh[name]) for name in _differing(old, fresh, "id")]


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], *but: str) -> list[str]:
    return [
        name for name in dict.fromkeys((*before, *after)) if name not in but and before.get(name) != after.get(name)
    ]


def _row(where: str, name: str, before: Any, after: Any) -> dict[str, Cell]:
    return {
        "where": where,
        "field": FIELD_WORDS.get(name, name),
        "before": _plain(name, before),
        "after": _plain(name, after),
    }


def _plain(name: str, value: Any) -> str:
    if value is None:
        return "som standard"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if name in CHOICES and isinstance(value, str):
        return CHOICES[name].get(value, value)
    if name == "delimitation":
        return delimitation_name(str(value))
    if name.endswith("_oere"):
        return f"{danish.kroner(value)} kr."
    if name.endswith("_pct"):
        return danish.per_cent(value)
    if name == "types":
        return "; ".join(type_words(text) for text in value) or "ingen"
    if isinstance(value, tuple | list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or "ingen"
    if isinstance(value, dict | list | tuple):
        return danish.count(len(value), "oplysning", "oplysninger")
    return str(value)
