"""A new case from a few questions: what is typed in the form's five steps becomes a whole case file that can be refined.

The form makes the calculation that most applications are: persons who, thanks to an effort, need something cheaper than today, more of
them each year, some of them lost again. What it does not ask about is added in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OWN, PARTNER = "kommune", "partner"


@dataclass(frozen=True)
class Asked:
    """One question: the field's name, what users read, a hint, an example, and whether it must be answered."""

    name: str
    label: str
    hint: str = ""
    required: bool = True
    long: bool = False


@dataclass(frozen=True)
class Step:
    """One step of the form: its heading, the question that it asks, and its fields."""

    name: str
    heading: str
    question: str
    fields: tuple[Asked, ...]


STEPS: tuple[Step, ...] = (
    Step(
        "indsats",
        "Indsatsen",
        "Hvad vil I gøre, og for hvem?",
        (
            Asked("title", "Navn på indsatsen", "fx Tættere sagsbehandling i Børneteamet"),
            Asked("purpose", "Formål", long=True),
            Asked("target", "Målgruppe", "Hvem er de, og hvad er de fælles om?", long=True),
            Asked("count", "Antal i målgruppen", "fx 155"),
            Asked("start_year", "Første år", "fx 2027"),
            Asked("horizon", "Antal år, der regnes over", "fx 10"),
        ),
    ),
    Step(
        "pris",
        "Priser",
        "Hvad koster det i dag, og hvad koster det, når indsatsen lykkes?",
        (
            Asked("today", "I dag får de", "fx Anbringelse uden for hjemmet"),
            Asked("price_today", "Pris i dag, kr. pr. barn pr. år", "fx 709.502"),
            Asked("instead", "I stedet får de", "fx Familiebehandling"),
            Asked("price_instead", "Pris i stedet, kr. pr. barn pr. år", "fx 94.917"),
            Asked("price_level", "Prisernes år", "Det regnskabsår, priserne er fra; fx 2026"),
            Asked("price_source", "Hvor er priserne fra?", "fx eget regnskab 2026"),
        ),
    ),
    Step(
        "effekt",
        "Effekt",
        "For hvor mange lykkes det, hvornår, og hvor mange falder tilbage?",
        (
            Asked("success", "Succesrate, mest sandsynlig", "Andel af målgruppen; fx 8 %"),
            Asked("success_min", "Mindst", "fx 6 %", required=False),
            Asked("success_max", "Højst", "fx 10 %", required=False),
            Asked("phase_in", "Nye succeser pr. år", "Andel af succeserne, år for år; fx 20 %, 20 %, 20 %, 20 %, 20 %"),
            Asked("relapse", "Tilbagefald pr. år", "Andel af succeserne, der mister effekten hvert år; fx 5 %"),
            Asked("effect_source", "Hvad bygger skønnet på?", "fx evaluering fra en anden kommune, egne tal, et skøn", long=True),
        ),
    ),
    Step(
        "udgift",
        "Udgifter til indsatsen",
        "Hvad koster indsatsen selv, og hvem betaler?",
        (
            Asked("once", "Engangsudgift det første år, kr.", "fx 230.000", required=False),
            Asked("running", "Drift, kr. pr. år", "fx 1.337.305"),
            Asked("running_years", "Antal år med drift", "fx 3; tom = alle år", required=False),
            Asked("partner", "Andre, der er med til at betale og vinde", "fx Nabokommunen; tom = kun os", required=False),
            Asked("partner_share", "Deres andel", "fx 19,4 %", required=False),
            Asked("rate", "Kalkulationsrente pr. år", "fx 3,5 %; tom = Finansministeriets", required=False),
        ),
    ),
    Step(
        "kriterier",
        "Kriterier",
        "Hvorfor her, og hvad får borgeren ud af det?",
        (
            Asked("political", "Politisk aktualitet", "Hvilke politikker og mål peger indsatsen ind i?", required=False, long=True),
            Asked("citizen_gain", "Gevinst for borgeren", "Hvad bliver bedre, og hvordan ses det?", required=False, long=True),
            Asked("left_out", "Hvad er ikke med i beregningen?", "En ting pr. linje", required=False, long=True),
        ),
    ),
)  # fmt: skip

