"""What was typed in the form of a new case becomes a whole case that can be refined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

OWN, PARTNER = "kommune", "partner"


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
            "by_year": shares(said.get("phase_in", "")),
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


def shares(text: str) -> list[str]:
    """The parts of ``20 %, 20 %; 19,5 %``: a comma within a number parts nothing."""
    return [part.strip() for part in re.split(r";|(?<=%)\s*,|,\s", text) if part.strip()]