_LABELS = {field.name: field.label for step in STEPS for field in step.fields}
_FIELD_OF: Mapping[str, str] = {
    "title": "title", "start_year": "start_year", "horizon": "horizon", "price_level": "price_level",
    "inputs.maalgruppe": "count", "inputs.pris_i_dag": "price_today", "inputs.pris_i_stedet": "price_instead",
    "inputs.succesrate.distribution": "success_min", "inputs.succesrate": "success", "inputs.indfasning": "phase_in",
    "inputs.tilbagefald": "relapse", "inputs.engangsudgift": "once", "inputs.drift": "running",
    "inputs.partners_andel": "partner_share", "discount": "rate", "money.drift.on": "running_years",
}  # fmt: skip
"""Where in the file a problem lies → the field of the form that it comes from."""


def key_of(title: str) -> str:
    """A case's name made of its title: ``Tættere hjælp 2027`` → ``tættere-hjælp-2027``."""
    return re.sub(r"[^a-zæøå0-9]+", "-", title.lower()).strip("-")[:60] or "ny-case"


def case_of_form(typed: Mapping[str, str]) -> dict[str, Any]:
    """The case as plain values, as ``case_from_dict`` reads it; what is empty is left out or has its default."""
    said = {name: text.strip() for name, text in typed.items()}
    other = bool(said.get("partner"))
    payers = {"payers": {OWN: "1 - partners_andel", PARTNER: "partners_andel"}} if other else {}
    case: dict[str, Any] = {
        "case": key_of(said.get("title", "")),
        "title": said.get("title", ""),
        "start_year": said.get("start_year", ""),
        "horizon": said.get("horizon", ""),
        "price_level": said.get("price_level", ""),
        "discount": {"rate": said["rate"]} if said.get("rate") else {"finansministeriet": f"{said.get('start_year', '')}-01-01"},
        "target": said.get("target", ""),
        "payers": {OWN: {"label": "Kommunen", "kind": "municipality"}}
        | ({PARTNER: {"label": said["partner"], "kind": "partner"}} if other else {}),
        "alternatives": {"som_i_dag": "Som i dag", "indsats": said.get("title", "")},
        "states": {
            "som_nu": {"label": said.get("today", "")},
            "bedre": {"label": said.get("instead", "")},
        },
        "inputs": _inputs(said, other=other),
        "groups": {
            "succeser": {
                "label": "Børn, som indsatsen lykkes for",
                "enters": "maalgruppe * succesrate * indfasning",
                "start": {"som_i_dag": {"som_nu": 1}, "indsats": {"bedre": 1}},
            }
        },
        "transitions": [{"from": "bedre", "to": "som_nu", "chance": "tilbagefald", "alternatives": ["indsats"]}],
        "money": _money(said, payers),
        "effects": {
            "bedre_aar": {
                "label": f"År med {said.get('instead', '').lower()} i stedet",
                "unit": "barneår",
                "on": {"state": "bedre"},
                "amount": 1,
            }
        },
        "success": {"rate": "succesrate", "target": "maalgruppe"},
        "application": {
            name: said[name] for name in ("purpose", "political", "citizen_gain") if said.get(name)
        },
    }  # fmt: skip
    if said.get("left_out"):
        case["left_out"] = [
            {"text": line.strip(), "why": "Ikke oplyst", "draws": "unknown"}
            for line in said["left_out"].splitlines()
            if line.strip()
        ]
    if said.get("effect_source"):
        case["knowledge"] = [{"text": said["effect_source"], "source": "Oplyst i formularen", "grade": "C"}]
    return case


def field_of(path: str) -> tuple[str, str]:
    """The form's field, and its label, that a problem at ``path`` comes from; both empty when it is none of them."""
    for start, name in _FIELD_OF.items():
        if path == start or path.startswith(f"{start}."):
            return name, _LABELS[name]
    return "", ""


def missing(typed: Mapping[str, str]) -> dict[str, str]:
    """Field → what to do, of those that must be answered and are not."""
    return {
        field.name: f"Skriv »{field.label}«."
        for step in STEPS
        for field in step.fields
        if field.required and not typed.get(field.name, "").strip()
    }


def _inputs(said: Mapping[str, str], *, other: bool) -> dict[str, Any]:
    level = said.get("price_level", "")
    source = said.get("price_source", "")

    def amount(label: str, value: str, unit: str) -> dict[str, Any]:
        return {
            "label": label,
            "kind": "amount",
            "unit": unit,
            "value": without_points(value),
            "price_level": level,
            "source": source,
        }

    success: dict[str, Any] = {
        "label": "Succesrate",
        "kind": "rate",
        "value": said.get("success", ""),
        "of": {"text": "alle i målgruppen", "count": "maalgruppe"},
        "source": said.get("effect_source", ""),
        "grade": "C",
    }
    if said.get("success_min") and said.get("success_max"):
        ends = {"min": said["success_min"], "likely": said.get("success", ""), "max": said["success_max"]}
        success["distribution"] = {"form": "pert", **ends}
    inputs: dict[str, Any] = {
        "maalgruppe": {"label": "Antal i målgruppen", "kind": "count", "unit": "børn", "value": without_points(said.get("count", ""))},
        "succesrate": success,
        "indfasning": {
            "label": "Nye succeser pr. år",
            "kind": "rate",
            "of": {"text": "de succeser, der regnes med"},
            "by_year": [part.strip() for part in re.split(r"[;]|,(?!\d)", said.get("phase_in", "")) if part.strip()],
            "after": "zero",
        },
        "tilbagefald": {
            "label": "Tilbagefald",
            "kind": "rate",
            "of": {"text": "børn med succes"},
            "value": said.get("relapse", ""),
        },
        "pris_i_dag": amount("Pris i dag", said.get("price_today", ""), "kr. pr. barn pr. år"),
        "pris_i_stedet": amount("Pris i stedet", said.get("price_instead", ""), "kr. pr. barn pr. år"),
        "drift": amount("Drift af indsatsen", said.get("running", ""), "kr. pr. år"),
    }  # fmt: skip
    if said.get("once"):
        inputs["engangsudgift"] = amount("Engangsudgift", said["once"], "kr.")
    if other:
        inputs["partners_andel"] = {
            "label": f"Andel, {said['partner']}",
            "kind": "rate",
            "of": {"text": "udgift og gevinst"},
            "value": said.get("partner_share", ""),
        }
    return inputs


def _money(said: Mapping[str, str], payers: Mapping[str, Any]) -> dict[str, Any]:
    effort = {"effort": True, "alternatives": ["indsats"], **payers}
    years = said.get("running_years", "")
    spread: Any = (
        list(range(1, int(years) + 1)) if years.isascii() and years.isdigit() and 0 < int(years) <= 100 else years
    )
    money: dict[str, Any] = {
        "i_dag": {"label": said.get("today", ""), "on": {"state": "som_nu"}, "amount": "pris_i_dag", **payers},
        "i_stedet": {"label": said.get("instead", ""), "on": {"state": "bedre"}, "amount": "pris_i_stedet", **payers},
        "drift": {
            "label": "Drift af indsatsen",
            "on": {"years": spread} if years else {"year": "all"},
            "amount": "drift",
            **effort,
        },
    }  # fmt: skip
    if said.get("once"):
        money["engangsudgift"] = {"label": "Engangsudgift", "on": {"once": 1}, "amount": "engangsudgift", **effort}
    return money


def without_points(text: str) -> str:
    """A number with Danish thousands points as a plain one: ``709.502`` → ``709502``."""
    return re.sub(r"\.(?=\d{3}(\D|$))", "", text)
